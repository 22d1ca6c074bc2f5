"""Figures over more days than one: "lost 4% over Monday and Tuesday", "gained 2% from last Friday's close"."""

from __future__ import annotations

from itertools import pairwise

from extract.clauses.earlier import of_another_day
from extract.clauses.walk import Walk
from extract.figures import figure_at
from extract.frames import Frame
from extract.lexicon import words
from extract.near import of_kind, said
from extract.spans import UNITS
from extract.statement import names_day
from extract.tokens import Token

_JOINED = words("joined_days")
_FROM_TO = words("from_to_days")
_IT, _SINCE = words("it"), words("since")
_FROM = words("from_a_day")
_CLOSES = words("closes") | words("record")
_EXTREMES = words("highs") | words("lows")
_REACH = 3
"""Tokens between two days: the noun of the first ("Monday's open to Friday's close"), its preposition."""
_BEHIND = 7
"""Tokens behind a figure in which the day is named that it is counted from."""
_OTHER = "other"
_CONSECUTIVE, _EACH = words("consecutive"), words("each")
_LISTED = 6
"""Tokens from "each" to the days that it counts."""


def over_days(walk: Walk, kinds: str) -> None:
    """Figures told of two days that are joined are of both together, where none has a figure of its own."""
    at = kinds.find("T")
    while at >= 0:
        second = kinds.find("T", at + 1)
        if 0 < second - at <= _REACH + 1 and _are_joined(walk.tokens, at, second):
            for frame in walk.frames:
                if _is_over(frame, walk, at, second):
                    frame.periods.append(_OTHER)  # but "fell 0.8% and 0.3% on Tuesday and Wednesday"
                    told = [t for t in walk.tokens[frame.first : at] if t.kind == "#" and t.value.unit == "%"]
                    frame.modal = frame.modal or len(told) > 1
        at = second


def _are_joined(tokens: list[Token], at: int, second: int) -> bool:
    if not (names_day(tokens[at]) and names_day(tokens[second])) or tokens[at].value[0] != "weekday":
        return False
    return said(tokens, at + 1, second, _JOINED) and not of_kind(tokens, at + 1, second, "#VWIB,;:")


def _is_over(frame: Frame, walk: Walk, at: int, second: int) -> bool:
    """Whether a frame has both days, or both stand around its clause with their own closes."""
    told = (len(frame.percents), len(frame.changes))
    if frame.periods or not any(told) or max(told) > 1:
        return False
    first, last = walk.tokens[at], walk.tokens[second]
    if first.poss or last.poss:
        return bool(second < frame.first or at > frame.last) and not frame.aside
    if at and second < frame.first and walk.tokens[at - 1].low in _FROM_TO and not frame.times:
        return True  # "From Monday to Friday, the Dow lost 1.2%"
    return any(t is first for t in frame.times) and any(t is last for t in frame.times)


def since_it(walk: Walk, at: int) -> bool:
    """ "its steepest fall since it lost 3.6% on July 24", "since it closed at 6,917.81 on July 24": the figure of that
    day; whether a verb tells one."""
    tokens = walk.tokens
    if at <= 1 or tokens[at - 1].low not in _IT or tokens[at - 2].low not in _SINCE:
        return False
    place = next((i for i in range(at + 1, min(len(tokens), at + _REACH)) if tokens[i].kind == "#"), None)
    told = walk.frame.subjects if walk.frame is not None else walk.pending[-1] if walk.pending else walk.subject
    if place is None or not told or (tokens[at].kind == "C" and tokens[place].value.unit):
        return False
    walk.spent.update(range(at, place + 1))
    day = next((i for i in range(place + 1, min(len(tokens), place + _REACH)) if names_day(tokens[i])), None)
    if day is not None:
        verb = tokens[at].kind == "V"
        frame = of_another_day(told, "noun of another day", at, tokens[at].value[0] if verb else None, tokens[day])
        if verb:
            frame.tell(figure_at(tokens, place), tokens[place].value.unit)
        else:
            frame.levels.append(figure_at(tokens, place))
        walk.frames.append(frame)
        walk.spent.add(day)
    return True


def part_periods(walk: Walk) -> None:
    """ "Over the week the Nikkei lost 2%, though on Friday it closed 0.6% higher": a sentence's period is of its first
    figure alone, where the same name closes with another."""
    led = {token.value for token in walk.lead if token.kind == "P"}
    for before, frame in pairwise(walk.frames) if led else ():
        if not (frame.closing and frame.percents and before.percents) or before.closing:
            continue
        same = before.subjects[0].id == frame.subjects[0].id
        if same and before.percents[0].value != frame.percents[0].value and led.issuperset(frame.periods):
            frame.periods = []


def take_back(frame: Frame) -> None:
    """Take from a frame the figure that is counted from an extreme of the session itself."""
    told = frame.percents or frame.changes
    if told:
        told.pop()
        frame.sign = None


def counted_from(tokens: list[Token], frame: Frame, at: int) -> bool:
    """Whether a frame's figure is counted from the day that stands here: "down 4% from Monday's close", "2% lower than
    on Monday"."""
    if not frame.percents and not frame.changes:
        return False
    start = frame.last + 1 + of_kind(tokens, frame.last + 1, frame.last + 2, "G")  # "a 2% drop from"
    if at - start > _BEHIND or not said(tokens, start, at, _FROM) or of_kind(tokens, start, at, "#VCWG;aIB"):
        return False
    if tokens[at].poss and said(tokens, at + 1, at + 3, _EXTREMES):
        take_back(frame)  # "recovered 400 points from Monday's low"
        return False
    return not tokens[at].poss or said(tokens, at + 1, at + 3, _CLOSES) or of_kind(tokens, at + 1, at + 2, "HC")


def in_a_row(walk: Walk) -> None:
    """ "fell for the third consecutive month": the way that an index went without a figure is that of the last of
    them; "closed lower on each of the last five days" is of them all."""
    if _CONSECUTIVE.isdisjoint(walk.lows) and _EACH.isdisjoint(walk.lows):
        return
    for at, token in enumerate(walk.tokens[1:-1], 1):
        if token.low in _CONSECUTIVE:
            period = UNITS.get(walk.low(at + 1))
        else:
            listed = token.low in _EACH and any(t.value == _OTHER for t in walk.tokens[at + 1 : at + _LISTED])
            period = _OTHER if listed else None
        for frame in walk.frames:
            if period and frame.first < at and not (frame.has_figures or frame.periods or frame.times):
                frame.periods.append(period)
