"""Things told behind words that look ahead: "ahead of the jobs report on Friday", "the focus will be on"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from extract.event_clause import (
    BEFORE_REACH,
    THING_REACH,
    Clause,
    Told,
    elliptic,
    head_of,
    joined,
    of_thing,
    own_time,
    time_of,
)
from extract.event_dates import Moment
from extract.event_names import Page
from extract.event_words import event_grammar
from extract.phrases import Hit

_OWNED_REACH = 40


def ahead(page: Page, clause: Clause, before: Hit, taken: set[int]) -> Iterator[Told]:
    """AHEAD OF a thing at a time."""
    told: list[Told] = []
    if page.folded.startswith("include", before.start) and page.folded.endswith("which ", 0, before.start):
        return  # "the readings, which include"
    for span in joined(page, page.between("thing", before.end, min(clause.end, before.end + THING_REACH))):
        if told and ", which " in page.text[before.end : span[0]]:
            break
        inside = before.start > clause.sentence.start + len("And ")
        if (
            inside
            and page.folded.startswith("before ", before.start)
            and event_grammar().told.search(page.text, before.end, span[0])
        ):
            return  # "before the bureau reported that prices"
        moment = (
            own_time(page, clause, before.end, span[0])
            or time_of(clause, span[1], False, BEFORE_REACH)
            or next((t for t in reversed(clause.times) if before.end <= t.start and t.end <= span[0]), None)
            or (time_of(clause, before.start, True, 0) if before.kind == "brings" else _opens(page, clause, before))
        )
        if moment and not event_grammar().told.search(page.text, span[1], max(span[1], moment.start)):
            found = list(of_thing(page, clause, span, moment, taken, "ahead", before.end))
            if told and found and found[0][0].name in event_grammar().bare_things and told[-1][0].date is None:
                told[-1] = (
                    replace(told[-1][0], date=moment.day),
                    told[-1][1],
                )  # "the announcement, following its meeting on"
                continue
            told += found
            told += elliptic(page, clause, moment, head_of(page, span[1]), taken)
    yield from told


def foreseen(page: Page, clause: Clause, verb: Hit, taken: set[int]) -> Iterator[Told]:
    """ "Economists see Friday's payrolls rising": a thing that a day owns, right behind."""
    for span in joined(page, page.between("thing", verb.end, min(clause.end, verb.end + _OWNED_REACH)))[:1]:
        if moment := own_time(page, clause, verb.end, span[0]):
            yield from of_thing(page, clause, span, moment, taken, "foreseen", verb.end)


def _opens(page: Page, clause: Clause, before: Hit) -> Moment | None:
    """ "On Thursday the focus will be on": a later day that opens the sentence, with nothing told between."""
    if not event_grammar().future.search(page.folded, clause.start, before.end):
        return None
    moment = time_of(clause, before.start, True, 0)
    if moment is None or moment.day is None or page.today is None or moment.day < page.today:
        return None
    if moment.day == page.today and not page.folded.startswith(event_grammar().late, moment.start):
        return None
    return None if event_grammar().told.search(page.text, moment.end, before.start) else moment
