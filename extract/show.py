"""A text with its facts, for people: every sentence that gave one, the facts under it, and what was left unread."""

from __future__ import annotations

from collections.abc import Iterable

from extract import read
from extract.model import Document, Driver, Event, Move, Reading, Span

_COLORS = {"move": "\x1b[32m", "driver": "\x1b[36m", "event": "\x1b[35m", "unread": "\x1b[33m", "doubt": "\x1b[31m"}
_END = "\x1b[0m"


def told(move: Move) -> str:
    """A move in one line of words and figures."""
    parts = [f"{move.kind} {move.instrument}", str(move.session or "no session"), move.phase]
    if move.period != "day":
        parts.append(f"over the {move.period}")
    if move.direction:
        parts.append(move.direction)
    for name in ("level", "change", "percent", "previous", "low", "high"):
        value = getattr(move, name)
        if value is not None:
            qualifier = f"{move.percent_qualifier} " if name == "percent" and move.percent_qualifier else ""
            parts.append(f"{name} {qualifier}{value}")
    if move.record:
        parts.append(f"record {move.record}")
    return " · ".join(parts) + f"   [{move.rule}]"


def _marks(reading: Reading) -> list[tuple[Span, str, str]]:
    marks = [(s, "move", told(m)) for m in reading.moves for s in m.evidence]
    for driver in reading.drivers:
        marks += [(s, "driver", _reason(driver)) for s in driver.evidence]
    for event in reading.events:
        marks += [(s, "event", _ahead(event)) for s in event.evidence]
    marks += [(u.span, "unread", u.why) for u in reading.unread]
    marks += [(d.span, "doubt", d.what) for d in reading.doubts]
    return sorted(marks, key=lambda m: (m[0].start, m[0].end))


def _reason(driver: Driver) -> str:
    return f"{driver.category} · {driver.effect} · {', '.join(driver.markets) or 'no market'}   [{driver.rule}]"


def _ahead(event: Event) -> str:
    figures = [
        f"expected {event.expected}" if event.expected else "",
        f"previous {event.previous}" if event.previous else "",
    ]
    return " · ".join(p for p in (event.name, str(event.date or "no date"), *figures) if p)


def _painted(text: str, spans: Iterable[tuple[Span, str]], color: bool) -> str:
    """The text with its facts in color; where facts overlap the first one's color stays."""
    if not color:
        return text
    pieces, at = [], 0
    for span, kind in spans:
        if span.start < at:
            continue
        pieces += [text[at : span.start], _COLORS[kind], text[span.start : span.end], _END]
        at = span.end
    return "".join([*pieces, text[at:]])


def shown(document: Document, *, color: bool) -> str:
    """The document with its facts: the painted text, then a line a fact with the words it was read from."""
    reading = read(document)
    marks = _marks(reading)
    lines = [_painted(document.text, [(s, k) for s, k, _ in marks], color), ""]
    for span, kind, words in marks:
        quote = " ".join(document.text[span.start : span.end].split())
        quote = quote if len(quote) <= 160 else quote[:157] + "..."
        head = f"{_COLORS[kind]}{kind:>6}{_END}" if color else f"{kind:>6}"
        lines += [f"{head}  {words}", f"        “{quote}”"]
    if not marks:
        lines.append("Nothing was read.")
    return "\n".join(lines)
