"""Calls that wait to be written: which of them may share one write, and what each gets in the end."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Hashable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from storage import StorageError
from storage.change import Change
from storage.compaction import Compaction
from storage.memory import Plan, Touches

_BATCH = 256
"""Calls that share one write, at most: making their changes takes the event loop some milliseconds."""


def _future() -> asyncio.Future[Any]:
    return asyncio.get_running_loop().create_future()


@dataclass(slots=True, eq=False)
class Call:
    """One call; without a plan it is the end of a compaction."""

    plan: Plan[Any] | None = None
    touches: Touches = None
    compaction: Compaction | None = None
    done: asyncio.Future[Any] = field(default_factory=_future)

    def answer(self, answer: Any) -> None:
        """Hand over the answer, if anybody still waits."""
        if not self.done.done():
            self.done.set_result(answer)

    def refuse(self, error: Exception) -> None:
        """Raise the error in the caller. Several callers each get an error of their own with the cause they share."""
        if self.done.done():
            return
        refusal = StorageError(str(error))
        refusal.__cause__ = error.__cause__ if isinstance(error, StorageError) else error
        self.done.set_exception(refusal)


class Planned(NamedTuple):
    """A call whose change is to be written, and its answer when that is done."""

    call: Call
    answer: Any
    change: Change


class Calls:
    """First come, first served, but for calls that have to wait until others are through."""

    def __init__(self) -> None:
        self._waiting: deque[Call] = deque()

    def __bool__(self) -> bool:
        return bool(self._waiting)

    def put(self, call: Call) -> None:
        """Let a call wait for its turn."""
        self._waiting.append(call)

    def compaction(self) -> Call | None:
        """The next call, if it is the end of a compaction."""
        return self._waiting.popleft() if self._waiting and self._waiting[0].plan is None else None

    def batch(self) -> list[Planned]:
        """Plan the next calls that do not meet, and answer those that change nothing. What meets a call before it keeps
        its place for the batch after, so that it sees what that call did."""
        planned: list[Planned] = []
        touched: set[Hashable] = set()
        back: list[Call] = []
        for _ in range(min(_BATCH, len(self._waiting))):
            call = self._waiting.popleft()
            alone = call.touches is None
            if alone and (planned or back or call.plan is None):
                back.append(call)
                break
            touches = call.touches or frozenset()
            if not touched.isdisjoint(touches):
                back.append(call)
                touched |= touches
                continue
            plan = _plan(call)
            if plan is not None:
                planned.append(plan)
                touched |= touches
                if alone:
                    break
        self._waiting.extendleft(reversed(back))
        return planned


def _plan(call: Call) -> Planned | None:
    assert call.plan is not None
    try:
        answer, change = call.plan()
    except Exception as error:  # the caller's mistake (a record of wrong types) is the caller's alone
        call.refuse(error)
        return None
    if change is None:
        call.answer(answer)
        return None
    return Planned(call, answer, change)
