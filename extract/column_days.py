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
_NUMBERS = re.compile(r"\b(\d{1,2})/(\d{1,2})(?:/((?:20)?\d\d))?(?![\d/])")
"""A day in numbers, the month first where America writes it."""
_MONTHS = 12
_HALF_A_YEAR = 183
_LEAP = 2000
_SPANS = ((range(1, 4), "day"), (range(5, 9), "week"), (range(27, 35), "month"))
"""Days from one column to the other, and the period that they make."""


class Dated(NamedTuple):
    """The column that is told, and the period that its changes span (empty where it is none of ours)."""

    column: int
    period: str


def day_of(words: str, american: bool = True) -> tuple[date, str] | None:
    """The day that a heading in small letters names, in the year 2000 where it says none, and its other words. Of "3/6"
    the month stands first where it is `american`, and where it can only stand there."""
    found = _DATE.search(words)
    numbers = _NUMBERS.search(words) if found is None else None
    match = found or numbers
    if match is None:
        return None
    year = match[5] if found else match[3]
    if found:
        month, day = MONTHS[match[2] or match[3]], int(match[1] or match[4])
    else:
        month, day = int(match[1]), int(match[2])
        month, day = (month, day) if (american or day > _MONTHS) and month <= _MONTHS else (day, month)
    try:
        told_of = date((int(year) if year else _LEAP) % 100 + _LEAP, month, day)
    except ValueError:
        return None
    return told_of, (words[: match.start()] + words[match.end() :]).strip()


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
