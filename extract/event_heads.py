"""The heads of diaries ("Tomorrow:", "Calendar for Thursday (ET)") and the central banks that stand in them by name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from extract.driver_words import alternation, load
from extract.event_dates import Moment
from extract.event_names import Page
from extract.phrases import Hit
from extract.sentences import Sentence

_LONGEST_HEAD = 60
_LONGEST_BARE = 44
_LONGEST_ITEM = 160
_LONGEST_ENTRY = 60
_ASIDE = re.compile(r"\([^()]*\)|[^\w\s]")


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

    def heads(self, sentence: Sentence, times: list[Moment]) -> bool:
        """Whether a sentence further on is an item: prose under a bare head is told by its own verbs."""
        listed = sentence.bullet or sentence.heading or sentence.end - sentence.start <= _LONGEST_ENTRY
        return not self.bare or listed or (self.day is None and bool(times))

    def goes_on(self, sentence: Sentence, times: list[Moment]) -> bool:
        """Whether a line of which nothing was read is an item all the same, so that the head stands over the next."""
        if sentence.end - sentence.start > _LONGEST_ITEM:
            return False
        listed = sentence.bullet or (sentence.heading and self.day is not None)
        return listed or any(time.start - sentence.start <= 1 for time in times)


def colon_of(text: str, start: int, end: int) -> int:
    """Where the colon of a head may stand, -1 where there is none; that of an hour ("8:30") is none."""
    stop = min(end, start + _LONGEST_HEAD)
    colon = text.find(":", start, stop)
    while colon >= 0 and text[colon + 1 : colon + 2].isdigit():
        colon = text.find(":", colon + 1, stop)
    return colon


def head_of_diary(page: Page, sentence: Sentence, times: list[Moment]) -> Head | None:
    """ "Tomorrow:", "Coming up:", "Today's diary:"; None where the sentence has no such head."""
    if bare := _bare_head(page, sentence, times):
        return bare
    colon = colon_of(page.text, sentence.start, sentence.end)
    if colon < 0:
        return None
    days = [time for time in times if time.end <= colon and not time.soft]
    if not (days or page.between("diary", sentence.start, colon)):
        return None
    return Head(colon, next(iter(days), None), sentence.end, colon >= sentence.end - 1)


def may_head(sentence: Sentence) -> bool:
    """Whether a heading is short enough for a diary's head without a colon."""
    return sentence.heading and sentence.end - sentence.start <= _LONGEST_BARE


def _bare_head(page: Page, sentence: Sentence, times: list[Moment]) -> Head | None:
    """ "Tomorrow", "Calendar for Thursday (ET)": a heading of nothing but a day and the word for a diary."""
    if not may_head(sentence):
        return None
    days = [time for time in times if not time.soft or _is_today(page, time)]
    heads = page.between("diary", sentence.start, sentence.end)
    if not (days or heads):
        return None
    told = list(page.folded[sentence.start : sentence.end])
    for start, end in (*((hit.start, hit.end) for hit in heads), *((time.start, time.end) for time in times)):
        told[start - sentence.start : end - sentence.start] = " " * (end - start)
    kept = "".join(told)
    for aside in _ASIDE.finditer(page.text, sentence.start, sentence.end):
        low, high = aside.start() - sentence.start, aside.end() - sentence.start
        kept = kept[:low] + " " * (high - low) + kept[high:]
    if not _words().fill.issuperset(kept.split()):
        return None
    numbered = [time for time in days if time.day and any(map(str.isdigit, page.text[time.start : time.end]))]
    day = next((time for time in (*numbered, *days) if time.day), next(iter(days), None))
    return Head(sentence.end, day, sentence.end, True)


def _is_today(page: Page, time: Moment) -> bool:
    return page.folded[time.start : time.end].strip().startswith("today")


def item_companies(page: Page, start: int, end: int) -> Iterator[str]:
    """The companies of an item that lists who reports: "Earnings: Norvik, Baltika (after the close)"."""
    if opening := _words().reporting.match(page.text, start, end):
        for name in _words().company.finditer(page.text, opening.end(), end):
            yield name[1].rstrip(".")


def item_banks(page: Page, start: int, end: int) -> Iterator[Hit]:
    """The central banks that are an item of a diary by themselves: "Norges Bank (no change)", "RBNZ, FOMC minutes"."""
    for match in _words().bank.finditer(page.text, start, end):
        yield Hit(match.start(1), match.end(1), match[1], 0.0)


class _Words(NamedTuple):
    fill: frozenset[str]
    bank: re.Pattern[str]
    reporting: re.Pattern[str]
    company: re.Pattern[str]


@cache
def _words() -> _Words:
    agenda = load("events")["agenda"]
    banks = alternation(agenda["central_banks"])
    hour = r"(?:at )?\d{1,2}(?:[:.]\d\d)? ?(?:[ap]\.?m\.?)?(?: [A-Z]{2,4})?"
    return _Words(
        fill=frozenset(agenda["head_words"]),
        bank=re.compile(rf"(?:^|[,;:|•–—-]|{hour})\s*(?:the )?({banks})\s*(?=[(,;:|.–—]|$| - )", re.M),
        reporting=re.compile(
            rf"[^\w\n]*(?:\d{{2}}:?\d\d:?\s)?(?:{alternation(agenda['reporting'])})\b[^:\n]{{0,24}}:", re.I
        ),
        company=re.compile(
            r"(?:\s|, (?:and )?|and )([A-Z][\w&.’'-]*(?: (?:of |& )?[A-Z&][\w&.’'-]*){0,4})(?=,|\.?$| and | \()", re.M
        ),
    )
