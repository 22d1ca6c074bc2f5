"""What holds of reading any text whatever."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from extract import Document, Reading, Span, read
from tests.extract.canonical import corpus, document
from tests.extract.made_up import texts, times, wordings

NOW = datetime(2026, 5, 13, 21, 0, tzinfo=UTC)
GOLD = Path(__file__).parents[1] / "gold"
STORIES = [path.read_text(encoding="utf-8") for path in sorted(GOLD.glob("*.txt"))]
reading_settings = settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])


def spans(reading: Reading) -> Iterator[Span]:
    """Every span of a reading."""
    for fact in (*reading.moves, *reading.drivers, *reading.events):
        yield from fact.evidence
    for remark in (*reading.unread, *reading.doubts):
        yield remark.span


def shifted(reading: Reading, by: int) -> Reading:
    """The reading with every offset moved."""

    def moved(span: Span) -> Span:
        return Span(span.start + by, span.end + by)

    return Reading(
        tuple(replace(m, evidence=tuple(map(moved, m.evidence))) for m in reading.moves),
        tuple(replace(d, evidence=tuple(map(moved, d.evidence))) for d in reading.drivers),
        tuple(replace(e, evidence=tuple(map(moved, e.evidence))) for e in reading.events),
        tuple(replace(u, span=moved(u.span)) for u in reading.unread),
        tuple(replace(d, span=moved(d.span)) for d in reading.doubts),
    )


@reading_settings
@given(texts, times)
@example("", NOW)
@example("\x00", NOW)
@example("9" * 5000, NOW)
@example("(" * 2000 + "1%" + ")" * 2000, NOW)
@example("The Dow fell \u0661\u0662% to \u0663\u0664,\u0665.", NOW)
@example("Toyota Brent crude ", NOW)
@example("\u202eThe Dow rose 1%\u202c to 42,118.36 \U0001f680\U0001f680", NOW)
@example("Dow ² ½ ¾ % ％ ٪ \ud800", NOW)
@example("The Dow rose 1e999% to NaN, Infinity and -0%.", NOW)
@example("Hang Seng Index 0.00 0.00 -1%", NOW)
@example("Companies in this story: (TSX: PRV, TSX", NOW)
def test_any_text_is_read_and_its_evidence_lies_in_it(text: str, at: datetime | date) -> None:
    reading = read(document(text, at))
    for start, end in spans(reading):
        assert 0 <= start < end <= len(text)
        assert text[start:end].strip()


@reading_settings
@given(
    st.sampled_from(STORIES),
    st.integers(0, 3000),
    st.integers(1, 3000),
    st.sampled_from(["0", "0.00", "-0%", "", "1/0"]),
)
def test_a_damaged_story_is_read(story: str, start: int, length: int, figure: str) -> None:
    """Cut off anywhere, and with figures that are lost."""
    cut = story[start : start + length]
    for text in (cut, re.sub(r"\d[\d,.]*", figure, cut)):
        for begin, end in spans(read(document(text, NOW))):
            assert 0 <= begin < end <= len(text)


@reading_settings
@given(wordings(), times)
def test_moves_are_sound(text: str, at: datetime | date) -> None:
    for move in read(document(text, at)).moves:
        assert move.instrument
        assert move.evidence
        figures = (move.level, move.change, move.percent, move.previous, move.low, move.high)
        assert all(figure is None or figure.is_finite() for figure in figures)
        prices = (move.level, move.previous, move.low, move.high) if move.kind != "bond" else ()  # yields fall below 0
        assert all(figure is None or figure >= 0 for figure in prices)
        assert move.percent_qualifier is None or move.percent is not None
        assert any(figure is not None for figure in figures) or move.direction is not None or move.record is not None
        for figure in (move.change, move.percent):
            if figure and move.kind != "currency":
                assert move.direction == ("up" if figure > 0 else "down")


@reading_settings
@given(wordings(), times)
def test_the_same_text_is_read_alike(text: str, at: datetime | date) -> None:
    first = read(document(text, at))
    assert read(document(text, at)) == first


@given(st.lists(wordings(most=15), min_size=2, max_size=4), st.randoms())
@settings(max_examples=40)
def test_the_order_of_texts_does_not_matter(written: list[str], random: Random) -> None:
    documents = [document(text, NOW) for text in [*written, *random.sample(STORIES, 2)]]
    alone = [read(d) for d in documents]
    order = list(range(len(documents)))
    random.shuffle(order)
    again = {place: read(documents[place]) for place in order}
    assert [again[place] for place in range(len(documents))] == alone


def test_the_order_of_stories_does_not_matter() -> None:
    documents = [document(text, NOW) for text in STORIES]
    documents += [document(p.text, p.at) for p in corpus()][::5]
    forward = [read(d) for d in documents]
    backward = [read(d) for d in reversed(documents)]
    assert forward == backward[::-1]


@pytest.mark.parametrize("blank", ["\n", "\n\n\n", "  \n\t\n", "\r\n\r\n"])
@pytest.mark.parametrize("story", STORIES, ids=[path.stem for path in sorted(GOLD.glob("*.txt"))])
def test_blank_lines_before_a_story_only_shift_it(story: str, blank: str) -> None:
    assert read(document(blank + story, NOW)) == shifted(read(document(story, NOW)), len(blank))


@reading_settings
@given(wordings(), st.sampled_from(["\n", "\n\n", " \n \n"]), times)
def test_blank_lines_before_any_text_only_shift_it(text: str, blank: str, at: datetime | date) -> None:
    assert read(document(blank + text, at)) == shifted(read(document(text, at)), len(blank))


@pytest.mark.parametrize("story", STORIES[:6])
def test_line_ends_of_windows_change_no_fact(story: str) -> None:
    plain = [replace(m, evidence=()) for m in read(document(story, NOW)).moves]
    assert [replace(m, evidence=()) for m in read(document(story.replace("\n", "\r\n"), NOW)).moves] == plain


@pytest.mark.parametrize("zone", ["+14:00", "-12:00", "+05:45", "+00:00"])
def test_a_moment_is_read_alike_in_every_zone(zone: str) -> None:
    moment = datetime.fromisoformat(f"2026-05-13T12:00:00{zone}")
    for story in STORIES[:6]:
        there = read(Document(story, NOW, published_at=moment)).moves
        here = read(Document(story, NOW, published_at=moment.astimezone(UTC))).moves
        assert there == here


def test_without_a_page_time_the_message_time_stands_in() -> None:
    story = (
        "Oslo shares closed higher. The OBX rose 0.4% to 1,510.25, and the krone firmed to 10.11 against the dollar."
    )
    assert read(Document(story, NOW)) == read(Document(story, NOW, published_at=NOW))
    assert read(Document(story, NOW)).moves[0].session == NOW.date()
