"""Companies by the look of their names: capitalized words before a verb."""

from __future__ import annotations

import re

from extract.driver_grammar import grammar
from extract.driver_scan import Scan

_NAME = re.compile(r"[A-ZÀ-Þ][\w&.’'-]*(?: (?:of |and |& |the )?[A-ZÀ-Þ][\w&.’'-]*){0,5}")
_SUBJECT_REACH = 160


def company_in(scan: Scan, start: int, end: int) -> tuple[str, ...]:
    """The capitalized name that stands before the verb, without its possessive and "shares"; the first one where the
    others only describe it ("Kingfisher, the owner of B&Q, surged")."""
    begin, words = max(start, end - _SUBJECT_REACH), grammar()
    found = ""
    for match in _NAME.finditer(scan.text, begin, end):
        name = words.shares_around.sub("", match[0])
        first, _, rest = name.partition(" ")
        if rest and first.lower() in words.openers:
            name = rest
        if name.lower().rstrip(".") in words.no_names or len(name) < 2:
            continue
        found = name
        if words.appositive.match(scan.text, match.end(), end):
            break
    return _as_read(scan, begin, end, found) if found else ()


def _as_read(scan: Scan, start: int, end: int, name: str) -> tuple[str, ...]:
    """The shares whose moves were read there, where the name is made of theirs or begins one ("Acme and Borealis",
    "Route 66"); else the name."""
    told = dict.fromkeys(move.instrument for move in scan.page.told(start, end) if move.kind == "stock")
    read = tuple(other for other in told if other in name or other.startswith(name))
    return read or (name,)


def named_in_full(scan: Scan, start: int, end: int) -> bool:
    """Whether a name of several words stands in [start, end)."""
    return any(" " in match[0] for match in _NAME.finditer(scan.text, start, end))
