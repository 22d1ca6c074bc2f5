"""Things that a story says lie ahead: a thing, a word that schedules it, and a time, in one clause."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from itertools import pairwise

from extract.event_agenda import Head, colon_of, diary, head_of_diary, present
from extract.event_ahead import ahead, foreseen
from extract.event_clause import (
    BEFORE_REACH,
    MOST_HITS,
    OPENING,
    STRICT_REACH,
    THING_REACH,
    TIME_REACH,
    Clause,
    Told,
    beside,
    dated,
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
from extract.event_dates import Moment, clock_times, has_hour, moments
from extract.event_days import has_things
from extract.event_figures import figures_of
from extract.event_merge import once
from extract.event_names import Page, act_name, enacted, subject_before
from extract.event_turns import turns
from extract.event_words import DATED, FIRM, SCHEDULES, event_book, event_grammar
from extract.model import Event, Mention
from extract.phrases import Hit, fold
from extract.sentences import Sentence

_LONGEST_SENTENCE = 1000
_MOST_EVENTS = 100
_ACT_REACH = 14
_LINE_GAP = 6
_AT_ONCE = {"follows": 10, "is": 5}
_SENTENCES_AHEAD = 4
_DAYS_SOON = 2
_WAS = ("was ", "were ")
_DUE = ("due", "is due", "are due", "was due", "were due", "also due", "scheduled", "slated", "expected")
_COMMON_ACTS = ("meeting", "start", "release", "vote", "closure", "reopening", "taking effect", "speech")
_FIRM = ("scheduled to", "due to", "set to", "slated to")


def read_events(
    text: str, sentences: Sequence[Sentence], today: date | None, mentions: Sequence[Mention]
) -> list[Event]:
    """What the story says is scheduled, in order; never raises.

    `today` is the story's own local day, by which "Wednesday" and "later today" are resolved; with None every date is
    None. `mentions` are the instruments named in the text. No more than some 100 are read.
    """
    folded = fold(text)
    found = event_book().search(folded)
    events: list[Event] = []
    head: Head | None = None
    for place, sentence in enumerate(sentences):
        if len(events) >= _MOST_EVENTS:
            break
        start, end = sentence.start, min(sentence.end, sentence.start + _LONGEST_SENTENCE)
        head = head if head and head.end >= start - _LINE_GAP else None
        if head is None and not _worth_reading(text, found.marks(start, end), start, end):
            continue
        page = Page(text, folded, found.layers(start, end), today)
        told, head = _of_sentence(page, sentence, head)
        following = sentences[place : place + _SENTENCES_AHEAD]
        for event, thing in told:
            expected, previous, spans = figures_of(page, thing, following) if thing else (None, None, ())
            evidence = tuple(dict.fromkeys((*event.evidence, *spans)))
            events.append(replace(event, expected=expected, previous=previous, evidence=evidence))
    return once(events)


def _worth_reading(text: str, bits: int, start: int, end: int) -> bool:
    """Whether the words found in a sentence, as marks, may make an event: most sentences have no such words."""
    scheduled, timed, agenda, meetings, months = _masks()
    if bits & scheduled and (bits & timed or has_hour(text, start, end)):
        return True
    if bits & meetings and bits & months:
        return True
    return bool(bits & (timed | agenda)) and colon_of(text, start, end) >= 0


@cache
def _masks() -> tuple[int, ...]:
    book = event_book()
    return tuple(map(book.bits, (SCHEDULES, ("time", *FIRM), ("diary",), DATED, ("month",))))


def _of_sentence(page: Page, sentence: Sentence, head: Head | None) -> tuple[list[Told], Head | None]:
    """What a sentence tells, and the head of the diary that the next one may go on with."""
    start, end = sentence.start, min(sentence.end, sentence.start + _LONGEST_SENTENCE)
    times = moments(page.folded, page.between("time", start, end), page.today)
    if has_hour(page.text, start, end):
        times = sorted((*times, *clock_times(page.text, start, end, page.today, times)))
    if new := head_of_diary(page, sentence, times) or (head and head.over(sentence)):
        items = list(diary(page, sentence, times, new))
        if items or new.end >= sentence.end - 1:
            goes_on = new.bare or page.text.startswith(";", sentence.end) or page.text[sentence.end - 1] == ";"
            return items, new._replace(end=sentence.end) if goes_on else None
    times = narrowed(page, times)
    cuts = [start, *_cuts(page, start, end), end]
    told: list[Told] = []
    for low, high in pairwise(cuts):
        if not page.between("past", low, high):
            told.extend(_of_clause(page, Clause(low, high, sentence, times)))
    return told, None


def _cuts(page: Page, start: int, end: int) -> list[int]:
    """Where one statement ends and another begins."""
    acts = page.between("will", start, end)
    cuts = [hit.start for hit in page.between("cut", start, end) if not any(a.start < hit.start < a.end for a in acts)]
    at = page.text.find(";", start, end)
    while at >= 0:
        cuts.append(at)
        at = page.text.find(";", at + 1, end)
    return sorted(cuts)


def _of_clause(page: Page, clause: Clause) -> Iterator[Told]:
    taken: set[int] = set()
    for state in page.between("state", clause.start, clause.end)[:MOST_HITS]:
        hoped = page.between("bet", clause.start, state.start)
        if not hoped and (moment := _inside(clause, state) or time_of(clause, state.end, opening=True)):
            subject = subject_before(page, clause.start, state.start)
            subject = enacted(subject) if state.kind == "take effect" else subject
            yield made(page, clause, f"{subject} {state.kind}", state.start, moment, "state"), ""
            taken.add(moment.start)
    yield from present(page, clause, taken)
    for turn in page.between("turn", clause.start, clause.end)[:MOST_HITS]:
        yield from turns(page, clause, turn, taken)
    for will in page.between("will", clause.start, clause.end)[:MOST_HITS]:
        yield from _acts(page, clause, will, taken)
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
    strict = due.kind != "behind" or page.folded[due.start : due.end] in event_grammar().strict
    place = event_grammar().place.match(page.text, due.end, clause.end)
    behind = place.end() if place else due.end
    moment = time_of(clause, behind, True, _AT_ONCE.get(due.kind, STRICT_REACH) if strict else TIME_REACH)
    if moment is None or (page.folded.startswith(_WAS, due.start) and not _soon(page, moment)):
        return
    if strict and any(letter.isdigit() for letter in page.text[behind : moment.start]):
        return  # "are up 8% this week"
    low = max([clause.start, due.start - THING_REACH, *_over(page, clause, due)])
    things = [t for t in page.between("thing", low, due.start) if t.end <= due.start and t.kind != "office"]
    if not things and due.kind == "behind":
        yield from _inverted(page, clause, due, moment, taken)
    if not things or (due.kind in _AT_ONCE and not beside(page, things[-1].end, due.start)):
        return
    for span in listed(page, joined(page, things)):
        own = own_time(page, clause, clause.start, span[0]) or moment
        yield from of_thing(page, clause, span, own, taken, "due")
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


def _acts(page: Page, clause: Clause, will: Hit, taken: set[int]) -> Iterator[Told]:
    """WHO is to DO something: speak, report, release data, decide on rates."""
    act = next(iter(page.between("act", will.end, min(clause.end, will.end + _ACT_REACH))), None)
    if act is None:
        return
    moment = time_of(clause, act.end, opening=True, reach=BEFORE_REACH)
    if page.between("bet", clause.start, will.start):
        return
    if moment is None:
        scheduled = page.folded[will.start : will.end].endswith(_FIRM) and act.kind in ("speech", "testimony")
        if taken or (
            not scheduled and not (act.kind == "rate decision" and "expected" in page.folded[will.start : will.end])
        ):
            return
        moment = Moment(clause.end, clause.end, None, False)
    if act.kind == "release" or (act.kind == "results" and _of_policy(page, clause, act)):
        stop = moment.start if moment.start > act.end else min(clause.end, act.end + THING_REACH)
        found = [
            event
            for span in joined(page, page.between("thing", act.end, stop))
            for event in of_thing(page, clause, span, moment, taken, "release")
        ]
        yield from found
        if found:
            yield from elliptic(page, clause, moment, "", taken)
        subject = page.between("thing", will.start - THING_REACH // 2, will.start)
        if found or page.folded.startswith("see", act.start) or (subject and will.start - subject[-1].end < 2):
            return
    if moment.start in taken and moment.start < clause.end:
        return
    named = (
        page.between("region", clause.start, clause.end)
        or page.between("thing", clause.start, clause.end)
        or event_grammar().officials.search(page.folded, clause.start, will.start)
    )
    if act.kind in _COMMON_ACTS and not named:
        return
    taken.add(moment.start)
    taken.update(hit.start for hit in page.between("thing", will.start - THING_REACH // 2, moment.start))
    name = act_name(page, subject_before(page, clause.start, will.start), act.kind, act.start, moment.start)
    yield made(page, clause, name, act.start, moment, act.kind), ""


def _of_policy(page: Page, clause: Clause, act: Hit) -> bool:
    """ "Will release its policy statement": no company's results."""
    behind = page.between("thing", act.end, min(clause.end, act.end + THING_REACH // 2))
    return bool(behind) and behind[0].kind in ("decision", "minutes", "data")
