"""Phrases to their places in a text: one pass, whatever the number of phrases.

A phrase is written in lower case with single spaces ("wall street", "u s"); punctuation and hyphens in the text count
as spaces, so that "trade-war", "U.S." and "Fed's" are found as "trade war", "u s" and "fed s". A phrase ending in `*`
matches the beginning of a word ("tariff*"), and the whole word is found.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from functools import reduce
from operator import or_
from typing import Any, NamedTuple

import ahocorasick

_KEPT = "%&$"
_FOLD = bytes(
    ord(folded) if (folded := chr(code).lower()).isalnum() and ord(folded) < 256 else code if chr(code) in _KEPT else 32
    for code in range(256)
)
Found = list[tuple[int, tuple[int, tuple[tuple[int, bool, str, str, Any], ...]]]]
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
    """Phrases compiled into one automaton. Within a layer the leftmost longest phrase wins; layers do not compete.

    A search is in two steps, so that what is found in a sentence without interest costs little: `search` lists all
    places, and `layers` makes the hits of a stretch of them; the places' marks tell before whether it is worth it.
    """

    def __init__(self, phrases: Iterable[Phrase], marked: Iterable[str] = ()) -> None:
        """`marked` are the layers and kinds that `bits` may be asked for."""
        self._bits = {name: 1 << place for place, name in enumerate(marked)}
        found: dict[str, dict[str, tuple[int, bool, str, str, Any]]] = {}
        for phrase in phrases:
            begins = phrase.words.endswith("*")
            words = phrase.words.rstrip("*")
            for spaced in {words, _DOTTED.sub(r"\1  ", words)}:
                pattern = f" {spaced}" if begins else f" {spaced} "
                entry = (len(spaced), begins, phrase.layer, phrase.kind, phrase.value)
                found.setdefault(pattern, {})[phrase.layer] = entry
        self._automaton = ahocorasick.Automaton()
        for pattern, entries in found.items():
            bits = 0
            for _, _, layer, kind, _ in entries.values():
                bits |= self._bits.get(kind, 0) | (self._bits.get(layer, 0) if kind != "refused" else 0)
            self._automaton.add_word(pattern, (bits, tuple(entries.values())))
        self._automaton.make_automaton()

    def search(self, folded: str) -> Found:
        """Every place of every phrase in a text that `fold` has folded, by its end."""
        return list(self._automaton.iter(f" {folded} "))

    def bits(self, names: Iterable[str]) -> int:
        """The mark of these layers and kinds: a found place's own marks are the first part of its value."""
        return sum(self._bits[name] for name in names)

    def layers(self, found: Found, folded: str, low: int, high: int) -> dict[str, list[Hit]]:
        """The hits of each layer among found[low:high], in order and without overlap."""
        layers: dict[str, list[Hit]] = {}
        new, of = _hit, Hit
        for last, (_, entries) in found[low:high]:
            for size, begins, layer, kind, value in entries:
                if begins:
                    start, end = last - size, _word_end(folded, last)
                else:
                    end = last - 1
                    start = end - size
                hit = new(of, (start, end, kind, value))
                kept = layers.get(layer)
                if kept is None:
                    layers[layer] = [hit]
                    continue
                # hits come by their end: a later one is kept unless it starts inside the one before, which it may cover
                before = kept[-1]
                if start >= before[1]:
                    kept.append(hit)
                elif start <= before[0]:
                    while kept and start <= kept[-1][0]:
                        kept.pop()
                    if not kept or start >= kept[-1][1]:
                        kept.append(hit)
        return layers

    def find(self, folded: str) -> dict[str, list[Hit]]:
        """The hits of each layer in the whole of a folded text."""
        found = self.search(folded)
        return self.layers(found, folded, 0, len(found))


def _word_end(folded: str, position: int) -> int:
    end = folded.find(" ", position)
    return end if end >= 0 else len(folded)


def stretch(ends: list[int], start: int, end: int) -> tuple[int, int]:
    """Which of `ends` (as `search` lists them) belong to characters [start, end) of the text.

    A place is listed by its last character or the space behind it, one further for the space put before the text.
    """
    return bisect_left(ends, start + 1), bisect_left(ends, end + 2)


def marks(bits: list[int]) -> int:
    """All marks of a stretch of places."""
    return reduce(or_, bits, 0)


def within(hits: list[Hit], start: int, end: int) -> list[Hit]:
    """The hits that begin in [start, end)."""
    return hits[bisect_left(hits, (start,)) : bisect_left(hits, (end,))]


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
