"""/forget: what I keep of you, or of this server, is erased."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import discord
from discord import app_commands

from bot.answers import UserError
from bot.commands.answering import scope, soon
from bot.failures import Asking, say
from bot.locale import phrases

if TYPE_CHECKING:
    from bot.client import App

What = Literal["mine_here", "mine_everywhere", "server"]


@app_commands.command(name="forget", description="Erase what I keep of your stories, or of this server")
@app_commands.describe(what="Whose stories, and where")
@app_commands.choices(
    what=[
        app_commands.Choice(name=phrases().say(f"discord.forget.{w}"), value=w)
        for w in ("mine_here", "mine_everywhere", "server")
    ]
)
async def command(interaction: discord.Interaction[App], what: app_commands.Choice[str]) -> None:
    """Erase at once what is the asker's own; a whole server only after a second look."""
    if what.value == "server":
        if interaction.guild_id is None or not interaction.permissions.manage_guild:
            raise UserError(phrases().say("discord.forget.not_admin"))
        question = discord.Embed(description=phrases().say("discord.forget.sure"))
        await say(interaction, question, private=True, view=Sure())
        return
    where = None if what.value == "mine_everywhere" else scope(interaction)
    app = interaction.client
    count = await soon(interaction, app.forgetting.author(interaction.user.id, where), private=True)
    words = phrases().say("discord.forget.done", count=count)
    await say(interaction, discord.Embed(description=words), private=True)


class Sure(Asking):
    """The second look before a server's stories are erased."""

    def __init__(self) -> None:
        super().__init__(timeout=300)
        self.add_item(_Erase())


class _Erase(discord.ui.Button[Sure]):
    def __init__(self) -> None:
        super().__init__(style=discord.ButtonStyle.danger, label=phrases().say("discord.forget.yes"))

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        app: App = interaction.client
        count = await app.forgetting.server(scope(interaction))
        words = phrases().say("discord.forget.done", count=count)
        await interaction.response.edit_message(embed=discord.Embed(description=words), view=None)
