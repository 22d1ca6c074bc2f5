"""Reads bodies in a process of its own, so that no page can hold up the loop or take the bot's memory."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import signal
import struct
import sys
from asyncio.subprocess import PIPE, Process
from pathlib import Path
from typing import Any

import orjson

from bot.refusals import CODES, FetchRefused
from extract.page.model import Entry, Feed, Page, Post
from extract.rows import moment

log = logging.getLogger(__name__)

FRAME = struct.Struct(">II")
"""Before every message: the length of its JSON; to the worker, the length of the body after it; from the worker, 1 when
it asks to be replaced."""

_LARGEST_ANSWER = 8_000_000
_JOBS_A_LIFE = 500
"""After so many the worker is replaced: its libraries keep a little of every page."""


class PageReader:
    """One worker process, started with the first job and again after it was lost. Jobs wait for each other.

    `seconds` bounds one job's processor time (and twice that its time by the clock), `megabytes` the memory it may
    take on top of what the worker holds when idle.
    """

    def __init__(self, *, seconds: int = 8, megabytes: int = 400) -> None:
        self._seconds, self._megabytes = seconds, megabytes
        self._turn = asyncio.Lock()
        self._worker: Process | None = None
        self._jobs_left = 0
        self._closed = False

    async def page(self, body: bytes, *, url: str = "", content_type: str = "", name: str = "") -> Page | str:
        """The story in a body, or the address it says it has gone to; FetchRefused when there is none."""
        answer = await self._ask({"job": "page", "url": url, "content_type": content_type, "name": name}, body)
        moved = answer.get("moved")
        return str(moved) if moved else _page(answer["page"])

    async def feed(self, body: bytes, *, url: str, content_type: str = "") -> Feed:
        """The feed in a body, or the feeds that a page names; FetchRefused when it is neither."""
        answer = await self._ask({"job": "feed", "url": url, "content_type": content_type}, body)
        return _feed(answer["feed"])

    @property
    def pid(self) -> int | None:
        """The worker's process, while there is one."""
        return self._worker.pid if self._worker is not None else None

    async def warm(self) -> None:
        """Start the worker if there is none, so that the first page does not wait for it."""
        if self._worker is None and not self._turn.locked():
            async with self._turn:
                if not self._closed:
                    await self._running()

    async def close(self) -> None:
        """End the worker; what waits for it is refused."""
        self._closed = True
        await self._end(by_force=True)

    async def _ask(self, head: dict[str, str], body: bytes) -> dict[str, Any]:
        async with self._turn:
            if self._closed:
                raise FetchRefused("busy", "closing")
            try:
                worker = await self._running()
                async with asyncio.timeout(2 * self._seconds):
                    answer, spent = await _exchange(worker, orjson.dumps(head), body)
            except (EOFError, ConnectionError) as error:
                await self._end()
                raise FetchRefused("too_complex", "the worker ended") from error
            except TimeoutError as error:
                await self._end(by_force=True)
                raise FetchRefused("too_complex", "the worker took too long") from error
            except BaseException:  # given up half-way: the next answer would be the wrong one
                await self._end(by_force=True)
                raise
            self._jobs_left -= 1
            if spent or self._jobs_left <= 0:
                await self._end()
        return _checked(answer, head.get("url", ""))

    async def _running(self) -> Process:
        if self._worker is None or self._worker.returncode is not None:
            try:
                self._worker = await asyncio.create_subprocess_exec(
                    sys.executable,
                    *("-m", "bot.page_worker", str(self._seconds), str(self._megabytes)),
                    stdin=PIPE,
                    stdout=PIPE,
                    stderr=asyncio.subprocess.DEVNULL,
                    env=_environment(),
                    start_new_session=True,  # Ctrl-C is for the bot, which then closes the pipe
                )
            except OSError as error:
                log.exception("the process that reads pages cannot be started")
                raise FetchRefused("busy", "no worker") from error
            self._jobs_left = _JOBS_A_LIFE
        return self._worker

    async def _end(self, *, by_force: bool = False) -> None:
        """A worker whose pipe is closed ends by itself; one that is busy is ended."""
        worker, self._worker = self._worker, None
        if worker is None:
            return
        if worker.stdin is not None:
            worker.stdin.close()
        if by_force and worker.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(worker.pid, signal.SIGKILL if hasattr(signal, "SIGKILL") else signal.SIGTERM)
        await worker.wait()


async def _exchange(worker: Process, head: bytes, body: bytes) -> tuple[dict[str, Any], bool]:
    """The answer to a job, and whether the worker asks to be replaced after it."""
    if worker.stdin is None or worker.stdout is None:
        raise EOFError
    worker.stdin.write(FRAME.pack(len(head), len(body)) + head)
    worker.stdin.write(body)
    await worker.stdin.drain()
    length, spent = FRAME.unpack(await worker.stdout.readexactly(FRAME.size))
    if length > _LARGEST_ANSWER:
        raise EOFError
    return orjson.loads(await worker.stdout.readexactly(length)), bool(spent)


def _checked(answer: dict[str, Any], url: str) -> dict[str, Any]:
    code = answer.get("refused")
    if code is None:
        return answer
    detail = str(answer.get("detail", ""))
    if answer.get("unknown"):
        log.error("a page could not be read in a new way: %s (%s)", detail, url[:200])
    raise FetchRefused(code if code in CODES else "broken", detail)


def _environment() -> dict[str, str]:
    """What the worker may know: where its code is. Not the bot's token, nor anything else that is set."""
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT", "LANG", "TMPDIR") if name in os.environ}
    here = str(Path(__file__).resolve().parent.parent)
    return {**kept, "PYTHONPATH": here, "PYTHONDONTWRITEBYTECODE": "1", "OMP_NUM_THREADS": "1"}


def _page(told: dict[str, Any]) -> Page:
    posts = tuple(Post(at=moment(post["at"]), title=post["title"], text=post["text"]) for post in told["posts"])
    times = {name: moment(told[name]) for name in ("published_at", "modified_at")}
    return Page(**{**told, **times, "posts": posts})


def _feed(told: dict[str, Any]) -> Feed:
    entries = tuple(Entry(**{**entry, "published_at": moment(entry["published_at"])}) for entry in told["entries"])
    return Feed(title=told["title"], entries=entries, links=tuple(told["links"]), is_feed=told["is_feed"])
