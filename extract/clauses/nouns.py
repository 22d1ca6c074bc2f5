"""Nouns of a move: "a 2.5% fall in banks", "its weekly gains to about 5%", "the previous day's 0.58% gain"."""

from __future__ import annotations

from extract.clauses.earlier_moves import is_earlier
from extract.clauses.noun_led import nouns_listed
from extract.clauses.subjects import subject_of
from extract.clauses.unreal import after_modal, is_expected, is_unreal
from extract.clauses.walk import Walk
from extract.figures import figure_at
from extract.frames import Entity, Frame
from extract.lexicon import words
from extract.near import of_kind, said
from extract.tokens import Token

_OF_FIGURE = words("noun_of_figure")
_OF_NAME, _POSTED = words("noun_of_name"), words("posted")
_BETWEEN, _TO = words("between"), words("noun_period_to")
_FROM, _INTO = words("record_from"), words("into_other")
_TURN = 10
"""Tokens from one noun of a move to the one that it turned into."""
_UNDONE, _IMPLYING, _COMPARING = words("undone"), words("implying"), words("comparing")
_COMPARED_REACH, _PERIOD_REACH = 5, 3
"""Tokens from "versus" to a noun's figure, and from a name to its period."""
_IMPLIED_REACH = 3
"""Tokens from "implies" to the noun of a move."""
_APART = "pvVWCOTF;"  # none stands between an opening and what it made ("opened at 24,100.5, a gain of 0.3%")


def noun(walk: Walk, at: int, token: Token) -> None:
    """A noun signs the figure before it and governs the one behind it ("losses of 2%")."""
    if nouns_listed(walk, at):
        return
    _sign_before(walk, at, token)
    if _governs_figure(walk.tokens, at, _of_points(walk)):
        _noun_of_figure(walk, at, token)
    walk.last_predicate = at


def _sign_before(walk: Walk, at: int, token: Token) -> None:
    """ "saw a 2.5% fall": the figure right before has the noun's sign."""
    if walk.frame is None or not walk.frame.percents or not of_kind(walk.tokens, at - 2, at, "#"):
        return
    last = walk.frame.percents[-1]
    if last.end >= walk.tokens[max(0, at - 2)].start and said(walk.tokens, at - 4, at, _UNDONE):
        walk.frame.sign = last.sign = token.value
        walk.frame.phases.append("intraday")  # "squandered a 0.7% gain to end lower"
        walk.frame = None
        return
    if last.sign is None and last.end >= walk.tokens[max(0, at - 2)].start:
        last.sign = token.value


def _of_points(walk: Walk) -> bool:
    """Whether a bare figure can be the points of the name told of ("futures imply a gain of 28.25")."""
    return bool(walk.pending) and walk.pending[-1][-1].kind in ("index", "future")


def _governs_figure(tokens: list[Token], at: int, pointed: bool) -> bool:
    """Whether "of", "to" or "by" and a figure follow, with periods between at most; `pointed` where a bare figure can
    be points."""
    first = at + 1
    while first < min(len(tokens), at + 4) and tokens[first].kind == "P":
        first += 1
    after = [t for t in tokens[first : first + 4] if t.kind != "T"][:3]
    if not after or after[0].low not in (_OF_FIGURE if first == at + 1 else _TO):
        return False
    figure = next((i for i, t in enumerate(after) if t.kind == "#"), None)
    if figure is None or any(t.kind in "VWCO" for t in after[:figure]):  # "paring losses to close 0.4% lower"
        return False
    told = after[figure].value
    return told.unit in ("%", "pt") or told.grouped or (pointed and told.decimals > 0 and not told.unit)


