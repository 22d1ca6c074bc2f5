"""The ways in which a clause joins a cause to a market's move; every rule has a name that the driver carries."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from extract.driver_scope import Moved, Scan, markets_in, names_market, regions_in, sign, what_moved
from extract.driver_themes import STRONG, heaviest, leads, themes, weights
from extract.driver_words import grammar
from extract.phrases import Hit
from extract.sentences import Sentence

INFLUENCES = ("up", "down", "turned", "limit", "stir", "calm")
_ENDS_CAUSE = ("strong", "clause", "weak", "lead", "ahead")
_INVERTED = 18
_ATTACHED = 30
_OBJECT = 36
_OBJECT_MOVE = 90
_MODAL_REACH = 26
_LONGEST_CAUSE = 400
_NUMBER_FIRST = re.compile(r"\s*(?:(?:an?|its|the|their)\s)?(?:\d|two|three|four|five|six|seven)")
_MOMENT = re.compile(
    r"(?:\d|%|days?|percent|cent|points?|trad(?:e|ing)|sessions?|morning|afternoon|midday|weeks?|open|close) *$"
)
_ROLE = re.compile(r"as an? ")
_COPULA = re.compile(r" (?:was|were|is|are) |, ")
_BACK_START = re.compile(r"\s*(?:[Tt]he|[Tt]hose|[Tt]hese|[Tt]his|[Tt]hat|[Ii]t)\b")


class Clause(NamedTuple):
    """One statement of a sentence, its links in order, and the stretches of it that tell a contrast, not a reason."""

    start: int
    end: int
    links: list[Hit]
    contrasts: list[tuple[int, int]]
    sentence: Sentence
    before: Sentence | None


class Reason(NamedTuple):
    """A cause found in a clause: what it is about, what it moved, and where both are told."""

    categories: list[str]
    moved: Moved
    start: int
    end: int
    rule: str
    earlier: Sentence | None = None


def reasons_of(scan: Scan, clause: Clause) -> Iterator[Reason]:
    """The reasons that a clause states, one for each of its links that joins an effect to a cause."""
    for place, link in enumerate(clause.links):
        found: Reason | None
        if link.kind in INFLUENCES:
            by = _passive(scan, link)
            found = _by(scan, clause, by, place) if by else _influence(scan, clause, link, place)
        elif link.kind == "by":
            found = _by(scan, clause, link, place)
        elif link.kind == "lead":
            found = _lead(scan, clause, link, place)
        else:
            found = _joined(scan, clause, link, place)
        if found is not None:
            yield found


def _joined(scan: Scan, clause: Clause, link: Hit, place: int) -> Reason | None:
    """EFFECT after / as / amid / due to CAUSE, and "After CAUSE, EFFECT"."""
    cause_end = _cause_end(scan, clause, link, place)
    moved = _effect_before(scan, clause, link, place)
    if moved is None and link.start - clause.start < _INVERTED and not _ROLE.match(scan.folded, link.start):
        for comma in _commas(scan, link.end, clause.end):
            if moved := what_moved(scan, comma + 1, clause.end, clause.sentence.heading):
                cause_end = comma
                break
    if moved is None:
        return None
    rule = f"{link.kind} link"
    told = clause.before
    if link.kind in ("weak", "near", "strong") and told and grammar().news.match(scan.folded, link.end):
        found = themes(scan, told.start, min(told.end, told.start + _LONGEST_CAUSE), single=moved.single)
        if found and not themes(scan, link.end, cause_end):
            return Reason(found, moved, clause.start, clause.end, rule, told)
    effect = regions_in(scan, clause.start, link.start)
    categories = _categories(scan, link, cause_end, moved, effect)
    return Reason(categories, moved, clause.start, clause.end, rule) if categories else None


def _categories(scan: Scan, link: Hit, end: int, moved: Moved, effect: frozenset[str]) -> list[str]:
    start = link.end
    if link.kind == "near" and not _attached(scan, link):
        return []
    if scan.folded.startswith("after", link.start) and _own_move(scan, start):
        return []
    found = themes(scan, start, end, effect, moved.single)
    feeling = bool(scan.between("feeling", start, min(end, start + 60)))
    if _weak_reason(scan, link, end, found, feeling):
        return []
    if found:
        return found
    if moved.single and scan.between("report", start, end):
        return ["corporate"]
    if link.kind == "strong" or (feeling and link.kind != "clause") or scan.folded.startswith("amid", link.start):
        bare = scan.between("move", start, min(end, start + 60)) and not feeling
        return ["other"] if end - start > 6 and not bare else []
    return []


def _weak_reason(scan: Scan, link: Hit, end: int, found: list[str], feeling: bool) -> bool:
    word = scan.folded[link.start : link.end]
    start = link.end
    if link.kind == "near":
        if _NUMBER_FIRST.match(scan.folded, start):
            return True
        return not feeling and not any(hit.start - start < 45 for hit in scan.between("theme", start, end))
    if word in ("when", "since"):
        return heaviest(weights(scan, start, end))[1] < STRONG
    if word == "with":
        people = any(hit.kind == "people" for hit in scan.between("subject", start, end))
        moving = {hit.start for hit in scan.between("move", start, end)}
        feelings = [hit for hit in scan.between("feeling", start, min(end, start + 60)) if hit.start not in moving]
        return not (found and (feelings or people))
    if _NUMBER_FIRST.match(scan.folded, start):
        return heaviest(weights(scan, start, end))[1] < STRONG
    return False


def _own_move(scan: Scan, start: int) -> bool:
    """ "After falling for two days", "after trading between": what the market itself did before."""
    if scan.between("own", start, start + 2):
        return True
    return any(scan.folded.endswith("ing", hit.start, hit.end) for hit in scan.between("move", start, start + 2))


def _attached(scan: Scan, link: Hit) -> bool:
    """Whether a move, a figure or a time stands right before: "fell 2% on", "closed lower on"."""
    near = link.start - _ATTACHED
    moves = scan.between("move", near, link.start)
    return bool(moves) or _MOMENT.search(scan.folded, max(0, near), link.start) is not None


def _lead(scan: Scan, clause: Clause, link: Hit, place: int) -> Reason | None:
    """EFFECT tracking / mirroring / taking its cue from another market's move."""
    cause_end = _cause_end(scan, clause, link, place)
    moved = _effect_before(scan, clause, link, place)
    if moved is None and names_market(scan, clause.start, link.start):
        moved = what_moved(scan, clause.start, cause_end, clause.sentence.heading)
    if moved is None and link.start - clause.start < _INVERTED:
        for comma in _commas(scan, link.end, clause.end):
            moved = what_moved(scan, comma + 1, clause.end)
            if moved:
                break
    found = weights(scan, link.end, cause_end)
    category, _ = heaviest(found)
    other = leads(scan, link.end, cause_end, regions_in(scan, clause.start, link.start))
    if moved is None or not (other or (category == "commodities" and found[category] >= STRONG)):
        return None
    keeps = category in ("commodities", "currency", "bond_yields") and not found.get("lead")
    return Reason([category if keeps else "lead"], moved, clause.start, clause.end, "lead link")


