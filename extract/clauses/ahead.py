"""Whom a sentence is about that begins with a clause of its own ("After falling 2% on Monday, the Kospi rose")."""

from __future__ import annotations

from extract.clauses.walk import Walk
from extract.frames import Entity
from extract.lexicon import words
from extract.tokens import Token

_LINKING = words("linking")
_CLAUSE = 14
"""Tokens that a clause before its subject, and the subject itself, can take."""


def ahead(walk: Walk, at: int) -> list[Entity]:
    """Whom the clause behind the next comma begins with ("After falling 2% on Monday, the Kospi rose"); nobody where a
    name was told before, or where what follows is not the name's own move."""
    tokens = walk.tokens
    if walk.frames or walk.pending or walk.subject:
        return []
    comma = next((i for i in range(at + 1, min(len(tokens), at + _CLAUSE)) if _is_break(tokens, i)), len(tokens))
    found: list[Entity] = []
    for place in range(comma + 1, min(len(tokens), comma + _CLAUSE)):
        token = tokens[place]
        if token.kind in "IBSYK" and not token.poss:
            entity = walk.entities.at(tokens, place, walk.futures)
            found += [entity] if entity is not None else []
        elif token.kind in "VWCODv" or (found and token.low in _LINKING):
            return found
        elif token.kind not in "xRha" or token.low == ".":
            return []
    return []


def _is_break(tokens: list[Token], at: int) -> bool:
    """Whether a comma here ends the clause, none between figures for the same ("270.83 points, or 0.33%,")."""
    if tokens[at].low != "," or at + 1 >= len(tokens):
        return False
    after = at + 1 + (tokens[at + 1].low == "or")
    return after < len(tokens) and tokens[after].kind not in "#q"
