"""A day that a figure is compared with is not the figure's own, whatever word compares them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from itertools import product

import pytest

from extract import Document, read

DAY = date(2026, 5, 13)
EVENING = datetime(2026, 5, 13, 20, tzinfo=UTC)
TOLD = [
    "The DAX closed at 24,686.55, up 0.89% {}",
    "The DAX closed at 24,686.55, an increase of 0.89% {}",
    "The DAX rose 0.89% {}",
    "The DAX ended 174.2 points, or 0.89%, higher at 24,686.55 {}",
    "The DAX gained 174.2 points {} to close at 24,686.55",
    "{}, the DAX rose 0.89%",
]
COMPARED = ["compared to", "compared with", "in comparison with", "versus", "against", "relative to", "over"]
DAYS = [
    "the previous day", "the previous trading session", "the day before", "a day earlier", "yesterday", "Tuesday",
    "Tuesday's close",
    "the close on Tuesday",
]  # fmt: skip


def sessions(text: str) -> set[date | None]:
    text = text[0].upper() + text[1:]
    return {m.session for m in read(Document(f"{text}.", EVENING, published_at=EVENING)).moves if m.kind == "index"}


@pytest.mark.parametrize(("told", "compared"), list(product(TOLD, COMPARED)))
def test_what_is_compared_with_is_another_day(told: str, compared: str) -> None:
    assert {day: sessions(told.format(f"{compared} {day}")) for day in DAYS} == {day: {DAY} for day in DAYS}


@pytest.mark.parametrize("day", ["on the previous day", "on the day before", "on a day earlier"])
def test_up_on_a_day_is_compared_with_it(day: str) -> None:
    assert sessions(f"The DAX closed up 0.89% {day}") == {DAY}
    assert sessions(f"The DAX gained 174.2 points {day} to close at 24,686.55") == {DAY}


def test_a_day_that_is_not_compared_with_is_the_figure_s_own() -> None:
    before = date(2026, 5, 12)
    assert sessions("The DAX fell 0.4% on the previous day") == {before}
    assert sessions("A day earlier, the DAX fell 0.4%") == {before}
    assert sessions("The DAX rose 0.4% against the trend on Tuesday") == {before}
    assert sessions("The DAX lost 4.6% over Tuesday and Wednesday") == {DAY}
