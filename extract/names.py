"""Runs of capitalized words that name companies and funds."""

from __future__ import annotations

from functools import lru_cache

from extract.cut import plain
from extract.line import Line
from extract.lists import word_set
from extract.meanings import Meanings
from extract.month_days import is_day
from extract.name_runs import cut_run, end_of_run, is_adverb
from extract.quick import PREPOSITIONS, SMALL
from extract.unlisted import may_be_unlisted, slashed, unlisted

_FORMS, _COMPANY_WORDS = word_set("names", "forms"), word_set("names", "company_words")
_DROPPED, _AWAITING = word_set("names", "dropped"), word_set("names", "awaiting")
_WEAK_STARTS = _DROPPED | PREPOSITIONS
_ENDINGS, _ENDINGS_TOO = word_set("names", "endings"), word_set("names", "endings_too")
_CONTRACTS = word_set("names", "contracts")
_LONG = 3
_NEVER_ALONE = frozenset("hkIfYZHTPFR")
"""Roles of a word that make it no company where no other word of a name follows."""
# roles of a phrase that a name begins with
_TRADED = ("commodity", "crypto")
_HEADS, _THINGS, _LONE = frozenset("hk"), frozenset("I!fYZHTPF"), frozenset("VWvCODGqmehksPrxb")
_PREDICATES, _NEAR = frozenset("VC"), 2
_SECTORS, _BEHIND = frozenset("sk"), frozenset("IkhVWvCODGFPTHseu")


def name(line: Line, at: int, found: Meanings) -> int:
    """The token of a company's (or a fund's) name that begins here, behind which piece to go on; 0 when these words are
    something else. `found` is the phrase that begins here."""
    if line.lows[at] in line.lexicon.joined_names and (after := _joined(line, at)):
        return after
    if "I" in found.roles and (after := slashed(line, at, found)):
        return after
    stop = end_of_run(line, at)
    if line.texts[at] in _AWAITING or (stop == at + 1 and _is_lone_word(line, at, found)):
        return 0
    if stop < line.count and stop > at + 1 and SMALL.get(line.lows[stop]) == "a":
        stop = _industry_end(line, stop)
    known = line.written(at, stop).casefold() in line.lexicon.company_regions
    if known and stop > at + 1:
        return _put(line, at, stop)
    if "I" not in found.roles and may_be_unlisted(line, at, stop) and (after := unlisted(line, at, stop)):
        return after
    if stop > at + 1 and _is_industry(line, at, stop):
        line.add("S", at, stop, "headed", line.written(at, stop), line.owns(stop - 1))
        return stop
    if not known and _is_of_another(line, at, stop):
        return 0
    first = at + found.size
    if "h" in found.roles and stop > first and line.texts[stop : stop + 1] == [":"]:
        # "Stock Market LIVE Updates:" names a section
        line.add("x", at, stop, " ".join(line.lows[at:stop]))
        return stop
    if found.roles == {"!"} and (stop > first or (stop == first and line.lows[stop - 1] in _COMPANY_WORDS)):
        return _put(line, at, cut_run(line, first - 1, stop))
    if stop > at + 1 and not line.lexicon.fund_words.isdisjoint(line.lows[at:stop]):
        line.add("B", at, stop, "fund", line.written(at, stop))
        return stop
    if _is_namesake(line, at, found, stop):
        return _put(line, at, stop)
    if _is_other(line, at, found, stop):
        return 0
    stop = cut_run(line, at, stop)
    return 0 if _is_common(line, at, found, stop) else _put(line, at, stop)


def _is_lone_word(line: Line, at: int, found: Meanings) -> bool:
    """Whether one word with a capital is no name, by what costs least to ask: most such words are none."""
    if may_be_unlisted(line, at, at + 1):
        return False
    if is_adverb(line, at):
        return True
    if found.roles:
        return not found.roles.isdisjoint(_NEVER_ALONE)
    low, lexicon = line.lows[at], line.lexicon
    return low in lexicon.refused_names and low not in lexicon.company_regions


def _joined(line: Line, at: int) -> int:
    """A known name with a small word inside ("Marks and Spencer"), with the legal form behind it."""
    for words in line.lexicon.joined_names[line.lows[at]]:
        after = at + len(words)
        if tuple(line.lows[at:after]) == words:
            _put(line, at, after)
            while after < line.count and line.lows[after] in _FORMS:
                after += 1
            return after
    return 0


def _industry_end(line: Line, stop: int) -> int:
    """Where a run ends that goes on behind an industry of two words ("Banner Oil and Gas Holdings")."""
    found = line.phrase(stop - 1)
    end = stop - 1 + found.size
    if "s" not in found.roles or end <= stop or not line.is_capital(end - 1) or line.titled:
        return stop
    while end < line.count and line.is_capital(end) and not line.owns(end - 1):
        end += 1
    return end


