"""/channel: what the bot does with what is posted in a channel."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands

from bot.commands.answering import scope
from bot.failures import say
from bot.listen import MODES, Mode
from bot.listen.modes import parent_of
from bot.locale import phrases
from storage.record import GuildSettings

if TYPE_CHECKING:
    from bot.client import App


Place = app_commands.AppCommandChannel | app_commands.AppCommandThread


class Where(app_commands.Transformer):
    """Any channel in which somebody may post a story, forums too."""

    @property
    def type(self) -> discord.AppCommandOptionType:
        return discord.AppCommandOptionType.channel

    @property
    def channel_types(self) -> list[discord.ChannelType]:
        kind = discord.ChannelType
        return [kind.text, kind.news, kind.forum, kind.voice, kind.public_thread, kind.private_thread, kind.news_thread]

    async def transform(self, interaction: discord.Interaction[Any], value: Any, /) -> Any:
        """The channel as it is."""
        return value


@app_commands.command(name="channel", description="What I do with stories posted in a channel")
@app_commands.describe(
    mode="What to do; leave it out to see how it is set",
    channel="The channel, if not this one",
    whole_server="For every channel that has no setting of its own",
)
@app_commands.choices(mode=[app_commands.Choice(name=phrases().say(f"discord.modes.{m}"), value=m) for m in MODES])
@app_commands.default_permissions(manage_guild=True)
@app_commands.guild_only()
async def command(
    interaction: discord.Interaction[App],
    mode: app_commands.Choice[str] | None = None,
    channel: app_commands.Transform[Place, Where] | None = None,
    whole_server: bool = False,
) -> None:
    """Set a channel's mode, or the server's, or show it."""
    app, where = interaction.client, channel or interaction.channel
    assert interaction.guild_id is not None
    channel_id = where.id if where is not None else 0
    if mode is not None:
        chosen = mode.value

        def change(settings: GuildSettings) -> GuildSettings:
            if whole_server:
                return replace(settings, mode=chosen)
            others = tuple(pair for pair in settings.modes if pair[0] != str(channel_id))
            return replace(settings, modes=(*others, (str(channel_id), chosen)))

        app.modes.learn([await app.servers.change(scope(interaction), change)])
    now: Mode = app.modes.of(interaction.guild_id, 0 if whole_server else channel_id, parent_of(where))
    told = phrases().say(f"discord.modes.{now}")
    key = "discord.mode_server" if whole_server else "discord.mode_channel"
    words = phrases().say(key, mode=told, channel=f"<#{channel_id}>")
    await say(interaction, discord.Embed(description=words), private=True)
