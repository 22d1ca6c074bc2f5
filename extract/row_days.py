"""Rows of one table are of one day: a yield beside its market's closes is that of their session."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from msgspec import structs

from extract.lexicon import Lexicon
from extract.moves import Told
from extract.statement import Statement

_BARS = "|"


def is_row(item: Statement) -> bool:
    """Whether a sentence is a row of cells ("| 10-Year | 4.49% | -1 bp |")."""
    return item.kinds[:1] == ":" and item.tokens[0].low == _BARS


def of_one_day(told: list[Told], rows: Iterable[int], lexicon: Lexicon) -> None:
    """Give the yields among these rows (places in `told`) the session before, where indices of their region closed then
    in other rows: a page of the next morning tells the whole table of that day."""
    places = list(rows)
    if not any(told[at].move.kind == "bond" for at in places):
        return
    closes = {}
    for at in places:
        move = told[at].move
        if move.kind == "index" and move.phase == "close" and move.session is not None:
            closes[_region(move.instrument, lexicon)] = move.session
    for at in places:
        move = told[at].move
        closed = closes.get(_region(move.instrument, lexicon)) if move.kind == "bond" else None
        if closed is not None and move.session is not None and move.session > closed and move.phase == "intraday":
            told[at] = structs.replace(told[at], move=replace(move, session=closed, phase="close"), phase_said=True)


def _region(instrument: str, lexicon: Lexicon) -> str:
    known = lexicon.instruments.get(instrument)
    return known.region if known is not None else ""
