"""Things ahead told without a word that schedules: verbs in the present with a time ("the Fed meets on Thursday",
"Canada reports its jobs on Friday"), and diaries ("Tomorrow: consumer prices and the trade balance")."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from extract.event_clause import (
    BEFORE_REACH,
    OPENING,
    STRICT_REACH,
    THING_REACH,
    TIME_REACH,
    Clause,
    Told,
    elliptic,
    head_of,
    joined,
    made,
    of_thing,
    time_of,
)
from extract.event_dates import Moment
from extract.event_heads import Head, item_banks, item_companies
from extract.event_names import Page, subject_before
from extract.event_words import event_grammar
from extract.phrases import Hit, fold, trimmed
from extract.sentences import Sentence

_MOST_VERBS = 4
_WITH_OBJECT = ("gives", "holds", "results")
_LONGEST_DIARY = 600
_LONGEST_OWNER = 40
_LONGEST_ASIDE = 60
_LOOK_BACK = 250
_TOLD_REACH = 30
_MOST_COMPANIES = 8
_BRACKET = re.compile(r"\([^()]*\)")


def present(page: Page, clause: Clause, taken: set[int]) -> Iterator[Told]:
    """Verbs of scheduled doings in the present tense that a time follows."""
    for verb in page.between("does", clause.start, clause.end)[:_MOST_VERBS]:
        moment = time_of(clause, verb.end, opening=True)
        if moment is None or moment.start in taken or not _finite(page, clause, verb):
            continue
        near = min((t.start for t in clause.times if t.start >= verb.end), default=moment.start)
        if moment.start > verb.end and event_grammar().told.search(page.text, verb.end, near):
            continue
        if verb.kind in _WITH_OBJECT:
            told = list(_with_object(page, clause, verb, moment, taken))
            yield from told
            if told or verb.kind != "results" or not verb.end <= near < verb.end + STRICT_REACH:
                continue
        if named := _named(page, clause, verb):
            taken.update((verb.start, moment.start))
            taken.update(thing.start for thing in page.between("thing", verb.start, max(verb.end, moment.start)))
            event = made(page, clause, f"{named} {verb.kind}", verb.start, moment, "present")
            yield event, ""
            yield from elliptic(page, clause, moment, verb.kind, taken, bare=True)


def _finite(page: Page, clause: Clause, verb: Hit) -> bool:
    """Not "to report", "the jobs report", "will meet"; the base form of a verb needs a plural before it."""
    words, end = event_grammar(), _before_aside(page, clause, verb)
    if words.not_subject.search(page.folded, max(clause.start, verb.start - 20), verb.start):
        return False
    if page.folded[verb.start : verb.end].partition(" ")[0] not in words.bare:
        return True
    if any(thing.end >= end - 1 for thing in page.between("thing", end - THING_REACH, end)):
        return False
    return words.plural.search(page.text[max(clause.start, end - TIME_REACH) : end].rstrip(" ,") + " ") is not None


def _named(page: Page, clause: Clause, verb: Hit) -> str:
    """Who does it; nothing where it is neither a place, an institution nor a company by name."""
    subject = _subject(page, clause, verb)
    placed = page.between("region", clause.sentence.start, clause.end)
    if verb.kind == "meeting" and not placed and not event_grammar().officials.search(subject):
        return ""
    if verb.kind == "meeting" and event_grammar().officials.search(subject):
        return subject
    return subject if any(letter.isupper() for letter in subject.removeprefix("The ")) else ""


def _subject(page: Page, clause: Clause, verb: Hit) -> str:
    """Who does it, without the time that may open the sentence, what was told before or an aside; for "it" the central
    bank named before."""
    words, low, end = event_grammar(), clause.start, _before_aside(page, clause, verb)
    for time in clause.times:
        if clause.start <= time.start and time.end < end:
            joint = words.joint.match(page.folded, time.end, end)
            if joint or time.opens or time.start - clause.sentence.start < OPENING:
                low = joint.end() if joint else time.end
    joined_at = page.text.rfind(", and ", low, end)
    timed = any(low <= time.start < joined_at for time in clause.times)
    if joined_at >= 0 and (timed or words.told.search(page.text, low, joined_at)):
        low = joined_at + len(", and ")
    if words.pronoun.search(page.text, low, end):
        banks = list(words.central_banks.finditer(page.text, max(0, clause.sentence.start - _LOOK_BACK), end))
        places = page.between("region", clause.sentence.start, end)
        return banks[-1][0] if banks else page.text[places[-1].start : places[-1].end] if places else ""
    subject = subject_before(page, low, end)
    return "" if subject.rpartition(" ")[2].lower() in words.pronouns else subject


def _before_aside(page: Page, clause: Clause, verb: Hit) -> int:
    """Where the subject ends: before ", including the chair," where such an aside parts it from its verb."""
    if not page.text.startswith(", ", verb.start - 2):
        return verb.start
    comma = page.text.rfind(", ", max(clause.start, verb.start - _LONGEST_ASIDE), verb.start - 2)
    return comma + 1 if comma >= 0 else verb.start


def _with_object(page: Page, clause: Clause, verb: Hit, moment: Moment, taken: set[int]) -> Iterator[Told]:
    """WHO reports WHAT, when: things of the calendar, or whatever is "its" or "their" own."""
    stop = moment.start if moment.start > verb.end else min(clause.end, verb.end + THING_REACH)
    spans = joined(page, page.between("thing", verb.end, stop))
    if any(start in taken for start, _ in spans):
        return
    owner = _owner(_subject(page, clause, verb))
    owned = event_grammar().owned.match(page.text, verb.end, stop)
    if event_grammar().idle.match(page.text, verb.end, stop):
        return
    if owned and owner:
        taken.update((moment.start, *(start for start, _ in spans)))
        thing = event_grammar().trailing.sub("", page.text[owned.end() : stop].partition(", ")[0].strip(" ,."))
        yield made(page, clause, f"{owner} {thing}"[:THING_REACH], verb.end, moment, "present"), thing.lower()
    else:
        for place, span in enumerate(spans):
            for event, words in of_thing(page, clause, span, moment, taken, "present", verb.end):
                bare = verb.kind == "holds" or " " not in event.name
                whose = place == 0 and bare and owner
                yield replace(event, name=f"{owner} {event.name}") if whose else event, words
    if owned or spans:
        yield from elliptic(page, clause, moment, head_of(page, stop), taken)


def _owner(subject: str) -> str:
    named = any(letter.isupper() for letter in subject) or event_grammar().publishers.search(subject)
    if len(subject) > _LONGEST_OWNER or not named:
        return ""
    return subject if "," not in subject else ""


def diary(page: Page, sentence: Sentence, times: list[Moment], head: Head) -> Iterator[Told]:
    """The items behind a diary's head, at its day or at times of their own.

    Nothing where the items tell what has been ("Tuesday: retail sales rose").
    """
    end = min(sentence.end, head.colon + _LONGEST_DIARY)
    clause = Clause(head.colon + 1, end, sentence, [time for time in times if time.start > head.colon])
    spans = joined(page, page.between("thing", head.colon + 1, end))
    told_to = min(end, spans[-1][1] + _TOLD_REACH) if spans else end
    stated = _BRACKET.sub(lambda aside: " " * len(aside[0]), page.text[sentence.start : end])
    if event_grammar().told.search(stated, 0, told_to - sentence.start):
        return
    if head.day and head.day.day and (names := list(item_companies(page, head.colon + 1, end))):
        for name in names[:_MOST_COMPANIES]:
            event = made(page, clause, f"{name} results", sentence.start, head.day, "diary")
            yield replace(event, evidence=(trimmed(page.text, sentence.start, end),)), ""
        return
    banks = list(item_banks(page, max(0, head.colon), end))
    for bank in banks:
        moment = _day_before(clause, bank.start) or head.day or _hour_of(head, clause, bank.start)
        event = made(page, clause, f"{bank.kind} meeting", bank.start, moment, "diary")
        yield replace(event, evidence=(trimmed(page.text, sentence.start, end),)), ""
        if page.text.startswith(":", bank.end):
            return  # what is told of the bank itself
    leads = bool(spans) and any(time.start < spans[0][0] and not time.soft for time in clause.times)
    for span in spans:
        moment = _of_item(clause, span, leads) or head.day or _hour_of(head, clause, span[0])
        if moment.soft and head.day:
            moment = head.day
        for event, thing in of_thing(page, clause, span, moment, set(), "diary"):
            named = fold(event.name).split()
            if event_grammar().generic_names.issuperset(named) and named != ["earnings"]:
                continue  # "Data delayed by 15 minutes", "Economic Reports"
            yield replace(event, evidence=(trimmed(page.text, sentence.start, end),)), thing


def _of_item(clause: Clause, span: tuple[int, int], leads: bool) -> Moment | None:
    """The time of a diary's item: before it where the diary is written so ("Monday - Japan GDP"), else behind it."""
    if leads:
        return _day_before(clause, span[0])
    return time_of(clause, span[1], False, BEFORE_REACH)


def _day_before(clause: Clause, position: int) -> Moment | None:
    return next((time for time in reversed(clause.times) if time.end <= position and not time.soft), None)


def _hour_of(head: Head, clause: Clause, position: int) -> Moment:
    """The hour before an item, which is of the story's own day, under a head that names none ("The agenda")."""
    hour = next((time for time in clause.times if time.end <= position), None)
    return hour or Moment(head.colon, head.colon, None, False)
