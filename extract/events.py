"""Things that a story says lie ahead: a thing, a word that schedules it, and a time, in one clause."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from extract.event_dates import Moment, moments
from extract.event_names import (
    Page,
    act_name,
    enacted,
    figures_of,
    noun_phrase,
    paired,
    region_of,
    regions_of_both,
    subject_before,
)
from extract.event_words import SCHEDULES, event_book, event_grammar
from extract.model import Event, Mention, Span
from extract.phrases import Hit, fold, marks, stretch
from extract.sentences import Sentence

_LONGEST_SENTENCE = 1000
_MOST_HITS = 6
_MOST_EVENTS = 100
_THING_REACH = 100
_TIME_REACH = 70
_STRICT_REACH = 14
_ACT_REACH = 14
_LIST_GAP = 45
_OPENING = 6
_BEFORE_REACH = 180
_SENTENCES_AHEAD = 4
_COMMON_ACTS = ("meeting", "start", "release", "vote", "closure", "reopening", "taking effect", "speech")
_FIRM = ("scheduled to", "due to", "set to", "slated to")


class _Clause(NamedTuple):
    """A statement at [start, end) with the times that its sentence names."""

    start: int
    end: int
    sentence: Sentence
    times: list[Moment]


def read_events(
    text: str, sentences: Sequence[Sentence], today: date | None, mentions: Sequence[Mention]
) -> list[Event]:
    """What the story says is scheduled, in order; never raises.

    `today` is the story's own local day, by which "Wednesday" and "later today" are resolved; with None every date is
    None. `mentions` are the instruments named in the text. No more than some 100 are read.
    """
    folded, book = fold(text), event_book()
    found = book.search(folded)
    ends, marked, scheduled = [last for last, _ in found], [bits for _, (bits, _) in found], book.bits(SCHEDULES)
    events: list[Event] = []
    for place, sentence in enumerate(sentences):
        if len(events) >= _MOST_EVENTS:
            break
        end = min(sentence.end, sentence.start + _LONGEST_SENTENCE)
        low, high = stretch(ends, sentence.start, end)
        if not marks(marked[low:high]) & scheduled:
            continue
        page = Page(text, folded, book.layers(found, folded, low, high), today)
        ahead = sentences[place : place + _SENTENCES_AHEAD]
        for event, thing in _of_sentence(page, sentence):
            expected, previous, spans = figures_of(page, thing, ahead) if thing else (None, None, ())
            evidence = tuple(dict.fromkeys((*event.evidence, *spans)))
            events.append(replace(event, expected=expected, previous=previous, evidence=evidence))
    return _once(events)


def _of_sentence(page: Page, sentence: Sentence) -> Iterator[tuple[Event, str]]:
    start, end = sentence.start, min(sentence.end, sentence.start + _LONGEST_SENTENCE)
    times = moments(page.folded, page.between("time", start, end), page.today)
    cuts = [start, *(match.start() for match in event_grammar().contrast.finditer(page.text, start, end)), end]
    for low, high in pairwise(cuts):
        if not page.between("past", low, high):
            yield from _of_clause(page, _Clause(low, high, sentence, times))


def _of_clause(page: Page, clause: _Clause) -> Iterator[tuple[Event, str]]:
    taken: set[int] = set()
    for state in page.between("state", clause.start, clause.end)[:_MOST_HITS]:
        if moment := _time(clause, state.end, opening=True):
            subject = subject_before(page, clause.start, state.start)
            subject = enacted(subject) if state.kind == "take effect" else subject
            yield _event(page, clause, f"{subject} {state.kind}", state.start, moment, "state"), ""
            taken.add(moment.start)
    for will in page.between("will", clause.start, clause.end)[:_MOST_HITS]:
        yield from _acts(page, clause, will, taken)
    for due in page.between("behind", clause.start, clause.end)[:_MOST_HITS]:
        moment = _time(clause, due.end, True, _strict(page, due))
        low = max([clause.start, due.start - _THING_REACH, *(t.end for t in clause.times if t.end < due.start - 3)])
        if moment and due.kind == "behind":
            for span in _listed(page, _joined(page, page.between("thing", low, due.start))):
                yield from _thing(page, clause, span, moment, taken, "due")
    for before in page.between("before", clause.start, clause.end)[:_MOST_HITS]:
        for span in _joined(page, page.between("thing", before.end, min(clause.end, before.end + _THING_REACH))):
            moment = _time(clause, span[1], False, _BEFORE_REACH) or _last(clause, before.end, span[0])
            if moment:
                yield from _thing(page, clause, span, moment, taken, "ahead")


def _acts(page: Page, clause: _Clause, will: Hit, taken: set[int]) -> Iterator[tuple[Event, str]]:
    """WHO is to DO something: speak, report, release data, decide on rates."""
    act = next(iter(page.between("act", will.end, min(clause.end, will.end + _ACT_REACH))), None)
    if act is None:
        return
    moment = _time(clause, act.end, opening=True, reach=_BEFORE_REACH)
    if moment is None:
        scheduled = page.folded[will.start : will.end].endswith(_FIRM) and act.kind in ("speech", "testimony")
        if not scheduled and not (act.kind == "rate decision" and "expected" in page.folded[will.start : will.end]):
            return
        moment = Moment(clause.end, clause.end, None, False)
    if act.kind == "release":
        stop = moment.start if moment.start > act.end else min(clause.end, act.end + _THING_REACH)
        found = [
            event
            for span in _joined(page, page.between("thing", act.end, stop))
            for event in _thing(page, clause, span, moment, taken, "release")
        ]
        yield from found
        if found:
            return
    if moment.start in taken and moment.start < clause.end:
        return
    named = page.between("region", clause.start, clause.end) or page.between("thing", clause.start, clause.end)
    if act.kind in _COMMON_ACTS and not named:
        return
    taken.add(moment.start)
    taken.update(hit.start for hit in page.between("thing", will.start - _THING_REACH // 2, moment.start))
    name = act_name(page, subject_before(page, clause.start, will.start), act.kind, act.start, moment.start)
    yield _event(page, clause, name, act.start, moment, act.kind), ""


def _thing(
    page: Page, clause: _Clause, span: tuple[int, int], moment: Moment, taken: set[int], rule: str
) -> Iterator[tuple[Event, str]]:
    start, end = span
    if start in taken or end > clause.end:
        return
    taken.add(start)
    name = noun_phrase(page, start, end, clause.start, clause.end)
    event = _event(page, clause, name, start, moment, rule)
    if pair := paired(page.folded[start:end]):
        for name in pair:
            yield replace(event, name=name), name.partition(" ")[0]
        return
    for region in regions_of_both(page, end, clause.end) or (event.region,):
        yield replace(event, region=region), page.folded[start:end]


def _joined(page: Page, things: list[Hit]) -> list[tuple[int, int]]:
    """Things with nothing but a space or bracket between them are one ("consumer price index (CPI) reading"); "numbers
    for" something and a meeting of last week are none."""
    words = event_grammar()
    spans: list[tuple[int, int]] = []
    for thing in things[:_MOST_HITS]:
        if words.generic.match(page.folded, thing.start) or words.over.match(page.folded, thing.end):
            continue
        if spans and not page.text[spans[-1][1] : thing.start].strip(" ()"):
            spans[-1] = (spans[-1][0], thing.end)
        else:
            spans.append((thing.start, thing.end))
    return spans


