"""Government bonds by their tenor: whose "the 10-year" is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from extract.beside_names import yields
from extract.frames import Entity
from extract.lexicon import words
from extract.near import of_kind
from extract.numbers import Quantity
from extract.tokens import Token

if TYPE_CHECKING:
    from extract.entities import EntityReader

_WIDE = ("europe", "asia", "gulf")
_NOTES = words("us_notes")
_NO_PAPER = words("no_paper")
_YIELD_DECIMALS, _MOST_YIELD = 2, 40


def bond_at(entities: EntityReader, tokens: list[Token], at: int) -> Entity | None:
    """ "the 10-year Treasury yield", "the yield on 10-year JGBs": paper or a yield stands near the tenor."""
    token = tokens[at]
    if any(t.low in _NO_PAPER for t in tokens[at + 1 : at + 3]):
        return None  # "the two-year swap rate"
    window = [*tokens[at + 1 : at + 5], *reversed(tokens[max(0, at - 7) : at])]
    papers = [t.value for t in window if t.kind == "Z"]
    named = papers or any(t.kind == "h" and t.value == "yield" for t in window)
    if not named and not of_kind(tokens, 0, at, "Z") and not yields(tokens, at):
        return None
    places = [t.value for t in tokens[max(0, at - 5) : at + 4] if t.kind == "R"]
    regions = [region for region in papers if region != "any"]
    if entities.here == "us" and not regions and any(t.low in _NOTES for t in window):
        regions = ["us"]  # "the ten-year note", behind Wall Street's close in a story of Tokyo
    if regions == ["us"] and _is_home_paper(entities, window):
        regions = []
    if not papers:  # "the 10-year Treasury yield leapt 15bp to 4.44% and the 2yr 16bp"
        regions = [t.value for t in reversed(tokens[:at]) if t.kind == "Z" and t.value != "any"]
    if not places and not regions:  # "Tokyo got a lift from a strong sale of 30-year government bonds"
        places = [t.value for t in reversed(tokens[:at]) if t.kind == "R"]
    owner = next((t.value for t in (*tokens[max(0, at - 1) : at], *tokens[at + 1 : at + 2]) if t.kind == "R"), None)
    if owner is not None and not regions:
        places = [owner]  # "France's 10-year", "two-year Greek government bonds"
        if (places[0], token.value) not in entities.lexicon.bonds and places[0] not in _WIDE:
            return None
    if not places and not regions:
        regions = [found.region for found in _bonds_before(entities, tokens, at) if found.region]
        regions = regions or ([entities.paper] if entities.paper else [])
    for region in [*places[:1], *regions[:1], entities.home or entities.bonds_of, "us"]:
        if region and (bond := entities.lexicon.bonds.get((region, token.value))):
            return entities.of(entities.lexicon.instruments[bond], token, at)
    return None


def can_be_yield(quantity: Quantity) -> bool:
    """Whether a figure without a unit can be a yield ("6.491")."""
    return not (quantity.unit or quantity.sign or quantity.decimals < _YIELD_DECIMALS or quantity.value > _MOST_YIELD)


def _bonds_before(entities: EntityReader, tokens: list[Token], at: int) -> Iterator[Entity]:
    """The bond that the sentence names before ("the ten-year note dipped, while the two-year slid")."""
    before = next((place for place in range(at - 1, -1, -1) if tokens[place].kind == "K"), None)
    found = bond_at(entities, tokens, before) if before is not None else None
    if found is not None:
        yield found


def _is_home_paper(entities: EntityReader, window: list[Token]) -> bool:
    """ "10-year treasury bonds" in small letters are those of a story's own country."""
    papers = [t for t in window if t.kind == "Z" and t.value == "us"]
    return bool(papers) and entities.home not in (None, "us") and all(entities.text[t.start].islower() for t in papers)
