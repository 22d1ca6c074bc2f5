"""Which stories answer a query, and in which order, from every store."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from storage import Store
from storage.record import FEEDS, Query
from tests.storage.stories import HERE, THURSDAY, WEDNESDAY, found, move, story


@pytest.fixture
async def week(store: Store) -> Store:
    """One story a day from Monday the 23rd to Friday the 27th; the Nikkei each day, the Kospi on even days."""
    for day in range(23, 28):
        moves = (move("nikkei", date(2026, 2, day)), *((move("kospi", date(2026, 2, day)),) if day % 2 == 0 else ()))
        await store.add(story(str(day), moves=moves, message=str(day), after=day))
    return store


@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [
        (None, None, "27 26 25 24 23"),
        (24, None, "27 26 25 24"),
        (None, 24, "24 23"),
        (24, 26, "26 25 24"),
        (25, 25, "25"),
        (26, 24, ""),
        (28, None, ""),
    ],
)
async def test_days_are_taken_in_from_since_to_until(
    week: Store, since: int | None, until: int | None, expected: str
) -> None:
    window = {"since": since and date(2026, 2, since), "until": until and date(2026, 2, until)}
    assert await found(week, **window) == expected.split()
    assert await found(week, instruments=("nikkei",), **window) == expected.split()


async def test_instruments_are_any_of_those_named_and_a_story_is_there_once(week: Store) -> None:
    assert await found(week, instruments=("kospi",)) == ["26", "24"]
    assert await found(week, instruments=("kospi", "nikkei", "kospi")) == ["27", "26", "25", "24", "23"]
    assert await found(week, instruments=("dax",)) == []
    assert await found(week, scopes=()) == []
    assert await found(week, scopes=("guild:1", "guild:1"), instruments=("kospi",)) == ["26", "24"]


async def test_the_session_asked_for_is_the_instruments_own(store: Store) -> None:
    await store.add(story(moves=(move("nikkei", THURSDAY), move("sp500", WEDNESDAY))))
    assert await found(store, instruments=("sp500",), since=THURSDAY) == []
    assert await found(store, instruments=("sp500",), until=WEDNESDAY) == ["a"]
    assert await found(store, since=WEDNESDAY, until=THURSDAY) == ["a"]


@pytest.mark.parametrize("limit", [0, 1, 2, 4, 99])
async def test_the_newest_are_given_up_to_the_limit(week: Store, limit: int) -> None:
    everything = ["27", "26", "25", "24", "23"]
    assert await found(week, limit=limit) == everything[:limit]
    assert await found(week, limit=limit, since=date(2026, 2, 1)) == everything[:limit]


async def test_the_order_is_that_of_receiving_then_of_adding(store: Store) -> None:
    for content, after in (("b", 2), ("a", 1), ("d", 3), ("c", 2)):
        await store.add(story(content, message=content, after=after, moves=(move(session=THURSDAY),)))
    assert await found(store) == ["d", "c", "b", "a"]
    assert await found(store, since=THURSDAY) == ["d", "c", "b", "a"]


async def test_scopes_and_feeds_are_found_together_and_nothing_else(store: Store) -> None:
    for number, scope in enumerate(("guild:1", "guild:2", FEEDS)):
        await store.add(story(scope, scope=scope, after=number))
    assert await found(store, scopes=("guild:1", FEEDS)) == [FEEDS, "guild:1"]
    assert await store.sessions(("guild:3",), "nikkei") == []


async def test_a_story_without_session_or_moves_is_found_where_no_day_is_asked_for(store: Store) -> None:
    await store.add(story("undated", message="1", moves=(move("nikkei", None),)))
    await store.add(story("reasons", message="2", moves=()))
    assert await found(store) == ["reasons", "undated"]
    assert await found(store, instruments=("nikkei",)) == ["undated"]
    assert await found(store, since=date(1900, 1, 1)) == []
    assert await store.sessions(HERE, "nikkei") == []


async def test_a_story_received_at_no_known_time_comes_last(store: Store) -> None:
    await store.add(story("dated", message="1"))
    undated = story("undated", message="2")
    await store.add(replace(undated, origin=replace(undated.origin, received_at=None)))
    assert await found(store) == ["dated", "undated"]


async def test_sessions_are_the_days_newest_first(week: Store) -> None:
    assert await week.sessions(HERE, "kospi") == [date(2026, 2, 26), date(2026, 2, 24)]
    await week.withdraw("guild:1", message_ids=["26"])
    await week.add(story("x", scope=FEEDS, moves=(move("kospi", date(2026, 3, 2)),)))
    assert await week.sessions(("guild:1", FEEDS, FEEDS), "kospi") == [date(2026, 3, 2), date(2026, 2, 24)]
    assert await week.sessions(HERE, "dax") == []
    assert await week.sessions(HERE, "") == []


async def test_half_a_surrogate_pair_is_kept_like_any_other_word(store: Store) -> None:
    odd = story("\ud83d odd", moves=(move("nik\udc00kei"),))
    assert await store.add(odd) is None
    assert await store.find(Query(HERE)) == [odd]
