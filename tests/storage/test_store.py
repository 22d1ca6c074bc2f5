"""What every store promises, whatever it keeps things in."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from storage import StorageError, Store, connect
from storage.record import BriefPlan, Delivery, FeedPlan, GuildSettings, Query, Reply
from tests.storage.stories import HERE, NINE, WEDNESDAY, found, move, rich, story

# Stories


async def test_a_story_is_kept_as_it_was_given(store: Store) -> None:
    assert await store.add(rich()) is None
    assert await store.find(Query(HERE)) == [rich()]


async def test_the_same_content_is_kept_once_in_a_scope(store: Store) -> None:
    first = story(message="1")
    assert await store.add(first) is None
    assert await store.add(story(message="2")) == first
    assert await store.add(first) == first
    assert await store.add(story(scope="guild:2")) is None
    assert await store.find(Query(("guild:1", "guild:2"))) == [story(scope="guild:2"), first]


async def test_another_state_of_a_page_is_kept_beside_the_first(store: Store) -> None:
    await store.add(story("morning", message="1", url="https://e.example/live"))
    assert await store.add(story("evening", message="2", url="https://e.example/live", after=5)) is None
    newest = await store.by_url("guild:1", "https://e.example/live")
    assert newest is not None and newest.fingerprint == "evening"


async def test_by_url_gives_the_newest_received_not_the_last_added(store: Store) -> None:
    await store.add(story("new", message="1", url="u", after=5))
    await store.add(story("old", message="2", url="u", after=1))
    assert await store.by_url("guild:1", "u") == story("new", message="1", url="u", after=5)
    assert await store.by_url("guild:2", "u") is None
    assert await store.by_url("guild:1", "v") is None


async def test_an_edited_message_brings_its_new_story_in_place_of_all_its_old_ones(store: Store) -> None:
    await store.add(story("a", message="1"))
    await store.add(story("b", message="1"))
    await store.add(story("c", message="2"))
    await store.replace(story("d", message="1"))
    assert sorted(await found(store)) == ["c", "d"]
    assert await store.by_message("guild:1", "1") == [story("d", message="1")]


async def test_an_edit_back_and_forth_leaves_the_last_state(store: Store) -> None:
    for content in ("a", "b", "a"):
        await store.replace(story(content, message="1"))
    assert await found(store) == ["a"]
    await store.replace(story("a", message="1", moves=(move(level="1"),)))
    assert await store.find(Query(HERE)) == [story("a", message="1", moves=(move(level="1"),))]


async def test_a_replaced_story_stands_beside_the_same_one_of_another_message(store: Store) -> None:
    await store.add(story("a", message="1"))
    await store.replace(story("a", message="2"))
    assert await store.withdraw("guild:1", message_ids=["1"]) == [story("a", message="1")]
    assert await store.find(Query(HERE)) == [story("a", message="2")]
    assert await store.add(story("a", message="3")) == story("a", message="2")


async def test_a_feed_replaces_by_address_and_leaves_what_messages_shared(store: Store) -> None:
    await store.replace(story("a", message=None, url="u"))
    await store.add(story("shared", message="1", url="u"))
    await store.replace(story("b", message=None, url="u"))
    await store.replace(story("c", message=None, url="v"))
    assert sorted(await found(store)) == ["b", "c", "shared"]


async def test_pasted_text_replaces_nothing_but_itself(store: Store) -> None:
    await store.replace(story("a", message=None))
    await store.replace(story("b", message=None))
    await store.replace(story("b", message=None))
    assert sorted(await found(store)) == ["a", "b"]


async def test_by_message_keeps_the_order_of_adding(store: Store) -> None:
    for content in ("c", "a", "b"):
        await store.add(story(content, message="1", after={"c": 3, "a": 1, "b": 2}[content]))
    assert [wrap.fingerprint for wrap in await store.by_message("guild:1", "1")] == ["c", "a", "b"]
    assert await store.by_message("guild:2", "1") == []


# Withdrawing


async def withdrawn(store: Store, **what: object) -> list[str]:
    """The contents of the stories that a withdrawal takes."""
    return sorted(wrap.fingerprint for wrap in await store.withdraw("guild:1", **what))  # type: ignore[arg-type]


@pytest.fixture
async def four(store: Store) -> Store:
    """Stories of messages 1 (two of them) and 2 in channel 7, and 3 in channel 8."""
    for content, message, channel in (("a", "1", "7"), ("b", "1", "7"), ("c", "2", "7"), ("d", "3", "8")):
        await store.add(story(content, message=message, channel=channel))
    await store.add(story("a", message="1", channel="7", scope="guild:2"))
    return store


async def test_messages_take_their_stories_with_them(four: Store) -> None:
    assert await withdrawn(four, message_ids=["1", "3", "1", "99"]) == ["a", "b", "d"]
    assert await found(four) == ["c"]
    assert await found(four, scopes=("guild:2",)) == ["a"]
    assert await four.by_message("guild:1", "1") == []
    assert await withdrawn(four, message_ids=["1"]) == []


async def test_a_channel_takes_all_its_stories_with_it(four: Store) -> None:
    assert await withdrawn(four, channel_id="7") == ["a", "b", "c"]
    assert await found(four) == ["d"]


async def test_a_channel_takes_the_stories_of_its_threads_with_it(four: Store) -> None:
    await four.add(story("t", message="9", channel="70", parent="7"))
    await four.add(story("u", message="10", channel="71", parent="8"))
    assert await withdrawn(four, channel_id="7") == ["a", "b", "c", "t"]
    assert sorted(await found(four)) == ["d", "u"]
    assert await withdrawn(four, channel_id="71") == ["u"]


async def test_messages_in_a_channel_take_only_their_own(four: Store) -> None:
    assert await withdrawn(four, message_ids=["1", "3"], channel_id="8") == ["d"]
    assert await withdrawn(four) == []
    assert sorted(await found(four)) == ["a", "b", "c"]


async def test_a_withdrawn_story_can_be_added_again(four: Store) -> None:
    await four.withdraw("guild:1", message_ids=["2"])
    assert await four.add(story("c", message="2")) is None
    assert await four.sessions(HERE, "nikkei") == [WEDNESDAY]


# Erasing


async def test_a_scope_is_erased_with_all_that_belongs_to_it(four: Store) -> None:
    for scope in ("guild:1", "guild:2"):
        await four.save_settings(GuildSettings(scope, mode="quiet"))
        await four.claim(Delivery(f"{scope} brief", scope, NINE))
        await four.save_reply(Reply(scope, "7", "1", "500"))
        await four.mark(scope, "7", "1")
    assert await four.erase("guild:1") == 4
    assert await found(four) == []
    assert await four.sessions(HERE, "nikkei") == []
    assert await four.settings("guild:1") == GuildSettings("guild:1")
    assert await four.delivery("guild:1 brief") is None
    assert await four.reply_to("guild:1", "1") is None
    assert await four.marks("guild:1") == {}
    assert await found(four, scopes=("guild:2",)) == ["a"]
    assert [settings.scope for settings in await four.all_settings()] == ["guild:2"]
    assert await four.delivery("guild:2 brief") is not None
    assert await four.reply_to("guild:2", "1") is not None
    assert await four.marks("guild:2") == {"7": "1"}
    assert await four.erase("guild:1") == 0


async def test_an_author_is_erased_in_one_scope_or_everywhere(store: Store) -> None:
    for content, scope, author in (("a", "guild:1", "42"), ("b", "guild:1", "43"), ("c", "guild:2", "42")):
        await store.add(story(content, scope=scope, author=author))
        await store.save_settings(GuildSettings(scope, mode="quiet"))
    assert await store.erase("guild:1", author_id="42") == 1
    assert await found(store) == ["b"]
    assert await store.erase(author_id="42") == 1
    assert await store.erase(author_id="44") == 0
    assert await found(store, scopes=("guild:1", "guild:2")) == ["b"]
    assert len(await store.all_settings()) == 2


async def test_erasing_everything_by_accident_is_refused(store: Store) -> None:
    with pytest.raises(ValueError, match="scope"):
        await store.erase()


# Settings, deliveries, replies, marks


def busy(scope: str) -> GuildSettings:
    """Settings with everything set."""
    brief = BriefPlan("b1", scope, "7", "07:30", "Europe/Berlin", "XETR")
    feed = FeedPlan("f1", scope, "https://e.example/feed", None, "Feed", '"tag"', "Wed", ("1", "2"), 3, NINE, False)
    return GuildSettings(scope, "quiet", (("7", "off"),), (brief,), (feed,), "de")


async def test_settings_are_kept_whole_and_have_defaults(store: Store) -> None:
    assert await store.settings("guild:2") == GuildSettings("guild:2")
    await store.save_settings(busy("guild:2"))
    await store.save_settings(busy("guild:1"))
    assert await store.settings("guild:2") == busy("guild:2")
    await store.save_settings(GuildSettings("guild:2"))
    assert await store.all_settings() == [busy("guild:1"), GuildSettings("guild:2")]


async def test_a_delivery_is_claimed_once_and_marked_sent(store: Store) -> None:
    claim = Delivery("b1 2026-02-26", "guild:1", NINE)
    assert await store.delivery(claim.key) is None
    await store.sent(claim.key, "500")
    assert await store.delivery(claim.key) is None
    assert await store.claim(claim) is True
    assert await store.claim(claim) is False
    assert await store.claim(replace(claim, claimed_at=NINE + timedelta(days=1))) is False
    assert await store.delivery(claim.key) == claim
    await store.sent(claim.key, "500")
    assert await store.delivery(claim.key) == replace(claim, message_id="500")
    assert await store.claim(claim) is False


async def test_a_reply_is_remembered_replaced_and_dropped(store: Store) -> None:
    await store.save_reply(Reply("guild:1", "7", "1", "500"))
    await store.save_reply(Reply("guild:1", "7", "1", "501", reacted=True, part_of="0"))
    assert await store.reply_to("guild:1", "1") == Reply("guild:1", "7", "1", "501", reacted=True, part_of="0")
    assert await store.reply_to("guild:2", "1") is None
    await store.drop_reply("guild:1", "1")
    await store.drop_reply("guild:1", "1")
    assert await store.reply_to("guild:1", "1") is None


async def test_a_mark_moves_forward_only(store: Store) -> None:
    for message in ("99", "100", "98", "100"):
        await store.mark("guild:1", "7", message)
    await store.mark("guild:1", "8", "5")
    marks = await store.marks("guild:1")
    assert marks == {"7": "100", "8": "5"}
    marks.clear()
    assert await store.marks("guild:1") == {"7": "100", "8": "5"}
    assert await store.marks("guild:2") == {}


# Addresses


@pytest.mark.parametrize("address", ["postgres://host/name", "memory:here", "journal:", "journal: ", "s3:x"])
async def test_an_unknown_address_is_refused_with_the_known_ones(address: str) -> None:
    with pytest.raises(StorageError, match=r"memory:, journal:DIRECTORY"):
        await connect(address)


@pytest.mark.parametrize("prefix", ["", "journal:", "JOURNAL:"])
async def test_a_path_is_a_journal_there(tmp_path: Path, prefix: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    store = await connect(f"{prefix}~/deep/data")
    await store.add(story())
    await store.close()
    assert (tmp_path / "deep/data/journal.jsonl").is_file()
    reopened = await connect(f"{tmp_path}/deep/data")
    assert await reopened.find(Query(HERE)) == [story()]
    await reopened.close()


async def test_closing_twice_is_no_mistake(store: Store) -> None:
    await store.close()
    await store.close()
