"""Figures in words: "two and a half percent", "three hundred points", "two dollars and eleven cents"."""

from __future__ import annotations

from decimal import Decimal

from extract.cardinals import AND, cardinal, decimals, hundreds, low_at, nought
from extract.line import Line
from extract.lists import listed, word_set
from extract.numbers import FRACTION_WORDS, HUNDRED, NOUGHT, PARTS, WORD_VALUES, Quantity, part_of

UNITS = {"percent": "%", "points": "pt", "basis": "bp"}
_OF, _ARTICLES, _POINT = (word_set("figures", key) for key in ("of", "article", "decimal_point"))
_BETWEEN = [words.split() for words in listed("figures", "between")]
_OF_PERCENT, _TURNED = word_set("figures", "of_percent"), word_set("figures", "turned")
_TICKS = 8
"""The smallest part of a cent that a price is told in."""
_CENTS, _CENT = 2, "cents"
_EXACT = 1000
_WHOLE = ("", "$")
_SUM = 3
"""Tokens that "a dollar and" takes, at the most."""
_APART = word_set("figures", "respective")


def spoken(line: Line, at: int) -> tuple[Decimal, int] | None:
    """The value of the number words from here on, and the piece behind them; None where they say none alone ("several
    hundred")."""
    low = line.lows[at]
    if low in NOUGHT:
        return nought(line, at)
    if low in HUNDRED:
        if not at or line.lows[at - 1] not in _ARTICLES:
            return None
        value, index = hundreds(line, Decimal(100), at + 1)
    elif (told := cardinal(line, at)) is not None:
        value, index = told
    else:
        return FRACTION_WORDS[low], at + 1
    if at and line.lows[at - 1] in _POINT:
        return None  # "point nine percent"
    if (parts := PARTS.get(low_at(line, index))) is not None:
        return part_of(value, parts), index + 1  # "four tenths"
    return decimals(line, value, index) or and_fraction(line, value, index) or (value, index)


def and_fraction(line: Line, value: Decimal, at: int) -> tuple[Decimal, int] | None:
    """ "and a half", "and three-quarters" behind a whole number: their sum, and the piece behind them."""
    if low_at(line, at) not in AND:
        return None
    first = at + 1
    low = low_at(line, first)
    if low in WORD_VALUES and (parts := PARTS.get(low_at(line, first + 1))) is not None:
        return value + part_of(WORD_VALUES[low], parts), first + 2
    if low in _ARTICLES:
        first += 1
    elif "-" not in low:
        return None
    part = FRACTION_WORDS.get(low_at(line, first))
    return None if part is None else (value + part, first + 1)


def with_part(line: Line, found: Quantity, at: int) -> tuple[Quantity, int] | None:
    """ "2 and a half percent", "$13.13 and a half": a figure with the part of its unit or its cent behind "and", and
    where to go on; None where none stands there."""
    told = and_fraction(line, Decimal(0), at)
    if told is None:
        return None
    part, stop = told
    behind = line.phrase(stop).unit
    if not found.unit and not found.decimals and behind is not None:
        return found._replace(value=found.value + part, decimals=2), stop
    if found.unit != "$" or found.decimals != _CENTS or part * _TICKS % 1 or behind is not None:
        return None
    return None if low_at(line, stop) in _OF else (found._replace(value=found.value + part / 100, decimals=4), stop)


def with_dollars(line: Line, cents: Quantity, start: int, stop: int) -> tuple[Quantity, int]:
    """ "two dollars and eleven cents", "a dollar and 11 cents": cents with the whole sum told before them, whose tokens
    they replace, and where the figure now starts; `stop` is the piece behind the cents ("$2 and 90 cents respectively"
    are two sums)."""
    tokens = line.tokens
    if len(tokens) < _SUM or tokens[-1].low not in AND or cents.value >= 1 or low_at(line, stop) in _APART:
        return cents, start
    before = tokens[-2]
    if before.kind == "#" and before.value.unit == "$" and not before.value.decimals:
        if before.value.currency == cents.currency:
            return cents, start  # "to 17 sen and 62 sen"
        whole = before.value._replace(value=before.value.value + cents.value, decimals=_CENTS)
    elif before.kind == "Y" and tokens[-3].low in _ARTICLES:
        whole = cents._replace(value=1 + cents.value, currency=before.value)
    elif before.kind == "Y" and (dollars := tokens[-3]).kind == "#" and dollars.value.unit in _WHOLE:  # "59 dollars"
        whole = cents._replace(value=int(dollars.value.value) + cents.value, currency=before.value)
        before = dollars
        del tokens[-1:]
    else:
        return cents, start
    del tokens[-2:]
    return whole, before.start


def number_words(line: Line, at: int) -> int:
    """ "half a percent", "two percent", "a quarter of a percent"; 0 when it is none."""
    if (told := spoken(line, at)) is None:
        return 0
    value, index = told
    for words in _BETWEEN:
        stop = index + len(words)
        if line.lows[index:stop] == words and (after := _figure(line, at, stop, value)):
            return after
    return 0


def _figure(line: Line, at: int, index: int, value: Decimal) -> int:
    """The figure of number words whose unit stands at `index`; 0 where none does."""
    words = line.phrase(index)
    stop = index + words.size
    unit = UNITS.get(words.unit or "")
    if unit is None and words and line.lows[index] in _OF_PERCENT and stop < line.count and line.lows[stop] in _TURNED:
        unit = "%"  # "ended half a percentage point lower"
    start = line.starts[at]
    if words.unit is not None and words.unit.startswith(_CENT):  # "half a cent", "seven Singapore cents"
        told = Quantity(value / 100, 0, "$", words.unit.removeprefix("cents "), False, 2)
        found, start = with_dollars(line, told, start, stop) if told.currency == _CENT else (told, start)
    elif unit is not None:
        found = Quantity(value, 0, unit, "", False, 0 if value >= _EXACT else 1)
    elif words.currency is not None and value > 1:
        found = Quantity(value, 0, "$", words.currency, False, 0 if value % 1 == 0 else 2)
    else:
        return 0
    line.add("#", at, stop, line.lows[at], found)
    line.tokens[-1].start = start
    return stop