def _noun_of_figure(walk: Walk, at: int, token: Token) -> None:
    """ "brings its weekly gains to about 5%": a frame of its own, with the day and phase of the one before."""
    old, tokens = walk.frame, walk.tokens
    figure = next((i for i in range(at + 1, min(len(tokens), at + 4)) if tokens[i].kind == "#"), None)
    if figure is not None and walk.low(at + 1) == "of" and _name_behind(tokens, figure) is not None:
        if tokens[figure].value.unit == "pt":
            walk.spent.add(figure)  # "futures point to a fall of 35 points for the ASX 200"
        return  # "despite a gain of 0.3% for Acme Bank"
    if old is not None and not walk.pending:
        subject: list[Entity] | None = old.subjects
    else:
        subject = subject_of(walk, at, finite=False) or walk.subject
    if not subject:
        return
    frame = walk.open(subject, at, "noun of figure")
    frame.sign, frame.spoken = token.value, True
    swings = said(tokens, at - 5, at, _BETWEEN)  # "between gains of 0.9% and losses of 1.1%"
    turns = _turns_to_other(tokens, at)
    pares = walk.low(at + 1) == "to"  # "paring its weekly loss to 1.3%"
    frame.earlier = not turns and not pares and is_earlier(tokens, at)
    implied = subject[0].kind != "future" and said(tokens, at - _IMPLIED_REACH, at, _IMPLYING)
    frame.modal = implied or swings or is_unreal(walk, at) or is_expected(walk, at) or after_modal(walk, at)
    if old is not None:
        _go_on_with(tokens, at, old, frame)
        frame.opening = old.opening and not old.closing and not of_kind(tokens, old.last + 1, at, _APART)
    if turns:
        frame.phases.append("intraday")
        frame.moment = True
    _time(walk, at, frame, old)


def _go_on_with(tokens: list[Token], at: int, old: Frame, frame: Frame) -> None:
    """Give a noun's frame the times of the one before, which loses a direction that the noun turns."""
    _copy_time(old, frame)
    if old.moment and said(tokens, at - 3, at, _INTO):
        frame.phases = [phase for phase in frame.phases if phase != "intraday"]
    if frame.sign is not None and old.sign == -frame.sign and not (old.percents or old.changes):
        old.sign = None  # "slipped back to 14,390.70, a gain of 0.1%": the verb is not the day's
    if old.periods and not old.has_figures:
        frame.periods = list(old.periods)  # "to finish May with a gain of 2.2%"


def _time(walk: Walk, at: int, frame: Frame, old: Frame | None) -> None:
    """Give a noun's frame the day, the month and the periods that stand beside the noun."""
    tokens = walk.tokens
    if _is_owner(tokens, at - 1):  # "versus Tuesday's loss of 1.2%"
        frame.times, frame.aside = [tokens[at - 1]], True
    if at and tokens[at - 1].kind == "x" and tokens[at - 1].value == "month":
        frame.periods.append("month")  # "its May advance to 2.2%"
    if walk.low(at + 1) != "to" and of_kind(tokens, at - 4, at, "v") and said(tokens, at - 4, at, _UNDONE):
        frame.phases.append("intraday")  # "erased an earlier gain of 0.7%"
    periods = [t for t in (*tokens[max(0, at - 3) : at], *tokens[at + 1 : at + 2]) if t.kind == "P"]
    for period in periods:
        frame.cue(period)
    if periods and old is not None and periods[-1].value in old.periods:
        old.periods.remove(periods[-1].value)


def _turns_to_other(tokens: list[Token], at: int) -> bool:
    """ "went from a gain of 2% to a drop of 1%": the first is a moment of the session."""
    if not said(tokens, at - 3, at, _FROM):
        return False
    other = next((place for place in range(at + 1, min(len(tokens), at + _TURN)) if tokens[place].kind == "G"), None)
    return other is not None and said(tokens, other - 3, other, _INTO)


def noun_for(walk: Walk, at: int) -> bool:
    """ "despite a gain of 0.3% for Acme Bank": the name behind the figure has it."""
    tokens = walk.tokens
    place = next((i for i in range(at - 1, max(-1, at - 4), -1) if tokens[i].kind == "G"), None)
    target = _name_behind(tokens, at) if place is not None and tokens[place + 1].low == "of" else None
    entity = walk.entities.at(tokens, target, walk.futures) if target is not None else None
    if place is None or target is None or entity is None:
        return False
    entity.under = None
    _tell_of_name(walk, at, target, [entity], tokens[place].value)
    return True


def _name_behind(tokens: list[Token], at: int) -> int | None:
    """The place of a name that "for" joins to a figure of percent or points."""
    if tokens[at].value.unit not in ("%", "pt") or at + 2 >= len(tokens) or tokens[at + 1].low not in _OF_NAME:
        return None
    target = _target(tokens, at + 2)
    named = target < len(tokens) and tokens[target].kind in "IBS" and not tokens[target].poss
    return target if named else None


