"""Meetings and votes told by their day, whatever the verb: "at its Dec. 10 meeting", "talks from June 11 to 15"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from extract.event_clause import THING_REACH, Clause, Told, joined, made, of_thing
from extract.event_dates import Moment
from extract.event_names import Page
from extract.event_words import DATED, event_grammar

_ADJACENT = 30
_LOOK_BACK = 200
_SOON = 2
_FARTHEST = 150
"""Days to a meeting that is told by its day; one of a month just over would be taken for the next year's."""


def dated(page: Page, clause: Clause, taken: set[int]) -> Iterator[Told]:
    """ "Talks with the lenders from June 11 to 15": a meeting or vote beside a day of a month that lies ahead."""
    for moment in _ahead(page, clause):
        if moment.start in taken or moment.day is None or page.today is None:
            continue
        named = any(c.isdigit() for c in page.text[moment.start : moment.end])
        near = 0 < (moment.day - page.today).days <= _SOON  # the last day of its name is long past
        if not named and (moment.soft or not (near or page.between("will", clause.start, moment.start))):
            continue
        yield from _of_its_day(page, clause, moment, taken)
        things = [t for t in page.between("thing", moment.start - THING_REACH, moment.start) if t.start >= clause.start]
        for span in joined(page, things)[-1:]:
            gap = event_grammar().dated_gap.fullmatch(page.text, span[1], moment.start)
            ahead = gap is not None and (moment.day > page.today or gap[0].endswith(" from "))
            if gap and ahead and things[-1].kind in DATED and not event_grammar().told.search(gap[0]):
                for event, words in of_thing(page, clause, span, moment, taken, "dated"):
                    bare = event.name in event_grammar().bare_things
                    bank = _bank_before(page, clause, moment) if bare else ""
                    yield (replace(event, name=f"{bank} {event.name}") if bank else event), words


def meetings(page: Page, clause: Clause) -> Iterator[Told]:
    """The meetings told by their day where all else is of the past: "showed bets on a cut at the June 17 meeting"."""
    taken: set[int] = set()
    for moment in _ahead(page, clause):
        yield from _of_its_day(page, clause, moment, taken)


def _ahead(page: Page, clause: Clause) -> Iterator[Moment]:
    for moment in clause.times:
        inside = clause.start <= moment.start < clause.end
        if inside and page.today and moment.day and 0 <= (moment.day - page.today).days <= _FARTHEST:
            yield moment


def _of_its_day(page: Page, clause: Clause, moment: Moment, taken: set[int]) -> Iterator[Told]:
    """ "At its Dec. 10 meeting", "the Fed's September 16-17 meeting": the thing right behind a day of a month."""
    words = event_grammar()
    gap = words.dated_thing.match(page.text, moment.end, moment.end + _ADJACENT // 2)
    near = page.between("thing", gap.end(), gap.end() + 1) if gap else []
    if not near or near[0].start in taken or near[0].kind not in ("meeting", "decision"):
        return
    start, end = near[0].start, near[0].end
    if words.central_banks.search(page.text, start, end):
        name = page.text[start:end]
    else:
        bank = _bank_before(page, clause, moment) if page.folded[start:end] in words.bare_things else ""
        name = bank and f"{bank} meeting"
    if name and words.owned_before.search(page.text, max(clause.start, moment.start - _ADJACENT), moment.start):
        taken.update((start, moment.start))
        yield made(page, clause, name, moment.start, moment, "dated"), ""


def _bank_before(page: Page, clause: Clause, moment: Moment) -> str:
    """The central bank named last before a day, in its sentence or right before that."""
    low = max(0, clause.sentence.start - _LOOK_BACK)
    banks = list(event_grammar().central_banks.finditer(page.text, low, moment.start))
    return banks[-1][0] if banks else ""
