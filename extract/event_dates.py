"""Words of time in a sentence about the future ("Wednesday", "later today", "April 2", "next week") to days."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import cache
from typing import Any, NamedTuple

from extract.driver_words import alternation, load
from extract.phrases import Hit, Phrase

_LOOK_BACK = 10
_DAYS = 7
_LONGEST_MONTH = 31
_LONGEST_MEETING = 3
_DUE_REACH = 30
_LEAD_REACH = 16
_OF_ANOTHER = (" the ", " a ", " its ", " an ")
_ORDINAL = re.compile(r"(?<= the )([1-3]?\d)(?:st|nd|rd|th)(?=[.,;:)]|$| and | at | to )")
_HOUR = re.compile(r"(?:\b(?:at|by) |\()(?:[01]?\d|2[0-3]):[0-5]\d\b|\b(?:1[0-2]|0?[1-9])(?:[.:][0-5]\d)?[ap]m\b")
_SLASHED = re.compile(r" {1,2}(\d{1,2}) (\d{1,2})(?!\d| \d)")
_DIGIT, _HALF_DAY = re.compile(r"\d"), re.compile(r"\d[ap]m\b")


class Moment(NamedTuple):
    """A time at characters [start, end): its day, None where the words name no single day ("next week"). A soft one
    ("at 8:30 am ET") is today unless the sentence names another day; one that `opens` stands before its statement
    (", and on Friday the university publishes", "on Thursday, when the ECB")."""

    start: int
    end: int
    day: date | None
    soft: bool
    opens: bool = False


def time_phrases() -> Iterator[Phrase]:
    """The words of time, for a phrase book: layer `time`, the weekday's or month's number as value."""
    times: dict[str, Any] = load("events")["times"]
    for kind in ("today", "tomorrow", "vague", "soft", "clock"):
        for words in times[kind]:
            yield Phrase(words, "time", kind)
    for key in ("weekdays", "weekday_short"):
        for number, name in enumerate(times[key]):
            yield Phrase(name, "time", "weekday", number)
    for key in ("months", "month_short"):
        for number, name in enumerate(times[key]):
            yield Phrase(name, "time", "month", number + 1)
    for name, number in times["weekday_other"].items():
        yield Phrase(name, "time", "weekday", number)
    for name, number in times["month_other"].items():
        yield Phrase(name, "time", "month", number)
    for words, days in times["later"].items():
        yield Phrase(words, "time", "later", days)


def moments(
    folded: str, hits: Sequence[Hit], today: date | None, before: date | None = None, end: int | None = None
) -> list[Moment]:
    """The times among the `time` hits of a folded text, in order; `today` is the story's own day, None if unknown,
    `before` the day of what was told ahead before ("the same day"), `end` the end of the sentence.

    A weekday is the next such day, today included; a day of a month the nearest that is not long past. "Last Friday"
    and "Friday's session" are no times ahead.
    """
    words = _patterns()
    found: list[Moment] = []
    for hit in hits:
        if words.past.search(folded, max(0, hit.start - 14), hit.start) and not _awaited(folded, hit):
            continue
        if hit.kind == "month":
            moment = _of_month(folded, hit, today, len(folded) if end is None else end)
        elif hit.kind == "clock":
            moment = _of_clock(folded, hit, today)
        elif hit.kind == "later":
            moment = _counted(folded, hit, found, before)
        elif _told_of(folded, hit):
            moment = None
        elif numbered := _numbered_day(folded, hit, today):
            moment = numbered
        else:
            same = hit.kind == "soft" and folded[hit.start : hit.end] in words.same_day
            named = next((time.day for time in reversed(found) if not time.soft), None) if same else None
            following_week = words.following.search(folded, max(0, hit.start - 8), hit.start) is not None
            day = named or _day(hit, today, following_week)
            if day and today and hit.kind == "weekday" and _in_week_ahead(folded, found, day, today):
                day += timedelta(days=_DAYS)
            moment = Moment(hit.start, hit.end, day, hit.kind == "soft")
        if moment is not None:
            found.append(moment)
    return found


def has_hour(text: str, start: int, end: int) -> bool:
    """Whether an hour is written in figures ("at 09:30", "2pm"), or a day of no named month ("on the 25th")."""
    if _DIGIT.search(text, start, end) is None:
        return False
    if _HALF_DAY.search(text, start, end):
        return True
    hour = text.find(":", start, end) >= 0 and _HOUR.search(text, start, end) is not None
    return hour or _ORDINAL.search(text, start, end) is not None


def clock_times(text: str, start: int, end: int, today: date | None, known: Sequence[Moment]) -> list[Moment]:
    """The hours written in figures ("at 09:30", "2pm"), soft ones of today, and "the 25th", but for those known."""
    hours = [Moment(match.start(), match.end(), today, True) for match in _HOUR.finditer(text, start, end)]
    for match in _ORDINAL.finditer(text, start, end):
        hours.append(Moment(match.start(), match.end(), _next_numbered(int(match[1]), today), False))
    return [hour for hour in hours if not any(t.start < hour.end and hour.start < t.end for t in known)]


def opened(folded: str, found: Sequence[Moment]) -> list[Moment]:
    """The times, those marked that stand before a statement: joined to the one before it, or followed by "when"."""
    words = _patterns()
    return [
        time._replace(opens=True)
        if words.when.match(folded, time.end)
        or words.leads.search(folded, max(0, time.start - _LEAD_REACH), time.start)
        else time
        for time in found
    ]


class _Patterns(NamedTuple):
    past: re.Pattern[str]
    session: re.Pattern[str]
    last_day: re.Pattern[str]
    due_after: re.Pattern[str]
    same_day: frozenset[str]
    leads: re.Pattern[str]
    when: re.Pattern[str]
    following: re.Pattern[str]
    day_behind: re.Pattern[str]
    day_before: re.Pattern[str]
    hour_before: re.Pattern[str]
    zone: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    times: dict[str, Any] = load("events")["times"]
    joining, in_front = (rf"(?:{alternation(times[key])})" for key in ("joining", "in_front"))
    ordinal = rf"(\d{{1,2}})(?:{alternation(times['ordinals'])})?"
    return _Patterns(
        past=re.compile(rf"\b(?:{alternation(times['past'])}) $"),
        session=re.compile(rf" s (?:{alternation(times['sessions'])})\b"),
        same_day=frozenset(times["same_day"]),
        last_day=re.compile(r" {1,2}(\d{1,2})(?!\d| ?%| \d)"),
        due_after=re.compile(rf"\b(?:{alternation(times['due'])}) (?:{alternation(times['around'])}) $"),
        leads=re.compile(rf"(?:  (?:{joining} )?{in_front} (?:{in_front} )*|\b{joining} (?:{in_front} )*)$"),
        when=re.compile(rf" {{1,2}}(?:{alternation(times['when'])}) "),
        following=re.compile(rf"\b(?:{alternation(times['next'])}) $"),
        day_behind=re.compile(rf" {{1,2}}{ordinal}(?!\d| ?%| \d+ ?%)\b"),
        day_before=re.compile(rf"\b{ordinal} (?:of )?$"),
        zone=re.compile(rf" {{1,2}}(?:{alternation(times['clock'])})\b"),
        hour_before=re.compile(
            rf"(?:\b(?:{alternation(times['hour_before'])}) \d{{1,2}}(?: \d\d|\d\d)?|\b[012]\d ?[0-5]\d) $"
        ),
    )


def _awaited(folded: str, hit: Hit) -> bool:
    """ "Until Sunday's meeting": what is waited for."""
    return folded.endswith(" until ", 0, hit.start) and folded.startswith(" s ", hit.end)


def _in_week_ahead(folded: str, found: Sequence[Moment], day: date, today: date) -> bool:
    """ "The focus next week will be on Thursday's figures", where the next Thursday is still of this week."""
    ahead = any(folded.startswith("next week", time.start) for time in found)
    return ahead and day.isocalendar()[:2] == today.isocalendar()[:2]


def _counted(folded: str, hit: Hit, found: Sequence[Moment], before: date | None) -> Moment | None:
    """ "The day after": counted from the time told before it, but of "a day before the vote" the vote's own day; "the
    same day" may be that of the sentence before."""
    day = found[-1].day if found else None if hit.value else before
    days = -int(hit.value) if folded.startswith(_OF_ANOTHER, hit.end) else int(hit.value)
    return Moment(hit.start, hit.end, day + timedelta(days=days), False) if day else None


