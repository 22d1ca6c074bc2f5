"""Sessions, hours and closures against facts of the exchanges and against another calendar."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from extract import exchanges
from extract.exchange_rows import CalendarError, read_rows

NEEDED = re.findall(
    r"\w+",
    """
    XTKS XKRX XHKG XSHG XSHE XTAI XASX XNZE XSES XKLS XIDX XBKK XPHS XSTC XBOM XNSE XKAR XCOL XDHA XNYS XNAS XCBO
    XTSE BVMF XMEX XBUE XLON XETR XPAR XSTX XMIL XMAD XSWX XAMS XBRU XSTO XWBO XLIS XWAR XIST MISX XSAU XADS XDFM
    XTAE XJSE XNYM IFEU XCBT OTC 24X7
    """,
)


def at(text: str) -> datetime:
    """An instant in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def day(text: str) -> date:
    return date.fromisoformat(text)


def test_every_exchange_has_a_row() -> None:
    assert set(NEEDED) <= set(exchanges.mics())


def test_an_unknown_exchange_is_named() -> None:
    with pytest.raises(KeyError, match="XXXX"):
        exchanges.is_session("XXXX", day("2026-02-25"))


@pytest.mark.parametrize(
    ("mic", "shut", "name"),
    [
        ("XTKS", "2026-07-20", "Marine Day"),
        ("XTKS", "2025-12-31", "Year-end holiday"),
        ("XTKS", "2020-10-01", "Trading system outage"),
        ("XKRX", "2025-12-31", "Year-end closing day"),
        ("XHKG", "2026-02-17", "Chinese New Year"),
        ("XSHG", "2026-02-16", "Chinese New Year"),
        ("XTAI", "2024-10-31", "Typhoon Kong-rey"),
        ("XNYS", "2025-11-27", "Thanksgiving Day"),
        ("XNYS", "2025-01-09", "Jimmy Carter"),
        ("XLON", "2026-04-03", "Good Friday"),
        ("XPAR", "2016-03-28", "Easter Monday"),
        ("XETR", "2025-12-24", "Christmas Eve"),
        ("XBOM", "2024-11-20", "State election"),
        ("BVMF", "2019-07-09", "State Rebellion Day"),
        ("XTAE", "2024-10-02", "Eve of Rosh Hashanah"),
    ],
)
def test_closures_have_their_names(mic: str, shut: str, name: str) -> None:
    assert not exchanges.is_session(mic, day(shut))
    assert name.lower() in (exchanges.holiday_name(mic, day(shut)) or "").lower()


def test_a_weekend_is_no_holiday() -> None:
    assert exchanges.holiday_name("XTKS", day("2026-02-28")) is None
    assert not exchanges.is_session("XTKS", day("2026-02-28"))


@pytest.mark.parametrize(
    ("mic", "opened"),
    [
        ("XBOM", "2025-02-01"),  # the budget on a Saturday
        ("XNSE", "2023-11-12"),  # the hour of Diwali on a Sunday
        ("XSAU", "2026-01-04"),  # a Sunday in Riyadh
        ("XADS", "2021-12-30"),  # a Thursday of the old week
        ("XADS", "2022-01-07"),  # a Friday of the new one
        ("XTAE", "2025-11-02"),  # a Sunday of the old week
        ("MISX", "2026-01-05"),  # Moscow trades through the New Year's week
        ("XTAE", "2024-10-20"),  # the half holidays of Sukkot
        ("XIDX", "2026-07-02"),
        ("OTC", "2025-12-25"),
        ("24X7", "2026-02-28"),
    ],
)
def test_days_that_do_trade(mic: str, opened: str) -> None:
    assert exchanges.is_session(mic, day(opened))
    assert exchanges.holiday_name(mic, day(opened)) is None


def test_weeks_that_changed() -> None:
    assert not exchanges.is_session("XADS", day("2021-12-24"))  # a Friday of the old week
    assert not exchanges.is_session("XTAE", day("2026-01-11"))  # a Sunday of the new one
    assert exchanges.is_session("XTAE", day("2026-01-09"))


