"""Days of another market's move: "shares rose, helped by gains in New York on Friday"."""

from __future__ import annotations

from extract.lexicon import words
from extract.near import said
from extract.tokens import Token

_ON_DAY = words("noun_on_day")
_BARE_NOUNS, _LOCAL = words("bare_move_nouns"), words("of_home")
_OWNER = "'s"
_OWNED = 4
"""Tokens from whom a noun belongs to, to that noun."""


def is_of_other_market(tokens: list[Token], at: int) -> bool:
    """Whether the day at this place is that of a noun for one market's move, where the sentence is about another:
    "helped by gains in New York on Friday", "Wall Street's rally on Friday lifted Tokyo"."""
    if tokens[at].kind != "T" or not isinstance(tokens[at].value, tuple):
        return False
    noun = at - 1 - said(tokens, at - 1, at, _ON_DAY)
    place = _owner(tokens, noun)
    if noun > 1 and tokens[noun].kind == "R" and tokens[noun - 1].low in _ON_DAY:
        place, noun = noun, noun - 2
    if noun < 0 or place < 0 or not _is_noun(tokens, noun):
        return False
    region = tokens[place].value
    return any((t.kind == "R" and t.value != region) or t.low in _LOCAL for t in tokens)


def _owner(tokens: list[Token], noun: int) -> int:
    """The place of the market that a noun belongs to ("Wall Street's rally"), -1 for none."""
    found = next((i for i in range(noun - 1, max(-1, noun - _OWNED), -1) if tokens[i].kind == "R"), -1)
    return found if found >= 0 and tokens[found].low.endswith(_OWNER) else -1


def _is_noun(tokens: list[Token], at: int) -> bool:
    """Whether a word for a move is a noun ("a slump", "defied falls")."""
    if tokens[at].kind == "G":
        return True
    return at > 0 and tokens[at].low in _BARE_NOUNS and tokens[at - 1].kind in "xpV"
