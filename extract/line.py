"""A sentence cut into pieces, with the tokens made of it so far: what the rules of names, figures and days look at."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import accumulate
from operator import sub
from typing import Any

from msgspec import Struct

from extract.cut import APOSTROPHES, pieces, plain, sort_of
from extract.meanings import NOTHING, Lexicon, Meanings

_OPENING = '"“‘:.(—–•'
_ELIDED = re.compile(rf"[a-z]{{1,5}}['{APOSTROPHES}][^\W\d_a-z]")
_TITLED = 0.8


class Token(Struct, eq=False, gc=False):
    """One word, phrase, figure or sign: its kind, where it stands, its words in lower case, and what it means."""

    kind: str
    start: int
    end: int
    low: str
    value: Any = None
    poss: bool = False

    def __repr__(self) -> str:
        return f"{self.kind}{self.low!r}" + (f"={self.value}" if self.value is not None else "")


@lru_cache(maxsize=16384)
def capital(piece: str) -> bool:
    """Whether a piece is a word that may belong to a name: "Toyota", "iPhone", "easyJet", "l'Ouest"."""
    if piece[0].isupper() or (len(piece) > 2 and piece[1].isupper()):
        return piece.isalpha() or sort_of(piece) == "word"
    return not piece.islower() and (piece.isalpha() or _ELIDED.match(piece) is not None)


def _long_words(texts: list[str]) -> list[str]:
    return [text for text in texts if len(text) > 3 and (text.isalpha() or sort_of(text) == "word")]


def _is_titled(texts: list[str]) -> bool:
    """Whether nearly all words of some length begin with a capital, or all are of capitals."""
    words = _long_words(texts)
    capitals = sum(word[0].isupper() for word in words)
    shouted = len(words) > 1 and all(map(str.isupper, words))
    return shouted or (len(words) > 3 and capitals > _TITLED * len(words))


class Line:
    """The pieces of text[start:end] as written (`texts`), in lower case (`lows`), where they start and end in the text,
    and the tokens made so far. Places are numbers of pieces."""

    __slots__ = (
        "_found", "_shouted", "_titled", "count", "ends", "lexicon", "lows", "owning", "root", "starts", "text",
        "texts", "tokens",
    )  # fmt: skip

    def __init__(self, text: str, lexicon: Lexicon, start: int, end: int, curly: bool = True) -> None:
        """`curly` says that the text may have other apostrophes than plain ones."""
        while end > start and text[end - 1].isspace():
            end -= 1
        spaced = pieces(text, start, end)
        self.text, self.lexicon, self.root = text, lexicon, lexicon.phrases
        self.texts = texts = list(map(str.lstrip, spaced))
        self.lows = list(map(str.lower, texts))
        self.owning = text.find("'", start, end) >= 0
        """Whether an apostrophe stands in it, without which nothing in it is a possessive."""
        if curly:
            for mark in APOSTROPHES:
                if text.find(mark, start, end) >= 0:
                    self.owning, self.lows = True, [low.replace(mark, "'") for low in self.lows]
        self.ends = list(accumulate(map(len, spaced), initial=start))[1:]
        self.starts = list(map(sub, self.ends, map(len, texts)))
        self.count = len(texts)
        self.tokens: list[Token] = []
        self._titled: bool | None = None
        self._shouted: bool | None = None
        self._found: dict[int, Meanings] = {}

    @property
    def titled(self) -> bool:
        """Whether nearly all words begin with a capital, so that capitals make no name."""
        if self._titled is None:
            self._titled = not self._told_small() and _is_titled(self.texts)
        return self._titled

    @property
    def shouted(self) -> bool:
        """Whether all its words are of capitals, and some are long, so that capitals make no name."""
        if self._shouted is None:
            words = list(filter(str.isalpha, self.texts))
            self._shouted = len(_long_words(words)) > 3 and all(map(str.isupper, words))
        return self._shouted

    def _told_small(self) -> bool:
        """Whether so many small words stand at the beginning that the others cannot make a title of the sentence."""
        enough = self.count * (1 - _TITLED)
        for text in self.texts:
            if len(text) > 3 and text.islower() and text.isalpha():
                enough -= 1
                if enough <= 0:
                    return True
        return False

    def written(self, at: int, stop: int) -> str:
        """The text of the pieces [at, stop), one space between words."""
        found = self.text[self.starts[at] : self.ends[stop - 1]]
        return " ".join(found.split()) if "\n" in found or "  " in found else found

    def add(self, kind: str, at: int, stop: int, low: str, value: Any = None, poss: bool = False) -> None:
        """Put a token of the pieces [at, stop) behind the others."""
        self.tokens.append(Token(kind, self.starts[at], self.ends[stop - 1], low, value, poss))

    def phrase(self, at: int) -> Meanings:
        """What the longest phrase of the lexicon that begins here can mean; its `size` is 0 where none begins."""
        if at >= self.count or (self.lows[at] not in self.root and not self.owning):
            return NOTHING
        found = self._found.get(at)
        if found is None:
            found = self._found[at] = self._longest(at)
        return found

    def _longest(self, at: int) -> Meanings:
        lows, node, index, best, owning = self.lows, self.root, at, NOTHING, self.owning
        while index < self.count:
            low = lows[index]
            child = node.get(low)
            if owning and low.endswith("'s") and len(low) > 2 and (owner := node.get(low[:-2])):
                # also where it begins a longer name ("Germany's DAX") that may not follow
                best = ((found := owner.get("")) and self._spelled(found, at)) or best
            if child is None:
                break
            node = child
            if found := node.get(""):
                best = found if found.spelled is None else self._spelled(found, at) or best
            index += 1
        return best

    def _spelled(self, found: Meanings, at: int) -> Meanings | None:
        """The meanings that a phrase has as it is written here."""
        if found.spelled is None:
            return found
        written = plain(self.written(at, at + found.size)).removesuffix("'s")
        return found.spelled.get(written, found.loose)

    def is_word(self, at: int) -> bool:
        """Whether a word stands here."""
        return at < self.count and ((text := self.texts[at]).isalpha() or sort_of(text) == "word")

    def is_number(self, at: int) -> bool:
        """Whether a bare figure stands here."""
        return at < self.count and not (text := self.texts[at]).isalpha() and sort_of(text) == "num"

    def is_capital(self, at: int) -> bool:
        """Whether a word stands here that may belong to a name."""
        return capital(self.texts[at])

    def begins(self, at: int) -> bool:
        """Whether a statement begins here, so that a capital says nothing."""
        return at == 0 or self.texts[at - 1] in _OPENING

    def owns(self, at: int) -> bool:
        """Whether the piece ends in a possessive."""
        return self.owning and self.lows[at].endswith("'s")
