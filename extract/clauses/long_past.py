"""Moves of a time that is over: "two weeks ago the Dow lost 2%", "on this day in 2024", "since the index fell 3%", "12%
in a single day of August 2024"."""

from __future__ import annotations

from extract.clauses.ago import drop_behind, has_ago, is_ago, is_dated, long_ago
from extract.clauses.walk import Walk
from extract.frames import Frame
from extract.lexicon import words
from extract.month_days import LONG_PAST
from extract.near import of_kind, places_of, said

_SINCE, _THE = words("spans"), words("its")
_LAST_OF = words("end_of_a_year")
_IN, _ONE_DAY, _SINGLE = words("placing"), words("one_day"), words("just_one") | words("single")
_SINCE_WHEN = words("since_when")
_IN_YEAR = words("before_a_year")
_LAST, _MONTH = words("has_gone"), "month"
_BEHIND = 6
"""Tokens from a figure to the year behind it."""
_BREAKS = "VWCO;"


def of_long_past(walk: Walk, kinds: str) -> None:
    """Drop what is told of a time before the story's without its day."""
    for frame in walk.frames:
        frame.modal = frame.modal or _is_since(walk, frame) or _is_in_one_day(walk, frame)
    if "~" in kinds:
        for at in places_of(kinds, "~"):
            if _is_past_year(walk, at):
                _in_year(walk, at)
    ago = has_ago(walk)
    for at, token in enumerate(walk.tokens):
        if ago and is_ago(token):
            long_ago(walk, at)
        elif token.kind == "x" and token.value is not None and _is_gone(walk, at):
            drop_behind(walk, at)


def _is_gone(walk: Walk, at: int) -> bool:
    """ "Last August", "on Black Monday"."""
    value = walk.tokens[at].value
    return value == LONG_PAST or (value == _MONTH and at > 0 and walk.tokens[at - 1].low in _LAST)


def _is_past_year(walk: Walk, at: int) -> bool:
    low = walk.tokens[at].low
    return len(low) == 4 and low.isdigit() and 1900 <= int(low) < walk.year


def _in_year(walk: Walk, at: int) -> None:
    """ "On this day in 2009 it fell 2%", "in March 2020"; but "in 2008 it fell 38%", a year's own move."""
    tokens, past = walk.tokens, walk.year - int(walk.tokens[at].low)
    if said(tokens, at - _BEHIND, at, _SINCE) or said(tokens, at - _BEHIND, at, _LAST_OF):
        return
    behind = of_kind(tokens, 0, at, _BREAKS)
    month = at > 0 and tokens[at - 1].value == _MONTH
    for frame in walk.frames:
        near = 0 < at - frame.last <= _BEHIND if behind else frame.first > at
        if not near or is_dated(frame):
            continue
        years = "year" in frame.periods and bool(frame.percents)
        if (month and past > 1) or not (years or month or (behind and tokens[at - 1].low not in _IN_YEAR)):
            frame.modal = True


def _is_since(walk: Walk, frame: Frame) -> bool:
    """ "The most since the Dow fell 2%"."""
    place = frame.first - 1
    place -= place > 0 and walk.tokens[place].low in _THE
    return place >= 0 and walk.tokens[place].low in _SINCE_WHEN and not is_dated(frame)


def _is_in_one_day(walk: Walk, frame: Frame) -> bool:
    """ "In August it dropped 12% in a single day": no month's move."""
    if not frame.periods:
        return False
    tokens, at = walk.tokens, frame.last + 1
    told = said(tokens, at, at + 1, _IN) and said(tokens, at + 1, at + 2, _SINGLE)
    return told and said(tokens, at + 2, at + 4, _ONE_DAY)
