"""An exchange's sessions, by hours and holidays of its own: what the reader is held against is not its own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

State = Literal["before", "during", "after", "off"]


@dataclass(frozen=True, slots=True)
class Exchange:
    """When shares trade in one place: `opens` and `closes` in its own time, and its `holidays` near the texts."""

    zone: str
    opens: time
    closes: time
    holidays: frozenset[date]

    def local(self, at: datetime) -> datetime:
        """A moment in the exchange's own time."""
        return at.astimezone(ZoneInfo(self.zone))

    def trades_on(self, day: date) -> bool:
        """Whether a day has a session."""
        return day.weekday() < 5 and day not in self.holidays

    def state(self, at: datetime) -> State:
        """How the exchange stands at a moment of its day."""
        local = self.local(at)
        if not self.trades_on(local.date()):
            return "off"
        if local.time() < self.opens:
            return "before"
        return "during" if local.time() < self.closes else "after"

    def newest(self, at: datetime) -> date:
        """The session that is on, else the last that is over."""
        day = self.local(at).date()
        return day if self.state(at) in ("during", "after") else self.back(day, 1)

    def back(self, day: date, sessions: int) -> date:
        """The session so many before a day."""
        for _ in range(sessions):
            day -= timedelta(days=1)
            while not self.trades_on(day):
                day -= timedelta(days=1)
        return day

    def hours_since_close(self, at: datetime) -> float:
        """Hours from the close of the newest session to a moment; below zero while it is on."""
        closed = datetime.combine(self.newest(at), self.closes, ZoneInfo(self.zone))
        return (at - closed).total_seconds() / 3600
