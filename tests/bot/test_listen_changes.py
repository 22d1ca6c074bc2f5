"""What is edited, deleted or gone: the facts and the bot's words follow."""

from __future__ import annotations

import asyncio

import pytest

from bot.fetch import Fetcher, Page
from tests.bot.test_discord_way import PAGE, STORY
from tests.bot.test_listen_forms import LEVEL, closes, settle
from tests.discord_server import Channel, Discord, Guild, User
from tests.discord_server.objects import FORUM
from tests.discord_server.running import running
from tests.loopback_web import LoopbackWeb

LONG = " Dealers spoke of calm trading in most of the region, with little news to drive prices either way." * 3


async def test_an_edit_replaces_the_facts_and_edits_the_reply(world: Discord, channel: Channel, ann: User) -> None:
    async with running(world) as bot:
        posted = await world.post(channel, ann, STORY.replace("58,583.12", "58,853.12"))
        reply = await world.reply_to(posted)
        assert "58,853.12" in reply.text
        world.tick(minutes=2)
        await world.edit(posted, STORY)
        await world.until(lambda: LEVEL in reply.text, "the edited reply")
        await settle(world, bot)
        assert len(world.said(channel)) == 1 and reply.edits == 1
        told = await closes(world, channel, ann)
        assert LEVEL in told and "58,853.12" not in told


async def test_an_edit_that_leaves_no_story_takes_everything_back(world: Discord, channel: Channel, ann: User) -> None:
    async with running(world) as bot:
        posted = await world.post(channel, ann, STORY)
        reply = await world.reply_to(posted)
        await world.reaction(posted)
        await world.edit(posted, "never mind")
        await settle(world, bot)
        assert reply.deleted and not posted.reactions
        assert LEVEL not in await closes(world, channel, ann)


async def test_a_reply_whose_connection_broke_stands_once_and_goes_with_its_message(
    world: Discord, channel: Channel, ann: User
) -> None:
    async with running(world) as bot:
        world.swallowed = 1  # it is posted, but the bot is never told
        posted = await world.post(channel, ann, STORY)
        await world.reaction(posted)
        await settle(world, bot)
        [reply] = world.replies(posted)
        assert not world.swallowed
        await world.delete(posted)
        await settle(world, bot)
        assert reply.deleted


async def test_an_edit_that_makes_a_story_is_read(world: Discord, channel: Channel, ann: User) -> None:
    async with running(world):
        posted = await world.post(channel, ann, "wait for it")
        await world.edit(posted, STORY)
        assert LEVEL in (await world.reply_to(posted)).text


async def test_an_edit_a_day_later_is_not_read_as_of_either_day(world: Discord, channel: Channel, ann: User) -> None:
    async with running(world) as bot:
        posted = await world.post(channel, ann, "The Nikkei 225 closed at 58,583.12 today, up 2.2 percent.")
        await world.reply_to(posted)
        world.tick(days=1)
        await world.edit(posted, "The Nikkei 225 closed at 58,901.00 today, up 0.5 percent.")
        await settle(world, bot)
        told = await closes(world, channel, ann)
        assert LEVEL not in told and "58,901.00" not in told and not posted.reactions


async def test_an_edited_question_gets_its_answer_edited(world: Discord, channel: Channel, ann: User) -> None:
    async with running(world) as bot:
        await world.reply_to(await world.post(channel, ann, STORY))
        asked = await world.post(channel, ann, f"{world.bot.mention} where did the nikkei close?")
        reply = await world.reply_to(asked)
        await world.edit(asked, f"{world.bot.mention} where did the kospi close?")
        await world.until(lambda: "5,969.64" in reply.text, "the edited answer")
        await settle(world, bot)
        assert len(world.replies(asked)) == 1
        await world.delete(asked)
        await settle(world, bot)
        assert reply.deleted


@pytest.mark.parametrize("restarted", [False, True])
async def test_a_deleted_message_is_forgotten_and_the_reply_goes(
    world: Discord, channel: Channel, ann: User, restarted: bool
) -> None:
    async with running(world) as first:
        posted = await world.post(channel, ann, STORY)
        reply = await world.reply_to(posted)
        store = first.store
        if not restarted:
            await world.delete(posted)
            await settle(world, first)
    if restarted:
        async with running(world, store=store) as bot:
            await world.delete(posted)
            await settle(world, bot)
    assert reply.deleted
    async with running(world, store=store):
        assert LEVEL not in await closes(world, channel, ann)


async def test_many_deleted_at_once_are_forgotten(world: Discord, channel: Channel, ann: User) -> None:
    async with running(world) as bot:
        posted = [await world.post(channel, ann, STORY.replace("58,583.12", f"58,58{n}.12")) for n in range(3)]
        replies = [await world.reply_to(message) for message in posted]
        calls = len(world.calls("DELETE", replies[0].link.rpartition("/")[2]))
        await world.delete_many([*posted, replies[0]])
        await settle(world, bot)
        assert all(reply.deleted for reply in replies)
        assert len(world.calls("DELETE", str(replies[0].id))) == calls, "what is gone is not deleted again"
        assert "58,58" not in await closes(world, channel, ann)


