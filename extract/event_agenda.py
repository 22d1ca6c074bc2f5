"""Things ahead told without a word that schedules: verbs in the present with a time ("the Fed meets on Thursday",
"Canada reports its jobs on Friday"), and diaries ("Tomorrow: consumer prices and the trade balance")."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

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
from extract.event_names import Page, subject_before
from extract.event_words import event_grammar
from extract.phrases import Hit, trimmed
from extract.sentences import Sentence

_MOST_VERBS = 4
_WITH_OBJECT = ("gives", "holds", "results")
_LONGEST_HEAD = 60
_LONGEST_BARE = 30
_LONGEST_DIARY = 600
_LONGEST_OWNER = 40
_LONGEST_ASIDE = 60
_LOOK_BACK = 250
_TOLD_REACH = 30


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


class Head(NamedTuple):
    """The head of a diary: where its items begin, its day if it names one, where it was last gone on with, and whether
    it stands in a line by itself."""

    colon: int
    day: Moment | None
    end: int
    bare: bool

    def over(self, sentence: Sentence) -> Head:
        """The head as it stands over a sentence further on."""
        return self._replace(colon=sentence.start - 1)


def colon_of(text: str, start: int, end: int) -> int:
    """Where the colon of a head may stand, -1 where there is none; that of an hour ("8:30") is none."""
    colon = text.find(":", start, min(end, start + _LONGEST_HEAD))
    return -1 if colon >= 0 and text[colon + 1 : colon + 2].isdigit() else colon


def head_of_diary(page: Page, sentence: Sentence, times: list[Moment]) -> Head | None:
    """ "Tomorrow:", "Coming up:", "Today's diary:"; None where the sentence has no such head."""
    colon = colon_of(page.text, sentence.start, sentence.end)
    if colon < 0:
        return _bare_head(page, sentence, times)
    days = [time for time in times if time.end <= colon and not time.soft]
    if not (days or page.between("diary", sentence.start, colon)):
        return None
    return Head(colon, next(iter(days), None), sentence.end, colon >= sentence.end - 1)


def may_head(sentence: Sentence) -> bool:
    """Whether a heading is short enough for a diary's head without a colon."""
    return sentence.heading and sentence.end - sentence.start <= _LONGEST_BARE


def _bare_head(page: Page, sentence: Sentence, times: list[Moment]) -> Head | None:
    """ "Tomorrow": a day as a heading of nothing else."""
    if not may_head(sentence):
        return None
    told = page.folded[sentence.start : sentence.end].strip(" ")
    for time in times:
        if not time.soft and time.day and page.folded[time.start : time.end].strip() == told:
            return Head(sentence.end, time, sentence.end, True)
    return None


def diary(page: Page, sentence: Sentence, times: list[Moment], head: Head) -> Iterator[Told]:
    """The items behind a diary's head, at its day or at times of their own.

    Nothing where the items tell what has been ("Tuesday: retail sales rose").
    """
    end = min(sentence.end, head.colon + _LONGEST_DIARY)
    clause = Clause(head.colon + 1, end, sentence, [time for time in times if time.start > head.colon])
    spans = joined(page, page.between("thing", head.colon + 1, end))
    told_to = min(end, spans[-1][1] + _TOLD_REACH) if spans else end
    if event_grammar().told.search(page.text, sentence.start, told_to):
        return
    if not spans and (bank := event_grammar().bare_bank.fullmatch(page.text[head.colon + 1 : end])):
        moment = head.day or Moment(head.colon, head.colon, None, False)
        event = made(page, clause, f"{bank[1]} meeting", head.colon + 1, moment, "diary")
        yield replace(event, evidence=(trimmed(page.text, sentence.start, end),)), ""
    leads = bool(spans) and any(time.start < spans[0][0] and not time.soft for time in clause.times)
    for span in spans:
        moment = _of_item(clause, span, leads) or head.day or Moment(head.colon, head.colon, None, False)
        if moment.soft and head.day:
            moment = head.day
        for event, thing in of_thing(page, clause, span, moment, set(), "diary"):
            yield replace(event, evidence=(trimmed(page.text, sentence.start, end),)), thing


def _of_item(clause: Clause, span: tuple[int, int], leads: bool) -> Moment | None:
    """The time of a diary's item: before it where the diary is written so ("Monday - Japan GDP"), else behind it."""
    if leads:
        return next((time for time in reversed(clause.times) if time.end <= span[0] and not time.soft), None)
    return time_of(clause, span[1], False, BEFORE_REACH)
