"""Figures as text writes them: "1.2%", "1,262.03 points", "half a percent", "24-1/2", "₹1,23,456.70"."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from extract.lists import alternation, listed, valued

_DOLLARS, _SHORT, _SIGNS = (listed("figures", name) for name in ("dollars", "abbreviated", "signs"))
_BEHIND, _TIGHT, _PRICED = (listed("figures", name) for name in ("behind_dollar", "tight", "tight_price"))
_LETTERS = (
    rf"(?:{alternation(_DOLLARS)})\$|(?:{alternation(_SHORT)})\.?|\$(?:{alternation(_BEHIND)})(?=\d)"
    rf"|(?:{alternation(_TIGHT)})(?=\d)|(?:{alternation(_PRICED)})(?=\d{{1,3}}(?:,\d{{3}}|\.\d))"
    r"|US(?=\d{1,3}(?:\.\d+)?c\b)"
)
CURRENCY = rf"{_LETTERS}|[{''.join(_SIGNS)}]"
_PARTED = r"\d{1,3}(?: \d{3}){1,3}[.,]\d{2}(?!\d)"
LETTERED = rf"(?<!/)(?:{_LETTERS})\s?(?:{_PARTED}|\d{{1,15}}(?:,\d{{1,15}}){{0,7}}(?:\.\d+)?)"
"""A sum of money whose currency begins with letters."""
_GROUPS = r"\d{1,3}(?:,\d{2,3}){1,6}(?:\.\d+)?"
_CONTINENTAL = r"\d{1,3}(?:\.\d{3}){1,4},\d{1,2}(?!\d)|\d{1,3},\d{1,2}(?=\s?%)"
_BLANKS = "\u00a0\u2009\u202f"
_SPACED = (
    rf"(?:(?<=[\s(]at )|(?<=[\s(]to ))\d{{1,3}}(?: \d{{3}}){{1,3}}[.,]\d{{1,2}}(?!\d)"
    rf"|(?<=[{''.join(_SIGNS)}]){_PARTED}"
    rf"|\d{{1,3}}(?:[{_BLANKS}]\d{{3}}){{1,3}}(?:[.,]\d{{1,2}})?(?!\d)"
)
"""Thousands apart by blanks ("at 98 977.01"), plain ones only where no name can end in the first ("S&P 500 102.34")."""
_ORDINAL = r"\s?\d{1,2}(?:st|nd|rd|th)\b"
_HOUR = r"\s?\d{1,2}:\d{2}"
_SIGN = rf"(?<![\w.,)\]])[+\-−–](?!{_ORDINAL}|{_HOUR})\s?"
NUMBER = rf"(?:(?:{_SIGN})?(?:(?:{CURRENCY})\s?)?(?:{_SPACED}|{_CONTINENTAL}|{_GROUPS}|\d+(?:\.\d+)?|(?<![\w.])\.\d+))"
_PARTS = re.compile(rf"(?P<sign>[+\-−–])?\s?(?P<currency>{CURRENCY}|US)?\s?(?P<digits>\d[\d.,\s]*|[.]\d+)$")
_EUROPEAN = re.compile(r"\d{1,3}(?:\.\d{3})+,\d{1,2}$|\d{1,3},\d{1,2}$")
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?$|\d{1,2}(?:,\d{2})*,\d{3}(?:\.\d+)?$")
_FRACTION = re.compile(r"/(2|3|4|5|8|16)(?![\d/.,-])")
_GLUED_FRACTION = re.compile(r"[- ](\d{1,2})/(\d{1,2})(?![\d/])")

_OTHER_END = re.compile(r"[-–/](\d{2,4})(?!\d|[.,]\d|[/%-])")
_WHOLE_END = re.compile(r"[-–](\d+\.\d+)(?![\d/%-])")
_SPREAD = Decimal("0.002")
"""What the ends of a dealer's quote lie apart at the most, as a share of the rate."""
_CENTS = 2


def part_of(count: Decimal, parts: int) -> Decimal:
    """So many parts of a whole, rounded where they are endless: 2 of 3 are 0.67."""
    exact = count / parts
    rounded = round(exact, 3)
    return rounded.normalize() if rounded == exact else round(exact, 2)


