"""Where readings are kept: one protocol, several backends, chosen by an address."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from storage.record import Delivery, GuildSettings, Query, Reply, Wrap


class StorageError(Exception):
    """The store could not do what was asked; the cause is chained."""


class Store(Protocol):
    """The contract of every backend. All calls are safe to make concurrently; a call that returns has been kept."""

    async def add(self, wrap: Wrap) -> Wrap | None:
        """Keep a story unless its scope holds it already (same id, fingerprint or canonical address and fingerprint).

        Returns None when it was kept, else the story that was there first."""
        ...

    async def replace(self, wrap: Wrap) -> None:
        """Keep a story in place of all that its message (or, for a feed, its address) brought before."""
        ...

    async def withdraw(
        self, scope: str, *, message_ids: Sequence[str] = (), channel_id: str | None = None
    ) -> list[Wrap]:
        """Forget the stories of these messages, or of a whole channel; returns what was forgotten."""
        ...

    async def erase(self, scope: str | None = None, *, author_id: str | None = None) -> int:
        """Forget everything of a scope (settings, replies and deliveries too), or one author's stories in a scope
        (everywhere, when scope is None); returns how many stories went. Refuses (ValueError) when both are None."""
        ...

    async def find(self, query: Query) -> list[Wrap]:
        """The stories that answer the query, newest received first."""
        ...

    async def by_url(self, scope: str, url: str) -> Wrap | None:
        """The story read from this canonical address, if the scope holds it."""
        ...

    async def by_message(self, scope: str, message_id: str) -> list[Wrap]:
        """The stories that this message brought."""
        ...

    async def sessions(self, scopes: Sequence[str], instrument: str) -> list[date]:
        """The days for which any story states a move of this instrument, newest first."""
        ...

    async def settings(self, scope: str) -> GuildSettings:
        """What a scope has set up; the defaults when nothing was."""
        ...

    async def save_settings(self, settings: GuildSettings) -> None:
        """Keep a scope's settings whole."""
        ...

    async def all_settings(self) -> list[GuildSettings]:
        """Every scope that has set anything up."""
        ...

    async def claim(self, delivery: Delivery) -> bool:
        """True for exactly one caller a key, ever: the claim is kept before True is returned."""
        ...

    async def sent(self, key: str, message_id: str) -> None:
        """Mark a claimed delivery as sent."""
        ...

    async def delivery(self, key: str) -> Delivery | None:
        """A claimed delivery, if there is one."""
        ...

    async def save_reply(self, reply: Reply) -> None:
        """Remember what the bot said to a message (in place of what it said before)."""
        ...

    async def reply_to(self, scope: str, message_id: str) -> Reply | None:
        """What the bot said to a message."""
        ...

    async def drop_reply(self, scope: str, message_id: str) -> None:
        """Forget what the bot said to a message."""
        ...

    async def mark(self, scope: str, channel_id: str, message_id: str) -> None:
        """Remember the newest message handled in a channel, where a catch-up begins."""
        ...

    async def marks(self, scope: str) -> dict[str, str]:
        """The newest message handled, by channel id."""
        ...

    async def close(self) -> None:
        """Finish writing and let go of the files."""
        ...
