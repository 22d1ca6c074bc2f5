"""Scheduled briefs: at their minute, on trading days, once; over restarts and crashes. The real scheduler runs, on the
clock of the test."""

from __future__ import annotations

import asyncio
import datetime as time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from apscheduler.executors import base as executors
from apscheduler.schedulers import base as schedulers

import storage
from bot.client import App
from storage import StorageError, Store
from storage.memory import MemoryStore
from storage.record import BriefPlan, Delivery, GuildSettings
from tests.bot.test_discord_way import STORY
from tests.bot.test_listen_forms import LEVEL
from tests.discord_server import Channel, Discord, Guild, User
from tests.discord_server.running import running

TOKYO = ZoneInfo("Asia/Tokyo")
Wind = Callable[..., None]


@pytest.fixture
def wind(world: Discord, monkeypatch: pytest.MonkeyPatch) -> Wind:
    """Sets the world's clock, which the scheduler lives by too."""

    class Now(time.datetime):
        @classmethod
        def now(cls, tz: time.tzinfo | None = None) -> time.datetime:  # type: ignore[override]
            return world.now.astimezone(tz)

    for module in (schedulers, executors):
        monkeypatch.setattr(module, "datetime", Now)

    def set_clock(*told: int, zone: ZoneInfo = TOKYO) -> None:
        world.now = time.datetime(*told, tzinfo=zone).astimezone(time.UTC)  # type: ignore[misc]

    return set_clock


async def ring(world: Discord, app: App) -> None:
    """The scheduler looks at the clock, and all that was due is done."""
    app.briefs.scheduler.wakeup()
    await done(app)
    await world.gateway.heard()


async def done(app: App) -> None:
    """The scheduler has begun what was due, and it has ended."""
    for _ in range(3):  # it begins its jobs in the loop's next turns
        await asyncio.sleep(0)
    under_way = app.briefs.scheduler._lookup_executor("default")._pending_futures
    while under_way:
        await asyncio.wait(set(under_way))
        await asyncio.sleep(0)


def plan(guild: Guild, channel: Channel, at: str = "08:30", zone: str = "Asia/Tokyo", mic: str = "XTKS") -> BriefPlan:
    return BriefPlan("plan", f"guild:{guild.id}", str(channel.id), at, zone, mic)


async def store_with(made: BriefPlan, store: Store | None = None) -> Store:
    kept = store or MemoryStore()
    await kept.save_settings(GuildSettings(made.scope, briefs=(made,)))
    return kept


async def test_a_brief_arrives_at_its_minute_on_trading_days_once(
    world: Discord, guild: Guild, channel: Channel, ann: User, wind: Wind
) -> None:
    briefs = world.channel(guild, "briefs")
    wind(2026, 2, 25, 18, 0)  # a Wednesday
    async with running(world) as bot:
        await world.reply_to(await world.post(channel, ann, STORY))
        await world.slash(channel, guild.owner, "brief-schedule", time="08:30", timezone="Asia/Tokyo", channel=briefs)
        wind(2026, 2, 26, 8, 29)
        await ring(world, bot.app)
        assert not world.said(briefs)
        wind(2026, 2, 26, 8, 30)
        await ring(world, bot.app)
        [brief] = world.said(briefs)
        assert LEVEL in brief.text and "26 Feb 2026" in brief.text and not brief.pings
        await ring(world, bot.app)
        wind(2026, 2, 27, 8, 31)
        await ring(world, bot.app)
        for day in (28, 1):  # Saturday and Sunday
            wind(2026, 2 if day == 28 else 3, day, 8, 30)
            await ring(world, bot.app)
        assert ["27 Feb 2026" in m.text for m in world.said(briefs)] == [False, True]