@pytest.mark.parametrize(
    ("mic", "told", "first", "last"),
    [
        ("XTKS", "2026-02-23", "2026-02-23", "2026-02-27"),  # a Monday, shut for the emperor's birthday
        ("XTKS", "2026-03-01", "2026-02-23", "2026-02-27"),  # the Sunday behind it
        ("XSAU", "2026-03-01", "2026-03-01", "2026-03-05"),  # a Sunday begins the week there
        ("XSAU", "2026-03-07", "2026-03-01", "2026-03-05"),
        ("XTAE", "2026-01-03", "2025-12-28", "2026-01-01"),  # the last week that began on a Sunday
        ("XTAE", "2026-01-11", "2026-01-05", "2026-01-09"),
        ("24X7", "2026-03-01", "2026-02-23", "2026-02-27"),
    ],
)
def test_the_week_of_a_day(mic: str, told: str, first: str, last: str) -> None:
    assert exchanges.week(mic, day(told)) == (day(first), day(last))


def test_sessions_around_holidays_and_weekends() -> None:
    assert exchanges.previous_session("XTKS", day("2026-07-21")) == day("2026-07-17")
    assert exchanges.next_session("XTKS", day("2026-07-17")) == day("2026-07-21")
    assert exchanges.previous_session("XTKS", day("2026-01-05")) == day("2025-12-30")
    assert exchanges.next_session("XKRX", day("2025-12-30")) == day("2026-01-02")
    assert exchanges.next_session("XSHG", day("2026-02-13")) == day("2026-02-24")
    assert exchanges.session_on_or_before("XNYS", day("2025-11-27")) == day("2025-11-26")
    assert exchanges.session_on_or_before("XNYS", day("2025-11-26")) == day("2025-11-26")
    assert exchanges.previous_session("24X7", day("2026-03-01")) == day("2026-02-28")


@pytest.mark.parametrize(
    ("mic", "session", "opens", "closes"),
    [
        ("XTKS", "2024-11-01", "2024-11-01T00:00", "2024-11-01T06:00"),
        ("XTKS", "2024-11-05", "2024-11-05T00:00", "2024-11-05T06:30"),
        ("XNYS", "2026-02-25", "2026-02-25T14:30", "2026-02-25T21:00"),
        ("XNYS", "2026-03-09", "2026-03-09T13:30", "2026-03-09T20:00"),  # summer time in New York, not yet in London
        ("XLON", "2026-03-09", "2026-03-09T08:00", "2026-03-09T16:30"),
        ("XLON", "2026-03-30", "2026-03-30T07:00", "2026-03-30T15:30"),
        ("XNYS", "2025-11-28", "2025-11-28T14:30", "2025-11-28T18:00"),  # the day after Thanksgiving
        ("XNYS", "2025-07-03", "2025-07-03T13:30", "2025-07-03T17:00"),
        ("XHKG", "2026-02-16", "2026-02-16T01:30", "2026-02-16T04:00"),  # the eve of the Lunar New Year
        ("XLON", "2025-12-24", "2025-12-24T08:00", "2025-12-24T12:30"),
        ("XPAR", "2016-12-30", "2016-12-30T08:00", "2016-12-30T16:30"),
        ("XETR", "2023-12-29", "2023-12-29T08:00", "2023-12-29T13:00"),  # the last session of the year
        ("XKRX", "2026-01-02", "2026-01-02T01:00", "2026-01-02T06:30"),  # the first one
        ("XKRX", "2025-11-13", "2025-11-13T01:00", "2025-11-13T07:30"),  # the university entrance examination
        ("XNSE", "2025-10-21", "2025-10-21T08:15", "2025-10-21T09:15"),
        ("XKAR", "2026-01-09", "2026-01-09T04:17", "2026-01-09T11:30"),  # a Friday
        ("BVMF", "2026-01-15", "2026-01-15T13:00", "2026-01-15T21:00"),
        ("BVMF", "2026-04-15", "2026-04-15T13:00", "2026-04-15T20:00"),  # closes with New York
        ("24X7", "2026-02-28", "2026-02-28T00:00", "2026-03-01T00:00"),
    ],
)
def test_hours(mic: str, session: str, opens: str, closes: str) -> None:
    assert exchanges.opens_at(mic, day(session)) == at(opens)
    assert exchanges.closes_at(mic, day(session)) == at(closes)


