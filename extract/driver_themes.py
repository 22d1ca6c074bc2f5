"""What a reason is about: the category that its words weigh most."""

from __future__ import annotations

import re
from collections import defaultdict

from extract.driver_grammar import grammar
from extract.driver_scope import Scan, regions_in

ENOUGH = 2.0
STRONG = 3.0
_PARTS = re.compile(r",? (?:and|as well as|along with|coupled with|plus|or)(?: also)? |, |/")
_HEAD = 90
_LATER = 0.75
_FIRST = 1.0
_OWN_NEWS = 1.5
_MOST_PARTS = 6


def weights(scan: Scan, start: int, end: int) -> dict[str, float]:
    """The categories named in [start, end) with their weights; what comes first counts most."""
    found: dict[str, float] = defaultdict(float)
    sum_of_money = grammar().sum_of_money
    for hit in scan.between("theme", start, end):
        if hit.kind == "none":
            continue
        if hit.kind == "currency" and sum_of_money.search(scan.folded, max(0, hit.start - 9), hit.start):
            continue
        bonus = _FIRST if not found and hit.value >= STRONG else 0.0
        found[hit.kind] += (hit.value + bonus) * (1.0 if hit.start - start < _HEAD else _LATER)
    return found


def heaviest(found: dict[str, float]) -> tuple[str, float]:
    """The category of most weight and its weight; ("", 0) where there is none."""
    if not found:
        return "", 0.0
    category = max(found, key=lambda name: found[name])
    return category, found[category]


def themes(scan: Scan, start: int, end: int, effect: frozenset[str] = frozenset(), single: bool = False) -> list[str]:
    """The categories of a reason, the heaviest first: one, or one for each member of an enumeration that has its own.

    `effect` are the regions that moved: only another market's move is a lead. `single`: one company's share moved, so
    that its own news weighs more.
    """
    whole = weights(scan, start, end)
    if "lead" in whole and not leads(scan, start, end, effect):
        del whole["lead"]
    if single:
        for category in ("earnings", "corporate", "health"):
            if category in whole:
                whole[category] += _OWN_NEWS
    first, weight = heaviest(whole)
    if weight < ENOUGH:
        return []
    found = dict.fromkeys([first])
    yields = grammar().yields.get(first, [])
    for part_start, part_end in _enumerated(scan, start, end):
        part = weights(scan, part_start, part_end)
        category, part_weight = heaviest(part)
        if part_weight >= STRONG and category in whole and category not in yields:
            found.setdefault(category)
    return list(found)


def leads(scan: Scan, start: int, end: int, effect: frozenset[str]) -> bool:
    """Whether [start, end) tells a move of another market than those of the regions in `effect`."""
    words = grammar()
    moves = bool(scan.between("move", start, end))
    if match := words.elsewhere.search(scan.folded, start, end):
        return moves or match[0] in ("cues", "peers")
    if "us" not in effect and words.from_us.search(scan.folded, start, end):
        return moves
    return moves and bool(regions_in(scan, start, end) - effect - {""})


def _enumerated(scan: Scan, start: int, end: int) -> list[tuple[int, int]]:
    bounds = [start]
    for match in _PARTS.finditer(scan.text, start, end):
        if grammar().pronouns.match(scan.folded, match.end()):
            continue
        bounds += [match.start(), match.end()]
        if len(bounds) > 2 * _MOST_PARTS:
            break
    bounds.append(end)
    return [(bounds[i], bounds[i + 1]) for i in range(0, len(bounds) - 1, 2)]
