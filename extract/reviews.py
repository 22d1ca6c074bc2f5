"""Stories that go through a week that is over, whatever day their page bears."""

from __future__ import annotations

from calendar import FRIDAY, MONDAY

from extract.clock import Clock
from extract.frames import Frame
from extract.lexicon import words
from extract.statement import Statement, names_day, tells_today

_LAST_WEEK = words("last_week")
_FIRST, _HEAD = 3, 3
"""Statements in which a story says of which week it is, and their tokens."""


def goes_through_week(told: list[Statement]) -> bool:
    """ "Stocks tumbled last Tuesday. [...] They recovered last Thursday.": whether a story goes through last week, and
    is not of one day's close."""
    if any(_closes_undated(frame, item) for item in told for frame in item.frames):
        return False
    if any(t.value[:2] == ("weekday", FRIDAY) for item in told[:_FIRST] for t in item.tokens if names_day(t)):
        return False
    named = [t.value for item in told for t in item.tokens if names_day(t) and t.value[0] == "weekday"]
    moved = [t.value for item in told for f in item.frames if _is_main(f) for t in f.times if names_day(t)]
    inside = {value[1] for value in moved if value[0] == "weekday" and MONDAY < value[1] < FRIDAY}
    return len(inside) > 1 or len({value[1] for value in named if value[2]}) > 1


def _is_main(frame: Frame) -> bool:
    return frame.has_figures and not (frame.aside or frame.earlier or frame.modal)


def _closes_undated(frame: Frame, item: Statement) -> bool:
    """Whether an index's level is told of no day that is named."""
    told = _is_main(frame) and bool(frame.levels) and frame.subjects[0].kind == "index"
    return told and not (frame.periods or frame.times or item.times)


def reviews_last_week(clock: Clock, told: list[Statement]) -> bool:
    """Whether a story of this week's first days opens with the week before ("Last week was a good one for shares") and
    tells of no day since."""
    now = clock.date.weekday()
    if now >= FRIDAY or not any(t.low in _LAST_WEEK for item in told[:_FIRST] for t in item.tokens[:_HEAD]):
        return False
    return not any(
        tells_today(item) or any(names_day(t) and t.value[0] == "weekday" and t.value[1] <= now for t in item.tokens)
        for item in told
    )
