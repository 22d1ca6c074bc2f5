"""What the bot does in each channel, as its server set it up."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, get_args

import discord

from storage.record import GuildSettings

Mode = Literal["auto", "quiet", "react", "off"]
MODES: tuple[Mode, ...] = get_args(Mode)
WATCHING: frozenset[Mode] = frozenset(("auto", "quiet"))
"""Modes in which what is posted is read without being asked."""


def scope_of(guild_id: int | None, channel_id: int) -> str:
    """The scope of a server, or of one direct chat, which is a channel of its own."""
    return f"dm:{channel_id}" if guild_id is None else f"guild:{guild_id}"


def parent_of(channel: object) -> int | None:
    """The id of the channel that a thread stands in; None for what is no thread."""
    return channel.parent_id if isinstance(channel, discord.Thread) else None


class Modes:
    """The modes of every server, in memory: asked for every message."""

    def __init__(self, default: Mode) -> None:
        self._default = default
        self._servers: dict[int, Mode] = {}
        self._channels: dict[int, Mode] = {}
        self._of: dict[int, tuple[int, ...]] = {}

    def learn(self, settings: Iterable[GuildSettings]) -> None:
        """Take over what was set up."""
        for one in settings:
            kind, _, number = one.scope.partition(":")
            if kind == "guild" and number.isdigit():
                self._learn(int(number), one)

    def _learn(self, guild_id: int, settings: GuildSettings) -> None:
        self.forget(guild_id)
        if settings.mode in MODES:
            self._servers[guild_id] = settings.mode
        channels = {int(channel): mode for channel, mode in settings.modes if mode in MODES}
        self._of[guild_id] = tuple(channels)
        self._channels.update(channels)

    def forget(self, guild_id: int) -> None:
        """A server is gone."""
        self._servers.pop(guild_id, None)
        for channel_id in self._of.pop(guild_id, ()):
            self._channels.pop(channel_id, None)

    def of(self, guild_id: int, channel_id: int, parent_id: int | None = None) -> Mode:
        """The mode of a channel; a thread has its channel's unless it has one of its own."""
        mode = self._channels.get(channel_id)
        if mode is None and parent_id is not None:
            mode = self._channels.get(parent_id)
        return mode or self._servers.get(guild_id, self._default)
