"""The auxiliaries, adverbs and verbs of being that belong to a predicate ("was", "had finally")."""

from __future__ import annotations

from extract.lexicon import words
from extract.near import said
from extract.tokens import Token

_LINKING = words("linking")
_NO_AUXILIARY = words("no_auxiliary")


def start_of_predicate(tokens: list[Token], at: int) -> int:
    """The first of the auxiliaries and adverbs that belong to the predicate at this place."""
    index = at
    while index > 0 and tokens[index - 1].kind in "xmq" and tokens[index - 1].low not in _NO_AUXILIARY:
        index -= 1
    return index


def linked(tokens: list[Token], at: int) -> bool:
    """Whether a verb of being stands right before ("was up")."""
    return said(tokens, start_of_predicate(tokens, at), at, _LINKING)


def begins_clause(token: Token) -> bool:
    """ "were last down 8%": a phase with the verb of a clause of its own."""
    return token.kind == "F" and token.low.split()[0] in _LINKING
