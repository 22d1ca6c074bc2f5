"""Plain questions."""

from __future__ import annotations

import contextlib
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.answers import BriefAnswer, CloseAnswer, Help, NoSuchIndex, RegionAnswer, SourcesAnswer, UserError, WhyAnswer
from bot.ask import ask, is_question, understand
from bot.desk.days import day_in, day_of
from bot.render.terminal import Terminal
from tests.bot.stories import NOW, WEDNESDAY, Room, move

ROOM = Room()
TODAY = date(2026, 2, 26)


@pytest.mark.parametrize(
    ("question", "about", "instrument", "region", "day"),
    [
        ("where did the nikkei close?", "close", "nikkei225", None, None),
        ("<@123456> where did the Nikkei close?", "close", "nikkei225", None, None),
        ("nikkei", "close", "nikkei225", None, None),
        ("why did kospi fall?", "why", "kospi", None, None),
        ("why did japan fall?", "why", "nikkei225", None, None),
        ("what moved the s&p 500 last friday", "why", "sp500", None, "2026-02-20"),
        ("how is asia?", "region", None, "asia", None),
        ("how was asia yesterday?", "region", None, "asia", "2026-02-25"),
        ("how did Wall Street do on Feb 20", "region", None, "us", "2026-02-20"),
        ("how did Wall Street do", "region", None, "us", None),
        ("how are US stocks?", "region", None, "us", None),
        ("tell us about europe", "region", None, "europe", None),
        ("nikkei on Feb 25?", "close", "nikkei225", None, "2026-02-25"),
        ("what about the dow yesterday", "close", "dow", None, "2026-02-24"),
        ("hang seng tomorrow", "close", "hangseng", None, "2026-02-27"),
        ("the Dow Jones Industrial Average", "close", "dow", None, None),
        ("Nasdaq-100?", "close", "nasdaq100", None, None),
        ("where did you read the dax close?", "sources", "dax", None, None),
        ("brief", "brief", None, None, None),
        ("brief for europe please", "brief", None, "europe", None),
        ("how are the markets?", "brief", None, None, None),
        ("did the market set a record?", "brief", None, None, None),
        ("is the SET index up", "close", "set", None, None),
        ("help", "help", None, None, None),
        ("what can you do?", "help", None, None, None),
        ("", "help", None, None, None),
        ("thanks!", "unclear", None, None, None),
        ("what is the meaning of life", "unclear", None, None, None),
    ],
)
def test_questions_are_understood(
    question: str, about: str, instrument: str | None, region: str | None, day: str | None
) -> None:
    asked = understand(ROOM.desk, question, NOW)
    assert asked.about == about
    assert (asked.instrument.id if asked.instrument else None) == instrument
    assert asked.region == region
    assert asked.day == (date.fromisoformat(day) if day else None)


async def test_each_kind_of_question_gets_its_answer() -> None:
    room = Room()
    await room.share(*WEDNESDAY)
    kinds = {
        "where did the nikkei close?": CloseAnswer,
        "why did the nikkei rise?": WhyAnswer,
        "who says so about the nikkei?": SourcesAnswer,
        "how is japan?": RegionAnswer,
        "how did the nikkei and the dow do?": RegionAnswer,
        "brief": BriefAnswer,
        "where did the nikkie close?": NoSuchIndex,
        "help": Help,
    }
    for question, kind in kinds.items():
        assert isinstance(await ask(room.desk, ("guild:1",), question, NOW), kind), question
    unclear = await ask(room.desk, ("guild:1",), "sing me a song", NOW)
    assert unclear == Help(unclear="sing me a song")


async def test_several_names_are_each_answered() -> None:
    room = Room()
    await room.share(*WEDNESDAY, move("dow", "2026-02-24", "The Dow ended at 49,482.15", level="49482.15"))
    answer = await ask(room.desk, ("guild:1",), "where did Topix, the Nikkei 225 and the Dow Jones close?", NOW)
    assert isinstance(answer, RegionAnswer)
    assert [close.instrument.id for close in answer.closes] == ["nikkei225", "dow"]
    assert [i.id for i in answer.missing] == ["topix", "dow"]
    day = await ask(room.desk, ("guild:1",), "nikkei and dow on 24 Feb?", NOW)
    assert isinstance(day, RegionAnswer)
    assert [close.instrument.id for close in day.closes] == ["dow"]
    assert [i.id for i in day.missing] == ["nikkei225"]
    assert "No close known for Tue 24 Feb: Nikkei 225" in Terminal(100).answer(day, NOW)


@pytest.mark.parametrize(("question", "first"), [("where did oil close?", "wti"), ("the 10-year?", "us10y")])
async def test_a_word_that_several_names_share_offers_them(question: str, first: str) -> None:
    answer = await ask(ROOM.desk, ("guild:1",), question, NOW)
    assert isinstance(answer, NoSuchIndex) and answer.suggestions[0].id == first


