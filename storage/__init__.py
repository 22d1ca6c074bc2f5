"""Where readings are kept: one protocol, several backends, chosen by an address."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Protocol

from storage.record import Delivery, GuildSettings, Query, Reply, Wrap


class StorageError(Exception):
    """The store could not do what was asked; the cause is chained."""


class Store(Protocol):
    """The contract of every backend.

    All calls are safe to make concurrently. A call that returns has been kept: it outlives a crash of the process and
    of the machine, where the backend outlives the process at all. A call that raises StorageError changed nothing
    unless it says otherwise, and the store answers on as before. What a call changes is seen by others once it is
    kept. A call that was cancelled may have been kept. What is asked for never raises.
    """

    async def add(self, wrap: Wrap) -> Wrap | None:
        """Keep a story unless it is there already: the same id, or the same fingerprint in the same scope. (The same
        address with other content is another state of a page and is kept.)

        Returns None when it was kept, else the story that was there first. Of many callers with one story, exactly one
        gets None, and the others get their answer when that one's story has been kept."""
        ...

    async def replace(self, wrap: Wrap) -> None:
        """Keep a story in place of all that its message brought before; for a story without a message, in place of
        those without a message from its address. Others with the same content stay beside it, so that the withdrawal
        of one does not take the other."""
        ...

    async def withdraw(
        self, scope: str, *, message_ids: Sequence[str] = (), channel_id: str | None = None
    ) -> list[Wrap]:
        """Forget the stories of these messages, or, when none is named, of a whole channel with its threads; returns
        what was forgotten. With both, the stories of these messages in that channel. Their words leave the disk within
        an hour."""
        ...

    async def erase(self, scope: str | None = None, *, author_id: str | None = None) -> int:
        """Forget everything of a scope (settings, replies and deliveries too), or one author's stories in a scope
        (everywhere, when scope is None); returns how many stories went. Refuses (ValueError) when both are None.

        When it returns, the words are off the disk as well. StorageError after they were forgotten means that they
        could not be taken off the disk yet (it says so); the store tries again by itself."""
        ...

    async def find(self, query: Query) -> list[Wrap]:
        """The stories that answer the query, newest received first (of equal times, the last added first).

        Without `instruments` every story of the scopes, whatever it names; without `since` and `until` stories whose
        moves have no session, too. A story with several fitting moves is there once. Cost grows with `limit` and with
        the number of days and instruments asked for, not with the number of stories kept."""
        ...

    async def by_url(self, scope: str, url: str) -> Wrap | None:
        """The story read from this canonical address, if the scope holds it; of several, the newest received."""
        ...

    async def by_message(self, scope: str, message_id: str) -> list[Wrap]:
        """The stories that this message brought, in the order in which they were added."""
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
        """What every scope has set up that has set anything up, sorted by scope."""
        ...

    async def claim(self, delivery: Delivery) -> bool:
        """True for exactly one caller a key, ever: the claim is kept before True is returned."""
        ...

    async def sent(self, key: str, message_id: str) -> None:
        """Mark a claimed delivery as sent; nothing happens if there is no such claim (its scope was erased)."""
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
        """Remember the newest message handled in a channel, where a catch-up begins; an older one changes nothing."""
        ...

    async def marks(self, scope: str) -> dict[str, str]:
        """The newest message handled, by channel id."""
        ...

    async def close(self) -> None:
        """Finish writing and let go of the files; what is changed afterwards raises StorageError."""
        ...


_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]+):(.*)", re.DOTALL)


async def connect(url: str) -> Store:
    """Open a store: `memory:`, or `journal:PATH` or just a path for a journal in that directory (made if need be).

    StorageError when the address is not understood or the directory cannot be used; `close` the store at the end."""
    match = _SCHEME.fullmatch(url)
    scheme, rest = (match[1].lower(), match[2]) if match else ("journal", url)
    if scheme == "memory" and not rest:
        from storage.memory import MemoryStore

        return MemoryStore()
    if scheme == "journal" and rest.strip():
        from storage.journal import JournalStore

        return await JournalStore.open(Path(rest))
    raise StorageError(f"no store at {url!r}: write memory:, journal:DIRECTORY or just a directory")
