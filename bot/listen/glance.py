"""The first look at a text: can it hold a market story at all? It costs microseconds: a busy server may chat."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

import ahocorasick

from extract import lexicon

_DIGIT = re.compile(r"\d")
_SHORTEST = 12
_LONG = 200
_SEEN = 20_000
_MARKET_WORDS = ("stocks", "shares", "stock market", "equities", "benchmark", "wall street", "bond yields", "crude")
"""In a long text these speak of markets too."""


class Glance:
    """Knows the names of markets, each with the id of what it names. A text with no name or no figure is no story."""

    def __init__(self, names: Mapping[str, str]) -> None:
        self._names = _automaton(names)
        self._words = _automaton(dict.fromkeys(_MARKET_WORDS, ""))

    def story(self, text: str) -> bool:
        """Whether the text is worth reading: it names a market and holds a figure."""
        if len(text) < _SHORTEST or _DIGIT.search(text) is None:
            return False
        lowered = text[:_SEEN].casefold()
        if next(_found(self._names, lowered), None) is not None:
            return True
        return len(text) >= _LONG and next(_found(self._words, lowered), None) is not None

    def named(self, text: str) -> frozenset[str]:
        """The ids of all that the text names."""
        return frozenset(_found(self._names, text[:_SEEN].casefold()))


@cache
def load() -> Glance:
    """The first look that knows all names of all instruments."""
    known = lexicon.load().instruments.values()
    return Glance({name: one.id for one in known for name in (one.name, *one.aliases)})


def _automaton(names: Mapping[str, str]) -> ahocorasick.Automaton:
    made = ahocorasick.Automaton()
    for name, meant in names.items():
        made.add_word(name.casefold(), (len(name.casefold()), meant))
    made.make_automaton()
    return made


def _found(names: ahocorasick.Automaton, text: str) -> Iterator[str]:
    """What is named in the text by a word of its own (scripts without spaces need not part their words)."""
    for last, (length, meant) in names.iter(text):
        first = last - length + 1
        if not (_joins(text, first - 1, first) or _joins(text, last, last + 1)):
            yield meant


def _joins(text: str, left: int, right: int) -> bool:
    if left < 0 or right >= len(text):
        return False
    return text[left].isascii() and text[left].isalnum() and text[right].isascii() and text[right].isalnum()
