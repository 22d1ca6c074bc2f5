"""Things told behind the time that has them: "Thursday brings import prices and next Monday the ECB's decision"."""

from __future__ import annotations

from collections.abc import Iterator

from extract.event_clause import THING_REACH, Clause, Told, joined, listed_behind, made, of_thing
from extract.event_dates import Moment
from extract.event_names import Page
from extract.event_words import event_grammar
from extract.phrases import Hit

_BEHIND = 34


def has_things(page: Page, clause: Clause, verb: Hit, taken: set[int]) -> Iterator[Told]:
    """TIME has / brings / comes THING, and the TIME THING that go on with it."""
    first = next((t for t in clause.times if t.start <= verb.start < t.end), None)
    if first is None or first.day is None or event_grammar().told.search(page.text, verb.end, clause.end):
        return
    low, head, moment = verb.end, "", first
    for time in (*(t for t in clause.times if verb.end <= t.start < clause.end), None):
        stop = time.start if time else min(clause.end, low + THING_REACH)
        spans = [
            span for span in listed_behind(page, joined(page, page.between("thing", low, stop))) if span[1] <= stop
        ]
        if spans and spans[0][0] - low < _BEHIND:
            for span in spans:
                yield from of_thing(page, clause, span, moment, taken, "has", low)
            head = head or page.text[spans[0][0] : spans[0][1]].rpartition(" ")[2]
        elif head and (owner := event_grammar().owner.search(page.text, low, _trimmed(page, low, stop))):
            yield made(page, clause, f"{owner[1]} {head}", low, moment, "ellipsis"), ""
        elif moment is first:
            return
        if time is None or _behind_thing(page, spans, time):
            return
        low, moment = time.end, time._replace(day=moment.day) if time.soft else time


def _trimmed(page: Page, low: int, stop: int) -> int:
    return low + len(page.text[low:stop].rstrip(" .,;"))


def _behind_thing(page: Page, spans: list[tuple[int, int]], time: Moment) -> bool:
    """Whether a time is that of the thing before it ("the ISM survey on Monday"), not one with things of its own."""
    return bool(spans) and page.text[spans[-1][1] : time.start].strip(" ,") not in ("", "and", "while", "then")