async def test_a_message_deleted_while_its_link_is_read_leaves_nothing(
    world: Discord, channel: Channel, ann: User
) -> None:
    class Slow(Fetcher):
        async def fetch(self, url: str, *, group: str = "") -> Page:
            asked.set()
            await gate.wait()
            return await super().fetch(url, group=group)

    asked, gate = asyncio.Event(), asyncio.Event()
    async with LoopbackWeb() as web:
        web.page("http://news.example/wrap", PAGE)
        async with running(world, fetcher=Slow(dial=web.dial, resolver=web.resolve)) as bot:
            posted = await world.post(channel, ann, "http://news.example/wrap")
            await asyncio.wait_for(asked.wait(), 5)
            await world.delete(posted)
            await world.gateway.heard()
            gate.set()
            await bot.app.idle()
            assert not world.said(channel)
            assert "49,174.50" not in await closes(world, channel, ann, "dow")


@pytest.mark.parametrize("gone", [0, 1, 2])
async def test_of_a_story_in_parts_what_is_left_is_read_anew(
    world: Discord, channel: Channel, ann: User, gone: int
) -> None:
    told = {"nikkei": "58,583.12", "kospi": "5,969.64", "hang seng": "26,765.72"}
    names = ["Nikkei 225", "Kospi", "Hang Seng"]
    async with running(world) as bot:
        parts = []
        for name, level in zip(names, told.values(), strict=True):
            text = f"On Wednesday, 25 February, the {name} closed 0.4 percent higher at {level}.{LONG}"
            parts.append(await world.post(channel, ann, text))
            world.tick(seconds=3)
        await settle(world, bot)
        assert [len(world.replies(part)) for part in parts] == [1, 0, 0]
        await world.delete(parts[gone])
        await settle(world, bot)
        for at, (name, level) in enumerate(told.items()):
            assert (level in await closes(world, channel, ann, name)) == (at != gone)
        left = [part for at, part in enumerate(parts) if at != gone]
        assert [len(world.replies(part)) for part in left] == [1, 0]


async def test_an_edited_part_is_read_with_the_others(world: Discord, channel: Channel, ann: User) -> None:
    async with running(world) as bot:
        first = await world.post(channel, ann, f"TOKYO - On Wednesday the Nikkei 225 rose 2.2 percent.{LONG}")
        second = await world.post(
            channel, ann, f"The index ended at 58,853.12, with stocks in Europe up 1 percent.{LONG}"
        )
        await settle(world, bot)
        assert "58,853.12" in await closes(world, channel, ann)
        await world.edit(second, f"The index ended at 58,583.12, with stocks in Europe up 1 percent.{LONG}")
        await settle(world, bot)
        assert LEVEL in await closes(world, channel, ann)
        assert [len(world.replies(part)) for part in (first, second)] == [1, 0]


async def test_with_a_channel_all_its_stories_go(world: Discord, guild: Guild, channel: Channel, ann: User) -> None:
    other = world.channel(guild, "other")
    async with running(world) as bot:
        await world.reply_to(await world.post(other, ann, STORY))
        await world.slash(other, guild.owner, "brief-schedule", time="8:00", timezone="Asia/Tokyo")
        assert LEVEL in await closes(world, channel, ann)
        await world.remove_channel(other)
        await settle(world, bot)
        assert LEVEL not in await closes(world, channel, ann)
        assert "Nothing is scheduled" in (await world.slash(channel, guild.owner, "brief-schedule")).text


async def test_with_a_thread_all_its_stories_go(world: Discord, guild: Guild, channel: Channel, ann: User) -> None:
    forum = world.channel(guild, "stories", kind=FORUM)
    async with running(world) as bot:
        thread = await world.open_thread(channel, "asia")
        await world.reply_to(await world.post(thread, ann, STORY))
        opened = await world.open_post(forum, ann, "US", "The Dow closed at 49,174.50 on Tuesday, up 0.2 percent.")
        await world.reply_to(opened)
        await world.slash(thread, guild.owner, "brief-schedule", time="8:00", timezone="Asia/Tokyo")
        await world.remove_channel(thread)
        await world.remove_channel(forum)
        await settle(world, bot)
        assert LEVEL not in await closes(world, channel, ann)
        assert "Nothing is scheduled" in (await world.slash(channel, guild.owner, "brief-schedule")).text
        assert "49,174.50" not in await closes(world, channel, ann, "dow")


async def test_with_a_channel_go_the_stories_of_its_archived_threads(
    world: Discord, guild: Guild, channel: Channel, ann: User
) -> None:
    other = world.channel(guild, "asia")
    async with running(world) as bot:
        thread = await world.open_thread(other, "tokyo")
        await world.reply_to(await world.post(thread, ann, STORY))
        await world.archive(thread)
        assert LEVEL in await closes(world, channel, ann)
        await world.remove_channel(other)
        await settle(world, bot)
        assert LEVEL not in await closes(world, channel, ann)


async def test_a_reply_that_somebody_deleted_does_not_come_back(world: Discord, channel: Channel, ann: User) -> None:
    async with running(world) as bot:
        posted = await world.post(channel, ann, STORY)
        await world.delete(await world.reply_to(posted))
        await world.edit(posted, STORY + " Volumes were thin.")
        await settle(world, bot)
        assert not world.said(channel)
        assert LEVEL in await closes(world, channel, ann)
