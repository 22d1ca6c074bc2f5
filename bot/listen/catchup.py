"""Messages that were posted while the bot was away: the newest of them are read when it is back."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator

import discord

from bot.failures import REFUSED, lacking_in
from bot.listen.listener import LATE, Listener
from bot.listen.modes import WATCHING, parent_of
from storage import Store

Channel = discord.TextChannel | discord.VoiceChannel | discord.Thread

log = logging.getLogger(__name__)

MESSAGES, CHANNELS = 100, 200
"""How many messages of a channel, and how many channels, are looked through."""
REPLIES = 5
"""The newest so many messages of a channel may get a reply, the others only the reaction."""
_SCOPE, _SEEN = "discord", "seen"
_MARGIN = 5_000 << 22
"""Messages of five seconds, as ids count: their events may not have come in the order of their ids."""


class CatchUp:
    """Remembers up to which message the bot was there, and reads what came after."""

    def __init__(self, listener: Listener, store: Store) -> None:
        self._listener = listener
        self._store = store

    async def there(self, newest: int) -> None:
        """The bot is connected and has handled all messages up to this one."""
        await self._store.mark(_SCOPE, _SEEN, str(newest))

    async def run(self, guilds: Iterable[discord.Guild]) -> int:
        """Read what was missed; returns how many messages were looked at. On the very first start nothing was."""
        last = (await self._store.marks(_SCOPE)).get(_SEEN)
        if last is None:
            return 0
        since = max(0, int(last) - _MARGIN)
        missed = [channel for guild in guilds for channel in self._changed(guild, since)]
        missed.sort(key=lambda channel: channel.last_message_id or 0, reverse=True)
        looked = 0
        for channel in missed[:CHANNELS]:
            looked += await self._read(channel, since)
        if looked:
            log.info("Caught up: %d messages in %d channels", looked, len(missed[:CHANNELS]))
        return looked

    def _changed(self, guild: discord.Guild, since: int) -> Iterator[Channel]:
        for channel in channels(guild):
            mode = self._listener.modes.of(guild.id, channel.id, parent_of(channel))
            new = (channel.last_message_id or 0) > since
            if new and mode in WATCHING and not lacking_in(channel, "read_message_history"):
                yield channel

    async def _read(self, channel: Channel, since: int) -> int:
        me = channel.guild.me
        if me is not None and me.joined_at is not None:
            since = max(since, discord.utils.time_snowflake(me.joined_at))
        try:
            newest_first = channel.history(limit=MESSAGES, after=discord.Object(since), oldest_first=False)
            messages = [message async for message in newest_first][::-1]
        except REFUSED as refused:
            log.info("Channel %s could not be caught up: %s", channel.id, refused)
            return 0
        for left, message in zip(reversed(range(len(messages))), messages, strict=True):
            late = self._listener.now() - message.created_at > LATE
            try:
                await self._listener.missed(message, silent=late or left >= REPLIES)
            except Exception:  # one message that cannot be read keeps nobody from the others
                log.exception("A missed message of channel %s could not be read", channel.id)
        return len(messages)


def channels(guild: discord.Guild) -> list[Channel]:
    """Where messages stand in a server."""
    return [*guild.text_channels, *guild.voice_channels, *guild.threads]
