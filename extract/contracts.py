"""Indices that stand for their contracts behind a sentence on those: "Dow futures are down. The S&P is up 0.2%"."""

from __future__ import annotations

from extract import exchanges
from extract.clock import Clock
from extract.frames import Entity, Frame
from extract.lexicon import words
from extract.near import said
from extract.statement import Statement

_NOW, _STANDS = words("be_present"), words("being")
_UP_OR_DOWN, _ROW = "name is up or down", "name figures"
_NEAR = 4
"""Tokens from an index's name to the verb that says that it moves now."""


def go_on(item: Statement, before: Statement | None, clock: Clock) -> None:
    """Make contracts of the indices of a statement that goes on with the one before, whose subjects are contracts,
    while their own market is shut."""
    if before is None or not _all(item, "index") or not _all(before, "future"):
        return
    apart = item.sentence.line - before.sentence.line
    verbs = _STANDS if apart == 0 else _NOW
    if apart > 1 or not all(_is_of_now(frame, item, verbs) for frame in item.frames):
        return
    region = before.frames[-1].subjects[0].region
    for entity in [entity for frame in item.frames for entity in frame.subjects]:
        if entity.region == region and _is_shut(entity, clock):
            entity.become_future()


def _all(item: Statement, kind: str) -> bool:
    return bool(item.frames) and all(e.kind == kind for frame in item.frames for e in frame.subjects)


def _is_of_now(frame: Frame, item: Statement, verbs: frozenset[str]) -> bool:
    """Whether a frame says by a verb of being how its names stand, and no day, period or close."""
    if frame.rule not in (_UP_OR_DOWN, _ROW) or frame.closing or frame.times or frame.periods or frame.earlier:
        return False
    at = frame.subjects[-1].at
    return said(item.tokens, at + 1, at + _NEAR, verbs)


def _is_shut(entity: Entity, clock: Clock) -> bool:
    return clock.instant is None or exchanges.state(entity.exchange or "", clock.instant) != "open"
