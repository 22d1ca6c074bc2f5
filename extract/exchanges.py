"""The exchanges' own calendars: is it a session, when does it open and close, which session was the last to end.

Days are dates of the exchange's own zone, instants are aware datetimes; a `mic` is a row of `exchanges.toml`, and an
unknown one raises `KeyError`. Nothing here reads a clock. What a year looks like is worked out once and kept;
`holidays` is imported when the first such year is asked for. Before 1990 and after 2100 only the week counts.
"""

from __future__ import annotations

from calendar import MONDAY, SATURDAY, SUNDAY
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Literal
from zoneinfo import ZoneInfo

from extract.exchange_rows import CalendarError, Exchange, read_rows, read_toml, with_overrides

State = Literal["before", "open", "break", "after", "closed"]

_DAY = timedelta(days=1)
_TO_LAST_OF_WEEK = timedelta(days=4)
_FIRST, _LAST = date(2, 1, 1), date(9998, 12, 31)  # a step to either side still is a date
_KNOWN_YEARS = range(1990, 2101)
_SAME_HOURS = "Europe/"
"""What the zones of exchanges begin with that trade at the same time."""


@dataclass(frozen=True, slots=True)
class _Year:
    sessions: frozenset[date]
    names: Mapping[date, str]
    early: frozenset[date]


# --- questions ---


def is_session(mic: str, day: date) -> bool:
    """Whether the exchange trades on that day."""
    return day in _year(mic, day.year).sessions


def previous_session(mic: str, day: date) -> date:
    """The last session strictly before the day."""
    return _walk(mic, day, -_DAY)


def next_session(mic: str, day: date) -> date:
    """The first session strictly after the day."""
    return _walk(mic, day, _DAY)


def session_on_or_before(mic: str, day: date) -> date:
    """The day itself where it is a session, else the last one before it."""
    return day if is_session(mic, day) else previous_session(mic, day)


def week(mic: str, day: date) -> tuple[date, date]:
    """The first and the last day of the exchange's week that a day is in or follows, holidays aside: Sunday and
    Thursday where it trades on Sundays and rests on Saturdays, else Monday and Friday."""
    days = _first_fit(_exchanges()[mic].weeks, day)
    begins = SUNDAY if SUNDAY in days and SATURDAY not in days else MONDAY
    first = day - timedelta(days=(day.weekday() - begins) % 7)
    return first, first + _TO_LAST_OF_WEEK


def opens_at(mic: str, day: date) -> datetime:
    """When that day's session opens, in UTC; for a day without a session, when it would."""
    return _times(mic, day)[0]


def closes_at(mic: str, day: date) -> datetime:
    """When that day's session closes, in UTC, early closes included; for a day without a session, when it would."""
    return _times(mic, day)[1]


def state(mic: str, instant: datetime) -> State:
    """Where the exchange's own day stands at that instant; "closed" on a day without a session."""
    day = local_day(mic, instant)
    if not is_session(mic, day):
        return "closed"
    opens, closes, pause = _times(mic, day)
    if instant < opens:
        return "before"
    if instant >= closes:
        return "after"
    return "break" if pause and pause[0] <= instant < pause[1] else "open"


def last_closed(mic: str, instant: datetime) -> date:
    """The last session whose close is at or before the instant."""
    day = local_day(mic, instant)
    if is_session(mic, day) and closes_at(mic, day) <= instant:
        return day
    return previous_session(mic, day)


def local_day(mic: str, instant: datetime) -> date:
    """The date on the exchange's calendar at that instant."""
    return _local(instant, zone(mic)).date()


def holiday_name(mic: str, day: date) -> str | None:
    """Why the exchange is shut on a day of its week ("Marine Day"); None for a session or a weekend."""
    return None if is_session(mic, day) else _year(mic, day.year).names.get(day)


def zone(mic: str) -> ZoneInfo:
    """The zone of the exchange's day."""
    return _exchanges()[mic].zone


def share_hours(mic: str, other: str) -> bool:
    """Whether two exchanges are one, or trade at the same time, as those of Europe do."""
    return mic == other or all(zone(each).key.startswith(_SAME_HOURS) for each in (mic, other))


def exchange(mic: str) -> Exchange:
    """The row of one exchange."""
    return _exchanges()[mic]


def mics() -> tuple[str, ...]:
    """All market identifier codes that have a row."""
    return tuple(_exchanges())


def load_overrides(path: Path) -> None:
    """Add an operator's closures, extra sessions and hours (`[overrides.MIC]` tables) to all answers from now on.

    Raises `CalendarError` for a file that cannot be read; nothing is changed then.
    """
    tables = read_toml(path)
    if strays := tables.keys() - {"overrides"}:
        raise CalendarError(f"{path}: expected [overrides.MIC] tables only, found [{min(strays)}]")
    rows = with_overrides(_exchanges(), tables.get("overrides", {}), path)
    _forget()
    _exchanges().update(rows)


