"""Many callers at once: each gets what some order of all calls would have given it."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from storage import Store
from storage.record import Delivery, GuildSettings, Query
from tests.storage.stories import HERE, NINE, found, story

MANY = range(500)


async def test_a_claim_is_won_exactly_once(store: Store) -> None:
    claims = [Delivery("k", "guild:1", NINE, str(number)) for number in MANY]
    won = await asyncio.gather(*map(store.claim, claims))
    assert won.count(True) == 1
    assert await store.delivery("k") == claims[won.index(True)]


async def test_of_many_claims_each_is_won_by_one(store: Store) -> None:
    won = await asyncio.gather(*(store.claim(Delivery(str(number % 50), "guild:1", NINE)) for number in MANY))
    assert won.count(True) == 50
    assert len({number % 50 for number in MANY if won[number]}) == 50


async def test_one_story_from_many_callers_is_kept_once_and_all_learn_which(store: Store) -> None:
    stories = [story("a", message=str(number)) for number in MANY]
    first = await asyncio.gather(*map(store.add, stories))
    kept = await store.find(Query(HERE))
    assert len(kept) == 1
    assert first.count(None) == 1
    assert stories[first.index(None)] == kept[0]
    assert all(story is None or story == kept[0] for story in first)


async def test_many_stories_are_all_kept(store: Store) -> None:
    added = await asyncio.gather(*(store.add(story(str(number), message=str(number))) for number in MANY))
    assert added == [None] * 500
    assert len(await found(store, limit=1000)) == 500


async def test_calls_of_one_message_take_effect_in_their_order(store: Store) -> None:
    await asyncio.gather(
        store.add(story("a", message="1")),
        store.replace(story("b", message="1")),
        *(store.add(story(str(number), message=str(number))) for number in range(100, 200)),
        store.replace(story("c", message="1")),
        store.withdraw("guild:1", message_ids=["1"]),
        store.replace(story("d", message="1")),
        store.mark("guild:1", "7", "5"),
        store.mark("guild:1", "7", "6"),
    )
    assert [wrap.fingerprint for wrap in await store.by_message("guild:1", "1")] == ["d"]
    assert await store.marks("guild:1") == {"7": "6"}


async def test_a_call_that_waits_is_not_overtaken_by_one_that_meets_it(store: Store) -> None:
    _, _, held = await asyncio.gather(
        store.add(story("a", message="1")),
        store.replace(story("b", message="1")),
        store.add(story("b", message="2")),
    )
    assert held == story("b", message="1")


async def test_erasing_takes_all_that_came_before_it_and_nothing_after(store: Store) -> None:
    outcome = await asyncio.gather(
        *(store.add(story(str(number), message=str(number))) for number in range(50)),
        store.save_settings(GuildSettings("guild:1", "quiet")),
        store.erase("guild:1"),
        store.withdraw("guild:1", channel_id="7"),
        store.add(story("after", message="1")),
    )
    assert outcome[50:] == [None, 50, [], None]
    assert await found(store) == ["after"]
    assert await store.settings("guild:1") == GuildSettings("guild:1")


async def test_edits_and_answers_side_by_side(store: Store) -> None:
    await asyncio.gather(*(store.add(story(f"{number} 0", message=str(number))) for number in range(20)))

    async def edit(number: int) -> None:
        for state in range(1, 20):
            await store.replace(story(f"{number} {state}", message=str(number)))

    async def ask() -> None:
        for _ in range(50):
            contents = await found(store)
            assert sorted(int(content.split()[0]) for content in contents) == list(range(20))
            await asyncio.sleep(0)

    await asyncio.gather(*map(edit, range(20)), ask(), ask())
    assert sorted(await found(store)) == sorted(f"{number} 19" for number in range(20))


async def test_a_delivery_is_marked_sent_by_one_of_many_without_losing_its_claim(store: Store) -> None:
    claim = Delivery("k", "guild:1", NINE)
    await asyncio.gather(store.claim(claim), *(store.sent("k", "500") for _ in range(100)), store.claim(claim))
    assert await store.delivery("k") == replace(claim, message_id="500")