def _is_industry(line: Line, at: int, stop: int) -> bool:
    """Whether a run is nothing but an industry's words ("Base Metals", "Battery Metals Index")."""
    index = at
    while index < stop and (found := line.phrase(index)).size and not found.roles.isdisjoint(_SECTORS):
        if found.roles.isdisjoint("s") and index == at:
            return False
        index += found.size
    return index == stop


def _is_of_another(line: Line, at: int, stop: int) -> bool:
    """Whether the first word belongs to a contract ("Front Month Comex Gold"), or the last to no company ("Census
    Bureau")."""
    if line.lows[at] in _CONTRACTS and "I" in line.phrase(stop - 1).roles:
        return stop > at + 1
    if stop > at + 1 and line.texts[stop - 1].isupper() and "e" in line.phrase(stop - 1).roles and not line.titled:
        return True  # "Headline CPI"
    while stop > at + 1 and is_day(line.lows[stop - 1]):
        stop -= 1  # "Census Bureau Tuesday"
    last = line.lows[stop - 1].removesuffix("'s")
    if last in _ENDINGS_TOO and stop > at + 1 and not line.titled and not line.phrase(at):
        return False  # "Carrick Metals"
    return last in _ENDINGS and line.lexicon.region_of(line.written(at, stop)) is None


def _is_other(line: Line, at: int, found: Meanings, stop: int) -> bool:
    """Whether the words are an index, a day, a place: something that the lexicon knows, and no more than that."""
    roles = found.roles
    if roles:
        first = at + found.size
        if stop <= first and not roles.isdisjoint(_HEADS):
            return True
        if not roles.isdisjoint(_THINGS) and not _swallowed(line, at, found, stop):
            return True
        if "R" in roles and (stop <= first or line.owns(first - 1)):
            return True
    return line.lows[at] in PREPOSITIONS


def _is_namesake(line: Line, at: int, found: Meanings, stop: int) -> bool:
    """ "Gold Fields", "Crown Resorts": a metal, a coin or a currency and one more capitalized word are a company."""
    metal = "I" in found.roles and found.first["I"].value[0].kind in _TRADED
    first = at + found.size
    if not (metal or "Y" in found.roles) or line.titled or stop != first + 1 or line.owns(first - 1):
        return False
    if not (line.texts[first].istitle() and line.texts[at].istitle()) or line.lows[first] in line.lexicon.refused_names:
        return False
    return line.phrase(first).roles.isdisjoint(_BEHIND)


def _is_common(line: Line, at: int, found: Meanings, stop: int) -> bool:
    """Whether a run, cut where something else begins, is only a word with a capital."""
    roles, low = found.roles, line.lows[at]
    lone = stop == at + 1 and not roles.isdisjoint(_LONE)
    if lone and (line.begins(at) or line.titled or not roles.isdisjoint(_SECTORS)):
        return True
    if lone and "C" in roles and line.is_number(stop):
        return True  # "The FTSE 100 Closes 0.4 percent Higher"
    if lone and line.texts[at].isupper() and any(token.kind == "I" for token in line.tokens[-_NEAR:]):
        return not roles.isdisjoint(_PREDICATES)  # "the Nasdaq CLOSED at"
    if "R" in roles and stop <= at + found.size:
        return True
    if low not in line.lexicon.refused_names or low in line.lexicon.company_regions:
        return False
    if stop - at >= _LONG and low not in _WEAK_STARTS and not line.titled:
        return False
    return bool(roles) or stop <= at + 1 or low in _DROPPED or line.begins(at)


def _swallowed(line: Line, at: int, found: Meanings, stop: int) -> bool:
    """Whether an instrument's or region's name is only the beginning of a company's ("Gold Fields")."""
    first = at + found.size
    if stop <= first or line.owns(first - 1):
        return False
    written = line.written(at, stop)
    if written.casefold() in line.lexicon.company_regions:
        return True
    if not line.phrase(first).roles.isdisjoint(_BEHIND) or line.lows[first] in line.lexicon.refused_names:
        return False
    return "R" in found.roles or line.lexicon.region_of(written) is not None


def _put(line: Line, at: int, stop: int) -> int:
    written = plain(line.written(at, stop))
    low = written.lower()
    poss = low.endswith("'s") and not low.endswith(_as_tuple(line.lexicon.possessive_names))
    line.add("B", at, stop, low, written[:-2] if poss else written, poss)
    if poss:
        line.tokens[-1].end -= 2
    return stop


@lru_cache(maxsize=2)
def _as_tuple(names: frozenset[str]) -> tuple[str, ...]:
    return tuple(names)
