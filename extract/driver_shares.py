"""Whether what moves in a clause is one company's share. Positions are characters of the whole text."""

from __future__ import annotations

from extract.driver_grammar import grammar
from extract.driver_markets import markets_in
from extract.driver_names import company_in
from extract.driver_scan import Scan
from extract.phrases import Hit

_MOST_BETWEEN = 7
_FIGURE_REACH = 40
_LEAST_MOVE = 0.5


def is_described(scan: Scan, start: int, subject: Hit | None) -> bool:
    """ "Shares of the beer company": a share by what its company does."""
    if subject is None or subject.kind != "other":
        return False
    return grammar().shares_in.search(scan.folded, start, subject.start) is not None


def is_share(scan: Scan, start: int, subject: Hit | None, mover: Hit) -> bool:
    """ "Acme shares rose", "The stock fell": a word for shares that are one company's."""
    if subject is None or subject.kind != "market":
        return False
    if scan.folded.startswith("the stock ", max(start, subject.start - 4)):
        return True
    if scan.folded[subject.start : subject.end] not in grammar().shares or markets_in(scan, start, mover.start):
        return False
    return bool(company_in(scan, start, subject.end + 30))


def is_company(scan: Scan, start: int, mover: Hit, heading: bool) -> bool:
    """A capitalized name before the verb that has a percentage behind it, or stands right before, or in a heading."""
    name = company_in(scan, start, mover.start)
    if not name:
        return False
    behind = scan.text.rfind(name[0], start, mover.start) + len(name[0])
    reached = grammar().reached.search(scan.folded, behind, mover.start) is not None
    if abs(mover.value) < _LEAST_MOVE and not reached:
        return False
    apposed = grammar().appositive.match(scan.text, behind, mover.start)
    if any(hit.end < mover.start - 1 for hit in scan.between("report", behind, mover.start)):
        return False
    if not apposed and scan.text.count(" ", behind, mover.start) > _MOST_BETWEEN:
        return False
    if heading or grammar().percent.search(scan.text, max(start, mover.start - 30), mover.end + _FIGURE_REACH):
        return True
    return behind >= mover.start - 2 or reached


def is_listed(scan: Scan, start: int, subject: Hit | None, mover: Hit) -> bool:
    """Whether nothing but companies that the story knows are named before the verb, and no market or sector."""
    named = scan.mentioned(start, mover.start)
    if not named or any(mention.kind != "stock" for mention in named):
        return False
    return subject is None or scan.folded[subject.start : subject.end] in grammar().shares or subject.kind == "back"


def of_company(scan: Scan, start: int, subject: Hit, mover: Hit, heading: bool) -> bool:
    """Whether a subject only belongs to a company's name or description, or a company is named behind it."""
    if subject.kind == "other":
        if not heading and _in_capitals(scan, start, subject):
            return True
        apposed = scan.text[mover.start - 2 : mover.start] == ", " and company_in(scan, start, subject.start)
        behind = scan.text.rfind(apposed[0], start, subject.start) + len(apposed[0]) if apposed else subject.start
        return bool(apposed) and grammar().appositive.match(scan.text, behind, mover.start) is not None
    return subject.kind == "back" and is_company(scan, subject.end, mover, heading)


def _in_capitals(scan: Scan, start: int, subject: Hit) -> bool:
    """ "Dubai Investments rose": a word that belongs to a company's name."""
    if not scan.text[subject.start].isupper():
        return False
    before = scan.text[start : subject.start].split()
    return bool(before) and before[-1][0].isupper() and before[-1][-1].isalpha()
