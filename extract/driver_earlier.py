"""What the sentence before tells: the cause that "after the news" points back at, the market that moved."""

from __future__ import annotations

from extract.driver_clause import LONGEST_CAUSE, Clause
from extract.driver_grammar import grammar
from extract.driver_scan import Scan
from extract.driver_scope import Moved, sign, what_moved
from extract.driver_themes import STRONG, heaviest, themes, weights
from extract.phrases import Hit

_TWO_MOVES = 2
_BESIDE = 2
"""Characters between a noun of moving and the participle that says what drove it."""
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


def of_move_before(scan: Scan, clause: Clause, link: Hit, moved: Moved) -> Moved:
    """ "Slipped, giving back some of a rally driven by", "after a week that saw it climb on": the reason of the other
    move that stands right before the link and went the other way."""
    moves = scan.between("move", clause.start, link.start)
    if len(moves) < _TWO_MOVES or moved.effect == "mixed" or moves[-1].value == 0:
        return moved
    last, effect = moves[-1], sign(moves[-1].value)
    if effect == moved.effect or "," in scan.text[last.end : link.start]:
        return moved
    behind = link.kind == "by" and link.start - last.end <= _BESIDE
    relative = grammar().of_noun.search(scan.folded, moves[0].end, link.start)
    return moved._replace(effect=effect) if behind or relative else moved
