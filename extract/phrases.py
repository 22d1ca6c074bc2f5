"""Phrases to their places in a text: one pass, whatever the number of phrases.

A phrase is written in lower case with single spaces ("wall street", "u s"); punctuation and hyphens in the text count as
spaces, so that "trade-war", "U.S." and "Fed's" are found as "trade war", "u s" and "fed s". A phrase that ends in `*`
matches the beginning of a word ("tariff*"), and the whole word is found.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

import ahocorasick

_KEPT = "%&$"
_FOLD = bytes(
    ord(folded) if (folded := chr(code).lower()).isalnum() and ord(folded) < 256 else code if chr(code) in _KEPT else 32
    for code in range(256)
)
_hit = tuple.__new__
_VOWELS = re.compile(r"[aeiouy]+")


class Phrase(NamedTuple):
    """What is looked for: its words, the layer it belongs to, its kind within the layer, and a value of the kind's own."""

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
    """Phrases compiled into one automaton. Within a layer the leftmost longest phrase wins; layers do not compete."""

    def __init__(self, phrases: Iterable[Phrase]) -> None:
        found: dict[str, dict[str, tuple[int, bool, str, str, Any]]] = {}
        for phrase in phrases:
            begins = phrase.words.endswith("*")
            words = phrase.words.rstrip("*")
            pattern = f" {words}" if begins else f" {words} "
            found.setdefault(pattern, {})[phrase.layer] = (len(words), begins, phrase.layer, phrase.kind, phrase.value)
        self.layers = sorted({layer for entries in found.values() for layer in entries})
        self._automaton = ahocorasick.Automaton()
        for pattern, entries in found.items():
            self._automaton.add_word(pattern, tuple(entries.values()))
        self._automaton.make_automaton()

    def find(self, folded: str) -> dict[str, list[Hit]]:
        """The hits of each layer, in order and without overlap, in a text that `fold` has folded."""
        layers: dict[str, list[Hit]] = {layer: [] for layer in self.layers}
        padded = f" {folded} "
        for last, entries in self._automaton.iter(padded):
            for size, begins, layer, kind, value in entries:
                start = (last if begins else last - 1) - size
                end = padded.find(" ", last + 1) - 1 if begins else last - 1
                kept = layers[layer]
                # hits come by their end: a later one is kept unless it starts inside the one before, which it may cover
                while kept and start <= kept[-1][0]:
                    kept.pop()
                if not kept or start >= kept[-1][1]:
                    kept.append(_hit(Hit, (start, end, kind, value)))
        return layers


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
