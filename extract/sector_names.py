"""Sectors as a text names them: with a head ("bank stocks"), or bare where what stands around says so."""

from __future__ import annotations

from extract.families import family_before
from extract.line import Line
from extract.lists import word_set
from extract.meanings import NOTHING, Entry, Meanings
from extract.month_days import is_day

_PERCENT = "percent"
_BEING, _SECTOR_WORDS = word_set("choice", "being"), word_set("choice", "sector")
_POINTS, _COMPANIES = word_set("choice", "in_points"), word_set("choice", "companies")
_ALONE, _JOINING = word_set("choice", "alone"), word_set("choice", "joining")
_SIZES, _TELLING, _THE = word_set("choice", "sizes"), frozenset("VDC"), "the"
_BY = "by"
_RANKED_REACH, _POINTS_REACH = 6, 6
"""Tokens before a sector in which it is ranked, and pieces behind its verb in which points are told."""


def sector(line: Line, at: int, found: Meanings, entry: Entry) -> int:
    """A sector with the head behind it ("bank stocks"), or bare where it may stand so; else plain words."""
    first = at + found.size
    owned, index = line.owns(first - 1), first
    while index < first + 3 and (more := line.phrase(index)):
        index += more.size
        if "k" in more.roles:
            line.add("S", at, index, "headed", line.written(at, index), owned)
            return index
        if "s" not in more.roles:
            break
    if line.is_capital(at) and (family := family_before(line)):
        line.add("S", at, first, "headed", f"{family} {line.written(at, first)}", owned)
        return first
    bare = entry.value or any(other.role == "s" and other.value for other in found) or _is_ranked(line)
    bare = (
        bare
        or _in_brackets(line, first)
        or (line.is_capital(at) and _moves_in_points(line, first))
        or _is_code_that_moves(line, at, first)
        or _in_list(line, first)
        or _shares_head(line, first)
        or _is_size_in_list(line, at, first)
    )
    bare = bare and not _describes_company(line, at, first)
    low = " ".join(line.lows[at:first])
    line.add("S" if bare else "x", at, first, low, line.written(at, first), owned)
    return first


def _describes_company(line: Line, at: int, stop: int) -> bool:
    """ "in telecom Kestrel", "the building materials heavyweight": an industry that only says what a company is."""
    if stop >= line.count or not line.texts[at].islower() or line.owns(stop - 1):
        return False
    named = line.is_capital(stop) and not is_day(line.lows[stop]) and not line.phrase(stop)
    return named or line.lows[stop] in _COMPANIES


def _in_brackets(line: Line, at: int) -> bool:
    """Whether a percent in brackets stands here ("power (0.4 per cent)")."""
    if line.texts[at : at + 1] != ["("] or not line.is_number(at + 1):
        return False
    unit = line.phrase(at + 2)
    return unit.unit == _PERCENT and line.texts[at + 2 + unit.size : at + 3 + unit.size] == [")"]


def _is_code_that_moves(line: Line, at: int, stop: int) -> bool:
    """ "IT rallied 2.2 per cent", "while metal lost 1.4 per cent": letters that are nothing else, or an industry that
    only shares are meant by, with a verb and a figure."""
    after = line.phrase(stop)
    begins = stop == at + 1 and line.lows[at] in _ALONE and _begins_clause(line, at)
    if begins and line.is_number(stop) and any(token.kind == "#" for token in line.tokens):
        return bool(line.phrase(stop + 1).unit == _PERCENT)  # "realty fell 2.1 per cent, metal 1.4 per cent"
    behind = stop + after.size
    behind += line.lows[behind : behind + 1] == [_BY]
    return (begins or line.texts[at].isupper()) and "V" in after.roles and line.is_number(behind)


def _begins_clause(line: Line, at: int) -> bool:
    return line.begins(at) or line.lows[at - 1] in _JOINING


def _moves_in_points(line: Line, stop: int) -> bool:
    """ "Services rose by 0.86 percent or 14.46 points": a sector's index, by the points that it moved."""
    verb = line.phrase(stop)
    behind = line.lows[stop + verb.size : stop + verb.size + _POINTS_REACH]
    return "V" in verb.roles and not _POINTS.isdisjoint(behind)


def _in_list(line: Line, stop: int) -> bool:
    """Whether a sector stands in a list with others ("auto, media and power gained")."""
    tokens = line.tokens
    if len(tokens) > 1 and tokens[-1].kind == "a" and tokens[-2].kind == "S" and not line.phrase(stop):
        return line.texts[stop : stop + 1] == [","]
    other = line.phrase(stop + 1) if line.texts[stop : stop + 1] == [","] else NOTHING
    return any(entry.role == "s" and entry.value for entry in other)


def _is_size_in_list(line: Line, at: int, stop: int) -> bool:
    """ "The BSE MidCap rose 0.3% and the SmallCap lost 0.1%": a size behind an index, with its own figure or verb."""
    if line.lows[at] not in _SIZES or not any(token.kind == "I" for token in line.tokens):
        return False
    joined = line.lows[at - 1] in _JOINING or line.lows[at - 1] == _THE
    told = line.is_number(stop) or _in_brackets(line, stop)
    return joined and (told or not _TELLING.isdisjoint(line.phrase(stop).roles))


def _shares_head(line: Line, stop: int) -> bool:
    """ "The midcap and smallcap indices": a sector before another one, whose head is also its own."""
    if line.lows[stop : stop + 1] != ["and"]:
        return False
    other = line.phrase(stop + 1)
    head = line.phrase(stop + 1 + other.size) if "s" in other.roles else NOTHING
    return "k" in head.roles and line.lows[stop + other.size + head.size].endswith("s")


def _is_ranked(line: Line) -> bool:
    """Whether a sector is named behind "the best sector was"."""
    before = line.tokens[-_RANKED_REACH:]
    return bool(before) and before[-1].low in _BEING and any(t.kind == "h" and t.low in _SECTOR_WORDS for t in before)
