"""One statement of a sentence about the future: its things, its times, and the event that both make."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from extract.event_dates import Moment
from extract.event_names import Page, noun_phrase, paired, region_of, regions_of_both
from extract.event_words import event_grammar
from extract.model import Event
from extract.phrases import Hit, trimmed
from extract.sentences import Sentence

MOST_HITS = 6
THING_REACH = 100
TIME_REACH = 70
STRICT_REACH = 14
_ADJACENT = 30
BEFORE_REACH = 180
_LIST_GAP = 45
OPENING = 6
_LONGEST_OF = 25
_HOUR_TO_DAY = 28
_LONGEST_OWNED = 50
_ELLIPSIS_REACH = 80

Told = tuple[Event, str]


class Clause(NamedTuple):
    """A statement at [start, end) with the times that its sentence names."""

    start: int
    end: int
    sentence: Sentence
    times: list[Moment]


def time_of(clause: Clause, position: int, opening: bool, reach: int = TIME_REACH) -> Moment | None:
    """The time right behind a position, or the one that opens the sentence; a named day goes before an hour."""
    stop = min(clause.end, position + reach)
    found = [t for t in clause.times if position <= t.start + 1 and t.start < stop]
    if opening:
        before = [t for t in clause.times if clause.start <= t.start and t.end <= position]
        found += [t for t in reversed(before) if t.opens and not t.soft][:1]
        found += [t for t in clause.times if t.end <= position and _opening(clause, t)]
    first = next(iter(found), None)
    if first is None or not first.soft:
        return first
    later = (t for t in clause.times if first.end <= t.start < min(clause.end, first.end + _HOUR_TO_DAY))
    return next((t for t in (*later, *found) if not t.soft and t.start - first.end < _HOUR_TO_DAY), first)


def _opening(clause: Clause, time: Moment) -> bool:
    """Whether a time opens the sentence or the statement."""
    return time.start - clause.sentence.start < OPENING or 0 <= time.start - clause.start < OPENING


def narrowed(page: Page, times: list[Moment]) -> list[Moment]:
    """The times; one without a day gets that of the one right behind it ("later this month, on March 26")."""
    for place, later in enumerate(times[1:]):
        vague = times[place]
        told = vague.day is None and later.day is not None and not (vague.soft or later.soft)
        if told and event_grammar().narrowing.fullmatch(page.text, vague.end, later.start):
            times[place] = vague._replace(day=later.day)
    return times


def own_time(page: Page, clause: Clause, low: int, start: int) -> Moment | None:
    """The day whose own the thing at `start` is, named behind `low`: "Friday's jobs report", "tomorrow's vote"."""
    moment = next((t for t in reversed(clause.times) if low <= t.start and t.end <= start), None)
    if moment is None or start - moment.end > _LONGEST_OWNED:
        return None
    own = page.folded.startswith(" s ", moment.end) or page.folded[moment.end - 2 : moment.end] == " s"
    return moment if own and "," not in page.text[moment.end : start] else None


def joined(page: Page, things: list[Hit]) -> list[tuple[int, int]]:
    """Things with nothing but a space or bracket between them are one ("consumer price index (CPI) reading"); "numbers
    for" something and a meeting of last week are none."""
    words = event_grammar()
    spans: list[tuple[int, int]] = []
    for thing in things[: MOST_HITS * 2]:
        if thing.kind == "office" or (thing.kind == "minutes" and page.text[max(0, thing.start - 2)].isdigit()):
            continue
        dated = page.between("time", thing.end, thing.end + len(" on ") + 1)
        if words.generic.match(page.folded, thing.start) and not dated:
            continue
        if words.over.match(page.folded, thing.end):
            continue
        gap = page.text[spans[-1][1] : thing.start] if spans else ""
        if spans and (not gap.strip(" ()") or (gap.startswith(" of ") and len(gap) < _LONGEST_OF)):
            spans[-1] = (spans[-1][0], thing.end)
        else:
            spans.append((thing.start, thing.end))
    return spans


