"""Links that say little themselves (on, with, as): what must stand behind them for a cause; subjects that are none."""

from __future__ import annotations

from extract.driver_grammar import grammar
from extract.driver_scan import Scan
from extract.driver_themes import FIRM, STRONG, heaviest, weights
from extract.phrases import Hit

_NEAR = 60
_THEME_NEAR = 45
_FEELING_NEAR = 24
_PART_NEAR = 36
_NAMES_OF_PARTS = frozenset({"property", "health", "corporate"})
_DOING_THEMES = (
    "earnings", "monetary_policy", "geopolitics", "inflation", "trade", "health", "politics", "economic_data",
)  # fmt: skip


def too_weak(scan: Scan, link: Hit, end: int, found: list[str], feeling: bool) -> bool:
    """Whether what stands behind the link is too little for the cause of a move."""
    words, start = grammar(), link.end
    word = scan.folded[link.start : link.end]
    if link.kind == "near":
        if words.number_first.match(scan.folded, start):
            return True
        return not feeling and not scan.between("theme", start, min(end, start + _THEME_NEAR))
    if word in words.accompanied:
        people = any(hit.kind == "people" for hit in scan.between("subject", start, end))
        moving = {hit.start for hit in scan.between("move", start, end)}
        felt = any(hit.start not in moving for hit in scan.between("feeling", start, min(end, start + _NEAR)))
        if found and found[0] in FIRM and _moving_itself(scan, link, end, found[0]):
            return False
        if _does_something(scan, start, end, found):
            return False
        return not (found and (found[0] == "positioning" or (found[0] != "lead" and (felt or people))))
    if word in words.strict or words.number_first.match(scan.folded, start):
        return heaviest(weights(scan, start, end))[1] < STRONG
    return False


def _does_something(scan: Scan, start: int, end: int, found: list[str]) -> bool:
    """ "With inflation cooling": what the cause does, before any comma."""
    if not found or found[0] not in _DOING_THEMES or weights(scan, start, end).get(found[0], 0.0) < STRONG:
        return False
    comma = scan.text.find(",", start, end)
    stop = min(end, start + _NEAR, comma if comma > 0 else end)
    return grammar().doing.search(scan.folded, start, stop) is not None


def _moving_itself(scan: Scan, link: Hit, end: int, category: str) -> bool:
    """ "With gold on the up", but not "with gold miners up" nor, of gold, "with silver higher"."""
    if category in weights(scan, scan.start, link.start):
        return False
    first = next(iter(scan.between("theme", link.end, min(end, link.end + _FEELING_NEAR))), None)
    if first is None or first.kind != category or grammar().part_of.match(scan.folded, first.end):
        return False
    near = min(end, first.end + _NEAR)
    return bool(scan.between("move", first.end, near)) or bool(
        grammar().round_figure.search(scan.folded, first.end, near)
    )


def names_sectors(scan: Scan, start: int, end: int) -> bool:
    """ "Lifted by financials, metals, and oil & gas stocks", "by declines in mining, financial and tech stocks": two or
    more parts of the market that led it, no reason."""
    words = grammar()
    match = words.gains_in.match(scan.folded, start, end)
    told = words.heads_behind.sub("", scan.folded[match.end() if match else start : end].strip(" .;"))
    parts = [words.before_parts.sub("", part.strip()) for part in words.between_parts.split(told)]
    return len(parts) > 1 and words.sectors.issuperset(parts)


def only_parts(scan: Scan, start: int, end: int) -> bool:
    """ "Semiconductor stocks did well, driving their index up": every theme named only says which shares are meant."""
    found = scan.between("theme", start, end)
    return bool(found) and all(grammar().part_of.match(scan.folded, theme.end) for theme in found)


def names_part(scan: Scan, link: Hit, found: list[str]) -> bool:
    """ "Property heavyweights drove the gains": the verb's subject is a part of the market, which leads, no reason."""
    near = max(scan.start, link.start - _PART_NEAR)
    if not set(found) <= _NAMES_OF_PARTS:
        return False
    return any(hit.kind == "market" and hit.end >= link.start - 1 for hit in scan.between("subject", near, link.start))
