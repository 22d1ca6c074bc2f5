"""Things that only bear an index's name: "Toronto rents rose", "FTSE 100 directors' pay fell", "the average price"."""

from __future__ import annotations

from extract.clauses.lookalikes import is_noun
from extract.clauses.walk import Walk
from extract.frames import Entity
from extract.lexicon import words
from extract.near import of_kind, said
from extract.tokens import Token

_PRICES, _OF_SHARES = words("prices"), words("prices_of_shares")
_AVERAGE = words("averaged")
_GOVERNING, _BESIDE_INDEX = words("governing"), words("beside_index")
_VERBAL = ("ed", "ing")
_VERBS, _TRADES = "VCW", "W"
_BEFORE_PART, _OF = words("before_part"), words("of_whole")
_ARTICLE = frozenset(("the",))
_STOOD_FOR = words("stood_for_by")
_ONE, _REACH = words("one_of"), 7
"""Tokens from "one of" to the sector, and from a size of shares to its index."""


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


def only_describes(walk: Walk, at: int) -> bool:
    """Whether a sector only says what a name before it is or holds, or is a part of a basket; whether a company is the
    exchange that an index before it is of."""
    if walk.tokens[at].kind == "B":
        return _is_exchange(walk, at)
    return _is_part(walk.tokens, at) or _is_held(walk, at) or _is_one_of(walk.tokens, at)


def _is_part(tokens: list[Token], at: int) -> bool:
    """ "Materials, which includes precious and base metals miners, rose": what a sector holds."""
    place = at - 1
    while place > max(0, at - _REACH) and tokens[place].low not in _BEFORE_PART:
        if tokens[place].kind not in "xaSIh" or tokens[place].low == ",":
            return False
        place -= 1
    return tokens[place].low in _BEFORE_PART


def _is_exchange(walk: Walk, at: int) -> bool:
    """ "The DSEX of the DSE fell", "the 20-share index of the Acme bourse"."""
    place = at - 1 - (walk.tokens[at - 1].low in _ARTICLE)
    if place < 1 or walk.tokens[place].low not in _OF or not walk.pending:
        return False
    before = walk.pending[-1][-1]
    return before.kind == "index" and before.at == place - 1


def _is_held(walk: Walk, at: int) -> bool:
    """ "The Russell 2000 index (IWM) of small caps rose": the size of shares that the index before is made of."""
    if walk.tokens[at - 1].low not in _OF or not walk.pending or not walk.entities.is_size(walk.tokens[at]):
        return False
    before = walk.pending[-1][-1]
    between = range(before.at + 1, at - 1)
    return before.kind == "index" and all(
        walk.tokens[i].kind in "h()" or walk.tokens[i - 1].kind == "(" for i in between
    )


def _is_one_of(tokens: list[Token], at: int) -> bool:
    """ "Bank of Kowloon, one of the largest local banks, rose": what a name is, no sector."""
    place = next((i for i in range(at - 1, max(-1, at - _REACH), -1) if tokens[i].low in _ONE), -1)
    return place >= 0 and tokens[place + 1].low in _OF


def stands_for(walk: Walk, index: Entity, at: int) -> bool:
    """ "Small caps, as measured by the Russell 2000, rose": the index that shares of a size are told by."""
    sector = walk.pending[-1][0] if walk.pending else None
    if sector is None or sector.kind != "sector" or index.kind != "index" or at - sector.at > _REACH:
        return False
    told = walk.tokens[sector.at]
    return told.kind == "S" and walk.entities.is_size(told) and said(walk.tokens, sector.at + 1, at, _STOOD_FOR)