def _listed(page: Page, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The last thing and those that an "and" or comma joins to it."""
    kept = spans[-1:]
    for span in reversed(spans[:-1]):
        gap = page.text[span[1] : kept[0][0]]
        enumerated = " and " in gap or (gap.startswith(",") and gap.count(" ") <= 2)
        if len(gap) > _LIST_GAP or not enumerated or gap.count(",") > 1:
            break
        kept.insert(0, span)
    return kept


def _strict(page: Page, due: Hit) -> int:
    return _STRICT_REACH if page.folded[due.start : due.end] in event_grammar().strict else _TIME_REACH


def _time(clause: _Clause, position: int, opening: bool, reach: int = _TIME_REACH) -> Moment | None:
    """The time right behind a position, or the one that opens the sentence; a named day goes before an hour."""
    behind = [t for t in clause.times if position <= t.start + 1 and t.start < min(clause.end, position + reach)]
    first = (
        [t for t in clause.times if t.start - clause.sentence.start < _OPENING and t.end <= position] if opening else []
    )
    found = next(iter((*behind, *first)), None)
    if found is None or not found.soft:
        return found
    return next((t for t in (*behind, *first) if not t.soft and t.start - found.end < _STRICT_REACH * 2), found)


def _last(clause: _Clause, start: int, end: int) -> Moment | None:
    return next((t for t in reversed(clause.times) if start <= t.start and t.end <= end), None)


def _event(page: Page, clause: _Clause, name: str, position: int, moment: Moment, rule: str) -> Event:
    region = region_of(page, clause.start, clause.end, position) or region_of(
        page, clause.sentence.start, clause.sentence.end, position
    )
    start, end = clause.start, clause.end
    if not clause.start <= moment.start < clause.end:
        start = clause.sentence.start
    return Event(name.strip(), region, moment.day, None, None, (_trimmed(page.text, start, end),), rule)


def _trimmed(text: str, start: int, end: int) -> Span:
    while start < end and (text[start].isspace() or text[start] in ",;"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in ",;"):
        end -= 1
    return Span(start, end)


def _once(events: list[Event]) -> list[Event]:
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
    return kept


def _same(event: Event, other: Event) -> bool:
    if event.region != other.region or (event.date != other.date and event.date and other.date):
        return False
    words, others = _telling(event.name), _telling(other.name)
    return len(words & others) >= max(1, min(2, len(words), len(others)))


def _telling(name: str) -> set[str]:
    return {word for word in fold(name).split() if len(word) > 1} - event_grammar().stops
