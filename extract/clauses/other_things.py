"""Things that only bear an index's name: "Toronto rents rose", "FTSE 100 directors' pay fell", "the average price"."""

from __future__ import annotations

from extract.clauses.lookalikes import is_noun
from extract.clauses.walk import Walk
from extract.lexicon import words
from extract.near import of_kind, said
from extract.tokens import Token

_PRICES, _OF_SHARES = words("prices"), words("prices_of_shares")
_AVERAGE = words("averaged")
_GOVERNING, _BESIDE_INDEX = words("governing"), words("beside_index")
_VERBAL = ("ed", "ing")
_VERBS, _TRADES = "VCW", "W"


def is_of_other(walk: Walk, name: int, at: int) -> bool:
    """Whether a noun that is no word for an index stands between its name and the predicate."""
    tokens = walk.tokens
    place = at - 1
    while place > name and tokens[place].kind in "xmq" and not is_noun(tokens[place].low):
        place -= 1
    if place <= name:
        return False
    last = tokens[place]
    if last.low in _PRICES:
        return _is_of_goods(tokens, name, place)
    if tokens[at].kind not in _VERBS or of_kind(tokens, name + 1, place, "a()p:"):
        return False
    if last.kind == _TRADES:  # "DAX trading rose 9%"
        return place == at - 1 and tokens[at].kind in "V" and place == name + 1
    if last.kind != "x" or last.low in _BESIDE_INDEX or last.low.endswith(_VERBAL):
        return False
    coded = walk.entities.text[last.start : last.end].isupper()
    return not coded and not said(tokens, name + 1, place, _GOVERNING)


def _is_of_goods(tokens: list[Token], name: int, place: int) -> bool:
    """ "New-home prices", "the average price", "Taiwan's average price", but "share prices" and "the index price"."""
    if place == name + 1:
        return tokens[name].low.rpartition(" ")[2] in _AVERAGE
    return tokens[place - 1].low not in _OF_SHARES
