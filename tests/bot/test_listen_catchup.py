"""What was posted while the bot was away."""

from __future__ import annotations

import pytest

from storage.memory import MemoryStore
from tests.bot.test_discord_way import STORY
from tests.bot.test_listen_forms import LEVEL, closes, settle
from tests.discord_server import Channel, Discord, Guild, User
from tests.discord_server.running import running


async def test_stories_posted_while_the_bot_was_away_are_read(
    world: Discord, guild: Guild, channel: Channel, ann: User
) -> None:
    store = MemoryStore()
    async with running(world, store=store):
        before = await world.post(channel, ann, "The Kospi closed 0.4 percent lower at 5,969.64 on Wednesday.")
        await world.reply_to(before)
    world.tick(minutes=5)
    thread = await world.open_thread(channel, "asia")
    missed = await world.post(channel, ann, STORY)
    in_thread = await world.post(thread, ann, "The Dow closed at 49,174.50 on Tuesday, up 0.2 percent.")
    await world.post(channel, ann, "good morning")
    async with running(world, store=store) as bot:
        await world.reaction(missed)
        await world.reaction(in_thread)
        assert LEVEL in await closes(world, channel, ann)
        assert "49,174.50" in await closes(world, channel, ann, "dow")
        await settle(world, bot)
        assert [len(world.replies(m)) for m in (before, missed, in_thread)] == [1, 1, 1]
    async with running(world, store=store) as bot:
        await settle(world, bot)
        assert [len(world.replies(m)) for m in (before, missed)] == [1, 1], "nothing is told twice"


async def test_what_is_caught_up_late_gets_no_reply_any_more(world: Discord, channel: Channel, ann: User) -> None:
    store = MemoryStore()
    async with running(world, store=store):
        pass
    world.tick(minutes=1)
    missed = await world.post(channel, ann, STORY)
    world.tick(hours=3)
    async with running(world, store=store) as bot:
        await world.reaction(missed)
        await settle(world, bot)
        assert not world.said(channel)
        assert LEVEL in await closes(world, channel, ann)


async def test_what_stood_there_before_the_first_start_is_not_read(world: Discord, channel: Channel, ann: User) -> None:
    old = await world.post(channel, ann, STORY)
    async with running(world) as bot:
        await settle(world, bot)
        assert not old.reactions and not world.calls("GET", "/messages")


async def test_catching_up_is_bounded(world: Discord, channel: Channel, ann: User) -> None:
    store = MemoryStore()
    async with running(world, store=store):
        pass
    world.tick(minutes=1)
    long_ago = await world.post(channel, ann, STORY)
    world.tick(hours=25)
    for n in range(120):
        world.tick(seconds=1)
        await world.post(channel, ann, f"The Kospi closed 0.{n + 1} percent lower at 5,{100 + n}.64 on Thursday.")
    async with running(world, store=store) as bot:
        await settle(world, bot)
        read = [m for m in channel.messages.values() if m.reactions]
        assert len(read) == 100 and not long_ago.reactions
        assert 0 < len(world.said(channel)) <= 5
        assert len(world.calls("GET", f"/channels/{channel.id}/messages")) <= 2


@pytest.mark.parametrize("denied", ["view_channel", "read_message_history"])
async def test_channels_that_may_not_be_read_are_left_alone(
    world: Discord, guild: Guild, channel: Channel, ann: User, denied: str
) -> None:
    store = MemoryStore()
    async with running(world, store=store):
        pass
    world.tick(minutes=1)
    channel.denied = {denied}
    await world.post(channel, ann, STORY)
    async with running(world, store=store) as bot:
        await settle(world, bot)
        assert not [c for c in world.requests if c.status == 403] and not world.calls("GET", "/messages")