_TENS = {word: Decimal(value) for word, value in valued("figures", "tens").items()}
_SMALL = {word: Decimal(value) for word, value in valued("figures", "values").items()}
NOUGHT = dict.fromkeys(listed("figures", "nought"), Decimal(0))
_ONES = {word: value for word, value in _SMALL.items() if 1 <= value < 10}
_DECIMALS = {  # "two-point-nine"
    f"{whole}-{point}-{digit}": value + part / 10
    for whole, value in (NOUGHT | _SMALL).items()
    for point in listed("figures", "decimal_point")
    for digit, part in (NOUGHT | _ONES).items()
    if value + part
}
WORD_VALUES = _SMALL | _TENS | {f"{ten}-{one}": _TENS[ten] + _ONES[one] for ten in _TENS for one in _ONES} | _DECIMALS
PARTS: dict[str, int] = {
    word: count for name, count in valued("figures", "parts").items() for word in (name, f"{name}s")
}
"""A part's name, also of several -> how many of it make a whole ("tenths": 10)."""
FRACTION_WORDS = {name: part_of(Decimal(1), count) for name, count in PARTS.items() if not name.endswith("s")} | {
    f"{word}-{name}": part_of(value, count) for word, value in _ONES.items() for name, count in PARTS.items()
}
HUNDRED = frozenset(listed("figures", "hundred"))
TENS, ONES = frozenset(_TENS), _ONES
_SIGNED_FRACTIONS = {sign: Decimal(value) for sign, value in valued("figures", "signed_fractions").items()}


class Quantity(NamedTuple):
    """A figure: `sign` is 0 where none is written; `unit` is `%`, `pt`, `bp`, `$` (any currency sign) or empty;
    `grouped` says that it has thousands separators, `decimals` how many digits follow the point."""

    value: Decimal
    sign: int
    unit: str
    currency: str
    grouped: bool
    decimals: int

    @property
    def like_a_level(self) -> bool:
        """Whether a bare figure can be an index level or a price."""
        return self.grouped or self.decimals > 0 or self.value >= 100


@lru_cache(maxsize=4096)
def quantity(text: str) -> Quantity | None:
    """The figure that a NUMBER match writes; None when its digits make no number.

    >>> quantity("-1,262.03")
    Quantity(value=Decimal('1262.03'), sign=-1, unit='', currency='', grouped=True, decimals=2)
    """
    parts = _PARTS.match(text)
    if parts is None:
        return None
    digits = "".join(parts["digits"].split())
    spaced = digits != parts["digits"]
    if spaced:
        digits = digits.replace(",", ".")
    elif _EUROPEAN.match(digits):
        digits = digits.replace(".", "").replace(",", ".")
    elif "," in digits and not _GROUPED.match(digits):
        return None
    plain = digits.replace(",", "")
    if plain.count(".") > 1 or not plain.strip(".") or len(plain) > 24:
        return None
    mark = parts["sign"]
    sign = 0 if mark is None else 1 if mark == "+" else -1
    if mark and "," in parts["digits"] and text[1:2].isspace():
        sign = 0  # "(DJIA - 20,894.17)": a dash between a code and its level
    currency = parts["currency"] or ""
    decimals = len(plain) - plain.index(".") - 1 if "." in plain else 0
    return Quantity(Decimal(plain), sign, "$" if currency else "", currency, spaced or "," in parts["digits"], decimals)


def with_fraction(figure: Quantity, text: str, at: int) -> tuple[Quantity, int]:
    """The figure with a fraction that follows it ("24-1/2", "1½", of a cent in "$5.22 1/2"), and where it ends."""
    if (signed := _SIGNED_FRACTIONS.get(text[at : at + 1])) is not None and not figure.decimals:
        return figure._replace(value=figure.value + signed, decimals=2), at + 1
    match = _GLUED_FRACTION.match(text, at)
    of_cent = figure.decimals == _CENTS and text[at : at + 1] == " "
    if match is None or not 0 < int(match[1]) < int(match[2]) or (figure.decimals and not of_cent):
        return figure, at
    share = (Decimal(match[1]) / Decimal(match[2])).quantize(Decimal("0.0001")).normalize()
    if of_cent:
        return figure._replace(value=figure.value + share / 100, decimals=4), match.end()
    return figure._replace(value=figure.value + share, decimals=2), match.end()


def fraction(figure: Quantity, text: str, at: int) -> tuple[Quantity, int]:
    """The figure as the first half of a fraction ("3/4%", "1/2 percent"), and where that ends; itself where it is
    none, as in a date."""
    match = _FRACTION.match(text, at)
    if match is None or figure.decimals or figure.unit or not 0 < figure.value < int(match[1]):
        return figure, at
    return figure._replace(value=part_of(figure.value, int(match[1])), decimals=2), match.end()


def end_of_quote(figure: Quantity, text: str, at: int) -> int:
    """Where a dealer's quote ends that begins with this figure: its last digits once more, a little higher
    ("154.79-80", "1.1578-1580", "4.2155/2190"); `at` where it is none."""
    if not figure.decimals:
        return at
    if (whole := _WHOLE_END.match(text, at)) is not None:  # "131.98-132.08"
        higher = 0 < Decimal(whole[1]) - figure.value <= figure.value * _SPREAD
        return whole.end() if higher else at
    match = _OTHER_END.match(text, at)
    if match is None:
        return at
    other = match[1]
    unit = Decimal(1).scaleb(-figure.decimals)
    rest = figure.value % (unit * 10 ** len(other))
    apart = Decimal(other) * unit - rest
    return match.end() if 0 < apart <= figure.value * _SPREAD and len(other) <= max(_CENTS, figure.decimals) else at
