"""`/close`: what is a close, which one, how old, how sure. The readings are written by hand."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from bot.answers import CloseAnswer, NoSuchIndex, NothingKnown
from tests.bot.stories import NOW, WEDNESDAY, Room, driver, move

WED, TUE = "2026-02-25", "2026-02-24"
CLOSED_UP = ("nikkei225", WED, "The Nikkei ended at 58,583.12")


async def test_a_close_is_told_with_all_that_its_story_says() -> None:
    room = Room()
    await room.share(*WEDNESDAY, outlet="Wire", url="https://wire.example/a", author_id="7", message_link="https://d/1")
    answer = await room.close("nikkei")
    assert isinstance(answer, CloseAnswer)
    stated = answer.told.move
    assert (stated.level, stated.change, stated.percent) == (Decimal("58583.12"), Decimal("1262.03"), Decimal("2.20"))
    assert answer.session == date(2026, 2, 25)
    assert not answer.stale
    assert answer.agreement.verdict == "single"
    assert answer.told.quote == "The Nikkei added 1,262.03 points or 2.20 percent to end at 58,583.12."
    source = answer.told.source
    assert (source.outlet, source.url, source.author_id) == ("Wire", "https://wire.example/a", "7")
    assert [reason.driver.category for reason in answer.reasons] == ["technology"]


async def test_any_name_alias_or_code_is_understood() -> None:
    room = Room()
    await room.share(*WEDNESDAY)
    for name in ("nikkei", "NIKKEI 225", "index:nikkei", "N225", ".N225", "nikkei225", "the Nikkei index", "日経平均"):
        assert isinstance(await room.close(name), CloseAnswer), name


async def test_a_misspelt_name_is_met_with_the_nearest() -> None:
    answer = await Room().close("nikkie")
    assert isinstance(answer, NoSuchIndex)
    assert answer.suggestions[0].id == "nikkei225"
    assert (await Room().close("zzzzzz")).suggestions == ()
    assert isinstance(await Room().close("x" * 100_000), NoSuchIndex)
    assert isinstance(await Room().close(""), NoSuchIndex)


async def test_the_newest_session_is_the_default_and_a_day_can_be_asked_for() -> None:
    room = Room()
    await room.share(move(*CLOSED_UP, level="58583.12"))
    await room.share(move("nikkei225", TUE, "The Nikkei ended at 57,321.09", level="57321.09"))
    assert (await room.close("nikkei")).session == date(2026, 2, 25)
    assert (await room.close("nikkei", TUE)).told.move.level == Decimal("57321.09")


async def test_a_missed_session_makes_the_last_close_stale() -> None:
    room = Room()
    await room.share(move("nikkei225", TUE, "The Nikkei ended at 57,321.09", level="57321.09"))
    answer = await room.close("nikkei")
    assert answer.stale
    assert answer.clock.last_over == date(2026, 2, 25)
    assert not (await room.close("nikkei", TUE)).stale, "a day that was asked for is not stale"


async def test_a_weekend_and_a_holiday_make_nothing_stale() -> None:
    room = Room()
    friday = move("nikkei225", "2026-07-17", "The Nikkei ended at 60,000.10", level="60000.10")
    at = datetime(2026, 7, 17, 8, tzinfo=UTC)
    await room.share(friday, at=at)
    monday = datetime(2026, 7, 20, 3, tzinfo=UTC)
    answer = await room.close("nikkei", now=monday)
    assert not answer.stale
    assert (answer.clock.state, answer.clock.holiday) == ("closed", "Marine Day")


async def test_trading_is_never_a_close() -> None:
    room = Room()
    await room.share(*WEDNESDAY, at=datetime(2026, 2, 25, 8, tzinfo=UTC))
    midday = datetime(2026, 2, 26, 2, 46, tzinfo=UTC)
    rising = move("nikkei225", "2026-02-26", "The Nikkei was up 1.1% at midday", percent="1.1", phase="intraday")
    await room.share(rising, at=midday)
    answer = await room.close("nikkei", now=midday)
    assert answer.session == date(2026, 2, 25)
    assert answer.told.move.percent == Decimal("2.20")
    assert answer.trading.statement.move.percent == Decimal("1.1")
    assert f"{answer.trading.at:%H:%M %Z}" == "11:46 JST"


async def test_a_close_told_while_the_market_trades_is_not_believed() -> None:
    room = Room()
    midday = datetime(2026, 2, 26, 2, 46, tzinfo=UTC)
    await room.share(move("nikkei225", "2026-02-26", "The Nikkei closed at 60,000.00", level="60000.00"), at=midday)
    for now in (midday, datetime(2026, 2, 26, 12, tzinfo=UTC)):
        answer = await room.close("nikkei", now=now)
        assert isinstance(answer, NothingKnown), "it was told before the session was over"
        assert answer.trading is not None


async def test_a_close_on_a_day_without_a_session_is_not_believed() -> None:
    room = Room()
    await room.share(move("nikkei225", "2026-02-23", "The Nikkei closed at 60,000.00", level="60000.00"))
    assert isinstance(await room.close("nikkei"), NothingKnown)


async def test_moves_of_a_week_and_futures_are_no_close_of_the_day() -> None:
    room = Room()
    await room.share(
        move("nikkei225", WED, "For the week, the Nikkei added 3.1%", percent="3.1", period="week"),
        move("nikkei225", WED, "Nikkei futures ended at 58,700", kind="future", level="58700"),
    )
    assert isinstance(await room.close("nikkei"), NothingKnown)


@pytest.mark.parametrize("figures", [{"level": "-5"}, {"level": "1E+30"}, {"percent": "225"}, {"level": "NaN"}])
async def test_figures_that_cannot_be_are_not_shown(figures: dict[str, str]) -> None:
    room = Room()
    await room.share(move("nikkei225", WED, "The Nikkei closed at whatever", **figures))
    assert isinstance(await room.close("nikkei"), NothingKnown)


async def test_a_figure_without_its_words_is_not_shown() -> None:
    room = Room()
    await room.share(move("nikkei225", WED, "", level="58583.12"))
    assert isinstance(await room.close("nikkei"), NothingKnown)


async def test_a_future_day_an_open_session_and_a_holiday_are_said_so() -> None:
    room = Room()
    await room.share(*WEDNESDAY)
    asked = {
        "2026-02-27": ("future", None),
        "2026-02-26": ("not_over", None),
        "2026-02-23": ("no_session", "Emperor's Birthday"),
        "2026-02-22": ("no_session", None),
        "2026-02-24": ("nothing", None),
        "9999-12-31": ("future", None),
        "0001-01-01": ("nothing", None),
    }
    for day, (why, holiday) in asked.items():
        answer = await room.close("nikkei", day)
        assert isinstance(answer, NothingKnown), day
        assert (answer.why, answer.holiday) == (why, holiday), day
        assert answer.sessions == (date(2026, 2, 25),), day


async def test_nothing_leaks_from_one_server_to_another() -> None:
    room = Room()
    await room.share(*WEDNESDAY, scope="guild:2")
    answer = await room.close("nikkei")
    assert isinstance(answer, NothingKnown)
    assert answer.sessions == ()
    assert isinstance(await room.close("nikkei", scope="guild:2"), CloseAnswer)


async def test_operator_feeds_are_for_every_server() -> None:
    room = Room()
    await room.share(*WEDNESDAY, scope="feeds", message_id=None, url="https://wire.example/a")
    answer = await room.close("nikkei")
    assert answer.told.source.operator


async def test_neighbor_sessions_expose_a_slip() -> None:
    room = Room()
    await room.share(move("nikkei225", TUE, "The Nikkei ended at 57,321.09", level="57321.09"), outlet="Wire")
    slip = move("nikkei225", WED, "The Nikkei rose 1,262.03 to 58,853.12", level="58853.12", change="1262.03")
    await room.share(slip, outlet="Slip")
    answer = await room.close("nikkei")
    assert [(m.kind, m.stated, m.implied) for m in answer.told.misfits] == [
        ("neighbor", Decimal("57321.09"), Decimal("57591.09"))
    ]
    right = move("nikkei225", WED, "The Nikkei rose 1,262.03 to 58,583.12", level="58583.12", change="1262.03")
    await room.share(right, outlet="Paper", at=datetime(2026, 2, 25, 7, tzinfo=UTC))
    answer = await room.close("nikkei")
    assert answer.told.move.level == Decimal("58583.12")
    assert answer.agreement.verdict == "conflict"


async def test_a_slip_in_size_loses_against_what_other_days_show() -> None:
    room = Room()
    await room.share(move("nikkei225", "2026-02-10", "The Nikkei ended at 56,000.10", level="56000.10"))
    await room.share(
        move("nikkei225", WED, "The Nikkei ended 2.2% up at 5,858", level="5858", percent="2.2"), outlet="Slip"
    )
    answer = await room.close("nikkei")
    assert [(m.kind, m.neighbor) for m in answer.told.misfits] == [("scale", date(2026, 2, 10))]
    await room.share(move("nikkei225", WED, "The Nikkei ended at 58,583", level="58583"), outlet="Wire")
    answer = await room.close("nikkei")
    assert (answer.told.move.level, answer.agreement.verdict) == (Decimal("58583"), "conflict")


async def test_one_story_with_two_figures_is_doubted() -> None:
    room = Room()
    await room.share(
        move("nikkei225", WED, "The Nikkei ended at 58,583.12", level="58583.12", percent="2.2"),
        move("nikkei225", WED, "Nikkei finishes at 58,853", level="58853"),
    )
    assert [m.kind for m in (await room.close("nikkei")).told.misfits] == ["two_figures"]


async def test_the_readers_own_doubts_are_told() -> None:
    room = Room()
    await room.share(move(*CLOSED_UP, level="58583.12"), doubts=("a percent sign on a level",))
    assert [m.note for m in (await room.close("nikkei")).told.misfits] == ["a percent sign on a level"]


async def test_reasons_are_those_of_the_market_and_of_the_session() -> None:
    room = Room()
    await room.share(
        move(*CLOSED_UP, level="58583.12", direction="up"),
        driver("Oil shares led London", "uk"),
        driver("Asia rose on hopes of lower rates", "asia"),
        driver("Tokyo rose on a weaker yen", "nikkei225", category="currency"),
        driver("Tokyo rose on a weaker yen", "nikkei225", category="currency"),
        driver("Japan gained on reform", "japan"),
        driver("The world was calmer", "global"),
    )
    answer = await room.close("nikkei")
    assert [r.quote for r in answer.reasons] == [
        "Tokyo rose on a weaker yen.",
        "Japan gained on reform.",
        "Asia rose on hopes of lower rates.",
    ]


async def test_reasons_for_a_later_session_are_not_those_of_the_day_before() -> None:
    room = Room()
    await room.share(
        move("nikkei225", TUE, "The Nikkei had ended at 57,321.09", level="57321.09"),
        move(*CLOSED_UP, level="58583.12"),
        driver("Tokyo rose on a weaker yen", "nikkei225"),
    )
    assert (await room.close("nikkei", TUE)).reasons == ()
    assert (await room.close("nikkei")).reasons != ()


async def test_reasons_of_a_story_that_is_not_believed_are_left_out() -> None:
    room = Room()
    await room.share(*WEDNESDAY, outlet="Wire")
    await room.share(move("nikkei225", WED, "The Nikkei fell 2%", percent="-2"), driver("Fear", "japan"), outlet="Odd")
    assert [r.source.outlet for r in (await room.close("nikkei")).reasons] == ["Wire"]


async def test_oil_is_not_explained_by_what_moved_shares() -> None:
    room = Room()
    await room.share(
        move("wti", WED, "WTI settled at $65.48", kind="commodity", level="65.48"),
        driver("Shares rose on hopes", "us"),
        driver("Oil fell on stocks", "wti"),
    )
    answer = await room.close("wti", now=datetime(2026, 2, 26, 4, tzinfo=UTC))
    assert [r.quote for r in answer.reasons] == ["Oil fell on stocks."]


async def test_what_has_no_exchange_has_closes_too() -> None:
    room = Room()
    await room.share(move("bitcoin", WED, "Bitcoin ended the day at 91,200", kind="crypto", level="91200"))
    answer = await room.close("bitcoin")
    assert answer.told.move.level == Decimal("91200")
    assert (answer.clock.state, answer.stale) == ("unknown", False)


async def test_why_and_sources_tell_more_of_the_same_close() -> None:
    room = Room()
    await room.share(*WEDNESDAY, *(driver(f"Reason number {n} for Tokyo", "japan") for n in range(5)), outlet="Wire")
    await room.share(move("nikkei225", WED, "The Nikkei rose 2.2%", percent="2.2"), outlet="Paper")
    why = await room.desk.why(("guild:1",), "nikkei", None, NOW)
    assert len(why.reasons) == 6
    sources = await room.desk.sources(("guild:1",), "nikkei", None, NOW)
    assert [s.source.outlet for s in sources.statements] == ["Wire", "Paper"]
    assert isinstance(await room.desk.why(("guild:1",), "dax", None, NOW), NothingKnown)
    assert isinstance(await room.desk.sources(("guild:1",), "dxa", None, NOW), NoSuchIndex)
