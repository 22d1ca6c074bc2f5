"""/close: the close of an index, with its source."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Self

import discord
from discord import app_commands

from bot.commands.answering import scopes, tell
from bot.desk.days import day_of
from bot.failures import answer_error
from bot.render import discord as render

if TYPE_CHECKING:
    from datetime import date

    from bot.client import App

_LONGEST = 100
_PRESSED = r"(?P<about>close|why):(?P<index>[\w.-]{1,60}):(?P<date>.{0,36})"


@app_commands.command(name="close", description="The close of an index, and where it comes from")
@app_commands.describe(index="Its name, such as Nikkei, S&P 500 or DAX", date="The day, such as 2026-02-25 or Friday")
async def command(
    interaction: discord.Interaction[App],
    index: app_commands.Range[str, 1, _LONGEST],
    date: app_commands.Range[str, 1, 40] | None = None,
) -> None:
    """Answer with the close that was asked for."""
    desk, now = interaction.client.desk, interaction.client.now()
    await tell(interaction, desk.close(scopes(interaction), index, day(interaction, date), now))


@command.autocomplete("index")
async def names(interaction: discord.Interaction[App], typed: str) -> list[app_commands.Choice[str]]:
    """Indices whose names or aliases begin with what was typed, then those that hold it, then near ones."""
    return [app_commands.Choice(name=label, value=id_) for label, id_ in interaction.client.desk.suggest(typed)]


def day(interaction: discord.Interaction[App], told: str | None) -> date | None:
    """The day that a date option means."""
    return day_of(told, interaction.client.now().date()) if told else None


class Suggested(discord.ui.DynamicItem[discord.ui.Button[discord.ui.View]], template=_PRESSED):
    """A button for an index that may have been meant. It needs no memory: it works after a restart too."""

    def __init__(self, about: str, index: str, date: str | None, *, label: str = "…") -> None:
        self.about, self.index, self.date = about, index, date or ""
        button: discord.ui.Button[discord.ui.View] = discord.ui.Button(
            label=label[:80], custom_id=f"{about}:{index[:60]}:{self.date[:36]}"
        )
        super().__init__(button)

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: discord.ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """The button that was pressed."""
        return cls(match["about"], match["index"], match["date"])

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Put the answer in the place of the question."""
        try:
            app: App = interaction.client
            call = app.desk.why if self.about == "why" else app.desk.close
            asked = call(scopes(interaction), self.index, day(interaction, self.date or None), app.now())
            answer = await asked
            await interaction.response.edit_message(embed=render.embed(answer), view=None)
        except Exception as error:
            await answer_error(interaction, error)
