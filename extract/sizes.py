"""Shares by their size, and the indices of a size: "small caps", "the mid-cap index", "BSE LargeCap index"."""

from __future__ import annotations

from extract.lexicon import words
from extract.lists import word_set

SIZES = word_set("choice", "sizes")
_MEASURES = words("measures") | words("sub_indices") | words("measures_of_sizes")


def size_of(name: str) -> str:
    """ "Small caps", "mid-cap stocks": the size that shares are called by, in one way of writing."""
    return _plain(name)[0]


def size_named(name: str) -> tuple[str, bool]:
    """The size that a name tells of as a whole ("midcaps", "the mid-cap index"), empty for none, and whether it is the
    index of that size in a family ("BSE LargeCap index")."""
    told = _plain(name)
    measured = len(told) > 1 and told[-1] in _MEASURES
    if measured:
        told.pop()
    size = told[-1].removesuffix("s")
    if size not in SIZES:
        return "", False
    return size if len(told) == 1 else "", measured and len(told) > 1


def _plain(name: str) -> list[str]:
    told = name.lower().replace("-", "").replace(" cap", "cap").split()
    return [told[0].removesuffix("s"), *told[1:]]
