"""Which of its meanings a phrase has, by what stands around it: a verb or its noun, a bound or a preposition."""

from __future__ import annotations

from typing import Any

from extract.line import Line
from extract.lists import listed, word_set
from extract.meanings import Entry, Meanings
from extract.month_days import is_day
from extract.quick import SMALL, VERBS_TOO
from extract.units import figure_follows, move_follows

_NOUN_BEHIND, _NOUN_BEFORE = word_set("choice", "noun_behind"), word_set("choice", "noun_before")
_NOUN_FIRST = word_set("choice", "noun_first")
_LEFT = word_set("choice", "left")
_ARTICLES, _INFLECTED = word_set("choice", "articles"), tuple(listed("choice", "inflected"))
_PLACE_BEHIND = word_set("choice", "place_behind")
_STANDS, _NOUNS, _VERBAL = (word_set("choice", key) for key in ("stands", "nouns", "verbal"))
_COMPARES, _SINCE, _OF = (word_set("figures", key) for key in ("compares", "than_before", "of"))
_BEFORE_BARE_RECORD = word_set("choice", "before_bare_record")
_TO = word_set("figures", "ranged")
_OBJECTS, _BEFORE_MONEY = word_set("choice", "objects"), word_set("choice", "before_money")
_PASSED = frozenset(",)")
_ARTICLE_REACH, _HEAD = 3, 2


def by_neighbors(line: Line, stop: int, entry: Entry) -> tuple[str, Any]:
    """The kind and value of a meaning that what stands around can take from a phrase."""
    if entry.value == "company":
        return ("h", "shares") if line.tokens else (entry.role, entry.value)
    if entry.role == "D":
        return ("p" if _leaves(line, stop) else "D"), entry.value
    if entry.role == "W":
        return "W" if _stands(line, stop) else "x", entry.value
    return "q" if figure_follows(line, stop) else "p", entry.value


def beside_figure(line: Line, at: int, found: Meanings, entry: Entry) -> Entry:
    """What a word that moves only beside a figure of points, money or percent is here ("grabbed 25 points", "12 points
    ahead"), else its other meaning."""
    kind, value = entry.value
    stop = at + found.size
    before = next((token for token in line.tokens[:-3:-1] if token.low not in _PASSED), None)
    behind = kind == "D" and before is not None and before.kind == "#"
    if (behind and not _is_compared(line, stop)) or move_follows(line, stop):
        return Entry(kind, value)
    others = (other for other in found if other.role != "w")
    return next(others, Entry("f", None))


def _leaves(line: Line, at: int) -> bool:
    """ "climbed further off the three-month low": behind a verb that moves up, "off the" tells where from."""
    before = next((token for token in line.tokens[:-3:-1] if token.kind != "x"), None)
    rises = before is not None and before.kind == "V" and before.value[0] > 0
    return rises and at < line.count and line.lows[at] in _LEFT


def is_level(line: Line, at: int) -> bool:
    """Whether "a record" before this place is a level that was reached ("closed at a record on Friday"), no other
    noun's."""
    if not line.tokens or line.tokens[-1].low not in _BEFORE_BARE_RECORD or line.phrase(at - 1).size > 1:
        return False  # "a record closing low"
    if at < line.count and line.lows[at] in _ARTICLES:
        return True
    if at >= line.count or not line.is_word(at) or line.lows[at] in SMALL:
        return not figure_follows(line, at) and (at >= line.count or line.lows[at] not in _OF)
    return not line.phrase(at).roles.isdisjoint("TPF")


def _is_compared(line: Line, at: int) -> bool:
    """ "0.6% ahead of forecasts", "3% better than expected" tell of no market; "0.4% lighter than last night" does."""
    if at >= line.count or line.lows[at] not in _COMPARES:
        return False
    roles = line.phrase(at + 1).roles
    timed = at + 1 < line.count and (line.lows[at + 1] in _SINCE or is_day(line.lows[at + 1]))
    return line.lows[at] in _OF or (roles.isdisjoint("TP") and not timed)


def _stands(line: Line, at: int) -> bool:
    """Whether what follows makes a bare "trade" a verb ("to trade at $105")."""
    lows = line.lows
    if at >= line.count or (lows[at - 1] in _NOUNS and at > 1 and lows[at - 2] not in _VERBAL):
        return False
    return lows[at] in _STANDS or figure_follows(line, at)


def chosen(line: Line, at: int, found: Meanings) -> Entry:
    """Which of the meanings holds of a verb that is a noun too, of an index that is called like a place."""
    before = line.lows[at - 1] if at else ""
    stop = at + found.size
    if "V" in found.roles and "G" in found.roles:
        after = line.lows[stop] if stop < line.count else ""
        behind_figure = bool(line.tokens) and line.tokens[-1].kind == "#"
        tempered = bool(line.tokens) and line.tokens[-1].kind == "v" and line.tokens[-1].low == before  # "paring gains"
        plural = before in _TO and line.lows[at].endswith("s")  # "adding to gains", but "to gain"
        owned = before in _NOUN_BEHIND or before.endswith("'s") or plural
        owned = owned or (after in _NOUN_FIRST and (at < _HEAD or line.begins(at)))
        noun = owned or behind_figure or tempered or after in _NOUN_BEFORE or _determined(line, at, found.size)
        return found.first["G" if noun else "V"]
    return found.first["R" if before in _PLACE_BEHIND or line.owns(stop - 1) else "I"]


def is_won(line: Line, at: int, stop: int) -> bool:
    """ "Acme won the day with a 12% jump": a verb with its object, no money ("at 1,380 won a dollar", "the won")."""
    if line.lows[at] not in VERBS_TOO or stop >= line.count or line.lows[stop] not in _OBJECTS:
        return False
    return at > 0 and not line.is_number(at - 1) and line.lows[at - 1] not in _ARTICLES | _BEFORE_MONEY


def _determined(line: Line, at: int, size: int) -> bool:
    """Whether an article up to three words before makes a noun of a bare form ("a Wall Street rally")."""
    if size > 1 or line.lows[at].endswith(_INFLECTED) or (at and line.lows[at - 1] in _TO):
        return False  # also "causing its shares to climb"
    for back in range(at - 1, at - 1 - _ARTICLE_REACH, -1):
        if back < 0 or not line.is_word(back):
            return False
        if line.lows[back] in _ARTICLES:
            return True
    return False