def _passive(scan: Scan, link: Hit) -> Hit | None:
    match = grammar().passive.match(scan.folded, link.end)
    if match is None:
        return None
    word = scan.folded[link.start : link.end].split(" ", 1)[0]
    if not word.endswith("ed") and word not in grammar().participles:
        return None
    value = -1.0 if " lower" in match[0] or " down" in match[0] else 1.0 if " higher" in match[0] else link.value
    return Hit(link.start, match.end(), "by", value)


def _by(scan: Scan, clause: Clause, by: Hit, place: int) -> Reason | None:
    """EFFECT, weighed down by CAUSE."""
    cause_end = _cause_end(scan, clause, by, place)
    moved = _effect_before(scan, clause, by, place)
    if moved is None:
        moved = _subject_before(scan, clause, by)
    if moved is None and by.start - clause.start < _INVERTED:
        for comma in _commas(scan, by.end, clause.end):
            if moved := what_moved(scan, comma + 1, clause.end, clause.sentence.heading):
                cause_end = comma
                break
    if moved is None:
        return None
    found = themes(scan, by.end, cause_end, regions_in(scan, clause.start, by.start), moved.single)
    if not found:
        if scan.folded.startswith("led", by.start) or not scan.between("feeling", by.end, min(cause_end, by.end + 60)):
            return None
        found = ["corporate" if moved.single else "other"]
    effect = moved.effect if not by.value else sign(by.value)
    return Reason(found, moved._replace(effect=effect), clause.start, clause.end, "moved by")


