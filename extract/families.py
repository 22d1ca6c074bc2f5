"""Indices told by what they belong to ("Nifty Pharma", "Taiwan's benchmark index"), and codes that are no names."""

from __future__ import annotations

import re

from extract.line import Line
from extract.lists import word_set
from extract.meanings import Instrument, Meanings, Node

_MAIN, _HEADS, _COUNTED = (word_set("benchmarks", key) for key in ("main", "heads", "counted"))
_WHOLE, _NO_SHARES = word_set("benchmarks", "whole"), word_set("benchmarks", "no_shares")
_BOURSES, _BEFORE_BOURSE = word_set("benchmarks", "bourses"), word_set("benchmarks", "before_bourse")
_BOURSE_STARTS = frozenset(words.partition(" ")[0] for words in _BOURSES)
_SECTOR_HEADS = word_set("benchmarks", "sector_heads")
_LONGEST_SECTOR = 5
_MOST_MAIN = 4
_LONGEST_CODE = 8
_LONGEST_QUOTE, _LEAST_QUOTED = 12, 2
_NEAR = 5
_SIGNS, _DOLLAR = "+-−–", "$"
_LISTING, _CLOSED = "(listing)", ")"
BRACKETS = {"(": _CLOSED, "[": "]"}
"""What a share's listing stands in."""
_OWNERS, _HEADED = "BIS", "hZ" + _CLOSED
"""What stands before a code in brackets: a name, or a head or another code behind one."""
_BOARDS = frozenset(("Nasdaq", "OTCQX", "Frankfurt", "Xetra"))
_QUOTES = frozenset("'’")
_RIC = re.compile(r"[A-Z0-9]{1,12}\.[A-Z]{1,3}$|[A-Z][A-Z0-9]+=|[A-Z]{1,4}(?:cv|c|v)\d$")


def family(line: Line, at: int, found: Meanings) -> int:
    """ "Nifty Pharma", "TOPIX Information & Communication index": a family's name and an industry's; 0 for none."""
    index = _family_end(line, at)
    if not index or (at + found.size > index and "I" in found.roles):
        return 0
    stop, named = _industry(line, index)
    if not named or (line.titled and not _figure_near(line, stop)):
        return 0
    if line.written(at, stop).casefold() in line.lexicon.company_regions:
        return 0  # "Hang Seng Bank"
    if stop < line.count and line.lows[stop] in _SECTOR_HEADS:
        stop += 1
    line.add("S", at, stop, "headed", line.written(at, stop))
    return stop


def _family_end(line: Line, at: int) -> int:
    node: Node = line.lexicon.families
    if line.lows[at] not in node:
        return 0
    index = at
    while index < line.count and line.lows[index] in node:
        node = node[line.lows[index]]
        index += 1
    return index if "" in node else 0


def family_before(line: Line) -> str:
    """The family of a sub-index that "and" joins to what stands here ("Nifty Pharma and Metal"), empty for none."""
    if len(line.tokens) < 2 or line.tokens[-1].kind != "a" or (told := line.tokens[-2]).kind != "S":
        return ""
    node, known, words = line.lexicon.families, 0, str(told.value).split()
    for count, low in enumerate(told.value.lower().split(), 1):
        if low not in node:
            break
        node = node[low]
        known = count if "" in node else known
    return " ".join(words[:known])


def _industry(line: Line, start: int) -> tuple[int, bool]:
    """Where the words of an industry that begin here end, and whether one is known."""
    stop, named = start, False
    while stop < line.count and stop < start + _LONGEST_SECTOR:
        found = line.phrase(stop)
        first = stop == start and not found and line.texts[stop][0].isupper() and line.is_word(stop)
        if "s" in found.roles:
            named, stop = True, stop + found.size
        elif line.texts[stop] == "&" or first:
            stop += 1
        else:
            break
    return stop, named


def _figure_near(line: Line, at: int) -> bool:
    return any(line.is_number(index) for index in range(at, at + _NEAR))


