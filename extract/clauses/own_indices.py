"""A reference to an index that its own sentence names: "the IPSA, the main index of Santiago", "the spot index"."""

from __future__ import annotations

from extract.clauses.walk import Walk
from extract.frames import Entity
from extract.lexicon import words

_CASH = words("cash_index")
_APART = 2
"""Tokens from a name to what stands behind its comma."""


def own_index(walk: Walk, at: int) -> list[Entity]:
    """The index that the reference at this place is another word for; none where its sentence names none."""
    return _apposed(walk, at) or _underlying(walk, at)


def _apposed(walk: Walk, at: int) -> list[Entity]:
    """ "a slump in the IPSA, the main index of the Santiago exchange, which closed at": the index right before it."""
    named = walk.tokens[at - _APART] if at >= _APART else None
    if named is None or named.kind != "I" or walk.low(at - 1) != "," or named.value[0].kind != "index":
        return []
    entity = walk.entities.at(walk.tokens, at - _APART, walk.futures)
    return [entity] if entity is not None else []


def _underlying(walk: Walk, at: int) -> list[Entity]:
    """ "Nifty 50 futures settled at 24,912, a premium to the spot index": the index of the contract told of."""
    told = walk.frames[-1].subjects[0] if walk.frames and walk.tokens[at].low in _CASH else None
    known = walk.entities.lexicon.instruments.get(told.id) if told is not None and told.kind == "future" else None
    return [walk.entities.of(known, walk.tokens[at], at)] if known is not None else []
