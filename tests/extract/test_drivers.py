"""Stated reasons: the corpus, and what the rules promise beyond it."""

from __future__ import annotations

import tomllib
from collections import Counter
from datetime import date
from decimal import Decimal
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract import read
from extract.driver_words import INFLUENCES, load
from extract.drivers import read_drivers
from extract.model import Driver, Mention, Move, Span
from extract.sentences import sentences
from tests.extract.canonical import document, moment

CORPUS: dict[str, Any] = tomllib.loads(
    (Path(__file__).parents[1] / "corpus" / "drivers.toml").read_text(encoding="utf-8")
)
REASONS = [(text.strip(), entry["gives"]) for entry in CORPUS["reasons"] for text in entry["phrasings"]]
READINGS = [(entry["at"], case["text"], case["gives"]) for entry in CORPUS["readings"] for case in entry["told"]]
REASON_WORDS = load("drivers")
CATEGORIES = {
    "monetary_policy", "inflation", "economic_data", "earnings", "technology", "currency", "commodities", "bond_yields",
    "geopolitics", "trade", "politics", "corporate", "lead", "positioning", "property", "health", "other",
}  # fmt: skip


def drivers_of(text: str, moves: list[Move] | None = None, mentions: list[Mention] | None = None) -> list[Driver]:
    return read_drivers(text, sentences(text), moves or [], mentions or [])


def stated(found: list[Driver]) -> list[str]:
    return sorted(f"{driver.category} {driver.effect}" for driver in found)


def mention(text: str, name: str, instrument: str, kind: str, region: str) -> Mention:
    start = text.index(name)
    return Mention(start, start + len(name), instrument, kind, region)


@pytest.mark.parametrize(("text", "gives"), REASONS, ids=[text[:60] for text, _ in REASONS])
def test_phrasing(text: str, gives: list[str]) -> None:
    assert stated(drivers_of(text)) == sorted(gives)


@pytest.mark.parametrize(("at", "text", "gives"), READINGS, ids=[text[:60] for _, text, _ in READINGS])
def test_reasons_of_a_whole_reading(at: str, text: str, gives: list[str]) -> None:
    assert stated(read(document(text, moment(at))).drivers) == sorted(gives)


@pytest.mark.parametrize("text", CORPUS["refused"]["phrasings"])
def test_no_reason_where_none_is_stated(text: str) -> None:
    assert drivers_of(text) == []


@pytest.mark.parametrize("text", [text for text, _ in REASONS])
def test_evidence_slices_the_text_and_the_rule_is_named(text: str) -> None:
    for driver in drivers_of(text):
        assert driver.category in CATEGORIES
        assert driver.rule
        for start, end in driver.evidence:
            assert text[start:end] == text[start:end].strip() != ""


def test_corpus_covers_every_category_and_tells_no_text_twice() -> None:
    told = {line.split()[0] for _, gives in REASONS for line in gives}
    assert CATEGORIES - told <= {"other"}
    texts = [text for text, _ in REASONS] + CORPUS["refused"]["phrasings"]
    assert len(texts) == len(set(texts))


def test_a_word_has_one_theme_and_a_verb_one_influence() -> None:
    for lists in (
        [words for theme in REASON_WORDS["themes"].values() for words in theme.values()],
        [REASON_WORDS["influence"][kind] for kind in INFLUENCES],
    ):
        counted = Counter(word for words in lists for word in words)
        assert [word for word, times in counted.items() if times > 1] == []


def test_headline_and_body_are_two_spans_of_one_driver() -> None:
    text = "Wall Street falls on tariff fears\nU.S. stocks fell on Monday amid tariff fears."
    (driver,) = drivers_of(text)
    assert [text[start:end] for start, end in driver.evidence] == text.split("\n")
    assert driver.markets == ("us",)


def test_the_same_reason_for_two_markets_is_two() -> None:
    text = (
        "Tokyo stocks fell 1.2% after the tariffs were announced. Oil prices slid 3% after the tariffs were announced."
    )
    assert [driver.markets for driver in drivers_of(text)] == [("japan",), ("wti",)]


def test_a_reason_without_a_category_takes_that_of_its_item_in_a_list() -> None:
    text = (
        "Reasons for the rally\n"
        "1. Earnings: Exporters did well.\n"
        "2. Corporate Governance at Home: The climb of the Zeta 40 is largely attributed to a change that few expected."
    )
    named = mention(text, "Zeta 40", "zeta40", "index", "zetaland")
    told = [(driver.category, driver.markets) for driver in drivers_of(text, mentions=[named])]
    assert told == [("earnings", ()), ("corporate", ("zeta40",))]


