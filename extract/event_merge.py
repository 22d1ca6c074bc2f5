"""One event for one thing, however often a story tells of it."""

from __future__ import annotations

from dataclasses import replace

from extract.event_words import event_grammar
from extract.model import Event
from extract.phrases import fold

_NAMELESS = frozenset({"data", "figures", "numbers", "reports"})
_DECISION = frozenset({"decision", "meeting", "review", "verdict", "announcement"})


def once(events: list[Event]) -> list[Event]:
    """One event for one thing: names that share their words, in one region, on one day or one of them without a day."""
    kept: list[Event] = []
    for event in events:
        for place, other in enumerate(kept):
            if _same(event, other):
                kept[place] = replace(
                    other,
                    date=other.date or event.date,
                    expected=other.expected or event.expected,
                    previous=other.previous or event.previous,
                    evidence=tuple(dict.fromkeys((*other.evidence, *event.evidence))),
                )
                break
        else:
            kept.append(event)
    return [event for event in kept if not any(_says_more(event, other) for other in kept)]


def _says_more(event: Event, other: Event) -> bool:
    """Whether another event tells what one told of no day, or by no name ("Data due Wednesday includes"), left out."""
    if event.name.lower() in _NAMELESS:
        return other is not event and other.date == event.date
    return event.date is None and _decides(event, other)


def _decides(event: Event, other: Event) -> bool:
    """ "The central bank is expected to hold its rate", where the day of its meeting is told elsewhere."""
    dated = other.date is not None and other.region == event.region
    return dated and event.rule == "rate decision" and not _DECISION.isdisjoint(fold(other.name).split())


def _same(event: Event, other: Event) -> bool:
    if event.region != other.region or (event.date != other.date and event.date and other.date):
        return False
    words, others = _telling(event.name), _telling(other.name)
    fewest, shared = min(len(words), len(others)), len(words & others)
    return shared >= max(1, min(2, fewest)) and shared >= fewest / 2


def _telling(name: str) -> set[str]:
    """The words that say what an event is: not the place, the month or the noun that others share with it ("Japan's
    retail sales data for April"), where more is left."""
    words = event_grammar()
    told = {word for word in fold(name).split() if len(word) > 1} - words.stops
    return told - words.shared or told
