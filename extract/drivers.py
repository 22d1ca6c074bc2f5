"""Stated reasons: a link word ("after", "weighed by", "tracking") joins a market's move to its cause."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice, pairwise

from extract.books import Words, searched
from extract.driver_clause import Clause, Reason
from extract.driver_deeds import assigned, blamed, done, related, traded, what
from extract.driver_grammar import grammar
from extract.driver_idioms import of_its_day, plain
from extract.driver_influence import influence
from extract.driver_links import by, joined, lead, limited, passive
from extract.driver_lists import listed
from extract.driver_scan import Page, Scan
from extract.driver_sequel import behind_figures, told_behind
from extract.driver_words import INFLUENCES
from extract.model import Driver, Mention, Move
from extract.phrases import Hit, trimmed
from extract.sentences import Sentence

_LONGEST_DATELINE = 260
_MOST_LINKS = 24
_MOST_DRIVERS = 200
_MOST_SPANS = 8
_DATELINE = re.compile(r"\)\s*(?:--|[-–—])\s")
_PARTING = ("; ", ": ")
_BODY, _ITEM, _HEADING = range(3)
"""Where a reason is told."""
_CLEFT = ("what ", " what ")


def read_drivers(
    text: str,
    sentences: Sequence[Sentence],
    moves: Sequence[Move],
    mentions: Sequence[Mention],
    words: Words | None = None,
) -> list[Driver]:
    """The reasons that a story states for the moves of its markets and shares, in order; never raises.

    `sentences`, `moves` and `mentions` are what was read of the same text, `words` what `searched` found in it. One
    reason told in headline and body is one driver with two evidence spans. No more than some 200 are read: a longer
    text is no story.
    """
    page = Page(text, sentences, moves, mentions, words or searched(text))
    found: list[tuple[Driver, int]] = []
    pointed = behind_figures(page)
    told: set[int] = set()
    for place, sentence in enumerate(sentences):
        if len(found) >= _MOST_DRIVERS:
            break
        if place in pointed or page.may_tell(place):
            part = _HEADING if sentence.heading else _ITEM if sentence.bullet else _BODY
            drivers = pointed.get(place) or _of_sentence(page.scan(place))
            found.extend((driver, part) for driver in drivers)
            if drivers:
                told.add(place)
    room = max(0, _MOST_DRIVERS - len(found))
    found.extend((driver, _BODY) for driver in islice(told_behind(page, told), room))
    for item in listed(page, [driver for driver, _ in found]):
        _take(found, item)
    page.close()
    found.sort(key=lambda driver: driver[0].evidence[0].start)
    return _once(found, {mention.instrument: mention.region for mention in mentions})


def _take(found: list[tuple[Driver, int]], item: Driver) -> None:
    """Add a list's item; where its own sentences state a reason of no category, that reason takes the item's."""
    lacking = [at for at, (driver, _) in enumerate(found) if driver.category == "other" and _within(driver, item)]
    for at in lacking:
        driver, part = found[at]
        found[at] = replace(driver, category=item.category), part
    if not lacking:
        found.append((item, _BODY))


def _within(driver: Driver, item: Driver) -> bool:
    return any(span.start <= driver.evidence[-1].start < span.end for span in item.evidence)


def _of_sentence(scan: Scan) -> list[Driver]:
    start, end, sentence = scan.start, scan.end, scan.sentence
    links = [link for found in scan.layers.get("link", ()) if (link := of_its_day(scan, found)).kind != "refused"]
    if links and grammar().timeless.match(scan.folded, start):
        return []
    if sentence.heading:
        links = [link for link in links if link.kind != "ahead"]
    else:  # "ON Semiconductor", "Boost Mobile" are names
        links = [link for link in links if link.start <= start + 1 or not scan.text[link.start].isupper()]
    links = plain(scan, links)
    if not links:
        return []
    bracket = scan.text.find(")", start, min(end, start + _LONGEST_DATELINE))
    if bracket >= 0 and (dateline := _DATELINE.search(scan.text, bracket, min(end, start + _LONGEST_DATELINE))):
        start = dateline.end()
    reasons: list[Reason] = []
    for clause in _clauses(scan, start, end, links[:_MOST_LINKS]):
        told = list(_reasons(scan, clause))
        reasons.extend(_named(told) if len(told) > 1 else told)
    return _drivers(scan, reasons)


def _named(reasons: list[Reason]) -> list[Reason]:
    """Without a reason of no category where the same clause gives one: "on rising tension after the strikes"."""
    effects = {reason.moved.effect for reason in reasons if reason.categories != ["other"]}
    return [reason for reason in reasons if reason.categories != ["other"] or reason.moved.effect not in effects]


def _clauses(scan: Scan, start: int, end: int, links: list[Hit]) -> list[Clause]:
    bounds = [bound for bound in scan.layers.get("bound", ()) if not _is_aside(scan.text, bound)]
    cuts = {start, end, *_marks(scan.text, start, end)}
    contrasts = []
    for bound in bounds:
        if bound.kind == "contrast":
            contrasts.append((bound.start, _contrast_end(scan, bound, links, end)))
        elif bound.kind == "hard":
            cuts.add(bound.start)
        elif bound.start == start and scan.folded.startswith(grammar().conditions, start):
            return []
    if len(cuts) == 2 and not contrasts:
        return [Clause(start, end, [link for link in links if link.start >= start], [], scan.sentence)]
    clauses = []
    for low, high in pairwise(sorted(cut for cut in cuts if start <= cut <= end)):
        inside = [link for link in links if low <= link.start < high]
        if contrasts:
            inside = [link for link in inside if not any(a <= link.start < b for a, b in contrasts)]
        if inside:
            held = [span for span in contrasts if low <= span[0] < high]
            clauses.append(Clause(low, high, inside, held, scan.sentence))
    return clauses


def _is_aside(text: str, bound: Hit) -> bool:
    """ "Acme, however, fell": between commas it parts no statements."""
    return (
        bound.kind == "hard" and text.startswith(",", bound.end) and text[max(0, bound.start - 2) : bound.start] == ", "
    )


def _marks(text: str, start: int, end: int) -> Iterator[int]:
    """The ends of the semicolons and colons that part a sentence's statements."""
    for mark in _PARTING:
        at = text.find(mark, start, end)
        while at >= 0:
            quoted = text.count('"', start, at) % 2
            if not quoted and text.count("(", start, at) == text.count(")", start, at):  # not inside a title or bracket
                yield at + 1
            at = text.find(mark, at + 1, end)


