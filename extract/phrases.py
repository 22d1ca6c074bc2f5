"""Phrases to their places in a text: one pass, whatever the number of phrases.

A phrase is written in lower case with single spaces ("wall street", "u s"); punctuation and hyphens in the text count
as spaces, so that "trade-war", "U.S." and "Fed's" are found as "trade war", "u s" and "fed s". A phrase ending in `*`
matches the beginning of a word ("tariff*"), and the whole word is found.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from itertools import accumulate
from typing import Any, NamedTuple

import ahocorasick

from extract.model import Span

_KEPT = "%&$"
_FOLD = bytes(
    ord(folded) if (folded := chr(code).lower()).isalnum() and ord(folded) < 256 else code if chr(code) in _KEPT else 32
    for code in range(256)
)
_Entry = tuple[str, str, Any]
_Told = tuple[Any, ...]
"""The size of a phrase, whether it is only the beginning of a word, its marks in all books, and what it stands for in
each of them."""
_MARKS, _FIRST_BOOK = 2, 3
_hit = tuple.__new__
_DOTTED = re.compile(r"(\b\w \w) (?=\w)")  # "U.S. stocks" is folded to two spaces
_VOWELS = re.compile(r"[aeiouy]+")


class Phrase(NamedTuple):
    """What is looked for: its words, its layer, its kind within the layer, and a value of the kind's own."""

    words: str
    layer: str
    kind: str
    value: Any = 0.0


class Hit(NamedTuple):
    """A phrase found at characters [start, end) of the text."""

    start: int
    end: int
    kind: str
    value: Any


def fold(text: str) -> str:
    """The text in lower case with everything but letters, digits, %, & and $ as spaces; its length is kept.

    >>> fold("The Fed’s rate-cut: U.S.")
    'the fed s rate cut  u s '
    """
    return text.encode("latin-1", "replace").translate(_FOLD).decode("latin-1")


class PhraseBook:
    """Phrases to look for. Within a layer the leftmost longest phrase wins, and the last one given of those with the
    same words; layers do not compete."""

    def __init__(self, phrases: Iterable[Phrase], marked: Iterable[str] = ()) -> None:
        """`marked` are the layers and kinds that `bits` may be asked for."""
        self._bits = {name: 1 << place for place, name in enumerate(marked)}
        found: dict[str, dict[str, _Entry]] = {}
        for phrase in phrases:
            begins = phrase.words.endswith("*")
            words = fold(phrase.words.rstrip("*")).strip()
            for spaced in {words, _DOTTED.sub(r"\1  ", words)}:
                pattern = f" {spaced}" if begins else f" {spaced} "
                found.setdefault(pattern, {})[phrase.layer] = (phrase.layer, phrase.kind, phrase.value)
        self.patterns = {pattern: tuple(entries.values()) for pattern, entries in found.items()}
        """What to look for in a folded text, and what it stands for."""
        self.width = len(self._bits)
        """How many bits its marks take."""

    def marks(self, entries: Iterable[_Entry]) -> int:
        """The marks of what a pattern stands for."""
        bits = 0
        for layer, kind, _ in entries:
            bits |= self._bits.get(kind, 0) | (self._bits.get(layer, 0) if kind != "refused" else 0)
        return bits

    def bits(self, names: Iterable[str]) -> int:
        """The marks of these layers and kinds, as one number of bits."""
        return sum(self._bits[name] for name in names)


class Shelf:
    """Books compiled into one automaton, so that a text is gone through once for all of them."""

    def __init__(self, *books: PhraseBook) -> None:
        self._shifts = [0, *accumulate(book.width for book in books)][:-1]
        self._automaton = ahocorasick.Automaton()
        for pattern in dict.fromkeys(pattern for book in books for pattern in book.patterns):
            entries = [book.patterns.get(pattern, ()) for book in books]
            marked = zip(books, entries, self._shifts, strict=True)
            marks = sum(book.marks(told) << shift for book, told, shift in marked)
            size = len(pattern.strip())
            self._automaton.add_word(pattern, (size, not pattern.endswith(" "), marks, *entries))
        self._automaton.make_automaton()

    def search(self, folded: str) -> list[Found]:
        """What each book has in a text that `fold` has folded."""
        ends: list[int] = []
        told: list[_Told] = []
        for end, meant in self._automaton.iter(f" {folded} "):
            ends.append(end)
            told.append(meant)
        known: dict[tuple[int, int], int] = {}
        return [Found(folded, ends, told, known, book, shift) for book, shift in enumerate(self._shifts)]


