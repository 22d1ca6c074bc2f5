"""The close of another session that a level is told beside: "Thursday's close of 23,031.4", "(Tuesday: 5,938.02)"."""

from __future__ import annotations

from msgspec.structs import replace

from extract.clauses.ahead import ahead
from extract.clauses.earlier import is_possessive_day, of_another_day, owns_close
from extract.clauses.walk import Walk
from extract.figures import figure_at, governor
from extract.frames import Entity, Frame
from extract.lexicon import words
from extract.near import of_kind
from extract.statement import names_day
from extract.tokens import Token

_ON_DAY, _OF = words("noun_on_day"), words("of_whole")
_BEFORE_CLOSE = words("before_level_of_close")
_CLOSES = words("closes")
_DETERMINERS = words("determiners")
_LIKENED, _GONE = words("compared_to"), words("gone_by")
_PRICED = ("bond", "currency", "commodity")
_COMPARED = words("before_level_compared")
_COUNTED_FROM = words("counted_from_level")
_UNITS = ("", "pt")
_LAST_CLOSE, _DAY_BEFORE = "last close", "session before"
"""The newest close as a story is told, and that before the day which it is told with."""
_LAST_CLOSES = words("last_closes")


def close_of(walk: Walk, at: int) -> bool:
    """ "compared with the index's last close of 25,335.95", "above Thursday's close of 23,031.4"."""
    tokens = walk.tokens
    if tokens[at].value.unit not in ("", "pt"):
        return False
    noun = _noun_of_close(walk, at)
    day = _day_of_close(tokens, noun) if noun is not None else None
    if day is None and noun is not None and (behind := _day_behind(tokens, noun, at)) is not None:
        day = tokens[behind]
        walk.spent.add(behind)
    entity = _index_before(walk) or next(iter(ahead(walk, at)), None) if day is not None else None
    if day is None or entity is None:
        return False
    frame = of_another_day([entity], "close of the session before", at, None, day)
    if day.value == _LAST_CLOSE and (told := walk.frame) is not None and _tells_session(told):
        own = [t for t in told.times if names_day(t)]
        frame.times = [*own, replace(day, value=_DAY_BEFORE)]  # "rose on Monday to 2,794.26 from a previous close of"
    frame.last = at
    frame.levels.append(figure_at(tokens, at))
    walk.frames.append(frame)
    if day in walk.lead:
        walk.lead.remove(day)
    return True


def _tells_session(frame: Frame) -> bool:
    """Whether a frame tells what an index did in a session, which the close before it is then counted from."""
    return frame.has_figures and frame.subjects[0].kind == "index" and not (frame.modal or "pre" in frame.phases)


def _day_behind(tokens: list[Token], noun: int, at: int) -> int | None:
    """The place of the day in "from a close of 5,938.02 on Tuesday"; "to close at 5,938.02 on Tuesday" has a verb."""
    if tokens[noun].low not in _CLOSES or tokens[noun - 1].low not in _DETERMINERS:
        return None
    place = at + 1 + (at + 1 < len(tokens) and tokens[at + 1].low in _ON_DAY)
    return place if place < len(tokens) and names_day(tokens[place]) else None


def compared_with(walk: Walk, at: int) -> bool:
    """ "closed at 5,914.2, compared with 5,938.02 on Tuesday", "with Tuesday's 5,938.02": the close of a day."""
    tokens = walk.tokens
    low, index = governor(tokens, at)
    owner = index if index > 0 and is_possessive_day(tokens[index]) else 0
    if owner:
        low, index = tokens[owner - 1].low, owner - 1
    if owner and low in _COUNTED_FROM and _is_level_of_day(tokens, at):
        compared = True  # "down 0.4% from Tuesday's 5,938.02", "adding 0.4% to Tuesday's 5,938.02 points"
    else:
        compared = low in _COMPARED or (low == "to" and index > 0 and tokens[index - 1].low in _LIKENED)
    if not compared or tokens[at].value.unit in ("%", "bp"):
        return False
    place = owner or _day_of_level(walk, at)
    if place >= len(tokens) or tokens[place].kind != "T" or tokens[place].value == "today":
        return False
    if not owner and tokens[place - 1].low in _GONE:
        _set_back(tokens[place])
    if owner and of_kind(tokens, at + 1, at + 2, "a") and of_kind(tokens, at + 2, at + 3, "#"):
        walk.spent.update((at, at + 2))  # "up from Tuesday's 83,905.21 and 25,694.35": two indices' each
        return True
    entity = _index_before(walk)
    if entity is not None:
        if _count_from(walk, entity, tokens[place]):
            walk.spent.add(place)
            return True
        frame = of_another_day([entity], "close of the session before", at, None, tokens[place])
        frame.levels.append(figure_at(tokens, at))
        walk.frames.append(frame)
    elif walk.frame is not None and walk.frame.previous is None and walk.frame.levels:
        walk.frame.previous = tokens[at].value.value
    else:
        return False
    walk.spent.add(place)
    return True


