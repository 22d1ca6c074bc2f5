"""The table of exchanges: `exchanges.toml` and an operator's overrides, read into `Exchange` rows."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

ROWS = Path(__file__).with_name("exchanges.toml")
_DAY_NAMES = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


class CalendarError(ValueError):
    """A row or an override that cannot be read: which file, which exchange, what was expected."""


@dataclass(frozen=True, slots=True)
class Hours:
    """Trading from `open` to `close` with or without a break, in minutes of the exchange's day (1440 is its end)."""

    open: int
    close: int
    pause: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Early:
    """The days that end at minute `at`: days of every year (month, day), the library's half days, the last session."""

    at: int
    days: frozenset[tuple[int, int]] = frozenset()
    library: bool = False
    last: bool = False


@dataclass(frozen=True, slots=True)
class Exchange:
    """One row of `exchanges.toml` with its overrides; of `weeks` and `hours` the first that fits a day counts."""

    mic: str
    zone: ZoneInfo
    weeks: tuple[tuple[date, frozenset[int]], ...]
    hours: tuple[tuple[date, frozenset[int], Hours], ...]
    opens_in: ZoneInfo
    closes_in: ZoneInfo
    holidays: tuple[str, ...] = ()
    but: tuple[str, ...] = ()
    eves: tuple[str, ...] = ()
    yearly: Mapping[tuple[int, int], str] = field(default_factory=dict)
    early: Early | None = None
    first: int | None = None
    closed: Mapping[date, str] = field(default_factory=dict)
    open: frozenset[date] = frozenset()
    hours_on: Mapping[date, Hours] = field(default_factory=dict)


def read_rows(path: Path = ROWS) -> dict[str, Exchange]:
    """The rows by their code, with the table's own overrides. Raises `CalendarError`."""
    tables = read_toml(path)
    overrides = tables.pop("overrides", {})
    own = {mic: table for mic, table in tables.items() if "like" not in table}
    rows = {mic: _row(mic, table, path) for mic, table in own.items()}
    rows |= with_overrides(rows, overrides, path)
    return {mic: rows[mic] if mic in rows else _like(mic, table, rows, path) for mic, table in tables.items()}


def read_toml(path: Path) -> dict[str, Any]:
    """The tables of a file. Raises `CalendarError`."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise CalendarError(f"{path}: {error}") from error


def _like(mic: str, table: Mapping[str, Any], rows: Mapping[str, Exchange], path: Path) -> Exchange:
    """The row of an exchange that keeps another one's calendar."""
    if table.keys() != {"like"} or table["like"] not in rows:
        raise CalendarError(f"{path}: [{mic}]: expected like = an exchange with a row of its own, and nothing else")
    return replace(rows[table["like"]], mic=mic)


def _row(mic: str, table: Mapping[str, Any], path: Path) -> Exchange:
    try:
        where = ZoneInfo(table["zone"])
        return Exchange(
            mic=mic,
            zone=where,
            weeks=tuple((row.get("until", date.max), _days(row["is"])) for row in _dated(table.get("week", "Mon-Fri"))),
            hours=tuple(
                (row.get("until", date.max), _days(row.get("on", "Mon-Sun")), _hours(row["is"]))
                for row in _dated(table["hours"])
            ),
            opens_in=ZoneInfo(table["opens_in"]) if "opens_in" in table else where,
            closes_in=ZoneInfo(table["closes_in"]) if "closes_in" in table else where,
            holidays=tuple(table.get("holidays", ())),
            but=tuple(table.get("but", ())),
            eves=tuple(table.get("eves", ())),
            yearly={_month_day(day): name for day, name in table.get("yearly", {}).items()},
            early=_early(table["early"]) if "early" in table else None,
            first=_minute(table["first"]) if "first" in table else None,
        )
    except (KeyError, ValueError, TypeError, AttributeError) as error:
        raise CalendarError(f"{path}: [{mic}]: {error}") from error


def with_overrides(rows: Mapping[str, Exchange], tables: Mapping[str, Any], path: Path) -> dict[str, Exchange]:
    """The rows that the override tables name, with these added to what they had."""
    if not isinstance(tables, Mapping):
        raise CalendarError(f"{path}: expected tables [overrides.MIC]")
    changed = {}
    for mic, table in tables.items():
        if mic not in rows:
            raise CalendarError(f"{path}: [overrides.{mic}]: no exchange has this code")
        row = rows[mic]
        try:
            if table.keys() - {"closed", "open", "hours"}:
                raise ValueError(f"expected closed, open and hours, found {', '.join(table)}")
            closed = table.get("closed", {})
            if not isinstance(closed, Mapping):
                closed = dict.fromkeys(closed, "Closed")
            shut = {_date(day): str(name) for day, name in closed.items()}
            opened = frozenset(_date(day) for day in table.get("open", ()))
            hours = {_date(day): _hours(text) for day, text in table.get("hours", {}).items()}
        except (ValueError, TypeError, AttributeError) as error:
            raise CalendarError(f"{path}: [overrides.{mic}]: {error}") from error
        kept = {day: name for day, name in row.closed.items() if day not in opened}
        changed[mic] = replace(
            row, closed=kept | shut, open=(row.open - shut.keys()) | opened, hours_on={**row.hours_on, **hours}
        )
    return changed


def _dated(value: Any) -> list[dict[str, Any]]:
    return [{"is": value}] if isinstance(value, str) else value


def _days(text: str) -> frozenset[int]:
    """Week days of "Mon-Fri", "Sun-Thu" or "Fri", Monday being 0."""
    first, _, last = text.partition("-")
    start = _DAY_NAMES.index(first)
    length = (_DAY_NAMES.index(last or first) - start) % 7
    return frozenset((start + n) % 7 for n in range(length + 1))


def _hours(text: str) -> Hours:
    """The hours of "09:00-11:30 12:30-15:00" or "09:30-16:00"."""
    spans = [tuple(_minute(part) for part in span.split("-")) for span in text.split()]
    minutes = [minute for span in spans for minute in span]
    if len(minutes) not in (2, 4) or sorted(set(minutes)) != minutes:
        raise ValueError(f'expected hours like "09:00-11:30 12:30-15:00", found "{text}"')
    return Hours(minutes[0], minutes[-1], (minutes[1], minutes[2]) if len(minutes) == 4 else None)


def _minute(text: str) -> int:
    hour, _, minute = text.partition(":")
    value = int(hour) * 60 + int(minute)
    if not 0 <= value <= 1440:
        raise ValueError(f'expected a time of day, found "{text}"')
    return value


def _early(table: Mapping[str, Any]) -> Early:
    days = frozenset(_month_day(day) for day in table.get("days", ()))
    return Early(_minute(table["at"]), days, table.get("library", False), table.get("last", False))


def _month_day(text: str) -> tuple[int, int]:
    day = datetime.strptime(f"2001-{text}", "%Y-%m-%d").replace(tzinfo=UTC)
    return day.month, day.day


def _date(value: str | date) -> date:
    if isinstance(value, datetime):
        raise ValueError(f"expected a date, found {value}")
    return value if isinstance(value, date) else date.fromisoformat(value)
