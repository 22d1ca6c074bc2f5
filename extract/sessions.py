"""Weekday and time words with the exchange's calendar to the session a clause is about, and whether it is over."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Any, NamedTuple

from extract import exchanges
from extract.frames import Frame
from extract.model import Document, Phase
from extract.tokens import Token


class Natural(NamedTuple):
    """What a clause without any word of time is about: the session, and the phase the exchange's clock gives."""

    session: date | None
    phase: Phase


FLOWING = frozenset(("commodity", "currency", "bond", "crypto"))


class Clock:
    """The document's own time, asked per exchange. `anchor` is the day that the story's lead names, where it is earlier
    than the clock's own session (a page published today that tells yesterday)."""

    def __init__(self, document: Document) -> None:
        moment = document.published_at if document.published_at is not None else document.received_at
        if not 1990 <= moment.year <= 2100:
            moment = document.received_at if 1990 <= document.received_at.year <= 2100 else date(2000, 1, 3)
        self.instant: datetime | None = moment if isinstance(moment, datetime) else None
        self.date: date = moment.date() if isinstance(moment, datetime) else moment
        self.anchor: date | None = None
        self.anchored: str | None = None
        """The exchange that the lead's day is of; where the page gives an hour it moves no other market."""
        self.home: str | None = None
        """The exchange of the story's own market."""
        self.morning = False
        """Whether the story is one of the morning after: its lead tells "yesterday"."""
        self.ahead = False
        """Whether the story looks ahead to its market's next day, so that it was told before that opened."""
        self.premarket = False
        """Whether the story is told before the bell: shares are then those of the session about to begin."""

    def local_day(self, mic: str) -> date:
        """The exchange's day at the document's time."""
        return self.date if self.instant is None else exchanges.local_day(mic, self.instant)

    def natural(self, mic: str, kind: str = "index") -> Natural:
        """The session and phase by the clock alone."""
        day = self.local_day(mic)
        if kind in FLOWING:
            day = self.anchor or self.world_day()
            return Natural(day if kind == "crypto" else _weekday_on_or_before(day), "intraday")
        if kind == "future":
            return Natural(self._contract_day(mic), "intraday")
        if self.anchor is not None and (self.instant is None or self.anchored == mic):
            return Natural(exchanges.session_on_or_before(mic, self.anchor), "close")
        if self.instant is None:
            return self._dated(mic, day)
        if self.premarket and kind in ("stock", "sector") and exchanges.state(mic, self.instant) == "before":
            return Natural(day, "intraday")
        return _natural(mic, self.instant)

    def _dated(self, mic: str, day: date) -> Natural:
        """Where the page gives only a day: home's market is over then, others stand as they do at home's evening, or
        before home's next opening where the story looks ahead to it."""
        near = self.home is None or mic == self.home or exchanges.zone(mic) == exchanges.zone(self.home)
        if self.home is None or (near and not self.ahead and not self.morning):
            return Natural(exchanges.session_on_or_before(mic, day), "close")
        hour, shift = (7, 1) if self.ahead else (8, 0) if self.morning else (18, 0)
        where = exchanges.zone(self.home)
        return _natural(mic, datetime(day.year, day.month, day.day, hour, tzinfo=where) + timedelta(days=shift))

    def world_day(self) -> date:
        """The day in UTC: about when the trading day of what trades around the clock changes in New York."""
        return self.date if self.instant is None else self.instant.astimezone(UTC).date()

    def _contract_day(self, mic: str) -> date:
        """The session that a future trades for: the one that is on, else the next."""
        day = self.anchor or self.world_day()
        if self.instant is not None and self.anchor is None and exchanges.state(mic, self.instant) == "after":
            day = max(day, exchanges.local_day(mic, self.instant) + timedelta(days=1))
        return day if exchanges.is_session(mic, day) else exchanges.next_session(mic, day)

    def of_weekday(self, mic: str, weekday: int, last: bool) -> date:
        """The newest such weekday at the exchange up to the document's day ("last Friday" on a Friday is a week ago)."""
        day = self.local_day(mic)
        if (
            (day.weekday() + 1) % 7 == weekday
            and self.instant is not None
            and exchanges.state(mic, self.instant) in ("before", "closed", "after", "open", "break")
            and self._tomorrow_elsewhere(day)
        ):
            return day
        back = (day.weekday() - weekday) % 7
        if last and back == 0:
            back = 7
        return day - timedelta(days=back)

    def _tomorrow_elsewhere(self, day: date) -> bool:
        """Whether it is already the next day where the sun rises first, so that an Asian story means its own day."""
        assert self.instant is not None
        return (self.instant + timedelta(hours=14)).date() > day

    def of_date(self, value: tuple[Any, ...]) -> date | None:
        """A date that the text writes; without a year the newest one up to the document's day, a day's slack."""
        if value[0] == "date":
            return _parsed(value[1])
        _, month, day, year = value
        for candidate in (year,) if year else (self.date.year, self.date.year - 1):
            try:
                found = date(candidate, month, day)
            except ValueError:
                continue
            if year or found <= self.date + timedelta(days=1):
                return found
        return None


@lru_cache(maxsize=4096)
def _natural(mic: str, instant: datetime) -> Natural:
    state = exchanges.state(mic, instant)
    if state in ("open", "break"):
        return Natural(exchanges.local_day(mic, instant), "intraday")
    if state == "after":
        return Natural(exchanges.local_day(mic, instant), "close")
    return Natural(exchanges.last_closed(mic, instant), "close")


def _weekday_on_or_before(day: date) -> date:
    return day - timedelta(days=max(0, day.weekday() - 4))


