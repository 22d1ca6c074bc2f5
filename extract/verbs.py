"""The place of market verbs, in all their forms, in the trie."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from extract.lists import rows
from extract.meanings import Entry, Node, add_phrase
from extract.phrases import forms

SIGNS = {"up": 1, "down": -1, "flat": 0}
_FILE = "words.toml"


def add_verbs(root: Node, words: Mapping[str, Any]) -> None:
    """Put the verbs of words.toml in the trie: those that move (V), that stand (W), that temper (v), and those
    that move only beside a figure (w)."""
    irregular = words["irregular"]
    turned = set(rows(words, _FILE, "verbs", "turned"))
    bare = set(rows(words, _FILE, "verbs", "bare"))
    for name, sign in SIGNS.items():
        verbs = rows(words, _FILE, "verbs", name)
        known = bare | {verb for verb in verbs if verb in irregular.get(verb, ())}
        for verb, form in _forms(verbs, irregular, known):
            add_phrase(root, form, Entry("V", (sign, verb in turned, form.endswith("ing"))))
    for name in ("up", "down"):
        phrases = rows(words, _FILE, "phrasal", name)
        as_past = {phrase for phrase in phrases if (head := phrase.split()[0]) in irregular.get(head, ())}
        for _, form in _forms(phrases, irregular, as_past):
            add_phrase(root, form, Entry("V", (SIGNS[name], False, form.split()[0].endswith("ing"))))
    for name in ("up", "down"):
        for _, form in _forms(rows(words, _FILE, "beside_figure", name), irregular, set()):
            add_phrase(root, form, Entry("w", ("V", (SIGNS[name], False, form.split()[0].endswith("ing")))))
        for phrase in rows(words, _FILE, "beside_figure", "ways", name):
            add_phrase(root, phrase, Entry("w", ("D", SIGNS[name])))
    for phrase in rows(words, _FILE, "beside_figure", "now"):
        add_phrase(root, phrase, Entry("w", ("F", "intraday")))
    for _, form in _forms(rows(words, _FILE, "verbs", "stand"), irregular, set(words["verbs"]["stand_bare"])):
        add_phrase(root, form, Entry("W", form.endswith("ing")))
    for phrase in rows(words, _FILE, "phrasal", "tempered"):
        add_phrase(root, phrase, Entry("v", phrase.split()[0].endswith("ing")))
    tempered = rows(words, _FILE, "verbs", "tempered")
    for _, form in _forms(tempered, irregular, set(tempered).difference(words["verbs"]["tempered_nouns"])):
        add_phrase(root, form, Entry("v", form.endswith("ing")))


def _forms(verbs: list[str], irregular: Mapping[str, list[str]], bare: set[str]) -> Iterator[tuple[str, str]]:
    """Each verb with its forms; the base form only of those in `bare`."""
    for verb in verbs:
        for form in forms(verb, irregular):
            if form != verb or verb in bare:
                yield verb, form
