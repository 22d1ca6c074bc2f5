"""What is forgotten leaves the journal's file, too, and the file does not grow without end."""

from __future__ import annotations

import asyncio
import gc
import threading
from pathlib import Path

import pytest

from storage import codec, connect, journal, logfile
from storage.journal import JournalStore
from storage.record import GuildSettings, Query, Wrap
from tests.storage.stories import HERE, found, on_disk, rich, story, until

JOURNAL = "journal.jsonl"


async def test_what_is_erased_has_left_the_disk_when_the_call_returns(tmp_path: Path) -> None:
    store = await connect(str(tmp_path))
    await store.add(story("a", message="1", author="42"))
    await store.add(story("b", message="2", author="43"))
    await store.save_settings(GuildSettings("guild:2", language="secret"))
    await store.erase(author_id="42")
    assert b"words of a" not in on_disk(tmp_path)
    assert b"words of b" in on_disk(tmp_path)
    await store.erase("guild:2")
    assert b"secret" not in on_disk(tmp_path)
    await store.erase("guild:1")
    assert b"words" not in on_disk(tmp_path)
    await store.close()


@pytest.mark.parametrize("how", ["withdraw", "replace"])
async def test_withdrawn_and_replaced_words_leave_the_disk_by_themselves(tmp_path: Path, how: str) -> None:
    store = await JournalStore.open(tmp_path, linger=0)
    await store.add(story("a", message="1"))
    if how == "withdraw":
        await store.withdraw("guild:1", message_ids=["1"])
    else:
        await store.replace(story("b", message="1"))
    await until(lambda: b"words of a" not in (tmp_path / JOURNAL).read_bytes())
    assert await found(store) == ([] if how == "withdraw" else ["b"])
    await store.close()


@pytest.mark.parametrize("crash", [False, True])
async def test_withdrawn_words_leave_the_disk_at_the_latest_when_the_store_closes_or_opens(
    tmp_path: Path, crash: bool
) -> None:
    store = await connect(str(tmp_path / "a"))
    await store.add(story())
    await store.withdraw("guild:1", message_ids=["100"])
    left = tmp_path / "b"
    left.mkdir()
    (left / JOURNAL).write_bytes((tmp_path / "a" / JOURNAL).read_bytes())  # as a crash would leave it
    await store.close()
    if not crash:
        assert b"words" not in on_disk(tmp_path / "a")
        return
    assert b"words" in on_disk(left)
    store = await connect(str(left))
    assert b"words" not in on_disk(left)
    assert await found(store) == []
    await store.close()


async def test_withdrawn_stories_are_given_back_though_their_words_are_not_at_hand(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.words.AT_HAND", 0)
    store = await JournalStore.open(tmp_path, linger=0)
    for number in range(20):
        await store.add(story(str(number), message=str(number)))
    gone = await asyncio.gather(*(store.withdraw("guild:1", message_ids=[str(number)]) for number in range(20)))
    assert gone == [[story(str(number), message=str(number))] for number in range(20)]
    await store.close()


async def test_forgotten_words_leave_the_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def remembered() -> int:
        await asyncio.sleep(0)  # the step of the loop that brought an answer holds on to it
        gc.collect()
        return sum(isinstance(wrap, Wrap) and wrap.scope == "guild:gone" for wrap in gc.get_objects())

    store = await connect(str(tmp_path))
    for content in "ab":
        await store.add(story(content, scope="guild:gone", message=content))
    assert await remembered() == 2
    await store.withdraw("guild:gone", message_ids=["a"])
    assert await remembered() == 1
    reading = threading.Event()
    real = codec.story

    def read(line: bytes) -> Wrap:
        assert reading.wait(30)
        return real(line)

    await store.close()
    store = await connect(str(tmp_path))
    monkeypatch.setattr(codec, "story", read)
    finding = asyncio.create_task(store.by_message("guild:gone", "b"))
    await asyncio.sleep(0)
    await store.erase("guild:gone")
    reading.set()
    assert len(await finding) == 1  # it was there when the question was asked
    del finding
    assert await remembered() == 0
    await store.close()


# Compaction


async def test_a_file_of_which_every_line_counts_is_not_rewritten(tmp_path: Path) -> None:
    store = await connect(str(tmp_path))
    await store.add(story("a", message="1"))
    await store.add(story("b", scope="guild:2", message="2"))
    await store.erase("guild:1")
    before = (tmp_path / JOURNAL).stat().st_ino
    await store.close()
    await (await connect(str(tmp_path))).close()
    assert (tmp_path / JOURNAL).stat().st_ino == before


async def test_a_file_left_by_a_compaction_that_did_not_end_is_removed(tmp_path: Path) -> None:
    (tmp_path / (JOURNAL + ".new")).write_bytes(b"words")
    await (await connect(str(tmp_path))).close()
    assert b"words" not in on_disk(tmp_path)


async def test_dead_lines_do_not_outgrow_the_living(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal, "_WORTHWHILE", 2_000)
    store = await connect(str(tmp_path))
    await store.add(rich())
    largest = 0
    for number in range(2_000):
        await store.mark("guild:1", "7", str(number))
        largest = max(largest, (tmp_path / JOURNAL).stat().st_size)
    await until(lambda: (tmp_path / JOURNAL).stat().st_size < 5_000)
    assert largest < 50_000  # 2,000 marks are 140,000 bytes
    assert await store.marks("guild:1") == {"7": "1999"}
    assert await store.find(Query(HERE)) == [rich()]
    await store.close()


async def test_calls_go_on_while_the_file_is_rewritten(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("storage.words.AT_HAND", 0)
    store = await JournalStore.open(tmp_path, linger=1e9)
    for number in range(30):
        await store.add(story(str(number), message=str(number), after=number))
    copying, go = threading.Event(), threading.Event()
    real = logfile._copy

    def copy(*arguments: object) -> None:
        copying.set()
        assert go.wait(30), "a call waited for the whole compaction"
        real(*arguments)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(logfile, "_copy", copy)
        await store.withdraw("guild:1", message_ids=["3"])
        compaction = asyncio.create_task(store.compact())
        await asyncio.to_thread(copying.wait, 30)
        await store.add(story("new", message="new", after=99))
        await store.withdraw("guild:1", message_ids=["4"])
        expected = ["new", *(str(number) for number in reversed(range(30)) if number not in (3, 4))]
        assert await found(store) == expected
        go.set()
        await compaction
    assert await found(store) == expected
    assert b"words of 3 " not in on_disk(tmp_path)
    assert b"words of 4 " in on_disk(tmp_path)
    await store.close()
    assert b"words of 4 " not in on_disk(tmp_path)
    store = await connect(str(tmp_path))
    assert await found(store) == expected
    await store.close()


async def test_reading_and_rewriting_side_by_side(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("storage.words.AT_HAND", 0)
    store = await JournalStore.open(tmp_path, linger=0)
    for number in range(50):
        await store.add(story(str(number), message=str(number), after=number))

    async def rewrite() -> None:
        for number in range(0, 50, 2):
            await store.replace(story(f"{number}+", message=str(number), after=number))

    async def read() -> None:
        for _ in range(100):
            contents = await found(store)
            assert [content.rstrip("+") for content in contents] == [str(number) for number in reversed(range(50))]

    await asyncio.gather(rewrite(), read(), read())
    await store.close()