def benchmark(line: Line, at: int, found: Meanings) -> int:
    """ "Saudi Arabia's benchmark index", "the Abu Dhabi index": the region's own index; 0 when it is none."""
    region, lows, first = found.region, line.lows, at + found.size
    if region is None or not _may_head(line, first):
        return 0
    place = " ".join(lows[at:first]).removesuffix("'s")
    own = line.lexicon.cities.get(place) or line.lexicon.home.get(region)
    if own is None or (place not in line.lexicon.cities and _is_other(found, own)):
        return 0
    if first < line.count and line.texts[first] in _QUOTES:
        first += 1  # "Athens' stock exchange"
    stop = first
    while stop < line.count and stop < first + _MOST_MAIN and _is_main(lows[stop]):
        stop += 1
    if (stop == line.count or lows[stop] not in _HEADS) and stop > first and lows[stop - 1] in _HEADS:
        stop -= 1  # "Taiwan's equity benchmark"
    known = line.lexicon.called(own, [low for low in lows[first:stop] if low in _WHOLE])
    if known is None:
        return 0
    if stop < line.count and lows[stop] in _HEADS and not _NO_SHARES.isdisjoint(lows[stop + 1 : stop + 3]):
        return 0  # "Wall Street's key measure of volatility"
    if stop < line.count and lows[stop] in _HEADS:
        line.add("I", at, stop + 1, " ".join(lows[at : stop + 1]), (known, stop == first))
        return stop + 1
    for words in (2, 1):
        end = first + words
        if end <= line.count and " ".join(lows[first:end]) in _BOURSES and _stands_alone(line, at, end):
            line.add("I", at, end, " ".join(lows[at:end]), (known, True))
            return end
    return 0


def _may_head(line: Line, at: int) -> bool:
    """Whether a word for an index or an exchange, or for what kind of index it is, can begin here."""
    if at >= line.count:
        return False
    low = line.lows[at]
    return low in _HEADS or low in _BOURSE_STARTS or line.texts[at] in _QUOTES or _is_main(low)


def _is_other(found: Meanings, own: str) -> bool:
    """Whether a place's name is that of another index than its region's own."""
    return "I" in found.roles and found.first["I"].value[0].id != own


def _is_main(low: str) -> bool:
    """Whether a word can stand between a region and its index ("blue-chip", "30-share")."""
    return low in _MAIN or (low[0].isdigit() and low.rpartition("-")[2] in _COUNTED)


def _stands_alone(line: Line, at: int, end: int) -> bool:
    """Whether an exchange's name is its market's, not where something trades, nor a part of a longer name."""
    before = at - 1 if at and line.lows[at - 1] == "the" else at
    if before > 0 and line.lows[before - 1] in _BEFORE_BOURSE:
        return False
    if line.written(at, end).casefold() in line.lexicon.company_regions or line.owns(end - 1):
        return False
    return end == line.count or line.titled or not (line.is_capital(end) and line.is_word(end))


def pair(line: Line, at: int, stop: int, code: str) -> int:
    """ "Dollar/yuan", "GBP/USD", "AUD/IDR": two currencies in one name; 0 where no pair is."""
    if stop + 1 >= line.count or line.texts[stop] != "/":
        return 0
    other = line.phrase(stop + 1)
    codes = [line.lexicon.shared_money.get(name, {}).get("", name) for name in (code, other.currency or "")]
    found = line.lexicon.pairs.get((codes[0], codes[1]))
    end = stop + 1 + other.size
    if found is not None:
        known = line.lexicon.instruments[found[0]]
    elif codes[1] and line.written(at, end) == f"{codes[0]}/{codes[1]}":  # of no row: told under its codes
        known = Instrument(line.written(at, end), "currency", line.written(at, end), "", "OTC", "UTC", ())
    else:
        return 0
    line.add("I", at, end, " ".join(line.lows[at:end]), (known, False))
    return end


def quote(line: Line, at: int) -> int:
    """ "SXXP, -0.23%" behind a name: a page's live quote, not the story's; 0 when it is none."""
    if not quoted(line, at) or not line.tokens or line.texts[at + 3] != "%":
        return 0
    code, before = line.texts[at], line.tokens[-1]
    if before.kind not in "BIhx" or before.low == "." or not code.isalnum() or len(code) >= _LONGEST_CODE:
        return 0
    line.add("x", at, at + 4, "quote")
    return at + 4


