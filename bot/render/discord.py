"""An answer as a Discord embed that keeps every limit and pings nobody."""

from __future__ import annotations

import discord

from bot.answers import Answer, Card


def embed(answer: Answer, *, language: str = "en") -> discord.Embed:
    """One embed for any answer of the desk; safe to send as it is (send with AllowedMentions.none() all the same)."""
    raise NotImplementedError


def card(card: Card, *, again: bool = False, language: str = "en") -> discord.Embed:
    """The compact card of a story just read; `again` says that it was known already."""
    raise NotImplementedError
