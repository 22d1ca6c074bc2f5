"""Lines that name nobody ("- Down 2.1% over two weeks", "This week: -1.2%"): they are about what was told of before
them."""

from __future__ import annotations

from extract.lexicon import words
from extract.tokens import Token

_DISTANCES = words("before_a_distance")
_BEING = words("being")
_MARKS = words("row_marks") | frozenset(":.#")


def tells_on(tokens: list[Token]) -> bool:
    """Whether a direction and its figure begin, with nothing but the time that they span behind: what something else
    stands behind ("up 8% from its low", "up 3% in Asia") is no move of the same name."""
    if tokens and tokens[0].low in _BEING:  # "Has lost 50 points over the past two weeks"
        tokens = tokens[1:]
    if len(tokens) < 2 or tokens[0].kind not in "DV" or tokens[1].kind != "#":
        return False
    behind = next((at for at in range(1, len(tokens)) if tokens[at].kind not in "#a()"), len(tokens))
    rest = tokens[behind:]
    if rest and rest[0].kind == "P":
        return rest[0].low.partition(" ")[0] not in _DISTANCES
    return all(t.kind in "TF" or t.low == "." for t in rest)


def is_labelled(tokens: list[Token]) -> bool:
    """Whether a line is a day or a period and its figures ("Today: 42,118.36, +204.11 (+0.5%)", "This week: -1.2%")."""
    if len(tokens) < 3 or tokens[0].kind not in "TP" or tokens[1].low != ":":
        return False
    rest = tokens[2:]
    return any(t.kind == "#" for t in rest) and all(t.kind in "#a()D" or t.low == "." for t in rest)


def _before_code(kinds: str) -> int:
    """Where a code in brackets begins that ends a line ("FTSE 100 (^FTSE)"), else the line's end."""
    at = kinds.find("(")
    coded = at >= 0 and kinds[-1] == ")" and not kinds[at + 1 : -1].strip("x")
    return at if coded else len(kinds)


def names_only(tokens: list[Token], kinds: str) -> bool:
    """Whether a line is nothing but an index's name, with a code in brackets at most: what stands under it is about
    that."""
    named: Token | None = None
    for token in tokens[: _before_code(kinds)]:
        if token.low not in _MARKS:
            if named is not None or token.kind != "I":
                return False
            named = token
    return named is not None and bool(named.value[0].kind == "index")
