"""A line of the journal says all that the record says."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.model import Doubt, Driver, Event, Move, Span
from storage import codec
from storage.card import Card
from storage.change import Change
from storage.record import Delivery, FeedPlan, GuildSettings, Origin, Quoted, Reply, Wrap
from tests.storage.stories import rich, story

text = st.text(st.characters(), max_size=20)  # with lone surrogates and control characters
zones = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
times = st.datetimes(timezones=zones).filter(lambda time: 1900 < time.year < 2100)
numbers = st.none() | st.decimals(allow_nan=False, allow_infinity=False)
spans = st.lists(st.builds(Span, st.integers(0), st.integers(0)), max_size=3).map(tuple)
sessions = st.none() | st.dates()
moves = st.builds(
    Move, instrument=text, session=sessions, level=numbers, change=numbers, percent=numbers, previous=numbers,
    low=numbers, high=numbers, evidence=spans, name=text, rule=text,
)  # fmt: skip
drivers = st.builds(Driver, text, markets=st.lists(text, max_size=3).map(tuple), evidence=spans, rule=text)
events = st.builds(Event, text, date=sessions, evidence=spans, rule=text)
origins = st.builds(Origin, url=st.none() | text, title=st.none() | text, received_at=st.none() | times,
                    published_at=st.none() | times | st.dates(), message_id=st.none() | text,
                    channel_id=st.none() | text, author_id=st.none() | text, parent_id=st.none() | text)  # fmt: skip
wraps = st.builds(
    Wrap, text, text, origins, text, st.lists(st.integers(0, 2**64 - 1), max_size=4).map(tuple),
    st.lists(st.builds(Quoted, moves | drivers | events, text), max_size=4).map(tuple),
    st.lists(st.builds(Doubt, st.builds(Span, st.integers(0), st.integers(0)), text), max_size=2).map(tuple),
)  # fmt: skip


def kept(wrap: Wrap) -> Change:
    """The change that keeps a story."""
    return Change(put=Card.of(wrap))


@given(wraps)
def test_every_story_comes_back_as_it_was(wrap: Wrap) -> None:
    line = codec.encode(kept(wrap))
    assert line.endswith(b"\n") and line.count(b"\n") == 1
    assert codec.story(line) == wrap


@given(wraps)
def test_skimming_finds_what_the_whole_story_has(wrap: Wrap) -> None:
    skimmed, card = codec.skim(codec.encode(kept(wrap))).put, Card.of(wrap)
    assert skimmed is not None and skimmed.wrap is None
    for name in {field.name for field in fields(Card)} - {"wrap"}:
        assert getattr(skimmed, name) == getattr(card, name), name


@pytest.mark.parametrize(
    "change",
    [
        Change(drop=("a", "b")),
        Change(drop=("a",), erase="guild:1"),
        Change(settings=GuildSettings("guild:1", feeds=(FeedPlan("f", "guild:1", "u", None),))),
        Change(delivery=Delivery("k", "guild:1", datetime(2026, 2, 26, tzinfo=UTC), "5")),
        Change(reply=Reply("guild:1", "7", "1", None, True, "0")),
        Change(unreply=("guild:1", "1")),
        Change(mark=("guild:1", "7", "\ud800")),
    ],
)
def test_every_other_change_comes_back(change: Change) -> None:
    assert codec.skim(codec.encode(change)) == change
    assert codec.decode(codec.encode(change)) == change


def test_a_line_is_plain_json_without_what_is_unset() -> None:
    line = codec.encode(kept(story()))
    assert b'"level":"58583.12"' in line
    assert b'"session":"2026-02-25"' in line
    assert b"null" not in line


def test_a_quote_of_many_facts_is_written_once() -> None:
    assert codec.encode(kept(rich())).decode().count("„Ja“ 日経 ▲") == 1


def test_no_change_of_a_single_bit_goes_unseen() -> None:
    line = codec.encode(kept(story()))
    for place in range(len(line)):
        with pytest.raises(ValueError):
            codec.skim(line[:place] + bytes([line[place] ^ 1]) + line[place + 1 :])


@pytest.mark.parametrize(
    "line",
    [b"\n", b"{}\n", b"null\n", b'{"crc":""}\n', b'{"crc":"00000000",\n', b"\x00" * 40 + b"\n", b"[" * 9999 + b"\n"],
)
def test_what_is_no_line_is_refused(line: bytes) -> None:
    with pytest.raises(ValueError):
        codec.skim(line)


@pytest.mark.parametrize(
    "wrong",
    [
        replace(story(), facts=(Quoted(replace(rich().moves[0][0], kind="shares"), ""),)),  # type: ignore[arg-type]
        replace(story(), origin=Origin("letter")),  # type: ignore[arg-type]
        replace(story(), scope=7),  # type: ignore[arg-type]
        replace(story(), facts=(Quoted("rose", "rose"),)),  # type: ignore[arg-type]
        replace(story(), facts=(Quoted(replace(rich().moves[0][0], level=object()), ""),)),  # type: ignore[arg-type]
    ],
)
def test_what_could_not_be_read_back_is_not_written(wrong: Wrap) -> None:
    with pytest.raises(codec.UNREADABLE):
        codec.encode(kept(wrong))


def test_the_zone_of_a_publication_and_a_bare_day_are_kept() -> None:
    tokyo = datetime(2026, 2, 26, 15, 30, tzinfo=timezone(timedelta(hours=9)))
    for published in (tokyo, date(2026, 2, 26)):
        wrap = replace(story(), origin=replace(story().origin, published_at=published))
        back = codec.story(codec.encode(kept(wrap))).origin.published_at
        assert back is not None and back.isoformat() == published.isoformat()
