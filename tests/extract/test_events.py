"""Things scheduled ahead: the corpus, and the days that words of time mean."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.events import read_events
from extract.model import Event
from extract.sentences import sentences

WEDNESDAY = date(2026, 3, 4)
CORPUS: dict[str, Any] = tomllib.loads(
    (Path(__file__).parents[1] / "corpus" / "events.toml").read_text(encoding="utf-8")
)
EVENTS = [(text, entry["gives"]) for entry in CORPUS["events"] for text in entry["phrasings"]]


def events_of(text: str, today: date | None = WEDNESDAY) -> list[Event]:
    return read_events(text, sentences(text), today, [])


@pytest.mark.parametrize(("text", "gives"), EVENTS, ids=[text[:60] for text, _ in EVENTS])
def test_phrasing(text: str, gives: list[str]) -> None:
    assert [f"{event.name} | {event.date or '-'}" for event in events_of(text)] == gives


@pytest.mark.parametrize("text", CORPUS["refused"]["phrasings"])
def test_nothing_ahead_where_nothing_is_told(text: str) -> None:
    assert events_of(text) == []


@pytest.mark.parametrize("text", [text for text, _ in EVENTS])
def test_evidence_slices_the_text_and_the_rule_is_named(text: str) -> None:
    for event in events_of(text):
        assert event.rule
        assert all(text[start:end] == text[start:end].strip() != "" for start, end in event.evidence)


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("today", WEDNESDAY),
        ("on Wednesday", WEDNESDAY),
        ("on Thursday", date(2026, 3, 5)),
        ("on Tuesday", date(2026, 3, 10)),
        ("tomorrow", date(2026, 3, 5)),
        ("next Wednesday", date(2026, 3, 11)),
        ("on April 2", date(2026, 4, 2)),
        ("on 2 April", date(2026, 4, 2)),
        ("on Dec. 10", date(2026, 12, 10)),
        ("on March 12th", date(2026, 3, 12)),
        ("on Feb. 30", None),
        ("at 10:30 a.m. ET", WEDNESDAY),
        ("after the closing bell", WEDNESDAY),
        ("at 10 am ET on Friday", date(2026, 3, 6)),
        ("next week", None),
        ("later this month", None),
    ],
)
def test_days(words: str, day: date | None) -> None:
    (event,) = events_of(f"The jobs report is due {words}.")
    assert event.date == day


def test_without_a_day_of_the_story_no_date() -> None:
    assert [event.date for event in events_of("The jobs report is due on Friday.", None)] == [None]


@pytest.mark.parametrize("words", ["last Friday", "since Friday", "in Friday's session"])
def test_past_days_are_not_ahead(words: str) -> None:
    assert events_of(f"Shares rose {words} ahead of the jobs report.") == []


def test_expected_and_previous_figures() -> None:
    text = (
        "Canada will release January figures for retail sales later today. Retail sales are expected to fall"
        " 0.3 percent on month after rising 0.7 percent in December."
    )
    (event,) = events_of(text)
    assert (event.name, event.expected, event.previous) == ("retail sales", "-0.3 percent", "0.7 percent")
    assert event.region == "canada"
    assert len(event.evidence) == 2


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("Today's calendar: German factory orders at 07:00 (consensus 1.2%, previous -0.4%).", ("1.2%", "-0.4%")),
        ("Tomorrow: jobless claims (215,000 expected, 210,000 before).", ("215,000", "210,000")),
        ("U.S. CPI is due on Friday (exp 2.9%).", ("2.9%", None)),
        ("Due today: ADP payrolls, forecast 50k vs 22k prior.", ("50k", "22k")),
        ("Traders await Friday's jobs report to show 55,000 new jobs, down from 130,000.", ("55,000", "130,000")),
        ("Norvik (up 5%) reports on Thursday.", (None, None)),
        ("Consumer sentiment is due on Friday, expected to dip to 76.2 from 77.2.", ("76.2", "77.2")),
        ("Payrolls are due on Friday, and the sale may bring more than the 2.9% expected.", (None, None)),
        ("Wednesday: consumer prices for May (consensus 3.4% y/y, April 3.1%).", ("3.4%", None)),
    ],
)
def test_figures_beside_the_thing(text: str, figures: tuple[str | None, str | None]) -> None:
    (event,) = events_of(text)
    assert (event.expected, event.previous) == figures


def test_diary_ends_with_its_lines() -> None:
    text = "Tomorrow:\nU.S. CPI\nUK GDP\n\nThe Nikkei rose. Retail sales make up a third of the economy."
    assert [event.name for event in events_of(text)] == ["U.S. CPI", "UK GDP"]


@pytest.mark.parametrize(
    ("text", "region"),
    [
        ("The Bank of Japan is expected to raise rates on Friday.", "japan"),
        ("The RBA is due to decide on Friday.", "australia"),
        ("German industrial production is due on Friday.", "germany"),
        ("The earnings are due on Friday.", None),
    ],
)
def test_region(text: str, region: str | None) -> None:
    assert [event.region for event in events_of(text)] == [region]


def test_told_twice_is_one() -> None:
    text = "Investors await the US inflation data later this week.\nThe US inflation data is due on Friday."
    (event,) = events_of(text)
    assert event.date == date(2026, 3, 6)
    assert len(event.evidence) == 2


_WORDS = st.sampled_from(CORPUS["fuzz"]["words"])


@given(st.lists(_WORDS, max_size=50), st.dates())
@settings(max_examples=200)
def test_never_raises_on_the_words_of_the_genre(words: list[str], today: date) -> None:
    text = " ".join(words)
    found = events_of(text, today)
    assert found == events_of(text, today)
    assert all(0 <= start < end <= len(text) for event in found for start, end in event.evidence)


@given(st.text(max_size=400))
@settings(max_examples=100)
def test_never_raises(text: str) -> None:
    events_of(text)


def test_a_text_without_end_gives_no_end_of_events() -> None:
    lines = "\n".join(f"Norvik{number} Foods will report results on Friday." for number in range(20_000))
    assert 0 < len(events_of(lines)) <= 110
