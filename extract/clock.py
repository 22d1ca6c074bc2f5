"""The document's own time, asked per exchange: which session a clause without any word of time is about."""

from __future__ import annotations

from calendar import FRIDAY, MONDAY
from copy import copy
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Any, NamedTuple

from extract import exchanges
from extract.dateline import newest, parsed, weekday_on_or_before
from extract.model import Document, Phase
from extract.page_time import page_time

_FIRST_SETTLEMENT = 6
"""The hour, in UTC, before which no market has settled that day."""
_AMERICAN_SETTLEMENT = 16
"""The hour, in UTC, before which none that an American story tells of has."""


class Natural(NamedTuple):
    """What a clause without any word of time is about: the session, and the phase the exchange's clock gives."""

    session: date | None
    phase: Phase


_AFTER_BONDS = timedelta(hours=2)
"""How long behind midnight, in UTC, yields of the day before are told where their country's market is shut."""
_EARLY, _BEFORE_OPENINGS, _EVENING = time(7), time(7, 59), time(19)
"""Home's hours at which a page without one is read: of the day ahead, the morning after, its own evening."""
_AMERICAN = ("XNYS", "XNAS", "XTSE")
CONTRACTS = ("future", "early future")
"""A future that is told of before its index opens ("GIFT Nifty") is that of the document's own day."""
WIDE = ""
"""Where a day is told of the markets of several exchanges ("Gulf bourses fell on Thursday")."""
BESIDE = "beside home"
"""Where a day is told of home and of the markets that trade in its hours."""
FLOWING = frozenset(("commodity", "currency", "bond", "crypto"))


