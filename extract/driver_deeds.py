"""Causes told without an object, of the move that was told before: "Bond yields did the damage.", "Blame the yen."."""

from __future__ import annotations

from extract.driver_clause import ENDS_CAUSE, INVERTED, LONGEST_CAUSE, Clause, Reason
from extract.driver_earlier import moved_earlier
from extract.driver_influence import supposed
from extract.driver_scan import Scan
from extract.driver_scope import Moved, sign, what_moved
from extract.driver_themes import STRONG, heaviest, themes, weights
from extract.phrases import Hit


def done(scan: Scan, clause: Clause, link: Hit, place: int) -> Reason | None:
    """CAUSE did the damage / took its toll / helped: the verb's own effect on the market that moved before."""
    ends = (other.end for other in clause.links[:place] if other.kind in ENDS_CAUSE)
    start = max([clause.start, *ends])
    if supposed(scan, start, link) or heaviest(weights(scan, start, link.start))[1] < STRONG:
        return None
    found = themes(scan, start, link.start)
    moved = _moved_before(scan, link)
    return Reason(found, moved, clause.start, clause.end, "done by") if found and moved else None


def blamed(scan: Scan, clause: Clause, link: Hit) -> Reason | None:
    """ "Blame the yen", "Blame for the fall was spread three ways: ...": the cause is the rest of the sentence."""
    if link.start - clause.sentence.start >= INVERTED // 3:
        return None
    if not scan.folded.startswith(" for ", link.end):
        start, moved = link.end, _moved_before(scan, link)
    else:
        start = scan.text.find(":", link.end, scan.end)
        told = what_moved(scan, link.end, start) if start > 0 else None
        moved = told or _moved_before(scan, link)
    if start < 0 or moved is None:
        return None
    end = min(scan.end, start + LONGEST_CAUSE)
    if heaviest(weights(scan, start, end))[1] < STRONG:
        return None
    return Reason(themes(scan, start, end), moved, clause.sentence.start, end, "blamed")


def _moved_before(scan: Scan, link: Hit) -> Moved | None:
    """The move of the sentence before, or told earlier in this one; its effect the link's own, where it has one."""
    told = what_moved(scan, scan.start, link.start) or moved_earlier(scan)
    if not link.value:
        return told
    return Moved(sign(link.value), told.markets if told else (), told.single if told else False)
