"""Words of a session's phase ("at the close", "in early trade"): whether they are those of the open frame."""

from __future__ import annotations

from extract.clauses.auxiliaries import begins_clause
from extract.clauses.walk import Walk
from extract.figures import is_of_compared
from extract.frames import Frame
from extract.lexicon import words
from extract.near import of_kind, said
from extract.ranges import extreme_in, of_moment
from extract.tokens import Token

_BEFORE_CLOSE = words("before_the_close")
_BEFORE_OPEN = words("before_the_open")
_OTHER_MOMENT = words("before_other_moment")
_EARLIER_MOMENT = words("earlier_moment")
_NOW = words("now")
_LAST_TRADED = words("last_traded")
_NEAR = 2
_IS = words("before_extreme")
_ON = words("noun_on_day")
_EUROPE, _PLACE = words("parts_of_europe"), 5
_THAN = words("compared_than")
_FROM, _LEVELS = words("from_a_day"), words("levels_compared")
_CLAUSE = 12
"""Tokens before a phase in which another moment is told of."""


def is_of_frame(walk: Walk, frame: Frame, at: int) -> bool:
    """Whether a phase is the frame's: not "after the close"; what is told before the open is told before it."""
    token = walk.tokens[at]
    if token.low in _NOW and (frame.periods or any(t.kind == "P" for t in walk.lead)):
        return False  # "is now up 2% for the year"
    if any(t.low.rpartition(" ")[2] in _THAN for t in walk.tokens[frame.last + 1 : at]):
        return False  # "dropped 0.4%, better than its deficit at midmorning"
    if _is_of_another(walk, frame, at) or _is_of_range(walk, frame, at):
        return False
    if token.value == "open" and of_kind(walk.tokens, frame.last + 1, at, "m"):
        return False  # "fell 0.9%, and traders will have little to cheer at the open"
    if token.low in _LAST_TRADED and of_kind(walk.tokens, at + 1, at + 3, "T"):
        return False  # "last traded on Friday, when it lost 0.7%"
    if (
        token.low in _EARLIER_MOMENT
        and not of_kind(walk.tokens, at + 1, at + 2, "T")
        and frame.levels
        and not frame.percents
        and at - frame.last <= _NEAR
    ):
        touched, frame.earlier = frame.levels.pop().value, False
        if frame.sign == -1:
            frame.low = touched
        else:
            frame.high = touched
        return False
    if (
        token.value == "intraday"
        and frame.has_figures
        and said(walk.tokens, max(frame.first, at - _CLAUSE), at, _OTHER_MOMENT)
    ):
        return False
    if token.value == "close" and _is_compared_level(walk, frame, at):
        day = at + 1 + (walk.low(at + 1) in _ON)
        walk.spent.update(place for place in (day,) if of_kind(walk.tokens, place, place + 1, "T"))
        return False
    if token.value == "close" and at > 1 and walk.tokens[at - 1].kind == "T" and walk.tokens[at - 1].poss:
        return walk.tokens[at - 2].kind == "p"  # "at Friday's closing level", not "just above Friday's closing level"
    if token.value == "close" and (_is_close_elsewhere(walk, frame, at) or _is_compared(walk.tokens, at)):
        return False
    if token.value == "close":
        return not said(walk.tokens, at - 3, at, _BEFORE_CLOSE)
    if token.value == "open" and said(walk.tokens, at - 3, at, _BEFORE_OPEN):
        token.value = "pre"
    return True


def _is_of_another(walk: Walk, frame: Frame, at: int) -> bool:
    """Whether a clause of its own begins with the phase, or another moment is told from here on."""
    token = walk.tokens[at]
    if begins_clause(token) and frame.has_figures and at + 1 < len(walk.tokens) and walk.tokens[at + 1].kind == "D":
        return True
    return (  # "fell to 1.0757 and at one point traded at 1.0733"
        frame.has_figures
        and walk.tokens[at - 1].kind == "a"
        and at + 1 < len(walk.tokens)
        and of_moment(walk.tokens, at + 1)
    )


def _is_of_range(walk: Walk, frame: Frame, at: int) -> bool:
    """Whether the phase only says of which time an end of the range is, or the whole range."""
    token = walk.tokens[at]
    if token.value == "intraday" and frame.low is not None and frame.high is not None and not frame.has_figures:
        return True  # "moved between 40,911 and 41,310 during the day": the range of the whole session
    if at + 1 < len(walk.tokens) and extreme_in(walk.tokens[at + 1]):
        return True  # "crumbled to an intra-day low of"
    if extreme_in(token) and (of_kind(walk.tokens, at + 1, at + 2, "#:(") or walk.low(at + 1) in _IS):
        return True  # "intraday low was 80,354.59"
    # "dropped 1.1% (intraday low -2.5%)"
    return at > 0 and walk.tokens[at - 1].kind == "(" and of_kind(walk.tokens, at + 1, at + 2, "#")


def _is_close_elsewhere(walk: Walk, frame: Frame, at: int) -> bool:
    """ "The Dow was down 0.2% at the close of trading in Europe": the moment of another market's close."""
    own = frame.subjects[0].region
    for token in walk.tokens[at + 1 : at + _PLACE]:
        if token.kind == "R":
            return own is not None and token.value != own and not (token.value == "europe" and own in _EUROPE)
    return False


def _is_compared_level(walk: Walk, frame: Frame, at: int) -> bool:
    """ "above its level at the close on Friday", "higher than where it stood at the close": a close that is compared
    with."""
    if walk.tokens[at - 1].low not in _LEVELS or not frame.has_figures:
        return False
    start = max(frame.last + 1, at - _PLACE)
    return said(walk.tokens, start, at, _FROM) and not of_kind(walk.tokens, start, at, "#VCO")


def _is_compared(tokens: list[Token], at: int) -> bool:
    """ "compared to $1.1414 at the close on Tuesday": a close of the day that is compared with."""
    day = at + 1 + (at + 1 < len(tokens) and tokens[at + 1].low in _ON)
    return of_kind(tokens, day, day + 1, "T") and is_of_compared(tokens, day)