class Clock:
    """The document's own time, asked per exchange. `anchor` is the day that the story's lead names, where it is earlier
    than the clock's own session (a page published today that tells yesterday)."""

    def __init__(self, document: Document) -> None:
        self.date, self.instant = page_time(document)
        self.received: datetime | None = document.received_at if self.instant is None else None
        """Where the page gives no hour: when the story had been written at the latest."""
        self.told = False
        """Whether its day is the one that the story itself tells, since it has no other."""
        self.anchor: date | None = None
        self.anchored: str | None = None
        """The exchange that the lead's day is of; where the page gives an hour it moves no other market."""
        self.of_home = False
        """Whether the anchor is only home's own last close, which a story of the morning after tells."""
        self.home: str | None = None
        """The exchange of the story's own market."""
        self.morning = False
        """Whether the story is one of the morning after: its lead tells "yesterday"."""
        self.ahead = False
        """Whether the story looks ahead to its market's next day, so that it was told before that opened."""
        self.premarket = False
        """Whether the story is told before the bell: shares are then those of the session about to begin."""
        self.of_morning = False
        """Whether the story is one of a morning's trading."""
        self.weekly = False
        """Whether the story tells a week: what it tells of that is of the week's last session, whatever day is near."""
        self.walks = False
        """Whether the story goes through the days of last week: what it tells of no day is of none known."""
        self.stamped = False
        """Whether it is that of a post, which says by its hour what still ran."""
        self._naturals: dict[tuple[str, str], Natural] = {}

    @property
    def running_year(self) -> int:
        """The year that is not over at the document's time: on its last working day it is told as a whole."""
        return (self.date + timedelta(days=1 if self.date.weekday() < 4 else 7 - self.date.weekday())).year

    @property
    def weekday(self) -> int:
        """The weekday that the story is told on, Monday 0: a Saturday's first hours far in the east are still a Friday
        where markets trade."""
        day = self.date.weekday()
        if self.instant is None or day <= FRIDAY:
            return day
        return min(day, max(FRIDAY, self.instant.astimezone(UTC).weekday()))

    def local_day(self, mic: str) -> date:
        """The exchange's day at the document's time."""
        return self.date if self.instant is None else exchanges.local_day(mic, self.instant)

    def day_of_writing(self, mic: str) -> date:
        """The day on which the story is written, as it tells of an exchange's "yesterday": home's, but for another
        market than home's the page's own, where its hour is of a zone and not of the world's clock."""
        if self.home is None or (mic != self.home and self.instant is not None and self.instant.utcoffset()):
            return self.date
        return self.local_day(self.home)

    def natural(self, mic: str, kind: str = "index") -> Natural:
        """The session and phase by the clock alone."""
        known = self._naturals.get((mic, kind))
        if known is None:
            known = self._naturals[mic, kind] = self._reckon(mic, kind)
        return known

    def morning_after(self) -> None:
        """Note that the story tells "yesterday": an American one was written when the day was over everywhere."""
        self.morning = self.home not in _AMERICAN
        if not self.morning:
            self.anchor = exchanges.session_on_or_before(self.home or "", self.date - timedelta(days=1))
            self.anchored = self.home

    def morning_trade(self) -> None:
        """Note that the story tells home's close of yesterday while home trades again, and the markets beside it."""
        day = self.local_day(self.home or "") - timedelta(days=1)
        self.anchor, self.of_home = exchanges.session_on_or_before(self.home or "", day), True
        self.anchored = BESIDE

    def walk(self) -> None:
        """Note that the story goes through the days of last week."""
        self.walks = self.weekly = True
        if self.date.weekday() == MONDAY:
            self.anchor, self.anchored = self.date - timedelta(days=3), self.home

    @property
    def is_american_day(self) -> bool:
        """Whether the story is an American one of a day before its page's, by which markets everywhere had ended."""
        return self.anchor is not None and self.anchored == self.home and self.home in _AMERICAN

    def at(self, moment: datetime) -> Clock:
        """The clock as it stood at another moment of the document's day, when a post of a live page was written."""
        other = copy(self)
        other.instant, other.date, other.stamped, other._naturals = moment, moment.date(), True, {}
        return other

    def go_back_to_weekend(self) -> None:
        """Stand on the Saturday before the document's own day: it tells the week that was over then."""
        self.date -= timedelta(days=self.date.weekday() + 2)
        self.instant, self.received = datetime.combine(self.date, time(12), UTC), None

    def forget(self) -> None:
        """Reckon anew: the story has said more of its own time."""
        self._naturals.clear()

    def _reckon(self, mic: str, kind: str) -> Natural:
        day = self.local_day(mic)
        if kind in FLOWING:
            late = kind == "bond" and not self._trades(mic)
            day = self.world_day(_AFTER_BONDS if late else timedelta())
            day = self.anchor if self.anchor is not None and not self.of_home else day
            if kind != "crypto" and day.weekday() > FRIDAY:
                return Natural(weekday_on_or_before(day), "close")
            return Natural(day, "intraday")
        if kind in CONTRACTS:
            return Natural(self._contract_day(mic, self.anchor if kind == "future" else None), "intraday")
        early = self.premarket and kind in ("stock", "sector")
        if early and self.instant is not None and exchanges.state(mic, self.instant) == "before":
            return Natural(day, "intraday")
        dated = self.anchor is not None and self.instant is None and self.anchored == self.home
        if dated and self.anchor is not None and self._opens_behind_home(mic, self.anchor):
            return Natural(exchanges.previous_session(mic, self.anchor), "close")
        beside = self.anchored == BESIDE and exchanges.share_hours(mic, self.home or "")
        if self.anchor is not None and (self.instant is None or self.anchored in (mic, WIDE) or beside):
            return Natural(exchanges.session_on_or_before(mic, self.anchor), "close")
        if early and self.instant is None:
            return Natural(exchanges.session_on_or_before(mic, day), "intraday")
        if self.instant is None:
            return self._possible(mic, day, self._dated(mic, day))
        return _natural(mic, self.instant)

    def _trades(self, mic: str) -> bool:
        """Whether an exchange has a session at the document's time."""
        return self.instant is not None and exchanges.state(mic, self.instant) in ("open", "break")

    def _dated(self, mic: str, day: date) -> Natural:
        """Where the page gives only a day: home's market is over then, others stand as they do at home's evening, or
        before home's next opening where the story looks ahead to it."""
        near = self.is_home(mic)
        if self.home is None or (near and not self.ahead and not self.morning):
            return Natural(exchanges.session_on_or_before(mic, day), "close")
        last = exchanges.session_on_or_before(self.home, day)
        looks = self.ahead or self.morning or day.weekday() <= FRIDAY
        if not looks and self._opens_behind_home(mic, last):  # a weekend's page of Friday's session
            return Natural(exchanges.previous_session(mic, last), "close")
        hour, shift = (_EARLY, 1) if self.ahead else (_BEFORE_OPENINGS, 0) if self.morning else (_EVENING, 0)
        return _natural(mic, datetime.combine(day, hour, exchanges.zone(self.home)) + timedelta(days=shift))

    def _opens_behind_home(self, mic: str, day: date) -> bool:
        """Whether an exchange had not begun a day when home's session of it was over: what an Asian story of an earlier
        day tells of Wall Street is the session before."""
        both = exchanges.is_session(mic, day) and self.home is not None and exchanges.is_session(self.home, day)
        if not both or self.home is None or self.is_home(mic):
            return False
        over = exchanges.closes_at(self.home, day)
        return exchanges.local_day(mic, over) == day and exchanges.state(mic, over) == "before"

    def is_home(self, mic: str) -> bool:
        """Whether an exchange is that of the story's own market, or trades by the same clock."""
        return self.home is not None and (mic == self.home or exchanges.zone(mic) == exchanges.zone(self.home))

    def _possible(self, mic: str, day: date, natural: Natural) -> Natural:
        """The session by the page's day, or how the exchange stood when the story was received on that day: no story
        tells a close that is still to come."""
        received = self.received
        if received is None or natural.session is None or abs((received.date() - day).days) > 1:
            return natural
        return natural if exchanges.closes_at(mic, natural.session) <= received else _natural(mic, received)

    def not_ahead(self, mic: str, session: date) -> date:
        """A session that another statement lends, or the newest that is over where that has not begun at the document's
        time, or at home's evening ("Taipei rose on Tuesday, tracking Wall Street, where the Dow gained")."""
        if self.anchor is not None or self.home is None or self.is_home(mic):
            return session
        natural = self.natural(mic)
        return session if natural.phase != "close" or natural.session is None else min(session, natural.session)

    def over(self, mic: str) -> date:
        """The newest session that is over at the document's own time, whatever day its lead tells."""
        if self.instant is None:
            return exchanges.session_on_or_before(mic, self.date)
        return exchanges.last_closed(mic, self.instant)

    @property
    def is_early(self) -> bool:
        """Whether it is too early in the day for any contract on oil or metals to have settled."""
        first = _AMERICAN_SETTLEMENT if self.home in _AMERICAN else _FIRST_SETTLEMENT
        return self.instant is not None and self.instant.astimezone(UTC).hour < first

    def has_settled(self, session: date | None) -> bool:
        """Whether contracts that trade in New York have settled: the page gives only its day, and the story is one of
        an American market that has closed."""
        if self.instant is not None or self.home not in _AMERICAN:
            return False
        return self.natural(self.home) == Natural(session, "close")

    def world_day(self, later: timedelta = timedelta()) -> date:
        """The day in UTC: about when the trading day of what trades around the clock changes in New York. A page that
        bears the next day's date, where the sun rises first, is of the day on which it was received. `later` is how
        long behind that the day of something goes on to be told."""
        if self.instant is not None:
            return (self.instant.astimezone(UTC) - later).date()
        read = self.received.astimezone(UTC).date() if self.received is not None else self.date
        return read if self.date - read == timedelta(days=1) else self.date

    def _contract_day(self, mic: str, anchor: date | None) -> date:
        """The session that a future trades for: the one that is on, else the next."""
        day = anchor or self.world_day()
        if self.instant is not None and anchor is None:
            over = exchanges.state(mic, self.instant) == "after"
            day = max(day, exchanges.local_day(mic, self.instant) + timedelta(days=1 if over else 0))
        return day if exchanges.is_session(mic, day) else exchanges.next_session(mic, day)

    def of_weekday(self, mic: str, weekday: int, last: bool | None) -> date:
        """The newest such weekday at the exchange up to the document's day; with `last`, before it ("last Friday" on a
        Friday: a week ago). Where the text says neither, `last` is None: a story that goes through last week means it.
        """
        last = self.walks if last is None else last
        day = self.local_day(mic)
        back = (day.weekday() - weekday) % 7
        if back == 6 and not last and self._is_tomorrow_elsewhere(day):
            return day
        back = 7 if last and back == 0 else back
        return day - timedelta(days=back) if day.toordinal() > back else day

    def _is_tomorrow_elsewhere(self, day: date) -> bool:
        """Whether it is already the next day at home, or where that is not known where the sun rises first, so that an
        Asian story means its own day."""
        if self.instant is None:
            return False
        if self.home is not None:
            return exchanges.local_day(self.home, self.instant) > day
        return (self.instant.astimezone(UTC) + timedelta(hours=14)).date() > day

    def of_date(self, value: tuple[Any, ...]) -> date | None:
        """A date that the text writes; without a year the newest one up to the document's day, a day's slack."""
        if value[0] == "date":
            return parsed(value[1])
        _, month, day, year = value
        return newest(self.date, month, day, year)


@lru_cache(maxsize=4096)
def _natural(mic: str, instant: datetime) -> Natural:
    state = exchanges.state(mic, instant)
    if state in ("open", "break"):
        return Natural(exchanges.local_day(mic, instant), "intraday")
    if state == "after":
        return Natural(exchanges.local_day(mic, instant), "close")
    return Natural(exchanges.last_closed(mic, instant), "close")
