"""Starting, failing and leaving: each failure is one clear line that says what to do."""

from __future__ import annotations

import asyncio
import logging
import os
import signal

import discord
import pytest

from bot.app import NO_CONTENT, run
from bot.client import App
from bot.desk import Desk
from bot.failures import StartError
from bot.fetch import Fetcher
from extract import read
from storage import StorageError, Store
from storage.memory import MemoryStore
from tests.bot.test_discord_way import STORY
from tests.discord_server import Channel, Discord, Guild, User
from tests.discord_server.gateway import CONTENT
from tests.discord_server.running import discord_elsewhere, running, settings_for


async def _run(world: Discord, **changed: object) -> None:
    store = MemoryStore()
    with discord_elsewhere():
        await run(settings_for(world, **changed), store, Desk(store, read), Fetcher(), now=lambda: world.now)


async def test_a_bad_token_is_one_line(world: Discord) -> None:
    with pytest.raises(StartError, match=r"^Discord refuses DISCORD_TOKEN: [^\n]+$") as failed:
        await _run(world, discord_token="wrong")
    assert "wrong" not in str(failed.value)


async def test_a_token_that_the_gateway_refuses_is_the_same_line(world: Discord) -> None:
    world.gateway.refuse_token = True
    with pytest.raises(StartError, match="Discord refuses DISCORD_TOKEN"):
        await _run(world)


async def test_no_token_is_one_line(world: Discord) -> None:
    with pytest.raises(StartError, match="DISCORD_TOKEN is not set"):
        await _run(world, discord_token=None)


async def test_only_the_fewest_intents_are_asked_for(world: Discord) -> None:
    async with running(world):
        asked = discord.Intents._from_value(world.gateway.identifies[0]["intents"])
        assert {name for name, held in asked if held} == {
            *("guilds", "message_content"),
            *("guild_messages", "dm_messages", "guild_reactions", "dm_reactions"),
        }


async def test_without_message_content_the_bot_says_so_and_goes_on(
    channel: Channel, world: Discord, ann: User, caplog: pytest.LogCaptureFixture
) -> None:
    world.granted = 0
    async with running(world):
        assert [r.getMessage() for r in caplog.records if r.levelno == logging.WARNING and r.name == "bot.app"] == [
            NO_CONTENT
        ]
        assert [i["intents"] & CONTENT for i in world.gateway.identifies] == [CONTENT, 0]
        silent = await world.post(channel, ann, STORY)
        spoken = await world.post(channel, ann, f"{world.bot.mention} {STORY}")
        assert "58,583.12" in (await world.reply_to(spoken)).text
        assert not silent.reactions
        private = world.dm(ann)
        assert "58,583.12" in (await world.reply_to(await world.post(private, ann, STORY))).text


async def test_a_command_that_fails_is_logged_and_apologized_for_with_its_number(
    world: Discord, channel: Channel, ann: User, caplog: pytest.LogCaptureFixture
) -> None:
    class Broken(MemoryStore):
        async def sessions(self, scopes: object, instrument: str) -> list[object]:  # type: ignore[override]
            raise StorageError("the disk is gone")

        find = sessions  # type: ignore[assignment]

    async with running(world, store=Broken(), errors=True):
        answer = await world.slash(channel, ann, "close", index="nikkei")
        [record] = [r for r in caplog.records if r.levelno == logging.ERROR]
        assert record.exc_info is not None and "the disk is gone" in str(record.exc_info[1])
        number = str(record.args[0]) if isinstance(record.args, tuple) else ""
        assert answer.original.ephemeral and number in answer.text and "disk" not in answer.text


async def test_a_command_that_discord_knows_in_another_form_is_answered(
    world: Discord, channel: Channel, ann: User
) -> None:
    async with running(world) as bot:
        bot.app.tree.remove_command("why")
        assert "has changed" in (await world.slash(channel, ann, "why", index="nikkei")).text


