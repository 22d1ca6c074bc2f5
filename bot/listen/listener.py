"""What happens in the channels becomes reading, answering and forgetting."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import discord

from bot.answers import UserError
from bot.ask import ask
from bot.failures import REFUSED
from bot.listen import content
from bot.listen.content import Item, Passage
from bot.listen.first_look import addressed
from bot.listen.glance import Glance
from bot.listen.modes import WATCHING, Modes, parent_of, scope_of
from bot.listen.reading import Outcome, StoryReader, Whence
from bot.listen.replies import Replies, Target, fitting
from bot.listen.runs import Runs
from bot.listen.serial import Serial
from bot.locale import phrases
from bot.render import discord as render
from storage.record import FEEDS, Reply

if TYPE_CHECKING:
    from discord.abc import MessageableChannel as Channel

    from bot.desk import Desk

log = logging.getLogger(__name__)

CARDS = 3
"""Cards in one reply, at most."""
WAITING = 2_000
"""Messages under way, at most; further ones are left out."""
UNOPENED = 1_000
LATE = timedelta(minutes=15)
"""What is caught up or edited after that long gets no new reply any more, only the reaction."""


class Listener:
    """Reads messages, answers questions, and takes back what was withdrawn. One for the process."""

    def __init__(
        self,
        desk: Desk,
        reader: StoryReader,
        replies: Replies,
        modes: Modes,
        glance: Glance,
        now: Callable[[], datetime],
        me: Callable[[], int],
    ) -> None:
        self.desk, self.reader, self.replies, self.modes, self.glance = desk, reader, replies, modes, glance
        self.now, self.me = now, me
        self.runs = Runs(glance)
        self.serial = Serial()
        self.remember: Callable[[int], None] = lambda _: None
        """Told of every message that was handled."""
        self.told_at: Callable[[int], datetime | None] = lambda _: None
        """When a message was posted, as Discord told it; None when it is not known but from its id."""
        self.gone: dict[int, None] = {}
        """Messages deleted of late: what is still being read of them is not kept."""
        self.unopened: dict[int, set[str]] = {}
        """Links, by message, whose page could not be had: Discord's preview may still come."""

    async def posted(self, message: discord.Message, *, silent: bool = False) -> None:
        """A new message (or one that was missed); `silent`: nothing is said to it but the reaction."""
        mode = self.mode(message)
        if message.author.id == self.me() or mode == "off" or message.is_system():
            return
        if self.serial.under_way > WAITING:
            log.warning("More than %d messages are waiting to be read; one is left out", WAITING)
        elif addressed(message, self.me()) and not message.author.bot:
            async with self.serial.turn(message.id):
                await self.spoken_to(message)
        elif mode in WATCHING:
            run = self.runs.add(message, content.text_of(message), self.posted_at(message))
            async with self.serial.turn(run.head.id):
                parts = run.parts[: run.parts.index(message) + 1]
                await self.read(parts, replacing=len(parts) > 1, silent=silent)

    async def missed(self, message: discord.Message, *, silent: bool = False) -> None:
        """A message that was posted while the bot was away: like a new one, unless it was handled after all."""
        found = content.items(message)
        brings = any(i.link or i.file or (i.passage and self.glance.story(i.passage.text)) for i in found)
        if (brings or addressed(message, self.me())) and await self.replies.known(target(message)) is None:
            await self.posted(message, silent=silent)

    def posted_at(self, message: discord.Message) -> datetime:
        """When a message was posted."""
        return self.told_at(message.id) or message.created_at

    def mode(self, message: discord.Message) -> str:
        """The mode of the message's channel; a direct chat is like `auto`."""
        if message.guild is None:
            return "auto"
        return self.modes.of(message.guild.id, message.channel.id, parent_of(message.channel))

    async def read(
        self,
        parts: Sequence[discord.Message],
        *,
        items: Sequence[Item] | None = None,
        replacing: bool = False,
        asked: bool = False,
        silent: bool = False,
    ) -> Outcome:
        """Read one message, or several that make one story (or only these items of it), and say so at the first; when
        somebody asked for it and there was no story, what to say is left to the caller."""
        parts = [part for part in parts if part.id not in self.gone]
        if not parts:
            return Outcome()
        head = parts[0]
        self._remember(parts)
        outcome = await self.reader.read(
            self.items(parts) if items is None else items, self.whence(head), self.now(), replacing=replacing
        )
        self._note_unopened(head.id, outcome)
        known = await self.replies.known(target(head))
        if known is not None and not (replacing or asked or outcome.new):
            return outcome  # it was read before, by a process before this one or with another item
        if asked and not outcome.read:
            return outcome
        late = silent or (replacing and self.now() - self.posted_at(head) > LATE)
        cards = self._cards(outcome, asked or (not late and self.mode(head) == "auto"), known, asked)
        several = head.id if len(parts) > 1 else None
        await self.replies.show(target(head), cards, react=outcome.read, part_of=several)
        for part in parts[1:]:
            await self.replies.show(target(part), (), react=outcome.read, part_of=several)
        return outcome

    def _cards(self, outcome: Outcome, wanted: bool, known: Reply | None, asked: bool) -> list[discord.Embed]:
        """What is shown of what was read: nothing that somebody else shared before, unless somebody asked."""
        if not (wanted or (known is not None and known.reply_id is not None)):
            return []
        shown = [render.card(card) for card in outcome.new]
        if asked and not shown:
            shown = [render.card(card, again=True) for card in outcome.again]
        return fitting(shown, CARDS)

    def items(self, parts: Sequence[discord.Message]) -> list[Item]:
        """What one message brings; of several the joined text, and all else that any of them brings."""
        if len(parts) == 1:
            return content.items(parts[0])
        text = "\n".join(content.text_of(part) for part in parts)
        rest = [item for part in parts for item in content.items(part) if item.link or item.file]
        return [Item(Passage(text)), *rest]

    def whence(self, message: discord.Message) -> Whence:
        """Where a message stands and whose it is."""
        parent_id = parent_of(message.channel)
        return Whence(
            scope=scope(message),
            posted_at=self.posted_at(message),
            channel_id=str(message.channel.id),
            message_id=str(message.id),
            message_link=message.jump_url,
            author_id=str(message.author.id),
            parent_id=str(parent_id) if parent_id else None,
        )

    async def spoken_to(self, message: discord.Message, *, again: bool = False) -> None:
        """Somebody speaks to the bot: with a story, about a story, or with a question. `again` after an edit."""
        self.remember(message.id)
        text, found = content.text_of(message), content.items(message)
        if any(item.link or item.file for item in found) or message.message_snapshots or self.glance.story(text):
            outcome = await self.read([message], replacing=again, asked=True)
            if outcome.read:
                return
            if outcome.refused:
                await self.say(message, outcome.refused[0].reason)
                return
        elif not text and message.reference is not None and (about := await _referenced(message)) is not None:
            await self.read_asked(about, asker=message)
            return
        try:
            answer = await ask(self.desk, (scope(message), FEEDS), text, self.now())
        except UserError as error:
            await self.say(message, str(error))
        else:
            await self.replies.show(target(message), [render.embed(answer)], react=False)

    async def read_asked(self, message: discord.Message, asker: discord.Message | None = None) -> None:
        """Somebody wants this message read; `asker` is the message that says so, if there is one."""
        if message.author.id == self.me():
            return
        async with self.serial.turn(message.id):
            outcome = await self.read([message], replacing=True, asked=True)
        if not outcome.read:
            reason = outcome.refused[0].reason if outcome.refused else phrases().say("discord.no_story")
            await self.say(asker or message, reason)

    async def reacted(self, payload: discord.RawReactionActionEvent, channel: Channel) -> None:
        """Somebody put the bot's emoji on a message: read it, unless that was done or the channel is off."""
        there = Target(scope_of(payload.guild_id, channel.id), channel, payload.message_id)
        known = await self.replies.known(there)
        if known is not None and known.reacted:
            return
        try:
            message = await there.message.fetch()
        except REFUSED as refused:
            log.info("A message of channel %s could not be fetched: %s", channel.id, refused)
            return
        if self.mode(message) != "off":
            await self.read_asked(message)

    async def mark_read(self, message: discord.Message) -> None:
        """Show that a message was read, and leave what else was said to it."""
        known = await self.replies.known(target(message))
        if known is None:
            await self.replies.show(target(message), (), react=True)

    async def say(self, message: discord.Message, words: str) -> None:
        """One plain line in reply to a message."""
        await self.replies.show(target(message), [discord.Embed(description=words)], react=False)

    def _note_unopened(self, message_id: int, outcome: Outcome) -> None:
        """Keep in mind the links whose page could not be had, for a while."""
        self.unopened.pop(message_id, None)
        if outcome.unopened:
            self.unopened[message_id] = outcome.unopened
            while len(self.unopened) > UNOPENED:
                del self.unopened[next(iter(self.unopened))]

    def _remember(self, parts: Sequence[discord.Message]) -> None:
        for part in parts:
            self.remember(part.id)


def scope(message: discord.Message) -> str:
    """The scope that a message belongs to."""
    return scope_of(message.guild.id if message.guild else None, message.channel.id)


def target(message: discord.Message) -> Target:
    """The message as something to be answered."""
    return Target(scope(message), message.channel, message.id)


async def _referenced(message: discord.Message) -> discord.Message | None:
    reference = message.reference
    if reference is None or reference.message_id is None:
        return None
    if isinstance(reference.resolved, discord.Message):
        return reference.resolved
    try:
        return await message.channel.fetch_message(reference.message_id)
    except REFUSED:
        return None
