"""/brief: the last closes by region, and what is scheduled for today."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
from discord import app_commands

from bot.commands.answering import scopes, tell
from bot.locale import phrases

if TYPE_CHECKING:
    from bot.client import App


@app_commands.command(name="brief", description="The last closes by region, and what is scheduled for today")
@app_commands.describe(region="Only this part of the world, such as Asia or Europe")
async def command(interaction: discord.Interaction[App], region: app_commands.Range[str, 1, 40] | None = None) -> None:
    """Answer with the brief."""
    desk = interaction.client.desk
    await tell(interaction, desk.brief(scopes(interaction), interaction.client.now(), region=region))


@command.autocomplete("region")
async def regions(interaction: discord.Interaction[App], typed: str) -> list[app_commands.Choice[str]]:
    """The parts of the world that have a name."""
    told = [(phrases().say(f"regions.{r.id}"), r.id) for r in interaction.client.desk.directory.regions]
    wanted = typed.casefold().strip()
    return [app_commands.Choice(name=name, value=id_) for name, id_ in told if wanted in name.casefold()][:25]