def reload() -> None:
    """Go back to the project's own table, without any overrides of an operator."""
    _forget()
    _exchanges.cache_clear()


def _forget() -> None:
    _year.cache_clear()
    _times.cache_clear()


# --- one year, one day ---


def _walk(mic: str, day: date, step: timedelta) -> date:
    day = min(max(day, _FIRST), _LAST)
    while _FIRST <= (day := day + step) <= _LAST:
        if day in _year(mic, day.year).sessions:
            return day
    return day


@lru_cache(maxsize=8192)
def _year(mic: str, year: int) -> _Year:
    row = _exchanges()[mic]
    shut: dict[date, str] = {}
    half: set[date] = set()
    if year in _KNOWN_YEARS:
        shut, half = _library(row, year)
        shut |= {date(year, *day): name for day, name in row.yearly.items()}
    shut |= {day: name for day, name in row.closed.items() if day.year == year}
    start = date(year, 1, 1)
    days = [start + timedelta(days=n) for n in range((date(year, 12, 31) - start).days + 1)]
    week = {day for day in days if day.weekday() in _first_fit(row.weeks, day)}
    sessions = frozenset(day for day in week if day not in shut or day in row.open) | {
        day for day in row.open if day.year == year
    }
    if row.early:
        half |= {day for day in sessions if (day.month, day.day) in row.early.days}
        half |= {max(sessions)} if row.early.last and sessions else set()
    names = {day: name for day, name in shut.items() if day in week}
    return _Year(sessions, names, frozenset(half & sessions))


def _library(row: Exchange, year: int) -> tuple[dict[date, str], set[date]]:
    """What the `holidays` package knows of the year: the days shut with their names, and the half days."""
    shut: dict[date, str] = {}
    half: set[date] = set()
    for source in row.holidays:
        shut |= {day: name for day, name in _calendar(source, year).items() if not name.startswith(row.but)}
        if row.early and row.early.library:
            half |= _calendar(f"{source}:half_day", year).keys()
    for day, name in tuple(shut.items()):
        if row.eves and name.startswith(row.eves):
            shut.setdefault(day - _DAY, f"Eve of {name}")
    return shut, half


@lru_cache(maxsize=1024)  # exchanges share calendars
def _calendar(source: str, year: int) -> Mapping[date, str]:
    import holidays  # 90 ms: only when a year is first asked for

    entity, _, categories = source.partition(":")
    entity, _, part = entity.partition("/")
    options: dict[str, Any] = {"years": year, "expand": False, "language": "en_US"}
    if categories:
        options["categories"] = tuple(categories.split("+"))
    if len(entity) == 2:
        days = holidays.country_holidays(entity, subdiv=part or None, **options)
    else:
        days = holidays.financial_holidays(entity, **options)
    return {day: str(name) for day, name in days.items() if day.year == year}


@lru_cache(maxsize=8192)
def _times(mic: str, day: date) -> tuple[datetime, datetime, tuple[datetime, datetime] | None]:
    """Opening, closing and break of a day, as instants."""
    row = _exchanges()[mic]
    hours = row.hours_on.get(day) or next(
        hours for until, days, hours in row.hours if day <= until and day.weekday() in days
    )
    opens, closes = hours.open, hours.close
    if row.early and day in _year(mic, day.year).early:
        closes = row.early.at
    if row.first is not None and day not in row.hours_on and day == min(_year(mic, day.year).sessions):
        opens = row.first
    pause = None
    if hours.pause and hours.pause[0] < closes:
        pause = (_instant(day, hours.pause[0], row.zone), _instant(day, hours.pause[1], row.zone))
    return _instant(day, opens, row.opens_in), _instant(day, closes, row.closes_in), pause


def _instant(day: date, minute: int, where: ZoneInfo) -> datetime:
    naive = datetime.combine(min(max(day, _FIRST), _LAST), time()) + timedelta(minutes=minute)
    return naive.replace(tzinfo=where).astimezone(UTC)


def _local(instant: datetime, where: ZoneInfo) -> datetime:
    try:
        return instant.astimezone(where)
    except OverflowError:  # the first and last day that a datetime can hold
        return instant


def _first_fit(rows: Iterable[tuple[date, frozenset[int]]], day: date) -> frozenset[int]:
    return next(days for until, days in rows if day <= until)


@cache
def _exchanges() -> dict[str, Exchange]:
    return read_rows()
