"""One thing at a time for each message: an edit waits for the reading of what it edits, a deletion for the reply."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator


class Serial:
    """Locks by message id (or by any other name), there while somebody needs them, and how much is under way in all."""

    def __init__(self) -> None:
        self._locks: dict[int | str, tuple[asyncio.Lock, int]] = {}
        self._under_way = 0
        self._idle = asyncio.Event()
        self._idle.set()

    @property
    def under_way(self) -> int:
        """How many pieces of work have begun and not ended, waiting ones too."""
        return self._under_way

    async def idle(self) -> None:
        """Come back when nothing is under way."""
        await self._idle.wait()

    @contextlib.asynccontextmanager
    async def turn(self, key: int | str) -> AsyncIterator[None]:
        """Wait for the key's turn."""
        self._under_way += 1
        self._idle.clear()
        lock, users = self._locks.get(key, (asyncio.Lock(), 0))
        self._locks[key] = lock, users + 1
        try:
            async with lock:
                yield
        finally:
            lock, users = self._locks[key]
            if users == 1:
                del self._locks[key]
            else:
                self._locks[key] = lock, users - 1
            self._under_way -= 1
            if not self._under_way:
                self._idle.set()
