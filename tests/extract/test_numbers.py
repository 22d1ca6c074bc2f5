"""Figures as outlets write them, and what is none."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract import Document, read
from extract.numbers import CURRENCY, FRACTION_WORDS, NUMBER, WORD_VALUES, quantity, with_fraction

WRITTEN = re.compile(NUMBER)


@pytest.mark.parametrize(
    ("text", "value", "sign"),
    [
        ("41,207.55", "41207.55", 0),
        ("5914.2", "5914.2", 0),
        ("1,02,415.30", "102415.30", 0),
        ("12,34,56,789", "123456789", 0),
        ("0.83", "0.83", 0),
        (".5", "0.5", 0),
        ("+161.04", "161.04", 1),
        ("-0.83", "0.83", -1),
        ("−0.83", "0.83", -1),
        ("–0.83", "0.83", -1),
        ("+ 12", "12", 1),
        ("007", "7", 0),
        ("0", "0", 0),
    ],
)
def test_values_and_signs(text: str, value: str, sign: int) -> None:
    figure = quantity(text)
    assert figure is not None
    assert (figure.value, figure.sign, figure.unit) == (Decimal(value), sign, "")


@pytest.mark.parametrize(
    ("text", "value", "currency"),
    [
        ("$67.31", "67.31", "$"),
        ("US$3.5", "3.5", "US$"),
        ("HK$ 412.60", "412.60", "HK$"),
        ("₹1,23,456", "123456", "₹"),
        ("Rs 1,452.30", "1452.30", "Rs"),
        ("Rs. 86", "86", "Rs."),
        ("€12", "12", "€"),
        ("£9.10", "9.10", "£"),
        ("¥3,120", "3120", "¥"),
        ("₩61,300", "61300", "₩"),
        ("-$1.12", "1.12", "$"),
    ],
)
def test_money(text: str, value: str, currency: str) -> None:
    figure = quantity(text)
    assert figure is not None
    assert (figure.value, figure.unit, figure.currency) == (Decimal(value), "$", currency)
    assert figure.sign == (-1 if text[0] == "-" else 0)


@pytest.mark.parametrize(
    ("text", "grouped", "decimals", "like_a_level"),
    [
        ("41,207.55", True, 2, True),
        ("5914", False, 0, True),
        ("1,000", True, 0, True),
        ("12", False, 0, False),
        ("99", False, 0, False),
        ("19.42", False, 2, True),
    ],
)
def test_what_can_be_a_level(text: str, grouped: bool, decimals: int, like_a_level: bool) -> None:
    figure = quantity(text)
    assert figure is not None
    assert (figure.grouped, figure.decimals, figure.like_a_level) == (grouped, decimals, like_a_level)


@pytest.mark.parametrize("text", ["", "$", "-", "+", ".", "1.2.3", "²", "abc", "1e5", "%", "9" * 25, "1" * 5000])
def test_what_is_no_figure(text: str) -> None:
    assert quantity(text) is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("rose 161.04 to 41,207.55", ["161.04", "41,207.55"]),
        ("up +0.5% (-12)", ["+0.5", "-12"]),
        ("from 41,100.20-41,300.10", ["41,100.20", "41,300.10"]),
        ("Rs 1,02,415.30 or ₹86", ["Rs 1,02,415.30", "₹86"]),
        ("a .25% rise", [".25"]),
        ("up 2%,down 3%", ["2", "3"]),
        ("in 2026, 500 shares", ["2026", "500"]),
        ("no figure", []),
    ],
)
def test_where_figures_are_found(text: str, found: list[str]) -> None:
    assert [m.group() for m in WRITTEN.finditer(text)] == found


@pytest.mark.parametrize(
    ("text", "value", "rest"),
    [
        ("24-1/2", "24.5", ""),
        ("24 1/2 percent", "24.5", " percent"),
        ("1-1/4%", "1.25", "%"),
        ("3-2/3", "3.6667", ""),
        ("24-1/2/2026", "24", "-1/2/2026"),
        ("24-2/1", "24", "-2/1"),
        ("24-0/2", "24", "-0/2"),
        ("24.5-1/2", "24.5", "-1/2"),
        ("24", "24", ""),
    ],
)
def test_fractions_behind_a_figure(text: str, value: str, rest: str) -> None:
    match = WRITTEN.match(text)
    assert match is not None
    figure = quantity(match.group())
    assert figure is not None
    read, end = with_fraction(figure, text, match.end())
    assert (read.value, text[end:]) == (Decimal(value), rest)


def test_number_words_are_positive() -> None:
    assert all(value > 0 for value in (WORD_VALUES | FRACTION_WORDS).values())
    assert WORD_VALUES["half"] == FRACTION_WORDS["half"]


@given(st.decimals(0, 10**9, places=2), st.sampled_from(["", "+", "-", "−"]), st.booleans())
def test_a_written_figure_is_read_back(value: Decimal, sign: str, grouped: bool) -> None:
    text = sign + format(value, ",.2f" if grouped else ".2f")
    match = WRITTEN.fullmatch(text)
    figure = quantity(text)
    assert match is not None
    assert figure is not None
    assert figure.value == value
    assert figure.sign == {"": 0, "+": 1}.get(sign, -1)


@given(st.text())
def test_any_text_is_a_figure_or_none(text: str) -> None:
    figure = quantity(text)
    assert figure is None or (figure.value >= 0 and figure.sign in (-1, 0, 1) and figure.value.is_finite())


@given(st.text(alphabet="0123456789.,-+−$ Rs₹%", max_size=40))
def test_what_is_found_is_a_figure_or_none(text: str) -> None:
    for match in WRITTEN.finditer(text):
        figure = quantity(match.group())
        assert figure is None or figure.value >= 0
        assert match.group().strip()


@pytest.mark.parametrize("sign", ["US$", "HK$", "Rs", "Rs.", "₹", "$", "€"])
def test_currency_signs(sign: str) -> None:
    assert re.fullmatch(CURRENCY, sign)


@pytest.mark.parametrize("told", ["to -0.30% from -0.28%", "to minus 0.30 percent from minus 0.28 percent"])
def test_a_yield_can_be_below_zero(told: str) -> None:
    reading = read(
        Document(f"The 10-year Bund yield fell 2 basis points {told}.", datetime(2026, 5, 13, 15, tzinfo=UTC))
    )
    (move,) = reading.moves
    assert (move.level, move.previous, move.change) == (Decimal("-0.30"), Decimal("-0.28"), Decimal(-2))
