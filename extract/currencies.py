"""Which currency another is told in: "the dollar fell to 156.2 yen", "the euro at $1.17", "against the yen"."""

from __future__ import annotations

from extract.lexicon import words
from extract.near import said
from extract.tokens import Token

_AGAINST = words("against")
_EXCHANGED = words("exchanged_for")
_PER = words("per")
_SIGNS = {"¥": "JPY", "€": "EUR", "£": "GBP", "$": "USD", "C$": "CAD", "₩": "KRW", "₹": "INR", "Rs": "INR"}
_OF_HOME = {"japan": "JPY", "korea": "KRW", "india": "INR"}


def is_told_in(tokens: list[Token], at: int) -> bool:
    """Whether a currency is only that in which another, or a price, is told ("156.2 yen", "against the yen")."""
    if not at:
        return False
    before = tokens[at - 1]
    if before.kind in "#~" or before.low in _PER or before.low in _AGAINST:
        return True
    return at > 1 and tokens[at - 2].low in _AGAINST and before.kind in "xR"


def code_told_in(tokens: list[Token], at: int, home: str | None) -> str:
    """The code of the currency that the one at this place is told in: named behind "against" or behind a figure, else
    the dollar; for the dollar that of `home`, and empty where that is no other."""
    code: str = tokens[at].value
    told = _behind(tokens, at, code) or _before(tokens, at, code)
    if told:
        return told
    return "USD" if code != "USD" else _OF_HOME.get(home or "", "")


def _behind(tokens: list[Token], at: int, code: str) -> str:
    for index in range(at + 1, min(len(tokens), at + 22)):
        token = tokens[index]
        if token.kind == ";":
            break
        if token.kind == "Y" and token.value != code:
            return str(token.value) if _is_counter(tokens, index) else ""
        if token.kind == "#":
            told = _SIGNS.get(token.value.currency, code)
            if told != code:
                return told
    return ""


def _is_counter(tokens: list[Token], at: int) -> bool:
    """Whether a currency stands behind a figure, "against", or "to" and a figure."""
    if tokens[at - 1].kind == "#" or said(tokens, at - 3, at, _AGAINST):
        return True
    return any(t.low == "to" for t in tokens[max(0, at - 3) : at]) and tokens[at - 3].kind in "#Y"


def _before(tokens: list[Token], at: int, code: str) -> str:
    """ "against the yen, the dollar fell"."""
    for index in range(max(1, at - 8), at):
        token = tokens[index]
        if token.kind == "Y" and token.value != code and said(tokens, index - 3, index, _EXCHANGED):
            return str(token.value)
    return ""
