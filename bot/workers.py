"""Work that would hold up the event loop, done in processes of its own that are replaced when one dies."""

from __future__ import annotations

import asyncio
import logging
import multiprocessing
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import ParamSpec, TypeVar

log = logging.getLogger(__name__)

P = ParamSpec("P")
T = TypeVar("T")

_TASKS = 2000
"""A process is renewed after so many, so that nothing grows for ever."""


class Workers:
    """A few processes for plain functions; `close` them in the end."""

    def __init__(self, count: int) -> None:
        self._count = count
        self._pool = self._started()

    async def run(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Call an importable function with picklable arguments in a worker. When a worker dies of it, it is tried once
        more in a new one; a second death raises BrokenProcessPool."""
        for last in (False, True):
            pool = self._pool
            try:
                return await asyncio.wrap_future(pool.submit(function, *args, **kwargs))
            except BrokenProcessPool:
                if self._pool is pool:
                    log.warning("a reading process died; starting another")
                    self._pool = self._started()
                if last:
                    raise
        raise AssertionError("unreachable")

    def close(self) -> None:
        """Let the processes end; what they still do is not waited for."""
        self._pool.shutdown(wait=False, cancel_futures=True)

    def _started(self) -> ProcessPoolExecutor:
        context = multiprocessing.get_context("spawn")
        return ProcessPoolExecutor(self._count, context, max_tasks_per_child=_TASKS)