def _subject_before(scan: Scan, clause: Clause, by: Hit) -> Moved | None:
    """ "Sentiment was dampened by": no other verb moves; the link's own does."""
    start = max(
        [clause.start, *(link.end for link in clause.links if link.start < by.start and link.kind in _ENDS_CAUSE)]
    )
    if by.start - start < 4 or not names_market(scan, start, by.start):
        return None
    return Moved(sign(by.value), markets_in(scan, start, by.start))


def _influence(scan: Scan, clause: Clause, link: Hit, place: int) -> Reason | None:
    """CAUSE weighs on / boosts / caps EFFECT."""
    start = max(
        [
            clause.start,
            *(other.end for other in clause.links[:place] if other.kind in _ENDS_CAUSE),
            link.start - _LONGEST_CAUSE,
        ]
    )
    word = scan.folded[link.start : link.end]
    if word in grammar().passive_only or _is_noun(scan, link, clause.sentence.heading):
        return None
    value = _object_sign(scan, clause, link)
    if value is None or _would(scan, start, link):
        return None
    cause_end = link.start
    if start + _INVERTED > link.start and word.partition(" ")[0].endswith("ing"):
        copula = _COPULA.search(scan.text, link.end, min(clause.end, link.end + _OBJECT_MOVE))
        if copula is None:
            return None
        start, cause_end = copula.end(), clause.end
    effect = regions_in(scan, link.end, min(clause.end, link.end + _OBJECT))
    found, earlier = themes(scan, start, cause_end, effect), None
    if not found and link.start - clause.sentence.start < _ATTACHED and clause.before is not None:
        if _BACK_START.match(scan.text, clause.sentence.start, link.start):
            earlier = clause.before
            found = themes(scan, earlier.start, min(earlier.end, earlier.start + _LONGEST_CAUSE))
    elif not found and scan.between("feeling", start, cause_end):
        found = ["other"]
    if not found:
        return None
    markets = markets_in(scan, link.end, min(clause.end, link.end + _OBJECT_MOVE))
    return Reason(found, Moved(sign(value), markets), clause.start, clause.end, f"{link.kind} influence", earlier)


def _is_noun(scan: Scan, link: Hit, heading: bool) -> bool:
    """ "A boost", "support at", "Power Assets": a noun or name of the same form."""
    if scan.folded.endswith(("ed", "ing"), link.start, link.end):
        return False
    if scan.text[link.start].isupper() and not heading:
        return True
    before = scan.folded[max(0, link.start - 16) : link.start].split()
    after = scan.folded[link.end : link.end + 12].split()
    marks, followers = grammar().noun_marks, grammar().noun_followers
    return bool(before and before[-1] in marks) or bool(after and after[0] in followers)


