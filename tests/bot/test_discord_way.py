"""The whole way, once: market stories posted on Discord in, the right closes out, whatever happens in between."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

import storage
from tests.discord_server import Channel, Discord, User
from tests.discord_server.running import running
from tests.loopback_web import LoopbackWeb

STORY = (
    "Asian shares ended mixed on Wednesday. In Tokyo, the Nikkei 225 closed up 2.2 percent, or 1,262.03 points, at "
    "58,583.12 after a tech rally on Wall Street lifted chip makers. The Kospi slipped 0.4 percent to 5,969.64."
)
PAGE = """<!doctype html><html><head><title>Wall Street ends higher on chip rally</title>
<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Wall Street ends higher on chip rally",
"datePublished": "2026-02-24T16:40:00-05:00"}</script></head><body><article><h1>Wall Street ends higher</h1>
<p>NEW YORK - U.S. stocks closed higher on Tuesday as chip makers rallied after strong earnings from the sector.</p>
<p>The Dow Jones Industrial Average rose 100.50 points, or 0.20 percent, to close at 49,174.50. The S&amp;P 500 gained
0.77 percent to 6,890.07 and the Nasdaq Composite climbed 1.05 percent to 22,863.68.</p>
<p>Traders said volumes were light ahead of inflation figures that are due later in the week, and that the mood among
investors had brightened after a run of upbeat company reports over the past days.</p></article></body></html>"""


async def test_a_posted_text_is_read_and_close_answers(world: Discord, channel: Channel, ann: User) -> None:
    async with running(world):
        posted = await world.post(channel, ann, STORY)
        assert await world.reaction(posted) == "📊"
        assert "58,583.12" in (await world.reply_to(posted)).text
        choices = await world.autocomplete(channel, ann, "close", "index", index="nik")
        assert choices[0] == {"name": "Nikkei 225", "value": "nikkei225"}
        answer = await world.slash(channel, ann, "close", index=choices[0]["value"])
        for told in ("58,583.12", "1,262.03", "2.2", "25 Feb 2026", "tech rally", posted.link):
            assert told in answer.text
        assert "5,969.64" in (await world.slash(channel, ann, "close", index="KOSPI", date="2026-02-25")).text
        assert "no close known" in (await world.slash(channel, ann, "close", index="Kospi", date="24 Feb")).text


async def test_a_posted_link_is_fetched_and_read(world: Discord, channel: Channel, ann: User) -> None:
    async with LoopbackWeb() as web:
        web.page("http://news.example/wrap", PAGE)
        async with running(world, fetcher=web.fetcher()):
            posted = await world.post(channel, ann, "worth reading: http://news.example/wrap")
            assert "49,174.50" in (await world.reply_to(posted)).text
            answer = await world.slash(channel, ann, "close", index="dow")
            for told in ("49,174.50", "24 Feb 2026", "http://news.example/wrap"):
                assert told in answer.text
        assert len(web.requests) == 1


async def test_a_name_that_is_not_known_offers_those_that_were_meant(
    world: Discord, channel: Channel, ann: User
) -> None:
    async with running(world):
        await world.reaction(await world.post(channel, ann, STORY))
        asked = await world.slash(channel, ann, "close", index="nikei 225")
        assert "Nikkei 225" in asked.text and "58,583.12" not in asked.text
        pressed = await world.press(asked.original, ann, "Nikkei 225")
        assert pressed.original is asked.original and "58,583.12" in asked.original.text
        assert asked.original.components == []


@pytest.mark.parametrize("question", ["where did the nikkei close?", "nikkei", "Why did the Nikkei rise?"])
async def test_a_mention_with_a_question_is_answered(
    world: Discord, channel: Channel, ann: User, question: str
) -> None:
    async with running(world):
        await world.reaction(await world.post(channel, ann, STORY))
        asked = await world.post(channel, ann, f"{world.bot.mention} {question}")
        reply = await world.reply_to(asked)
        assert ("tech rally" if "Why" in question else "58,583.12") in reply.text


async def test_a_question_about_a_day_that_is_none_gets_a_word(world: Discord, channel: Channel, ann: User) -> None:
    async with running(world):
        asked = await world.post(channel, ann, f"{world.bot.mention} where did the nikkei close on 2026-02-30?")
        assert "2026-02-30" in (await world.reply_to(asked)).text


async def test_a_direct_message_is_read_and_answered_apart_from_any_server(
    world: Discord, channel: Channel, ann: User
) -> None:
    async with running(world):
        private = world.dm(ann)
        posted = await world.post(private, ann, STORY)
        assert "58,583.12" in (await world.reply_to(posted)).text
        asked = await world.post(private, ann, "where did the nikkei close?")
        assert "58,583.12" in (await world.reply_to(asked)).text
        assert "no close known" in (await world.slash(channel, ann, "close", index="nikkei")).text


async def test_nothing_leaks_from_one_server_to_another(world: Discord, channel: Channel, ann: User) -> None:
    other = world.channel(world.guild("Others"), "talk")
    async with running(world):
        await world.reaction(await world.post(channel, ann, STORY))
        for command, given in (("close", {"index": "nikkei"}), ("why", {"index": "nikkei"}), ("brief", {})):
            answer = await world.slash(other, ann, command, **given)
            assert "58,583.12" not in answer.text and "tech rally" not in answer.text


async def test_a_restart_keeps_everything(world: Discord, channel: Channel, ann: User, tmp_path: Path) -> None:
    for _ in range(2):
        store = await storage.connect(f"journal:{tmp_path / 'store'}")
        async with running(world, store=store):
            if not channel.messages:
                await world.reply_to(await world.post(channel, ann, STORY))
            answer = await world.slash(channel, ann, "close", index="nikkei")
            assert "58,583.12" in answer.text and "tech rally" in answer.text
        await store.close()
    assert len(world.calls("PUT", "/commands")) == 1, "the commands did not change"
    assert len(world.calls("POST", "/messages")) == 1, "the card was not posted again"


async def test_a_dropped_connection_is_resumed_and_misses_nothing(world: Discord, channel: Channel, ann: User) -> None:
    async with running(world):
        await world.drop()
        posted = await world.post(channel, ann, STORY)
        await world.reply_to(posted)
        assert world.gateway.resumes == 1
        assert len(world.replies(posted)) == 1


async def test_with_as_many_connections_as_discord_asks_for(world: Discord, channel: Channel, ann: User) -> None:
    from discord.gateway import DiscordWebSocket

    assert DiscordWebSocket.DEFAULT_GATEWAY.host != "127.0.0.1"
    async with running(world, discord_gateway_url=None) as bot:
        assert world.gateway.identifies[0]["shard"] == [0, 1]
        await world.reply_to(await world.post(channel, ann, STORY))
        await world.drop()
        await world.until(lambda: world.gateway.resumes == 1 and world.gateway.live)
        assert "58,583.12" in (await world.slash(channel, ann, "close", index="nikkei")).text
        assert bot.app.in_touch


async def test_quoted_text_pings_nobody(world: Discord, channel: Channel, ann: User) -> None:
    story = STORY.replace(
        "after a tech rally", f"after @everyone, @here, {ann.mention} and <@&{channel.id}> said a tech rally"
    )
    async with running(world) as bot:
        posted = await world.post(channel, ann, story)
        reply = await world.reply_to(posted)
        answer = await world.slash(channel, ann, "why", index="nikkei")
        asked = await world.post(channel, ann, f"{world.bot.mention} why did the nikkei @everyone rise?")
        said = [reply, answer.original, await world.reply_to(asked)]
        assert [m.pings for m in said] == [set(), set(), set()]
        assert all(not m.content for m in said), "embeds ping nobody, whatever they quote"
        await bot.app.idle()


async def test_many_stories_at_once_are_each_answered_once(world: Discord, channel: Channel) -> None:
    async with running(world):
        people = [world.user(f"user {n}") for n in range(20)]
        stories = [STORY.replace("58,583.12", f"58,{500 + n}.12") for n in range(20)]
        posted = await asyncio.gather(*(world.post(channel, p, s) for p, s in zip(people, stories, strict=True)))
        for message in posted:
            await world.reply_to(message)
        assert [len(world.replies(message)) for message in posted] == [1] * 20
