"""Words of time in a sentence about the future ("Wednesday", "later today", "April 2", "next week") to days."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cache
from typing import Any, NamedTuple

from extract.driver_words import alternation, load

_LOOK_BACK = 45
_DAYS = 7


class Moment(NamedTuple):
    """A time at characters [start, end): its day, None where the words name no single day ("next week"). A soft one
    ("at 8:30 am ET") is today unless the sentence names another day."""

    start: int
    end: int
    day: date | None
    soft: bool


class _Patterns(NamedTuple):
    moment: re.Pattern[str]
    past: re.Pattern[str]
    weekdays: dict[str, int]
    months: dict[str, int]


def moments(folded: str, start: int, end: int, today: date | None) -> list[Moment]:
    """The times that [start, end) of a folded text names, in order; `today` is the story's own day, None if unknown.

    A weekday is the next such day, today included; a day of a month the nearest that is not long past.
    """
    words = _patterns()
    found = []
    for match in words.moment.finditer(folded, start, end):
        if words.past.search(folded, max(start, match.start() - 14), match.start()):
            continue
        found.append(
            Moment(match.start(), match.end(), _day(match, today, words), bool(match["soft"] or match["clock"]))
        )
    return found


@cache
def _patterns() -> _Patterns:
    times: dict[str, Any] = load("events")["times"]
    weekdays = {name: place for key in ("weekdays", "weekday_short") for place, name in enumerate(times[key])}
    months = {name: place + 1 for key in ("months", "month_short") for place, name in enumerate(times[key])}
    months.update(times["month_other"])
    month, sessions = alternation(months), alternation(times["sessions"])
    moment = re.compile(
        rf"\b(?:(?P<tomorrow>{alternation(times['tomorrow'])})|(?P<today>{alternation(times['today'])})"
        rf"|(?P<vague>{alternation(times['vague'])})|(?P<soft>(?:{alternation(times['soft'])})(?! of ))"
        rf"|(?P<next>(?:{alternation(times['next'])}) )?(?P<weekday>{alternation(weekdays)})(?! s (?:{sessions}))"
        rf"|(?P<month>{month}) {{1,2}}(?P<number>\d{{1,2}})(?:st|nd|rd|th)?(?!\d| ?%)"
        rf"|(?P<number2>\d{{1,2}})(?:st|nd|rd|th)? (?:of )?(?P<month2>{month})"
        rf"|(?:at|by|a) \d{{1,2}}(?: \d\d)? (?P<clock>{alternation(times['clock'])}))\b"
    )
    return _Patterns(moment, re.compile(rf"\b(?:{alternation(times['past'])}) $"), weekdays, months)


def _day(match: re.Match[str], today: date | None, words: _Patterns) -> date | None:
    if today is None or match["vague"]:
        return None
    if match["weekday"]:
        ahead = (words.weekdays[match["weekday"]] - today.weekday()) % _DAYS
        return today + timedelta(days=ahead + (_DAYS if match["next"] and ahead == 0 else 0))
    if match["tomorrow"]:
        return today + timedelta(days=1)
    if match["month"] or match["month2"]:
        return _of_month(
            words.months[match["month"] or match["month2"]], int(match["number"] or match["number2"]), today
        )
    return today


def _of_month(month: int, day: int, today: date) -> date | None:
    for year in (today.year, today.year + 1):
        try:
            found = date(year, month, day)
        except ValueError:
            continue
        if found >= today - timedelta(days=_LOOK_BACK):
            return found
    return None
