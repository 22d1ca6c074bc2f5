"""/sources: every story on a close, each in its own words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
from discord import app_commands

from bot.commands.close import answer, names

if TYPE_CHECKING:
    from bot.client import App


@app_commands.command(name="sources", description="Every story shared here on a close, each in its own words")
@app_commands.describe(index="Its name, such as Nikkei, S&P 500 or DAX", date="The day, such as 2026-02-25 or Friday")
@app_commands.autocomplete(index=names)
async def command(
    interaction: discord.Interaction[App],
    index: app_commands.Range[str, 1, 100],
    date: app_commands.Range[str, 1, 40] | None = None,
) -> None:
    """Answer with the stories behind a close."""
    await answer(interaction, "sources", index, date)
