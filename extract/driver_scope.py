"""What a clause says moved: which way, and which markets. Positions are characters of the whole text."""

from __future__ import annotations

import re
from typing import NamedTuple

from extract.driver_grammar import grammar
from extract.driver_markets import MOST_MARKETS, markets_in
from extract.driver_names import company_in
from extract.driver_scan import Scan
from extract.driver_shares import is_company, is_described, is_listed, is_share, of_company
from extract.model import Effect
from extract.phrases import Hit

_IN_A_CITY = re.compile(r"\s*(?:Elsewhere )?[Ii]n [A-Z]\w+(?: [A-Z]\w+)?, ")
_FIGURE = re.compile(r"\D{0,24}\d")
_ANY_FIGURE = re.compile(r"\d")
_MOST_MOVERS = 8
_PLACE_REACH = 25
_FIGURE_NOUN = 24
_FIGURE_REACH = 40
_AGAINST_REACH = 26
_TURNED_REACH = 16
_HYPOTHETICAL = 40
_POSSESSIVES = ("its", "their")


class Moved(NamedTuple):
    """What a clause says moved. `single` is set where it is one company's or sector's share, not a market."""

    effect: Effect
    markets: tuple[str, ...]
    single: bool = False


def what_moved(scan: Scan, start: int, end: int, heading: bool = False) -> Moved | None:
    """The move of a market, its mood or a share that [start, end) tells; None where nothing of the market moves."""
    key = (start, end, heading)
    if key not in scan.memo:
        scan.memo[key] = _moved(scan, start, end, heading)
    return scan.memo[key]


def _moved(scan: Scan, start: int, end: int, heading: bool) -> Moved | None:
    movers = _movers(scan, start, end, heading)
    if not movers:
        return _read(scan, start, end)
    if setting := grammar().setting.match(scan.text, start, movers[0].start):
        start = setting.end()
    subjects = scan.between("subject", start, end)
    modals = [hit for hit in scan.between("bound", start, end) if hit.kind == "modal"]
    for mover in movers:
        subject = _owning(scan, subjects, mover.start)
        if is_described(scan, start, subject):
            return Moved(_direction(scan, start, end, movers, mover), company_in(scan, start, mover.start), True)
        if subject is not None and of_company(scan, start, subject, mover, heading):
            subject = None
        named = _named_before(scan, start, end, mover)
        last = max(subject.start if subject else start, named)
        if _of_figure(subjects, mover) or any(
            last <= modal.start < mover.start < modal.end + _HYPOTHETICAL for modal in modals
        ):
            continue
        if subject is not None and subject.kind == "other" and subject.start > named:
            continue
        if subject is not None or named >= 0:
            place = _IN_A_CITY.match(scan.text, start, mover.start)
            own = place.end() if place else start
            single = (named < 0 and is_share(scan, own, subject, mover)) or is_listed(scan, start, subject, mover)
            markets = markets_in(scan, own if single else start, end)
            markets = markets or (company_in(scan, own, mover.start) if single else ())
            return Moved(_direction(scan, start, end, movers, mover), markets, single)
        if is_company(scan, start, mover, heading):
            return Moved(_direction(scan, start, end, movers, mover), company_in(scan, start, mover.start), True)
        if _market_after(scan, subjects, mover, end):
            return Moved(_direction(scan, start, end, movers, mover), markets_in(scan, start, end))
    return _read(scan, start, end)


def _read(scan: Scan, start: int, end: int) -> Moved | None:
    """What moved by figures alone ("Kospi +4%"), where all the moves that were read there go one way."""
    told = [
        move
        for move in scan.page.told(start, end)
        if move.direction and _ANY_FIGURE.search(scan.text, move.evidence[0].start, end)
    ]
    if not told or len({move.direction for move in told}) > 1 or told[0].direction == "flat":
        return None
    single = all(move.kind in ("stock", "sector") for move in told)
    names = dict.fromkeys(move.instrument for move in told)
    return Moved("up" if told[0].direction == "up" else "down", tuple(names)[:MOST_MARKETS], single)


def names_market(scan: Scan, start: int, end: int) -> bool:
    """Whether the last thing named in [start, end) is a market, an instrument, the investors or a pronoun for them."""
    subject = _before(scan.between("subject", start, end), end)
    mentioned = [mention.start for mention in scan.mentioned(start, end)]
    named = max([*mentioned, *(place.start for place in scan.between("place", start, end))], default=-1)
    if subject is None:
        return named >= 0
    return subject.kind != "other" or named > subject.start