def test_markets_are_the_instruments_named() -> None:
    text = "The Zeta 40 index fell 1.1% after new tariffs."
    named = mention(text, "Zeta 40", "zeta40", "index", "zetaland")
    assert drivers_of(text, mentions=[named])[0].markets == ("zeta40",)


def test_a_share_goes_by_its_name() -> None:
    text = "In other news, Norvik Foods sank 4.4% after it cut its profit forecast."
    assert drivers_of(text)[0].markets == ("Norvik Foods",)


@pytest.mark.parametrize(
    ("text", "markets"),
    [
        ("Asian shares tracked a rally on Wall Street overnight.", ("asia",)),
        ("The euro rose to $1.0459 in early Asian trade, supported by hopes of peace talks.", ("eurusd",)),
        ("The Indian rupee rose 0.2% to 86.85 per dollar, tracking gains in its Asian peers.", ("usdinr",)),
        ("On the FTSE 250, Norvik Foods fell 6% after weak sales.", ("Norvik Foods",)),
        ("Norvik rose 3%, and Kestrel gained 2.1% after it teased a new phone.", ("Kestrel",)),
        ("Norvik and Kestrel rose 2% and 3%, respectively, after tariffs were delayed.", ("Norvik", "Kestrel")),
        ("The truce sent US stocks higher and oil tumbling.", ("us",)),
    ],
)
def test_markets_are_those_that_moved(text: str, markets: tuple[str, ...]) -> None:
    assert [driver.markets for driver in read(document(text, moment("2026-05-13T17:00-04:00"))).drivers] == [markets]


def test_a_move_read_before_settles_the_direction() -> None:
    text = "The Zeta 40 index swung wildly and moved 1.1% after new tariffs, its lowest since May."
    named = mention(text, "Zeta 40", "zeta40", "index", "zetaland")
    up = Move(
        "index", "zeta40", date(2026, 3, 4), "close", direction="up", percent=Decimal("1.1"), evidence=(Span(4, 50),)
    )
    assert drivers_of(text, [up], [named])[0].effect == "up"


def test_a_rising_yen_is_a_falling_dollar() -> None:
    text = "The yen rose 0.8% on bets the Bank of Japan will tighten."
    (driver,) = drivers_of(text)
    assert (driver.markets, driver.effect) == (("usdjpy",), "down")


@pytest.mark.parametrize(
    ("clause", "effect"),
    [
        ("pared gains", "down"),
        ("erased early losses", "up"),
        ("were little changed", "mixed"),
        ("ended mixed", "mixed"),
        ("closed higher after a strong start", "up"),
    ],
)
def test_effect_follows_the_verb(clause: str, effect: str) -> None:
    assert [driver.effect for driver in drivers_of(f"Stocks {clause} as tariff news came in.")] == [effect]


def test_a_sum_of_money_is_no_currency() -> None:
    text = "Norvik Foods fell 5% after a judge had 1.1 million yuan of its money blocked in a dispute."
    assert stated(drivers_of(text)) == ["corporate down"]


def test_one_market_is_no_lead_for_itself() -> None:
    assert drivers_of("U.S. stocks fell as Wall Street ended lower.") == []


@given(st.text(max_size=400))
@settings(max_examples=150)
def test_never_raises(text: str) -> None:
    for driver in drivers_of(text):
        assert all(0 <= start < end <= len(text) for start, end in driver.evidence)


_WORDS = st.sampled_from(CORPUS["fuzz"]["words"])


@given(st.lists(_WORDS, max_size=60))
@settings(max_examples=200)
def test_never_raises_on_the_words_of_the_genre(words: list[str]) -> None:
    text = " ".join(words)
    found = drivers_of(text)
    assert found == drivers_of(text)
    assert all(0 <= start < end <= len(text) for driver in found for start, end in driver.evidence)


def test_a_text_without_end_gives_no_end_of_drivers() -> None:
    lines = "\n".join(f"Norvik{number} Foods falls on tariff fears" for number in range(20_000))
    assert 0 < len(drivers_of(lines)) <= 210
    assert drivers_of("as stocks fell " * 60_000) == []


def test_a_page_without_end_gives_no_end_of_drivers_behind_moves() -> None:
    names = ("".join(letters).capitalize() for letters in product("bdfklmnr", "aeiou", "bdfklmnr"))
    lines = "\n\n".join(f"{name}ik Bank shares fell 3.1%. The lender cut its profit outlook." for name in names)
    reading = read(document(lines, moment("2026-03-04T20:00:00+00:00")))
    assert len(reading.moves) > 210
    assert 0 < len(reading.drivers) <= 210
