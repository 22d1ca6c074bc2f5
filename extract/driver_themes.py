"""What a reason is about: the category that its words weigh most."""

from __future__ import annotations

from extract.driver_grammar import grammar
from extract.driver_markets import regions_in
from extract.driver_scan import Scan
from extract.phrases import Hit

ENOUGH = 2.0
STRONG = 3.0
_HEAD = 90
_LATER = 0.75
_FIRST = 1.0
_OWN_NEWS = 1.5
FIRM = frozenset({"commodities", "currency", "bond_yields"})
"""What moves itself and moves others."""
_OF_THE_ECONOMY = ("inflation", "economic_data", "monetary_policy")
_TOLD_BY_NAME = (*_OF_THE_ECONOMY, "earnings")
_OWN = ("earnings", "corporate", "health")
_MOST_PARTS = 6


def weights(scan: Scan, start: int, end: int, single: bool = False) -> dict[str, float]:
    """The categories named in [start, end) with their weights; what comes first counts most. `single`: of one company's
    share, whose judges and fines are its own news."""
    found: dict[str, float] = {}
    hits = scan.between("theme", start, end)
    for place, (hit_start, hit_end, kind, value) in enumerate(hits):
        if kind == "none" or _describes(scan, hits, place, hit_end, kind):
            continue
        if kind == "currency" and grammar().sum_of_money.search(scan.folded, max(0, hit_start - 9), hit_start):
            continue
        if kind == "awaited":
            if any(hit[2] in _OF_THE_ECONOMY for hit in hits):
                continue
            kind = "earnings"
        if kind == "law":
            kind = "corporate" if single else "politics"
        if not found and value >= STRONG:
            value += _FIRST
        found[kind] = found.get(kind, 0.0) + (value if hit_start - start < _HEAD else value * _LATER)
    return found


def _describes(scan: Scan, hits: list[Hit], place: int, end: int, kind: str) -> bool:
    """ "An oil embargo": a word that only describes the next one, whose category governs its own."""
    after = hits[place + 1] if place + 1 < len(hits) else None
    if after is None:
        return False
    words = grammar()
    if after.kind in _OF_THE_ECONOMY and scan.folded[hits[place].start : end] in words.periods:
        return not scan.text[end : after.start].strip()
    if kind not in words.yields.get(after.kind, []):
        return False
    return scan.folded[end : after.start].strip() in grammar().related


def heaviest(found: dict[str, float]) -> tuple[str, float]:
    """The category of most weight and its weight; ("", 0) where there is none."""
    if not found:
        return "", 0.0
    category = max(found, key=found.__getitem__)
    return category, found[category]


def themes(scan: Scan, start: int, end: int, effect: tuple[int, int] | None = None, single: bool = False) -> list[str]:
    """The categories of a reason, the heaviest first: one, or one for each member of an enumeration that has its own.

    `effect` is where the move is told: only another market's move is a lead. `single`: one company's share moved, so
    that its own news weighs more.
    """
    if single:
        start = _own_news(scan, start, end)
    whole = weights(scan, start, end, single)
    if not whole:
        return ["lead"] if effect and not single and leads(scan, start, end, effect) else []
    if "lead" in whole and not leads(scan, start, end, effect):
        del whole["lead"]
    if single:
        for category in _OWN:
            if category in whole:
                whole[category] += _OWN_NEWS
    first, weight = heaviest(whole)
    if weight < ENOUGH:
        return []
    limits = any(hit.kind == "limit" for hit in scan.between("link", start, end))
    if first == "technology" and whole.get("trade", 0.0) >= ENOUGH and not limits:
        first = "trade"  # "companies that build chips would be spared the tariff"
    if len(whole) == 1:
        return [first]
    found = dict.fromkeys([first])
    yields = grammar().yields.get(first, [])
    for part_start, part_end in _enumerated(scan, start, end):
        category, part_weight = heaviest(weights(scan, part_start, part_end))
        if part_weight >= STRONG and category in whole and category not in yields:
            found.setdefault(category)
    return list(found)


def _own_news(scan: Scan, start: int, end: int) -> int:
    """Where a company's news begins that says enough ("after the chipmaker reported a loss"): what stands before it
    only describes the company."""
    for report in scan.between("report", start, min(end, start + _HEAD)):
        category, weight = heaviest(weights(scan, start, report.start))
        if category in _TOLD_BY_NAME and weight >= STRONG:
            return start  # "after Chinese growth figures beat forecasts", "after its results showed"
        if heaviest(weights(scan, report.end, end))[1] >= ENOUGH:
            return report.end
    return start


def leads(scan: Scan, start: int, end: int, effect: tuple[int, int] | None, still: bool = False) -> bool:
    """Whether [start, end) tells a move of another market than those named where the effect is told; with `still` its
    name is enough."""
    words = grammar()
    moves = bool(scan.between("move", start, end))
    if match := words.elsewhere.search(scan.folded, start, end):
        return still or moves or match[0] in words.signals
    if not (moves or still):
        return False
    own = (regions_in(scan, *effect) if effect else frozenset()) - {""} or scan.page.home
    if "us" not in own and words.from_us.search(scan.folded, start, end):
        return True
    return bool(regions_in(scan, start, end) - own - {""})


def _enumerated(scan: Scan, start: int, end: int) -> list[tuple[int, int]]:
    bounds = [start]
    for match in grammar().parts.finditer(scan.text, start, end):
        if grammar().pronouns.match(scan.folded, match.end()):
            continue
        moves = scan.between("move", match.end(), match.end() + 1)
        if moves and abs(moves[0].value) == 1.0 and grammar().moves_on.match(scan.folded, moves[0].end):
            end = match.start()  # "the fall in New York, and slid": the move goes on
            break
        bounds += [match.start(), match.end()]
        if len(bounds) > 2 * _MOST_PARTS:
            break
    bounds.append(end)
    return list(zip(bounds[::2], bounds[1::2], strict=True)) if len(bounds) > 2 else []
