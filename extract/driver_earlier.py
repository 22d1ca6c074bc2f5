"""What the sentence before tells: the cause that "after the news" points back at, the market that moved."""

from __future__ import annotations

from extract.driver_clause import LONGEST_CAUSE
from extract.driver_grammar import grammar
from extract.driver_scan import Scan
from extract.driver_scope import Moved, what_moved
from extract.driver_themes import STRONG, heaviest, themes, weights
from extract.phrases import Hit

_NO_NEWS = ("lead", "positioning")
"""What markets and those who trade do is no news."""


def told_before(scan: Scan, link: Hit, moved: Moved) -> str:
    """ "After the news": what the sentence before tells; of a report only what a report can tell."""
    news = grammar().news.match(scan.folded, link.end) or grammar().news.match(scan.folded, max(0, link.start - 1))
    earlier = scan.earlier if news else None
    if news is None or earlier is None:
        return ""
    end = min(earlier.end, earlier.start + LONGEST_CAUSE)
    allowed = grammar().told_by.get(news.lastgroup or "")
    if allowed is None:
        found = themes(earlier, earlier.start, end, single=moved.single)
        if not found or found[0] not in _NO_NEWS:
            return next(iter(found), "")
    told = weights(earlier, earlier.start, end)
    category, weight = heaviest(
        {name: value for name, value in told.items() if (name in allowed if allowed else name not in _NO_NEWS)}
    )
    return category if weight >= STRONG else ""


def moved_earlier(scan: Scan) -> Moved | None:
    """What moved in the sentence before."""
    earlier = scan.earlier
    if earlier is None:
        return None
    return what_moved(earlier, earlier.start, min(earlier.end, earlier.start + LONGEST_CAUSE))


def first_theme(scan: Scan, moved: Moved) -> str:
    """ "In response": the first theme of the sentence before."""
    earlier = scan.earlier
    if earlier is None:
        return ""
    end = min(earlier.end, earlier.start + LONGEST_CAUSE)
    return next(iter(themes(earlier, earlier.start, end, single=moved.single)), "")