async def test_on_a_holiday_of_the_exchange_no_brief_is_sent(
    world: Discord, guild: Guild, channel: Channel, ann: User, wind: Wind
) -> None:
    wind(2026, 2, 10, 18, 0)
    async with running(world, store=await store_with(plan(guild, channel))) as bot:
        await world.reply_to(await world.post(channel, ann, "The Nikkei 225 closed 0.4% higher at 57,000.12 today."))
        said = len(world.said(channel))
        wind(2026, 2, 11, 8, 30)  # National Foundation Day
        await ring(world, bot.app)
        assert len(world.said(channel)) == said
        wind(2026, 2, 12, 8, 30)
        await ring(world, bot.app)
        assert len(world.said(channel)) == said + 1


async def test_nothing_known_is_nothing_sent(world: Discord, guild: Guild, channel: Channel, wind: Wind) -> None:
    wind(2026, 2, 26, 8, 29)
    async with running(world, store=await store_with(plan(guild, channel))) as bot:
        wind(2026, 2, 26, 8, 30)
        await ring(world, bot.app)
        assert not world.said(channel)


async def test_a_minute_missed_by_a_restart_is_made_up_for_within_ten_minutes(
    world: Discord, guild: Guild, channel: Channel, ann: User, wind: Wind, tmp_path: Path
) -> None:
    wind(2026, 2, 25, 18, 0)
    for at, sent in ((None, 0), (29, 0), (39, 1), (40, 1)):
        if at is not None:
            wind(2026, 2, 26, 8, at)
        store = await storage.connect(f"journal:{tmp_path / 'store'}")
        async with running(world, store=store) as bot:
            if at is None:
                await world.reply_to(await world.post(channel, ann, STORY))
                await bot.app.briefs.add(plan(guild, channel))
            await done(bot.app)
            assert len(world.said(channel)) - 1 == sent
        await store.close()


async def test_a_minute_missed_by_more_is_left_out(
    world: Discord, guild: Guild, channel: Channel, ann: User, wind: Wind
) -> None:
    wind(2026, 2, 25, 18, 0)
    store = await store_with(plan(guild, channel))
    async with running(world, store=store):
        await world.reply_to(await world.post(channel, ann, STORY))
    wind(2026, 2, 26, 8, 41)
    async with running(world, store=store) as bot:
        await ring(world, bot.app)
        assert len(world.said(channel)) == 1


async def test_what_was_claimed_before_a_crash_is_not_sent_again(
    world: Discord, guild: Guild, channel: Channel, ann: User, wind: Wind
) -> None:
    wind(2026, 2, 25, 18, 0)
    store = await store_with(plan(guild, channel))
    async with running(world, store=store) as bot:
        await world.reply_to(await world.post(channel, ann, STORY))
        assert await store.claim(Delivery("plan:2026-02-26", f"guild:{guild.id}", world.now))
        wind(2026, 2, 26, 8, 30)
        await ring(world, bot.app)
        assert len(world.said(channel)) == 1


async def test_a_brief_that_is_being_sent_when_the_bot_leaves_is_sent(
    world: Discord, guild: Guild, channel: Channel, ann: User, wind: Wind
) -> None:
    claimed, gate = asyncio.Event(), asyncio.Event()

    class Slow(MemoryStore):
        async def claim(self, delivery: Delivery) -> bool:
            claimed.set()
            await gate.wait()
            return await super().claim(delivery)

    wind(2026, 2, 25, 18, 0)
    store = await store_with(plan(guild, channel), Slow())
    async with running(world, store=store) as bot:
        await world.reply_to(await world.post(channel, ann, STORY))
        wind(2026, 2, 26, 8, 30)
        bot.app.briefs.scheduler.wakeup()
        await asyncio.wait_for(claimed.wait(), 5)
        leaving = asyncio.create_task(bot.app.close())
        await asyncio.sleep(0)
        gate.set()
        await leaving
        assert len(world.said(channel)) == 2
        noted = await store.delivery("plan:2026-02-26")
        assert noted is not None and noted.message_id is not None


async def test_a_sent_brief_is_noted_with_its_message(
    world: Discord, guild: Guild, channel: Channel, ann: User, wind: Wind
) -> None:
    wind(2026, 2, 25, 18, 0)
    async with running(world, store=await store_with(plan(guild, channel))) as bot:
        await world.reply_to(await world.post(channel, ann, STORY))
        wind(2026, 2, 26, 8, 30)
        await ring(world, bot.app)
        noted = await bot.store.delivery("plan:2026-02-26")
        assert noted is not None and noted.message_id == str(world.said(channel)[-1].id)


