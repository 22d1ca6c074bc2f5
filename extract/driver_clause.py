"""A clause with its link words: where its statements end, and what moved before a link."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from msgspec import Struct

from extract.driver_grammar import grammar
from extract.driver_scan import Scan
from extract.driver_scope import Moved, sign, what_moved
from extract.phrases import Hit
from extract.sentences import Sentence

ENDS_CAUSE = ("strong", "clause", "weak", "lead", "ahead")
LONGEST_CAUSE = 400
INVERTED = 18
_SHORTEST_CAUSE = 12
_SHORTEST_PARTED = 8
_POINTED_AT = 60
_POINTED_BARE = 24
_MOST_COMMAS = 4
_LEAST_VERB = 0.5
_BARE_VERB = 28
_OBJECT_NEAR = 16
_NOUN_NEAR = 24


class Clause(Struct, gc=False):
    """One statement of a sentence, its links in order, and the stretches of it that tell a contrast, not a reason."""

    start: int
    end: int
    links: list[Hit]
    contrasts: list[tuple[int, int]]
    sentence: Sentence

    @property
    def short(self) -> bool:
        """Whether it is a heading's or bullet's, where names need no figure."""
        return self.sentence.heading or self.sentence.bullet


class Reason(NamedTuple):
    """A cause found in a clause: what it is about, what it moved, and where both are told."""

    categories: list[str]
    moved: Moved
    start: int
    end: int
    rule: str
    earlier: Scan | None = None


def cause_end(scan: Scan, clause: Clause, link: Hit, place: int) -> int:
    """Where the cause behind a link ends: at the next link, at a contrast, at ", pushing shares lower"."""
    words = grammar()
    later = (start for start, _ in clause.contrasts if start > link.end)
    limit = min([clause.end, link.end + LONGEST_CAUSE, *later])
    aside = words.asides.search(scan.text, link.end + _SHORTEST_CAUSE, limit)
    limit = aside.start() if aside else limit
    if clause.sentence.heading:
        limit = _next_statement(scan, link.end, limit)
    for other in clause.links[place + 1 :]:
        if other.start > limit:
            break
        parted = scan.text[max(0, other.start - 2) : other.start].strip() == ","
        if other.start - link.end < (_SHORTEST_PARTED if parted else _SHORTEST_CAUSE) and not _tells(scan, link, other):
            continue
        if other.kind not in ENDS_CAUSE:
            if parted and scan.folded[other.start : other.end].partition(" ")[0].endswith("ing"):
                return other.start
            if other.kind in ("up", "down") and _moves_people(scan, link, other, limit):
                return other.start
            continue
        if parted or scan.folded[other.start : other.end] not in words.accompanied:
            return other.start
    return limit


def _next_statement(scan: Scan, start: int, limit: int) -> int:
    """ "Shares rise as rates are cut, pound falls": a heading's next statement begins behind the comma."""
    for comma in _commas(scan, start, limit):
        heads = [hit.end for hit in scan.between("subject", comma, limit)]
        heads += [mention.end for mention in scan.mentioned(comma, limit)]
        verbs = {hit.start for hit in scan.between("move", comma, limit) if abs(hit.value) >= _LEAST_VERB}
        if any(head - comma < _NOUN_NEAR and head + 1 in verbs for head in heads):
            return comma
    return limit


def _tells(scan: Scan, link: Hit, other: Hit) -> bool:
    """ "As oil rose on word that": what is short but tells a cause of its own."""
    moved = scan.between("move", link.end, other.start)
    return bool(moved) and abs(moved[0].value) == 1.0 and bool(scan.between("theme", link.end, moved[0].start))


def _moves_people(scan: Scan, link: Hit, verb: Hit, limit: int) -> bool:
    """ "As tariff worries keep buyers away": what a cause does to those who trade is no part of it."""
    near = scan.between("subject", verb.end, min(limit, verb.end + _OBJECT_NEAR))
    people = any(hit.kind == "people" for hit in near) or bool(scan.between("subject", verb.start, verb.end))
    return people and bool(scan.between("theme", link.end, verb.start))


def effect_before(scan: Scan, clause: Clause, link: Hit, place: int) -> Moved | None:
    """The move told before a link: the nearest statement's, or the main one's where a comma parts the link from it."""
    if (inner := _within_cause(scan, clause, link, place)) is not None:
        return inner
    pieces = _pieces(clause, link, place)
    nearest_first = scan.text[max(0, link.start - 2) : link.start].strip() != ","
    for start, end in reversed(pieces) if nearest_first else pieces:
        moved = what_moved(scan, start, end, clause.short) or _pointed_at(scan, clause, start, end)
        if moved is not None:
            return moved
    if len(pieces) > 1 and not clause.contrasts:
        return what_moved(scan, clause.start, link.start)
    if clause.start > clause.sentence.start:
        if not nearest_first:
            return what_moved(scan, clause.sentence.start, clause.start)
        return _same_subject(scan, clause, link)
    return None


