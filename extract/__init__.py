"""Text in, facts out: what a market story states, each fact with the words that state it.

    from extract import Document, read
    read(Document(text="...", received_at=now)).moves

Pure and synchronous: no network, no clock. `read` never raises on any text.
"""

from __future__ import annotations

import gc

from extract.model import Document, Doubt, Driver, Event, Move, Reading, Span, Unread

__all__ = ["Document", "Doubt", "Driver", "Event", "Move", "Reading", "Span", "Unread", "read"]


def read(document: Document) -> Reading:
    """All facts that a document states: moves, drivers, events, with what was left unread and what does not add up."""
    from extract.engine import reading
    from extract.lexicon import load

    lexicon = load()
    collecting = gc.isenabled()
    gc.disable()  # a reading makes no cycles: the collector would only go through all that it holds again and again
    try:
        return reading(document, lexicon)
    finally:
        if collecting:
            gc.enable()
