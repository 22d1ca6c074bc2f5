"""What becomes of a story when its message is edited, deleted, or the place where it stood is gone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import discord

from bot.failures import REFUSED
from bot.listen import content
from bot.listen.content import Item
from bot.listen.first_look import addressed
from bot.listen.listener import Listener, scope, target
from bot.listen.modes import WATCHING
from bot.listen.replies import Target
from bot.listen.runs import PARTS
from storage import Store

if TYPE_CHECKING:
    from discord.abc import MessageableChannel as Channel

SAME_DAY = timedelta(hours=12)
"""An edit that comes later than this may speak of another day than the message did."""
JUST_NOW = timedelta(minutes=10)
GONE = 10_000
"""Deleted messages that are kept in mind."""


class Changes:
    """Keeps facts and replies true to what still stands in the channels."""

    def __init__(self, listener: Listener, store: Store) -> None:
        self._listener = listener
        self._store = store

    async def edited(self, message: discord.Message) -> None:
        """A message changed: its author edited it, or Discord added previews of its links."""
        if message.author.id == self._listener.me():
            return
        if message.edited_at is None:
            await self._previewed(message)
            return
        head_id = await self._head(target(message))
        async with self._listener.serial.turn(head_id):
            self._listener.runs.close(message.id)
            await self._edited(message, head_id)

    async def _edited(self, message: discord.Message, head_id: int) -> None:
        listener, now = self._listener, self._listener.now()
        known = await self._store.reply_to(scope(message), str(message.id))
        if message.edited_at is not None and message.edited_at - listener.posted_at(message) > SAME_DAY:
            if known is not None and now - message.edited_at < JUST_NOW:  # of which day would it speak?
                await listener.desk.withdraw(scope(message), message_ids=[str(message.id)])
                await listener.replies.show(target(message), (), react=False)
        elif addressed(message, listener.me()) and not message.author.bot:
            await listener.spoken_to(message, again=True)
        elif listener.mode(message) in WATCHING or known is not None:
            parts = await self._parts(message.channel, head_id, scope(message)) if known and known.part_of else []
            fresh = [message if part.id == message.id else part for part in parts] or [message]
            await listener.read(fresh, replacing=True)

    async def _previewed(self, message: discord.Message) -> None:
        """Discord shows a link whose page we could not have: its preview is read in place of it."""
        listener = self._listener
        shown = content.previews(message)
        wanted = listener.unopened.get(message.id, set())
        found = [p for link in wanted for url, p in shown.items() if content.same_link(url, link)]
        if found:
            async with listener.serial.turn(message.id):
                listener.unopened.pop(message.id, None)
                await listener.read([message], items=[Item(replace(p, form="preview")) for p in found])

    async def deleted(self, where: str, channel: Channel, message_ids: Sequence[int]) -> None:
        """Messages of one channel were deleted: what they brought is forgotten and the replies to them go too."""
        everything = frozenset(message_ids)
        self._listener.gone |= dict.fromkeys(message_ids)
        while len(self._listener.gone) > GONE:
            del self._listener.gone[next(iter(self._listener.gone))]
        for message_id in message_ids:
            there = Target(where, channel, message_id)
            async with self._listener.serial.turn(await self._head(there)):  # its reading may be under way
                await self._deleted(there, everything)

    async def _deleted(self, there: Target, everything: frozenset[int]) -> None:
        listener = self._listener
        listener.unopened.pop(there.id, None)
        listener.runs.close(there.id)
        await listener.desk.withdraw(there.scope, message_ids=[str(there.id)])
        said = await self._store.reply_to(there.scope, str(there.id))
        if said is None:
            return
        await listener.replies.take_back(there, said, gone=everything)
        if said.part_of is not None:  # what is left of the story is read anew
            rest = await self._parts(there.channel, int(said.part_of), there.scope)
            if rest := [part for part in rest if part.id not in everything]:
                await listener.read(rest, replacing=True)

    async def _head(self, there: Target) -> int:
        said = await self._store.reply_to(there.scope, str(there.id))
        return int(said.part_of) if said is not None and said.part_of is not None else there.id

    async def _parts(self, channel: Channel, head_id: int, where: str) -> list[discord.Message]:
        """The messages that make one story and still stand, oldest first: asked of Discord, since no text is kept."""
        found: list[discord.Message] = []
        try:
            async for message in channel.history(after=discord.Object(head_id - 1), limit=5 * PARTS, oldest_first=True):
                said = await self._store.reply_to(where, str(message.id))
                if message.id == head_id or (said is not None and said.part_of == str(head_id)):
                    found.append(message)
        except REFUSED:
            return []
        return found
