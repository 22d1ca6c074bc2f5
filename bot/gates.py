"""Turns: at most so many at once for each key, and not too many waiting."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from bot.refusals import FetchRefused


@dataclass(slots=True)
class _Gate:
    slots: asyncio.Semaphore
    users: int = 0


class Turns:
    """Hands out turns by key; a key that nobody uses takes no memory. `waiting` is how many may queue for one key."""

    def __init__(self, at_once: int, waiting: int | None = None) -> None:
        self._at_once = at_once
        self._most = None if waiting is None else at_once + waiting
        self._gates: dict[str, _Gate] = {}

    @asynccontextmanager
    async def turn(self, key: str) -> AsyncIterator[None]:
        """Wait for a turn; FetchRefused("busy") when too many wait already."""
        gate = self._gates.setdefault(key, _Gate(asyncio.Semaphore(self._at_once)))
        if self._most is not None and gate.users >= self._most:
            raise FetchRefused("busy", key)
        gate.users += 1
        try:
            async with gate.slots:
                yield
        finally:
            gate.users -= 1
            if gate.users == 0:
                self._gates.pop(key, None)
