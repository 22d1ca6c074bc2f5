"""What a reason is of where its themes do not say it: a company's own deed, a government's, its news, a feeling."""

from __future__ import annotations

from extract.driver_grammar import grammar
from extract.driver_names import named_in_full
from extract.driver_scan import Scan
from extract.driver_scope import Moved, what_moved
from extract.driver_weak import too_weak
from extract.phrases import Hit

_NEAR = 60
_TELLING_LENGTH = 24
_FEELING_NEAR = 24
_DESCRIBING = ("technology", "property", "health", "economic_data")
"""What describes a company as often as it is its news."""
_INCIDENTAL = (*_DESCRIBING, "commodities", "positioning")
"""What is told beside a deed of the company's own ("clinched an order for six LNG carriers")."""
_ACTS_NEAR = 24


def categories(scan: Scan, link: Hit, end: int, moved: Moved, found: list[str], place: int) -> list[str]:
    """The categories of a cause up to `end`: those `found` by its themes, or what it is where those only describe who
    acts; none where it is no reason."""
    start, words = link.end, grammar()
    feeling = bool(scan.between("feeling", start, min(end, start + _NEAR)))
    if too_weak(scan, link, end, found, feeling):
        return []
    ruled = _by_government(scan, start, end)
    deed = moved.single and not ruled and _own_deed(scan, start, end)
    own = moved.single and (deed or words.own_news.match(scan.folded, start) or _own_report(scan, link))
    incidental = _INCIDENTAL if deed or (ruled and moved.single) else _DESCRIBING if own else ()
    if found and found[0] not in incidental:
        return found
    if ruled and link.kind != "near":
        return ["politics"]
    if own or (moved.single and _reports(scan, start, end)):
        return ["corporate"]
    if moved.single and _of_news(scan, link, end):
        return ["corporate"]
    if link.kind == "clause" and not place and _felt_first(scan, start, end):
        return ["other"]
    if link.kind == "strong" or scan.folded.startswith(words.amid, link.start) or (feeling and link.kind == "near"):
        moves = scan.between("move", start, min(end, start + 2 * _NEAR))
        sequel = scan.folded.startswith(("come", "came"), link.start) and what_moved(scan, start, end) is not None
        bare = sequel or (moves and not feeling)
        named = feeling and named_in_full(scan, start, end) and not scan.between("place", start, end)
        if place and not (named or moved.single):
            return []
        return [] if bare else ["corporate" if named or moved.single else "other"]
    return []


def _felt_first(scan: Scan, start: int, end: int) -> bool:
    """ "As worries about the lender grew": a feeling is the clause's subject."""
    return any(hit.value for hit in scan.between("feeling", start, min(end, start + _FEELING_NEAR)))


def _reports(scan: Scan, start: int, end: int) -> bool:
    """Whether a company's news is told, not what an index does ("as the Nifty trades 90 points higher")."""
    report = next(iter(scan.between("report", start, end)), None)
    return report is not None and all(mention.kind != "index" for mention in scan.mentioned(start, report.start))


def _of_news(scan: Scan, link: Hit, end: int) -> bool:
    """ "After its film pulled in crowds": what a share moved after is its company's news, whatever it is."""
    start = link.end
    if not scan.folded.startswith(grammar().sequels, link.start) or end - start < _TELLING_LENGTH:
        return False
    return not scan.between("move", start, start + _NEAR // 2) and not grammar().number_first.match(scan.folded, start)


def _own_report(scan: Scan, link: Hit) -> bool:
    """ "On a report that it": the report belongs to the link."""
    words = grammar()
    word, _, rest = scan.folded[link.start : link.end].partition(" ")
    if rest and words.own_news.match(scan.folded, link.start + len(word)):
        return True
    return words.report_that.match(scan.folded, link.start + len(word)) is not None


def _own_deed(scan: Scan, start: int, end: int) -> bool:
    """ "After the shipbuilder clinched", "after reporting", "as it unveiled": what the company itself did."""
    report = next(iter(scan.between("report", start, min(end, start + _NEAR))), None)
    return report is not None and grammar().own_subject.fullmatch(scan.text, start, report.start) is not None


def _by_government(scan: Scan, start: int, end: int) -> bool:
    """ "After Beijing told its citizens", "on a report that the administration was weighing curbs": who acts is a
    government."""
    actor = grammar().government.search(scan.text, start, min(end, start + _NEAR))
    return actor is not None and bool(scan.between("report", actor.end(), min(end, actor.end() + _ACTS_NEAR)))
