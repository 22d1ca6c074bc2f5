"""Figures with their units, in digits ("12.5 points") and in words ("half a percent")."""

from __future__ import annotations

from decimal import Decimal

from extract.line import Line
from extract.lists import listed, word_set
from extract.numbers import FRACTION_WORDS, WORD_VALUES, Quantity, quantity, with_fraction

_UNITS = {"percent": "%", "points": "pt", "basis": "bp"}
_OF, _COUNTED, _MARKS = (word_set("figures", key) for key in ("of", "counted", "marks"))
_BEGINS = word_set("figures", "begins")
_BETWEEN = [words.split() for words in listed("figures", "between")]
_AND_A_HALF = [words.split() for words in listed("figures", "and_a_half")]
_OF_PERCENT, _TURNED = word_set("figures", "of_percent"), word_set("figures", "turned")
_HALF = Decimal("0.5")
_RANGE = "-–"


def figure_follows(line: Line, at: int) -> bool:
    """Whether a figure begins here."""
    return at < line.count and (line.lows[at] in _BEGINS or line.is_number(at))


def figure(line: Line, at: int) -> int:
    """The token of a figure with its unit; says behind which piece to go on."""
    text, start, end = line.texts[at], line.starts[at], line.ends[at]
    found = quantity(text)
    if found is None:
        line.add("~", at, at + 1, text)
        return at + 1
    found, end = with_fraction(found, line.text, end)
    after = at + 1
    while after < line.count and line.starts[after] < end:
        after += 1
    found, stop, refused = _unit(line, found, after)
    if not found.unit and not refused and (money := line.phrase(stop).currency) is not None:
        found = found._replace(unit="$", currency=money)
    end = end if stop == after else line.ends[stop - 1]
    if refused or _is_range(line.text, start, end) or _is_year(found, text):
        line.add("~", at, stop, text, found)
    else:
        line.add("#", at, stop, text, found)
    line.tokens[-1].end = end
    return stop


def _unit(line: Line, found: Quantity, at: int) -> tuple[Quantity, int, bool]:
    """The figure with the unit that stands here, where to go on, and whether the unit makes it no price and no move."""
    words = line.phrase(at)
    unit, stop = words.unit, at + words.size
    if unit is None:
        return found, at, False
    if unit == "refused":
        low = line.lows[at]
        told = low in _COUNTED and (found.unit == "$" or low in _OF)
        return (found, at, False) if told else (found, stop, True)
    if unit == "cents":
        return found._replace(value=found.value / 100, unit="$", currency="cents"), stop, False
    if unit == "points" and stop < line.count and line.lows[stop] in _MARKS:
        return found, stop, True
    return found._replace(unit=_UNITS[unit]), stop, False


def _is_range(text: str, start: int, end: int) -> bool:
    """Whether this is one end of "1-3 percent"."""
    if end < len(text) - 1 and text[end] in _RANGE and text[end + 1].isdigit():
        return True
    return start >= 2 and text[start - 1] in _RANGE and (text[start - 2].isdigit() or text[start - 2] == "%")


def _is_year(found: Quantity, text: str) -> bool:
    return len(text) == 4 and not found.unit and text.isdigit() and 1900 <= found.value <= 2100


def number_words(line: Line, at: int) -> int:
    """ "half a percent", "two percent", "a quarter of a percent"; 0 when it is none."""
    low = line.lows[at]
    value = FRACTION_WORDS.get(low) or WORD_VALUES[low]
    if low in WORD_VALUES:
        for words in _AND_A_HALF:
            if line.lows[at + 1 : at + 1 + len(words)] == words:
                return _word_figure(line, at, at + 1 + len(words), value + _HALF)
    for words in _BETWEEN:
        index = at + 1 + len(words)
        if line.lows[at + 1 : index] == words and (after := _word_figure(line, at, index, value)):
            return after
    return 0


def _word_figure(line: Line, at: int, index: int, value: Decimal) -> int:
    """The figure of number words whose unit stands at `index`; 0 where none does."""
    words = line.phrase(index)
    stop = index + words.size
    unit = _UNITS.get(words.unit or "")
    if unit is None and words and line.lows[index] in _OF_PERCENT and stop < line.count and line.lows[stop] in _TURNED:
        unit = "%"  # "ended half a percentage point lower"
    if unit is None:
        return 0
    line.add("#", at, stop, line.lows[at], Quantity(value, 0, unit, "", False, 1))
    return stop