def listed(page: Page, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The last thing and those that an "and" or comma joins to it."""
    kept = spans[-1:]
    for span in reversed(spans[:-1]):
        gap = page.text[span[1] : kept[0][0]]
        enumerated = " and " in gap or (gap.startswith(",") and gap.count(" ") <= 2)
        if len(gap) > _LIST_GAP or not enumerated or gap.count(",") > 1:
            break
        kept.insert(0, span)
    return kept


def listed_behind(page: Page, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The first thing and those that an "and" or comma joins to it."""
    kept = spans[:1]
    for span in spans[1:]:
        if page.text[kept[-1][1] : span[0]].strip().rstrip("the ") not in (",", "and", ", and"):
            break
        kept.append(span)
    return kept


def of_thing(
    page: Page, clause: Clause, span: tuple[int, int], moment: Moment, taken: set[int], rule: str, low: int = 0
) -> Iterator[Told]:
    """The event of a thing at a time (two where the noun holds two), with the words by which its figures are found.

    The name starts behind `low`.
    """
    start, end = span
    if start in taken or end > clause.end:
        return
    taken.add(start)
    name = noun_phrase(page, start, end, max(low, clause.start), clause.end)
    if name.lower() in event_grammar().bare_things:
        whose = event_grammar().bank_owner.search(page.text, max(low, clause.start), start)
        name = f"{whose[1]} {name}" if whose else name
    event = made(page, clause, name, start, moment, rule)
    if pair := paired(page.folded[start:end]):
        for name in pair:
            yield replace(event, name=name), name.partition(" ")[0]
        return
    for region in regions_of_both(page, end, clause.end) or (event.region,):
        yield replace(event, region=region), page.folded[start:end]


def shows(page: Page, clause: Clause, due: Hit, taken: set[int]) -> Iterator[Told]:
    """ "Friday's jobs report will show", "The jobs report on Friday is expected to show": the time stands before."""
    for span in joined(page, page.between("thing", due.start - THING_REACH, due.start))[-1:]:
        between = (t for t in clause.times if span[1] <= t.start <= span[1] + _ADJACENT // 2 and t.end <= due.start + 1)
        if moment := own_time(page, clause, clause.start, span[0]) or next(
            between, time_of(clause, due.start, True, 0)
        ):
            yield from of_thing(page, clause, span, moment, taken, "shows")


def beside(page: Page, end: int, start: int) -> bool:
    """Whether nothing but "for July", "from Germany" stands between a thing and its verb."""
    gap = page.text[end:start].strip(" )")
    return not gap or (start - end < _ADJACENT and event_grammar().belongs.match(gap) is not None)


def elliptic(
    page: Page, clause: Clause, moment: Moment, head: str, taken: set[int], bare: bool = False
) -> Iterator[Told]:
    """What shares the verb of an event told before: "..., the Bank of Japan's on Friday", "and retail sales on Friday".

    `moment` is that event's time and `head` its noun, by which a bare possessive is completed; `bare`: a name as well.
    """
    words, last = event_grammar(), moment
    for time in clause.times:
        if time.start < last.end or time.start >= clause.end:
            continue
        begin, stop = last.end, time.start
        joint = words.joint.match(page.folded, begin, stop)
        gap = page.text[begin:stop]
        if len(gap) > _ELLIPSIS_REACH or (joint is None and "," not in gap[:3]) or words.told.search(gap):
            return
        last = time
        spans = joined(page, page.between("thing", begin, stop))
        for span in listed(page, spans):
            yield from of_thing(page, clause, span, time, taken, "ellipsis", begin)
        owners = words.bare_owner if bare and joint else words.owner
        if not spans and head and (owner := owners.search(page.text, joint.end() if joint else begin, stop)):
            yield made(page, clause, f"{owner[1]} {head}", stop, time, "ellipsis"), ""


def made(page: Page, clause: Clause, name: str, position: int, moment: Moment, rule: str) -> Event:
    """The event without figures; its region is the one named nearest."""
    region = region_of(page, clause.start, clause.end, position) or region_of(
        page, clause.sentence.start, clause.sentence.end, position
    )
    start, end = clause.start, clause.end
    if not clause.start <= moment.start < clause.end:
        start = clause.sentence.start
    return Event(
        event_grammar().article.sub("", name.strip()),
        region,
        moment.day,
        None,
        None,
        (trimmed(page.text, start, end),),
        rule,
    )


def head_of(page: Page, end: int) -> str:
    """The noun that ends at a time: "decision" of "the Fed's decision on"."""
    return event_grammar().trailing.sub("", page.text[max(0, end - 40) : end].strip(" ,")).rpartition(" ")[2]