class Found:
    """What a phrase book found in a folded text.

    A search is in two steps, so that a sentence without interest costs little: `marks` tells whether a stretch of the
    text is worth it, and `layers` makes the hits of one that is.
    """

    __slots__ = ("_book", "_ends", "_folded", "_known", "_shift", "_told")

    def __init__(
        self, folded: str, ends: list[int], told: list[_Told], known: dict[tuple[int, int], int], book: int, shift: int
    ) -> None:
        """`ends` are the places of all books' phrases, `told` what each stands for, `known` the marks of stretches that
        one of them was asked for; `shift` is where this book's marks begin among the marks of all."""
        self._folded, self._ends, self._told, self._known = folded, ends, told, known
        self._book, self._shift = book + _FIRST_BOOK, shift

    def marks(self, start: int, end: int) -> int:
        """All marks of what is found at characters [start, end): see `PhraseBook.bits`."""
        marks = self._known.get((start, end))
        if marks is None:
            low, high = self._stretch(start, end)
            marks = 0
            for told in self._told[low:high]:
                marks |= told[_MARKS]
            self._known[start, end] = marks
        return marks >> self._shift

    def layers(self, start: int, end: int) -> dict[str, list[Hit]]:
        """The hits of each layer at characters [start, end), in order and without overlap."""
        layers: dict[str, list[Hit]] = {}
        new, of, folded, book = _hit, Hit, self._folded, self._book
        low, high = self._stretch(start, end)
        for last, told in zip(self._ends[low:high], self._told[low:high], strict=True):
            entries = told[book]
            if not entries:
                continue
            if told[1]:
                first, behind = last - told[0], _word_end(folded, last)
            else:
                behind = last - 1
                first = behind - told[0]
            for layer, kind, value in entries:
                hit = new(of, (first, behind, kind, value))
                kept = layers.get(layer)
                if kept is None:
                    layers[layer] = [hit]
                    continue
                # hits come by their end: a later one is kept unless it starts inside the one before, which it may cover
                before = kept[-1]
                if first >= before[1]:
                    kept.append(hit)
                elif first <= before[0]:
                    while kept and first <= kept[-1][0]:
                        kept.pop()
                    if not kept or first >= kept[-1][1]:
                        kept.append(hit)
        return layers

    def _stretch(self, start: int, end: int) -> tuple[int, int]:
        """The places that belong to characters [start, end): the automaton lists one by its last character or the space
        behind it, one further for the space put before the text."""
        return bisect_left(self._ends, start + 1), bisect_left(self._ends, end + 2)


def _word_end(folded: str, position: int) -> int:
    end = folded.find(" ", position)
    return end if end >= 0 else len(folded)


def within(hits: list[Hit], start: int, end: int) -> list[Hit]:
    """The hits that begin in [start, end)."""
    if not hits or hits[0][0] >= end or hits[-1][0] < start:  # most stretches hold none or all of the few there are
        return []
    if hits[0][0] >= start and hits[-1][0] < end:
        return hits[:]
    return hits[bisect_left(hits, (start,)) : bisect_left(hits, (end,))]


def trimmed(text: str, start: int, end: int) -> Span:
    """The span of a statement without the spaces, marks and dashes that part it from its neighbors."""
    while start < end and (text[start].isspace() or text[start] in ",;:-–—"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in ",;:"):
        end -= 1
    return Span(start, end)


def forms(verb: str, irregular: Mapping[str, list[str]]) -> list[str]:
    """The forms of an English verb, the irregular ones as listed; what follows the verb stays ("weigh on").

    >>> forms("drop", {})
    ['drop', 'drops', 'dropped', 'dropping']
    >>> forms("ease off", {})
    ['ease off', 'eases off', 'eased off', 'easing off']
    """
    head, _, rest = verb.partition(" ")
    made = [head, *irregular[head]] if head in irregular else _regular(head)
    return [f"{form} {rest}".strip() for form in dict.fromkeys(made)]


def _regular(verb: str) -> list[str]:
    if verb.endswith("e"):
        return [verb, verb + "s", verb + "d", (verb if verb.endswith("ee") else verb[:-1]) + "ing"]
    if verb.endswith("y") and verb[-2:-1] not in tuple("aeiou"):
        return [verb, verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing"]
    plural = verb + ("es" if verb.endswith(("s", "x", "z", "ch", "sh")) else "s")
    doubled = re.fullmatch(r"[^aeiou]*[aeiou][^aeiouwxy]", verb) and len(_VOWELS.findall(verb)) == 1
    stem = verb + verb[-1] if doubled else verb
    return [verb, plural, stem + "ed", stem + "ing"]
