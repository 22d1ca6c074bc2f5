"""The first look at a text: can it hold a market story at all? It costs microseconds: a busy server may chat."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from importlib.resources import files

import ahocorasick

_DIGIT = re.compile(r"\d")
_SHORTEST = 12
_LONG = 200
_SEEN = 20_000
_MARKET_WORDS = ("stocks", "shares", "stock market", "equities", "benchmark", "wall street", "bond yields", "crude")
"""In a long text these speak of markets too."""


class Glance:
    """Knows the names of markets. A text with none of them, or with no figure, is no story."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names = _automaton(names)
        self._words = _automaton(_MARKET_WORDS)

    def story(self, text: str) -> bool:
        """Whether the text is worth reading: it names a market and holds a figure."""
        if len(text) < _SHORTEST or _DIGIT.search(text) is None:
            return False
        lowered = text[:_SEEN].casefold()
        return _holds(self._names, lowered) or (len(text) >= _LONG and _holds(self._words, lowered))


def load() -> Glance:
    """The first look that knows all names of all instruments."""
    rows = tomllib.loads(files("extract").joinpath("instruments.toml").read_text("utf-8"))["instrument"]
    return Glance(name for row in rows for name in (row["name"], *row.get("aliases", ())))


def _automaton(names: Iterable[str]) -> ahocorasick.Automaton:
    made = ahocorasick.Automaton()
    for name in {name.casefold() for name in names}:
        made.add_word(name, len(name))
    made.make_automaton()
    return made


def _holds(names: ahocorasick.Automaton, text: str) -> bool:
    """Whether a name stands in the text as a word of its own (scripts without spaces need not part their words)."""
    for last, length in names.iter(text):
        first = last - length + 1
        if not (_joins(text, first - 1, first) or _joins(text, last, last + 1)):
            return True
    return False


def _joins(text: str, left: int, right: int) -> bool:
    if left < 0 or right >= len(text):
        return False
    return text[left].isascii() and text[left].isalnum() and text[right].isascii() and text[right].isalnum()
