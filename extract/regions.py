"""The region whose market a sentence tells of."""

from __future__ import annotations

import re
from itertools import pairwise

from extract.beside_names import is_contract
from extract.lexicon import Lexicon, words
from extract.near import of_kind, said
from extract.tokens import Token

_PARTS = {"europe": words("parts_of_europe"), "asia": words("parts_of_asia")}
ANY = ""
"""A region that no word has told yet."""
_STREET = words("wall_street")
_PLACE_BEFORE, _THE = words("before_place_in_passing"), words("its")
_LEAD_BEFORE, _OUTSIDE = words("before_leading_place"), words("outside_of_place")
_ELSEWHERE, _HEAD = words("elsewhere"), 8
_TELLING, _BOURSE_NAMES = re.compile("[TISRB]"), tuple(words("names_of_bourses"))


def region_of(tokens: list[Token], kinds: str, lexicon: Lexicon, home: str | None) -> str | None:
    """The region that a sentence is about: of its index, or of the market words behind a region word; `home` is what
    "at home" stands for."""
    found: str | None = None
    for place in _TELLING.finditer(kinds):
        at = place.start()
        if home is not None and found is None and kinds[at] == "I" and _is_reason(tokens, kinds, at):
            continue
        token, kind = tokens[at], kinds[at]
        if kind == "T":
            if token.value == "home":
                found = home
        elif found is not None:
            continue
        elif kind == "I":
            known = token.value[0]
            foreign = home not in (None, known.region) and is_contract(tokens, at)  # "Dow futures point to a rise"
            if known.kind == "index" and not foreign and (token.low not in known.local or _owned(tokens, at)):
                found = known.region
        elif kind == "B":  # "The slide at the Athens Stock Exchange went on"
            if at < _HEAD and token.low.endswith(_BOURSE_NAMES):
                found = lexicon.region_of_family(token.value)
        elif kind == "S":
            if token.low == "headed":
                found = lexicon.region_of_family(token.value)
        elif at < 6 and (_leads(tokens, at) or _tells_of_market(tokens, at)):
            found = token.value
    return found


def _is_reason(tokens: list[Token], kinds: str, at: int) -> bool:
    """ "The market slid as U.S. index futures turned south": an index that is only why something else moved."""
    subject = kinds.find("r", 0, at)
    return subject >= 0 and said(tokens, subject, at, _ELSEWHERE)


def region_of_shares(tokens: list[Token]) -> str | None:
    """The region whose shares a sentence names ("a rise in Hong Kong equities")."""
    for token, after in pairwise(tokens):
        if token.kind == "R" and after.kind == "h":
            return str(token.value)
    return None


def _owned(tokens: list[Token], at: int) -> bool:
    """ "The JSE's all share": an index's short name behind its own place."""
    owner = tokens[at - 1] if at else None
    return owner is not None and owner.kind == "R" and owner.value == tokens[at].value[0].region


def _leads(tokens: list[Token], at: int) -> bool:
    """ "In Japan, the Nikkei rose", not "Outside the Gulf, Egypt's index rose"."""
    if not 0 < at < 4 or at + 1 >= len(tokens) or said(tokens, at - 2, at, _OUTSIDE):
        return False
    return tokens[at + 1].low == "," and tokens[at - 1].low in _LEAD_BEFORE


def _tells_of_market(tokens: list[Token], at: int) -> bool:
    """Whether a region word is the market that moves ("Hong Kong shares rose", "the US markets ended"), not a place in
    passing."""
    street = tokens[at].low in _STREET
    before = at - 1 - (at > 0 and tokens[at - 1].low in _THE)
    if before >= 0 and tokens[before].low in _PLACE_BEFORE:
        return street and of_kind(tokens, at + 1, at + 4, "VCWD")
    index, headed = at + 1, street
    while index < len(tokens) and index < at + 6 and tokens[index].kind in "xSsha":
        headed = headed or tokens[index].kind in "hS"
        index += 1
    return headed and index < len(tokens) and tokens[index].kind in "VvCWODq"


def is_wide(region: str | None) -> bool:
    """Whether a region is one of many markets."""
    return region in _PARTS


def is_part(region: str | None, held: str | None) -> bool:
    """Whether a region is the one whose day is held, or a part of it."""
    return region is not None and held is not None and (held in (region, ANY) or region in _PARTS.get(held, ()))


def are_near(region: str | None, home: str | None) -> bool:
    """Whether a region is the story's own, or of the same part of the world, whose markets trade at the same hours."""
    if region is None or home is None or is_part(region, home) or is_part(home, region):
        return region is not None
    return any(region in parts and home in parts for parts in _PARTS.values())


def region_told(region: str | None, told: list[str | None]) -> str | None:
    """The region whose day is told: the sentence's own, or that of all its indices where those are of another ("Asian
    shares followed New York, where the S&P 500 rose on Monday")."""
    if region is None or not told or told[0] is None or told.count(told[0]) < len(told):
        return region
    return region if told[0] in (region, *_PARTS.get(region, ())) else told[0]
