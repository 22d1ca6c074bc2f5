"""What a scheduled brief has to tell its channel."""

from __future__ import annotations

import asyncio
import logging
import secrets
from typing import TYPE_CHECKING

import discord

from bot.answers import BriefAnswer
from bot.failures import REFUSED
from bot.render import discord as render
from storage.record import BriefPlan

if TYPE_CHECKING:
    from bot.client import App

log = logging.getLogger(__name__)

SEND_AGAIN_AFTER = (2.0, 20.0)
"""Seconds after which a brief is sent again when the connection broke."""


class BriefNews:
    """Posts scheduled briefs, as far as the bot may."""

    def __init__(self, app: App) -> None:
        self._app = app

    async def send(self, plan: BriefPlan, brief: BriefAnswer) -> str | None:
        """Send a scheduled brief; None when that is not possible, with a word to the operator. What a broken
        connection left open is tried again: by its nonce Discord knows it, so that it stands there once."""
        channel = self._app.get_channel(int(plan.channel_id))
        if self._app.lacking.any(channel, "send_messages", "embed_links"):
            return None
        place, embed, nonce = (
            self._app.get_partial_messageable(int(plan.channel_id)),
            render.embed(brief),
            secrets.token_hex(12),
        )
        for wait in (*SEND_AGAIN_AFTER, None):
            try:
                return str((await place.send(embed=embed, nonce=nonce)).id)
            except REFUSED as refused:
                log.warning("The brief for channel %s (%s) was not sent: %s", plan.channel_id, channel, refused)
                if wait is None or (isinstance(refused, discord.HTTPException) and refused.status < 500):
                    return None
                await asyncio.sleep(wait)
        return None
