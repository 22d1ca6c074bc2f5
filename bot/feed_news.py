"""What a feed has to tell its channel: the card of a new story, and, once, that it was switched off."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import discord

from bot.answers import Card
from bot.failures import REFUSED
from bot.fetch import FetchRefused
from bot.locale import phrases
from bot.render import discord as render
from storage.record import FeedPlan

if TYPE_CHECKING:
    from bot.client import App

log = logging.getLogger(__name__)


class FeedNews:
    """Posts to the channels of feeds, as far as the bot may."""

    def __init__(self, app: App) -> None:
        self._app = app

    async def card(self, plan: FeedPlan, card: Card) -> None:
        """Show a new story."""
        await self._send(plan, render.card(card))

    async def switched_off(self, plan: FeedPlan, refused: FetchRefused) -> None:
        """Say that a feed is no longer looked at, and why."""
        name = render.escape(plan.title or plan.url)
        words = phrases().say("discord.feed.switched_off", feed=name, url=render.escape(plan.url), why=refused.reason)
        await self._send(plan, discord.Embed(description=words[:2000]))

    async def _send(self, plan: FeedPlan, embed: discord.Embed) -> None:
        if plan.channel_id is None:
            return
        channel = self._app.get_channel(int(plan.channel_id))
        if self._app.lacking.any(channel, "send_messages", "embed_links"):
            return
        try:
            await self._app.get_partial_messageable(int(plan.channel_id)).send(embed=embed)
        except REFUSED as refused:
            log.warning("A word on the feed %s for channel %s was refused: %s", plan.url, plan.channel_id, refused)
