"""Which markets and regions a clause names. Positions are characters of the whole text."""

from __future__ import annotations

import re

from extract.driver_grammar import RANKED_REACH, grammar
from extract.driver_scan import Scan
from extract.phrases import Hit

MOST_MARKETS = 4
_FLOWING = ("currency", "bond", "commodity", "crypto")
"""What has no place of its own: where it is told to have been dealt is not what moved."""
_BESIDE = 2
"""Characters from a place to what it describes ("the Indian rupee")."""
_NAME_REACH = 24


def markets_in(scan: Scan, start: int, end: int) -> tuple[str, ...]:
    """Ids of the instruments named in [start, end), or else the regions, or else what "oil" or "the yen" stand for."""
    named = (mention for mention in scan.mentioned(start, end) if mention.instrument)
    ids = dict.fromkeys(
        mention.instrument
        for mention in named
        if mention.kind != "commodity" or not _describes(scan, mention.start, mention.end)
    )
    if not ids:
        places = [hit for hit in scan.between("place", start, end) if not (_in_name(scan, hit) or _ranks(scan, hit))]
        told = scan.page.told(start, places[0].end + _BESIDE if places else end)
        flowing = (move.instrument for move in told if move.kind in _FLOWING)  # "The euro rose in early Asian trade"
        ids = dict.fromkeys(flowing) or dict.fromkeys(str(hit.value) for hit in places)
    if not ids:
        general = (hit for hit in scan.between("subject", start, end) if hit.value)
        ids = dict.fromkeys(
            str(hit.value).removeprefix("-") for hit in general if not _describes(scan, hit.start, hit.end)
        )
    return tuple(ids)[:MOST_MARKETS]


def regions_in(scan: Scan, start: int, end: int) -> frozenset[str]:
    """The regions named in [start, end), by themselves or by an instrument."""
    named = {str(hit.value) for hit in scan.between("place", start, end)}
    return frozenset(named | {mention.region for mention in scan.mentioned(start, end)})


def _describes(scan: Scan, start: int, end: int) -> bool:
    """ "Gold miners", "steel and aluminum stocks", "Barrick Gold": what a name or a kind of shares only says of
    them."""
    if grammar().part_of.match(scan.folded, end):
        return True
    before = scan.text[max(0, start - _NAME_REACH) : start].split()
    return scan.text[start].isupper() and bool(before) and before[-1][0].isupper() and before[-1][-1].isalpha()


def _ranks(scan: Scan, place: Hit) -> bool:
    """ "The worst performer on the Nasdaq": among whom a share is ranked."""
    return bool(grammar().ranked_on.search(scan.folded, max(0, place.start - RANKED_REACH), place.start))


def _in_name(scan: Scan, place: Hit) -> bool:
    """ "Asian Paints", "Bank of America": a place inside another name."""
    if scan.folded.endswith(" of ", 0, place.start) and scan.text[max(0, place.start - 5) : place.start - 4].islower():
        return bool(re.search(r"[A-Z]\w+ of $", scan.text[max(0, place.start - 20) : place.start]))
    after = scan.text[place.end : place.end + 2]
    if not (after[:1] == " " and after[1:].isupper()):
        return False
    return not (scan.between("subject", place.end, place.end + 2) or scan.between("place", place.end, place.end + 2))