def quoted(line: Line, at: int) -> bool:
    """Whether a code with a live quote stands here."""
    if at + 3 >= line.count or line.texts[at + 1] != "," or not line.texts[at].isupper():
        return False
    return line.texts[at + 2][0] in _SIGNS and line.is_number(at + 2)


def bracketed(line: Line, at: int) -> int:
    """ "[.HSI 18,477.01 142.2 (+0.78%) ]": a page's live quote in square brackets behind a name; 0 where it is none."""
    index = at + 1
    if not line.tokens or index + 2 >= line.count or not (line.texts[index].isupper() or is_ric(line.texts[index])):
        return 0
    figures = 0
    for place in range(index + 1, min(line.count, index + _LONGEST_QUOTE)):
        if line.texts[place] == "]":
            if figures < _LEAST_QUOTED:
                return 0
            line.add("x", at, place + 1, "quote")
            return place + 1
        figures += line.is_number(place)
        if not (line.is_number(place) or line.texts[place] in "()%|"):
            return 0
    return 0


def listing(line: Line, at: int) -> int:
    """ "(NASDAQ: PANW)", "[JSE:SOL]", "(NYSE: ORA; TASE: ORA)": where a share is listed, no index; 0 for none."""
    texts, index = line.texts, at
    while index + 4 < line.count and texts[index + 2] == ":" and texts[index + 1][0].isupper():
        if not (texts[index + 1].isupper() or texts[index + 1] in _BOARDS) or not texts[index + 3][0].isalnum():
            return 0
        index += 4
        while (
            index + 1 < line.count
            and texts[index] in ";:,"
            and texts[index + 1].isupper()
            and texts[index + 2 : index + 3] != [":"]
        ):
            index += 2  # "TASE: PHOE1; PHOE5", "TASE: ICL: NYSE: ICL"
        if index >= line.count:
            return 0  # "(NYSE: ORA; TASE", cut off
        if texts[index] == BRACKETS[texts[at]]:
            line.add("x", at, index + 1, _LISTING)
            return index + 1
        if texts[index] not in ";:,":
            return 0
    return 0


def is_ric(text: str) -> bool:
    """Whether a piece is an agency's code, but for an index ("7203.T", "JPY=", "CLc1")."""
    return not text.isalpha() and _RIC.match(text) is not None


BEFORE_CODE = ("^", ":")
"""What an exchange's code stands behind, where it is not all of capitals."""


def is_code(line: Line, at: int) -> bool:
    """ "(NVDA)", "^TNX", "EURONEXT:IACWI": an exchange's code behind a name, no name itself."""
    texts = line.texts
    before = texts[at - 1] if at else ""
    if before == "^" or (before == ":" and at > 1 and _glued(line, at - 2, at + 1) and texts[at - 2].isupper()):
        return True
    if not (texts[at].isupper() and texts[at].isalnum()):
        return False
    after = texts[at + 1] if at + 1 < line.count else ""
    opened = at - 2 if before == _DOLLAR and at > 1 else at - 1
    if after == ")" and opened > 0 and texts[opened] == "(" and line.tokens:
        owned = line.tokens[-2 - (before == _DOLLAR) :][0]
        owner = _CLOSED if owned.low == _LISTING else owned.kind
        if owner in _OWNERS:
            return not _abbreviates(line, at)
        # "S&P futures (ESZ25)", "(SPX) (SPY)"
        return owner in _HEADED and "I" not in line.phrase(at).roles
    return after == ":" and at + 2 < line.count and _glued(line, at, at + 3) and texts[at + 2].isupper()


def _abbreviates(line: Line, at: int) -> bool:
    """Whether an index's short name stands in brackets behind a long one that is no company's, or behind a place's
    index ("the Korean index (KOSDAQ)")."""
    short, long = line.phrase(at).first.get("I"), line.tokens[-2]
    if short is None:
        return False
    if long.kind == "I":
        return bool(long.value[1]) and long.value[0].id != short.value[0].id
    return long.kind == "B" and line.lexicon.region_of(long.value) is None


def _glued(line: Line, at: int, stop: int) -> bool:
    """Whether no space parts the pieces [at, stop)."""
    return line.ends[at : stop - 1] == line.starts[at + 1 : stop]
