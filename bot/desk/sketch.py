"""How a story is known again: a hash of its words, and a small sketch that near-copies share. Linear in the text."""

from __future__ import annotations

import heapq
import re
import unicodedata
from hashlib import blake2b

_WORD = re.compile(r"\w+(?:[.,]\d+)*")
_SHINGLE = 4
_KEPT = 64
_ALIKE = 0.5
_TELLING = 8
"""A sketch of fewer shingles says nothing: two short notes on one close are made of the same few words."""


def words(text: str) -> list[str]:
    """The words of a text as they are compared: case, punctuation and typography aside, figures whole."""
    return _WORD.findall(unicodedata.normalize("NFKC", text).casefold())


def fingerprint(text: str) -> str:
    """Equal for the same words in the same order, however they were laid out."""
    return blake2b(" ".join(words(text)).encode(), digest_size=16).hexdigest()


def shingles(text: str) -> tuple[int, ...]:
    """The smallest hashes of all runs of four words (a bottom-k MinHash), ascending."""
    spoken = words(text)
    runs = {" ".join(spoken[at : at + _SHINGLE]) for at in range(len(spoken) - _SHINGLE + 1)}
    hashes = (int.from_bytes(blake2b(run.encode(), digest_size=6).digest(), "big") for run in runs)
    return tuple(sorted(heapq.nsmallest(_KEPT, hashes)))


def alike(one: tuple[int, ...], other: tuple[int, ...]) -> bool:
    """Whether two sketches are of near-copies: at least half of all their runs of words in common."""
    if min(len(one), len(other)) < _TELLING:
        return False
    mine, theirs = set(one), set(other)
    sample = heapq.nsmallest(_KEPT, mine | theirs)
    shared = sum(1 for h in sample if h in mine and h in theirs)
    return shared >= _ALIKE * len(sample)
