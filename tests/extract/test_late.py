"""Stories pasted days after they were written, without a date: their day is the one they tell, never the message's."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from extract import Document, read

GOLD = sorted((Path(__file__).parents[1] / "gold").glob("*.json"))
FRIDAY, SATURDAY = datetime(2026, 5, 15, 21, tzinfo=UTC), datetime(2026, 5, 16, 9, tzinfo=UTC)


def moves(text: str, at: datetime) -> dict[str, tuple[date | None, str]]:
    return {m.instrument: (m.session, m.phase) for m in read(Document(text, at)).moves}


def test_a_wrap_is_of_the_day_that_it_names() -> None:
    text = "Paris shares closed lower on Tuesday. The CAC 40 fell 0.6% to 8,011.20. In Milan, the FTSE MIB lost 0.4%."
    told = (date(2026, 5, 12), "close")
    assert moves(text, FRIDAY) == {"cac40": told, "ftsemib": told}


def test_it_is_so_with_a_column_s_name_and_points_above_the_lead() -> None:
    text = (
        "Stock market today: Dublin slips again\n\nKey points:\n- Banks lead losses\n- Retail sales due tomorrow\n\n"
        "DUBLIN - Irish shares slipped from their highs Wednesday. The ISEQ closed 0.7% lower at 9,410.55."
    )
    assert moves(text, FRIDAY) == {"iseq": (date(2026, 5, 13), "close")}


def test_the_night_before_is_that_of_the_told_day() -> None:
    text = (
        "Tokyo shares rose on Thursday after a strong finish in New York overnight.\n\nThe Nikkei closed up 1.1% at "
        "52,110.35. Wall Street had a firm night, where the S&P 500 added 0.4%."
    )
    assert moves(text, SATURDAY) == {
        "nikkei225": (date(2026, 5, 14), "close"),
        "sp500": (date(2026, 5, 13), "close"),
    }


def test_what_may_have_traded_on_is_no_close() -> None:
    text = "Asian markets traded mixed on Thursday. Japan's Nikkei 225 added 0.5%, while the Kospi shed 0.3%."
    assert moves(text, SATURDAY) == {
        "nikkei225": (date(2026, 5, 14), "intraday"),
        "kospi": (date(2026, 5, 14), "intraday"),
    }


def test_points_and_an_exact_level_are_a_finished_day_s() -> None:
    text = (
        "U.S. stocks fell Tuesday. The S&P 500 lost 24.10 points, or 0.4%, to 5,890.35. The Nasdaq composite slid 0.9%."
    )
    assert moves(text, FRIDAY) == {"sp500": (date(2026, 5, 12), "close"), "nasdaq": (date(2026, 5, 12), "close")}


@pytest.mark.parametrize("title", ["Closing bell: Sensex slips", "How major Indian indexes fared", "Mumbai ends lower"])
def test_a_title_says_that_the_day_was_over(title: str) -> None:
    text = f"{title}\n\nIndian shares fell on May 12 as banks slid. The Sensex was down 0.5%."
    assert moves(text, FRIDAY)["sensex"] == (date(2026, 5, 12), "close")


@pytest.mark.parametrize(
    "text",
    [
        "Frankfurt shares closed higher. The DAX rose 0.4% to 24,010.15.",
        "Frankfurt shares closed higher today, after a fall on Monday. The DAX rose 0.4% to 24,010.15.",
        "The central bank's chair spoke on Monday.\n\nFrankfurt shares closed higher. The DAX rose 0.4% to 24,010.15.",
        "German stocks up\n\nUS stocks fell on Tuesday.\n\nFrankfurt closed up. The DAX rose 0.4% to 24,010.15.",
        "Frankfurt shares closed higher, recovering from a slump on Tuesday. The DAX rose 0.4% to 24,010.15.",
        "Frankfurt shares closed higher on Friday. The DAX rose 0.4% to 24,010.15.",
    ],
)
def test_the_message_s_day_holds_where_home_s_is_not_told(text: str) -> None:
    assert moves(text, FRIDAY)["dax"] == (date(2026, 5, 15), "close")


def test_a_story_posted_the_same_evening_keeps_its_clock() -> None:
    text = "Asian markets traded mixed on Friday. Japan's Nikkei 225 added 0.5%. London's FTSE 100 rose 0.2%."
    at = datetime(2026, 5, 15, 10, tzinfo=UTC)
    assert moves(text, at) == {"nikkei225": (date(2026, 5, 15), "close"), "ftse100": (date(2026, 5, 15), "intraday")}


@pytest.mark.parametrize(
    "title",
    [
        "ASIA | Tue 12 May 2026",
        "Closing levels, Tuesday, May 12, 2026",
        "Tokyo falls\n\nsummary TOKYO, May 12 (Wire) -- ",
    ],
)
def test_a_title_s_date_is_the_story_s(title: str) -> None:
    assert moves(f"{title}\n\nNikkei 225 41,938.89 -0.88%", FRIDAY) == {"nikkei225": (date(2026, 5, 12), "close")}


NAMELESS = {"broker-note", "bullets-us", "sydney-close"}
"""Stories that name no day of their own."""


def test_no_close_of_a_gold_story_moves_to_another_day() -> None:
    kept, moved = 0, set()
    for path in GOLD:
        published = json.loads(path.read_text(encoding="utf-8"))["published_at"]
        told = datetime.fromisoformat(published) if published and "T" in published else None
        if told is None:
            continue
        dated = Document(path.with_suffix(".txt").read_text(encoding="utf-8"), told, published_at=told)
        late = replace(dated, published_at=None, received_at=told + timedelta(days=3))
        sessions = _closes(dated)
        for where, session in _closes(late).items():
            kept += sessions.get(where) == session
            moved |= {path.stem} if sessions.get(where, session) != session else set()
    assert moved == NAMELESS
    assert kept > 50


def _closes(story: Document) -> dict[tuple[str, int], date | None]:
    told = (m for m in read(story).moves if m.kind == "index" and m.phase == "close" and m.period == "day")
    return {(m.instrument, m.evidence[0].start): m.session for m in told}
