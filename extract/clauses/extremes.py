"""The ends of the day's range that no predicate takes: "its intraday low was 80,354.59", "its high and low for the day
being 1,608.88 and 1,601.02", "spent the day between 20,010 and 20,202", "having scaled a record high of 75,500"."""

from __future__ import annotations

from decimal import Decimal

from msgspec.structs import replace

from extract.clauses.ahead import ahead
from extract.clauses.earlier import of_another_day
from extract.clauses.unreal import is_expected, is_unreal
from extract.clauses.walk import Walk
from extract.figures import governor, is_compared, is_of_close
from extract.frames import Entity, Frame
from extract.lexicon import words
from extract.near import of_kind, said
from extract.ranges import EXTREMES, extreme_behind, extreme_in, extreme_named, is_of_time, marked
from extract.statement import names_day
from extract.tokens import Token

_JOINS = words("before_extreme")
_DAYS = words("of_the_day")
_OWN = words("day_marks")
_BETWEEN = words("between")
_REACHED = words("reached")
_UP_TO = words("went_up_to")
_GOT = words("got")
_OF, _LEAST = words("extreme_of"), 3
_HAVING = words("having") | words("behind_which_earlier")
_ROUND_LINES = ((10_000, 500), (1_000, 50))
"""From which level on lines are round to what."""
_DIGIT = 5
"""An end of a range that is so many times the other has a digit more, or that one less."""
_REACH, _PAIRED = 12, 5
_END = "end of the day's range"
_TELLING = EXTREMES | _BETWEEN | _REACHED | _UP_TO


def day_extreme(walk: Walk, at: int) -> bool:
    """Give the day's low or high that a figure is to its index, or to the price that is told of."""
    if (owner := _other_day(walk.tokens, at)) is not None:
        _tell_record(walk, owner, at)
        return True
    ends = _ends(walk, at)
    entity = _whose(walk, at) if ends else None
    if not ends or entity is None:
        return False
    record = walk.tokens[at - 2].value if walk.tokens[at - 2].kind == "H" else None
    if entity.kind != "index":
        return _give_price(walk, entity, ends)
    frame = Frame([replace(entity, under=None)], _END, at, spoken=True, last=at)
    expected = bool(walk.frames) and all(f.modal for f in walk.frames[-_REACH:])
    frame.modal = expected or is_unreal(walk, at) or is_expected(walk, at)
    frame.low, frame.high, frame.record = ends.get("low"), ends.get("high"), record
    walk.lend_lead(frame)
    walk.frames.append(frame)
    if walk.frame is not None and not walk.frame.has_figures:
        walk.frame.sign = None  # "fell to an intraday low of 83,905.20"
    if len(ends) > 1:
        walk.spent.add(at + 2)
    return True


def drop_round_ranges(walk: Walk) -> None:
    """ "has been hovering between 38,000 and 40,000": two round lines are no day's range of an index; "between 66,180.1
    and 65,662.3" is told from its upper end."""
    for frame in walk.frames:
        if frame.low is None or frame.high is None or frame.subjects[0].kind != "index":
            continue
        if frame.high < frame.low < _DIGIT * frame.high:
            frame.low, frame.high = frame.high, frame.low
        step = next((step for least, step in _ROUND_LINES if frame.low >= least), 0)
        if step and not (frame.low % step or frame.high % step):
            frame.low = frame.high = None
            frame.modal = frame.modal or not frame.has_figures


def part_ranges(walk: Walk) -> None:
    """ "opened at 84,005.1, with a high of 84,300.1": the range is that of the day, not of its opening."""
    for frame in list(walk.frames):
        if (frame.low is None and frame.high is None) or frame.closing:
            continue
        if frame.opening or "open" in frame.phases:
            told = Frame(
                frame.subjects, "range of the day", frame.last, spoken=True, modal=frame.modal, last=frame.last
            )
            told.low, told.high, told.times = frame.low, frame.high, list(frame.times)
            frame.low = frame.high = None
            walk.frames.append(told)