_DATELINE = re.compile(
    r"^\W*(?:[A-Z][\w .,/()'-]{1,40}?[,:(]\s*)?(?:date:?\s*)?(?:(?P<iso>\d{4}-\d{2}-\d{2})"
    r"|(?P<month>[A-Z][a-z]{2,8})\.?\s(?P<day>\d{1,2})(?:st|nd|rd|th)?(?:,?\s(?P<year>(?:19|20)\d\d))?(?=[\s,)]*(?:\(|--|—|–|-\s|$))"
    r"|(?P<day2>\d{1,2})\s(?P<month2>[A-Z][a-z]{2,8})\.?\s(?P<year2>(?:19|20)\d\d)\s*(?:\(|--|—|–|-\s|$))",
    re.M,
)
_MONTH_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def dateline(head: str) -> Callable[[date], date] | None:
    """The day that a story's head names ("TOKYO, Feb. 26 (Kyodo)", a line that is a date): a function from the day it was
    received to its own day, since a dateline without a year is the newest one up to then; None where there is none.

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
        if name not in _MONTH_NAMES:
            continue
        month, day = _MONTH_NAMES.index(name) + 1, int(found["day"] or found["day2"])
        year = found["year"] or found["year2"]
        return lambda received: _newest(received, month, day, int(year) if year else None)
    return None


def _newest(received: date, month: int, day: int, year: int | None) -> date:
    for candidate in (year,) if year else (received.year, received.year - 1):
        try:
            found = date(candidate, month, day)
        except ValueError:
            continue
        if year or found <= received + timedelta(days=1):
            return found
    return received


def _parsed(text: str) -> date | None:
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


def settle(clock: Clock, frame: Frame, mic: str, kind: str, inherited: list[Token]) -> tuple[date | None, Phase, bool]:
    """The session and phase of a frame at an exchange, and whether words (not the clock) settled the phase.

    `inherited` are the sentence's words of time where the frame has none of its own.
    """
    natural = clock.natural(mic, kind)
    session = _day(clock, frame, mic, kind, natural, inherited)
    if (
        frame.closing
        and session == natural.session
        and natural.phase == "intraday"
        and kind not in FLOWING
        and not _dayed(frame, inherited)
    ):
        session = _before(mic, kind, session) if session is not None else None
    phase, said = _phase(clock, frame, mic, kind, natural, session)
    if kind not in FLOWING and session is not None and not exchanges.is_session(mic, session):
        session = None
    return session, phase, said


def _day(clock: Clock, frame: Frame, mic: str, kind: str, natural: Natural, inherited: list[Token]) -> date | None:
    main = natural.session
    for token in inherited:
        main = _resolved(clock, token, mic, kind, main)
    if "pre" in frame.phases and clock.instant is not None and exchanges.state(mic, clock.instant) == "before":
        main = clock.local_day(mic)
    session = main
    own = frame.times if frame.earlier or not inherited else [t for t in frame.times if t not in inherited]
    during = "intraday" in frame.phases or any(f.qualifier == "up_to" for f in frame.percents)
    if frame.earlier and during and not own:
        return main
    if frame.earlier and not [t for t in own if t not in inherited]:
        return _before(mic, kind, main) if main is not None and not frame.periods else main
    for token in own:
        session = _resolved(clock, token, mic, kind, session)
    return session


def _dayed(frame: Frame, inherited: list[Token]) -> bool:
    """Whether words name the day."""
    return any(isinstance(t.value, tuple) or t.value == "today" for t in (*frame.times, *inherited))


def _before(mic: str, kind: str, day: date) -> date:
    if kind in FLOWING:
        return day - timedelta(days=3 if day.weekday() == 0 and kind != "crypto" else 1)
    return exchanges.previous_session(mic, day)


def _resolved(clock: Clock, token: Token, mic: str, kind: str, session: date | None) -> date | None:
    value = token.value
    if isinstance(value, tuple):
        if value[0] == "weekday":
            return clock.of_weekday(mic, value[1], value[2])
        return clock.of_date(value) or session
    if value == "last close" and session is not None:
        before_open = (
            clock.instant is not None
            and clock.anchor is None
            and exchanges.state(mic, clock.instant) in ("before", "closed")
        )
        return session if before_open else _before(mic, kind, session)
    if token.low.startswith("yesterday"):
        day = clock.date - timedelta(days=1)
        return _weekday_on_or_before(day) if kind in FLOWING else exchanges.session_on_or_before(mic, day)
    if value == "previous" and session is not None:
        return _before(mic, kind, session)
    if value == "overnight" and kind not in FLOWING:
        if clock.instant is not None and clock.anchor is None:
            return exchanges.last_closed(mic, clock.instant)
        return exchanges.session_on_or_before(mic, clock.anchor) if clock.anchor is not None else session
    return session


def _phase(
    clock: Clock, frame: Frame, mic: str, kind: str, natural: Natural, session: date | None
) -> tuple[Phase, bool]:
    if kind == "future":
        return "intraday", True
    if frame.opening and not frame.closing:
        return "open", True
    if ("intraday" in frame.phases or "pre" in frame.phases) and not frame.closing:
        return "intraday", True
    if (
        "clock" in frame.phases
        and not frame.closing
        and (session is None or natural.session is None or session >= natural.session)
    ):
        return "intraday", True
    if "open" in frame.phases and not frame.closing:
        return "open", True
    if frame.closing or "close" in frame.phases:
        return "close", True
    if session is not None and natural.session is not None and session < natural.session:
        return "close", kind in FLOWING
    if session is not None and natural.session is not None and session > natural.session and kind not in FLOWING:
        return "intraday", False
    return natural.phase, False