async def test_a_claim_that_cannot_be_kept_is_no_leave_to_send(
    world: Discord, guild: Guild, channel: Channel, ann: User, wind: Wind, caplog: pytest.LogCaptureFixture
) -> None:
    class Full(MemoryStore):
        async def claim(self, delivery: Delivery) -> bool:
            raise StorageError("the disk is full")

    wind(2026, 2, 25, 18, 0)
    async with running(world, store=await store_with(plan(guild, channel), Full()), errors=True) as bot:
        await world.reply_to(await world.post(channel, ann, STORY))
        wind(2026, 2, 26, 8, 30)
        await ring(world, bot.app)
        assert len(world.said(channel)) == 1
        assert "the disk is full" in caplog.text


async def test_a_time_that_the_autumn_night_has_twice_is_kept_once(
    world: Discord, guild: Guild, channel: Channel, ann: User, wind: Wind
) -> None:
    berlin = ZoneInfo("Europe/Berlin")
    night = replace(plan(guild, channel, "02:30", "Europe/Berlin", "24X7"))
    wind(2026, 10, 24, 12, 0, zone=berlin)
    async with running(world, store=await store_with(night)) as bot:
        await world.reply_to(
            await world.post(channel, ann, "The Nikkei 225 closed 0.4% higher at 57,000.12 on Friday.")
        )
        for hour in (0, 1):  # 00:30 and 01:30 UTC: half past two in summer time, and in winter time
            world.now = time.datetime(2026, 10, 25, hour, 30, tzinfo=time.UTC)
            await ring(world, bot.app)
        assert len(world.said(channel)) == 2


async def test_a_channel_that_refuses_is_told_to_the_operator(
    world: Discord, guild: Guild, channel: Channel, ann: User, wind: Wind, caplog: pytest.LogCaptureFixture
) -> None:
    shut = world.channel(guild, "shut", denied=["send_messages"])
    wind(2026, 2, 25, 18, 0)
    async with running(world, store=await store_with(plan(guild, shut))) as bot:
        await world.reply_to(await world.post(channel, ann, STORY))
        wind(2026, 2, 26, 8, 30)
        await ring(world, bot.app)
        assert "shut" in caplog.text and "Send Messages" in caplog.text
        assert not [c for c in world.requests if c.status == 403]


async def test_a_plan_that_makes_no_sense_harms_no_other(
    world: Discord, guild: Guild, channel: Channel, ann: User, wind: Wind
) -> None:
    scope, good = f"guild:{guild.id}", plan(guild, channel)
    bad = [replace(good, id="a", zone="Mars/Base"), replace(good, id="b", at="99:99"), replace(good, id="c", at="x")]
    store = MemoryStore()
    await store.save_settings(GuildSettings(scope, briefs=(*bad, good)))
    wind(2026, 2, 25, 18, 0)
    async with running(world, store=store, errors=True) as bot:
        await world.reply_to(await world.post(channel, ann, STORY))
        wind(2026, 2, 26, 8, 30)
        await ring(world, bot.app)
        assert len(world.said(channel)) == 2


async def test_a_brief_that_discord_did_not_take_is_sent_again_and_stands_there_once(
    world: Discord, guild: Guild, channel: Channel, ann: User, wind: Wind, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.brief_news.SEND_AGAIN_AFTER", (0.0, 0.0))
    wind(2026, 2, 25, 18, 0)
    async with running(world, store=await store_with(plan(guild, channel))) as bot:
        await world.reaction(await world.post(channel, ann, STORY))
        wind(2026, 2, 26, 8, 30)
        world.failures = 1
        world.swallowed = 1
        await ring(world, bot.app)
        assert len(world.said(channel)) == 2
        assert len(world.calls("POST", "/messages")) == 4
        noted = await bot.store.delivery("plan:2026-02-26")
        assert noted is not None and noted.message_id == str(world.said(channel)[-1].id)