def _numbered_day(folded: str, hit: Hit, today: date | None) -> Moment | None:
    """ "Mon 9", "Thursday 12th", "Tuesday 7/21": where that day of a month is such a weekday."""
    if hit.kind == "weekday" and today and (slashed := _SLASHED.match(folded, hit.end)):
        for month, number_of_day in ((slashed[1], slashed[2]), (slashed[2], slashed[1])):
            day = _nearest(int(month), int(number_of_day), today)
            if day and day.weekday() == hit.value:
                return Moment(hit.start, slashed.end(), day, False)
    number = _patterns().day_behind.match(folded, hit.end) if hit.kind == "weekday" and today else None
    if number is None or today is None:
        return None
    day = _next_numbered(int(number[1]), today)
    return Moment(hit.start, number.end(), day, False) if day and day.weekday() == hit.value else None


def _next_numbered(number: int, today: date | None) -> date | None:
    """The next day of that number in its month, today included."""
    days = (today + timedelta(days=ahead) for ahead in range(_LONGEST_MONTH)) if today else ()
    return next((day for day in days if day.day == number), None)


def _told_of(folded: str, hit: Hit) -> bool:
    """ "Friday's session", "after the close of": what was, not a time ahead."""
    if hit.kind == "weekday":
        due = _patterns().due_after.search(folded, max(0, hit.start - _DUE_REACH), hit.start)
        return due is None and _patterns().session.match(folded, hit.end) is not None
    return hit.kind == "soft" and folded.startswith(" of ", hit.end) and not folded.startswith("later", hit.start)


