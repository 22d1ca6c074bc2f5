"""The words of things scheduled, lang/en/events.toml, compiled once into one phrase book."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from extract.driver_words import alternation, load
from extract.phrases import Phrase, PhraseBook


class EventGrammar(NamedTuple):
    """Closed classes: `stops` end a name leftwards, `tails` may carry it on; `forecast` reads "expected to rise 0.3 percent",
    `earlier` the figure before ("from 0.1 percent"), `falls` a word of falling."""

    stops: frozenset[str]
    tails: frozenset[str]
    expects: re.Pattern[str]
    falls: re.Pattern[str]
    earlier: re.Pattern[str]
    contrast: re.Pattern[str]


@cache
def grammar() -> EventGrammar:
    """The closed classes, compiled."""
    words = load("events")
    forecast, names = words["forecast"], words["names"]
    return EventGrammar(
        frozenset(names["stops"]),
        frozenset(names["tails"]),
        re.compile(rf"\b(?:{alternation(forecast['expects'])})\b"),
        re.compile(rf"\b(?:{alternation(forecast['falls'])})\b"),
        re.compile(rf"\b(?:{alternation(forecast['from'])})\b"),
        re.compile(rf";|\b(?:{alternation(load('drivers')['bounds']['hard'])})\b", re.I),
    )


@cache
def phrase_book() -> PhraseBook:
    """Layers: `schedule` (behind, before, act), `act` (what is done), `state`, `thing`, `past`, `region`."""
    return PhraseBook(list(_phrases()))


def _phrases() -> Iterator[Phrase]:
    words = load("events")
    for kind, phrases in words["schedules"].items():
        for phrase in phrases:
            yield Phrase(phrase, "act word" if kind == "acts" else f"schedule {kind}", kind)
    for layer, table in (("act", words["acts"]), ("state", words["states"]), ("thing", words["things"])):
        for kind, phrases in table.items():
            for phrase in phrases:
                yield Phrase(phrase, layer, kind)
    for phrase in words["refused"]["past"]:
        yield Phrase(phrase, "past", "past")
    for region, phrases in load("drivers")["places"].items():
        for phrase in phrases:
            yield Phrase(phrase, "region", region, 1.0)
    for region, phrases in words["regions"].items():
        for phrase in phrases:
            yield Phrase(phrase, "region", region)
