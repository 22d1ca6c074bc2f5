"""The desk itself: one method a use case."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import date, datetime
from typing import Any

from bot.answers import (
    BriefAnswer,
    CloseAnswer,
    Ingested,
    NoSuchIndex,
    NoSuchRegion,
    NothingKnown,
    RegionAnswer,
    SourcesAnswer,
    WhyAnswer,
)
from bot.desk import briefing, intake, names
from bot.desk.cards import card
from bot.desk.closes import Closes
from bot.desk.intake import Post, Reader
from bot.statements import Instrument
from storage import Store
from storage.record import Wrap

OffLoop = Callable[..., Awaitable[Any]]
"""Runs a plain function with its arguments away from the event loop, as asyncio.to_thread does."""


class Desk:
    """Answers from one store, through one reader.

    `scopes` are the scopes a question may see (the server's own and the operator's feeds); `now` is aware.
    """

    def __init__(
        self,
        store: Store,
        read: Reader,
        off_loop: OffLoop = asyncio.to_thread,
        directory: names.Directory | None = None,
    ) -> None:
        self.store = store
        self.directory = directory or names.load()
        self._read = read
        self._off_loop = off_loop

    def beside(self, store: Store) -> Desk:
        """A desk over another store, with the same reader and names."""
        return Desk(store, self._read, self._off_loop, self.directory)

    async def ingest(self, post: Post, now: datetime, *, replace: bool = False) -> Ingested:
        """Read a post and keep its facts, once a scope. With `replace`, in place of all that its message brought
        before (an edit); of an edited message with several parts, replace with the first and add the others."""
        wrap: Wrap | None = await self._off_loop(intake.wrap, self._read, post)
        if wrap is None:
            if replace and post.message_id is not None:
                await self.store.withdraw(post.scope, message_ids=(post.message_id,))
            return Ingested("nothing")
        there = None
        if replace:
            await self.store.replace(wrap)
        else:
            there = await self.store.add(wrap)
        kept = there or wrap
        return Ingested("again" if there else "new", card(kept, self.directory), kept.id)

    async def withdraw(self, scope: str, *, message_ids: Sequence[str] = (), channel_id: str | None = None) -> int:
        """Forget what these messages, or a whole channel, brought; returns how many stories went."""
        return len(await self.store.withdraw(scope, message_ids=message_ids, channel_id=channel_id))

    async def forget(self, scope: str | None = None, *, author_id: str | None = None) -> int:
        """Erase a scope, or one author's stories in it (everywhere when scope is None); how many stories went."""
        return await self.store.erase(scope, author_id=author_id)

    async def close(
        self, scopes: Sequence[str], name: str, day: date | None, now: datetime
    ) -> CloseAnswer | NothingKnown | NoSuchIndex:
        """The close of the instrument called `name` on `day`, or its newest one."""
        instrument = self.directory.resolve(name)
        if instrument is None:
            return NoSuchIndex(name, self.directory.near(name))
        return await Closes(self.store, scopes, now).close(instrument, self._markets(instrument), day)

    async def why(
        self, scopes: Sequence[str], name: str, day: date | None, now: datetime
    ) -> WhyAnswer | NothingKnown | NoSuchIndex:
        """The stated reasons for its move."""
        answer = await self.close(scopes, name, day, now)
        if not isinstance(answer, CloseAnswer):
            return answer
        told = await Closes(self.store, scopes, now).reasons(answer, self._markets(answer.instrument))
        return WhyAnswer(answer, tuple(told))

    async def sources(
        self, scopes: Sequence[str], name: str, day: date | None, now: datetime
    ) -> SourcesAnswer | NothingKnown | NoSuchIndex:
        """Every story behind a close, with its words."""
        answer = await self.close(scopes, name, day, now)
        if not isinstance(answer, CloseAnswer):
            return answer
        others = tuple(other.statement for other in answer.agreement.others)
        return SourcesAnswer(answer, (answer.told, *others))

    async def region(
        self, scopes: Sequence[str], region: str, now: datetime, day: date | None = None
    ) -> RegionAnswer | NoSuchRegion:
        """How the indices of a region ("asia", "europe", "us", "japan" ...) last closed, or closed on `day`."""
        found = self.directory.region(region)
        if found is None:
            return NoSuchRegion(region, tuple(r.id for r in self.directory.regions))
        return await briefing.region(Closes(self.store, scopes, now), self.directory, found, day)

    async def several(
        self, scopes: Sequence[str], instruments: Sequence[Instrument], now: datetime, day: date | None = None
    ) -> RegionAnswer:
        """How these instruments last closed, or closed on `day`, a line each."""
        ids = tuple(instrument.id for instrument in instruments)
        asked = names.Region(names.ASKED, main=ids, missing=ids, parts=frozenset(), wide=False)
        return await briefing.region(Closes(self.store, scopes, now), self.directory, asked, day)

    async def brief(
        self, scopes: Sequence[str], now: datetime, *, exchange: str | None = None, region: str | None = None
    ) -> BriefAnswer | NoSuchRegion:
        """The last closes by region with their reasons, and today's events. `exchange` (a MIC) gives the local date,
        `region` narrows it to one region."""
        regions = [r for r in self.directory.regions if r.wide]
        if region is not None:
            found = self.directory.region(region)
            if found is None:
                return NoSuchRegion(region, tuple(r.id for r in self.directory.regions))
            regions = [found]
        return await briefing.brief(self.store, scopes, now, self.directory, regions, exchange)

    def suggest(self, prefix: str) -> list[tuple[str, str]]:
        """At most 25 (label, id) for autocomplete, best first; the id is understood wherever a name is."""
        return self.directory.suggest(prefix)

    def _markets(self, instrument: Instrument) -> tuple[str, ...]:
        return self.directory.markets(instrument)
