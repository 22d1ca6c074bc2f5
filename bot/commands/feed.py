"""/feed: the feeds that a server reads: add, list, remove, and test, which shows every step."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
from discord import app_commands

from bot.answers import UserError
from bot.commands.answering import scope, soon
from bot.commands.brief_schedule import may_post
from bot.failures import say
from bot.feed_schedule import feed_id
from bot.feeds import Step
from bot.fetch import FetchRefused
from bot.locale import phrases
from bot.render import limits
from bot.render.discord import escape, safe_url
from storage.record import FEEDS, FeedPlan

if TYPE_CHECKING:
    from bot.client import App

MOST = 20
"""Feeds of one server."""

command = app_commands.Group(
    name="feed",
    description="News feeds whose market stories I read",
    default_permissions=discord.Permissions(manage_guild=True),
    guild_only=True,
)


@command.command(name="add", description="Read a site's market stories from its feed")
@app_commands.describe(
    url="The feed's address (RSS, Atom, JSON Feed), or a page of the site",
    channel="Where to post a card for each new story; leave it out to read without a word",
)
async def add(
    interaction: discord.Interaction[App],
    url: app_commands.Range[str, 8, 2000],
    channel: discord.TextChannel | discord.Thread | None = None,
) -> None:
    """Look at the feed and keep it; what it holds now is no news."""
    app, here = interaction.client, scope(interaction)
    known = await app.feeds.plans(here)
    if len(known) >= MOST:
        raise UserError(phrases().say("discord.feed.too_many", count=MOST))
    if channel is not None:
        may_post(channel)
    try:
        look = await soon(interaction, app.feed_reader.find(url.strip(), group=here), private=True)
    except FetchRefused as refused:
        raise UserError(refused.reason) from refused
    if any(plan.id == feed_id(here, look.url) and plan.active for plan in known) and channel is None:
        raise UserError(phrases().say("discord.feed.known", url=look.url))
    where = str(channel.id) if channel is not None else str(interaction.channel_id)
    plan = await app.feeds.add(FeedPlan("", here, look.url, where, cards=channel is not None), look)
    key = "discord.feed.added_cards" if plan.cards else "discord.feed.added"
    count = len(look.feed.entries) if look.feed is not None else 0
    words = phrases().say(key, feed=_linked(plan), channel=f"<#{where}>", count=count)
    await say(interaction, discord.Embed(description=words), private=True)


@command.command(name="list", description="The feeds I read for this server")
async def list_(interaction: discord.Interaction[App]) -> None:
    """The server's feeds and the operator's, with their state."""
    feeds = interaction.client.feeds
    own = [_told(plan) for plan in await feeds.plans(scope(interaction))]
    shared = [_told(plan) for plan in await feeds.plans(FEEDS)]
    lines = own or [phrases().say("discord.feed.none")]
    if shared:
        lines += [phrases().say("discord.feed.operator"), *shared]
    await say(interaction, discord.Embed(description=_fitting(lines)), private=True)


@command.command(name="remove", description="Stop reading a feed")
@app_commands.describe(feed="Which one")
async def remove(interaction: discord.Interaction[App], feed: app_commands.Range[str, 1, 2000]) -> None:
    """Forget a feed of the server; what was read from it stays."""
    plan = await _named(interaction, feed)
    if plan is None or await interaction.client.feeds.remove(plan.scope, plan.id) is None:
        raise UserError(phrases().say("discord.feed.unknown"))
    words = phrases().say("discord.feed.removed", feed=_linked(plan))
    await say(interaction, discord.Embed(description=words), private=True)


@command.command(name="test", description="Show every step of reading a feed; nothing is kept")
@app_commands.describe(feed="One of the server's feeds, or any address")
async def test(interaction: discord.Interaction[App], feed: app_commands.Range[str, 1, 2000]) -> None:
    """Fetch, parse and read a feed's newest entries, and say what became of each."""
    app, here = interaction.client, scope(interaction)
    plan = await _named(interaction, feed)
    url = plan.url if plan is not None else feed.strip()
    steps = await soon(interaction, app.feed_reader.trace(url, app.now(), group=here), private=True)
    embed = discord.Embed(title=limits.cut(escape(url), limits.TITLE), description=_fitting([_line(s) for s in steps]))
    await say(interaction, embed, private=True)


@remove.autocomplete("feed")
@test.autocomplete("feed")
async def feeds_here(interaction: discord.Interaction[App], typed: str) -> list[app_commands.Choice[str]]:
    """The server's feeds by any part of their title or address."""
    wanted = typed.strip().casefold()
    return [
        app_commands.Choice(name=limits.cut(plan.title or plan.url, 100), value=plan.id)
        for plan in await interaction.client.feeds.plans(scope(interaction))
        if wanted in f"{plan.title or ''} {plan.url}".casefold()
    ][:25]


async def _named(interaction: discord.Interaction[App], told: str) -> FeedPlan | None:
    """The server's feed of this id, address or title."""
    wanted = told.strip().casefold()
    plans = await interaction.client.feeds.plans(scope(interaction))
    return next(
        (plan for plan in plans if wanted in (plan.id, plan.url.casefold(), (plan.title or "").casefold())), None
    )


def _told(plan: FeedPlan) -> str:
    """A feed in one line: its name, where its cards go, and what is wrong with it."""
    state = "off" if not plan.active else "failing" if plan.failures else "cards" if plan.cards else "quiet"
    return phrases().say(f"discord.feed.{state}", feed=_linked(plan), channel=f"<#{plan.channel_id}>")


def _linked(plan: FeedPlan) -> str:
    name = escape(limits.cut(plan.title or plan.url, 100))
    url = safe_url(plan.url)
    return f"[{name}]({url})" if url is not None else name


def _line(step: Step) -> str:
    told = {name: escape(limits.cut(str(value), 150)) for name, value in step.told.items()}
    return f"{'✅' if step.ok else '▫️'} " + phrases().say(f"discord.feed.step.{step.what}", **told)


def _fitting(lines: list[str]) -> str:
    """As many lines as an embed takes."""
    kept: list[str] = []
    room = limits.DESCRIPTION - 2
    for line in lines:
        room -= limits.size(line) + 1
        if room < 0:
            return "\n".join([*kept, "…"])
        kept.append(line)
    return "\n".join(kept)
