"""A store in a directory: every change is a line of a file, kept before the call returns and read back at the start.

Calls made at the same time share one write and one wait for the disk, in a worker thread. What a call changes is seen
by others once it is on the disk, never earlier. Words of forgotten stories leave the disk at the latest `linger`
seconds after (and when the store is closed or opened); `erase` returns when they have left.

Memory holds what finding a story takes; the words of all but the stories used last stay in the file.
"""

from __future__ import annotations

import asyncio
import gc
import logging
import shlex
from collections.abc import Callable, Coroutine, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar, cast

from storage import StorageError, codec
from storage.calls import Call, Calls, Planned
from storage.card import Card
from storage.change import Change
from storage.compaction import Compaction
from storage.extents import Extents
from storage.logfile import HEADER, Extent, LogFile
from storage.memory import Held, MemoryStore, Plan, T, Touches
from storage.record import Wrap
from storage.words import Words

R = TypeVar("R")

LINGER = 3600.0
"""Seconds for which the words of withdrawn or replaced stories may stay in the file of an open store."""
_MANY = 10_000
"""Records from which on a journal is large."""
_WORTHWHILE = 1 << 20
"""Bytes of dead lines below which a compaction is not worth its while."""

_log = logging.getLogger(__name__)


class JournalStore(MemoryStore):
    """`Store` in a directory, for one process at a time. Made by `open`, in the event loop that uses it."""

    def __init__(self, directory: Path, linger: float) -> None:
        super().__init__()
        self._directory = directory
        self._linger = linger
        self._calls = Calls()
        self._writer: asyncio.Task[None] | None = None
        self._worker = ThreadPoolExecutor(1, "journal")
        self._compacting = asyncio.Lock()
        self._tasks: set[asyncio.Task[None]] = set()
        self._timer: asyncio.TimerHandle | None = None
        self._tidying = False
        self._gave_up = False
        self._closed = False
        self._released = False
        self._file: LogFile
        self._words: Words

    @classmethod
    async def open(cls, directory: Path, *, linger: float = LINGER) -> JournalStore:
        """Read the directory's journal, made if there is none. StorageError when the directory cannot be used, is in
        use by another process, or holds a journal with a line that cannot be read."""
        store = cls(directory, linger)
        try:
            extents = await store._in_worker(store._replay)
        except BaseException:
            store._worker.shutdown(wait=False)
            raise
        store._words = Words(store._file.pages, extents)
        return store

    def _replay(self) -> Extents:
        self._file = LogFile(self._directory)
        extents = Extents()
        try:
            with _uncollected(extents):
                for number, extent, line in self._file.lines():
                    change = self._skim(number, line)
                    self._index.apply(change)
                    extents.note(change, extent)
            return self._compact(extents) if self._due(extents) else extents
        except BaseException:
            self._file.close()
            raise

    def _skim(self, number: int, line: bytes) -> Change:
        try:
            return codec.skim(line)
        except codec.UNREADABLE as error:
            path = self._file.path
            raise StorageError(
                f"{path}, line {number}, cannot be read: {error}. Nothing was changed. Put a good copy of the file in "
                f"its place, or leave the line out: sed -i.bak {number}d {shlex.quote(str(path))}"
            ) from error

    def _held(self, cards: Sequence[Card]) -> list[Held]:
        return self._words.held(cards)

    async def _wraps(self, held: Sequence[Held]) -> list[Wrap]:
        return await self._words.wraps(held)

    # Writing

    async def _keep(self, plan: Plan[T], touches: Touches) -> T:
        if self._closed:
            raise StorageError(f"the store in {self._directory} is closed")
        return cast("T", await self._done(Call(plan, touches)))

    def _done(self, call: Call) -> asyncio.Future[Any]:
        self._calls.put(call)
        if self._writer is None:
            self._writer = asyncio.create_task(self._work())
        return call.done

    async def _work(self) -> None:
        try:
            while self._calls:
                if compaction := self._calls.compaction():
                    await self._finish(compaction)
                elif planned := self._calls.batch():
                    await self._make(planned)
        except BaseException:  # the event loop ends: what the worker does now is not known here any more
            self._closed = True
            raise
        finally:
            self._writer = None

    async def _make(self, planned: list[Planned]) -> None:
        """Put the changes on the disk, then make them, then answer."""
        try:
            written = await self._in_worker(self._append, [change for _, _, change in planned])
            for (call, answer, change), extent in zip(planned, written, strict=True):
                if isinstance(extent, StorageError):
                    call.refuse(extent)
                    continue
                self._index.apply(change)
                self._words.note(change, extent)
                call.answer(answer)
        except Exception as error:  # whatever it was, nobody may wait forever
            for call, _, _ in planned:
                call.refuse(error)
        self._tidy_in_time()

    def _append(self, changes: list[Change]) -> list[Extent | StorageError]:
        written: list[bytes | StorageError] = []
        for change in changes:
            try:
                written.append(codec.encode(change))
            except codec.UNREADABLE as error:
                written.append(StorageError(f"cannot keep a record that could not be read back: {error}"))
        lines = [line for line in written if isinstance(line, bytes)]
        extents = iter(self._file.append(lines) if lines else ())
        return [next(extents) if isinstance(line, bytes) else line for line in written]

    # Leaving out what does not count any more

    async def erase(self, scope: str | None = None, *, author_id: str | None = None) -> int:
        gone = await super().erase(scope, author_id=author_id)
        await asyncio.shield(self._task(self._tidy()))
        return gone

    async def compact(self) -> None:
        """Rewrite the file without the lines that do not count, while calls go on being answered."""
        await asyncio.shield(self._task(self._tidy(always=True)))

    async def _tidy(self, *, always: bool = False) -> None:
        async with self._compacting:
            extents = self._words.extents
            if self._closed or not (always or self._due(extents)):
                return
            compaction = Compaction(self._file, self._words.pages, extents)
            extents.lingering = False
            try:
                await asyncio.to_thread(compaction.copy)
                await self._done(Call(compaction=compaction))
            except BaseException:
                self._words.extents.lingering = True
                raise

    async def _finish(self, call: Call) -> None:
        assert call.compaction is not None
        try:
            extents = await self._in_worker(call.compaction.finish, self._words.extents)
            self._words.move(self._file.pages, extents)
            call.answer(None)
        except Exception as error:
            call.refuse(error)

    def _due(self, extents: Extents) -> bool:
        return extents.lingering or self._wasteful(extents)

    def _wasteful(self, extents: Extents) -> bool:
        return extents.end - len(HEADER) - extents.live > max(extents.live, _WORTHWHILE)

    def _tidy_in_time(self) -> None:
        """At once where most of the file does not count, later where words linger or it failed."""
        if self._closed or self._tidying:
            return
        if self._wasteful(self._words.extents) and not self._gave_up:
            self._ring()
        elif self._timer is None and self._due(self._words.extents):
            self._timer = asyncio.get_running_loop().call_later(self._linger, self._ring)

    def _ring(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        self._tidying = True
        self._task(self._tidy_alone())

    async def _tidy_alone(self) -> None:
        try:
            await self._tidy()
            self._gave_up = False
        except StorageError as error:
            self._gave_up = True
            _log.warning("%s; trying again in %.0f s", error, self._linger)
        self._tidying = False
        self._tidy_in_time()

    def _task(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    async def close(self) -> None:
        if self._released:
            return
        self._released, intact, self._closed = True, not self._closed, True
        if self._timer is not None:
            self._timer.cancel()
        async with self._compacting:
            if self._writer is not None:
                await asyncio.wait([self._writer])
            try:
                if intact and self._words.extents.lingering:
                    await self._in_worker(self._compact, self._words.extents)
            except StorageError as error:
                _log.warning("%s; words of forgotten stories stay in it until the next start", error)
            finally:
                self._words.close()
                await self._in_worker(self._file.close)
                self._worker.shutdown()

    def _compact(self, extents: Extents) -> Extents:
        extents.lingering = False
        compaction = Compaction(self._file, self._file.pages, extents)
        compaction.copy()
        return compaction.finish(extents)

    async def _in_worker(self, call: Callable[..., R], *arguments: object) -> R:
        return await asyncio.get_running_loop().run_in_executor(self._worker, call, *arguments)


@contextmanager
def _uncollected(extents: Extents) -> Iterator[None]:
    """Without the cycle collector, which would walk all that is read again and again and find nothing to free; of a
    large journal, it does not walk it later either, when that would hold up the event loop for half a second."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
        if len(extents) > _MANY:
            gc.freeze()
    finally:
        if enabled:
            gc.enable()