def _copy_time(old: Frame, new: Frame) -> None:
    new.times, new.phases, new.closing = list(old.times), list(old.phases), old.closing


def noun_of(walk: Walk, at: int) -> bool:
    """ "a 2.1% jump in the shipping sector": the figure is of the name behind; "a 75% surge in sales" of none."""
    tokens = walk.tokens
    if tokens[at].value.unit not in ("%", "pt"):
        return False
    place = at + 1
    while place < len(tokens) and tokens[place].kind in "xD" and place < at + 3:
        place += 1
    behind = place + 1 + (walk.low(place + 1) in _POSTED)  # "the 0.8 percent gain posted by the Dow"
    if place >= len(tokens) or tokens[place].kind not in "GV" or walk.low(behind) not in _OF_NAME:
        return False
    target = _target(tokens, behind + 1)
    if target >= len(tokens) or tokens[target].kind not in "IBSYK":
        adjective = target + 1 < len(tokens) and tokens[target].kind == "P" and tokens[target + 1].kind in "xe"
        return adjective or not (target < len(tokens) and tokens[target].kind in "TPF")  # "drop in quarterly profit"
    entity = walk.entities.at(tokens, target, walk.futures)
    if entity is not None and tokens[at].value.unit == "pt" and entity.kind not in ("index", "future"):
        return False
    if entity is not None:
        entity.under = None
        noun = tokens[place]
        sign = noun.value if noun.kind == "G" else noun.value[0]
        _tell_of_name(walk, at, target, [entity, *_more(walk, target)], sign)
    return True


def _target(tokens: list[Token], start: int) -> int:
    """The place of the name behind "in", articles and adjectives passed over."""
    target = start
    while target < len(tokens) and tokens[target].kind in "xhR" and target < start + 6:
        if tokens[target].low in (",", "."):
            break
        target += 1
    return target


def _tell_of_name(walk: Walk, at: int, target: int, group: list[Entity], sign: int | None) -> None:
    frame = Frame(group, "figure noun in name", at, sign=sign, spoken=True, last=target)
    frame.modal = is_unreal(walk, at) or is_expected(walk, at)  # "had forecast a 0.5% rise for the Nasdaq"
    told = figure_at(walk.tokens, at)
    told.sign = sign
    frame.tell(told, walk.tokens[at].value.unit)
    if _is_owner(walk.tokens, at - 1):  # "Tuesday's 1.2% slide in the Nasdaq was followed by"
        frame.times, frame.aside, walk.subject = [walk.tokens[at - 1]], True, group
    elif walk.frame is not None:
        _copy_time(walk.frame, frame)
    else:
        walk.lend_lead(frame)
    _compare(walk, at, target, frame)
    walk.frames.append(frame)
    if walk.tokens[at].value.unit == "pt":
        walk.frame, walk.subject = frame, group  # "a 27-point gain for S&P 500 futures to 4,512.75"


def _compare(walk: Walk, at: int, target: int, frame: Frame) -> None:
    """ "a gain of 7% for the Dow this year", "up 12% this year, versus a 7% rise in the S&P 500": the period behind the
    name, or of what is compared; none that is known behind "That compares with"."""
    for token in walk.tokens[target + 1 : target + _PERIOD_REACH]:
        if token.kind == "P" and not frame.periods:
            frame.cue(token)
    if frame.periods or not said(walk.tokens, at - _COMPARED_REACH, at, _COMPARING):
        return
    if walk.frame is not None:
        frame.periods, frame.month = list(walk.frame.periods), walk.frame.month
    elif not walk.frames:
        frame.modal = True


def _is_owner(tokens: list[Token], at: int) -> bool:
    """ "Tuesday's": whether a day owns what stands behind it."""
    return at >= 0 and tokens[at].kind == "T" and (tokens[at].poss or tokens[at].low.endswith("'s"))


def _more(walk: Walk, at: int) -> list[Entity]:
    """Names joined to the one at this place by "and"."""
    tokens, more = walk.tokens, []
    index = at + 1
    while index + 1 < len(tokens) and tokens[index].low == "and" and tokens[index + 1].kind in "BI":
        if index + 2 < len(tokens) and tokens[index + 2].kind in "VWCO":
            break
        entity = walk.entities.at(tokens, index + 1, walk.futures)
        if entity is not None:
            more.append(entity)
        index += 2
    return more
