"""Whatever moment the end comes at, all that was acknowledged is there again."""

from __future__ import annotations

import asyncio
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from storage import StorageError, codec, connect
from storage.compaction import Compaction
from storage.extents import Extents
from storage.journal import JournalStore
from storage.logfile import HEADER, LogFile
from storage.record import Delivery, Query
from tests.storage.stories import HERE, NINE, found, on_disk, story

JOURNAL = "journal.jsonl"


async def written(directory: Path) -> bytes:
    """What a journal of five changes holds: two stories, an edit, a claim and a mark."""
    store = await JournalStore.open(directory, linger=1e9)
    await store.add(story("a", message="1"))
    await store.add(story("b", message="2", after=1))
    await store.replace(story("c", message="1", after=2))
    await store.claim(Delivery("k", "guild:1", NINE))
    await store.mark("guild:1", "7", "2")
    content = (directory / JOURNAL).read_bytes()
    await store.close()
    return content


async def test_a_line_cut_anywhere_is_left_out_and_all_before_it_is_kept(tmp_path: Path) -> None:
    content = await written(tmp_path / "whole")
    cut = tmp_path / "cut"
    cut.mkdir()
    lines = content.splitlines(keepends=True)
    for end in range(len(content) - sum(map(len, lines[-3:])), len(content) + 1):
        (cut / JOURNAL).write_bytes(content[:end])
        whole = content[:end].count(b"\n") - 1
        store = await JournalStore.open(cut, linger=1e9)
        assert await found(store) == (["c", "b"] if whole >= 3 else ["b", "a"])
        assert (await store.delivery("k") is not None) == (whole >= 4)
        assert await store.marks("guild:1") == ({"7": "2"} if whole == 5 else {})
        await store.close()
        kept = lines[: whole + 1] if whole < 3 else [lines[0], *lines[2 : whole + 1]]  # "a" was replaced
        assert (cut / JOURNAL).read_bytes() == b"".join(kept)


async def test_writing_goes_on_after_a_cut(tmp_path: Path) -> None:
    content = await written(tmp_path)
    (tmp_path / JOURNAL).write_bytes(content[:-5] + b"\x00" * 5000)  # as a file system may leave it
    store = await connect(str(tmp_path))
    await store.mark("guild:1", "7", "3")
    await store.close()
    store = await connect(str(tmp_path))
    assert await store.marks("guild:1") == {"7": "3"}
    assert await found(store) == ["c", "b"]
    await store.close()


async def test_a_header_cut_anywhere_is_an_empty_journal(tmp_path: Path) -> None:
    for end in range(len(HEADER)):
        (tmp_path / JOURNAL).write_bytes(HEADER[:end])
        store = await connect(str(tmp_path))
        assert await found(store) == []
        await store.close()
        assert (tmp_path / JOURNAL).read_bytes() == HEADER


