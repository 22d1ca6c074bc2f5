"""Stories whose page gives only its day: a market that they tell of as trading has not closed."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from extract import Document, read

DAY, READ = date(2026, 5, 14), datetime(2026, 5, 16, 9, tzinfo=UTC)


def phases(text: str) -> dict[str, str]:
    return {m.instrument: m.phase for m in read(Document(text, READ, published_at=DAY)).moves if m.session == DAY}


@pytest.mark.parametrize(
    "lead",
    [
        "Asian markets traded mixed on Thursday as oil rose.",
        "Asian shares opened higher on Thursday.",
        "Stocks across Asia were lower on Thursday.",
        "Hong Kong's Hang Seng was 0.2% lower.",
        "Asian shares are trading higher today, following volatile trading on Wall Street overnight.",
    ],
)
def test_where_one_market_trades_its_neighbors_do(lead: str) -> None:
    told = phases(f"{lead} Japan's Nikkei 225 added 0.5%, while the Kospi shed 0.3%.")
    assert {told["nikkei225"], told["kospi"]} == {"intraday"}


@pytest.mark.parametrize(
    "lead",
    [
        "Hong Kong's Hang Seng was 0.2% lower on Wednesday. On Thursday",
        "Hong Kong's Hang Seng opened higher, touched 26,410 and lost 0.3%.",
        "Hong Kong's Hang Seng was as much as 2% lower.",
        "Hong Kong's Hang Seng was 2% lower at its worst.",
        "Hong Kong's Hang Seng briefly crossed 24,000.",
        "Hong Kong's Hang Seng was 0.2% lower on Thursday.",
        "Hong Kong's Hang Seng was 0.2% lower at 24,310.6.",
        "Tokyo shares rose on Thursday.",
        "Asian shares opened higher on Thursday and ended mixed.",
        "Hong Kong's Hang Seng was up 9% for the year.",
        "Brent crude was 0.8% weaker.",
        '"Asian shares were lower today," a dealer said.',
    ],
)
def test_else_the_page_s_day_is_over(lead: str) -> None:
    told = phases(
        f"Shares in Tokyo gained on Thursday.\n\n{lead} Japan's Nikkei 225 added 0.5%, while the Kospi shed 0.3%."
    )
    assert {told["nikkei225"], told["kospi"]} == {"close"}


def test_what_closes_before_a_market_that_has_closed_is_over_too() -> None:
    text = (
        "The Nikkei rose 0.4%. The Hang Seng closed up 0.6%. India's Nifty 50 was 0.2% lower. The Kospi was 1% lower."
    )
    assert phases(text) == {"nikkei225": "close", "hangseng": "close", "nifty50": "intraday", "kospi": "close"}


def test_what_stands_beside_a_close_is_one() -> None:
    text = "Shares in Tokyo gained.\n\nAsian shares ended mixed on Thursday, and Hong Kong's Hang Seng was 0.2% lower."
    assert phases(text) == {"hangseng": "close"}


def test_how_other_markets_stood_says_nothing_of_home() -> None:
    text = "Wall Street rose on Thursday. Asian markets were stronger. The S&P 500 gained 0.4%, and the Dow added 0.1%."
    assert phases(text) == {"sp500": "close", "dow": "close"}


def test_points_and_an_exact_level_are_a_finished_day_s() -> None:
    text = (
        "European shares were higher. Milan's FTSE MIB added 120.40 points, or 0.3%, to 41,020.55. The DAX gained 0.2%."
    )
    assert phases(text) == {"ftsemib": "close", "dax": "close"}


@pytest.mark.parametrize(
    "head", ["Here's where markets stand at midday:", "Wall Street at midday", "Stocks at mid-day:"]
)
def test_where_markets_stand_at_a_moment_is_no_close(head: str) -> None:
    rows = "- Dow Jones up 121.63 (+0.28%) to 42,863.45\n- S&P 500 up 17.60 (+0.28%) to 6,359.25"
    assert phases(f"{head}\n\n{rows}") == {"dow": "intraday", "sp500": "intraday"}
    assert phases(f"Wall Street at a glance\n\n{rows}") == {"dow": "close", "sp500": "close"}


def test_a_title_that_tells_of_a_close_does() -> None:
    text = "A rally in chips lifts Seoul shares to a higher close\n\nThe Kospi was 0.3% better at 2,412.33."
    assert phases(text) == {"kospi": "close"}


def test_markets_shut_for_a_holiday_have_not_closed() -> None:
    text = (
        "Asian shares traded lower on Thursday.\n\nMany markets in Asia were closed on Thursday for a holiday. "
        "The Kospi fell 1.2%."
    )
    assert phases(text) == {"kospi": "intraday"}


def test_a_closing_verb_is_of_the_market_beside_it() -> None:
    text = (
        "Mumbai shares opened higher on Thursday. The slide spread to markets abroad, and U.S. equities ended lower. "
        "The Nifty 50 rose 0.4%."
    )
    assert phases(text) == {"nifty50": "intraday"}
