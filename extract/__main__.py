"""`python -m extract`: JSON lines in and out, one process for all; `python -m extract --show FILE` for people.

In: {"id", "text", "title", "url", "published_at", "received_at"} a line. Out: {"id", "moves", "drivers", "events"} a
line, in the same order. A line that is no such object gets {"id": null, "error": "..."} and the next one is read.
"""

from __future__ import annotations

import argparse
import gc
import io
import json
import sys
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, TextIO

from extract import Document, Driver, Event, Move, Reading, read
from extract.model import Span


def moment(value: Any) -> datetime | date | None:
    """An ISO date-time as an aware datetime (UTC where it names no offset), a bare date as a date; None for nothing."""
    if value is None or value == "":
        return None
    if not isinstance(value, str):
        raise ValueError(f"a time must be text, not {value!r}")
    if len(value) <= 10:
        return date.fromisoformat(value)
    found = datetime.fromisoformat(value)
    return found if found.tzinfo is not None else found.replace(tzinfo=UTC)


def document(row: Any, now: datetime) -> Document:
    """The document of a contract's row; ValueError says what is wrong with it."""
    if not isinstance(row, dict) or not isinstance(row.get("text"), str):
        raise ValueError("expected an object with a text")
    received = moment(row.get("received_at"))
    if received is None:
        received = now
    elif not isinstance(received, datetime):
        received = datetime(received.year, received.month, received.day, tzinfo=UTC)
    published = moment(row.get("published_at"))
    return Document(row["text"], received, row.get("title"), row.get("url"), published, str(row.get("id", "")))


def _number(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


def _spans(spans: tuple[Span, ...]) -> list[list[int]]:
    return [[s.start, s.end] for s in spans]


def move_row(move: Move) -> dict[str, Any]:
    """A move as the contract writes it: numbers as JSON numbers, fields without a value left out."""
    row: dict[str, Any] = {
        "kind": move.kind,
        "instrument": move.instrument,
        "session": move.session.isoformat() if move.session else None,
        "phase": move.phase,
        "period": move.period,
        "direction": move.direction,
    }
    for name in ("level", "change", "percent", "previous", "low", "high"):
        row[name] = _number(getattr(move, name))
    row["percent_qualifier"], row["record"] = move.percent_qualifier, move.record
    row["evidence"], row["rule"] = _spans(move.evidence), move.rule
    return row


def driver_row(driver: Driver) -> dict[str, Any]:
    """A driver as the contract writes it."""
    return {
        "category": driver.category,
        "effect": driver.effect,
        "markets": list(driver.markets),
        "evidence": _spans(driver.evidence),
        "rule": driver.rule,
    }


def event_row(event: Event) -> dict[str, Any]:
    """An event as the contract writes it."""
    return {
        "name": event.name,
        "region": event.region,
        "date": event.date.isoformat() if event.date else None,
        "expected": event.expected,
        "previous": event.previous,
        "evidence": _spans(event.evidence),
        "rule": event.rule,
    }


def row_of(identity: Any, reading: Reading) -> dict[str, Any]:
    """A reading as one line of the contract."""
    return {
        "id": identity,
        "moves": [move_row(m) for m in reading.moves],
        "drivers": [driver_row(d) for d in reading.drivers],
        "events": [event_row(e) for e in reading.events],
        "doubts": [{"what": d.what, "evidence": _spans((d.span,))} for d in reading.doubts],
    }


def answer(line: str, now: datetime) -> dict[str, Any]:
    """The output row of an input line, an error row where the line cannot be read."""
    try:
        row = json.loads(line)
        found = document(row, now)
    except (ValueError, RecursionError) as error:
        return {"id": None, "moves": [], "drivers": [], "events": [], "error": str(error)[:200]}
    return row_of(row.get("id"), read(found))


def lines(source: TextIO, target: TextIO, now: datetime) -> None:
    """Answer every line of `source` on `target`."""
    read(Document("", now))
    gc.freeze()  # the word lists stay: the collector need not look through them again and again
    for line in source:
        if line.strip():
            target.write(json.dumps(answer(line, now), ensure_ascii=False) + "\n")


def _plain_streams() -> None:
    """UTF-8 whatever the locale: a byte that is none is read as U+FFFD, half a surrogate pair written as its escape."""
    if isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(encoding="utf-8-sig", errors="replace")
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")


def main(arguments: list[str] | None = None) -> int:
    """The command; 0 when all went well, 2 when a file cannot be read."""
    parser = argparse.ArgumentParser(prog="python -m extract", description="Read market stories.")
    parser.add_argument("--show", metavar="FILE", type=Path, help="show one text with its facts, for people")
    parser.add_argument("--published", metavar="TIME", help="the text's own time, ISO (with --show)")
    parser.add_argument(
        "--color", action="store_true", default=sys.stdout.isatty(), help="color even where output is no terminal"
    )
    options = parser.parse_args(arguments)
    _plain_streams()
    now = datetime.now(UTC)
    if options.show is None:
        lines(sys.stdin, sys.stdout, now)
        return 0
    from extract.show import shown

    try:
        text = options.show.read_text(encoding="utf-8")
        published = moment(options.published)
    except (OSError, ValueError) as error:
        print(f"{options.show}: {error}", file=sys.stderr)
        return 2
    print(shown(Document(text, now, published_at=published), color=options.color))
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except (BrokenPipeError, KeyboardInterrupt):
        sys.exit(1)
