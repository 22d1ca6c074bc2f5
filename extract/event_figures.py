"""The figures that are expected of a scheduled thing, and those of the time before."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.event_names import Page
from extract.event_words import event_grammar
from extract.model import Span
from extract.sentences import Sentence

_SHORTEST_HEAD = 5
_BRACKET_REACH = 60
_LONGEST_BRACKET = 90

Figures = tuple[str | None, str | None, tuple[Span, ...]]


def figures_of(page: Page, thing: str, sentences: Sequence[Sentence]) -> Figures:
    """The expected and the previous figure of a thing in these sentences, signed where it falls, and the spans."""
    words = event_grammar()
    for sentence in sentences:
        start, end = sentence.start, min(sentence.end, sentence.start + 400)
        at = page.folded.find(thing, start, end)
        if at < 0 and len(last := thing.rpartition(" ")[2]) > _SHORTEST_HEAD:
            at = page.folded.find(last, start, end)
        if at < 0:
            continue
        joined = words.next_item.search(page.text, at + len(thing), end)
        end = joined.start() if joined else end
        if found := _in_bracket(page, at + len(thing), end):
            return (*found, (Span(sentence.start, sentence.end),))
        if found := _in_entry(page, at + len(thing), end):
            return (*found, (Span(sentence.start, sentence.end),))
        expects = words.expects.search(page.folded, at, end)
        expected = words.figure.search(page.text, expects.end(), end) if expects else None
        if expects is None or expected is None:
            continue
        earlier = words.earlier.search(page.folded, expected.end(), end)
        previous = words.figure.search(page.text, earlier.end(), end) if earlier else None
        return (
            _signed(page, expects.end(), expected),
            _signed(page, earlier.end(), previous) if earlier and previous else None,
            (Span(sentence.start, sentence.end),),
        )
    return None, None, ()


def _in_bracket(page: Page, start: int, end: int) -> tuple[str | None, str | None] | None:
    """ "(consensus 45.0, last 44.3)", "(75,000 expected, 104,000 before)": None where there is no such bracket."""
    words = event_grammar()
    opened = page.text.find("(", start, min(end, start + _BRACKET_REACH))
    closed = page.text.find(")", opened, min(end, opened + _LONGEST_BRACKET)) if opened >= 0 else -1
    if closed < 0 or words.told.search(page.text, start, opened):
        return None
    return _of_parts(page.text[opened + 1 : closed])


def _in_entry(page: Page, start: int, end: int) -> tuple[str | None, str | None] | None:
    """ "est. 205K | prior 200K", ", exp 2.3%, prev 2.5%": the short forms of a calendar's entry."""
    entry = event_grammar().entry.search(page.text, start, min(end, start + _BRACKET_REACH))
    return _of_parts(page.text[entry.start() : end]) if entry else None


def _of_parts(entry: str) -> tuple[str | None, str | None] | None:
    words = event_grammar()
    expected = previous = None
    for part in words.parts.split(entry.lower()):
        if figure := words.figure.search(part):
            if words.prior.search(part):
                previous = previous or figure[0]
            elif words.awaited.search(part):
                expected = expected or figure[0]
    return (expected, previous) if expected or previous else None


def _signed(page: Page, start: int, figure: re.Match[str]) -> str:
    falls = event_grammar().falls.search(page.folded, start, figure.start())
    if page.folded.endswith(" to ", start, figure.start()):
        return figure[0]  # "to dip to 76.2": a level
    return f"-{figure[0]}" if falls and figure[0][0] not in "-+−" else figure[0]