def _object_sign(scan: Scan, clause: Clause, link: Hit) -> float | None:
    """The direction in which the verb moves its object; None where the object is no market, mood or move."""
    stop = min(
        [clause.end, *(other.start for other in clause.links if other.start >= link.end and other.kind in _ENDS_CAUSE)]
    )
    near, far = min(stop, link.end + _OBJECT), min(stop, link.end + _OBJECT_MOVE)
    objects = [hit for hit in scan.between("subject", link.end, near) if hit.kind != "back"]
    named = bool(scan.mentioned(link.end, near) or scan.between("place", link.end, near))
    if objects and objects[0].kind == "other" and not named:
        return None
    people = any(hit.kind == "people" for hit in objects)
    felt = next((hit for hit in scan.between("feeling", link.end, near) if hit.value), None)
    moves = scan.between("move", link.end, far)
    if link.kind in ("stir", "calm"):
        return float(link.value * felt.value) if felt and people else None
    if link.kind == "limit":
        reached = [hit for hit in moves if hit.start < near]
        return -reached[0].value if reached else None
    if not (objects or named):
        return None
    if link.kind == "turned":
        return moves[0].value if moves else None
    return float(link.value * (felt.value if felt else 1.0))


def _would(scan: Scan, start: int, link: Hit) -> bool:
    """ "Could weigh on", "to support": said of what may come."""
    near = max(start, link.start - _MODAL_REACH)
    if any(hit.kind == "modal" for hit in scan.between("bound", near, link.start)):
        return True
    before = scan.folded[max(0, link.start - 24) : link.start].split()
    return before[-1:] == ["to"] and (len(before) < 2 or before[-2] not in grammar().goes_on)


def _effect_before(scan: Scan, clause: Clause, link: Hit, place: int) -> Moved | None:
    """The move told before the link: the nearest statement's, or the main one's where a comma parts the link from it."""
    pieces = _pieces(clause, link, place)
    nearest_first = scan.text[max(0, link.start - 2) : link.start].strip() != ","
    for start, end in reversed(pieces) if nearest_first else pieces:
        moved = what_moved(scan, start, end, clause.sentence.heading or clause.sentence.bullet)
        if moved is None:
            moved = _move_pointed_at(scan, clause, start, end)
        if moved is not None:
            return moved
    if len(pieces) > 1 and not clause.contrasts:
        return what_moved(scan, clause.start, link.start)
    if not nearest_first and clause.start > clause.sentence.start:
        return what_moved(scan, clause.sentence.start, clause.start)
    return None


def _pieces(clause: Clause, link: Hit, place: int) -> list[tuple[int, int]]:
    """What stands before a link, parted at the links before it, contrasts left out."""
    edges = [clause.start]
    for other in clause.links[:place]:
        if other.kind in _ENDS_CAUSE:
            edges += [other.start, other.end]
    edges.append(link.start)
    pieces = []
    for low, high in zip(edges[::2], edges[1::2], strict=True):
        for start, end in clause.contrasts:
            if low <= start < high:
                if start - low > 3:
                    pieces.append((low, start))
                low = min(end, high)
        if high > low:
            pieces.append((low, high))
    return pieces


def _move_pointed_at(scan: Scan, clause: Clause, start: int, end: int) -> Moved | None:
    """ "The gains", "This": the move of the sentence before, where such words begin the sentence."""
    if start > clause.sentence.start + 3 or end - start > 60 or not _BACK_START.match(scan.text, start, end):
        return None
    moves = scan.between("move", start, end)
    earlier = clause.before
    if earlier is None:
        return None
    told = what_moved(scan, earlier.start, min(earlier.end, earlier.start + _LONGEST_CAUSE))
    if moves:
        return Moved(sign(moves[0].value), told.markets if told else ())
    return told if end - start < 20 else None


def _cause_end(scan: Scan, clause: Clause, link: Hit, place: int) -> int:
    limit = min([clause.end, link.end + _LONGEST_CAUSE, *(start for start, _ in clause.contrasts if start > link.end)])
    for other in clause.links[place + 1 :]:
        if other.kind not in _ENDS_CAUSE or other.start - link.end < 12:
            continue
        if other.start > limit:
            break
        word = scan.folded[other.start : other.end]
        if word == "with" and scan.text[max(0, other.start - 2) : other.start].strip() != ",":
            continue
        return other.start
    return limit


def _commas(scan: Scan, start: int, end: int) -> Iterator[int]:
    at = start
    for _ in range(4):
        at = scan.text.find(",", at, end)
        if at < 0:
            return
        yield at
        at += 1