def _contrast_end(scan: Scan, bound: Hit, links: list[Hit], end: int) -> int:
    comma = scan.text.find(",", bound.end, end)
    stops = [link.start for link in links if link.start > bound.end and link.kind in ("clause", "strong")]
    return min([stop for stop in (comma, *stops) if stop > 0], default=end)


def _reasons(scan: Scan, clause: Clause) -> Iterator[Reason]:
    """The reasons that a clause states, one for each of its links that joins an effect to a cause."""
    for place, link in enumerate(clause.links):
        if link.kind in INFLUENCES:
            whole = passive(scan, link)
            if whole and link.kind == "limit":
                found = limited(scan, clause, whole, place)
            else:
                found = by(scan, clause, whole, place) if whole else influence(scan, clause, link, place)
            if found is None and scan.folded.startswith(_CLEFT, clause.start):
                found = what(scan, clause, link)
        elif link.kind == "which":
            found = related(scan, clause, link)
        elif link.kind == "by":
            found = by(scan, clause, link, place)
        elif link.kind == "lead":
            found = lead(scan, clause, link, place)
        elif link.kind in ("done", "flow"):
            found = done(scan, clause, link, place)
        elif link.kind == "traded":
            found = traded(scan, clause, link, place)
        elif link.kind == "assigned":
            found = assigned(scan, clause, link)
        elif link.kind == "blame":
            found = blamed(scan, clause, link)
        else:
            found = joined(scan, clause, link, place)
        if found is not None:
            yield found


def _drivers(scan: Scan, reasons: list[Reason]) -> list[Driver]:
    drivers: dict[tuple[str, tuple[str, ...]], Driver] = {}
    for reason in reasons:
        for category in reason.categories:
            key = (category, reason.moved.markets if reason.moved.single else ())
            if key not in drivers:
                drivers[key] = _driver(scan, reason, category)
    told = [driver for driver in drivers.values() if driver.markets]
    return [driver for driver in drivers.values() if driver.markets or not any(_tells(other, driver) for other in told)]


def _tells(driver: Driver, other: Driver) -> bool:
    """ "Acme fell as weak guidance spooked investors": whether a reason tells a market that the other leaves out."""
    return (driver.category, driver.effect, driver.evidence) == (other.category, other.effect, other.evidence)


def _driver(scan: Scan, reason: Reason, category: str) -> Driver:
    spans = [trimmed(scan.text, reason.start, reason.end)]
    if reason.earlier is not None:
        spans.insert(0, trimmed(scan.text, reason.earlier.start, reason.earlier.end))
    return Driver(category, reason.moved.effect, reason.moved.markets, tuple(spans), reason.rule)


def _once(found: list[tuple[Driver, int]], regions: Mapping[str, str]) -> list[Driver]:
    """What a heading or key point and the body both tell becomes one driver, at the place where it is told first; two
    items of a list are two."""
    kept: list[tuple[Driver, int]] = []
    for driver, part in found:
        for place, (other, other_part) in enumerate(kept):
            here = driver.evidence == other.evidence
            if (here or part != other_part or part == _HEADING) and _same(driver, other, regions):
                markets = tuple(dict.fromkeys((*other.markets, *driver.markets)))
                spans = other.evidence if here else (*other.evidence, *driver.evidence)[:_MOST_SPANS]
                part = other_part if here else min(part, other_part) if part != other_part else _BODY
                kept[place] = replace(other, markets=markets, evidence=spans), part
                break
        else:
            kept.append((driver, part))
    return [driver for driver, _ in kept]


def _same(driver: Driver, other: Driver, regions: Mapping[str, str]) -> bool:
    if driver.category != other.category or {driver.effect, other.effect} == {"up", "down"}:
        return False
    here, there = ({regions.get(market) or market for market in told.markets} for told in (driver, other))
    return not here or not there or bool(here & there)
