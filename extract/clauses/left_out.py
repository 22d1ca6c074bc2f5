"""Names that a statement leaves out: "Barring FMCG, all indices fell", "all sectors except banks rose 2%"."""

from __future__ import annotations

from extract.entities import ENTITY
from extract.lexicon import words
from extract.tokens import Token

_LEAVING, _WHICH = words("leaving_out"), words("relative")
_BETWEEN = frozenset("xpha")


def left_out(tokens: list[Token]) -> set[int]:
    """The places of the names behind a word that leaves them out, but for those that are told of there themselves
    ("except Acme, which rose 2%", "barring pharma (0.4%)")."""
    places: set[int] = set()
    end = 0
    for at, token in enumerate(tokens):
        if at >= end and token.low in _LEAVING:
            names, end = _names(tokens, at + 1)
            told = end < len(tokens) and (tokens[end].kind in "(#:" or tokens[end].low in _WHICH)
            places.update(() if told else names)
    return places


def _names(tokens: list[Token], at: int) -> tuple[list[int], int]:
    """The places of names from here up to a comma, of sectors a list, and what stands behind."""
    names: list[int] = []
    while at < len(tokens):
        kind = tokens[at].kind
        if tokens[at].low == "," and not (at + 1 < len(tokens) and tokens[at + 1].kind == "S"):
            return names, at + 1
        if kind in ENTITY:
            names.append(at)
        elif kind not in _BETWEEN:
            return names, at
        at += 1
    return names, at