def sign(value: float) -> Effect:
    """The effect of a signed weight."""
    return "up" if value > 0 else "down" if value < 0 else "mixed"


def _movers(scan: Scan, start: int, end: int, heading: bool) -> list[Hit]:
    """The moving words of [start, end); a capitalized one inside a sentence is a name ("Boost Mobile")."""
    text, numbered = scan.text, grammar().numbered
    found = scan.between("move", start, end)
    figured = [hit for hit in scan.between("numbered", start, end) if numbered.match(text, hit.end)]
    found = sorted([*found, *figured]) if figured else found
    found = [hit for hit in found if not grammar().said.match(text, hit.start)]
    return [hit for hit in found if heading or hit.start <= start + 1 or text[hit.start].islower()][:_MOST_MOVERS]


def _before(subjects: list[Hit], position: int) -> Hit | None:
    found = None
    for hit in subjects:
        if hit.start >= position:
            break
        found = hit
    return found


def _owning(scan: Scan, subjects: list[Hit], position: int) -> Hit | None:
    """The last subject before a position; for "its" and "their" the one before, whose they are."""
    named = [hit for hit in subjects if hit.start < position and scan.folded[hit.start : hit.end] not in _POSSESSIVES]
    return named[-1] if named else _before(subjects, position)


def _named_before(scan: Scan, start: int, end: int, mover: Hit) -> int:
    """Where the last instrument before a verb is named, or a place that itself moves ("Tokyo fell 0.6%"); or -1."""
    named = max((mention.start for mention in scan.mentioned(start, mover.start)), default=-1)
    for place in scan.between("place", max(start, mover.start - _PLACE_REACH - 20), mover.start):
        if place.start > named and mover.start - place.end < _PLACE_REACH:
            between = scan.text[place.end : mover.start]
            figure = _FIGURE.match(scan.folded, mover.end) or scan.folded.startswith(" s ", place.end)
            if figure and (not between.strip() or between.islower()):
                named = place.start
    return named


def _of_figure(subjects: list[Hit], mover: Hit) -> bool:
    """ "A drop in profit": a noun of moving that belongs to a figure, not a market."""
    if abs(mover.value) == 1.0:
        return False
    return any(hit.kind == "other" and 0 < hit.start - mover.end < _FIGURE_NOUN for hit in subjects)


def _market_after(scan: Scan, subjects: list[Hit], mover: Hit, end: int) -> bool:
    """ "Losses on Wall Street": the market right behind a noun of moving."""
    if abs(mover.value) == 1.0:
        return False
    reach = min(end, mover.end + _FIGURE_REACH)
    if any(mover.end <= hit.start < reach and hit.kind != "other" for hit in subjects):
        return True
    return bool(scan.mentioned(mover.end, reach) or scan.between("place", mover.end, reach))


def _direction(scan: Scan, start: int, end: int, movers: list[Hit], mover: Hit) -> Effect:
    """The sign of the clause's verb, or else of its noun; of the moves that were read there, where they agree."""
    told = {move.direction for move in scan.page.told(start, end)}
    if told == {"up"} or told == {"down"}:
        return "up" if told == {"up"} else "down"
    if mover.kind == "flat" or movers[0].kind == "flat":
        return "mixed"
    later = [hit for hit in movers if hit.start >= mover.start]
    if len(later) > 1 and grammar().adding_to.match(scan.folded, later[0].start):
        later = later[1:]  # "added to losses"
    verb = max(later, key=lambda hit: abs(hit.value))
    if len(later) > 1 and _is_turned(scan, start, verb):
        verb = max(later[later.index(verb) + 1 :], key=lambda hit: abs(hit.value), default=verb)
    value = verb.value
    turned = scan.between("against", max(start, verb.start - _AGAINST_REACH), verb.start)
    if turned and not any(turned[-1].end <= hit.start < verb.start for hit in movers):
        value = -value  # "reversed early gains", but not "reversed early gains and fell"
    return sign(-value if _quoted_inversely(scan, start, verb.start) else value)


def _is_turned(scan: Scan, start: int, mover: Hit) -> bool:
    """ "Pared gains and turned lower": whether a verb takes back what a noun of moving tells."""
    return bool(scan.between("against", max(start, mover.start - _TURNED_REACH), mover.start))


def _quoted_inversely(scan: Scan, start: int, verb: int) -> bool:
    """Whether what moves is the other side of its quote: a yen that rises is a dollar that falls."""
    subject = _before(scan.between("subject", start, verb), verb)
    return subject is not None and str(subject.value).startswith("-")
