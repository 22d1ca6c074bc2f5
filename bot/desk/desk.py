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
from bot.desk.intake import Post
from extract.model import Document, Reading
from storage import Store

Reader = Callable[[Document], Reading]
OffLoop = Callable[..., Awaitable[Any]]
"""Runs a plain function with arguments away from the event loop, as asyncio.to_thread does."""


class Desk:
    """Answers from one store, through one reader.

    `scopes` are the scopes a question may see (the server's own and the operator's feeds); `now` is aware.
    """

    def __init__(self, store: Store, read: Reader, off_loop: OffLoop = asyncio.to_thread) -> None:
        self.store = store
        self._read = read
        self._off_loop = off_loop

    async def ingest(self, post: Post, now: datetime, *, replace: bool = False) -> Ingested:
        """Read a post and keep its facts, once a scope. With `replace`, in place of all that its message brought
        before (an edit); of an edited message with several parts, replace with the first and add the others."""
        raise NotImplementedError

    async def withdraw(self, scope: str, *, message_ids: Sequence[str] = (), channel_id: str | None = None) -> int:
        """Forget what these messages, or a whole channel, brought; returns how many stories went."""
        raise NotImplementedError

    async def forget(self, scope: str | None = None, *, author_id: str | None = None) -> int:
        """Erase a scope, or one author's stories in it (everywhere when scope is None); how many stories went."""
        raise NotImplementedError

    async def close(
        self, scopes: Sequence[str], name: str, day: date | None, now: datetime
    ) -> CloseAnswer | NothingKnown | NoSuchIndex:
        """The close of the instrument called `name` on `day`, or its newest one."""
        raise NotImplementedError

    async def why(
        self, scopes: Sequence[str], name: str, day: date | None, now: datetime
    ) -> WhyAnswer | NothingKnown | NoSuchIndex:
        """The stated reasons for its move."""
        raise NotImplementedError

    async def sources(
        self, scopes: Sequence[str], name: str, day: date | None, now: datetime
    ) -> SourcesAnswer | NothingKnown | NoSuchIndex:
        """Every story behind a close, with its words."""
        raise NotImplementedError

    async def region(self, scopes: Sequence[str], region: str, now: datetime) -> RegionAnswer | NoSuchRegion:
        """How the indices of a region ("asia", "europe", "us", "japan" ...) last closed."""
        raise NotImplementedError

    async def brief(
        self, scopes: Sequence[str], now: datetime, *, exchange: str | None = None, region: str | None = None
    ) -> BriefAnswer | NoSuchRegion:
        """The last closes by region with their reasons, and today's events. `exchange` (a MIC) gives the local date,
        `region` narrows it to one region."""
        raise NotImplementedError

    def suggest(self, prefix: str) -> list[tuple[str, str]]:
        """At most 25 (label, id) for autocomplete, best first; the id is understood wherever a name is."""
        raise NotImplementedError
