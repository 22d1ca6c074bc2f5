"""How a command is answered: at once where that is possible, deferred before it has to wait."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Sequence
from typing import TYPE_CHECKING, TypeVar

import discord

from bot.answers import Answer
from bot.failures import say
from bot.listen import scope_of
from bot.render import discord as render
from storage.record import FEEDS

if TYPE_CHECKING:
    from bot.client import App

T = TypeVar("T")

AT_ONCE_SECONDS = 1.0
"""An answer that takes longer is announced first: Discord waits three seconds."""


def scope(interaction: discord.Interaction[App]) -> str:
    """The scope that a command was given in."""
    return scope_of(interaction.guild_id, interaction.channel_id or interaction.user.id)


def scopes(interaction: discord.Interaction[App]) -> Sequence[str]:
    """What a command may see: its own scope and the operator's feeds."""
    return scope(interaction), FEEDS


async def soon(interaction: discord.Interaction[App], work: Awaitable[T], *, private: bool = False) -> T:
    """The result of some work; if it is not there soon, the user is first told that an answer is on its way."""
    task = asyncio.ensure_future(work)
    try:
        await asyncio.wait({task}, timeout=AT_ONCE_SECONDS)
        if not task.done():
            await interaction.response.defer(ephemeral=private, thinking=True)
        return await task
    finally:
        task.cancel()


async def tell(interaction: discord.Interaction[App], work: Awaitable[Answer]) -> None:
    """Answer with what the desk says."""
    answer = await soon(interaction, work)
    await say(interaction, render.embed(answer))
