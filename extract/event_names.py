"""What a scheduled thing is called, and where it belongs."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from extract.event_words import event_grammar
from extract.phrases import Hit, within

_LONGEST_NAME = 90
_LONGEST_DOING = 60
_NOUN_ACTS = ("results", "rate decision", "testimony")
_MOST_WORDS = 5
_BOTH_REACH = 45
_WORD_BEFORE = re.compile(r"([\w&.%’'-]+) $")
_ASIDE_PRONOUN = re.compile(r",? [–—-]+ (?:it|they|he|she|which|who)$")
_HOUR_BEFORE = re.compile(r"^\d{1,2}[:.]?\d\d:?\s+(?=[A-Z])")
_TOLD_FIRST = re.compile(r" (?:is|are|was|were) [^,]*\band$")
_OF_OTHERS = re.compile(r"^.*[a-z] (?:on|of|for|to|from|at|with|in) (?:the )?(?=[A-Z])")
_POSSESSIVE = re.compile(r"(?:['’]s|[ ,.'’])+$")


class Page(NamedTuple):
    """A text with the words of the future found in one of its sentences; `today` is the story's own day."""

    text: str
    folded: str
    layers: dict[str, list[Hit]]
    today: date | None

    def between(self, layer: str, start: int, end: int) -> list[Hit]:
        """The hits of a layer that begin in [start, end)."""
        hits = self.layers.get(layer)
        return within(hits, start, end) if hits else []


def noun_phrase(page: Page, start: int, end: int, low: int, high: int) -> str:
    """The name around a thing at [start, end): the words before it up to an article, and what it is of or for."""
    words = event_grammar()
    for _ in range(_MOST_WORDS):
        match = _WORD_BEFORE.search(page.text, max(low, start - 30), start)
        if match is None or not match[1].strip("-0123456789") or _weekday(match[1]):
            break
        if match[1].lower().strip("'’") in words.stops and not _of_name(page, low, match.start(), start):
            break
        start = match.start()
    tail = words.tail.match(page.text, end, min(high, end + _LONGEST_NAME))
    stop = tail.end() if tail else end
    name = page.text[start : stop + 1 if page.text[stop : stop + 1] == ")" else stop]
    name = _POSSESSIVE.sub("", words.day_name.sub("", " ".join(name.split())))[:_LONGEST_NAME]
    if name.startswith("whose ") and (owner := words.whose.search(page.text, max(0, start - _LONGEST_NAME), start)):
        return f"{owner[1]} {name.removeprefix('whose ')}"
    results = words.results_of.match(name)
    return f"{results[1]} results" if results else name


def _weekday(word: str) -> bool:
    bare = word.lower().removesuffix("s").rstrip("'’")
    return bare in event_grammar().days or (bare in event_grammar().time_owners and word[-2:] in ("'s", "’s"))


def _of_name(page: Page, low: int, of: int, start: int) -> bool:
    """Whether an "of" at `of` joins two parts of a name: "Bank of England"."""
    before = _WORD_BEFORE.search(page.text, max(low, of - 30), of) if page.text.startswith("of ", of) else None
    return before is not None and before[1][0].isupper() and page.text[start].isupper()


def subject_before(page: Page, low: int, position: int) -> str:
    """Who or what stands before a verb, without an adverbial or a clause that leads in."""
    words = event_grammar()
    lead_in = words.lead_in.match(page.text, low, position)
    start = lead_in.end() if lead_in else low
    parts = [start, *(match.end() for match in words.openers.finditer(page.folded, start, position))]
    for begin in reversed(parts):
        subject = " ".join(page.text[begin:position].split()).strip(' ,:-–—•*"“”')
        first, _, rest = subject.partition(" ")
        if rest or (first and first.lower() not in words.pronouns):
            break
    if subject.endswith(", which"):
        subject = _OF_OTHERS.sub("", subject.removesuffix(", which"))
    subject = _TOLD_FIRST.sub("", subject)
    subject = _ASIDE_PRONOUN.sub("", _HOUR_BEFORE.sub("", subject))
    subject = words.trailing.sub("", subject.rpartition(" said ")[0] or subject)
    if len(subject) <= _LONGEST_NAME:
        return subject
    return subject[-_LONGEST_NAME:].partition(" ")[2]


def paired(thing: str) -> tuple[str, ...]:
    """Two things in one noun; nothing where it is one.

    >>> paired("leading and coincident indexes")
    ('leading index', 'coincident index')
    """
    thing = thing.replace("indices", "indexes")
    first, conjunction, second = thing.partition(" and ")
    other, _, noun = second.rpartition(" ")
    if not conjunction or not other:
        return ()
    single = noun.removesuffix("es") if noun.endswith("xes") else noun.removesuffix("s")
    return f"{first} {single}", f"{other} {single}"


def enacted(subject: str) -> str:
    """The measure in "the government has ordered a 25% tariff on steel"; the subject itself where there is none."""
    found = event_grammar().enacted.search(subject)
    return found[0] if found else subject


def act_name(page: Page, subject: str, kind: str, start: int, end: int) -> str:
    """ "Fed Chair Powell to speak on Tuesday", "BHP Group results"."""
    if kind in _NOUN_ACTS:
        return f"{subject} {kind}"
    stop = page.text.find(", ", start, end)
    doing = " ".join(page.text[start : min(stop if stop > 0 else end, start + _LONGEST_DOING)].split()).rstrip(" ,.")
    return event_grammar().trailing.sub("", f"{subject} to {doing}")


def region_of(page: Page, low: int, high: int, position: int) -> str | None:
    """The region named nearest to a position in [low, high)."""
    regions = page.between("region", low, high)
    if not regions:
        return None
    return min(regions, key=lambda hit: abs(hit.start - position)).kind


def regions_of_both(page: Page, start: int, end: int) -> tuple[str, ...]:
    """The two regions of "data from both India and the U.S."; nothing where a thing belongs to one."""
    near = min(end, start + _BOTH_REACH)
    if " both " not in page.folded[start:near]:
        return ()
    regions = tuple(dict.fromkeys(hit.kind for hit in page.between("region", start, near)))
    return regions if len(regions) == 2 else ()
