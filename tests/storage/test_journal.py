"""What is particular to the journal: it outlives the process, and shares waits for the disk."""

from __future__ import annotations

import asyncio
import gc
import os
import stat
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from storage import StorageError, connect, logfile
from storage.record import Delivery, GuildSettings, Query, Reply, Wrap
from tests.storage.stories import HERE, NINE, found, rich, story, until


async def test_everything_outlives_a_restart(tmp_path: Path) -> None:
    store = await connect(str(tmp_path))
    await store.add(rich())
    await store.add(story("a", message="1", after=1))
    await store.replace(story("b", message="1", after=2))
    await store.add(story("c", message="2"))
    await store.withdraw("guild:1", message_ids=["2"])
    await store.save_settings(GuildSettings("guild:1", "quiet"))
    await store.claim(Delivery("k", "guild:1", NINE))
    await store.sent("k", "500")
    await store.save_reply(Reply("guild:1", "7", "1", "501"))
    await store.save_reply(Reply("guild:1", "7", "2", "502"))
    await store.drop_reply("guild:1", "2")
    await store.mark("guild:1", "7", "2")
    await store.close()
    for _ in range(2):
        store = await connect(str(tmp_path))
        assert await store.find(Query(HERE)) == [story("b", message="1", after=2), rich()]
        assert await store.add(rich()) == rich()
        assert await store.settings("guild:1") == GuildSettings("guild:1", "quiet")
        assert await store.claim(Delivery("k", "guild:1", NINE)) is False
        assert await store.delivery("k") == Delivery("k", "guild:1", NINE, "500")
        assert await store.reply_to("guild:1", "1") == Reply("guild:1", "7", "1", "501")
        assert await store.reply_to("guild:1", "2") is None
        assert await store.marks("guild:1") == {"7": "2"}
        await store.close()


async def test_files_are_for_their_owner_alone(tmp_path: Path) -> None:
    old = os.umask(0)
    try:
        store = await connect(str(tmp_path / "new/data"))
        await store.add(story())
        await store.erase("guild:1")
        await store.close()
    finally:
        os.umask(old)
    assert stat.S_IMODE((tmp_path / "new/data").stat().st_mode) == 0o700
    for path in (tmp_path / "new/data").iterdir():
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


async def test_the_words_of_many_stories_are_read_from_the_file_as_they_are_needed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.words.AT_HAND", 3)
    store = await connect(str(tmp_path))
    for number in range(10):
        await store.add(story(str(number), scope="guild:words", message=str(number), after=number))
    gc.collect()
    at_hand = [wrap for wrap in gc.get_objects() if isinstance(wrap, Wrap) and wrap.scope == "guild:words"]
    assert len(at_hand) == 3
    del at_hand
    assert await found(store, scopes=("guild:words",)) == [str(number) for number in reversed(range(10))]
    await store.close()
    with pytest.raises(StorageError, match="closed"):
        await found(store, scopes=("guild:words",))


# Writing


@contextmanager
def slow_disk(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[threading.Event, list[int]]]:
    """A disk that answers when the event is set, and the files it was asked to write out."""
    ready, asked = threading.Event(), []
    real = logfile._sync

    def wait(handle: int) -> None:
        asked.append(handle)
        assert ready.wait(30), "the event loop was blocked by the disk"
        real(handle)

    with monkeypatch.context() as patch:
        patch.setattr(logfile, "_sync", wait)
        yield ready, asked
        ready.set()


async def test_questions_are_answered_while_the_disk_is_slow_and_know_nothing_unkept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = await connect(str(tmp_path))
    with slow_disk(monkeypatch) as (ready, asked):
        adding = asyncio.create_task(store.add(story()))
        again = asyncio.create_task(store.add(story()))
        await until(lambda: bool(asked))
        assert await store.find(Query(HERE)) == []
        assert not adding.done() and not again.done()
        ready.set()
        assert await adding is None
        assert await again == story()
    await store.close()


async def test_calls_made_together_share_the_wait(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = await connect(str(tmp_path))
    with slow_disk(monkeypatch) as (ready, asked):
        ready.set()
        await asyncio.gather(*(store.add(story(str(number), message=str(number))) for number in range(500)))
    assert len(asked) <= 3
    await store.close()


async def test_a_caller_that_gives_up_disturbs_nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = await connect(str(tmp_path))
    with slow_disk(monkeypatch) as (ready, asked):
        hasty = asyncio.create_task(store.add(story("a", message="1")))
        patient = asyncio.create_task(store.add(story("b", message="2")))
        await until(lambda: bool(asked))
        hasty.cancel()
        ready.set()
        assert await patient is None
    assert sorted(await found(store)) == ["a", "b"]
    await store.close()


async def test_after_closing_nothing_is_taken_and_all_that_was_is_there(tmp_path: Path) -> None:
    store = await connect(str(tmp_path))
    adding = [asyncio.create_task(store.add(story(str(number), message=str(number)))) for number in range(5)]
    await asyncio.sleep(0)
    await store.close()
    assert await asyncio.gather(*adding) == [None] * 5
    with pytest.raises(StorageError, match="closed"):
        await store.add(story())
    store = await connect(str(tmp_path))
    assert len(await found(store)) == 5
    await store.close()


async def test_a_record_that_could_not_be_read_back_is_refused_alone(tmp_path: Path) -> None:
    store = await connect(str(tmp_path))
    wrong = replace(story("w", message="1"), scope=7)  # type: ignore[arg-type]
    outcome = await asyncio.gather(
        store.add(story("a", message="2")), store.add(wrong), store.add(story("b", message="3")), return_exceptions=True
    )
    assert [type(each) for each in outcome] == [type(None), StorageError, type(None)]
    await store.close()
    store = await connect(str(tmp_path))
    assert sorted(await found(store)) == ["a", "b"]
    await store.close()
