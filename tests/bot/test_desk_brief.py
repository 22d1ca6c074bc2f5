"""Regions and briefs."""

from __future__ import annotations

from datetime import UTC, date, datetime

from bot.answers import BriefAnswer, NoSuchRegion
from bot.render.terminal import Terminal
from tests.bot.stories import NOW, WEDNESDAY, Room, driver, event, move

SCOPES = ("guild:1", "feeds")


async def brief(room: Room, now: datetime = NOW, **asked: str) -> BriefAnswer:
    answer = await room.desk.brief(SCOPES, now, **asked)
    assert isinstance(answer, BriefAnswer)
    return answer


async def test_a_brief_goes_region_by_region_each_with_its_reasons() -> None:
    room = Room()
    await room.share(*WEDNESDAY)
    await room.share(
        move("dow", "2026-02-25", "The Dow ended at 49,482.15", level="49482.15"),
        move("dax", "2026-02-24", "The DAX ended at 24,000.10", level="24000.10"),
        driver("Stocks rose in New York before results", "us", category="earnings"),
    )
    answer = await brief(room)
    assert [(s.region, [c.instrument.id for c in s.closes]) for s in answer.sections] == [
        ("asia", ["nikkei225"]),
        ("europe", ["dax"]),
        ("us", ["dow"]),
    ]
    asia, europe, us = answer.sections
    assert [r.driver.category for r in asia.reasons] == ["technology"]
    assert [r.driver.category for r in us.reasons] == ["earnings"]
    assert europe.closes[0].stale
    assert "dax" in [i.id for i in europe.missing]
    assert "nikkei225" not in [i.id for i in asia.missing]
    assert "kospi" in [i.id for i in asia.missing]


async def test_an_empty_brief_says_that_it_is_empty() -> None:
    room = Room()
    assert (await brief(room)).empty
    await room.share(event("Retail sales", "2026-02-26", "Retail sales are due", "us"), text="Retail sales are due")
    assert not (await brief(room)).empty


async def test_todays_events_each_once_in_the_readers_own_date() -> None:
    room = Room()
    due = event("Leading index", "2026-02-26", "The leading index is due", "japan")
    fuller = event("leading index", "2026-02-26", "The leading index is seen up", "japan", expected="0.3%")
    later = event("Payrolls", "2026-03-06", "Payrolls are due next week", "us")
    await room.share(due, later)
    await room.share(fuller)
    answer = await brief(room, exchange="XTKS")
    assert answer.today == date(2026, 2, 26)
    assert [(c.event.name, c.event.expected) for c in answer.events] == [("leading index", "0.3%")]
    assert (await brief(room, exchange="XNYS")).today == date(2026, 2, 25)


async def test_a_holiday_of_the_readers_exchange_is_told() -> None:
    answer = await brief(Room(), datetime(2026, 7, 20, 0, tzinfo=UTC), exchange="XTKS")
    assert answer.holiday == "Marine Day"
    assert "Tokyo is closed today (Marine Day)." in Terminal().answer(answer, NOW)
    assert (await brief(Room(), exchange="XTKS")).holiday is None


async def test_one_region_only() -> None:
    room = Room()
    await room.share(*WEDNESDAY)
    assert [s.region for s in (await brief(room, region="japan")).sections] == ["japan"]
    assert isinstance(await room.desk.brief(SCOPES, NOW, region="atlantis"), NoSuchRegion)


async def test_a_reason_of_two_regions_is_told_once() -> None:
    room = Room()
    await room.share(
        WEDNESDAY[0],
        move("dow", "2026-02-25", "The Dow ended at 49,482.15", level="49482.15"),
        driver("Chip makers led shares up around the world", "global"),
    )
    told = [reason.quote for section in (await brief(room)).sections for reason in section.reasons]
    assert told == ["Chip makers led shares up around the world."]


async def test_a_close_of_weeks_ago_is_no_news() -> None:
    room = Room()
    await room.share(*WEDNESDAY)
    in_march = datetime(2026, 3, 20, tzinfo=UTC)
    answer = await room.desk.region(SCOPES, "asia", in_march)
    assert answer.closes == ()
    assert "nikkei225" in [i.id for i in answer.missing]


async def test_a_region_on_one_day() -> None:
    room = Room()
    await room.share(*WEDNESDAY)
    await room.share(move("nikkei225", "2026-02-24", "The Nikkei ended at 57,321.09", level="57321.09"))
    answer = await room.desk.region(SCOPES, "asia", NOW, date(2026, 2, 24))
    assert [(c.instrument.id, c.session) for c in answer.closes] == [("nikkei225", date(2026, 2, 24))]
    assert [i.id for i in answer.missing] == ["hangseng", "shanghai", "kospi"]
    none = Terminal().answer(await room.desk.region(SCOPES, "asia", NOW, date(2026, 2, 23)), NOW)
    assert none.splitlines()[:2] == ["Asia-Pacific · Mon 23 Feb 2026", "  No close of that day is known here."]


async def test_a_region_by_any_name() -> None:
    room = Room()
    await room.share(*WEDNESDAY)
    assert [c.instrument.id for c in (await room.desk.region(SCOPES, "Japan", NOW)).closes] == ["nikkei225"]
    assert isinstance(await room.desk.region(SCOPES, "narnia", NOW), NoSuchRegion)
