"""What the journal costs: adding, starting, finding and leaving out, at 100,000 stories."""

from __future__ import annotations

import asyncio
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path

from bench.stories import FIRST, wrap
from storage import codec, words
from storage.card import Card
from storage.change import Change
from storage.journal import JournalStore
from storage.logfile import HEADER, NAME
from storage.record import Query

Row = tuple[str, float, str]

STORIES = 100_000
SCOPE = "guild:1"
_START = """
import asyncio, resource, sys, time
from pathlib import Path
from storage.journal import JournalStore

def peak():
    status = Path("/proc/self/status")  # Linux's ru_maxrss begins with the memory of whoever started the process
    if status.exists():
        return int(status.read_text().partition("VmHWM:")[2].split()[0]) / 2**10
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10)

async def main():
    before, begin = peak(), time.perf_counter()
    store = await JournalStore.open(Path(sys.argv[1]))
    print(time.perf_counter() - begin, peak() - before)
    await store.close()

asyncio.run(main())
"""


def rows(stories: int = STORIES, adds: int = 600) -> list[Row]:
    """Name, figure and unit of each measurement; about a minute for 100,000 stories. `adds` is how many stories one
    caller adds; the more callers, the fewer each."""
    with tempfile.TemporaryDirectory() as name:
        found = [_disk(Path(name)), *asyncio.run(_adding(Path(name) / "adding", adds))]
        directory = Path(name) / "large"
        size = _write(directory, stories)
        found.append((f"journal: file of {stories:,} stories", size / 2**20, "MiB"))
        seconds, memory = _start(directory)
        found.append((f"journal: start with {stories:,} stories", seconds, "s"))
        found.append((f"journal: memory of {stories:,} stories", memory, "MiB"))
        found += asyncio.run(_finding(directory, stories))
        found += asyncio.run(_compacting(directory, stories))
    return found


def _disk(directory: Path) -> Row:
    """What one wait for this disk takes, below which no single add can be."""
    times = []
    with (directory / "probe").open("wb", buffering=0) as probe:
        for _ in range(100):
            probe.write(b"x" * 4000)
            begin = time.perf_counter()
            os.fsync(probe.fileno())
            times.append(time.perf_counter() - begin)
    return "the disk itself: one fsync of 4 KB", statistics.median(times) * 1000, "ms"


async def _adding(directory: Path, adds: int) -> list[Row]:
    found = []
    store = await JournalStore.open(directory)
    ready = iter([wrap(number) for number in range(10 * adds)])

    async def caller(count: int) -> None:
        for _ in range(count):
            await store.add(next(ready))

    for callers, each in ((1, adds), (10, adds // 5), (100, adds // 15)):
        begin = time.perf_counter()
        await asyncio.gather(*(caller(each) for _ in range(callers)))
        rate = callers * each / (time.perf_counter() - begin)
        found.append((f"journal: adds kept, {callers} at a time", rate, "/s"))
    await store.close()
    return found


def _write(directory: Path, stories: int) -> int:
    """A journal as a store would have written it, without waiting for the disk each time; its size in bytes."""
    directory.mkdir()
    with (directory / NAME).open("wb") as file:
        file.write(HEADER)
        for number in range(stories):
            file.write(codec.encode(Change(put=Card.of(wrap(number, SCOPE)))))
        file.flush()
        os.fsync(file.fileno())
        return file.tell()


def _start(directory: Path) -> tuple[float, float]:
    """Seconds and MiB of a start, in a process of its own; the best of three."""
    runs = [
        subprocess.run([sys.executable, "-c", _START, str(directory)], check=True, capture_output=True, text=True)
        for _ in range(3)
    ]
    seconds, memory = min(tuple(map(float, run.stdout.split())) for run in runs)
    return seconds, memory


async def _timed(call: Callable[[], Awaitable[object]], times: int) -> float:
    """The median of so many calls, in milliseconds."""
    taken = []
    for _ in range(times):
        begin = time.perf_counter()
        await call()
        taken.append(time.perf_counter() - begin)
    return statistics.median(taken) * 1000


async def _finding(directory: Path, stories: int) -> list[Row]:
    store = await JournalStore.open(directory)
    last = FIRST + timedelta(days=(stories - 1) // 50)
    one_day = Query((SCOPE, "feeds"), ("nikkei",), last, last)
    asked = {
        "one index, one day": one_day,
        "one index, newest 200": Query((SCOPE, "feeds"), ("nikkei",)),
        "one index, 200 up to a day": Query((SCOPE, "feeds"), ("nikkei",), None, last),
        "all of a week, newest 200": Query((SCOPE, "feeds"), (), last - timedelta(days=6), last),
    }
    unit = "ms"
    found = []
    try:
        words.AT_HAND, at_hand = 0, words.AT_HAND
        found.append(("find, words on disk: one index, one day", await _timed(lambda: store.find(one_day), 50), unit))
    finally:
        words.AT_HAND = at_hand
    for name, query in asked.items():
        await store.find(query)
        found.append((f"find: {name}", await _timed(lambda query=query: store.find(query), 50), unit))  # type: ignore[misc]
    found.append(("sessions of one index", await _timed(lambda: store.sessions((SCOPE,), "nikkei"), 50), unit))
    await store.close()
    return found


async def _compacting(directory: Path, stories: int) -> list[Row]:
    store = await JournalStore.open(directory)
    waits = []
    begin = time.perf_counter()
    compaction = asyncio.create_task(store.compact())
    number = stories
    while not compaction.done():
        added = time.perf_counter()
        await store.add(wrap(number := number + 1, SCOPE))
        waits.append(time.perf_counter() - added)
    taken = time.perf_counter() - begin
    await store.close()
    return [
        ("journal: compaction, adds going on", taken, "s"),
        ("journal: longest wait of an add meanwhile", max(waits) * 1000, "ms"),
    ]
