"""The process that reads pages: what it costs when a body ruins it, and what it may know."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.pages import PageReader
from bot.refusals import FetchRefused
from extract.page.model import Page

STORY = (Path(__file__).parent.parent / "pages" / "wire_graph.html").read_bytes()
HEAVY = b"<html><body><article>" + b"<p>The Dow rose <b>1%</b> to 49,000 after <i>the court</i> ruled.</p>" * 400_000


@pytest.fixture
async def reader() -> AsyncIterator[PageReader]:
    made = PageReader(seconds=20)
    yield made
    await made.close()


async def refusal(reader: PageReader, body: bytes) -> str:
    with pytest.raises(FetchRefused) as refused:
        await reader.page(body, url="http://a.example/", content_type="text/html")
    return refused.value.code


async def still_reads(reader: PageReader) -> bool:
    page = await reader.page(STORY, url="http://a.example/", content_type="text/html")
    return isinstance(page, Page) and "57,020.44" in page.text


async def test_a_page_that_takes_too_long_costs_only_itself() -> None:
    reader = PageReader(seconds=1)
    assert await refusal(reader, HEAVY) == "too_complex"
    assert await still_reads(reader)
    await reader.close()


async def test_a_page_that_takes_too_much_memory_costs_only_itself() -> None:
    reader = PageReader(seconds=20, megabytes=40)
    assert await refusal(reader, HEAVY) == "too_complex"
    assert await still_reads(reader)
    await reader.close()


async def test_a_worker_that_dies_is_replaced(reader: PageReader) -> None:
    assert await still_reads(reader)
    assert reader.pid is not None
    os.kill(reader.pid, signal.SIGKILL)
    outcomes = [await reader_outcome(reader) for _ in range(2)]
    assert outcomes[-1] == "read"


async def reader_outcome(reader: PageReader) -> str:
    try:
        return "read" if await still_reads(reader) else "wrong"
    except FetchRefused as refused:
        return refused.code


async def test_one_who_gives_up_does_not_leave_an_answer_for_the_next(reader: PageReader) -> None:
    await reader.warm()
    asking = asyncio.create_task(reader.page(HEAVY[:1_500_000], url="http://a.example/", content_type="text/html"))
    await asyncio.sleep(0)
    asking.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asking
    assert await still_reads(reader)


async def test_the_loop_goes_on_while_a_page_is_read(reader: PageReader) -> None:
    asking = asyncio.create_task(reader.page(HEAVY[:1_500_000], url="http://a.example/", content_type="text/html"))
    turns = 0
    while not asking.done():
        turns += 1
        await asyncio.sleep(0.001)
    await asking
    assert turns > 20


@pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="the system does not show processes' environments")
async def test_the_worker_knows_no_secrets(reader: PageReader, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISCORD_TOKEN", "a-secret")
    await reader.warm()
    environment = await asyncio.to_thread(Path(f"/proc/{reader.pid}/environ").read_bytes)
    assert b"a-secret" not in environment and b"DISCORD" not in environment


async def test_nothing_is_read_after_the_end() -> None:
    reader = PageReader()
    assert await still_reads(reader)
    pid = reader.pid
    await reader.close()
    assert pid is not None and await refusal(reader, STORY) == "busy"
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


async def test_the_worker_ends_with_the_bot() -> None:
    reader = PageReader()
    await reader.warm()
    worker = reader._worker
    assert worker is not None and worker.stdin is not None
    worker.stdin.close()  # as the system does for a bot that was killed
    assert await worker.wait() == 0
    await reader.close()


async def test_a_large_bot_does_not_make_its_worker_look_large(reader: PageReader) -> None:
    held = bytearray(b"x") * (260 * 2**20)
    assert await still_reads(reader)
    first = reader.pid
    assert await still_reads(reader)
    assert first is not None and reader.pid == first
    del held
