"""/help: what can be asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
from discord import app_commands

from bot.answers import Help
from bot.failures import say
from bot.render import discord as render

if TYPE_CHECKING:
    from bot.client import App


@app_commands.command(name="help", description="What you can ask")
async def command(interaction: discord.Interaction[App]) -> None:
    """Answer with what can be asked, for the asker alone."""
    await say(interaction, render.embed(Help()), private=True)