@pytest.mark.parametrize("number", [2, 3, 6])
async def test_a_damaged_line_is_named_and_nothing_is_touched(tmp_path: Path, number: int) -> None:
    lines = (await written(tmp_path)).splitlines(keepends=True)
    line = lines[number - 1]
    for damaged in (line.replace(b"guild:1", b"guild:2"), b"{}\n", b"\n", line[: len(line) // 2] + b"\n"):
        content = b"".join([*lines[: number - 1], damaged, *lines[number:]])
        (tmp_path / JOURNAL).write_bytes(content)
        with pytest.raises(StorageError, match=rf"journal\.jsonl, line {number}, cannot be read: .*sed .* {number}d "):
            await connect(str(tmp_path))
        assert (tmp_path / JOURNAL).read_bytes() == content


async def test_the_advice_for_a_damaged_line_works(tmp_path: Path) -> None:
    directory = tmp_path / "with space"
    content = await written(directory)
    (directory / JOURNAL).write_bytes(content.replace(b"words of b", b"words of B"))
    with pytest.raises(StorageError) as refused:
        await connect(str(directory))
    advice = str(refused.value).partition("leave the line out: ")[2]
    process = await asyncio.create_subprocess_shell(advice)
    assert await process.wait() == 0
    store = await connect(str(directory))
    assert await found(store) == ["c"]
    await store.close()


def opened(directory: Path) -> tuple[LogFile, Extents]:
    """The file of a journal and its lines, as the store sees them."""
    file, extents = LogFile(directory), Extents()
    for _, extent, line in file.lines():
        extents.note(codec.skim(line), extent)
    return file, extents


async def test_a_compaction_that_ended_early_leaves_the_whole_journal(tmp_path: Path) -> None:
    content = await written(tmp_path / "a")
    for stage in range(3):
        directory = tmp_path / str(stage)
        directory.mkdir()
        (directory / JOURNAL).write_bytes(content)
        file, extents = opened(directory)
        compaction = Compaction(file, file.pages, extents)
        compaction.copy()
        if stage == 0:
            spare = directory / (JOURNAL + ".new")
            spare.write_bytes(spare.read_bytes()[:200])
        if stage == 2:
            compaction.finish(extents)
        file.close()
        assert (b"words of a" in on_disk(directory)) == (stage < 2)
        store = await connect(str(directory))
        assert await found(store) == ["c", "b"]
        assert await store.marks("guild:1") == {"7": "2"}
        await store.close()
        assert sorted(path.name for path in directory.iterdir()) == [JOURNAL, "lock"]


async def test_of_two_compactions_of_one_file_the_second_changes_nothing(tmp_path: Path) -> None:
    await written(tmp_path)
    file, extents = opened(tmp_path)
    first, second = (Compaction(file, file.pages, extents) for _ in range(2))
    first.copy()
    moved = first.finish(extents)
    second.copy()
    with pytest.raises(StorageError, match="rewritten meanwhile"):
        second.finish(moved)
    file.close()
    store = await connect(str(tmp_path))
    assert await found(store) == ["c", "b"]
    await store.close()


BURST = """
import asyncio, sys
from pathlib import Path
from storage import journal
from storage.record import Delivery
from tests.storage.stories import NINE, story

enough = asyncio.Event()

async def keep(store, number):
    await store.add(story(str(number), message=str(number)))
    assert await store.claim(Delivery(str(number), "guild:1", NINE))
    if number % 3 == 0:
        await store.replace(story(f"{number}+", message=str(number)))
    print(number, flush=True)
    if number >= int(sys.argv[2]):
        enough.set()

async def keep_all(store):
    for start in range(0, 10**6, 40):
        await asyncio.gather(*(keep(store, number) for number in range(start, start + 40)))

async def main():
    journal._WORTHWHILE = 20_000
    store = await journal.JournalStore.open(Path(sys.argv[1]), linger=0.0)
    keeping = asyncio.create_task(keep_all(store))
    await enough.wait()

asyncio.run(main())
"""


async def burst(directory: Path, until: int) -> asyncio.subprocess.Process:
    """A process that keeps stories, claims and edits as fast as it can, with compactions all the time, and prints the
    number of each that was acknowledged; its event loop ends, with all that is under way, after `until`."""
    return await asyncio.create_subprocess_exec(
        sys.executable, "-c", BURST, str(directory), str(until), stdout=subprocess.PIPE, cwd=Path(__file__).parents[2]
    )


async def check(directory: Path, acknowledged: list[bytes]) -> None:
    """All that was acknowledged is there, and nothing that an edit took the place of."""
    numbers = [int(line) for line in acknowledged if line.endswith(b"\n")]
    store = await connect(str(directory))
    contents = {wrap.fingerprint for wrap in await store.find(Query(HERE, limit=10**6))}
    assert {f"{number}+" if number % 3 == 0 else str(number) for number in numbers} <= contents
    assert not {str(number) for number in numbers if number % 3 == 0} & contents
    for number in numbers:
        assert await store.claim(Delivery(str(number), "guild:1", NINE)) is False
    await store.close()


@pytest.mark.parametrize("after", [1, 100, 1000])
async def test_a_writer_killed_in_the_middle_has_kept_all_it_acknowledged(tmp_path: Path, after: int) -> None:
    process = await burst(tmp_path, 10**6)
    assert process.stdout is not None
    acknowledged = [await process.stdout.readline() for _ in range(after)]
    process.send_signal(signal.SIGKILL)
    acknowledged += (await process.stdout.read()).splitlines(keepends=True)
    assert await process.wait() == -signal.SIGKILL
    assert len(acknowledged) >= after
    await check(tmp_path, acknowledged)


@pytest.mark.parametrize("until", [0, 57, 400])
async def test_an_event_loop_that_ends_without_closing_has_kept_all_it_acknowledged(tmp_path: Path, until: int) -> None:
    process = await burst(tmp_path, until)
    output, _ = await process.communicate()
    assert process.returncode == 0
    acknowledged = output.splitlines(keepends=True)
    assert len(acknowledged) > until * 2 // 3
    await check(tmp_path, acknowledged)
