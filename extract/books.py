"""The phrases of reasons and of things ahead, found in a text in one pass."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from extract.driver_words import phrase_book
from extract.event_words import event_book
from extract.phrases import Found, Shelf, fold


class Words(NamedTuple):
    """A folded text, and what was found in it: words of reasons and words of things ahead."""

    folded: str
    reasons: Found
    ahead: Found


def searched(text: str) -> Words:
    """A text folded and gone through for both books."""
    folded = fold(text)
    return Words(folded, *_shelf().search(folded))


@cache
def _shelf() -> Shelf:
    return Shelf(phrase_book(), event_book())