def _within_cause(scan: Scan, clause: Clause, link: Hit, place: int) -> Moved | None:
    """ "Stocks rose, helped by a fall in crude prices on hopes of peace": what moved is the price that the cause before
    tells of."""
    if not place or scan.text[max(0, link.start - 2) : link.start].strip() == ",":
        return None
    passive = grammar().passive.match(scan.folded, clause.links[place - 1].end)
    if passive is None:
        return None
    nouns = scan.between("move", passive.end(), min(link.start, passive.end() + _NOUN_NEAR))
    if len(nouns) != 1 or abs(nouns[0].value) == 1.0 or not scan.between("subject", nouns[0].end, link.start):
        return None
    told = what_moved(scan, passive.end(), link.start)
    return told if told is not None and told.markets else None


def _same_subject(scan: Scan, clause: Clause, link: Hit) -> Moved | None:
    """ "Bayer rallied, but wobbled in late trade after": a verb without a subject has that of the clause before."""
    moves = scan.between("move", clause.start, link.start)
    if not moves or abs(moves[0].value) < 1 or scan.between("subject", clause.start, moves[0].start):
        return None
    if moves[0].start - clause.start > _BARE_VERB or scan.mentioned(clause.start, moves[0].start):
        return None
    before = what_moved(scan, clause.sentence.start, clause.start)
    return before and before._replace(effect=sign(moves[0].value))


def inverted(scan: Scan, clause: Clause, link: Hit) -> tuple[Moved, int] | None:
    """ "After CAUSE, EFFECT": what moved behind the comma, and where the cause ends."""
    if link.start - clause.start >= INVERTED or grammar().role.match(scan.folded, link.start):
        return None
    for comma in _outcomes(scan, clause, link) or _commas(scan, link.end, clause.end):
        if moved := what_moved(scan, comma + 1, clause.end, clause.sentence.heading):
            return moved, comma
    return None


def _outcomes(scan: Scan, clause: Clause, link: Hit) -> list[int]:
    """ "The upshot of the duties was a drop": the cause ends where the outcome is told."""
    words = grammar()
    if not words.outcome.match(scan.folded, link.start):
        return []
    being = words.copula.search(scan.text, link.end, clause.end)
    return [being.start()] if being else []


def _pieces(clause: Clause, link: Hit, place: int) -> list[tuple[int, int]]:
    """What stands before a link, parted at the links before it, contrasts left out."""
    edges = [clause.start]
    for other in clause.links[:place]:
        if other.kind in ENDS_CAUSE:
            edges += [other.start, other.end]
    edges.append(link.start)
    pieces = []
    for low, high in zip(edges[::2], edges[1::2], strict=True):
        begin = low
        for start, end in clause.contrasts:
            if begin <= start < high:
                if start - begin > 3:
                    pieces.append((begin, start))
                begin = min(end, high)
        if high > begin:
            pieces.append((begin, high))
    return pieces


def _pointed_at(scan: Scan, clause: Clause, start: int, end: int) -> Moved | None:
    """ "The gains", "This": the move of the sentence before, where such words begin the sentence."""
    earlier = scan.earlier
    if earlier is None or start > clause.sentence.start + 3 or end - start > _POINTED_AT:
        return None
    if not grammar().pointing.match(scan.folded, start, end):
        return None
    told = what_moved(earlier, earlier.start, min(earlier.end, earlier.start + LONGEST_CAUSE))
    moves = scan.between("move", start, end)
    if moves:
        figures = any(hit.kind == "other" for hit in earlier.layers.get("subject", ()))
        if told is None and figures and scan.folded[moves[0].start : moves[0].end] in grammar().of_figures:
            return None  # "the increase" is one of sales or prices
        return Moved(sign(moves[0].value), told.markets if told else ())
    backs = [hit for hit in scan.between("subject", start, end) if hit.kind == "back"]
    return told if backs and end - start < _POINTED_BARE else None


def _commas(scan: Scan, start: int, end: int) -> Iterator[int]:
    at = start
    for _ in range(_MOST_COMMAS):
        at = scan.text.find(",", at, end)
        if at < 0:
            return
        yield at
        at += 1
