"""The day that a question means, in words or figures, seen from a given date."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache

from bot.answers import UserError
from bot.locale import Phrases, phrases

_ISO = re.compile(r"(?<!\d)(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)")


def day_in(text: str, today: date, say: Phrases | None = None) -> date | None:
    """The day named in a text ("2026-02-25", "Feb 25", "25 February 2026", "yesterday", "last Friday"); None when none
    is. A day and month without a year are the last such day that is not after `today`.

    Raises UserError for a date that does not exist ("2026-02-30")."""
    say = say or phrases()
    words = _words(say)
    lowered = text.casefold()
    if found := _ISO.search(lowered) or words.calendar.search(lowered):
        try:
            return _iso_day(found) if found.re is _ISO else _calendar_day(found, words, today)
        except ValueError as error:
            raise UserError(say.say("unknown.day", asked=found[0].strip())) from error
    if found := words.relative.search(lowered):
        return today + timedelta(days=words.shifts[found[1]])
    if found := words.weekday.search(lowered):
        name = found["name"] or found["short"]
        back = (today.weekday() - words.weekdays.index(name[:3])) % 7
        return today - timedelta(days=back or (7 if found["on"] == "last" else 0))
    return None


def day_of(text: str, today: date, say: Phrases | None = None) -> date:
    """The day that a date option means; UserError when it names none."""
    say = say or phrases()
    day = day_in(text, today, say)
    if day is None:
        raise UserError(say.say("unknown.day", asked=" ".join(text.split())[:40]))
    return day


class _Words:
    def __init__(self, say: Phrases) -> None:
        months, weekdays = say.words("ask.months"), say.words("ask.weekdays")
        self.months = [month[:3] for month in months]
        self.weekdays = [day[:3] for day in weekdays]
        month = "|".join(f"{m[:3]}(?:{m[3:]}|t)?\\.?" if len(m) > 3 else m for m in months)
        number = r"(\d{1,2})(?:st|nd|rd|th)?(?!\d|[.,:]\d|\s*%)"
        year = r"(?:,?\s+(\d{4})(?!\d))?"
        self.calendar = re.compile(rf"\b({month})\s+{number}{year}|(?<![\d.,])\b{number}\s+(?:of\s+)?({month})\b{year}")
        self.shifts = dict.fromkeys(say.words("ask.today"), 0)
        self.shifts |= dict.fromkeys(say.words("ask.yesterday"), -1)
        self.shifts |= dict.fromkeys(say.words("ask.tomorrow"), 1)
        self.relative = re.compile(rf"\b({_any(tuple(self.shifts))})\b")
        on, names, short = _any(say.words("ask.on")), _any(weekdays), _any(self.weekdays)
        self.weekday = re.compile(rf"\b(?:(?P<on>{on})\s+)?(?P<name>{names})\b|\b(?:{on})\s+(?P<short>{short})\b")


@cache
def _words(say: Phrases) -> _Words:
    return _Words(say)


def _any(words: Sequence[str]) -> str:
    return "|".join(re.escape(word) for word in words)


def _iso_day(found: re.Match[str]) -> date:
    return date(int(found[1]), int(found[2]), int(found[3]))


def _calendar_day(found: re.Match[str], words: _Words, today: date) -> date:
    month_name, number, year = (found[1], found[2], found[3]) if found[1] else (found[5], found[4], found[6])
    month, day_of_month = words.months.index(month_name[:3]) + 1, int(number)
    if year:
        return date(int(year), month, day_of_month)
    for back in range(9):  # as far back as a 29 February may be
        try:
            day = date(today.year - back, month, day_of_month)
        except ValueError:
            continue
        if day <= today:
            return day
    raise ValueError(f"no such day: {found[0]}")
