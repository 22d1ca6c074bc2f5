"""Reasons told as a list: numbered items or short headings under "Drivers of the rally", "5 reasons for the fall"; and
as the answer to a question ("What was behind it?")."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extract.driver_markets import markets_in
from extract.driver_scan import Page, Scan
from extract.driver_scope import Moved, sign
from extract.driver_themes import STRONG, heaviest, weights
from extract.model import Driver, Span
from extract.sentences import Sentence

_LONGEST_LABEL = 90
_LONGEST_HEADING = 140
_MOST_SENTENCES = 40
_ANSWER = 2
_MOVE_REACH = 2000


def listed(page: Page, told: Sequence[Driver]) -> Iterator[Driver]:
    """A driver for each item of a list of reasons whose own sentences, told as `told`, do not give its category."""
    if not page.names_list():
        return
    read = False
    for place, sentence in enumerate(page.sentences):
        short = sentence.heading or sentence.end - sentence.start <= _LONGEST_HEADING
        if not short or not page.heads_list(place):
            continue
        if page.text[sentence.end - 1] == "?":
            yield from _answer(page, place, told)
        if not read:
            yield from _items(page, place + 1, _moved(page.scan(place)), told)
            read = True


def _answer(page: Page, place: int, told: Sequence[Driver]) -> Iterator[Driver]:
    """ "What was behind it? Trade, mostly.": the first reason named right behind a question that asks for it."""
    moved = _moved(page.scan(place))
    start = page.sentences[place].start
    before = [move.direction for move in page.told(max(0, start - _MOVE_REACH), start) if move.kind == "index"]
    if not (before or moved.markets):
        return
    if moved.effect == "mixed":
        moved = moved._replace(effect="up" if before[-1:] == ["up"] else "down" if before[-1:] == ["down"] else "mixed")
    for body in range(place + 1, min(len(page.sentences), place + 1 + _ANSWER)):
        scan = page.scan(body)
        if page.told(scan.start, scan.end) or any(scan.start <= it.evidence[-1].start < scan.end for it in told):
            return
        category, weight = heaviest(weights(scan, scan.start, scan.end))
        if weight >= STRONG:
            last = min(body + 1, len(page.sentences) - 1)
            last = last if page.sentences[last].line == scan.sentence.line else body
            spans = tuple(Span(it.start, it.end) for it in page.sentences[body : last + 1])
            yield Driver(category, moved.effect, moved.markets, spans, "answer")
            return


def _moved(scan: Scan) -> Moved:
    moves = scan.between("move", scan.start, scan.end)
    value = max((float(hit.value) for hit in moves), key=abs, default=0.0)
    return Moved(sign(value), markets_in(scan, scan.start, scan.end))


def _items(page: Page, place: int, moved: Moved, told: Sequence[Driver]) -> Iterator[Driver]:
    sentences = page.sentences
    last = min(len(sentences), place + _MOST_SENTENCES)
    seen = False
    while place < last:
        label = sentences[place]
        body = place + 1
        while body < last and not _labels(sentences, body):
            body += 1
        if _labels(sentences, place):
            category = _category(page.scan(place))
            if seen and not category and label.heading and not label.bullet:
                return
            seen = seen or bool(category)
            if category and not _told(told, category, label.start, sentences[body - 1].end):
                spans = tuple(Span(it.start, it.end) for it in sentences[place : min(body, place + 2)])
                yield Driver(category, moved.effect, moved.markets, spans, "listed reason")
        place = body


def _labels(sentences: Sequence[Sentence], place: int) -> bool:
    """Whether a sentence begins an item: a bullet's first, or a short heading."""
    sentence = sentences[place]
    if sentence.bullet:
        return place == 0 or sentences[place - 1].line != sentence.line
    return sentence.heading and sentence.end - sentence.start <= _LONGEST_LABEL


def _category(label: Scan) -> str:
    colon = label.text.find(":", label.start, label.end)
    end = colon if colon > 0 else min(label.end, label.start + _LONGEST_LABEL)
    category, weight = heaviest(weights(label, label.start, end))
    return category if weight >= STRONG else ""


def _told(told: Sequence[Driver], category: str, start: int, end: int) -> bool:
    return any(driver.category == category and start <= driver.evidence[-1].start < end for driver in told)
