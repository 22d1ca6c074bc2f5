"""/close: the close of an index, with its source; and what /why and /sources share with it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Literal, Self

import discord
from discord import app_commands

from bot.answers import NoSuchIndex
from bot.ask import Wanted, wanted
from bot.commands.answering import scopes, soon
from bot.failures import answer_error, say
from bot.render import discord as render

if TYPE_CHECKING:
    from bot.answers import Answer
    from bot.client import App

About = Literal["close", "why", "sources"]
_DAY_TOLD = 36
"""Characters of a day's words that a button carries: whole, since half of them may mean another day."""
_PRESSED = r"(?P<about>close|why|sources):(?P<index>[\w.-]{1,60}):(?P<date>.{0,36})"


async def names(interaction: discord.Interaction[App], typed: str) -> list[app_commands.Choice[str]]:
    """Indices whose names or aliases begin with what was typed, then those that hold it, then near ones."""
    return [app_commands.Choice(name=label, value=id_) for label, id_ in interaction.client.desk.suggest(typed)]


def asking(about: About, description: str) -> app_commands.Command[Any, ..., None]:
    """The command that asks this about an index, by its name and for a day."""

    @app_commands.command(name=about, description=description)
    @app_commands.describe(
        index="Its name, such as Nikkei, S&P 500 or DAX", date="The day, such as 2026-02-25 or Friday"
    )
    @app_commands.autocomplete(index=names)
    async def command(
        interaction: discord.Interaction[App],
        index: app_commands.Range[str, 1, 100],
        date: app_commands.Range[str, 1, 40] | None = None,
    ) -> None:
        await answer(interaction, about, index, date)

    return command


async def answer(interaction: discord.Interaction[App], about: About, index: str, date: str | None) -> None:
    """Answer /close, /why or /sources; a name that is none gets buttons with those that may have been meant."""
    asked = wanted(interaction.client.desk, index, date, interaction.client.now())
    got = await soon(interaction, _asked(interaction, about, asked))
    await say(interaction, render.embed(got), view=_meant(got, about, asked.told))


async def _asked(interaction: discord.Interaction[App], about: str, asked: Wanted) -> Answer:
    desk, now, seen = interaction.client.desk, interaction.client.now(), scopes(interaction)
    first = desk.directory.resolve(asked.name)
    if first is not None and asked.others and about == "close":
        return await desk.several(seen, (first, *asked.others), now, asked.day)
    call = {"why": desk.why, "sources": desk.sources}.get(about, desk.close)
    return await call(seen, asked.name, asked.day, now)


def _meant(answer: Answer, about: str, told: str | None) -> discord.ui.View | None:
    told = " ".join((told or "").split())
    if not isinstance(answer, NoSuchIndex) or not answer.suggestions or len(told) > _DAY_TOLD:
        return None
    view = discord.ui.View(timeout=None)
    for instrument in answer.suggestions[:5]:
        view.add_item(Suggested(about, instrument.id, told, label=instrument.name))
    return view


class Suggested(discord.ui.DynamicItem[discord.ui.Button[discord.ui.View]], template=_PRESSED):
    """A button for an index that may have been meant. It needs no memory: it works after a restart too."""

    def __init__(self, about: str, index: str, date: str | None, *, label: str = "…") -> None:
        self.about, self.index, self.date = about, index, date or ""
        button: discord.ui.Button[discord.ui.View] = discord.ui.Button(
            label=label[:80], custom_id=f"{about}:{index[:60]}:{self.date}"
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
            got = await _asked(interaction, self.about, wanted(app.desk, self.index, self.date or None, app.now()))
            await interaction.response.edit_message(embed=render.embed(got), view=None)
        except Exception as error:
            await answer_error(interaction, error)


command = asking("close", "The close of an index, and where it comes from")
