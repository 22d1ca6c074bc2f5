"""What goes wrong with Discord, said in one clear line: to the user, or to the operator in the log."""

from __future__ import annotations

import logging
import secrets
from typing import Any

import aiohttp
import discord
from discord import app_commands

from bot.answers import UserError
from bot.locale import phrases

log = logging.getLogger(__name__)

Place = discord.abc.GuildChannel | discord.Thread

BROKEN = (aiohttp.ClientError, OSError, TimeoutError)
"""What a request to Discord ends in when its connection broke: whether it was done is not known."""
REFUSED = (discord.HTTPException, *BROKEN)
"""What a request to Discord may end in without any fault of ours: its refusal, or a connection that broke."""
_UNKNOWN_INTERACTION, _ALREADY_ANSWERED = 10062, 40060


class StartError(Exception):
    """The bot cannot start; the message is one line that says what to do."""


class Lacking:
    """Permissions that the bot lacks: asked before a request is made, and told to the operator once a channel."""

    def __init__(self) -> None:
        self._told: set[tuple[int, str]] = set()

    def any(self, place: object, *names: str) -> bool:
        """Whether one of these permissions is lacking in a server's channel; the operator is told which."""
        if not isinstance(place, Place):
            return False
        lacking = lacking_in(place, *names)
        if lacking:
            self.tell(place, lacking[0])
        return bool(lacking)

    def tell(self, place: Place, name: str) -> None:
        """Tell the operator, once."""
        if (place.id, name) in self._told:
            return
        self._told.add((place.id, name))
        asked = permission_name(name)
        log.warning(
            "#%s in %s: give the bot the permission “%s” there; it cannot do its work without",
            place,
            place.guild,
            asked,
        )


def lacking_in(place: Place, *names: str) -> list[str]:
    """Which of these permissions, and of seeing it, the bot lacks in a channel; none where that is not known."""
    me = place.guild.me
    if me is None or (isinstance(place, discord.Thread) and place.parent is None):
        return []
    held = place.permissions_for(me)
    if isinstance(place, discord.Thread):
        names = tuple("send_messages_in_threads" if name == "send_messages" else name for name in names)
    return [name for name in ("view_channel", *names) if not getattr(held, name)]


def permission_name(name: str) -> str:
    """A permission as Discord's settings call it: "Add Reactions"."""
    return name.replace("_", " ").title()


async def answer_error(interaction: discord.Interaction, error: BaseException) -> None:
    """The one place where a failed command or button is answered: a UserError is shown, anything else is logged with
    its traceback under an id, and the user is told the id."""
    if isinstance(error, app_commands.CommandInvokeError):
        error = error.original
    told = _for_user(error)
    if told is None:
        if isinstance(error, discord.HTTPException) and error.code in (_UNKNOWN_INTERACTION, _ALREADY_ANSWERED):
            log.warning("A command was answered too late: %s", error)
            return
        number = secrets.token_hex(4)
        log.error("Error %s in %s", number, _what(interaction), exc_info=error)
        told = phrases().say("discord.apology", number=number)
    try:
        await say(interaction, discord.Embed(description=told), private=True)
    except REFUSED as refused:
        log.warning("An error could not be told: %s", refused)


def _for_user(error: BaseException) -> str | None:
    say_ = phrases().say
    if isinstance(error, UserError):
        return str(error)
    if isinstance(error, app_commands.CommandNotFound | app_commands.CommandSignatureMismatch):
        return say_("discord.outdated")
    if isinstance(error, app_commands.MissingPermissions):
        return say_("discord.not_allowed", names=", ".join(map(permission_name, error.missing_permissions)))
    if isinstance(error, app_commands.CheckFailure):
        return say_("discord.not_here")
    return None


def _what(interaction: discord.Interaction) -> str:
    command = interaction.command
    return f"/{command.qualified_name}" if command is not None else f"an interaction of type {interaction.type.name}"


class Asking(discord.ui.View):
    """A view whose failures are answered like a command's."""

    async def on_error(self, interaction: discord.Interaction, error: Exception, item: discord.ui.Item[Any], /) -> None:
        await answer_error(interaction, error)


async def say(
    interaction: discord.Interaction, *embeds: discord.Embed, private: bool = False, view: discord.ui.View | None = None
) -> None:
    """Answer an interaction, or fill in the answer that was deferred."""
    shown = view or discord.utils.MISSING
    if interaction.response.is_done():
        await interaction.edit_original_response(embeds=embeds, view=view)
    else:
        await interaction.response.send_message(embeds=embeds, ephemeral=private, view=shown)
