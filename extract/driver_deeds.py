"""Causes told without an object, of the move that was told before: "Bond yields did the damage.", "Blame the yen."."""

from __future__ import annotations

import re

from extract.driver_clause import ENDS_CAUSE, INVERTED, LONGEST_CAUSE, Clause, Reason, effect_before
from extract.driver_earlier import moved_earlier
from extract.driver_influence import supposed
from extract.driver_links import subject_before
from extract.driver_markets import markets_in
from extract.driver_names import company_in
from extract.driver_scan import Scan
from extract.driver_scope import Moved, sign, what_moved
from extract.driver_themes import ENOUGH, STRONG, heaviest, leads, themes, weights
from extract.driver_weak import names_part
from extract.phrases import Hit

_CLEFT = 90
_LONGEST_ASIDE = 120
_SAYING = re.compile(r", \w+ing ")
_BEING = re.compile(r" (?:was|is|were|are) ")
_POINTS = re.compile(r":| (?:for (?:[\w'’-]+ ){1,4}|(?:[a-z]+ ){0,2})(?:was|is|were|are) ")


def done(scan: Scan, clause: Clause, link: Hit, place: int) -> Reason | None:
    """CAUSE did the damage / took its toll / helped: the verb's own effect on the market that moved before; of a person
    what he said behind it ("did not help, saying")."""
    ends = (other.end for other in clause.links[:place] if other.kind in ENDS_CAUSE)
    start, end = max([clause.start, *ends]), link.start
    if supposed(scan, start, link):
        return None
    if heaviest(weights(scan, start, end))[1] < STRONG and _SAYING.match(scan.text, link.end):
        start, end = link.end, clause.end
    if heaviest(weights(scan, start, end))[1] < STRONG:
        return None
    found = themes(scan, start, end)
    if names_part(scan, link, found):
        return None
    if link.kind == "flow" and found[:1] != ["positioning"]:
        return None
    moved = _moved_before(scan, link)
    return Reason(found, moved, clause.start, clause.end, "done by") if found and moved else None


def blamed(scan: Scan, clause: Clause, link: Hit) -> Reason | None:
    """ "Blame the yen", "Blame for the fall was spread three ways: ...": the cause is the rest of the sentence."""
    if link.start - clause.sentence.start >= INVERTED // 3 or scan.text.startswith("-", link.end):
        return None
    if scan.folded.endswith("it was", link.start, link.end):
        return _cleft(scan, link)
    if scan.folded.startswith("the ", link.start) and not _POINTS.match(scan.text, link.end):
        return None
    if not scan.folded.startswith(" for ", link.end):
        start, moved = link.end, _moved_before(scan, link)
    else:
        points = _POINTS.match(scan.text, link.end)
        start = points.end() - 1 if points else scan.text.find(":", link.end, scan.end)
        told = what_moved(scan, link.end, start) if start > 0 else None
        moved = told or _moved_before(scan, link)
    if start < 0 or moved is None:
        return None
    end = min(scan.end, start + LONGEST_CAUSE)
    if heaviest(weights(scan, start, end))[1] < STRONG:
        return None
    found = themes(scan, start, end) or (["lead"] if leads(scan, start, end, None, still=True) else [])
    return Reason(found, moved, clause.sentence.start, end, "blamed") if found else None


def assigned(scan: Scan, clause: Clause, link: Hit) -> Reason | None:
    """ "Analysts attributed the fall to profit-taking": the cause behind the words, of the move between them."""
    end = min(clause.end, link.end + LONGEST_CAUSE)
    if supposed(scan, clause.start, link) or heaviest(weights(scan, link.end, end))[1] < STRONG:
        return None
    told = _moved_before(scan, link)
    moves = scan.between("move", link.start, link.end)
    markets = markets_in(scan, link.start, link.end) or (told.markets if told else ())
    moved = Moved(sign(moves[-1].value), markets) if moves else told
    found = themes(scan, link.end, end)
    return Reason(found, moved, clause.start, clause.end, "assigned") if found and moved else None


def _cleft(scan: Scan, link: Hit) -> Reason | None:
    """ "It was tariffs again: the index fell"."""
    colon = scan.text.find(": ", link.end, min(scan.end, link.end + _CLEFT))
    moved = what_moved(scan, colon, scan.end) if colon > 0 else None
    if moved is None or heaviest(weights(scan, link.end, colon))[1] < STRONG:
        return None
    return Reason(themes(scan, link.end, colon), moved, scan.start, scan.end, "blamed")


def traded(scan: Scan, clause: Clause, link: Hit, place: int) -> Reason | None:
    """ "Miners saw some profit-taking": what those who trade did is the reason, its effect their own."""
    subjects = scan.between("subject", clause.start, link.start)
    if (subjects and subjects[-1].kind == "people") or scan.folded.startswith(" as ", link.end):
        return None  # "investors saw profit-taking as a risk"
    moved = effect_before(scan, clause, link, place) or subject_before(scan, clause, link)
    if moved is None or supposed(scan, clause.start, link):
        return None
    moved = moved._replace(effect=sign(link.value))
    return Reason(["positioning"], moved, clause.start, clause.end, "traded")


def what(scan: Scan, clause: Clause, link: Hit) -> Reason | None:
    """ "What cheered the bulls was a softer tone from the Fed": the cause behind the verb of being."""
    being = _BEING.search(scan.text, link.end, min(clause.end, link.end + _CLEFT))
    if being is None or not link.value or heaviest(weights(scan, being.end(), clause.end))[1] < STRONG:
        return None
    moved = Moved(sign(link.value), markets_in(scan, link.end, scan.end))
    return Reason(themes(scan, being.end(), clause.end), moved, clause.start, clause.end, "what moved")


def related(scan: Scan, clause: Clause, link: Hit) -> Reason | None:
    """ "Norvik, which cut its forecast, fell 5%", "Norvik, whose profit missed estimates, was down": what is told of a
    company beside its move is the move's reason."""
    comma = scan.text.find(", ", link.end, min(clause.end, link.end + _LONGEST_ASIDE))
    whose = scan.folded.startswith("whose", link.start)
    if comma < 0 or not scan.between("report", link.end, comma if whose else link.end + 2):
        return None
    being = _BEING.match(scan.text, comma + 1)
    begin = being.end() - 1 if being else comma
    moves = [hit for hit in scan.between("move", begin, begin + 4) if abs(hit.value) == 1.0]
    company = company_in(scan, clause.start, link.start)
    category, weight = heaviest(weights(scan, link.end, comma, single=True))
    if not moves or not company or category not in ("corporate", "earnings") or weight < ENOUGH:
        return None
    moved = Moved(sign(moves[0].value), company, True)
    return Reason([category], moved, clause.start, clause.end, "related")


def _moved_before(scan: Scan, link: Hit) -> Moved | None:
    """The move of the sentence before, or told earlier in this one; its effect the link's own, where it has one."""
    here, earlier = scan.page.told(scan.start, scan.end), scan.earlier
    if not here and earlier and scan.page.told(earlier.start, earlier.end):
        told = moved_earlier(scan)
    else:
        told = what_moved(scan, scan.start, link.start) or what_moved(scan, link.end, scan.end) or moved_earlier(scan)
    if not link.value:
        return told
    return Moved(sign(link.value), told.markets if told else (), told.single if told else False)
