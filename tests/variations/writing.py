"""Texts from the grammar: each slot that is filled states its fact.

A text of the grammar has `<symbol A.day>` (one of the symbol's own texts, told of A's day), `{A}` (a name),
`{A.day.percent}` (a figure or word of A's day, `{.percent}` inside a symbol) and `{word}` (of the moment).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from tests.variations.scene import SPANS, Scene, Unfit
from tests.variations.telling import OF_THE_MOMENT, WORDS

Key = tuple[str, str, date | None, str, str]
"""Kind, instrument, session (None where any will do), phase (empty where any will do), period."""
_SLOT = re.compile(r"<(\w+)(?: ([A-Z.]\w*(?:\.\w+)?|\.))?>|\{([^}]*)\}")
_OPENING = re.compile(r"(?:^|(?:(?<!m)\.|m\.\.) |\n)(?:[-*] )?[a-z]")
"""A small letter that begins a sentence; "a.m." ends none with its own full stop alone."""
_AN = re.compile(r"\b([Aa]) (?=advance|8\d?(?:\.\d)?|1[18](?:[.,]\d|%| ))")
_ANY_DAY = ("commodity", "currency", "crypto", "bond", "future")
Facts = dict[Key, dict[str, set[Any]]]
_FORMER = "former"
_RUNNING = ("day", "week", "month", "ytd")


@dataclass(slots=True)
class Writing:
    """A text being written, and what it states: the values of each field under its key."""

    scene: Scene
    facts: Facts = field(default_factory=dict)
    may: Facts = field(default_factory=dict)
    """What a reader can give or leave."""

    def write(self, text: str) -> str:
        """A text of the grammar in plain words."""
        plain = self._fill(text, "")
        plain = _AN.sub(r"\1n ", re.sub(r" +([,.;])", r"\1", plain).strip())
        return _OPENING.sub(lambda found: found[0][:-1] + found[0][-1].upper(), plain).replace("m..", "m.")

    def _fill(self, text: str, of: str) -> str:
        return _SLOT.sub(lambda m: self._symbol(m[1], self._of(m[2] or "", of)) if m[1] else self._slot(m[3], of), text)

    def _of(self, argument: str, of: str) -> str:
        if argument in (".", ""):
            return of
        return of.partition(".")[0] + argument if argument.startswith(".") else argument

    def _symbol(self, name: str, of: str) -> str:
        texts = self.scene.parts.symbols[name]
        if isinstance(texts, dict):
            texts = texts.get(self.scene.told(self.scene.subject(of.partition(".")[0])), texts.get("else", []))
        if not texts:
            raise Unfit(name)
        return self._fill(self.scene.draw.choice(texts), of)

    def _slot(self, slot: str, of: str) -> str:
        letter, _, rest = slot.partition(".")
        if slot in OF_THE_MOMENT:
            return OF_THE_MOMENT[slot](self.scene)
        if not rest and letter:
            return self.scene.draw.choice(self.scene.subject(letter).names)
        span, _, word = rest.partition(".")
        if not letter:
            (letter, _, span), word = of.partition("."), rest
        if not word:
            raise ValueError(f"{slot!r}: no such slot")
        return self._told(letter, span, word)

    def _told(self, letter: str, span: str, word: str) -> str:
        plain, facts = WORDS[word](self.scene, self.scene.quote(letter, span), letter, span)
        for name, value in facts.items():
            self._state(letter, span, name, value)
        return plain

    def _state(self, letter: str, span: str, name: str, value: object) -> None:
        """Note a fact."""
        if not SPANS[span]:
            return
        scene, subject = self.scene, self.scene.subject(letter)
        free = subject.kind in _ANY_DAY
        session, phase = (None, "") if free else (scene.session(letter, span), self._phase(letter, span))
        key = (subject.kind, subject.id, session, phase, SPANS[span])
        if name == _FORMER:
            day = (*key[:2], scene.session(letter, "day"), self._phase(letter, "day"), "day")
            self.may.setdefault(day, {}).setdefault("previous", set()).add(value)
            self.may.setdefault(key, {}).setdefault("level", set()).add(value)
        else:
            self.facts.setdefault(key, {}).setdefault(name, set()).add(value)

    def _phase(self, letter: str, span: str) -> str:
        if span in ("moment", "turn"):
            return "intraday"
        if span == "open":
            return "open"
        exchange = self.scene.parts.exchanges[self.scene.place(letter)]
        running = span in _RUNNING and exchange.state(self.scene.moment.at) == "during"
        return "intraday" if running else "close"
