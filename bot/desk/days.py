"""The day that a question means, in words or figures, seen from a given date."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache

from bot.answers import UserError
from bot.locale import Phrases, phrases

_YEAR_FIRST = re.compile(r"(?<!\d)(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)")
_YEAR_LAST = re.compile(r"(?<![\d.,/-])(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})(?!\d)")
_AT_THE_END = re.compile(r"(?<![\d.,/-])(\d{1,2})(/)(\d{1,2})[\s?!.]*$")
_ALONE = re.compile(r"\s*(\d{1,2})([./])(\d{1,2})\.?\s*")
_SHIFTS = {"today": 0, "yesterday": -1, "before_yesterday": -2, "tomorrow": 1, "after_tomorrow": 2}


def day_in(text: str, today: date, say: Phrases | None = None) -> date | None:
    """The day named in a text ("2026-02-25", "25.2.2026", "Feb 25", "25 February 2026", "yesterday", "3 days ago",
    "last Friday"); None when none is. A day and month without a year are the last such day that is not after `today`.

    Raises UserError for a date that does not exist ("2026-02-30") and for one that may be two ("2/3/2026")."""
    say = say or phrases()
    words, lowered = _words(say), text.casefold()
    for pattern, read in (
        (_YEAR_FIRST, _year_first),
        (_YEAR_LAST, _year_last),
        (words.calendar, words.calendar_day),
        (_AT_THE_END, _year_last),
        (words.ago, words.day_ago),
    ):
        if found := pattern.search(lowered):
            return _sure(found, read(found, today), today, say)
    if found := words.relative.search(lowered):
        return today + timedelta(days=words.shifts[found[1]])
    found = words.weekday.search(lowered)
    return words.week_day(found, today) if found else None


def day_of(text: str, today: date, say: Phrases | None = None) -> date:
    """The day that a date option means; UserError when it names none."""
    say = say or phrases()
    found = _ALONE.fullmatch(text)
    day = _sure(found, _year_last(found, today), today, say) if found else day_in(text, today, say)
    if day is None:
        raise UserError(say.say("unknown.day", asked=" ".join(text.split())[:40]))
    return day


def span_in(text: str, say: Phrases | None = None) -> str | None:
    """The words that name more days than one ("last week", "in March 2025"), None when there are none."""
    found = _words(say or phrases()).span.search(text.casefold())
    return found[0] if found else None


def _sure(found: re.Match[str], days: Sequence[date], today: date, say: Phrases) -> date:
    """The one day there is; UserError when there is none or two."""
    asked = found[0].strip(" ?!")
    if not days:
        raise UserError(say.say("unknown.day", asked=asked))
    if len(days) > 1:
        raise UserError(say.say("unknown.two_days", asked=asked, one=say.day(days[0]), two=say.day(days[1])))
    return days[0]


class _Words:
    """One language's words for days, as patterns."""

    def __init__(self, say: Phrases) -> None:
        months, weekdays = say.words("ask.months"), say.words("ask.weekdays")
        self._months = [month[:3] for month in months]
        self._weekdays = [day[:3] for day in weekdays]
        month = "|".join(f"{m[:3]}(?:{m[3:]}|t)?\\.?" if len(m) > 3 else m for m in months)
        number = r"(\d{1,2})(?:st|nd|rd|th)?(?!\d|[.,:]\d|\s*%)"
        year = r"(?:,?\s+(\d{4})(?!\d))?"
        self.calendar = re.compile(rf"\b({month})\s+{number}{year}|(?<![\d.,])\b{number}\s+(?:of\s+)?({month})\b{year}")
        self.shifts = {word: shift for key, shift in _SHIFTS.items() for word in say.words(f"ask.{key}")}
        self.relative = re.compile(rf"\b({_any(tuple(self.shifts))})\b")
        self._numbers = say.words("ask.numbers")
        self.ago = re.compile(rf"(?<![\d.,])\b(\d{{1,4}}|{_any(self._numbers)})\s+(?:{_any(say.words('ask.ago'))})\b")
        self._last, self._next = say.words("ask.last"), say.words("ask.next")
        on, names, short = (*say.words("ask.on"), *self._last, *self._next), _any(weekdays), _any(self._weekdays)
        self.weekday = re.compile(rf"\b(?:({_any(on)})\s+)?({names})\b|\b({_any(on)})\s+({short})\b")
        spans, within = _any(say.words("ask.spans")), _any(say.words("ask.within"))
        self.span = re.compile(rf"\b(?:{spans})\b|\b(?:{within})\s+(?:(?:{month})(?!\w){year}|(?:19|20)\d{{2}}\b)")

    def calendar_day(self, found: re.Match[str], today: date) -> list[date]:
        """ "Feb 25", "25 February 2026": without a year the last such day."""
        name, number, year = (found[1], found[2], found[3]) if found[1] else (found[5], found[4], found[6])
        return _days(year, self._months.index(name[:3]) + 1, int(number), today)

    def day_ago(self, found: re.Match[str], today: date) -> list[date]:
        """ "3 days ago", "two days ago"."""
        told = found[1]
        return [today - timedelta(days=int(told) if told.isdecimal() else self._numbers.index(told) + 1)]

    def week_day(self, found: re.Match[str], today: date) -> date:
        """ "on Friday", "last Friday": the latest one; "next Friday": the one to come."""
        on, name = (found[1], found[2]) if found[2] else (found[3], found[4])
        back = (today.weekday() - self._weekdays.index(name[:3])) % 7
        if on in self._next:
            return today + timedelta(days=7 - back)
        return today - timedelta(days=back or (7 if on in self._last else 0))


@cache
def _words(say: Phrases) -> _Words:
    return _Words(say)


def _any(words: Sequence[str]) -> str:
    return "|".join(re.escape(word) for word in words)


def _year_first(found: re.Match[str], today: date) -> list[date]:
    return _days(found[1], int(found[3]), int(found[4]), today)


def _year_last(found: re.Match[str], today: date) -> list[date]:
    """25.2.2026, 25/2/2026, 2/25/2026: with points the day comes first, otherwise it may come second."""
    year = found[4] if found.re is _YEAR_LAST else None
    one, two = int(found[1]), int(found[3])
    days = _days(year, two, one, today)
    if found[2] != ".":
        days += [day for day in _days(year, one, two, today) if day not in days]
    return days


def _days(year: str | None, month: int, day: int, today: date) -> list[date]:
    """The one day that this is, none when there is no such day; without a year the last one until `today`."""
    if year is not None:
        years: Sequence[int] = (int(year) if len(year) == 4 else 2000 + int(year),)
    else:
        years = range(today.year, today.year - 9, -1)  # as far back as a 29 February may be
    for number in years:
        try:
            found = date(number, month, day)
        except ValueError:
            continue
        if year is not None or found <= today:
            return [found]
    return []
