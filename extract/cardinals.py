"""Whole numbers and decimals in words: "forty-two thousand, one hundred and eighteen", "zero point three five"."""

from __future__ import annotations

from decimal import Decimal

from extract.line import Line
from extract.lists import word_set
from extract.numbers import HUNDRED, NOUGHT, ONES, TENS, WORD_VALUES

AND = word_set("figures", "and")
_POINT, _THOUSAND = word_set("figures", "decimal_point"), word_set("figures", "thousand")
_ZERO = Decimal(0)
_COMMA = ","

Told = tuple[Decimal, int]


def cardinal(line: Line, at: int) -> Told | None:
    """The value of the number words from here on, and the piece behind them; None where none stand here."""
    found = _below_thousand(line, at)
    if found is None:
        return None
    value, index = found
    if low_at(line, index) in _THOUSAND:
        value, index = hundreds(line, value * 1000, index + 1)
    return value, index


def decimals(line: Line, value: Decimal, at: int) -> Told | None:
    """ "zero point three five": the value with the digits behind "point"; None where none stand there."""
    if low_at(line, at) not in _POINT:
        return None
    index, place = at + 1, Decimal(1)
    while (digit := _digit(line, index)) is not None:
        place /= 10
        value += digit * place
        index += 1
    return (value, index) if index > at + 1 else None


def nought(line: Line, at: int) -> Told | None:
    """ "zero point nine", and what "point nine" alone is."""
    return decimals(line, _ZERO, at + 1) if line.lows[at] in NOUGHT else None


def low_at(line: Line, at: int) -> str:
    """The piece at a place in small letters, empty behind the last."""
    return line.lows[at] if at < line.count else ""


def _below_thousand(line: Line, at: int) -> Told | None:
    found = _below_hundred(line, at)
    if found is not None and low_at(line, found[1]) in HUNDRED:
        return hundreds(line, found[0] * 100, found[1] + 1)  # "eighty-seven hundred"
    return found


def _below_hundred(line: Line, at: int) -> Told | None:
    written = low_at(line, at)
    value = WORD_VALUES.get(written)
    if value is None:
        return None
    one = ONES.get(low_at(line, at + 1)) if written in TENS else None
    return (value, at + 1) if one is None else (value + one, at + 2)


def hundreds(line: Line, value: Decimal, at: int) -> Told:
    """The hundreds or thousands with what is told behind them ("and twelve", ", two hundred and five")."""
    thousands = value >= 1000 and low_at(line, at - 1) in _THOUSAND
    rest = at + (thousands and low_at(line, at) == _COMMA)
    rest += low_at(line, rest) in AND
    more = _below_thousand(line, rest) if thousands else _below_hundred(line, rest)
    if more is None or more[0] < 1 or more[0] % 1:
        return value, at
    return value + more[0], more[1]


def _digit(line: Line, at: int) -> Decimal | None:
    written = low_at(line, at)
    return _ZERO if written in NOUGHT else ONES.get(written)
