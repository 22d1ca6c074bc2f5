"""The parts of the texts, read from their files once."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from tests.variations.days import Exchange

_FOLDER = Path(__file__).parent
_BESIDE = ("stock", "commodity", "currency", "crypto", "future", "bond")
"""Kinds of what is told beside an index."""
_EVENING = time(20)
"""When a text is written whose page gives only its day."""


@dataclass(frozen=True, slots=True)
class Subject:
    """Who can be told of: an index of a `place`, else a share, a commodity or a yield (`place` is then empty)."""

    kind: str
    id: str
    names: tuple[str, ...]
    level: float
    place: str = ""


@dataclass(frozen=True, slots=True)
class Moment:
    """When a text is published, and the place whose reporters write it."""

    at: datetime
    home: str
    dated: bool
    """Whether the page gives only the day of it."""


@dataclass(frozen=True, slots=True)
class Way:
    """The words of one direction: verbs as (rose, rising, rise, risen), of which `takes` need a figure behind
    them, nouns, and what stands before and behind a figure."""

    sign: int
    goes: tuple[tuple[str, ...], ...]
    takes: tuple[tuple[str, ...], ...]
    nouns: tuple[str, ...]
    higher: str
    up: str


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of variation: its `texts`, the states of the told exchange it can be written in, and whether a story
    of several sentences can have one of them."""

    name: str
    texts: tuple[str, ...]
    when: tuple[str, ...]
    in_stories: bool


@dataclass(frozen=True, slots=True)
class Parts:
    """All there is to write with."""

    exchanges: dict[str, Exchange]
    subjects: tuple[Subject, ...]
    moments: tuple[Moment, ...]
    ways: tuple[Way, Way]
    symbols: dict[str, Any]
    kinds: tuple[Kind, ...]


def load() -> Parts:
    """The parts as their two files give them."""
    parts = tomllib.loads((_FOLDER / "parts.toml").read_text(encoding="utf-8"))
    grammar = tomllib.loads((_FOLDER / "grammar.toml").read_text(encoding="utf-8"))
    rows = [(row, place) for place, group in parts["index"].items() for row in group]
    subjects = [Subject("index", row[0], tuple(row[2:]), row[1], place) for row, place in rows]
    for kind in _BESIDE:
        subjects += [Subject(kind, row[0], tuple(row[2:]), row[1]) for row in parts[kind]]
    return Parts(
        {place: _exchange(row) for place, row in parts["exchange"].items()},
        tuple(subjects),
        tuple(_moment(row, parts["exchange"]) for row in parts["moment"]),
        (_way(1, parts["up"]), _way(-1, parts["down"])),
        grammar["symbol"],
        tuple(_kind(row) for row in grammar["kind"]),
    )


def _exchange(row: dict[str, Any]) -> Exchange:
    opens, closes = map(time.fromisoformat, row["hours"])
    return Exchange(row["zone"], opens, closes, frozenset(map(date.fromisoformat, row["holidays"])))


def _moment(row: dict[str, str], exchanges: dict[str, Any]) -> Moment:
    at, dated = datetime.fromisoformat(row["at"]), len(row["at"]) == len("2026-05-13")
    if dated:
        at = datetime.combine(at, _EVENING, ZoneInfo(exchanges[row["home"]]["zone"]))
    return Moment(at, row["home"], dated)


def _way(sign: int, row: dict[str, Any]) -> Way:
    goes, takes = (tuple(tuple(verb.split("/")) for verb in row[name]) for name in ("goes", "takes"))
    return Way(sign, goes, takes, tuple(row["nouns"]), row["higher"], row["up"])


def _kind(row: dict[str, Any]) -> Kind:
    when = tuple(row.get("when", ("after", "dated", "during", "over", "abroad")))
    return Kind(row["name"], tuple(row["texts"]), when, row.get("in_stories", True))