@pytest.mark.parametrize(
    ("instant", "expected"),
    [
        ("2026-02-24T23:59:59", "before"),
        ("2026-02-25T00:00:00", "open"),
        ("2026-02-25T02:30:00", "break"),
        ("2026-02-25T03:30:00", "open"),
        ("2026-02-25T06:29:59", "open"),
        ("2026-02-25T06:30:00", "after"),
        ("2026-02-27T15:30:00", "closed"),  # Saturday has begun in Tokyo
        ("2026-07-20T03:00:00", "closed"),
    ],
)
def test_state_of_tokyo(instant: str, expected: str) -> None:
    assert exchanges.state("XTKS", at(instant)) == expected


def test_a_half_day_has_no_break() -> None:
    assert exchanges.state("XHKG", at("2026-02-16T03:59:00")) == "open"
    assert exchanges.state("XHKG", at("2026-02-16T04:00:00")) == "after"


@pytest.mark.parametrize(
    ("mic", "instant", "expected"),
    [
        ("XNYS", "2026-02-25T20:59:59", "2026-02-24"),
        ("XNYS", "2026-02-25T21:00:00", "2026-02-25"),
        ("XNYS", "2026-02-26T01:00:00", "2026-02-25"),  # evening in New York, morning in Asia
        ("XNYS", "2026-03-01T12:00:00", "2026-02-27"),
        ("XTKS", "2026-07-20T09:00:00", "2026-07-17"),
        ("24X7", "2026-03-01T00:00:00", "2026-02-28"),
    ],
)
def test_last_closed(mic: str, instant: str, expected: str) -> None:
    assert exchanges.last_closed(mic, at(instant)) == day(expected)


def test_local_day_is_the_exchanges_own() -> None:
    late = at("2026-02-25T22:00:00")
    assert exchanges.local_day("XTKS", late) == day("2026-02-26")
    assert exchanges.local_day("XNYS", late) == day("2026-02-25")
    assert str(exchanges.zone("XASX")) == "Australia/Sydney"


@pytest.mark.parametrize("mic", NEEDED)
def test_any_year_has_an_answer(mic: str) -> None:
    for year in (1, 2, 1989, 1990, 2005, 2035, 2100, 2101, 9999):
        for when in (date(year, 1, 1), date(year, 12, 31)):
            exchanges.is_session(mic, when)
            exchanges.holiday_name(mic, when)
            assert exchanges.previous_session(mic, when) <= max(when, date(2, 1, 1))
            assert exchanges.next_session(mic, when) >= min(when, date(9998, 12, 31))
            assert exchanges.opens_at(mic, when) < exchanges.closes_at(mic, when)
    for instant in (datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)):
        assert exchanges.state(mic, instant) in {"before", "open", "break", "after", "closed"}
        exchanges.last_closed(mic, instant)


def test_the_table_alone_does_not_import_holidays() -> None:
    code = "import sys; from extract import exchanges; exchanges.zone('XTKS'); sys.exit('holidays' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=Path(__file__).parents[2], check=False).returncode == 0


# --- an operator's overrides ---


@pytest.fixture
def _own_table():
    yield
    exchanges.reload()


@pytest.mark.usefixtures("_own_table")
def test_overrides_extend_the_table(tmp_path: Path) -> None:
    file = tmp_path / "overrides.toml"
    file.write_text(
        "[overrides.XTKS]\nclosed = { 2026-03-04 = 'Earthquake' }\nopen = [2026-02-28]\n"
        "hours = { 2026-03-05 = '09:00-10:00' }\n[overrides.XKRX]\nclosed = [2026-03-04]\n"
    )
    assert exchanges.is_session("XTKS", day("2026-03-04"))
    exchanges.load_overrides(file)
    assert exchanges.holiday_name("XTKS", day("2026-03-04")) == "Earthquake"
    assert exchanges.previous_session("XTKS", day("2026-03-05")) == day("2026-03-03")
    assert exchanges.is_session("XTKS", day("2026-02-28"))
    assert exchanges.closes_at("XTKS", day("2026-03-05")) == at("2026-03-05T01:00")
    assert exchanges.holiday_name("XKRX", day("2026-03-04")) == "Closed"
    assert not exchanges.is_session("XTKS", day("2020-10-01"))  # what the table said still holds


