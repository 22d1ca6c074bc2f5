"""Reasons that stand behind a share's move, without a word that joins them: "+4.7% → revenue beat" in a post, and what
the company did in the sentence behind ("Norvik fell 2.6%. The brewer cut its outlook.")."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterator
from functools import cache
from typing import NamedTuple

from extract.driver_grammar import grammar
from extract.driver_scan import Page, Scan
from extract.driver_themes import STRONG, heaviest, themes, weights
from extract.driver_words import alternation, load
from extract.model import Driver, Move
from extract.phrases import Hit, trimmed

_SHARES = ("stock", "sector")
_NEWS = frozenset({"earnings", "corporate", "trade"})
_SUBJECT_REACH = 90


class _Words(NamedTuple):
    """pointer: "→" behind a figure, anything; dash: "-", ":" behind one; parts: where the next item begins.
    ahead: "tomorrow"; owner: "The discount retailer", "It" before a verb; broker: "upgraded the stock" behind one;
    pasts: pasts that do not end in -ed; companies: nouns for one; long_ago: "last month"."""

    pointer: re.Pattern[str]
    parts: re.Pattern[str]
    ahead: re.Pattern[str]
    owner: re.Pattern[str]
    broker: re.Pattern[str]
    pasts: frozenset[str]
    companies: frozenset[str]
    long_ago: re.Pattern[str]


def behind_figures(page: Page) -> dict[int, list[Driver]]:
    """The reasons behind an arrow, and of a share behind a dash or colon, by the sentence's place."""
    found: dict[int, list[Driver]] = {}
    starts = [sentence.start for sentence in page.sentences]
    for move in page.moves:
        end = max(span.end for span in move.evidence)
        pointer = _words().pointer.match(page.text, end)
        if pointer is None or not move.direction or not (pointer["arrow"] or move.kind in _SHARES):
            continue
        place = bisect_right(starts, end) - 1
        if drivers := list(_pointed(page.scan(place), move, pointer.end(), bool(pointer["arrow"]))):
            found.setdefault(place, []).extend(drivers)
    return found


def _pointed(scan: Scan, move: Move, start: int, arrow: bool) -> Iterator[Driver]:
    parted = _words().parts.search(scan.text, start, scan.end)
    end = parted.start() if parted else scan.end
    aside = grammar().asides.search(scan.text, start, end)
    end = aside.start() if aside else end
    if end <= start or scan.page.told(start, end) or _words().ahead.search(scan.folded, start, end):
        return
    single = move.kind in _SHARES
    if not arrow and heaviest(weights(scan, start, end, single))[1] < STRONG:
        return
    begin = trimmed(scan.text, max(scan.start, move.evidence[0].start), end)
    for category in themes(scan, start, end, None if single else (scan.start, start), single):
        effect = "mixed" if move.direction == "flat" else move.direction
        yield Driver(category, effect or "mixed", (move.instrument,), (begin,), "behind a figure")


def told_behind(page: Page, told: Collection[int]) -> Iterator[Driver]:
    """What a company did, told in the sentence behind its share's move; nothing behind one whose place is in `told`."""
    starts = [sentence.start for sentence in page.sentences]
    places = {bisect_right(starts, move.evidence[0].start) - 1: move for move in page.moves if move.kind == "stock"}
    for place, move in places.items():
        if place in told or not page.goes_on_reporting(place):
            continue
        first, second = page.sentences[place], page.scan(place + 1)
        moves = page.told(first.start, first.end)
        if {(other.instrument, other.direction) for other in moves} != {(move.instrument, move.direction)}:
            continue
        if move.direction in ("up", "down") and (category := _own_deed(second)):
            spans = (trimmed(page.text, first.start, first.end), trimmed(page.text, second.start, second.end))
            yield Driver(category, move.direction, (move.instrument,), spans, "told behind")


def _own_deed(scan: Scan) -> str:
    """The category of what the company itself, or a broker, is said to have done."""
    words = _words()
    report = next(iter(scan.between("report", scan.start, scan.start + _SUBJECT_REACH)), None)
    if report is None or words.long_ago.search(scan.folded, scan.start, scan.end):
        return ""
    word = scan.folded[report.start : report.end]
    done = word.endswith("ed") or word in words.pasts
    own = words.owner.fullmatch(scan.text, scan.start, report.start) and not _of_market(scan, report)
    if not done or not (own or words.broker.match(scan.folded, report.start)):
        return ""
    category, weight = heaviest(weights(scan, report.start, scan.end, single=True))
    return category if category in _NEWS and weight >= STRONG else ""


def _of_market(scan: Scan, report: Hit) -> bool:
    """ "The index topped": the noun right before the verb is a market or a figure of the economy, no company."""
    heads = [hit for hit in scan.between("subject", scan.start, report.start) if hit.end >= report.start - 1]
    return any(hit.kind != "back" and scan.folded[hit.start : hit.end] not in _words().companies for hit in heads)


@cache
def _words() -> _Words:
    reasons = load("drivers")
    words = reasons["sequel"]
    return _Words(
        pointer=re.compile(r"[ \t*_`)%]{0,5}(?:(?P<arrow>→|⇒|➡️?|->|=>)|[–—-]{1,2}(?= )|:(?= ))\s*"),
        parts=re.compile(r"→|⇒|\||; |\n"),
        ahead=re.compile(rf"\b(?:{alternation(words['ahead'])})\b|\d ?[ap]m\b"),
        owner=re.compile(r"(?:The|Its) (?:[a-z][\w'’-]* ){1,6}|(?:It|They) (?:also |earlier |has |have )?"),
        broker=re.compile(rf"(?:{alternation(words['rates'])}) (?:\w+ ){{0,2}}?(?:{alternation(words['rated'])})\b"),
        pasts=frozenset(words["pasts"]),
        companies=frozenset([*grammar().shares, *words["companies"]]),
        long_ago=re.compile(rf"\b(?:{alternation(words['long_ago'])})\b|\bin (?:19|20)\d\d\b"),
    )
