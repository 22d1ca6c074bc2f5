"""The contract's rows: a JSON object to a document, a reading to a JSON object."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from extract.lexicon import load
from extract.model import Document, Driver, Event, Move, Reading, Span


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


def _instrument(move: Move) -> str:
    """The id of a move's instrument; the name that the text first writes where the id is only ours."""
    known = load().instruments.get(move.instrument)
    return move.name if known is not None and known.as_written else move.instrument


def move_row(move: Move) -> dict[str, Any]:
    """A move as the contract writes it: numbers as JSON numbers, null for what is not told."""
    row: dict[str, Any] = {
        "kind": move.kind,
        "instrument": _instrument(move),
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
