"""The close of one instrument: found among the kept stories, weighed, dated by the exchange's own clock."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

from bot.answers import CloseAnswer, Missing, NothingKnown
from bot.desk import clock, evidence
from bot.desk.arithmetic import Neighbor, closes_before
from bot.desk.belief import Belief, Telling, believe
from bot.statements import Clock, Instrument, Reason, Trading
from extract.model import Move
from storage import Store
from storage.record import Query, Wrap

_STORIES = 200
_LOOKED_BACK = 40
_TOLD_DAYS = 8
_REASONS = 3
_NEIGHBOR_LEVELS = 12


class Closes:
    """Looks up closes in one store for one question: which scopes it may see, and what time it is."""

    def __init__(self, store: Store, scopes: Sequence[str], now: datetime) -> None:
        self._store = store
        self._scopes = tuple(scopes)
        self.now = now

    async def stories(self, instrument: Instrument, since: date, until: date) -> list[Wrap]:
        """The stories that name the instrument for a day in the range, newest received first."""
        return await self._store.find(Query(self._scopes, (instrument.id,), since, until, _STORIES))

    async def close(
        self, instrument: Instrument, markets: Sequence[str], asked: date | None
    ) -> CloseAnswer | NothingKnown:
        """The close of the day asked for, or the newest known; `markets`, nearest first, are whose reasons count."""
        face = clock.clock(instrument, self.now)
        days = await self._days(instrument, face)
        heard: Trading | None = None
        for day in days if asked is None else [asked]:
            if day > face.today or not clock.is_session(instrument, day):
                continue
            wraps = await self.stories(instrument, day, day)
            tellings = evidence.closes(wraps, instrument, day)
            if tellings and clock.is_over(instrument, day, self.now):
                belief = await self._believe(instrument, day, tellings, days)
                return self._answer(instrument, day, belief, wraps, markets, face, asked, heard)
            heard = heard or evidence.trading(wraps, instrument, day)
        return await self._nothing(instrument, asked, days, face, heard)

    async def reasons(self, close: CloseAnswer, markets: Sequence[str]) -> list[Reason]:
        """Every reason told for the session of a close, by the stories that agree with it."""
        wraps = await self.stories(close.instrument, close.session, close.session)
        return _reasons(close, wraps, markets)

    async def _days(self, instrument: Instrument, face: Clock) -> list[date]:
        """The days that stories tell of, newest first, without those that are no session or still to come."""
        told = await self._store.sessions(self._scopes, instrument.id)
        return [d for d in told if d <= face.today and clock.is_session(instrument, d)][:_LOOKED_BACK]

    async def _believe(
        self, instrument: Instrument, day: date, tellings: list[Telling], days: Sequence[date]
    ) -> Belief:
        beside = clock.neighbors(instrument, day)
        if beside is None:
            return believe(tellings)
        before, after = beside
        near = sorted((d for d in days if d != day), key=lambda d: abs(d - day))[:1]
        told = {d: await self._moves(instrument, d) for d in {before, after, *near}}
        return believe(
            tellings,
            Neighbor(before, _distinct([move.level for move in told[before]])),
            Neighbor(after, _distinct([closes_before(move) for move in told[after]])),
            Neighbor(near[0], _distinct([move.level for move in told[near[0]]])) if near else None,
        )

    async def _moves(self, instrument: Instrument, day: date) -> list[Move]:
        """What stories state as that day's close."""
        tellings = evidence.closes(await self.stories(instrument, day, day), instrument, day)
        return [telling.statement.move for telling in tellings]

    def _answer(
        self,
        instrument: Instrument,
        day: date,
        belief: Belief,
        wraps: Sequence[Wrap],
        markets: Sequence[str],
        face: Clock,
        asked: date | None,
        heard: Trading | None,
    ) -> CloseAnswer:
        answer = CloseAnswer(
            instrument,
            day,
            belief.told,
            belief.agreement,
            reasons=(),
            clock=face,
            now=self.now,
            asked=asked,
            stale=asked is None and face.last_over is not None and day < face.last_over,
            trading=heard,
        )
        return replace(answer, reasons=tuple(_reasons(answer, wraps, markets)[:_REASONS]))

    async def _nothing(
        self, instrument: Instrument, asked: date | None, days: Sequence[date], face: Clock, heard: Trading | None
    ) -> NothingKnown:
        return NothingKnown(
            instrument,
            _why(instrument, asked, face, self.now),
            face,
            self.now,
            asked=asked,
            holiday=None if asked is None else clock.holiday(instrument, asked),
            sessions=await self._closed_days(instrument, days),
            trading=heard,
        )

    async def _closed_days(self, instrument: Instrument, days: Sequence[date]) -> tuple[date, ...]:
        """The newest few of these days whose close is known."""
        near = list(days[:_TOLD_DAYS])
        if not near:
            return ()
        wraps = await self.stories(instrument, near[-1], near[0])
        over = [d for d in near if clock.is_over(instrument, d, self.now)]
        return tuple(d for d in over if evidence.closes(wraps, instrument, d))


def _distinct(levels: Sequence[Decimal | None]) -> tuple[Decimal, ...]:
    told = dict.fromkeys(level for level in levels if level is not None)
    return tuple(told)[:_NEIGHBOR_LEVELS]


def _why(instrument: Instrument, asked: date | None, face: Clock, now: datetime) -> Missing:
    if asked is None:
        return "nothing"
    if asked > face.today:
        return "future"
    if not clock.is_session(instrument, asked):
        return "no_session"
    return "nothing" if clock.is_over(instrument, asked, now) else "not_over"


def _reasons(close: CloseAnswer, wraps: Sequence[Wrap], markets: Sequence[str]) -> list[Reason]:
    """Reasons from stories that tell the close shown; those that contradict it are left aside."""
    doubted = {s.source.wrap_id for s in close.agreement.conflicts}
    trusted = [wrap for wrap in wraps if wrap.id not in doubted]
    return evidence.reasons(trusted, close.instrument, close.session, markets, close.told.move.direction)
