"""Bullets that name nobody ("- Down 2.1% over two weeks"): they are about what was told of before them."""

from __future__ import annotations

from extract.lexicon import words
from extract.tokens import Token

_DISTANCES = words("before_a_distance")


def tells_on(tokens: list[Token]) -> bool:
    """Whether a direction and its figure begin, with nothing but the time that they span behind: what something else
    stands behind ("up 8% from its low", "up 3% in Asia") is no move of the same name."""
    if len(tokens) < 2 or tokens[0].kind not in "DV" or tokens[1].kind != "#":
        return False
    behind = next((at for at in range(1, len(tokens)) if tokens[at].kind not in "#a()"), len(tokens))
    rest = tokens[behind:]
    if rest and rest[0].kind == "P":
        return rest[0].low.partition(" ")[0] not in _DISTANCES
    return all(t.kind in "TF" or t.low == "." for t in rest)
