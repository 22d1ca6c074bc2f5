"""What is done in which channel, and reading on request."""

from __future__ import annotations

import pytest

from tests.bot.test_discord_way import PAGE, STORY
from tests.bot.test_listen_forms import LEVEL, closes, settle
from tests.discord_server import Channel, Discord, Guild, User
from tests.discord_server.running import running
from tests.loopback_web import LoopbackWeb


@pytest.mark.parametrize(
    ("mode", "reacts", "replies", "knows"),
    [("auto", 1, 1, True), ("quiet", 1, 0, True), ("react", 0, 0, False), ("off", 0, 0, False)],
)
@pytest.mark.parametrize("place", ["channel", "thread", "server"])
async def test_a_story_in_each_mode(
    world: Discord,
    guild: Guild,
    channel: Channel,
    ann: User,
    mode: str,
    reacts: int,
    replies: int,
    knows: bool,
    place: str,
) -> None:
    async with running(world, default_mode="quiet" if mode == "auto" else "auto") as bot:
        await world.slash(channel, guild.owner, "channel", mode=mode, whole_server=place == "server")
        where = await world.open_thread(channel, "asia") if place == "thread" else channel
        posted = await world.post(where, ann, STORY)
        await settle(world, bot)
        assert (len(posted.reactions), len(world.replies(posted))) == (reacts, replies)
        assert (LEVEL in await closes(world, channel, ann)) == knows


@pytest.mark.parametrize("mode", ["auto", "quiet", "react", "off"])
async def test_a_server_can_be_set_up_by_the_operator(world: Discord, channel: Channel, ann: User, mode: str) -> None:
    async with running(world, default_mode=mode) as bot:
        posted = await world.post(channel, ann, STORY)
        await settle(world, bot)
        assert bool(world.replies(posted)) == (mode == "auto")


@pytest.mark.parametrize("mode", ["quiet", "react"])
async def test_the_bots_emoji_has_a_message_read(
    world: Discord, guild: Guild, channel: Channel, ann: User, mode: str
) -> None:
    old = await world.post(channel, ann, STORY, quietly=True)
    async with running(world, default_mode=mode) as bot:
        await world.react(old, ann, "👍")
        await settle(world, bot)
        assert not world.said(channel)
        await world.react(old, world.user("ben"), "📊")
        assert LEVEL in (await world.reply_to(old)).text
        await world.reaction(old, "📊")
        await world.react(old, ann, "📊")
        await settle(world, bot)
        assert len(world.replies(old)) == 1
        assert LEVEL in await closes(world, channel, ann)


async def test_the_emoji_on_what_is_no_story_gets_a_word(world: Discord, channel: Channel, ann: User) -> None:
    async with LoopbackWeb() as web:
        web.page("http://news.example/wall", "<p>subscribe</p>", status=402)
        async with running(world, fetcher=web.fetcher()) as bot:
            chat = await world.post(channel, ann, "good morning")
            await world.react(chat, ann, "📊")
            assert "no market story" in (await world.reply_to(chat)).text
            link = await world.post(channel, ann, "http://news.example/wall")
            await settle(world, bot)
            assert not world.replies(link), "nobody asked yet"
            await world.react(link, ann, "📊")
            assert "paywall" in (await world.reply_to(link)).text


async def test_in_a_channel_that_is_off_the_emoji_and_a_mention_do_nothing(
    world: Discord, channel: Channel, ann: User
) -> None:
    async with running(world, default_mode="off") as bot:
        posted = await world.post(channel, ann, f"{world.bot.mention} {STORY}")
        await world.react(posted, ann, "📊")
        await settle(world, bot)
        assert not world.said(channel) and world.bot not in posted.reactions["📊"]


async def test_in_react_mode_a_mention_is_answered(world: Discord, channel: Channel, ann: User) -> None:
    async with running(world, default_mode="react"):
        asked = await world.post(channel, ann, f"{world.bot.mention} {STORY}")
        assert LEVEL in (await world.reply_to(asked)).text
        asked = await world.post(channel, ann, f"{world.bot.mention} nikkei?")
        assert LEVEL in (await world.reply_to(asked)).text


async def test_what_a_mention_asks_to_read_and_cannot_be_read_gets_a_word(
    world: Discord, channel: Channel, ann: User
) -> None:
    async with LoopbackWeb() as web:
        web.page("http://news.example/wrap", PAGE)
        async with running(world, fetcher=web.fetcher()):
            asked = await world.post(channel, ann, f"{world.bot.mention} http://10.0.0.7/admin")
            assert "public address" in (await world.reply_to(asked)).text
            asked = await world.post(channel, ann, f"{world.bot.mention} http://news.example/wrap")
            assert "49,174.50" in (await world.reply_to(asked)).text
            assert web.dialed and all(address.startswith("93.184.") for address, _ in web.dialed)
