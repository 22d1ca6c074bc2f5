"""Readings held against what was written, fact by fact."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from extract import Move
from tests.variations.writing import Facts, Key

_FIELDS = ("direction", "level", "change", "previous", "low", "high", "record")


class Fault(NamedTuple):
    """A fact that was stated wrongly (or not at all): its key, its field, and the value read (or written)."""

    what: str
    key: Key
    name: str
    value: Any


@dataclass(slots=True)
class Tally:
    """How many facts were right, missing and wrong; of the wrong ones, those of an index's close of a day."""

    texts: int = 0
    right: int = 0
    missing: int = 0
    wrong: int = 0
    wrong_closes: int = 0

    def add(self, right: int, faults: list[Fault]) -> None:
        """Count one text."""
        self.texts += 1
        self.right += right
        self.missing += sum(f.what == "missing" for f in faults)
        self.wrong += sum(f.what != "missing" for f in faults)
        self.wrong_closes += sum(f.what == "wrong close" for f in faults)


def held(moves: Iterable[Move], facts: Facts, may: Facts) -> tuple[int, list[Fault]]:
    """The number of right facts, and the faults: one value of each field told is enough, none but those told, or of
    `may`, can be."""
    read: Facts = {}
    for move in moves:
        key = _key(move, facts)
        for name, value in _fields(move):
            read.setdefault(key, {}).setdefault(name, set()).add(value)
    right, faults = 0, []
    for key, fields in read.items():
        for name, values in fields.items():
            told = facts.get(key, {}).get(name, set())
            right += bool(values & told)
            wrong = values - told - may.get(key, {}).get(name, set())
            faults += [Fault(_wrong(key), key, name, value) for value in wrong]
    for key, fields in facts.items():
        faults += [
            Fault("missing", key, name, min(values, key=str))
            for name, values in fields.items()
            if not values & read.get(key, {}).get(name, set())
        ]
    return right, faults


def _fields(move: Move) -> Iterable[tuple[str, Any]]:
    if move.percent is not None:
        yield "percent", (move.percent, move.percent_qualifier)
    yield from ((name, value) for name in _FIELDS if (value := getattr(move, name)) is not None)


def _key(move: Move, facts: Facts) -> Key:
    free: Key = (move.kind, move.instrument, None, "", move.period)
    return free if free in facts else (move.kind, move.instrument, move.session, move.phase, move.period)


def _wrong(key: Key) -> str:
    return "wrong close" if (key[0], key[3], key[4]) == ("index", "close", "day") else "wrong"
