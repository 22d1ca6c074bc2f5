"""“Read this market story” in a message's context menu: it works without the Message Content intent."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands

from bot.answers import UserError
from bot.commands.answering import scope
from bot.commands.read import cards
from bot.failures import say
from bot.listen.content import items
from bot.locale import phrases

if TYPE_CHECKING:
    from bot.client import App


@app_commands.context_menu(name="Read this market story")
async def command(interaction: discord.Interaction[App], message: discord.Message) -> None:
    """Read the message that was chosen, for everyone in its channel."""
    app = interaction.client
    if message.author.id == app.me_id:
        raise UserError(phrases().say("discord.own_message"))
    await interaction.response.defer(thinking=True)
    posted_at = _posted_at(interaction, message)
    whence = replace(app.listener.whence(message), scope=scope(interaction), posted_at=posted_at)
    app.listener.remember(message.id)
    async with app.listener.serial.turn(message.id):
        outcome = await app.reader.read(items(message), whence, app.now(), replacing=True)
        if outcome.read:
            await app.listener.mark_read(message)
    await say(interaction, *cards(outcome))


def _posted_at(interaction: discord.Interaction[App], message: discord.Message) -> datetime:
    """When the message was posted, as Discord tells it with the command."""
    data: dict[str, Any] = dict(interaction.data or {})
    told = data.get("resolved", {}).get("messages", {}).get(str(message.id), {}).get("timestamp")
    return discord.utils.parse_time(told) or message.created_at
