"""Where one session, week or month ends and the next begins."""

from __future__ import annotations

from datetime import date, timedelta

from extract import exchanges
from extract.clock import CONTRACTS, FLOWING, Clock
from extract.frames import Frame
from extract.lexicon import words
from extract.months import MONTHS

_LAST_MONTH = words("last_month")
_ENDING = timedelta(minutes=75)
"""What is left of a session that is as good as over."""


def session_before(mic: str, kind: str, day: date) -> date:
    """The session before a day's; the weekday before it of what trades around the clock."""
    if kind in FLOWING:
        return day - timedelta(days=3 if day.weekday() == 0 and kind != "crypto" else 1)
    return exchanges.previous_session(mic, day)


def is_ending(clock: Clock, mic: str, kind: str) -> bool:
    """Whether the session has little left to run: a page that tells its close then was dated when it was first put up,
    and whose close it tells is not known."""
    if kind in FLOWING or kind in CONTRACTS or clock.instant is None:
        return False
    left = exchanges.closes_at(mic, clock.local_day(mic)) - clock.instant.astimezone(exchanges.zone(mic))
    return left < _ENDING


def is_unsettled(clock: Clock, kind: str, session: date) -> bool:
    """Whether it is too early for that day's close; yields of the day before are told on into the next one's hours."""
    return clock.is_early and (kind == "commodity" or (kind == "bond" and session == clock.world_day()))


def begins_span(frame: Frame, mic: str, kind: str, session: date) -> bool:
    """Whether a month or quarter that is told of begins with this session: then it is the one before."""
    named = frame.month in MONTHS or frame.month in _LAST_MONTH
    if named or not ("month" in frame.periods or "quarter" in frame.periods):
        return False
    before = session_before(mic, kind, session)
    months = 3 if "month" not in frame.periods else 1
    return (session.month - 1) // months != (before.month - 1) // months


def first_of_week(mic: str, kind: str, session: date) -> bool:
    """Whether a session is its week's first: a whole week that is told of then is the one before."""
    return kind not in FLOWING and exchanges.previous_session(mic, session) < exchanges.week(mic, session)[0]


def last_of_week(mic: str, session: date) -> bool:
    """Whether a session is its week's last."""
    return exchanges.next_session(mic, session) > exchanges.week(mic, session)[1]


def ends_half(clock: Clock, mic: str) -> bool:
    """Whether home's market is at its midday break in a story of the morning: that closed for the time."""
    if clock.instant is None or clock.anchor is not None or not clock.of_morning or not clock.is_home(mic):
        return False
    return exchanges.state(mic, clock.instant) == "break"