async def test_a_date_that_does_not_exist_is_said_so() -> None:
    with pytest.raises(UserError, match="2026-02-30"):
        await ask(ROOM.desk, ("guild:1",), "nikkei on 2026-02-30?", NOW)


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("2026-02-25", "2026-02-25"),
        ("2026-2-5", "2026-02-05"),
        ("Feb 25", "2026-02-25"),
        ("feb. 25th, 2025", "2025-02-25"),
        ("25 February", "2026-02-25"),
        ("the 3rd of march 2024", "2024-03-03"),
        ("Sept 9", "2025-09-09"),
        ("Feb 28", "2025-02-28"),
        ("29 feb", "2024-02-29"),
        ("today", "2026-02-26"),
        ("yesterday", "2026-02-25"),
        ("tomorrow", "2026-02-27"),
        ("on Monday", "2026-02-23"),
        ("thursday", "2026-02-26"),
        ("last thursday", "2026-02-19"),
        ("on wed", "2026-02-25"),
        ("next wed", "2026-03-04"),
        ("next thursday", "2026-03-05"),
        ("the day before yesterday", "2026-02-24"),
        ("the day after tomorrow", "2026-02-28"),
        ("two days ago", "2026-02-24"),
        ("10 days ago", "2026-02-16"),
        ("2026/02/25", "2026-02-25"),
        ("2026.2.25", "2026-02-25"),
        ("25.2.2026", "2026-02-25"),
        ("3.2.2026", "2026-02-03"),
        ("25/02/26", "2026-02-25"),
        ("2/25/2026", "2026-02-25"),
        ("2/2/2026", "2026-02-02"),
        ("2/25", "2026-02-25"),
        ("27/2", "2025-02-27"),
    ],
)
def test_days_in_words(words: str, day: str) -> None:
    assert day_in(words, TODAY) == date.fromisoformat(day)
    assert day_of(words, TODAY) == date.fromisoformat(day)


def test_a_day_by_itself_may_be_without_a_year() -> None:
    assert day_of("25.2.", TODAY) == day_of("25.2", TODAY) == date(2026, 2, 25)
    assert day_in("the nikkei rose 25.2", TODAY) is None


@pytest.mark.parametrize("words", ["2/3/2026", "nikkei on 03/02/2026?", "4-5-26", "nikkei 2/3"])
def test_figures_that_may_be_two_days_are_asked_about(words: str) -> None:
    with pytest.raises(UserError, match="may be"):
        day_in(words, TODAY)


@pytest.mark.parametrize("words", ["31.2.2026", "13/13/2026", "2026/13/01", "9999 days ago, 0.0.00"])
def test_figures_that_are_no_day_are_said_to_be_none(words: str) -> None:
    with pytest.raises(UserError, match="There is no day"):
        day_in(words, TODAY)


@pytest.mark.parametrize("words", ["last week", "ytd", "in 2024", "in march", "since February 2025", "this year"])
async def test_a_question_about_more_days_than_one_is_not_answered_with_the_newest(words: str) -> None:
    room = Room()
    await room.share(*WEDNESDAY)
    with pytest.raises(UserError, match="day by day"):
        await ask(room.desk, ("guild:1",), f"how did the nikkei do {words}?", NOW)
    assert isinstance(await ask(room.desk, ("guild:1",), "how did the nikkei do in Tokyo?", NOW), CloseAnswer)


@pytest.mark.parametrize(
    "words", ["", "the sun is out", "cut by 1/4 point", "up 2.25 in march", "may fall 1.5%", "feb 2.5%"]
)
def test_words_that_name_no_day(words: str) -> None:
    assert day_in(words, TODAY) is None
    with pytest.raises(UserError):
        day_of(words, TODAY)


def test_a_story_line_is_no_question() -> None:
    assert is_question("why did the kospi fall 2% today")
    assert is_question("Nikkei?")
    assert is_question("how's asia")
    assert not is_question("The Nikkei 225 closed at 58,583.12")
    assert not is_question("")


@given(st.text(max_size=500))
@settings(max_examples=150)
def test_anything_can_be_asked(question: str) -> None:
    with contextlib.suppress(UserError):
        understand(ROOM.desk, question, NOW)


def test_a_very_long_question_costs_no_more_than_its_beginning() -> None:
    asked = understand(ROOM.desk, "nikkei " * 100_000, NOW)
    assert asked.instrument is not None


async def test_the_day_is_the_exchanges_own() -> None:
    room = Room()
    await room.share(move("dow", "2026-02-25", "The Dow ended at 49,482.15", level="49482.15"))
    answer = await ask(room.desk, ("guild:1",), "where did the dow close today?", NOW)
    assert isinstance(answer, CloseAnswer)  # it is still Wednesday in New York
    assert answer.session == date(2026, 2, 25)