def _day(hit: Hit, today: date | None, following_week: bool) -> date | None:
    if today is None or hit.kind == "vague":
        return None
    if hit.kind == "weekday":
        ahead = (int(hit.value) - today.weekday()) % _DAYS
        return today + timedelta(days=ahead + (_DAYS if following_week and ahead == 0 else 0))
    return today + timedelta(days=1 if hit.kind == "tomorrow" else 0)


def _of_clock(folded: str, hit: Hit, today: date | None) -> Moment | None:
    hour = _patterns().hour_before.search(folded, max(0, hit.start - 12), hit.start)
    zone = _patterns().zone.match(folded, hit.end)
    return Moment(hour.start(), zone.end() if zone else hit.end, today, True) if hour else None


def _of_month(folded: str, hit: Hit, today: date | None, limit: int) -> Moment | None:
    behind = _patterns().day_behind.match(folded, hit.end, limit)
    number = behind or _patterns().day_before.search(folded, max(0, hit.start - 9), hit.start)
    if number is None:
        return None
    start, end = (hit.start, number.end()) if behind else (number.start(), hit.end)
    day = int(number[1])
    last = _patterns().last_day.match(folded, end) if behind else None
    if last and 0 < int(last[1]) - day <= _LONGEST_MEETING:  # "on September 16-17"
        day, end = int(last[1]), last.end()
    return Moment(start, end, _nearest(int(hit.value), day, today) if today else None, False)


def _nearest(month: int, day: int, today: date) -> date | None:
    for year in (today.year, today.year + 1):
        try:
            found = date(year, month, day)
        except ValueError:
            continue
        if (today - found).days <= _LOOK_BACK:
            return found
    return None