def _other_day(tokens: list[Token], at: int) -> Token | None:
    """The day or the period in "pulling back from Tuesday's all-time high of 8,765", which is neither a close nor an
    end of this day's range."""
    if at < _LEAST or tokens[at - 1].low not in _OF:
        return None
    owner = next((i for i in range(at - 3, max(-1, at - _REACH // 2), -1) if tokens[i].kind in "TP"), -1)
    if owner < 0 or tokens[owner].value == "today" or extreme_behind(tokens, owner) != at - 2:
        return None
    return tokens[owner]


def _tell_record(walk: Walk, day: Token, at: int) -> None:
    """Tell the record of a day that owns it; whether it closed there nobody says."""
    record, entity = walk.tokens[at - 2], _whose(walk, at)
    if record.kind == "H" and names_day(day) and day.poss and entity is not None and entity.kind == "index":
        frame = of_another_day([entity], "record of another day", at, None, day)
        frame.record = record.value
        walk.frames.append(frame)


def _give_price(walk: Walk, entity: Entity, ends: dict[str, Decimal]) -> bool:
    frame = walk.frame
    if frame is None or not frame.levels or frame.subjects != [entity]:
        return False
    frame.low, frame.high = frame.low or ends.get("low"), frame.high or ends.get("high")
    return True


def _whose(walk: Walk, at: int) -> Entity | None:
    """The one name that the figure is of: the newest before it, else that of the main clause behind."""
    if walk.pending:
        group = walk.pending[-1]
    elif walk.frame is not None:
        group = walk.frame.subjects
    elif walk.frames or walk.subject:
        group = walk.subject or walk.frames[-1].subjects
    else:
        group = ahead(walk, at)
    return group[0] if len(group) == 1 else None


def _ends(walk: Walk, at: int) -> dict[str, Decimal]:
    """The ends of the range that a figure, and the one that "and" joins to it, are; none where it is something else."""
    tokens = walk.tokens
    quantity = tokens[at].value
    if quantity.unit not in ("", "pt", "$") or quantity.sign or at == 0 or not _can_be_end(tokens, at):
        return {}
    value = Decimal(quantity.value)
    low = governor(tokens, at)[0]
    second = _second(walk, at)
    if low in _BETWEEN and second is not None and walk.frame is None and quantity.like_a_level:
        return {"low": value, "high": second}
    opened = walk.frame is not None and (walk.frame.opening or "open" in walk.frame.phases)
    if (end := marked(tokens, at)) and (walk.pending or opened or (walk.frame is None and walk.subject)):
        return {end: value}
    if tokens[at - 1].low in _UP_TO and said(tokens, at - 2, at - 1, _GOT) and quantity.like_a_level:
        return {"high": value}
    if opened and walk.frame is not None and low in _REACHED and quantity.like_a_level:
        if tokens[at - 1].low in _OF and (named := extreme_in(tokens[at - 2])):
            return {named: value}  # "opened at 25,899.45 and hit an intraday low of 25,871.35"
        return {"low" if walk.frame.sign == -1 else "high": value}
    if tokens[at - 1].low == "of" and tokens[at - 2].kind == "H" and not is_compared(tokens, at):
        before = walk.frame is None and not walk.pending and said(tokens, at - _REACH, at - 2, _HAVING)
        return {str(tokens[at - 2].value): value} if before else {}
    paired = bool(walk.frames) and walk.frames[-1].rule == _END and of_kind(tokens, at - _PAIRED, at, "a")
    return _named(tokens, at, value, second, paired)


def _can_be_end(tokens: list[Token], at: int) -> bool:
    """Whether a word without which no figure is an end of the range stands before one."""
    for token in tokens[max(0, at - _REACH) : at]:  # noqa: SIM110 - asked of every figure
        if token.low in _TELLING or token.kind in "HP":
            return True
    return False


def _second(walk: Walk, at: int) -> Decimal | None:
    """The figure that "and" joins to one, taken with it."""
    tokens = walk.tokens
    if at + 2 >= len(tokens) or tokens[at + 1].low != "and" or tokens[at + 2].kind != "#":
        return None
    if tokens[at + 2].value.unit != tokens[at].value.unit:
        return None
    return Decimal(tokens[at + 2].value.value)


def _named(tokens: list[Token], at: int, value: Decimal, second: Decimal | None, paired: bool) -> dict[str, Decimal]:
    """ "its trough for the day being 8,100.20 and its peak 8,212.30"; the second is of the day as the first is."""
    index, joined = at - 1, False
    while index > 0 and at - index < _REACH and _is_passed(tokens[index]):
        joined = joined or tokens[index].low in _JOINS
        index -= 1
    end = extreme_named(tokens, index)
    apart = tokens[index].kind == "P" or tokens[index - 1].kind == "("
    if end is None or (is_of_close(tokens, at) and not apart) or not (joined or index == at - 1):
        return {}
    if not (paired or _is_days(tokens, index, at)) or of_kind(tokens, at + 1, at + 4, "TP~") or is_of_time(tokens, at):
        return {}  # "its high of 8,212.30 in February"
    other = extreme_named(tokens, index - 2) if tokens[index - 1].low == "and" and second is not None else None
    if other is not None and other != end and second is not None:
        return {other: value, end: second}
    return {end: value}


def _is_passed(token: Token) -> bool:
    """Whether a word can stand between "its low" and the figure ("for the day was")."""
    return token.low in _JOINS or token.low in _DAYS or (token.kind in "FPT" and not extreme_in(token))


def _is_days(tokens: list[Token], index: int, at: int) -> bool:
    """Whether the noun at this place is the day's: by a word for it, in brackets or a row of its own, or "off its high"
    without a distance."""
    if tokens[index].kind == "P":
        return not any(t.kind == "#" and t.value.unit for t in tokens[max(0, index - 2) : index])
    if said(tokens, index - 3, at, _OWN) or tokens[index].kind == "F" or index < 2:
        return True
    return of_kind(tokens, index - 1, index, "(a") and of_kind(tokens, index - 4, index, "(")
