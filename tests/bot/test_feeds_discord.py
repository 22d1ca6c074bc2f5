"""/feed on Discord, from the command to the card in the channel."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.feed_schedule import OFF_AFTER
from tests.bot.feed_room import FEED, Site
from tests.discord_server import Channel, Discord, Guild, User
from tests.discord_server.running import Running, running
from tests.loopback_web import LoopbackWeb


@pytest.fixture
def ann(world: Discord, guild: Guild) -> User:
    """One who may manage the server, and everything else."""
    made = world.user("ann")
    guild.admins.add(made)
    return made


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    async with LoopbackWeb() as web:
        made = Site(web)
        made.serve()
        yield made


async def later(world: Discord, bot: Running, minutes: float = 10) -> None:
    world.tick(minutes=minutes)
    await bot.app.feeds.tick()


async def test_a_feed_from_its_adding_to_its_removal(
    world: Discord, guild: Guild, channel: Channel, ann: User, site: Site
) -> None:
    news = world.channel(guild, "news")
    site.publish(1)
    async with running(world, fetcher=site.web.fetcher()) as bot:
        added = await world.slash(channel, ann, "feed add", url=FEED, channel=news)
        assert added.original.ephemeral and "Wire" in added.text and "1 stories" in added.text
        site.publish(2)
        await later(world, bot)
        (card,) = world.said(news)
        assert "57,002.44" in card.text and "Nikkei" in card.text
        answer = await world.slash(channel, ann, "close", index="nikkei")
        assert "57,002.44" in answer.text and "http://wire.example/story/2" in answer.text
        listed = await world.slash(channel, ann, "feed list")
        assert "Wire" in listed.text and f"<#{news.id}>" in listed.text
        (choice,) = await world.autocomplete(channel, ann, "feed remove", "feed", feed="wi")
        assert choice["name"] == "Wire"
        assert "No longer" in (await world.slash(channel, ann, "feed remove", feed=choice["value"])).text
        site.publish(3)
        await later(world, bot)
        assert len(world.said(news)) == 1
        assert "No feed is read" in (await world.slash(channel, ann, "feed list")).text
        assert "none of this server's feeds" in (await world.slash(channel, ann, "feed remove", feed="wire")).text


async def test_what_cannot_be_added_is_said_in_one_line(
    world: Discord, guild: Guild, channel: Channel, ann: User, site: Site
) -> None:
    closed = world.channel(guild, "closed")
    site.web.page("http://bare.example/", "<!DOCTYPE html><html><body>Nothing</body></html>")
    async with running(world, fetcher=site.web.fetcher()):
        await world.set_permissions(closed, denied={"send_messages"})
        for url, where, told in (
            ("http://127.0.0.1/feed", None, "public address"),
            ("http://bare.example/", None, "no feed there"),
            ("http://nobody.example/", None, "no site by that name"),
            (FEED, closed, "Send Messages"),
        ):
            given = {"url": url} | ({"channel": where} if where is not None else {})
            refused = await world.slash(channel, ann, "feed add", **given)
            assert refused.original.ephemeral and told in refused.text
        await world.slash(channel, ann, "feed add", url=FEED)
        assert "already" in (await world.slash(channel, ann, "feed add", url=FEED)).text
    assert all(address.startswith("93.184.") for address, _ in site.web.dialed)


async def test_a_test_of_a_feed_shows_its_steps(world: Discord, channel: Channel, ann: User, site: Site) -> None:
    site.publish(1)
    site.publish(2, title="A **cat** is found @everyone")
    async with running(world, fetcher=site.web.fetcher()):
        shown = await world.slash(channel, ann, "feed test", feed=FEED)
        for told in ("Fetched: status 200", "Parsed: Wire, entries: 2", "Moves: 1", "no word of markets"):
            assert told in shown.text
        assert "no close known" in (await world.slash(channel, ann, "close", index="nikkei")).text
        assert "public address" in (await world.slash(channel, ann, "feed test", feed="http://10.0.0.1/rss")).text


async def test_a_feed_that_fails_for_days_is_switched_off_with_one_message(
    world: Discord, guild: Guild, channel: Channel, ann: User, site: Site
) -> None:
    news = world.channel(guild, "news")
    async with running(world, fetcher=site.web.fetcher(refused_seconds=0)) as bot:
        await world.slash(channel, ann, "feed add", url=FEED, channel=news)
        site.failing = 500
        for _ in range(OFF_AFTER + 5):
            await later(world, bot, minutes=13 * 60)
        (word,) = world.said(news)
        assert "switched off" in word.text and "(500)" in word.text and FEED in word.text.replace("\\", "")
        assert "switched off" in (await world.slash(channel, ann, "feed list")).text
        assert site.asked() == 1 + OFF_AFTER


async def test_operator_feeds_are_seen_by_every_server(world: Discord, channel: Channel, ann: User, site: Site) -> None:
    others = world.guild("Others")
    others.admins.add(ann)
    other = world.channel(others, "talk")
    async with running(world, fetcher=site.web.fetcher(), feeds=(FEED,)) as bot:
        await bot.app.feeds.tick()
        site.publish(1)
        await later(world, bot)
        for where in (channel, other):
            answer = await world.slash(where, ann, "close", index="nikkei")
            assert "57,001.44" in answer.text and "this bot's feeds" in answer.text
            assert "Wire" in (await world.slash(where, ann, "feed list")).text


async def test_a_server_that_is_left_keeps_no_feed(
    world: Discord, guild: Guild, channel: Channel, ann: User, site: Site
) -> None:
    async with running(world, fetcher=site.web.fetcher()) as bot:
        await world.slash(channel, ann, "feed add", url=FEED)
        asked = site.asked()
        await world.leave(guild)
        await world.gateway.heard()
        await bot.app.idle()
        await later(world, bot)
        assert await bot.app.feeds.plans(f"guild:{guild.id}") == ()
        assert site.asked() == asked
