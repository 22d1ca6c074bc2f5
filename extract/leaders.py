"""The company that a sentence without a move of its own is about, or ends in."""

from __future__ import annotations

from extract.entities import EntityReader
from extract.frames import Entity
from extract.lexicon import words
from extract.tokens import Token

_BEING = words("being")
_LEADING = 4
"""Tokens that a sentence's subject stands in."""


def company_of(entities: EntityReader, tokens: list[Token]) -> Entity | None:
    """ "Nvidia led technology stocks lower. It declined 3.6%", "The best performer was Acme; the stock rose 5%": the
    company that what comes next is told of, None where nothing governs none."""
    places = [at for at, token in enumerate(tokens[:_LEADING]) if token.kind == "B"]
    places = places or [at for at in range(1, len(tokens)) if _is_complement(tokens, at)]
    found = (entities.at(tokens, at) for at in places)
    named = next((entity for entity in found if entity is not None), None)
    return named if named is not None and named.under is None else None


def _is_complement(tokens: list[Token], at: int) -> bool:
    """ "The best performer was Acme": a company behind a verb of being."""
    return tokens[at].kind == "B" and tokens[at - 1].low in _BEING