@pytest.mark.usefixtures("_own_table")
def test_an_override_can_take_a_closure_back(tmp_path: Path) -> None:
    file = tmp_path / "overrides.toml"
    file.write_text("[overrides.XTKS]\nopen = [2020-10-01]\n")
    exchanges.load_overrides(file)
    assert exchanges.is_session("XTKS", day("2020-10-01"))


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("[overrides.XTKZ]\nclosed = []", "XTKZ"),
        ("[overrides.XTKS]\nshut = []", "shut"),
        ("[overrides.XTKS]\nclosed = ['yesterday']", "XTKS"),
        ("[overrides.XTKS]\nclosed = 3", "XTKS"),
        ("[overrides.XTKS.hours]\n2026-03-05 = '15:00-09:00'", "15:00-09:00"),
        ("[overrides.XTKS.hours]\n2026-03-05 = '9 to 5'", "XTKS"),
        ("[XTKS]\nclosed = []", "XTKS"),
        ("overrides = 3", "overrides"),
        ("overrides = ", "Invalid value"),
    ],
)
def test_a_bad_override_names_file_and_place(tmp_path: Path, text: str, named: str) -> None:
    file = tmp_path / "overrides.toml"
    file.write_text(text)
    with pytest.raises(CalendarError, match=named) as raised:
        exchanges.load_overrides(file)
    assert str(file) in str(raised.value)
    assert exchanges.is_session("XTKS", day("2026-03-05"))


@pytest.mark.parametrize("row", ['like = "XXXX"', 'like = "BBB"', 'like = "AAA"\nhours = "09:00-10:00"'])
def test_a_row_that_is_like_none_names_file_and_place(tmp_path: Path, row: str) -> None:
    file = tmp_path / "exchanges.toml"
    file.write_text(f'[AAA]\nzone = "UTC"\nhours = "00:00-24:00"\n[BBB]\n{row}\n', encoding="utf-8")
    with pytest.raises(CalendarError, match=r"exchanges\.toml: \[BBB\]: expected like"):
        read_rows(file)


def test_an_exchange_like_another_has_its_overrides_too() -> None:
    one, other = exchanges.exchange("XBOM"), exchanges.exchange("XNSE")
    assert one.hours_on and other == replace(one, mic="XNSE")


def test_a_missing_override_file_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(CalendarError, match=r"none\.toml"):
        exchanges.load_overrides(tmp_path / "none.toml")


# --- another calendar ---

_SAME = re.findall(
    r"\w+",
    """
    XTKS XKRX XHKG XSHG XTAI XASX XNZE XSES XIDX XBKK XPHS XBOM XNYS XTSE BVMF XMEX XLON XETR XPAR XMIL XMAD XSWX
    XAMS XBRU XLIS XSTO XWBO XWAR XIST XJSE
    """,
)

# Where the two differ in 2023-2026 and ours is what happened, or was announced since.
_KNOWN = {
    "XKRX": {"2026-06-03", "2026-07-17"},  # local elections; Constitution Day is a holiday again
    "XHKG": {"2023-09-01", "2023-09-08"},  # Typhoon Saola, black rain
    "XTAI": {"2023-01-18", "2024-10-31", "2026-07-10"},  # settlement only; typhoons
    "XPHS": {"2026-11-02"},
    "XMEX": {"2024-10-01"},  # a new president
    "XJSE": {"2023-12-15", "2024-05-29", "2026-11-04"},  # decreed, elections
    "XBOM": {  # hours of Diwali, budgets and tests on weekends
        *("2023-11-12", "2024-01-20", "2024-03-02", "2024-05-18", "2024-11-01", "2025-02-01", "2025-10-21"),
        *("2026-02-01", "2026-11-08"),
    },
    "XIDX": {  # the joint holidays of 2025 and 2026
        *("2025-08-18", "2026-01-16", "2026-02-16", "2026-03-18", "2026-03-19", "2026-03-20", "2026-03-23"),
        *("2026-03-24", "2026-05-15", "2026-05-27", "2026-05-28", "2026-06-16", "2026-08-25", "2026-12-24"),
    },
}


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("mic", _SAME)
def test_another_calendar_agrees(mic: str) -> None:
    from exchange_calendars import get_calendar

    other = {stamp.date() for stamp in get_calendar(mic, start="2022-12-20", end="2026-12-30").sessions}
    days = [date(2023, 1, 1) + timedelta(days=n) for n in range(4 * 365)]
    differ = {str(when) for when in days if exchanges.is_session(mic, when) != (when in other)}
    assert differ == _KNOWN.get(mic, set())
