"""Messages that were posted while the bot was away: read when it is back, so many and not older than so much."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

import discord

from bot.failures import REFUSED, lacking_in
from bot.listen.listener import Listener
from bot.listen.modes import WATCHING
from storage import Store

log = logging.getLogger(__name__)

MESSAGES, CHANNELS = 100, 200
"""How many messages of a channel, and how many channels, are looked through."""
REPLIES = 5
"""The newest so many messages of a channel may get a reply, the others only the reaction."""
AGE = timedelta(hours=24)
_SCOPE, _ALIVE = "discord", "alive"


class CatchUp:
    """Remembers until when the bot was there, and reads what came after."""

    def __init__(self, listener: Listener, store: Store) -> None:
        self._listener = listener
        self._store = store

    async def there(self, now: datetime) -> None:
        """The bot is connected and has handled all that came before `now`."""
        await self._store.mark(_SCOPE, _ALIVE, str(discord.utils.time_snowflake(now)))

    async def run(self, guilds: Iterable[discord.Guild], now: datetime) -> int:
        """Read what was missed; returns how many messages were looked at. On the very first start nothing was."""
        last = (await self._store.marks(_SCOPE)).get(_ALIVE)
        if last is None:
            return 0
        since = max(int(last), discord.utils.time_snowflake(now - AGE))
        missed = [channel for guild in guilds for channel in self._changed(guild, since)]
        missed.sort(key=lambda channel: channel.last_message_id or 0, reverse=True)
        looked = 0
        for channel in missed[:CHANNELS]:
            looked += await self._read(channel, since)
        if looked:
            log.info("Caught up: %d messages in %d channels", looked, len(missed[:CHANNELS]))
        return looked

    def _changed(self, guild: discord.Guild, since: int) -> Iterator[discord.TextChannel | discord.Thread]:
        channels: list[discord.TextChannel | discord.Thread] = [*guild.text_channels, *guild.threads]
        for channel in channels:
            parent_id = channel.parent_id if isinstance(channel, discord.Thread) else None
            mode = self._listener.modes.of(guild.id, channel.id, parent_id)
            new = (channel.last_message_id or 0) > since
            if new and mode in WATCHING and not lacking_in(channel, "read_message_history"):
                yield channel

    async def _read(self, channel: discord.TextChannel | discord.Thread, since: int) -> int:
        me = channel.guild.me
        joined = me.joined_at if me is not None else None
        since = max(since, discord.utils.time_snowflake(joined) if joined else 0)
        try:
            found = channel.history(limit=MESSAGES, after=discord.Object(since), oldest_first=True)
            messages = [message async for message in found]
        except REFUSED as refused:
            log.info("Channel %s could not be caught up: %s", channel.id, refused)
            return 0
        for number, message in enumerate(messages, 1):
            try:
                await self._listener.missed(message, silent=number <= len(messages) - REPLIES)
            except Exception:  # one message that cannot be read keeps nobody from the others
                log.exception("A missed message of channel %s could not be read", channel.id)
        return len(messages)
