"""Things that a story says lie ahead: a thing, a word that schedules it, and a time, in one clause."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from extract.event_dates import Moment, moments
from extract.event_names import Page, figures_of, noun_phrase, region_of, regions_of_both, subject_before
from extract.event_words import event_book, event_grammar
from extract.model import Event, Mention, Span
from extract.phrases import Hit, fold
from extract.sentences import Sentence

_LONGEST_SENTENCE = 1000
_MOST_HITS = 6
_THING_REACH = 100
_TIME_REACH = 70
_STRICT_REACH = 14
_ACT_REACH = 14
_OPENING = 6
_BEFORE_REACH = 180
_SENTENCES_AHEAD = 4


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
    None. `mentions` are the instruments named in the text.
    """
    folded = fold(text)
    layers = event_book().find(folded)
    page = Page(text, folded, layers, {layer: [hit[0] for hit in hits] for layer, hits in layers.items()}, today)
    events: list[Event] = []
    for place, sentence in enumerate(sentences):
        ahead = sentences[place : place + _SENTENCES_AHEAD]
        for event, thing in _of_sentence(page, sentence):
            expected, previous, spans = figures_of(page, thing, ahead) if thing else (None, None, ())
            evidence = tuple(dict.fromkeys((*event.evidence, *spans)))
            events.append(replace(event, expected=expected, previous=previous, evidence=evidence))
    return _once(events)


def _of_sentence(page: Page, sentence: Sentence) -> Iterator[tuple[Event, str]]:
    start, end = sentence.start, min(sentence.end, sentence.start + _LONGEST_SENTENCE)
    if not any(page.between(layer, start, end) for layer in ("behind", "before", "will", "state")):
        return
    times = moments(page.folded, start, end, page.today)
    cuts = [start, *(match.start() for match in event_grammar().contrast.finditer(page.text, start, end)), end]
    for low, high in zip(cuts, cuts[1:], strict=False):
        if not page.between("past", low, high):
            yield from _of_clause(page, _Clause(low, high, sentence, times))


def _of_clause(page: Page, clause: _Clause) -> Iterator[tuple[Event, str]]:
    taken: set[int] = set()
    for state in page.between("state", clause.start, clause.end)[:_MOST_HITS]:
        if moment := _time(clause, state.end, opening=True):
            subject = subject_before(page, clause.start, state.start)
            yield _event(page, clause, f"{subject} {state.kind}", state.start, moment, "state"), ""
            taken.add(moment.start)
    for will in page.between("will", clause.start, clause.end)[:_MOST_HITS]:
        yield from _acts(page, clause, will, taken)
    for due in page.between("behind", clause.start, clause.end)[:_MOST_HITS]:
        moment = _time(clause, due.end, True, _strict(page, due))
        low = max([clause.start, due.start - _THING_REACH, *(t.end for t in clause.times if t.end < due.start - 3)])
        if moment:
            yield from _things(page, clause, low, due.start, moment, taken, "due")
    for before in page.between("before", clause.start, clause.end)[:_MOST_HITS]:
        reach = min(clause.end, before.end + _THING_REACH)
        for moment in [t for t in clause.times if before.start < t.start < before.end + _BEFORE_REACH][:1]:
            things_end = min(moment.start, reach) if moment.start - before.end > 12 else reach
            yield from _things(page, clause, before.end, things_end, moment, taken, "ahead")


def _acts(page: Page, clause: _Clause, will: Hit, taken: set[int]) -> Iterator[tuple[Event, str]]:
    """WHO is to DO something: speak, report, release data, decide on rates."""
    act = next(iter(page.between("act", will.end, min(clause.end, will.end + _ACT_REACH))), None)
    if act is None:
        return
    moment = _time(clause, act.end, opening=True)
    if moment is None:
        if act.kind == "rate decision" and "expected" in page.folded[will.start : will.end]:
            moment = Moment(act.end, act.end, None, False)
        else:
            return
    if act.kind == "release":
        stop = moment.start if moment.start > act.end else min(clause.end, act.end + _THING_REACH)
        found = list(_things(page, clause, act.end, stop, moment, taken, "release"))
        yield from found
        if found:
            return
    if moment.start in taken and moment.start != moment.end:
        return
    taken.add(moment.start)
    name = f"{subject_before(page, clause.start, will.start)} {act.kind}"
    yield _event(page, clause, name, act.start, moment, act.kind), ""


def _things(
    page: Page, clause: _Clause, low: int, high: int, moment: Moment, taken: set[int], rule: str
) -> Iterator[tuple[Event, str]]:
    for start, end in _joined(page.between("thing", low, high)):
        if start in taken or end > clause.end:
            continue
        taken.add(start)
        name = noun_phrase(page, start, end, clause.start, clause.end)
        event = _event(page, clause, name, start, moment, rule)
        for region in regions_of_both(page, end, clause.end) or (event.region,):
            yield replace(event, region=region), page.folded[start:end]


def _joined(things: list[Hit]) -> list[tuple[int, int]]:
    """Things with nothing but a space or bracket between them are one: "consumer price index (CPI) reading"."""
    spans: list[tuple[int, int]] = []
    for thing in things[:_MOST_HITS]:
        if spans and thing.start - spans[-1][1] <= 3:
            spans[-1] = (spans[-1][0], thing.end)
        else:
            spans.append((thing.start, thing.end))
    return spans


def _strict(page: Page, due: Hit) -> int:
    return _STRICT_REACH if page.folded[due.start : due.end] in event_grammar().strict else _TIME_REACH


def _time(clause: _Clause, position: int, opening: bool, reach: int = _TIME_REACH) -> Moment | None:
    """The time right behind a position, or the one that opens the sentence; a named day goes before an hour."""
    behind = [t for t in clause.times if position <= t.start + 1 and t.start < min(clause.end, position + reach)]
    first = [t for t in clause.times if t.start - clause.sentence.start < _OPENING and t.end <= position] if opening else []
    return next((t for t in (*behind, *first) if not t.soft), next(iter((*behind, *first)), None))


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
    """One event for the same name, or the same head word in one region, on the same day."""
    kept: dict[tuple[object, ...], Event] = {}
    for event in events:
        key = (event.name.lower().split(" ")[-1], event.region, event.date)
        other = kept.get(key)
        if other is None or other.date is None or len(set(event.name.lower().split()) & set(other.name.lower().split())) < 2:
            kept[key if other is None else (*key, event.name)] = event
            continue
        kept[key] = replace(
            other,
            expected=other.expected or event.expected,
            previous=other.previous or event.previous,
            evidence=tuple(dict.fromkeys((*other.evidence, *event.evidence))),
        )
    return list(kept.values())
