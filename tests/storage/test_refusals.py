"""A journal that cannot be used, or a disk that fails: a clear word, and nothing lost or made up."""

from __future__ import annotations

import asyncio
import errno
import logging
import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from storage import StorageError, Store, connect, logfile
from storage.journal import JournalStore
from storage.logfile import HEADER
from storage.record import Delivery, Query
from tests.storage.stories import HERE, NINE, found, on_disk, story

JOURNAL = "journal.jsonl"


@contextmanager
def full_disk(allowed: int) -> Iterator[None]:
    """No file grows beyond this size: the system writes a part, then refuses."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (allowed, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@contextmanager
def read_only(directory: Path) -> Iterator[None]:
    """Nobody may change the directory; the superuser, whom that would not stop, becomes an ordinary user."""
    user = os.geteuid()
    directory.chmod(0o555)
    if user == 0:
        os.seteuid(65534)
    try:
        yield
    finally:
        if user == 0:
            os.seteuid(0)
        directory.chmod(0o700)


@pytest.fixture
def open_place() -> Iterator[Path]:
    """A directory that every user can reach."""
    with tempfile.TemporaryDirectory() as name:
        yield Path(name)


async def with_stories(directory: Path, count: int = 3) -> JournalStore:
    """A journal that holds some stories."""
    store = await JournalStore.open(directory)
    for number in range(count):
        await store.add(story(str(number), message=str(number), after=number))
    return store


async def test_a_full_disk_loses_the_call_and_nothing_else(tmp_path: Path) -> None:
    store = await with_stories(tmp_path)
    before = (tmp_path / JOURNAL).read_bytes()
    with full_disk(len(before) + 100):
        with pytest.raises(StorageError, match=r"journal\.jsonl: File too large") as refused:
            await store.add(story("x", message="x"))
        assert isinstance(refused.value.__cause__, OSError)
        with pytest.raises(StorageError):
            await store.claim(Delivery("k" * 200, "guild:1", NINE))
        assert await found(store) == ["2", "1", "0"]
        assert (tmp_path / JOURNAL).read_bytes() == before
    assert await store.delivery("k" * 200) is None
    assert await store.add(story("x", message="x")) is None
    await store.close()
    store = await connect(str(tmp_path))
    assert len(await found(store)) == 4
    await store.close()


async def test_callers_that_fail_together_each_get_their_error(tmp_path: Path) -> None:
    store = await with_stories(tmp_path)
    with full_disk((tmp_path / JOURNAL).stat().st_size + 100):
        outcome = await asyncio.gather(
            *(store.add(story(f"x{number}", message=f"x{number}")) for number in range(5)), return_exceptions=True
        )
    assert len({id(error) for error in outcome if isinstance(error, StorageError)}) == 5
    assert await found(store) == ["2", "1", "0"]
    await store.close()


async def test_a_disk_that_fails_to_write_out_takes_the_lines_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = await with_stories(tmp_path)
    before = (tmp_path / JOURNAL).read_bytes()

    def fail(handle: int) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    with monkeypatch.context() as patch:
        patch.setattr(logfile, "_sync", fail)
        with pytest.raises(StorageError, match="Input/output error"):
            await store.add(story("x", message="x"))
    assert (tmp_path / JOURNAL).read_bytes() == before
    await store.add(story("y", message="y", after=9))
    assert await found(store) == ["y", "2", "1", "0"]
    await store.close()


async def test_a_disk_with_room_for_one_line_is_room_enough_to_erase(tmp_path: Path) -> None:
    store = await with_stories(tmp_path)
    await store.add(story("other", scope="guild:2", message="9"))
    with full_disk((tmp_path / JOURNAL).stat().st_size + 400):
        assert await store.erase("guild:1") == 3
    assert b"words of 0" not in on_disk(tmp_path)
    await store.close()


async def test_a_spare_file_that_does_not_fit_is_taken_away_again(tmp_path: Path) -> None:
    store = await with_stories(tmp_path)
    with full_disk(600), pytest.raises(StorageError, match="File too large"):
        await store.compact()
    assert not (tmp_path / (JOURNAL + ".new")).exists()
    assert await found(store) == ["2", "1", "0"]
    await store.add(story("x", message="x"))
    await store.close()
    store = await JournalStore.open(tmp_path)
    assert len(await found(store)) == 4
    await store.close()


async def test_where_nothing_can_be_rewritten_erasing_forgets_and_says_that_the_words_remain(open_place: Path) -> None:
    directory = open_place / "data"
    store = await with_stories(directory)
    with read_only(directory):
        with pytest.raises(StorageError, match=r"cannot rewrite .*journal\.jsonl: Permission denied"):
            await store.erase("guild:1")
        assert await found(store) == []
        assert await store.add(story("new", message="new")) is None
    await store.compact()
    assert b"words of 0" not in (directory / JOURNAL).read_bytes()
    assert await found(store) == ["new"]
    await store.close()


async def test_words_that_stay_behind_at_the_end_are_told(open_place: Path, caplog: pytest.LogCaptureFixture) -> None:
    directory = open_place / "data"
    store = await with_stories(directory)
    await store.withdraw("guild:1", message_ids=["0"])
    with read_only(directory), caplog.at_level(logging.WARNING, "storage"):
        await store.close()
    assert [record.getMessage() for record in caplog.records] == [
        f"cannot rewrite {directory / JOURNAL}: Permission denied; words of forgotten stories stay in it "
        "until the next start"
    ]


async def test_a_read_only_directory_is_named(open_place: Path) -> None:
    with read_only(open_place), pytest.raises(StorageError, match=f"in {open_place}: Permission denied") as refused:
        await connect(str(open_place))
    assert isinstance(refused.value.__cause__, PermissionError)


async def test_a_file_in_the_directorys_place_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StorageError, match=f"{tmp_path}/file: "):
        await connect(str(tmp_path / "file"))
    with pytest.raises(StorageError, match=f"{tmp_path}/file/below: "):
        await connect(str(tmp_path / "file/below"))


async def test_one_writer_at_a_time(tmp_path: Path) -> None:
    store = await with_stories(tmp_path)
    with pytest.raises(StorageError, match=f"{tmp_path} is in use by another Market Briefer .process {os.getpid()}"):
        await connect(str(tmp_path))
    other = "import asyncio, sys; from storage import connect; asyncio.run(connect(sys.argv[1]))"
    process = await asyncio.create_subprocess_exec(sys.executable, "-c", other, str(tmp_path), stderr=subprocess.PIPE)
    _, said = await process.communicate()
    assert process.returncode == 1
    assert f"{tmp_path} is in use by another Market Briefer (process {os.getpid()})" in said.decode()
    assert await store.add(story("x", message="x")) is None
    await store.close()
    await (await connect(str(tmp_path))).close()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (HEADER.replace(b"1}", b"2}") + b'{"crc":"00000000","new":1}\n', "written by another version"),
        (b"dear diary\n", "is no journal of Market Briefer"),
        (b"\x00" * 100, "is no journal of Market Briefer"),
    ],
)
async def test_another_file_is_left_alone(tmp_path: Path, content: bytes, said: str) -> None:
    (tmp_path / JOURNAL).write_bytes(content)
    with pytest.raises(StorageError, match=said):
        await connect(str(tmp_path))
    assert (tmp_path / JOURNAL).read_bytes() == content


async def test_a_failed_opening_lets_go_of_the_directory(tmp_path: Path) -> None:
    (tmp_path / JOURNAL).write_bytes(b"dear diary\n")
    with pytest.raises(StorageError):
        await connect(str(tmp_path))
    (tmp_path / JOURNAL).unlink()
    await (await connect(str(tmp_path))).close()


async def test_words_that_cannot_be_read_any_more_are_an_error_not_an_answer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.words.AT_HAND", 0)
    store: Store = await with_stories(tmp_path)
    text = (tmp_path / JOURNAL).read_bytes()
    (tmp_path / JOURNAL).write_bytes(text.replace(b"58583.12", b"58583.13"))
    with pytest.raises(StorageError, match="checksum"):
        await store.find(Query(HERE))
    (tmp_path / JOURNAL).write_bytes(text[:-1])
    with pytest.raises(StorageError, match="shorter"):
        await store.find(Query(HERE))
    (tmp_path / JOURNAL).write_bytes(text)
    assert len(await found(store)) == 3
    await store.close()
