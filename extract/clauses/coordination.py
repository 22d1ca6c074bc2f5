"""Which names stand together: "the Dow and the S&P 500", "the CAC 40 in France and Britain's FTSE 100"."""

from __future__ import annotations

from extract.frames import Entity
from extract.lexicon import words
from extract.near import of_kind
from extract.tokens import Token

_IN_A_PLACE = words("in_a_place")
_NO_JOIN = words("linking") | words("records")
_PLACE_AT, _COMMA = 2, ([","], [",", "the"])
_GOVERNED = 4
"""Tokens from a name back to the preposition that governs it."""
_MOST_BETWEEN = 4
"""Words between two names that are named in one breath, those in brackets aside."""


def alike(kind: str, token: Token) -> bool:
    """Whether a token can be named in one breath with an entity of this kind."""
    if token.kind == "B":
        return kind == "stock"
    if token.kind == "S":
        return kind == "sector"
    return kind not in ("stock", "sector")


def coordinated(tokens: list[Token], last: Entity, at: int, entity: Entity) -> bool:
    """Whether only "and", a comma or words in brackets stand between two names."""
    sized = tokens[at].kind == "S" and entity.kind == last.kind  # "the BSE midcap and smallcap indices"
    if not (sized or alike(last.kind, tokens[at])) or _sets_place(tokens, last, at) or _says_of_what(tokens, last, at):
        return False
    if tokens[last.at].poss and of_kind(tokens, last.at + 1, last.at + 2, "x"):
        return False  # "Beside Acme's strong showing, Kestrel rose 2%"
    between = tokens[last.at + 1 : at]
    depth, joined, words_between = 0, False, 0
    for token in between:
        kind = token.kind
        if kind == "(":
            depth += 1
        elif kind == ")":
            depth -= 1
        elif depth:
            continue
        elif kind == "a" or token.low == "well":
            joined = True
        elif token.low in _IN_A_PLACE and tokens[last.at + 2 : last.at + 3] and tokens[last.at + 2].kind == "R":
            continue  # "the CAC 40 in France and Britain's FTSE 100 both rose"
        elif token.low == "as" or (kind in "Rhkx:" and token.low not in _NO_JOIN):
            words_between += 1
            if kind == "x" and words_between > _MOST_BETWEEN:
                return False
        else:
            return False
    return joined


def _says_of_what(tokens: list[Token], last: Entity, at: int) -> bool:
    """ "Shares rose 5.3% on the S&P 500 and the Nasdaq surged 7.2%": the first name says what its figure is of."""
    if last.under is None or not of_kind(tokens, at + 1, at + 2, "VWC"):
        return False
    governs = (place for place in range(last.at - 1, max(0, last.at - _GOVERNED), -1) if tokens[place].kind == "p")
    return tokens[next(governs, 1) - 1].kind == "#"


def _sets_place(tokens: list[Token], last: Entity, at: int) -> bool:
    """ "On the JSE, the platinum index rose": a name behind a preposition that begins the sentence is a place."""
    begins = last.under is not None and last.at <= _PLACE_AT and tokens[0].kind == "p"
    return begins and [t.low for t in tokens[last.at + 1 : at]] in _COMMA