def _day_of_level(walk: Walk, at: int) -> int:
    """The place of the day behind a level: "5,938.02 on Tuesday", "1,664.59 on the previous Friday", "58.20 of the
    previous day"."""
    place = at + 1 + (walk.low(at + 1) in _ON_DAY or walk.low(at + 1) in _OF)
    place += walk.low(place) in _DETERMINERS
    gone_by = walk.low(place) in _GONE and place + 1 < len(walk.tokens) and names_day(walk.tokens[place + 1])
    return place + gone_by


def _set_back(day: Token) -> None:
    """Make "the previous Friday" of a weekday: the one before the newest."""
    if day.value[0] == "weekday":
        day.value = (*day.value[:2], True)


def _count_from(walk: Walk, entity: Entity, day: Token) -> bool:
    """Let the figures of the entity's frame be counted from a weekday gone by; whether it is the frame's own of the
    week before ("up 12.53 points on Friday, compared with 1,664.59 on the previous Friday")."""
    frame = walk.frame
    if frame is None or frame.subjects[0].id != entity.id or day.value[0] != "weekday" or not day.value[2]:
        return False
    frame.base = day
    return any(names_day(t) and t.value[:2] == day.value[:2] for t in frame.times)


def _is_level_of_day(tokens: list[Token], at: int) -> bool:
    """Whether the figure that a day owns is a level ("Tuesday's 5,938.02 points"), not what was won or lost on it
    ("Tuesday's 1,338.02-point slide")."""
    quantity = tokens[at].value
    return quantity.like_a_level and quantity.unit in _UNITS and not of_kind(tokens, at + 1, at + 2, "GV")


def close_in_brackets(walk: Walk, at: int) -> bool:
    """ "ended at 5,914.20 (Tuesday: 5,938.02)", "(previous close 5,938.02)": the close of a day; of a yield or a price
    the one before."""
    tokens = walk.tokens
    place = at - 1 - (tokens[at - 1].kind == ":")
    if place < 1 or tokens[place].kind != "T" or tokens[place - 1].kind != "(" or tokens[place].value == "today":
        return False
    if walk.frame is not None and walk.frame.subjects[0].kind in _PRICED:
        return _price_before(walk.frame, tokens[at], tokens[place])
    entity = _index_before(walk)
    if entity is None or not tokens[at].value.like_a_level or tokens[at].value.unit not in ("", "pt"):
        return False
    frame = of_another_day([entity], "close of the session before", at, None, tokens[place])
    frame.levels.append(figure_at(tokens, at))
    walk.frames.append(frame)
    if walk.frame is not None and tokens[place] in walk.frame.times:
        walk.frame.times.remove(tokens[place])
    return True


def _price_before(told: Frame, figure: Token, day: Token) -> bool:
    """Give a yield or a price that is told now the one in brackets, whose day is not the frame's."""
    is_yield = figure.value.unit == "%"
    if not told.levels or told.previous is not None or is_yield != (told.subjects[0].kind == "bond"):
        return False
    told.previous = figure.value.value
    told.times = [time for time in told.times if time is not day]
    return True


def _noun_of_close(walk: Walk, at: int) -> int | None:
    """The place of the word for a close that a level is told with: "Tuesday's close of 23,031.4", "compared with
    23,031.4 at Tuesday's close"."""
    tokens = walk.tokens
    low, index = governor(tokens, at)
    if at > 1 and tokens[at - 1].low in _BEFORE_CLOSE and tokens[at - 2].low in _CLOSES and low not in _BEFORE_CLOSE:
        return at - 2  # "from a close of 5,938.02 on Tuesday"
    if low in _BEFORE_CLOSE and index >= 1:
        return index - 1
    if index >= 0 and owns_close(tokens, index):
        return index + 1
    if low not in _COMPARED or walk.low(at + 1) != "at":
        return None
    place = at + 2 + (walk.low(at + 2) == "the")
    if place < len(tokens) and is_possessive_day(tokens[place]):
        place += 1
    return place if place < len(tokens) else None


def _day_of_close(tokens: list[Token], at: int) -> Token | None:
    """The day of a close that is a noun at this place: the day named before it, or the session before."""
    noun = tokens[at]
    if noun.low in _LAST_CLOSES:
        return Token("T", noun.start, noun.end, noun.low, _LAST_CLOSE)
    if noun.low in _CLOSES and at > 0 and owns_close(tokens, at - 1):
        return tokens[at - 1]
    return None


def _index_before(walk: Walk) -> Entity | None:
    """The index that a close mentioned here is of: the nearest named before it, a contract's own index included."""
    told = [g[-1] for g in walk.pending] or [f.subjects[-1] for f in walk.frames]
    for entity in reversed(told):
        if entity.kind in ("index", "future"):
            return replace(entity, kind="index", under=None)
    return None
