"""The commands on Discord, one after another."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from bot.commands.brief_schedule import clock_time, exchange_in
from bot.desk import Desk
from storage.memory import MemoryStore
from tests.bot.test_discord_way import PAGE, STORY
from tests.discord_server import Channel, Discord, Guild, User
from tests.discord_server.objects import FORUM
from tests.discord_server.running import running
from tests.loopback_web import LoopbackWeb

DUE = (
    "Germany's inflation figures for February are due on Thursday, 26 February. On Tuesday the DAX closed 0.3 percent "
    "higher at 25,106.20 points."
)


async def test_close_says_which_day_it_means_and_refuses_a_day_that_is_none(
    world: Discord, channel: Channel, ann: User
) -> None:
    async with running(world):
        await world.reaction(await world.post(channel, ann, STORY))
        for told in ("2026-02-25", "today", "Feb 25", "wednesday"):
            assert "58,583.12" in (await world.slash(channel, ann, "close", index="nikkei", date=told)).text
        wrong = await world.slash(channel, ann, "close", index="nikkei", date="someday")
        assert wrong.original.ephemeral and "someday" in wrong.text


DOW = "The Dow Jones Industrial Average {} 0.5 percent to close at {} on {}."


async def test_yesterday_is_the_exchanges_own_day_in_a_command_a_button_and_a_mention(
    world: Discord, channel: Channel, ann: User
) -> None:
    world.now = datetime(2026, 2, 26, 1, 0, tzinfo=UTC)  # still Wednesday evening in New York
    async with running(world):
        for told in (DOW.format("rose", "49,174.50", "Tuesday"), DOW.format("fell", "48,928.63", "Wednesday")):
            await world.reply_to(await world.post(channel, ann, told))
        for command in ("close", "why", "sources"):
            for day, level in (("yesterday", "24 Feb 2026"), ("today", "25 Feb 2026")):
                for given in ({"index": "dow", "date": day}, {"index": f"dow {day}"}):
                    assert level in (await world.slash(channel, ann, command, **given)).text
            asked = await world.slash(channel, ann, command, index="dow jnes industrial", date="yesterday")
            assert "24 Feb 2026" in (await world.press(asked.original, ann, "Dow Jones Industrial Average")).text
        mention = await world.post(channel, ann, f"{world.bot.mention} dow yesterday")
        assert "49,174.50" in (await world.reply_to(mention)).text


async def test_a_name_may_bring_its_day_and_others_along(world: Discord, channel: Channel, ann: User) -> None:
    async with running(world):
        await world.reply_to(await world.post(channel, ann, STORY))
        assert "58,583.12" in (await world.slash(channel, ann, "close", index="close of the nikkei")).text
        both = await world.slash(channel, ann, "close", index="nikkei and kospi today")
        assert "58,583.12" in both.text and "5,969.64" in both.text
        asked = await world.slash(channel, ann, "close", index="nikei on 24 Feb")
        assert "no close known" in (await world.press(asked.original, ann, "Nikkei 225")).text
        futures = await world.slash(channel, ann, "close", index="nikkei 225 futures")
        assert "Did you mean" in futures.text and "58,583.12" not in futures.text
        wide = await world.slash(channel, ann, "close", index="nikkei last week")
        assert wide.original.ephemeral and "last week" in wide.text
        long = await world.slash(channel, ann, "close", index="nikei", date="of the last session that ended yesterday")
        assert "Did you mean" in long.text and not long.original.components  # no button could carry that day


async def test_sources_shows_every_story_in_its_own_words(
    world: Discord, guild: Guild, channel: Channel, ann: User
) -> None:
    async with LoopbackWeb() as web:
        web.page("http://news.example/wrap", PAGE)
        async with running(world, fetcher=web.fetcher()):
            told = DOW.format("rose", "49,174.50", "Tuesday")
            for text in (told, "http://news.example/wrap"):
                await world.reply_to(await world.post(channel, ann, text))
            choice = (await world.autocomplete(channel, ann, "sources", "index", index="dow jones i"))[0]
            answer = await world.slash(channel, ann, "sources", index=choice["value"], date="2026-02-24")
            for words in ("Tuesday", "0.20 percent, to close at 49,174.50", "http://news.example/wrap"):
                assert words in answer.text
            assert not answer.original.ephemeral
            assert "no close known" in (await world.slash(channel, ann, "sources", index="dax")).text
            elsewhere = world.channel(world.guild("Others"), "talk")
            assert "49,174.50" not in (await world.slash(elsewhere, ann, "sources", index="dow")).text


@pytest.mark.parametrize("typed", ["", "n", "NIK", "s&p", "dow j", "日経", "zzzzzz", "x" * 100, "`*_|~<@1>"])
async def test_autocomplete_offers_what_discord_takes(world: Discord, channel: Channel, ann: User, typed: str) -> None:
    async with running(world):
        for command in ("close", "why", "sources"):
            offered = await world.autocomplete(channel, ann, command, "index", index=typed)
            assert len({choice["value"] for choice in offered}) == len(offered) <= 25


async def test_why_tells_the_reasons(world: Discord, channel: Channel, ann: User) -> None:
    async with running(world):
        await world.reaction(await world.post(channel, ann, STORY))
        answer = await world.slash(channel, ann, "why", index="Nikkei 225")
        assert "tech rally on Wall Street" in answer.text
        asked = await world.slash(channel, ann, "why", index="nikei 225")
        assert "Did you mean" in asked.text
        assert "tech rally on Wall Street" in (await world.press(asked.original, ann, "Nikkei 225")).text


async def test_brief_tells_closes_and_what_is_due(world: Discord, channel: Channel, ann: User) -> None:
    async with running(world):
        for text in (STORY, DUE):
            await world.reaction(await world.post(channel, ann, text))
        whole = await world.slash(channel, ann, "brief")
        assert "58,583.12" in whole.text and "25,106.20" in whole.text
        [asia] = await world.autocomplete(channel, ann, "brief", "region", region="asia")
        narrowed = await world.slash(channel, ann, "brief", region=asia["value"])
        assert "58,583.12" in narrowed.text and "25,106.20" not in narrowed.text
        assert "Asia" in (await world.slash(channel, ann, "brief", region="atlantis")).text


async def test_help_is_for_the_asker_alone(world: Discord, channel: Channel, ann: User) -> None:
    async with running(world):
        answer = await world.slash(channel, ann, "help")
        assert answer.original.ephemeral and "/close" in answer.text


async def test_read_takes_a_text_or_a_link_and_says_when_there_is_no_story(
    world: Discord, channel: Channel, ann: User
) -> None:
    async with LoopbackWeb() as web:
        web.page("http://news.example/wrap", PAGE)
        async with running(world, fetcher=web.fetcher()):
            read = await world.slash(channel, ann, "read", story=STORY)
            assert "58,583.12" in read.text
            assert "49,174.50" in (await world.slash(channel, ann, "read", story="http://news.example/wrap")).text
            assert "found no market story" in (await world.slash(channel, ann, "read", story="lol nice")).text
            refused = await world.slash(channel, ann, "read", story="http://127.0.0.1/secret")
            assert "public address" in refused.text
            answer = await world.slash(channel, ann, "close", index="nikkei")
            assert "58,583.12" in answer.text and read.original.link in answer.text
            await world.delete(read.original)  # the answer stands for the story: with it the story is withdrawn
            await world.gateway.heard()
            assert "58,583.12" not in (await world.slash(channel, ann, "close", index="nikkei")).text


async def test_the_context_menu_reads_a_message(world: Discord, channel: Channel, ann: User) -> None:
    async with running(world, message_content=False):
        posted = await world.post(channel, ann, STORY)
        answer = await world.menu(posted, ann, "Read this market story")
        assert "58,583.12" in answer.text
        assert await world.reaction(posted) == "📊"
        nothing = await world.menu(await world.post(channel, ann, "good morning"), ann, "Read this market story")
        assert "found no market story" in nothing.text
        own = await world.menu(answer.original, ann, "Read this market story")
        assert own.original.ephemeral and "my own message" in own.text


async def test_forget_erases_ones_own_stories_and_what_was_said_to_them(
    world: Discord, guild: Guild, channel: Channel, ann: User
) -> None:
    async with running(world):
        mine = await world.post(channel, ann, STORY)
        other = await world.post(channel, world.user("ben"), DUE)
        for message in (mine, other):
            await world.reply_to(message)
        told = await world.slash(channel, ann, "forget", what="mine_here")
        assert told.original.ephemeral and "1" in told.text
        await world.until(lambda: not world.replies(mine) and not mine.reactions, "the card's removal")
        assert "58,583.12" not in (await world.slash(channel, ann, "close", index="nikkei")).text
        assert "25,106.20" in (await world.slash(channel, ann, "close", index="dax")).text
        assert world.replies(other)


async def test_forget_everywhere_reaches_other_servers(world: Discord, channel: Channel, ann: User) -> None:
    other = world.channel(world.guild("Others"), "talk")
    async with running(world):
        for place in (channel, other):
            await world.reply_to(await world.post(place, ann, STORY))
        assert "2" in (await world.slash(channel, ann, "forget", what="mine_everywhere")).text
        for place in (channel, other):
            assert "58,583.12" not in (await world.slash(place, ann, "close", index="nikkei")).text


async def test_only_an_admin_erases_a_server_and_only_after_a_second_look(
    world: Discord, guild: Guild, channel: Channel, ann: User
) -> None:
    async with running(world) as bot:
        await world.reply_to(await world.post(channel, ann, STORY))
        assert "may manage this server" in (await world.slash(channel, ann, "forget", what="server")).text
        await world.slash(channel, guild.owner, "channel", mode="quiet")
        sure = await world.slash(channel, guild.owner, "forget", what="server")
        assert "58,583.12" in (await world.slash(channel, ann, "close", index="nikkei")).text
        assert "erased: 1" in (await world.press(sure.original, guild.owner, "Erase everything")).text
        assert "58,583.12" not in (await world.slash(channel, ann, "close", index="nikkei")).text
        assert bot.app.modes.of(guild.id, channel.id) == "auto"


async def test_channel_sets_and_shows_what_is_done_where(world: Discord, guild: Guild, channel: Channel) -> None:
    forum = world.channel(guild, "stories", kind=FORUM)
    admin = guild.owner
    store = MemoryStore()
    for restarted in (False, True):
        async with running(world, store=store) as bot:
            if not restarted:
                await world.slash(channel, admin, "channel", mode="quiet", channel=forum)
                await world.slash(channel, admin, "channel", mode="off")
                told = await world.slash(channel, admin, "channel", mode="react", whole_server=True)
                assert "Every channel" in told.text and told.original.ephemeral
            modes = [bot.app.modes.of(guild.id, c) for c in (forum.id, channel.id, 1)]
            assert modes == ["quiet", "off", "react"]
            assert "do nothing" in (await world.slash(channel, admin, "channel")).text


TIMES = {"8:30": "08:30", "08.05": "08:05", "2015": "20:15", "7": "07:00", "12 am": "00:00", "12:15pm": "12:15"}


@pytest.mark.parametrize(("told", "meant"), TIMES.items())
def test_a_time_of_day_is_understood(told: str, meant: str) -> None:
    assert clock_time(told) == meant


@pytest.mark.parametrize("told", ["", "25:00", "8:61", "noon", "13 pm", "8:3", "١٢:٣٠x"])
async def test_a_time_that_is_none_is_refused(world: Discord, guild: Guild, channel: Channel, told: str) -> None:
    async with running(world):
        given: dict[str, Any] = {"time": told or "-", "timezone": "Asia/Tokyo"}
        refused = await world.slash(channel, guild.owner, "brief-schedule", **given)
        assert refused.original.ephemeral and "no time of day" in refused.text


@pytest.mark.parametrize(
    ("zone", "exchange"),
    [("Asia/Tokyo", "XTKS"), ("Asia/Calcutta", "XNSE"), ("America/New_York", "XNYS"), ("America/Chicago", "XNYS")],
)
def test_the_trading_days_are_those_of_the_zones_own_exchange(world: Discord, zone: str, exchange: str) -> None:
    assert exchange_in(Desk(MemoryStore(), lambda _: None), zone, world.now) == exchange  # type: ignore[arg-type,return-value]


async def test_briefs_are_scheduled_listed_and_removed(world: Discord, guild: Guild, channel: Channel) -> None:
    other, admin = world.channel(guild, "briefs"), guild.owner
    async with running(world) as bot:
        assert "Nothing is scheduled" in (await world.slash(channel, admin, "brief-schedule")).text
        zones = await world.autocomplete(channel, admin, "brief-schedule", "timezone", timezone="new y")
        assert zones[0] == {"name": "America/New_York (04:00)", "value": "America/New_York"}
        told = await world.slash(
            channel, admin, "brief-schedule", time="8:30", timezone=zones[0]["value"], channel=other
        )
        assert other.mention in told.text and "08:30" in told.text and "<t:1772026200:F>" in told.text
        await world.slash(channel, admin, "brief-schedule", time="9:00", timezone="tokyo")
        listed = await world.slash(channel, admin, "brief-schedule")
        [first, second] = await bot.app.briefs.plans(f"guild:{guild.id}")
        assert (first.zone, first.exchange, second.zone) == ("America/New_York", "XNYS", "Asia/Tokyo")
        await world.press(listed.original, admin, "Choose what to remove", first.id)
        assert await bot.app.briefs.plans(f"guild:{guild.id}") == (second,)
        assert (
            "no time zone"
            in (await world.slash(channel, admin, "brief-schedule", time="9:00", timezone="Mars/Base")).text
        )
        missing = await world.slash(channel, admin, "brief-schedule", time="9:00")
        assert missing.original.ephemeral and "time zone is missing" in missing.text
        other.denied = {"embed_links"}
        await world.set_permissions(other, denied={"embed_links"})
        lacking = await world.slash(channel, admin, "brief-schedule", time="9:00", timezone="tokyo", channel=other)
        assert "Embed Links" in lacking.text


async def test_commands_work_in_a_direct_chat(world: Discord, ann: User) -> None:
    async with running(world):
        private = world.dm(ann)
        await world.slash(private, ann, "read", story=STORY)
        assert "58,583.12" in (await world.slash(private, ann, "close", index="nikkei")).text
        assert "1" in (await world.slash(private, ann, "forget", what="mine_here")).text
        assert "58,583.12" not in (await world.slash(private, ann, "close", index="nikkei")).text
