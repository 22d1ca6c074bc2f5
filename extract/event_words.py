"""The words of things scheduled, lang/en/events.toml, compiled once into one phrase book."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import product
from typing import NamedTuple

from extract.driver_words import alternation, load
from extract.event_dates import time_phrases
from extract.phrases import Phrase, PhraseBook


SCHEDULES = ("behind", "before", "will", "state")


class EventGrammar(NamedTuple):
    """Closed classes: `stops` end a name leftwards; `strict` words want their time at once; `expects`, `falls` and
    `earlier` read "expected to fall 0.3 percent, from 0.1 percent"; `contrast` parts a sentence; a subject starts behind
    one of `openers` and is none of `pronouns`; `enacted` comes into force;
    `generic` is no thing by itself, and what `over` follows is past."""

    stops: frozenset[str]
    strict: frozenset[str]
    expects: re.Pattern[str]
    falls: re.Pattern[str]
    earlier: re.Pattern[str]
    contrast: re.Pattern[str]
    openers: re.Pattern[str]
    pronouns: frozenset[str]
    enacted: re.Pattern[str]
    generic: re.Pattern[str]
    over: re.Pattern[str]


@cache
def event_grammar() -> EventGrammar:
    """The closed classes, compiled."""
    words = load("events")
    forecast = words["forecast"]
    return EventGrammar(
        frozenset(words["names"]["stops"]),
        frozenset(words["strict"]["words"]),
        re.compile(rf"\b(?:{alternation(forecast['expects'])})\b"),
        re.compile(rf"\b(?:{alternation(forecast['falls'])})\b"),
        re.compile(rf"\b(?:{alternation(forecast['from'])})\b"),
        re.compile(rf";|\b(?:{alternation(load('drivers')['bounds']['hard'])})\b", re.I),
        re.compile(rf"\b(?:{alternation(words['names']['openers'])})\b"),
        frozenset(words["names"]["pronouns"]),
        re.compile(rf"(?:\d+% )?(?:\w+ ){{0,2}}\b(?:{alternation(words['names']['enacted'])})\b.*", re.I),
        re.compile(rf"(?:{alternation(words['generic']['words'])}) (?:{alternation(words['generic']['joins'])}) "),
        re.compile(rf" (?:{alternation(words['generic']['over'])})\b"),
    )


@cache
def event_book() -> PhraseBook:
    """Layers: `behind`, `before`, `will` (the words that schedule), `act` (what is done), `state`, `thing`, `time`, `past`, `region`."""
    return PhraseBook(_phrases(), marked=SCHEDULES)


def _phrases() -> Iterator[Phrase]:
    words = load("events")
    for layer, key in (("behind", "behind"), ("before", "before"), ("will", "acts"), ("behind", "not_behind")):
        for phrase in words["schedules"][key]:
            yield Phrase(phrase, layer, key)
    for layer in ("acts", "states", "things"):
        for kind, phrases in words[layer].items():
            for phrase in phrases:
                yield Phrase(phrase, layer.removesuffix("s"), kind)
    for verb, rates in product(words["rates"]["verbs"], words["rates"]["objects"]):
        yield Phrase(f"{verb} {rates}", "act", "rate decision")
    for phrase in words["refused"]["past"]:
        yield Phrase(phrase, "past", "past")
    yield from time_phrases()
    for table in (load("drivers")["places"], words["regions"]):
        for region, phrases in table.items():
            for phrase in phrases:
                yield Phrase(phrase, "region", region)
