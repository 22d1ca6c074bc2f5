"""Things that a story says lie ahead: a thing, a word that schedules it, and a time, in one clause."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from extract.event_dates import Moment, moments
from extract.event_names import figures_of, noun_phrase, region_of, subject_before
from extract.event_words import grammar, phrase_book
from extract.model import Event, Mention, Span
from extract.phrases import Hit, fold
from extract.sentences import Sentence

_LONGEST_SENTENCE = 1000
_REACH = 110
_MOST_THINGS = 4
_LAYERS = ("schedule behind", "schedule before", "act word", "state")


class Page(NamedTuple):
    """A text with the words of the future found in it."""

    text: str
    folded: str
    layers: dict[str, list[Hit]]
    starts: dict[str, list[int]]
    today: date | None

    def between(self, layer: str, start: int, end: int) -> list[Hit]:
        """The hits of a layer that begin in [start, end)."""
        begins = self.starts[layer]
        return self.layers[layer][bisect_left(begins, start) : bisect_left(begins, end)]


def read_events(
    text: str, sentences: Sequence[Sentence], today: date | None, mentions: Sequence[Mention]
) -> list[Event]:
    """What the story says is scheduled, in order; never raises.

    `today` is the story's own local day, by which "Wednesday" and "later today" are resolved; with None every date is None.
    """
    folded = fold(text)
    layers = phrase_book().find(folded)
    page = Page(text, folded, layers, {layer: [hit[0] for hit in hits] for layer, hits in layers.items()}, today)
    events: list[Event] = []
    for place, sentence in enumerate(sentences):
        for event in _of_sentence(page, sentence):
            later = sentences[place + 1 : place + 5]
            expected, previous = figures_of(page, event, sentence, later)
            events.append(replace(event, expected=expected[0], previous=previous, evidence=event.evidence + expected[1]))
    return _once(events)
