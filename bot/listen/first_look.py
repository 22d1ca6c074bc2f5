"""What is decided about a message before it is even built: most of what is said is no concern of the bot's."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

import discord

from bot.listen.content import readable
from bot.listen.glance import Glance
from bot.listen.modes import WATCHING, Modes
from bot.listen.replies import READ
from bot.listen.runs import Runs

Payload = Mapping[str, Any]
_COMPONENTS_V2 = 1 << 15
_HANDLED, _TIMES = 50_000, 5_000


class FirstLook:
    """Judges the gateway's payloads as they come in.

    `me` is the bot's own id, `parent_of` gives a thread's channel, `own_role` the role that a server made for the bot;
    messages before `started` may have been handled by a process before this one."""

    def __init__(
        self,
        glance: Glance,
        modes: Modes,
        runs: Runs,
        me: int,
        parent_of: Callable[[int, int], int | None],
        own_role: Callable[[int], str | None],
        started: int,
    ) -> None:
        self._glance = glance
        self._modes = modes
        self._runs = runs
        self._me = str(me)
        self._parent_of = parent_of
        self._own_role = own_role
        self._started = started
        self._handled: dict[str, None] = {}
        self._times: dict[str, str] = {}
        self._newest = "0"

    @property
    def newest(self) -> int:
        """The newest message seen in any channel; 0 before the first."""
        return int(self._newest)

    def told_at(self, message_id: int) -> datetime | None:
        """When a message of late was posted, as Discord told it with the message."""
        return discord.utils.parse_time(self._times.get(str(message_id)))

    def install(self, parsers: dict[str, Callable[[Any], None]]) -> None:
        """Stand before discord.py's own parsers of these events."""
        for event, wanted in (
            ("MESSAGE_CREATE", self.message),
            ("MESSAGE_UPDATE", self.edit),
            ("MESSAGE_REACTION_ADD", self.reaction),
        ):
            parsers[event] = _guarded(parsers[event], wanted)

    def message(self, told: Payload) -> bool:
        """Whether a new message may concern the bot."""
        self._newest = told["id"]
        if not self._concerns(told):
            return False
        self._note_time(told)
        return True

    def _note_time(self, told: Payload) -> None:
        for message in (told, told.get("referenced_message")):
            if message is not None:
                self._times[message["id"]] = message.get("timestamp") or ""
        while len(self._times) > _TIMES:
            del self._times[next(iter(self._times))]

    def _concerns(self, told: Payload) -> bool:
        author_id = told["author"]["id"]
        if author_id == self._me:
            return False
        guild_id = told.get("guild_id")
        if guild_id is None:
            return True
        if not (self._brings_something(told) or self._runs.expects(told["channel_id"], author_id)):
            return self._addressed(told) and self.mode(told) != "off"
        mode = self.mode(told)
        return mode in WATCHING or (mode != "off" and self._addressed(told))

    def edit(self, told: Payload) -> bool:
        """Whether a changed message may concern the bot: it would, were it new, or it did before."""
        author = told.get("author")
        if author is None or author["id"] == self._me:
            return False
        if told["id"] in self._handled or int(told["id"]) < self._started or self._concerns(told):
            self._note_time(told)
            return True
        return False

    def reaction(self, told: Payload) -> bool:
        """Whether a reaction is somebody's wish to have a message read."""
        return bool(told["emoji"].get("name") == READ and told["user_id"] != self._me)

    def remember(self, message_id: int) -> None:
        """A message is handled: what happens to it is of concern."""
        self._handled[str(message_id)] = None
        if len(self._handled) > _HANDLED:
            del self._handled[next(iter(self._handled))]

    def mode(self, told: Payload) -> str:
        """The mode of the channel that a payload is of."""
        guild_id, channel_id = int(told["guild_id"]), int(told["channel_id"])
        return self._modes.of(guild_id, channel_id, self._parent_of(guild_id, channel_id))

    def _brings_something(self, told: Payload) -> bool:
        content = told.get("content")
        if content and ("http" in content or self._glance.story(content)):
            return True
        if told.get("embeds") or told.get("message_snapshots") or int(told.get("flags") or 0) & _COMPONENTS_V2:
            return True
        files = told.get("attachments")
        return bool(files) and any(readable(file.get("filename", "")) for file in files or ())

    def _addressed(self, told: Payload) -> bool:
        mentions = told.get("mentions")
        if mentions and any(user["id"] == self._me for user in mentions):
            return True
        roles = told.get("mention_roles")
        if roles and self._own_role(int(told["guild_id"])) in roles:
            return True
        replied = told.get("referenced_message")
        return replied is not None and replied["author"]["id"] == self._me


def _guarded(parse: Callable[[Any], None], wanted: Callable[[Payload], bool]) -> Callable[[Any], None]:
    def look(told: Any) -> None:
        if wanted(told):
            parse(told)

    return look


def addressed(message: discord.Message, me: int) -> bool:
    """Whether a message speaks to the bot: it mentions it, replies to it, or is a direct message."""
    if message.guild is None or any(user.id == me for user in message.mentions):
        return True
    if any(role.is_bot_managed() and role.tags and role.tags.bot_id == me for role in message.role_mentions):
        return True
    replied = message.reference.resolved if message.reference is not None else None
    return (
        isinstance(replied, discord.Message) and replied.author.id == me and message.type is discord.MessageType.reply
    )
