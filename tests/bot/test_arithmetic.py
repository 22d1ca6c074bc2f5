"""Figures that fit, and those that do not."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from bot.desk.arithmetic import (
    Neighbor,
    closes_before,
    fits_before,
    inner_misfits,
    off_scale,
    outer_misfits,
    same_percent,
)
from tests.bot.stories import move

DAY = "2026-02-25"
TUESDAY = date(2026, 2, 24)
THURSDAY = date(2026, 2, 26)


def told(**figures: Any):
    return move(figures.pop("instrument", "nikkei225"), DAY, kind=figures.pop("kind", "index"), **figures)[0]


@pytest.mark.parametrize(
    "figures",
    [
        {"level": "58583.12", "change": "1262.03", "percent": "2.20"},
        {"level": "58583.12", "change": "1262.03", "percent": "2.2"},
        {"level": "58583", "change": "1262", "percent": "2"},
        {"level": "100.1", "change": "0.1", "percent": "0.1"},
        {"level": "38801.17", "change": "-14.15", "percent": "-0.04"},
        {"level": "58583.12", "change": "1262.03", "percent": "2", "percent_qualifier": "over"},
        {"level": "58583.12", "percent": "9"},
        {"kind": "bond", "instrument": "us10y", "level": "4.06", "change": "-4", "percent": "-0.9"},
        {"kind": "currency", "instrument": "usdkrw", "level": "1429.8", "change": "-6.35", "percent": "0.44"},
        {"level": "58583.12", "low": "57656.50", "high": "58583.12"},
        {"level": "58583.12", "change": "1262.03", "previous": "57321.09"},
    ],
)
def test_figures_that_fit_raise_no_doubt(figures: dict[str, str]) -> None:
    assert inner_misfits(told(**figures)) == ()


@pytest.mark.parametrize(
    ("figures", "kind"),
    [
        ({"level": "58583.12", "change": "1262.03", "percent": "1.20"}, "points_percent"),
        ({"level": "58583.12", "change": "-1262.03", "percent": "2.20"}, "points_percent"),
        ({"level": "100", "change": "120", "percent": "2"}, "points_percent"),
        ({"level": "58583.12", "percent": "-2.20", "direction": "up"}, "direction"),
        ({"change": "5", "percent": "-2.20"}, "direction"),
        ({"level": "58583.12", "low": "57656.50", "high": "58000"}, "range"),
        ({"level": "57000", "low": "57656.50"}, "range"),
        ({"level": "58583.12", "change": "1262.03", "previous": "57000"}, "neighbor"),
    ],
)
def test_figures_that_do_not_fit_are_named(figures: dict[str, str], kind: str) -> None:
    assert kind in [misfit.kind for misfit in inner_misfits(told(**figures))]


def test_a_wrong_percent_is_told_with_the_right_one() -> None:
    (misfit,) = inner_misfits(told(level="58583.12", change="1262.03", percent="1.20"))
    assert misfit.stated == Decimal("1.20")
    assert misfit.implied == Decimal("2.20")


def test_the_close_before_follows_from_level_and_change() -> None:
    assert closes_before(told(level="58583.12", change="1262.03")) == Decimal("57321.09")
    assert closes_before(told(level="58583.12", percent="2.2")) is None
    assert closes_before(told(level="58583.12", previous="57321.09")) == Decimal("57321.09")


@pytest.mark.parametrize(
    ("figures", "before", "fits"),
    [
        ({"level": "58583.12", "change": "1262.03"}, "57321.09", True),
        ({"level": "58583.12", "change": "1262.03"}, "57321", True),
        ({"level": "58583.12", "change": "1262.03"}, "57000.00", False),
        ({"level": "58583.12", "percent": "2.20"}, "57321.09", True),
        ({"level": "58583.12", "percent": "1.20"}, "57321.09", False),
        ({"level": "58583.12"}, "57321.09", None),
        ({"percent": "2.20"}, "57321.09", None),
        ({"level": "58583.12", "percent": "2", "percent_qualifier": "over"}, "57321.09", None),
        ({"level": "58583.12", "percent": "2.20"}, "0", None),
    ],
)
def test_figures_against_the_session_before(figures: dict[str, str], before: str, fits: bool | None) -> None:
    assert fits_before(told(**figures), Decimal(before)) is fits


def test_a_level_of_another_size_than_other_days_is_doubted() -> None:
    known = Neighbor(TUESDAY, (Decimal("57321.09"),))
    assert [m.kind for m in off_scale(told(level="225"), known)] == ["scale"]
    assert off_scale(told(level="40000"), known) == ()
    assert off_scale(told(percent="2"), known) == ()
    assert off_scale(told(level="225"), Neighbor(TUESDAY, ())) == ()


def test_sums_of_rounded_figures_may_be_off_by_a_last_digit() -> None:
    after = Neighbor(THURSDAY, (Decimal("2698.18"),))
    assert outer_misfits(told(level="2698.17"), None, after) == ((), 1)


def test_neighbors_that_fit_are_counted_and_others_are_doubts() -> None:
    right = told(level="58583.12", change="1262.03")
    before, after = Neighbor(TUESDAY, (Decimal("57321.09"),)), Neighbor(THURSDAY, (Decimal("58583.12"),))
    assert outer_misfits(right, before, after) == ((), 2)
    wrong = told(level="58853.12", change="1262.03")
    misfits, fitting = outer_misfits(wrong, before, after)
    assert fitting == 0
    assert [(m.kind, m.neighbor) for m in misfits] == [("neighbor", TUESDAY), ("neighbor", THURSDAY)]


def test_one_of_several_tellings_of_the_neighbor_is_enough() -> None:
    before = Neighbor(TUESDAY, (Decimal("11111.11"), Decimal("57321.09")))
    assert outer_misfits(told(level="58583.12", change="1262.03"), before, None) == ((), 1)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (("2.20", None), ("2.2", None), True),
        (("2", None), ("2.2", None), True),
        (("2", None), ("2.9", None), False),
        (("1.2", None), ("1.26", None), True),
        (("2.20", None), ("2.31", None), False),
        (("2", "over"), ("2.2", None), True),
        (("2", "over"), ("1.2", None), False),
        (("1.2", None), ("1", "under"), False),
        (("0.4", None), ("0.5", "under"), True),
        (("8", "about"), ("7.8", None), True),
        (("8", "about"), ("5", None), False),
        (("-2", "over"), ("2.2", None), False),
        (("3", "up_to"), ("2.2", None), True),
        (("3", "over"), ("2", "over"), True),
    ],
)
def test_percents_of_two_stories(one: Any, other: Any, same: bool) -> None:
    mine = told(percent=one[0], percent_qualifier=one[1])
    theirs = told(percent=other[0], percent_qualifier=other[1])
    assert same_percent(mine, theirs) is same
    assert same_percent(theirs, mine) is same
