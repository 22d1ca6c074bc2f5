"""Feeds over real sockets: found, looked at politely, their new stories read once, trouble borne and told once."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta

import pytest
import pytest_asyncio
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.answers import CloseAnswer
from bot.desk import Desk
from bot.feed_schedule import OFF_AFTER
from bot.feeds import FeedReader
from bot.fetch import FetchRefused
from bot.pages import PageReader
from extract import read
from storage.memory import MemoryStore
from storage.record import FEEDS, Query
from tests.bot.feed_room import FEED, SCOPE, Room, Site
from tests.loopback_web import LoopbackWeb

pytestmark = pytest.mark.asyncio(loop_scope="module")  # the worker that reads pages serves all these tests


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def pages() -> AsyncIterator[PageReader]:
    made = PageReader()
    yield made
    await made.close()


@pytest_asyncio.fixture(loop_scope="module")
async def room(pages: PageReader) -> AsyncIterator[Room]:
    async with LoopbackWeb() as web:
        store, fetcher = MemoryStore(), web.fetcher(reader=pages, refused_seconds=0)
        reader = FeedReader(fetcher, Desk(store, read), most_new=3)
        yield Room(web, store, reader, datetime(2026, 2, 25, 9, 0, tzinfo=UTC))
        await fetcher.close()


@pytest.fixture
def site(room: Room) -> Site:
    made = Site(room.web)
    made.serve()
    return made


async def test_new_stories_are_read_and_told_once_and_old_ones_are_no_news(room: Room, site: Site) -> None:
    site.publish(1)
    await room.add()
    await room.later()
    assert room.told == [] and await room.stories() == []
    site.publish(2)
    await room.later()
    await room.later()
    assert room.told == ["77: Tokyo stocks close higher 2"]
    assert await room.stories() == ["Tokyo stocks close higher 2"]
    (wrap,) = await room.store.find(Query((SCOPE,)))
    assert (wrap.origin.form, wrap.origin.url) == ("feed", "http://wire.example/story/2")
    assert {move.session for move, _ in wrap.moves} == {date(2026, 2, 25)}


async def test_a_feed_without_cards_is_read_without_a_word(room: Room, site: Site) -> None:
    await room.add(cards=False)
    site.publish(1)
    await room.later()
    assert room.told == [] and await room.stories() == ["Tokyo stocks close higher 1"]


async def test_a_restart_repeats_nothing(room: Room, site: Site) -> None:
    await room.add()
    site.publish(1)
    await room.later()
    room.again()
    site.publish(2)
    await room.later()
    assert room.told == ["77: Tokyo stocks close higher 1", "77: Tokyo stocks close higher 2"]


async def test_an_unchanged_feed_is_asked_with_its_validators_and_nothing_is_written(room: Room, site: Site) -> None:
    site.publish(1)
    added = await room.add()
    await room.later()
    assert room.web.requests[-1][2]["If-None-Match"] == '"1"'
    assert await room.plan() == added
    await room.later(5)  # it is not due
    assert site.asked() == 2


async def test_only_so_many_new_stories_at_one_look_the_oldest_first(room: Room, site: Site) -> None:
    await room.add()
    for number in range(1, 8):
        site.publish(number)
    await room.later()
    assert [told[-1] for told in room.told] == ["1", "2", "3"]
    site.publish(8)
    await room.later()
    await room.later()
    assert [told[-1] for told in room.told] == ["1", "2", "3", "4", "5", "6"]


async def test_what_is_days_old_or_speaks_of_nothing_is_passed_over(room: Room, site: Site) -> None:
    await room.add()
    site.publish(1, date_published="2026-02-20T07:00:00Z")
    site.publish(2, title="A cat is found")
    site.publish(3)
    await room.later()
    assert [told[-1] for told in room.told] == ["3"]
    assert site.asked("/story/1") == site.asked("/story/2") == 0


async def test_the_feeds_own_text_is_read_where_the_page_is_closed(room: Room, site: Site) -> None:
    await room.add()
    text = "Markets: the Nikkei 225 closed 0.73 percent higher at 57,020.44 on Wednesday."
    site.publish(1, content_html=f"<p>{text}</p>")
    room.web.page("http://wire.example/story/1", "no", status=403)
    await room.later()
    (wrap,) = await room.store.find(Query((SCOPE,)))
    assert wrap.origin.form == "preview" and wrap.moves[0][1].startswith("Markets: the Nikkei 225")


async def test_a_feed_that_carries_whole_stories_is_not_asked_for_their_pages(room: Room, site: Site) -> None:
    await room.add()
    text = "The Nikkei 225 closed 0.73 percent higher at 57,020.44 on Wednesday. " + "Trading was calm. " * 100
    site.publish(1, content_html=text)
    await room.later()
    assert site.asked("/story/1") == 0 and len(await room.stories()) == 1


async def test_servers_that_share_a_feed_share_its_fetches(room: Room, site: Site) -> None:
    await room.add("guild:1")
    await room.add("guild:2")
    asked = site.asked()
    site.publish(1)
    await room.later()
    assert site.asked() == asked + 1 and site.asked("/story/1") == 1
    assert await room.stories("guild:1") == await room.stories("guild:2") == ["Tokyo stocks close higher 1"]
    assert len(room.told) == 2


async def test_a_feed_that_fails_is_asked_less_and_less_and_at_last_switched_off_with_one_word(
    room: Room, site: Site
) -> None:
    await room.add()
    site.failing = 500
    pauses = []
    for _ in range(40):
        before, start = site.asked(), room.now
        while site.asked() == before and room.now - start < timedelta(hours=13):
            await room.later(5)
        pauses.append(room.now - start)
    failed = pauses[: OFF_AFTER - 1]
    assert failed == sorted(failed) and failed[1] == timedelta(minutes=20) and max(failed) == timedelta(hours=12)
    assert site.asked() == 1 + OFF_AFTER
    assert room.warned == ["77: The site answered with an error (500)."]
    assert not (await room.plan()).active
    site.failing = None
    await room.add()
    assert (await room.plan()).active


async def test_a_feed_that_works_again_is_forgiven(room: Room, site: Site) -> None:
    await room.add()
    site.failing = 503
    for _ in range(3):
        await room.later(120)
    assert (await room.plan()).failures == 3
    site.failing = None
    site.publish(1)
    await room.later(120)
    assert (await room.plan()).failures == 0 and len(room.told) == 1 and room.warned == []


async def test_a_server_that_asks_to_be_left_alone_is(room: Room, site: Site) -> None:
    await room.add()
    site.failing, site.headers = 429, {"Retry-After": "7200"}
    await room.later()
    asked = site.asked()
    await room.later(115)
    assert site.asked() == asked
    await room.later(6)
    assert site.asked() == asked + 1


async def test_a_feed_that_is_gone_for_good_is_switched_off_at_once(room: Room, site: Site) -> None:
    await room.add()
    site.failing = 410
    await room.later()
    assert not (await room.plan()).active and len(room.warned) == 1


async def test_a_feed_that_moved_for_good_is_followed(room: Room, site: Site) -> None:
    site.publish(1)
    room.web.redirect("http://old.example/rss", FEED, status=301)
    added = await room.add(url="http://old.example/rss")
    assert added.url == FEED


async def test_a_site_is_searched_for_its_feed(room: Room, site: Site) -> None:
    site.publish(1)
    names = "".join(
        f'<link rel="alternate" type="application/rss+xml" href="{href}">'
        for href in ("http://10.0.0.1/x", "/gone", "/feed.json")
    )
    room.web.page("http://wire.example/", f"<!DOCTYPE html><html><head>{names}</head><body>News</body></html>")
    look = await room.reader.find("http://wire.example/")
    assert look.url == FEED and look.feed is not None and look.feed.title == "Wire"
    assert [step.what for step in look.steps] == ["fetched", "searched", "refused", "refused", "fetched", "parsed"]
    room.web.page("http://bare.example/", "<!DOCTYPE html><html><body>No feed here</body></html>")
    for url, code in (("http://bare.example/", "no_feed"), ("http://127.0.0.1/feed", "private_address")):
        with pytest.raises(FetchRefused) as refused:
            await room.reader.find(url)
        assert refused.value.code == code


async def test_a_test_shows_every_step_and_keeps_nothing(room: Room, site: Site) -> None:
    for number, title in enumerate(("Old market close", "Stocks close up", "A cat is found", "Markets: closed page")):
        site.publish(number, title=title)
    room.web.page("http://wire.example/story/3", "no", status=403)
    steps = await room.reader.trace(FEED, room.now)
    assert [(step.what, step.ok) for step in steps] == [
        ("fetched", True),
        ("parsed", True),
        ("refused", False),
        ("nothing", False),
        ("passed", False),
        ("page", True),
        ("story", True),
    ]
    assert steps[-1].told["moves"] == 1
    assert await room.stories() == [] and await room.stories("test") == []
    (failed,) = await room.reader.trace("http://10.0.0.1/feed", room.now)
    assert failed.what == "refused" and "public" in str(failed.told["why"])


async def test_operator_feeds_come_from_the_settings_and_are_for_all(room: Room, site: Site) -> None:
    site.publish(1)
    scheduler = AsyncIOScheduler(timezone=UTC)
    await room.feeds.start(scheduler, (FEED, "http://down.example/feed"))
    assert [str(job.trigger) for job in scheduler.get_jobs()] == ["interval[0:01:00]"]
    await room.feeds.tick()
    site.publish(2)
    await room.later()
    assert await room.stories(FEEDS) == ["Tokyo stocks close higher 2"]
    closed = await Desk(room.store, read).close((SCOPE, FEEDS), "nikkei", None, room.now)
    assert isinstance(closed, CloseAnswer) and closed.told.source.operator
    down = next(plan for plan in await room.feeds.plans(FEEDS) if "down" in plan.url)
    assert down.failures > 0 and down.next_at is None
    room.web.page(
        "http://down.example/feed", json.dumps({"version": "https://jsonfeed.org/version/1", "items": site.items})
    )
    await room.later(300)
    assert await room.stories(FEEDS) == ["Tokyo stocks close higher 2"], "a first look is no news, however late"
    await room.again().start(scheduler, (FEED,))
    assert [plan.url for plan in await room.feeds.plans(FEEDS)] == [FEED]
    assert (await room.feeds.plans(FEEDS))[0].seen


async def test_what_is_removed_while_it_is_looked_at_stays_removed(room: Room, site: Site) -> None:
    plan = await room.add()
    site.publish(1)
    assert await room.feeds.remove(SCOPE, plan.id) == plan
    await room.feeds._took(plan, await room.reader.look(FEED, None, None))
    assert await room.feeds.plans(SCOPE) == ()
    assert await room.feeds.remove(SCOPE, plan.id) is None


async def test_a_channel_that_is_gone_takes_its_feeds_along(room: Room, site: Site) -> None:
    await room.add()
    await room.feeds.channel_gone(SCOPE, "78")
    assert len(await room.feeds.plans(SCOPE)) == 1
    await room.feeds.channel_gone(SCOPE, "77")
    assert await room.feeds.plans(SCOPE) == ()
