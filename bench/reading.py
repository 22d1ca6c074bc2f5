"""How fast stories are read, how long the program takes to be ready, and what the worst texts cost."""

from __future__ import annotations

import json
import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import NamedTuple

from bench.stories import text
from extract import Document, read

Row = tuple[str, float, str]

STORIES = 300
SIZE = 4_000
SIZES = (250_000, 500_000, 1_000_000)
RECEIVED = datetime(2026, 2, 26, 9, 0, tzinfo=UTC)

WORST: dict[str, Callable[[int], str]] = {
    "digits": lambda size: "7" * size,
    "numbers": lambda size: ("1,234.56 " * (size // 9 + 1))[:size],
    "commas and points": lambda size: ("1,2.3," * (size // 6 + 1))[:size],
    "brackets": lambda size: "(" * (size // 2) + ")" * (size - size // 2),
    "quotes and brackets": lambda size: ("(\"['" * (size // 4 + 1))[:size],
    "index names": lambda size: ("Nikkei S&P 500 Dow DAX Kospi " * (size // 29 + 1))[:size],
    "names and verbs": lambda size: ("the Nikkei rose and the Dow fell and " * (size // 37 + 1))[:size],
    "no spaces": lambda size: ("Nikkeirose1.2%to38,000" * (size // 22 + 1))[:size],
    "one sentence": lambda size: ("the Nikkei rose 1.2 percent to 38,801.17, while " * (size // 48 + 1))[:size],
    "percent signs": lambda size: "%" * size,
    "line feeds": lambda size: "\n" * size,
    "bullets": lambda size: ("- Nikkei 225: 38,801.17 (+0.04%)\n" * (size // 34 + 1))[:size],
    "table bars": lambda size: ("| Nikkei | 38,801.17 | " * (size // 23 + 1))[:size],
    "a long story": lambda size: text(1, size)[:size],
}


def rows() -> list[Row]:
    """Name, figure and unit of each measurement; some minute on one core."""
    return [*_in_process(), *_as_program(), *_worst()]


def _in_process() -> list[Row]:
    documents = [Document(text(number, SIZE), RECEIVED, published_at=RECEIVED) for number in range(STORIES)]
    begin = time.process_time()
    read(documents[0])
    first = time.process_time() - begin
    taken = []
    moves = 0
    for document in documents:
        begin = time.process_time()
        moves += len(read(document).moves)
        taken.append(time.process_time() - begin)
    return [
        ("extract.read: first story, lexicon loaded with it", first * 1000, "ms"),
        ("extract.read: stories of 4 KB", len(taken) / sum(taken), "/s"),
        ("extract.read: a story, median", statistics.median(taken) * 1000, "ms"),
        ("extract.read: a story, slowest of 100", sorted(taken)[-len(taken) // 100 - 1] * 1000, "ms"),
        ("extract.read: moves in a story", moves / len(documents), ""),
    ]


def _as_program() -> list[Row]:
    lines = "".join(
        json.dumps({"id": str(number), "text": text(number, SIZE), "received_at": RECEIVED.isoformat()}) + "\n"
        for number in range(STORIES)
    )
    start = min(_program("") for _ in range(5))
    one = min(_program(lines[: lines.index("\n") + 1]) for _ in range(5))
    many = min(_program(lines) for _ in range(3))
    return [
        ("python -m extract: start-up, nothing to read", start.passed * 1000, "ms"),
        ("python -m extract: start-up and one story", one.passed * 1000, "ms"),
        ("python -m extract: stories of 4 KB, start-up aside", (STORIES - 1) / (many.busy - one.busy), "/s"),
    ]


class _Taken(NamedTuple):
    """Seconds that passed, and seconds for which a core was busy: other programs take their share of the former."""

    passed: float
    busy: float


def _program(lines: str) -> _Taken:
    """What `python -m extract` takes for these lines, on one core where the system lets us choose."""
    pinned: Callable[[], None] | None = None
    if hasattr(os, "sched_setaffinity"):
        core = min(os.sched_getaffinity(0))

        def pinned() -> None:
            os.sched_setaffinity(0, {core})

    begin, busy = time.perf_counter(), _children()
    subprocess.run(
        [sys.executable, "-m", "extract"],
        input=lines,
        text=True,
        check=True,
        stdout=subprocess.DEVNULL,
        preexec_fn=pinned,
    )
    return _Taken(time.perf_counter() - begin, _children() - busy)


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _worst() -> list[Row]:
    found = []
    for name, make in WORST.items():
        before = 0.0
        for size in SIZES:
            document = Document(make(size), RECEIVED)
            begin = time.process_time()
            read(document)
            taken = time.process_time() - begin
            found.append((f"worst case: {name}, {size / 1e6:g} MB", taken, "s"))
            if before:
                found.append((f"worst case: {name}, {size / 1e6:g} MB against half of it", taken / before, "times"))
            before = taken
            if taken > 20:
                break  # what is not linear would take for ever at the next size
    return found
