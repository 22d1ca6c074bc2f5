"""Where an instrument's exchange stands at a given time, and whether a day's session is over."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.statements import Clock, Instrument
from extract import exchanges


def clock(instrument: Instrument, now: datetime) -> Clock:
    """The exchange's own view of `now`; without an exchange only the local date is known."""
    mic = calendar(instrument)
    if mic is None:
        return Clock(today=now.astimezone(ZoneInfo(instrument.zone)).date(), state="unknown")
    today = exchanges.local_day(mic, now)
    state = exchanges.state(mic, now)
    return Clock(
        today=today,
        state="trading" if state == "open" or state == "break" else state,
        holiday=exchanges.holiday_name(mic, today),
        last_over=exchanges.last_closed(mic, now),
        next=exchanges.next_session(mic, today),
    )


def calendar(instrument: Instrument) -> str | None:
    """The MIC whose calendar tells the instrument's sessions; None for what trades around the clock."""
    return instrument.mic if instrument.mic in exchanges.mics() else None


def is_session(instrument: Instrument, day: date) -> bool:
    """Whether the instrument trades on that day, as far as a calendar tells."""
    mic = calendar(instrument)
    return mic is None or exchanges.is_session(mic, day)


def holiday(instrument: Instrument, day: date) -> str | None:
    """The holiday that closes the exchange on that day."""
    mic = calendar(instrument)
    return None if mic is None else exchanges.holiday_name(mic, day)


def is_over(instrument: Instrument, day: date, instant: datetime) -> bool:
    """Whether that day's session had closed at the instant; without a calendar, whether the local day had begun."""
    mic = calendar(instrument)
    if mic is None:
        return day <= instant.astimezone(ZoneInfo(instrument.zone)).date()
    return exchanges.closes_at(mic, day) <= instant


def neighbors(instrument: Instrument, day: date) -> tuple[date, date] | None:
    """The sessions before and after a day; None without a calendar."""
    mic = calendar(instrument)
    return None if mic is None else (exchanges.previous_session(mic, day), exchanges.next_session(mic, day))


def local_time(instrument: Instrument, instant: datetime) -> datetime:
    """The instant in the instrument's own zone."""
    return instant.astimezone(ZoneInfo(instrument.zone))


def prepare(now: datetime) -> None:
    """Work out this year's calendar of every exchange, so that no question has to wait for it (some 0.3 s)."""
    for mic in exchanges.mics():
        exchanges.last_closed(mic, now)
