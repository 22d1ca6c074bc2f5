"""The day that a story's head names: "TOKYO, Feb. 26 (Kyodo)", a line or a title's end that is a date."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial

from extract.lists import listed, valued

_DAYS = rf"(?:{'|'.join(name[:3].capitalize() for name in listed('days', 'weekdays'))})[a-z]{{0,6}}"
_DATELINE = re.compile(
    r"(?:^\W*(?:[A-Z][\w .,/()'-]{1,40}?[,:(|]\s*)?(?:date:?\s*)?"
    rf"(?:{_DAYS},?\s)?|\b[A-Z]{{3,20}},\s(?=[^\n(]{{5,20}}\(\w))"
    r"(?:(?P<iso>\d{4}-\d{2}-\d{2})"
    r"|(?P<month>[A-Z][a-z]{2,8})\.?\s(?P<day>\d{1,2})(?:st|nd|rd|th)?(?:,?\s(?P<year>(?:19|20)\d\d))?"
    r"(?=[\s,)]*(?:\(|--|—|–|-\s|$))"
    r"|(?P<day2>\d{1,2})\s(?P<month2>[A-Z][a-z]{2,8})\.?\s(?P<year2>(?:19|20)\d\d)\s*(?:\(|--|—|–|-\s|$))",
    re.M,
)
_MONTHS = valued("days", "short_months")


def dateline(head: str) -> Callable[[date], date] | None:
    """The day that a story's head names ("TOKYO, Feb. 26 (Kyodo)", a line that is a date): a function from the day it
    was received to its own day, since a dateline without a year is the newest one up to then; None where there is none.

    >>> dateline("TOKYO, Feb. 26, 2026 (Kyodo) - Stocks rose.")(date(2026, 11, 1))
    datetime.date(2026, 2, 26)
    """
    for found in _DATELINE.finditer(head):
        if found["iso"]:
            try:
                stated = date.fromisoformat(found["iso"])
            except ValueError:
                continue
            return lambda received: stated
        name = (found["month"] or found["month2"])[:3].lower()
        if name not in _MONTHS:
            continue
        month, day = _MONTHS[name], int(found["day"] or found["day2"])
        year = found["year"] or found["year2"]
        return partial(_told, month, day, int(year) if year else None, re.findall(_DAYS, found[0]))
    return None


def _told(month: int, day: int, year: int | None, weekdays: list[str], received: date) -> date:
    """The day told, or the one it was received on where it was not the weekday that is told with it: the head of a
    calendar ("Tuesday, June 16") is of a day to come."""
    found = newest(received, month, day, year)
    return (
        found if found and (year or all(found.strftime("%A").startswith(name[:3]) for name in weekdays)) else received
    )


def newest(received: date, month: int, day: int, year: int | None) -> date | None:
    """A day of a month as a date: without a year the newest one up to the day it was received, a day's slack; None
    where the calendar has no such day."""
    for candidate in (year,) if year else (received.year, received.year - 1):
        try:
            found = date(candidate, month, day)
        except ValueError:
            continue
        if year or found <= received + timedelta(days=1):
            return found
    return None


def parsed(text: str) -> date | None:
    """The day of "2026-05-13" or "5/13/26", None where there is none."""
    numbers = [int(n) for n in re.findall(r"\d+", text[:10])]
    if len(numbers) < 3:
        return None
    year, month, day = numbers[:3] if "-" in text else (numbers[2], numbers[0], numbers[1])
    if year < 100:
        year += 2000
    if month > 12 and day <= 12:
        month, day = day, month
    try:
        return date(year, month, day)
    except ValueError:
        return None


def weekday_on_or_before(day: date) -> date:
    """The day itself, or the Friday before a weekend's."""
    return day - timedelta(days=max(0, day.weekday() - 4))
