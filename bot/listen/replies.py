"""What the bot says to messages: a reaction and one reply, which is edited rather than repeated and taken back when the
message goes."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import discord

from bot.failures import BROKEN, REFUSED, Lacking
from storage import Store
from storage.record import Reply

if TYPE_CHECKING:
    from discord.abc import MessageableChannel as Channel

log = logging.getLogger(__name__)

TOGETHER = 6_000
"""Characters of all embeds of one message, at most."""
READ = "📊"
"""The bot's emoji: it puts it on what it has read, and reads what somebody puts it on."""


@dataclass(frozen=True, slots=True)
class Target:
    """A message to be answered, in its scope."""

    scope: str
    channel: Channel
    id: int

    @property
    def message(self) -> discord.PartialMessage:
        """A handle on it that needs no request."""
        return discord.PartialMessage(channel=self.channel, id=self.id)


def fitting(embeds: Sequence[discord.Embed], most: int) -> list[discord.Embed]:
    """The first of these that go into one message together."""
    kept: list[discord.Embed] = []
    for embed in embeds[:most]:
        if kept and sum(map(len, kept)) + len(embed) > TOGETHER:
            break
        kept.append(embed)
    return kept


class Replies:
    """Says things to messages and remembers it in the store."""

    def __init__(self, store: Store, lacking: Lacking, me: Callable[[], discord.abc.Snowflake]) -> None:
        self._store = store
        self._lacking = lacking
        self._me = me

    async def known(self, target: Target) -> Reply | None:
        """What was said to a message so far."""
        return await self._store.reply_to(target.scope, str(target.id))

    async def show(
        self, target: Target, embeds: Sequence[discord.Embed], *, react: bool, part_of: int | None = None
    ) -> None:
        """Make what is said to a message this: these embeds in one reply (none: no reply), and the reaction or not."""
        known = await self.known(target)
        reply_id = await self._reply(target, list(embeds), known.reply_id if known else None)
        reacted = await self._react(target, react, known is not None and known.reacted)
        scope, message_id, head = target.scope, str(target.id), str(part_of) if part_of else None
        said = Reply(scope, str(target.channel.id), message_id, reply_id, reacted, head)
        if reply_id is None and not reacted and head is None:
            if known is not None:
                await self._store.drop_reply(scope, message_id)
        elif said != known:
            await self._store.save_reply(said)

    async def take_back(self, target: Target, said: Reply, *, gone: frozenset[int] = frozenset()) -> None:
        """The message is gone: delete the reply to it (unless it is among what is `gone` as well)."""
        if said.reply_id is not None and int(said.reply_id) not in gone:
            await self._delete(target, said.reply_id)
        await self._store.drop_reply(target.scope, str(target.id))

    async def _reply(self, target: Target, embeds: list[discord.Embed], reply_id: str | None) -> str | None:
        if not embeds:
            if reply_id is not None:
                await self._delete(target, reply_id)
            return None
        try:
            if reply_id is not None:
                await discord.PartialMessage(channel=target.channel, id=int(reply_id)).edit(embeds=embeds)
                return reply_id
            if self._lacking.any(target.channel, "send_messages", "embed_links", "read_message_history"):
                return None
            return await self._send(target, embeds)
        except discord.NotFound:  # somebody deleted the reply: it is not wanted
            return None
        except REFUSED as refused:
            # most often the message was deleted meanwhile
            log.info("A reply in channel %s was refused: %s", target.channel.id, refused)
            return reply_id

    async def _send(self, target: Target, embeds: list[discord.Embed]) -> str:
        """Reply, and once more when the connection broke: by the nonce Discord knows a reply that already stands."""
        nonce = str(target.id)
        try:
            sent = await target.message.reply(embeds=embeds, mention_author=False, nonce=nonce)
        except BROKEN:
            sent = await target.message.reply(embeds=embeds, mention_author=False, nonce=nonce)
        return str(sent.id)

    async def _react(self, target: Target, wanted: bool, reacted: bool) -> bool:
        if wanted == reacted:
            return reacted
        try:
            if not wanted:
                await target.message.remove_reaction(READ, self._me())
            elif self._lacking.any(target.channel, "add_reactions", "read_message_history"):
                return False
            else:
                await target.message.add_reaction(READ)
        except REFUSED as refused:
            log.info("A reaction in channel %s was refused: %s", target.channel.id, refused)
            return False
        return wanted

    async def _delete(self, target: Target, reply_id: str) -> None:
        try:
            await discord.PartialMessage(channel=target.channel, id=int(reply_id)).delete()
        except REFUSED as refused:
            log.info("A reply in channel %s could not be deleted: %s", target.channel.id, refused)
