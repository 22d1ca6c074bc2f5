"""Which oil "crude" is: New York's in American stories, and a grade behind its name ("Dubai crude")."""

from __future__ import annotations

from extract.beside_names import of_month
from extract.frames import Entity
from extract.lexicon import regions_with, words
from extract.tokens import Token

_HOMES = regions_with("american_oil")
_GRADED = words("oil_of_a_grade")
_EXCHANGES = words("exchange_words")
_LEAST_BARREL = 10
"""Dollars that a barrel costs at the least."""


def is_american_oil(tokens: list[Token], at: int, home: str | None) -> bool:
    """ "Oil prices rose 95 cents to $84.58 a barrel" in a story of America, "crude for July delivery" in any."""
    if home not in _HOMES and not of_month(tokens, at):
        return False
    priced = (t.value for t in tokens[at + 1 : at + 12] if t.kind == "#")
    return any(q.unit == "$" and q.currency != "cents" and q.value >= _LEAST_BARREL for q in priced)


def name_of_oil(tokens: list[Token], at: int, text: str) -> Token | None:
    """ "Dubai crude", "Western Canadian Select crude": the name right before that says which oil it is."""
    before = tokens[at - 1] if at else None
    if before is None or tokens[at].start != before.end + 1 or before.poss:
        return None
    if text[before.start : before.end].rpartition(" ")[2] in _EXCHANGES:
        return None  # "On the New York Mercantile Exchange crude settled"
    named = before.kind == "B" or (before.kind == "x" and at > 1 and text[before.start].isupper())
    return before if named or (before.kind == "R" and before.value not in _HOMES) else None


def grade(tokens: list[Token], at: int, named: Token, text: str) -> Entity | None:
    """A grade of oil by its whole name."""
    if tokens[at].low not in _GRADED:
        return None
    name = text[named.start : tokens[at].end]
    return Entity("commodity", name, name, named.start, tokens[at].end, at)
