"""Things that a story says lie ahead: a thing, a word that schedules it, and a time, in one clause."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from itertools import pairwise

from extract.books import Words, searched
from extract.event_acts import acts
from extract.event_agenda import diary, present
from extract.event_ahead import ahead, foreseen
from extract.event_clause import (
    MOST_HITS,
    OPENING,
    STRICT_REACH,
    THING_REACH,
    TIME_REACH,
    Clause,
    Told,
    beside,
    elliptic,
    head_of,
    joined,
    listed,
    listed_behind,
    made,
    narrowed,
    of_thing,
    own_time,
    shows,
    time_of,
)
from extract.event_dated import dated, meetings
from extract.event_dates import Moment, clock_times, has_hour, moments, opened
from extract.event_days import has_things
from extract.event_figures import figures_of
from extract.event_heads import Head, colon_of, head_of_diary, may_head
from extract.event_merge import once
from extract.event_names import Page, enacted, subject_before
from extract.event_turns import turns
from extract.event_words import DATED, FIRM, SCHEDULES, event_book, event_grammar
from extract.lexicon import words
from extract.model import Event, Mention
from extract.phrases import Hit
from extract.sentences import Sentence

_LONGEST_SENTENCE = 1000
_MOST_EVENTS = 100
_LINE_GAP = 6
_AT_ONCE = {"follows": 10, "is": 5}
_SENTENCES_AHEAD = 4
_SENTENCES_BACK = 2
_DAYS_SOON = 2
_WAS = ("was ", "were ")
_OF_NOBODY = words("determiners") | {""}
"""Where a subject ends so, its noun is part of the words for what is ahead ("with the first trading day set for")."""
_DUE = ("due", "is due", "are due", "was due", "were due", "also due", "scheduled", "slated", "expected")


def read_events(
    text: str,
    sentences: Sequence[Sentence],
    today: date | None,
    mentions: Sequence[Mention],
    words: Words | None = None,
) -> list[Event]:
    """What the story says is scheduled, in order; never raises.

    `today` is the story's own local day, by which "Wednesday" and "later today" are resolved; with None every date is
    None. `mentions` are the instruments named in the text, `words` what `searched` found in it. No more than some 100
    are read.
    """
    folded, _, found = words or searched(text)
    events: list[Event] = []
    head: Head | None = None
    last, told_diary = 0, False
    for place, sentence in enumerate(sentences):
        if len(events) >= _MOST_EVENTS:
            break
        start, end = sentence.start, min(sentence.end, sentence.start + _LONGEST_SENTENCE)
        head = head if head and head.end >= start - _LINE_GAP else None
        if head is None and not _worth_reading(text, found.marks(start, end), sentence, end):
            continue
        page = Page(text, folded, found.layers(start, end), today)
        before = events[-1].date if events and place - last <= _SENTENCES_BACK else None
        diary_day = before if place - last <= 1 and told_diary else None
        told, head = _of_sentence(page, sentence, head, before, diary_day)
        last = place if told else last
        told_diary = bool(told and page.between("diary", start, end)) or (told_diary and diary_day is not None)
        following = sentences[place : place + _SENTENCES_AHEAD]
        for event, thing in told:
            events.append(_with_figures(page, event, thing, following))
    return once(events)


def _with_figures(page: Page, event: Event, thing: str, sentences: Sequence[Sentence]) -> Event:
    """The event with the figures that these sentences give of its thing."""
    expected, previous, spans = figures_of(page, thing, sentences) if thing else (None, None, ())
    evidence = tuple(dict.fromkeys((*event.evidence, *spans)))
    return replace(event, expected=expected, previous=previous, evidence=evidence)


def _worth_reading(text: str, bits: int, sentence: Sentence, end: int) -> bool:
    """Whether the words found in a sentence, as marks, may make an event: most sentences have no such words."""
    start = sentence.start
    scheduled, timed, agenda, meetings, months = _masks()
    if bits & scheduled and (bits & timed or has_hour(text, start, end)):
        return True
    if bits & meetings and bits & months:
        return True
    return bool(bits & (timed | agenda)) and (may_head(sentence) or colon_of(text, start, end) >= 0)


@cache
def _masks() -> tuple[int, ...]:
    book = event_book()
    return tuple(map(book.bits, (SCHEDULES, ("time", *FIRM), ("diary",), DATED, ("month",))))


def _of_sentence(
    page: Page, sentence: Sentence, head: Head | None, before: date | None, diary_day: date | None
) -> tuple[list[Told], Head | None]:
    """What a sentence tells, and the head of the diary that the next one may go on with; `before` is the day of what
    was told ahead before it, `diary_day` that of a diary told right before it."""
    times = _times(page, sentence, before, diary_day)
    over = head if head and head.bare else None
    new = head_of_diary(page, sentence, times) or (head and head.heads(sentence, times) and head.over(sentence))
    if new and (found := _of_diary(page, sentence, times, new, over)) is not None:
        return found
    listed = over is not None and over.goes_on(sentence, times)
    if over and over.day and over.day.day:  # "Tomorrow": the hours of the lines below are of that day
        page = page._replace(today=over.day.day)
        times = _times(page, sentence, before, None)
        if all(time.soft for time in times):
            times = [over.day._replace(start=sentence.start, end=sentence.start, opens=True), *times]
    told = list(_of_statements(page, sentence, times))
    return told, over._replace(end=sentence.end) if over and (told or listed) else None


def _times(page: Page, sentence: Sentence, before: date | None, diary_day: date | None) -> list[Moment]:
    """The times of a sentence; where it names but hours, they are of the day of the diary told right before it
    ("Wednesday's diary has the results of Norvik. The figures are published at 1330")."""
    start, end = sentence.start, min(sentence.end, sentence.start + _LONGEST_SENTENCE)
    times = moments(page.folded, page.between("time", start, end), page.today, before, end)
    if has_hour(page.text, start, end):
        times = sorted((*times, *clock_times(page.text, start, end, page.today, times)))
    if diary_day and all(time.soft for time in times):
        return [time._replace(day=diary_day) for time in times]
    return times


def _of_diary(
    page: Page, sentence: Sentence, times: list[Moment], head: Head, over: Head | None
) -> tuple[list[Told], Head | None] | None:
    """The items of a line of a diary, and the head that the next one may stand under; None where it is no such line."""
    items = list(diary(page, sentence, times, head))
    past = event_grammar().told.search(page.text, sentence.start, min(sentence.end, head.colon + _LONGEST_SENTENCE))
    parted = page.text.startswith(";", sentence.end) or page.text[sentence.end - 1] == ";"
    if not (items or parted or (head.end >= sentence.end - 1 and (head.bare or past))):
        return None
    goes_on = head if head.bare or parted else over
    return items, goes_on._replace(end=sentence.end) if goes_on else None


def _of_statements(page: Page, sentence: Sentence, times: list[Moment]) -> Iterator[Told]:
    start, end = sentence.start, min(sentence.end, sentence.start + _LONGEST_SENTENCE)
    times = opened(page.folded, narrowed(page, times))
    for low, high in pairwise([start, *_cuts(page, start, end), end]):
        clause = Clause(low, high, sentence, times)
        yield from meetings(page, clause) if page.between("past", low, high) else _of_clause(page, clause)


def _cuts(page: Page, start: int, end: int) -> list[int]:
    """Where one statement ends and another begins."""
    acts = page.between("will", start, end)
    cuts = [
        hit.start
        for hit in page.between("cut", start, end)
        if not any(a.start < hit.start < a.end for a in acts) and not _is_aside(page.text, hit)
    ]
    at = page.text.find(";", start, end)
    while at >= 0:
        cuts.append(at)
        at = page.text.find(";", at + 1, end)
    return sorted(cuts)


def _is_aside(text: str, cut: Hit) -> bool:
    """ "Markets, meanwhile, are closed": between commas it parts no statements."""
    return text.startswith(",", cut.end) and text[max(0, cut.start - 2) : cut.start] == ", "


def _of_clause(page: Page, clause: Clause) -> Iterator[Told]:
    taken: set[int] = set()
    for state in page.between("state", clause.start, clause.end)[:MOST_HITS]:
        hoped = page.between("bet", clause.start, state.start)
        if not hoped and (moment := _inside(clause, state) or time_of(clause, state.end, opening=True)):
            subject = subject_before(page, clause.start, state.start)
            subject = enacted(subject) if state.kind == "take effect" else subject
            if subject.rpartition(" ")[2].lower() not in _OF_NOBODY:
                begin = max(clause.start, state.start - len(subject) - 1)
                yield made(page, clause, f"{subject} {state.kind}", begin, moment, "state"), ""
                taken.add(moment.start)
    yield from present(page, clause, taken)
    for turn in page.between("turn", clause.start, clause.end)[:MOST_HITS]:
        yield from turns(page, clause, turn, taken)
    for will in page.between("will", clause.start, clause.end)[:MOST_HITS]:
        yield from acts(page, clause, will, taken)
    for due in page.between("behind", clause.start, clause.end)[:MOST_HITS]:
        if due.kind != "not_behind":
            yield from _due(page, clause, due, taken)
    for has in page.between("has", clause.start, clause.end)[:MOST_HITS]:
        yield from has_things(page, clause, has, taken)
    for before in page.between("before", clause.start, clause.end)[:MOST_HITS]:
        yield from ahead(page, clause, before, taken)
    for foresees in page.between("foresees", clause.start, clause.end)[:MOST_HITS]:
        yield from foreseen(page, clause, foresees, taken)
    yield from dated(page, clause, taken)


def _inside(clause: Clause, state: Hit) -> Moment | None:
    """ "Take Friday off"."""
    return next((time for time in clause.times if state.start < time.start and time.end <= state.end), None)


def _due(page: Page, clause: Clause, due: Hit, taken: set[int]) -> Iterator[Told]:
    """A thing IS DUE at a time."""
    if due.kind == "shows":
        yield from shows(page, clause, due, taken)
        return
    if due.kind == "is" and page.between("behind", due.end + 1, due.end + 2):
        return  # "is scheduled"
    strict = due.kind != "behind" or page.folded[due.start : due.end] in event_grammar().strict
    place = event_grammar().place.match(page.text, due.end, clause.end)
    behind = place.end() if place else due.end
    at_once = strict and not page.folded.startswith(" season ", due.start - len(" season "))
    moment = time_of(clause, behind, True, _AT_ONCE.get(due.kind, STRICT_REACH) if at_once else TIME_REACH)
    if moment is None or (page.folded.startswith(_WAS, due.start) and not _soon(page, moment)):
        return
    timed = {at for time in clause.times for at in range(time.start, time.end)}
    if strict and any(page.text[at].isdigit() and at not in timed for at in range(behind, moment.start)):
        return  # "are up 8% this week"
    scene = event_grammar().scene.match(page.text, clause.start, due.start)
    low = max([scene.end() if scene else clause.start, due.start - THING_REACH, *_over(page, clause, due)])
    things = [t for t in page.between("thing", low, due.start) if t.end <= due.start and t.kind != "office"]
    if not things and due.kind == "behind":
        yield from _inverted(page, clause, due, moment, taken)
    if not things or (due.kind in _AT_ONCE and not beside(page, things[-1].end, due.start)):
        return
    if moment.end <= things[-1].start and event_grammar().told.search(page.text, moment.end, things[-1].start):
        return  # "On Thursday came the claims, and all who had pencilled in"
    for span in listed(page, joined(page, things)):
        own = own_time(page, clause, clause.start, span[0]) or moment
        yield from of_thing(page, clause, span, own, taken, "due")
    if as_is := event_grammar().as_is.match(page.text, moment.end, clause.end):
        for span in listed_behind(page, joined(page, page.between("thing", as_is.end(), clause.end))):
            yield from of_thing(page, clause, span, moment, taken, "due", as_is.end())
        return
    yield from elliptic(page, clause, moment, head_of(page, due.start), taken)


def _over(page: Page, clause: Clause, due: Hit) -> Iterator[int]:
    """The ends of the times before a verb; those that own a thing ("Friday's jobs report") do not part it from it."""
    for time in clause.times:
        if time.end < due.start - 3 and not page.folded.startswith(" s ", time.end):
            yield time.end


def _inverted(page: Page, clause: Clause, due: Hit, moment: Moment, taken: set[int]) -> Iterator[Told]:
    """ "Also due on Thursday are the weekly claims", "The agency is due today with its report"."""
    words = event_grammar()
    if not page.folded[due.start : due.end].startswith(_DUE):
        return
    low = max(due.end, moment.end)
    opens = due.start - clause.sentence.start <= OPENING + len("also ") and words.being.match(page.folded, low)
    if opens or words.along.match(page.folded, low):
        for span in listed_behind(page, joined(page, page.between("thing", low, min(clause.end, low + THING_REACH)))):
            yield from of_thing(page, clause, span, moment, taken, "due", low)


def _soon(page: Page, moment: Moment) -> bool:
    """Whether what "was due" lies right ahead, told in the past as all of the story is."""
    if page.layers.get("delayed"):
        return False
    if moment.day is None or page.today is None:
        return moment.day is None
    return 0 <= (moment.day - page.today).days <= _DAYS_SOON
