"""Times as pages write them: in attributes for machines, and in bylines for people."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from functools import cache
from zoneinfo import ZoneInfo

from extract.page.words import months, words

When = datetime | date
"""An aware datetime where the page names the zone, else the bare date."""

_EARLIEST, _LATEST = 1990, 2100
_LONGEST = 200
_ISO = re.compile(r"\d{4}-\d\d-\d\d(?!\d)")
_ISO_BASIC = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)?)?\s*(Z|[+-]\d\d:?\d\d)?$")
_EPOCH = re.compile(r"\d{10}(?:\d{3})?$")
_RFC = re.compile(r"[A-Z][a-z]{2}, \d{1,2} [A-Z][a-z]{2} \d{4} ")
_NUMERIC = (
    re.compile(r"(?<!\d)(?P<y>\d{4})[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})(?!\d)"),
    re.compile(r"(?<!\d)(?P<d>\d{1,2})\.(?P<m>\d{1,2})\.(?P<y>\d{4})(?!\d)"),
    re.compile(r"(?P<y>\d{4})\s*[年년]\s*(?P<m>\d{1,2})\s*[月월]\s*(?P<d>\d{1,2})\s*[日일]"),
)
_SLASHED = re.compile(r"(?<![\d/])(?P<a>\d{1,2})/(?P<b>\d{1,2})/(?P<y>\d{4})(?![\d/])")
_CLOCK = re.compile(r"(?<![\d.])(\d{1,2})[:.h時](\d\d)(?::\d\d)?(?!\d)\s*([ap]\.?m\b\.?)?", re.IGNORECASE)
_OFFSET = re.compile(r"\b(?:UTC|GMT)\s*([+-])(\d{1,2})(?::?(\d\d))?\b")
_ADDRESS = re.compile(r"[/-](?P<y>20\d\d)[/-](?P<m>[a-z]{3}|\d{1,2})[/-](?P<d>\d{1,2})(?=[/-])")


@cache
def _named() -> tuple[re.Pattern[str], ...]:
    month = "|".join(sorted(map(re.escape, months()), key=len, reverse=True))
    return (
        re.compile(rf"\b(?P<m>{month})\b\.?\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y>\d{{4}})\b", re.IGNORECASE),
        re.compile(
            rf"\b(?P<d>\d{{1,2}})(?:st|nd|rd|th|\.)?\s+(?:de\s+)?(?P<m>{month})\b\.?,?\s+(?:de\s+)?(?P<y>\d{{4}})\b",
            re.IGNORECASE,
        ),
        re.compile(rf"\b(?P<d>\d{{1,2}})-(?P<m>{month})-(?P<y>\d{{4}})\b", re.IGNORECASE),
    )


@cache
def _zone_name() -> re.Pattern[str]:
    return re.compile(rf"\b({'|'.join(words()['zones'])})\b", re.IGNORECASE)


def parse_time(value: object) -> When | None:
    """A time written for machines (ISO 8601, RFC 2822, seconds since 1970), else as `find_time` reads it."""
    if not isinstance(value, str | int) or isinstance(value, bool):
        return None
    text = str(value).strip()[:_LONGEST]
    try:
        if _EPOCH.match(text):
            return _sane(datetime.fromtimestamp(int(text[:10]), UTC))
        if _ISO.match(text):
            return _iso(text)
        basic = _ISO_BASIC.match(text)
        if basic:
            return _iso(f"{basic[1]}-{basic[2]}-{basic[3]}" + (f"T{text[9:]}" if basic[4] else ""))
        if _RFC.match(text):
            return _told(parsedate_to_datetime(text))
    except (ValueError, OverflowError, TypeError):
        pass
    return find_time(text)


def _iso(text: str) -> When | None:
    joined = re.sub(r"^(\d{4}-\d\d-\d\d)\s+", r"\1T", text)
    joined = re.sub(r"\s+(?=[+-]\d|Z$)", "", joined)
    try:
        return _told(datetime.fromisoformat(joined)) if len(joined) > 10 else _sane(date.fromisoformat(joined))
    except ValueError:
        return find_time(text)


def _told(moment: datetime) -> When | None:
    return _sane(moment if moment.tzinfo is not None else moment.date())


def _sane(when: When) -> When | None:
    return when if _EARLIEST <= when.year < _LATEST else None


def find_time(text: str) -> When | None:
    """The first date in a byline, with its time of day when the line names the zone; None when there is no date."""
    text = text[:_LONGEST]
    found = _first_date(text)
    if found is None:
        return None
    day, start, end = found
    rest = text[:start] + " " + text[end:]
    clock = _CLOCK.search(text, end) or _CLOCK.search(text[:start])
    zone = _zone(rest)
    if clock is None or zone is None:
        return day
    hour, minute = int(clock[1]), int(clock[2])
    if clock[3]:
        hour = hour % 12 + (12 if clock[3][0] in "pP" else 0)
    if hour > 23 or minute > 59:
        return day
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=zone)


def _first_date(text: str) -> tuple[date, int, int] | None:
    first: tuple[date, int, int] | None = None
    for pattern in (*_NUMERIC, *_named()):
        for found in pattern.finditer(text):
            if first is not None and found.start() >= first[1]:
                break
            day = _date(found["y"], found["m"], found["d"])
            if day is not None:
                first = (day, found.start(), found.end())
                break
    for found in _SLASHED.finditer(text):
        day = _slashed_date(int(found["a"]), int(found["b"]), found["y"])
        if day is not None and (first is None or found.start() < first[1]):
            return day, found.start(), found.end()
    return first


def _slashed_date(one: int, other: int, year: str) -> date | None:
    """3/25/2026 and 25/3/2026 are clear, 3/4/2026 is not: half the world reads it the other way."""
    if one > 12 or one == other:
        return _date(year, str(other), str(one))
    return _date(year, str(one), str(other)) if other > 12 else None


def _date(year: str, month: str, day: str) -> date | None:
    number = int(month) if month.isdigit() else months().get(month.lower(), 0)
    try:
        found = date(int(year), number, int(day))
    except ValueError:
        return None
    return found if _EARLIEST <= found.year < _LATEST else None


def _zone(text: str) -> timezone | ZoneInfo | None:
    offset = _OFFSET.search(text)
    if offset:
        hours, minutes = int(offset[2]), int(offset[3] or 0)
        if hours > 14 or minutes > 59:
            return None
        away = timedelta(hours=hours, minutes=minutes)
        return timezone(-away if offset[1] == "-" else away)
    name = _zone_name().search(text)
    return ZoneInfo(words()["zones"][name[1].lower()]) if name else None


def address_date(url: str) -> date | None:
    """The day in an address such as /2026/02/25/ or /2026/feb/25/."""
    found = _ADDRESS.search(url[:2048].lower())
    return _date(found["y"], found["m"], found["d"]) if found else None
