"""Forgetting whom and what is to be forgotten: an author, a server, servers that removed the bot."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

from bot.listen import Target, scope_of
from storage.record import Query

if TYPE_CHECKING:
    from bot.client import App

log = logging.getLogger(__name__)

_LOOKED_THROUGH = 5_000
"""Stories of a scope whose cards are looked for, newest first."""
_SCOPE, _APPLICATION = "discord", "application"


class Forgetting:
    """Erases from the store, and takes back what the bot said."""

    def __init__(self, app: App) -> None:
        self._app = app

    async def author(self, author_id: int, scope: str | None) -> int:
        """Forget one user's stories in a scope, or everywhere, and take back the cards; how many stories went."""
        app, settings = self._app, await self._app.store.all_settings()
        for where in [scope] if scope is not None else [known.scope for known in settings]:
            for wrap in await app.store.find(Query((where,), limit=_LOOKED_THROUGH)):
                origin = wrap.origin
                if origin.author_id == str(author_id) and origin.channel_id and origin.message_id:
                    channel = app.get_partial_messageable(int(origin.channel_id))
                    await app.listener.replies.show(Target(where, channel, int(origin.message_id)), (), react=False)
        return await app.desk.forget(scope, author_id=str(author_id))

    async def server(self, scope: str) -> int:
        """Forget a server whole, its settings and schedules too; how many stories went."""
        self._app.briefs.unschedule(await self._app.briefs.plans(scope))
        self._app.modes.forget(int(scope.partition(":")[2]))
        return await self._app.desk.forget(scope)

    async def left_servers(self) -> None:
        """Forget the servers that removed the bot while it was away, and make sure that those it is in are known."""
        app = self._app
        here = {scope_of(guild.id, 0) for guild in app.guilds}
        known = {settings.scope for settings in await app.store.all_settings() if settings.scope.startswith("guild:")}
        if await self._same_application():
            for scope in known - here:
                log.info("%s removed the bot while it was away: erased", scope)
                await self.server(scope)
        await asyncio.gather(*(app.servers.know(scope) for scope in here - known))

    async def _same_application(self) -> bool:
        """Whether the store was last used by this same application: another one is in other servers."""
        before = (await self._app.store.marks(_SCOPE)).get(_APPLICATION)
        own = str(self._app.application_id)
        if before != own:
            await self._app.store.mark(_SCOPE, _APPLICATION, own)
        return before in (None, own)