async def test_a_slow_answer_is_announced_first(
    world: Discord, channel: Channel, ann: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = asyncio.Event()

    class Slow(MemoryStore):
        async def sessions(self, scopes: object, instrument: str) -> list[object]:  # type: ignore[override]
            await gate.wait()
            return []

    monkeypatch.setattr("bot.commands.answering.AT_ONCE_SECONDS", 0.0)
    async with running(world, store=Slow()):
        asked = await world.slash_only(channel, ann, "close", index="nikkei")
        await world.until(lambda: asked.responded)
        assert not asked.answered, "Discord shows that the bot is thinking"
        gate.set()
        assert "Nikkei" in (await world.answer(asked)).text


@pytest.mark.parametrize(
    ("denied", "named"),
    [("add_reactions", "Add Reactions"), ("send_messages", "Send Messages"), ("embed_links", "Embed Links")],
)
async def test_a_missing_permission_is_told_to_the_operator_once(
    world: Discord, channel: Channel, ann: User, denied: str, named: str, caplog: pytest.LogCaptureFixture
) -> None:
    channel.denied = {denied}
    async with running(world) as bot:
        for change in ("", " Volumes were thin."):
            await world.post(channel, ann, STORY + change)
            await world.gateway.heard()
            await bot.app.idle()
        told = [r.getMessage() for r in caplog.records if "permission" in r.getMessage()]
        assert len(told) == 1 and named in told[0] and "markets" in told[0]
        assert not [c for c in world.requests if c.status == 403], "nothing is asked for that would be refused"
        assert "58,583.12" in (await world.slash(channel, ann, "close", index="nikkei")).text


async def test_a_rate_limit_is_waited_out(world: Discord, channel: Channel, ann: User) -> None:
    async with running(world):
        world.limit("PUT", "/reactions/", after=0.0)
        world.limit("POST", "/messages", after=0.0, everything=True)
        posted = await world.post(channel, ann, STORY)
        await world.reply_to(posted)
        await world.reaction(posted)
        assert len(world.replies(posted)) == 1


async def test_an_ended_session_is_begun_anew_and_what_was_missed_is_read(
    world: Discord, channel: Channel, ann: User
) -> None:
    async with running(world):
        world.gateway.refuse_resume = True
        await world.drop()
        world.tick(minutes=1)
        posted = await world.post(channel, ann, STORY)
        assert "58,583.12" in (await world.reply_to(posted)).text
        assert len(world.gateway.identifies) == 2


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_a_signal_ends_it_in_order(world: Discord, channel: Channel, ann: User, number: signal.Signals) -> None:
    async with running(world) as bot:
        posted = await world.post(channel, ann, STORY)
        await world.gateway.heard()
        os.kill(os.getpid(), number)
        await asyncio.wait_for(bot.ended, 10)
        assert world.replies(posted), "what was begun is finished"
        assert not world.gateway.live and bot.app.is_closed()
        assert not bot.app.briefs.scheduler.running


async def test_a_server_that_removes_the_bot_is_erased(
    world: Discord, guild: Guild, channel: Channel, ann: User
) -> None:
    async with running(world) as bot:
        await world.reply_to(await world.post(channel, ann, STORY))
        await world.leave(guild, outage=True)
        await world.gateway.heard()
        assert await bot.store.sessions((f"guild:{guild.id}",), "nikkei225")
        await world.leave(guild)
        await world.gateway.heard()
        await _until_erased(bot.app, guild)


async def test_a_server_that_removed_the_bot_while_it_was_away_is_erased(
    world: Discord, guild: Guild, channel: Channel, ann: User, store: Store
) -> None:
    async with running(world, store=store):
        await world.reply_to(await world.post(channel, ann, STORY))
    del world.guilds[guild.id]
    async with running(world, store=store) as bot:
        await _until_erased(bot.app, guild)


async def test_a_store_that_another_application_used_is_not_erased(
    world: Discord, guild: Guild, channel: Channel, ann: User
) -> None:
    store = MemoryStore()
    async with running(world, store=store):
        await world.reply_to(await world.post(channel, ann, STORY))
    async with Discord() as elsewhere:
        elsewhere.application_id = elsewhere.bot.id = 1_000_000_000_000_000_999
        async with running(elsewhere, store=store):
            assert await store.sessions((f"guild:{guild.id}",), "nikkei225")


async def test_a_signal_while_logging_in_ends_it(world: Discord) -> None:
    world.failures = 1_000
    with discord_elsewhere():
        store = MemoryStore()
        ended = asyncio.create_task(run(settings_for(world), store, Desk(store, read), Fetcher()))
        await world.until(lambda: world.requests)
        os.kill(os.getpid(), signal.SIGTERM)
        await asyncio.wait_for(ended, 10)


async def test_what_is_not_as_discord_tells_it_ends_nothing(world: Discord, guild: Guild, channel: Channel) -> None:
    here = {"channel_id": str(channel.id), "guild_id": str(guild.id)}
    nobody = {"user_id": "5", "message_id": "6", "emoji": {"id": None, "name": "📊"}, "type": 0, "burst": False}
    async with running(world) as bot:
        for event, told in (
            ("MESSAGE_UPDATE", {"id": "7", **here}),
            ("MESSAGE_DELETE", {"id": "8", **here}),
            ("MESSAGE_DELETE_BULK", {"ids": ["9", "10"], **here}),
            ("MESSAGE_REACTION_ADD", nobody | here),
            ("THREAD_DELETE", {"id": "11", "guild_id": str(guild.id), "parent_id": str(channel.id), "type": 11}),
            ("SOMETHING_NEW", {"id": "12"}),
        ):
            await world.gateway.dispatch(event, told)
        await world.gateway.heard()
        await bot.app.idle()
        assert len(world.gateway.identifies) == 1 and world.gateway.resumes == 0


async def _until_erased(app: App, guild: Guild) -> None:
    scope = f"guild:{guild.id}"

    async def known() -> bool:
        settings = {one.scope for one in await app.store.all_settings()}
        return scope in settings or bool(await app.store.sessions((scope,), "nikkei225"))

    async with asyncio.timeout(5):
        while await known():  # noqa: ASYNC110 - the store tells nobody when it has changed
            await asyncio.sleep(0)


async def test_discord_out_of_reach_at_the_start_is_tried_again(
    world: Discord, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("bot.app._RETRY_SECONDS", (0,))
    world.failures = 1
    async with running(world):
        assert [r.getMessage() for r in caplog.records if "cannot be reached" in r.getMessage()]
