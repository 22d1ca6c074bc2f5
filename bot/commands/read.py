"""/read: read a story from a link or a pasted text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
from discord import app_commands

from bot.answers import UserError
from bot.commands.answering import scope
from bot.failures import say
from bot.listen import Outcome, Whence
from bot.listen.content import link_items
from bot.listen.modes import parent_of
from bot.listen.replies import fitting
from bot.locale import phrases
from bot.render import discord as render

if TYPE_CHECKING:
    from bot.client import App

_CARDS = 3


@app_commands.command(name="read", description="Read a market story: a link to it, or its text")
@app_commands.describe(story="A link, or the story's text")
async def command(interaction: discord.Interaction[App], story: app_commands.Range[str, 1, 6000]) -> None:
    """Read it and show what was in it."""
    app = interaction.client
    deferred = await interaction.response.defer(thinking=True)
    answer_id = deferred.message_id if deferred is not None else None
    parent_id = parent_of(interaction.channel)
    whence = Whence(
        scope=scope(interaction),
        posted_at=app.now(),
        channel_id=str(interaction.channel_id),
        message_id=str(answer_id) if answer_id else None,  # deleting the answer withdraws what was read
        message_link=_link(interaction, answer_id),
        author_id=str(interaction.user.id),
        parent_id=str(parent_id) if parent_id else None,
    )
    outcome = await app.reader.read(link_items(story), whence, app.now())
    await say(interaction, *cards(outcome))


def cards(outcome: Outcome) -> list[discord.Embed]:
    """What was read, as it is shown to somebody who asked; UserError, saying why, when there was nothing."""
    shown = [render.card(card) for card in outcome.new] + [render.card(card, again=True) for card in outcome.again]
    if shown:
        return fitting(shown, _CARDS)
    raise UserError(outcome.refused[0].reason if outcome.refused else phrases().say("discord.no_story"))


def _link(interaction: discord.Interaction[App], message_id: int | None) -> str | None:
    home = interaction.guild_id or "@me"
    return f"https://discord.com/channels/{home}/{interaction.channel_id}/{message_id}" if message_id else None
