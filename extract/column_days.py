"""Columns that their day heads ("Close Feb 5 2026 | Close Feb 12 2026 | Change"): which of them is told."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from extract.lists import alternation, listed
from extract.months import MONTHS

_MONTH = alternation(MONTHS)
_ORDINAL = alternation(listed("days", "ordinals"))
_DATE = re.compile(
    rf"\b(?:(\d{{1,2}})(?:{_ORDINAL})?[ -]({_MONTH})\b|({_MONTH})\.? (\d{{1,2}})(?:{_ORDINAL})?\b)"
    r",?[ -]?((?:20)?\d\d\b)?"
)
_HALF_A_YEAR = 183
_LEAP = 2000
_SPANS = ((range(1, 4), "day"), (range(5, 9), "week"), (range(27, 35), "month"))
"""Days from one column to the other, and the period that they make."""


class Dated(NamedTuple):
    """The column that is told, and the period that its changes span (empty where it is none of ours)."""

    column: int
    period: str


def day_of(words: str) -> tuple[date, str] | None:
    """The day that a heading in small letters names, in the year 2000 where it says none, and its other words."""
    found = _DATE.search(words)
    if found is None:
        return None
    year = int(found[5]) if found[5] else _LEAP
    try:
        day = date(year % 100 + _LEAP, MONTHS[found[2] or found[3]], int(found[1] or found[4]))
    except ValueError:
        return None
    return day, (words[: found.start()] + words[found.end() :]).strip()


def told(days: dict[int, date]) -> Dated:
    """The column of the newest of several days, January's behind December's where no year is told."""
    newest = max(days, key=days.__getitem__)
    oldest = min(days.values())
    if days[newest].year == _LEAP and (days[newest] - oldest).days > _HALF_A_YEAR:
        newest = max((at for at in days if (days[at] - oldest).days < _HALF_A_YEAR), key=days.__getitem__)
        return Dated(newest, "")
    before = [day for at, day in days.items() if at != newest]
    apart = (days[newest] - max(before)).days if before else 1
    return Dated(newest, next((period for span, period in _SPANS if apart in span), ""))
