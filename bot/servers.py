"""What servers have set up, changed by one at a time, so that two changes at once do not undo each other."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from storage import Store
from storage.record import GuildSettings


class Servers:
    """The settings of all scopes, in the store."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._one = asyncio.Lock()

    async def change(self, scope: str, change: Callable[[GuildSettings], GuildSettings]) -> GuildSettings:
        """Change a scope's settings and keep them; the settings as they are now."""
        async with self._one:
            before = await self._store.settings(scope)
            after = change(before)
            if after != before:
                await self._store.save_settings(after)
            return after

    async def know(self, scope: str) -> None:
        """Make sure that a scope is among those that are known, so that it can be erased when it is gone."""
        async with self._one:
            settings = await self._store.settings(scope)
            if settings == GuildSettings(scope):
                await self._store.save_settings(settings)
