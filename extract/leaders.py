"""What a sentence leaves for the next to point back to: the company that it is about or ends in, its only index; and
another country's bond."""

from __future__ import annotations

from extract.entities import EntityReader
from extract.frames import Entity
from extract.lexicon import Lexicon, words
from extract.tokens import Token

_BEING = words("being")
_THE_DAY = words("session_nouns") | words("its")
_LEADING = 4
"""Tokens that a sentence's subject stands in."""


def company_of(entities: EntityReader, tokens: list[Token]) -> Entity | None:
    """ "Nvidia led technology stocks lower. It declined 3.6%", "The best performer was Acme; the stock rose 5%": the
    company that what comes next is told of, None where nothing governs none."""
    named_at = [at for at, token in enumerate(tokens) if token.kind == "B"]
    places = [at for at in named_at if at < _LEADING]
    places = places or [at for at in named_at if tokens[at - 1].low in _BEING]  # "The best performer was Acme"
    found = (entities.at(tokens, at) for at in places)
    named = next((entity for entity in found if entity is not None), None)
    return named if named is not None and named.under is None else None


def only_index(entities: EntityReader, tokens: list[Token]) -> Entity | None:
    """The index of a sentence that names no other, nor a company."""
    places = [at for at, token in enumerate(tokens) if token.kind in "IBSYK"]
    if len(places) != 1 or tokens[places[0]].kind != "I" or tokens[places[0]].poss:
        return None
    named = entities.at(tokens, places[0])
    return named if named is not None and named.kind == "index" and not named.weak else None


def counterpart(lexicon: Lexicon, tokens: list[Token], at: int, bonds: list[Entity]) -> str | None:
    """The bond of the region right before this place, of as many years as the one named before it, else as the first of
    `bonds`; None where there is none."""
    years = next((t.value for t in reversed(tokens[:at]) if t.kind == "K"), None)
    if years is None and bonds:
        years = "".join(c for c in bonds[0].id if c.isdigit())
    if not at or tokens[at - 1].kind != "R" or not years:
        return None
    return lexicon.bonds.get((tokens[at - 1].value, years))


def tells_market(tokens: list[Token], at: int) -> bool:
    """Whether "the market" here is its index: "the market closed at 93,648.32", "the market opened up 0.3 percent"."""
    kinds = [t.kind for t in tokens[at + 1 : at + 4]]
    if kinds == ["O", "D", "#"]:
        return bool(tokens[at + 3].value.unit in ("%", "pt"))
    behind = [t for t in tokens[at + 1 : at + 6] if t.low not in _THE_DAY][:3]
    return [t.kind for t in behind] == ["C", "p", "#"] and behind[1].low == "at" and behind[2].value.like_a_level
