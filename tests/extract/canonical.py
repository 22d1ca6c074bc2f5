"""A move as one line of plain text, so that a corpus says what a phrasing must give and a failure what it gave.

    index dow 2026-05-13 close up 42118.36 +204.11 +0.49%
    stock "Acme Steel" 2026-05-13 intraday week down up_to:-12% from:31.20 low:30 high:32 record:low

In order: kind, instrument, session (`-` for none), phase, period where it is not the day, direction (`?` for none);
then a level (no sign), a change (signed; `bp` behind it for a bond), a percent (signed, its qualifier before it), and
named figures.
"""

from __future__ import annotations

import shlex
import tomllib
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple, get_args

from extract import Document, Move
from extract.model import Direction, Period

CORPUS = Path(__file__).parents[1] / "corpus" / "moves"
_NAMED = {"from": "previous", "low": "low", "high": "high"}
_QUALIFIERS = ("over", "under", "about", "up_to")


class Phrasing(NamedTuple):
    """One text of the corpus: where it stands, what it is, and the canonical lines that it must and may give."""

    name: str
    text: str
    at: datetime | date
    gives: tuple[str, ...]
    may: tuple[str, ...]
    doubted: bool


def moment(text: str) -> datetime | date:
    """A corpus time: an ISO date-time with its offset, or a bare date where the page gave no more."""
    return date.fromisoformat(text) if len(text) == 10 else datetime.fromisoformat(text)


def corpus(folder: Path = CORPUS) -> Iterator[Phrasing]:
    """Every phrasing of the corpus, file after file; a refused one gives nothing."""
    for path in sorted(folder.glob("*.toml")):
        rows = tomllib.loads(path.read_text(encoding="utf-8"))
        for entry in [*rows.get("read", ()), *rows.get("refused", ())]:
            gives = tuple(normal(line) for line in entry.get("gives", ()))
            may = tuple(normal(line) for line in entry.get("may", ()))
            for number, text in enumerate(entry["told"], 1):
                name = f"{entry['about']}-{number}"
                yield Phrasing(name, text, moment(entry["at"]), gives, may, entry.get("doubted", False))


def document(text: str, at: datetime | date) -> Document:
    """A document of that text and time."""
    received = at if isinstance(at, datetime) else datetime(at.year, at.month, at.day, 23, tzinfo=UTC)
    return Document(text, received, published_at=at)


def line_of(move: Move) -> str:
    """A move's canonical line."""
    return _line({name: getattr(move, name) for name in Move.__dataclass_fields__})


def lines_of(moves: Iterable[Move]) -> list[str]:
    """The canonical lines of moves, sorted."""
    return sorted(map(line_of, moves))


def normal(line: str) -> str:
    """A canonical line with its figures in one order and form; ValueError where it says something that no move has."""
    words = shlex.split(line)
    kind, instrument, session, phase, *rest = words
    fields: dict[str, Any] = {"kind": kind, "instrument": instrument, "phase": phase, "period": "day"}
    fields["session"] = None if session == "-" else date.fromisoformat(session)
    if rest[0] in get_args(Period):
        fields["period"] = rest.pop(0)
    direction = rest.pop(0)
    if direction != "?" and direction not in get_args(Direction):
        raise ValueError(f"{line!r}: {direction!r} is no direction")
    fields["direction"] = None if direction == "?" else direction
    for word in rest:
        fields |= _figure(word)
    return _line(fields)


def _figure(word: str) -> dict[str, Any]:
    name, colon, value = word.rpartition(":")
    if name == "record":
        return {"record": value}
    if name in _NAMED:
        return {_NAMED[name]: Decimal(value)}
    if colon and name not in _QUALIFIERS:
        raise ValueError(f"{word!r}: {name!r} names no figure")
    if value.endswith("%"):
        return {"percent": Decimal(value[:-1]), "percent_qualifier": name or None}
    if value.startswith(("+", "-")):
        return {"change": Decimal(value.removesuffix("bp"))}
    return {"level": Decimal(value)}


def _line(fields: dict[str, Any]) -> str:
    words = [fields["kind"], shlex.quote(fields["instrument"]), str(fields["session"] or "-"), fields["phase"]]
    if fields["period"] != "day":
        words.append(fields["period"])
    words.append(fields["direction"] or "?")
    if (level := fields.get("level")) is not None:
        words.append(_plain(level))
    if (change := fields.get("change")) is not None:
        words.append(_signed(change) + ("bp" if fields["kind"] == "bond" else ""))
    if (percent := fields.get("percent")) is not None:
        qualifier = fields.get("percent_qualifier")
        words.append((f"{qualifier}:" if qualifier else "") + _signed(percent) + "%")
    words += [f"{short}:{_plain(fields[name])}" for short, name in _NAMED.items() if fields.get(name) is not None]
    if fields.get("record"):
        words.append(f"record:{fields['record']}")
    return " ".join(words)


def _plain(value: Decimal) -> str:
    return format(value.normalize(), "f")


def _signed(value: Decimal) -> str:
    return ("+" if value > 0 else "") + _plain(value)
