"""Links whose words stand apart, put into plain ones: "gave the index a lift" and "knocked 1% off it" are to boost and
to hurt, "took the index lower" is to send, "the pound having fallen" is a clause behind a cause word."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import Any, NamedTuple

from extract.driver_scan import Scan
from extract.driver_words import APART, alternation, gift_nouns, load, of_links
from extract.phrases import Hit, forms

_GIFT_REACH = 60
_CARRIED_REACH = 70
_OBJECT_REACH = 34
_COST_REACH = 60
_OWNER_REACH = 80
_MOST_BETWEEN = 3
_OPENING = 6
_BACK = re.compile(r" (?:performance|movement|momentum|move|volatility) ")
_ARTICLES = ("", "the", "both", "most")
_NOUN_OF = (" index", " to ", " of ", " for ", " in ", " at ", " and ")
_UNITS = r"%|percentage|per ?cent|percent|pct|pc|points?|pts|p|cents?|bps|million|billion|bn|trillion"
_DETERMINERS = "no|an?|another|some|further|fresh|the|more|little"
_FIGURE = rf"[$€£¥₹]?\d[\d.,]*(?: ?(?:{_UNITS}))*"


class _Idioms(NamedTuple):
    off: frozenset[str]
    on: frozenset[str]
    carried: frozenset[str]
    alone: dict[str, float]
    takes: frozenset[str]
    manner: re.Pattern[str]
    keep: frozenset[str]
    checked: re.Pattern[str]
    apart: frozenset[str]
    dated: re.Pattern[str]
    named: re.Pattern[str]
    ends: re.Pattern[str]
    off_figure: re.Pattern[str]
    on_figure: re.Pattern[str]
    figure: re.Pattern[str]
    gift: re.Pattern[str]
    good: frozenset[str]
    being: re.Pattern[str]
    way: re.Pattern[str]
    own_participle: re.Pattern[str]
    assigned: re.Pattern[str]
    owners: frozenset[str]


def plain(scan: Scan, links: list[Hit]) -> list[Hit]:
    """The links of a sentence, each idiom as one of the plain kinds; none where its object is not there."""
    apart, folded = _idioms().apart, scan.folded
    for start, end, kind, _ in links:
        if kind in APART or folded[start:end] in apart:
            return [made for link in links if (made := _plain(scan, link)) is not None]
    return links


def of_its_day(scan: Scan, link: Hit) -> Hit:
    """ "Fell on Friday's jobs report", "on August factory data": a day or month only owns the cause."""
    if link.kind == "refused" and _idioms().dated.match(scan.folded, link.start):
        return Hit(link.start, link.start + len("on"), "near", 0.0)
    return link


def _plain(scan: Scan, link: Hit) -> Hit | None:
    if found := _around_object(scan, link):
        return found
    if link.kind == "cost":
        return Hit(link.start, link.end, "down", -1.0) if _costs(scan, link) else None
    if link.kind in ("boon", "bane"):
        being = _idioms().being.search(scan.folded, max(scan.start, link.start - 40), link.start)
        kind, value = ("up", 1.0) if link.kind == "boon" else ("down", -1.0)
        return Hit(link.start, link.end, kind, value) if being else None
    if link.kind == "behind":  # "Behind the rout was ..."
        return Hit(link.start, link.end, "turned", 0.0) if link.start - scan.start < _OPENING else None
    if link.kind in _MADE:
        return _MADE[link.kind](scan, link)
    return None if link.kind in ("figured", "carried") else link


def _around_object(scan: Scan, link: Hit) -> Hit | None:
    """The verbs that are told by what stands behind them: a figure, the market and its way, nothing."""
    words, word = _idioms(), _word(scan, link)
    if word not in words.apart:
        return None
    if word in words.off and (behind := words.off_figure.match(scan.text, link.end)):
        return Hit(link.start, behind.end() - 1, "down", -1.0)
    if word in words.on and (behind := words.on_figure.match(scan.text, link.end)):
        return Hit(link.start, behind.end() - 1, "up", 1.0)
    if word in words.takes and (manner := words.manner.match(scan.text, link.end)):
        return Hit(link.start, link.end, "by", 1.0 if manner["well"] else -1.0)
    if word in words.carried and (carried := _carried(scan, link)):
        return carried
    if word in words.keep and words.checked.match(scan.folded, link.end):
        return Hit(link.start, link.end, "limit", 0.0)
    if word in words.alone and words.ends.match(scan.text, link.end, scan.end):
        return Hit(link.start, link.end, "done", words.alone[word])
    return None


def _word(scan: Scan, link: Hit) -> str:
    return scan.folded[link.start : link.end]


def _carried(scan: Scan, link: Hit) -> Hit | None:
    """ "Took the index 1% higher": the market at once and a word of direction behind it."""
    link = link._replace(end=link.start + len(_word(scan, link).partition(" ")[0]))
    stop = min(scan.end, link.end + _CARRIED_REACH)
    start = _object(scan, link, min(stop, link.end + _OBJECT_REACH))
    if start < 0:
        return None
    way = _idioms().way.search(scan.folded, start, stop)
    ways = [hit.start for hit in scan.between("move", start, stop) if scan.folded.endswith("ing", hit.start, hit.end)]
    near = min([*ways, *([way.start()] if way else [])], default=-1)
    if near < 0 or "," in scan.text[start:near]:
        return None
    return Hit(link.start, link.end, "turned", 0.0)


def _costs(scan: Scan, link: Hit) -> bool:
    """ "Cost the index 50 points": the market at once, a figure behind it."""
    if scan.folded.startswith(_NOUN_OF, link.end):
        return False
    named = _idioms().named.match(scan.text, link.end)
    start = named.end() if named else _object(scan, link, link.end + _OBJECT_REACH)
    if not named and scan.folded[link.end : start].strip() not in _ARTICLES:
        return False
    return start >= 0 and _idioms().figure.search(scan.text, start, min(scan.end, link.end + _COST_REACH)) is not None


def _object(scan: Scan, link: Hit, near: int) -> int:
    """Where the market begins that stands right behind a verb, or -1."""
    starts = [hit.start for hit in scan.between("subject", link.end, near) if hit.kind in ("market", "people")]
    starts += [mention.start for mention in scan.mentioned(link.end, near)]
    starts += [place.start for place in scan.between("place", link.end, near)]
    if not starts or scan.folded[link.end : min(starts)].count(" ") > _MOST_BETWEEN:
        return -1
    return min(starts)


def _given(scan: Scan, link: Hit) -> Hit | None:
    """ "Gave the market a lift", "lent support to": the noun tells which way."""
    noun = _idioms().gift.search(scan.folded, link.end, min(scan.end, link.end + _GIFT_REACH))
    if noun is None:
        return None
    good = noun[1] in _idioms().good and " no " not in noun[0]
    end = noun.end(1) if scan.folded.startswith((" to ", " for "), noun.end(1)) else link.end
    return Hit(link.start, end, "up" if good else "down", 1.0 if good else -1.0)


def _having(scan: Scan, link: Hit) -> Hit | None:
    """ ", the yen having weakened", ", having won an order": the cause begins behind the comma or dash."""
    comma = max(
        scan.text.rfind(mark, max(scan.start, link.start - _OWNER_REACH), link.start) for mark in (", ", "– ", "— ")
    )
    if comma < 0:
        return None
    start = comma + 2
    own = link.start - start < 2
    if own and _idioms().own_participle.match(scan.folded, link.end):
        return None
    return Hit(start, link.end if own else start, "weak", 0.0)


def _flowing(scan: Scan, link: Hit) -> Hit | None:
    """ ", short sellers rushing to cover": what those who trade do, behind a comma."""
    comma = scan.text.rfind(", ", max(scan.start, link.start - _OBJECT_REACH), link.start)
    if comma < 0 or all(theme.kind != "positioning" for theme in scan.between("theme", comma, link.start)):
        return None
    return Hit(comma + 2, comma + 2, "weak", 0.0)


def _assigned(scan: Scan, link: Hit) -> Hit | None:
    """ "Attributed the fall to": a move stands between the verb and the word behind which its cause is told."""
    to = _idioms().assigned.match(scan.folded, link.end, min(scan.end, link.end + _GIFT_REACH))
    whose = scan.folded[max(scan.start, link.start - _OBJECT_REACH) : link.start].split()
    if to is None or (whose and whose[-1] in _idioms().owners):
        return None
    if not (scan.between("move", link.end, to.end()) or _BACK.search(scan.folded, link.end, to.end())):
        return None
    return Hit(link.start, to.end() - 1, "assigned", 0.0)


_MADE: dict[str, Callable[[Scan, Hit], Hit | None]] = {
    "gift": _given,
    "having": _having,
    "flowing": _flowing,
    "assign": _assigned,
}


@cache
def _idioms() -> _Idioms:
    reasons: dict[str, Any] = load("drivers")
    links, irregular = reasons["links"], of_links({**load("words")["irregular"], **reasons["irregular"]})
    good, bad = gift_nouns(reasons)
    directions = load("words")["directions"]
    ways = [*directions["up"], *directions["down"], *links["carried"]["ways"]]
    moving = _forms([*load("words")["verbs"]["up"], *load("words")["verbs"]["down"]], irregular)
    own = alternation([*moving, *reasons["refused"]["own_participles"]])
    off, on = (_forms(links["figured"][key], irregular) for key in ("off", "on"))
    carried = _forms(links["carried"]["verbs"], irregular).union(links["carried"]["phrases"])
    times = load("events")["times"]
    days = alternation([*times["weekdays"], "today", "yesterday"])
    well, badly = alternation(links["taken"]["well"]), alternation(links["taken"]["badly"])
    months = alternation([*times["months"], *times["month_short"]])
    alone = dict.fromkeys(links["done"]["helped"], 1.0) | dict.fromkeys(links["done"]["weighed"], -1.0)
    return _Idioms(
        off=off,
        on=on,
        carried=carried,
        alone=alone,
        named=re.compile(rf" [A-Z][\w&.’'-]*(?: [A-Z][\w&.’'-]*){{0,3}}(?= (?:[a-z]+ ){{0,3}}{_FIGURE})"),
        dated=re.compile(rf"on (?:(?:{days}) s |(?:{months}) (?!(?:and|to|at|in|after|as|with|the|for|on)\b)[a-z])"),
        takes=frozenset(links["taken"]["takes"]),
        manner=re.compile(rf" (?:\w+ ){{1,5}}(?:(?P<well>{well})|{badly})(?=[.,;]|$)"),
        keep=_forms(["keep"], irregular),
        checked=re.compile(rf" (?:\w+ ){{1,5}}(?:{alternation(links['carried']['checked'])})\b"),
        apart=off.union(on, carried, alone, _forms(["keep"], irregular)),
        ends=re.compile(r"\s*(?:[.,;:!–—]|too\b|as well\b|$)"),
        off_figure=re.compile(rf" (?:[a-z]+ ){{0,3}}{_FIGURE} (?:off|from) "),
        on_figure=re.compile(rf" (?:[a-z]+ ){{0,3}}{_FIGURE} (?:to|onto|on) "),
        figure=re.compile(_FIGURE),
        gift=re.compile(rf" (?:{_DETERMINERS}) (?:[\w%.]+ +){{0,2}}?({alternation([*good, *bad])})\b"),
        good=frozenset(good),
        being=re.compile(rf"\b(?:{alternation(links['being_verbs'])}) (?:[a-z]+ ){{0,3}}$"),
        way=re.compile(rf" (?:{alternation(filter(str.isascii, ways))})\b"),
        owners=frozenset(links["assigned"]["owners"]),
        assigned=re.compile(rf" (?:\w+ +){{1,7}}?(?:{alternation(links['assigned']['to'])}) "),
        own_participle=re.compile(rf" (?:[a-z]+ )?(?:{own})\b"),
    )


def _forms(verbs: list[str], irregular: dict[str, list[str]]) -> frozenset[str]:
    return frozenset(form for verb in verbs for form in forms(verb, irregular))
