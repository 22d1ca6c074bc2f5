"""Terminal text: as wide as asked, colored only when asked, and never obeying what a story says."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.answers import Help
from bot.locale import phrases
from bot.render.terminal import Terminal, age
from tests.bot.stories import NOW, SCOPE, WEDNESDAY, Room, driver


async def told(width: int = 80, *, color: bool = False) -> str:
    room = Room()
    await room.share(*WEDNESDAY, outlet="Wire", url="https://wire.example/a")
    return Terminal(width, color=color).answer(await room.close("nikkei"), NOW)


async def test_a_close_reads_well_without_color() -> None:
    assert (await told()).splitlines() == [
        "▲ Nikkei 225 58,583.12 (+1,262.03, +2.20%)",
        "  Closed up, session of Wed 25 Feb 2026",
        "  Range 57,656.50 to 58,875.17",
        "  Tokyo is trading now; this is the last close.",
        "  Why",
        "    • Chip makers pulled Tokyo higher after a customer lifted its forecast.",
        "      (technology)",
        "  Source",
        "    “The Nikkei added 1,262.03 points or 2.20 percent to end at 58,583.12.”",
        "    Wire <https://wire.example/a> · shared just now",
        "    One source so far.",
    ]


@pytest.mark.parametrize("width", [1, 30, 50, 80, 200])
async def test_no_row_is_wider_than_the_terminal(width: int) -> None:
    for row in (await told(width)).splitlines():
        assert len(row) <= max(30, min(width, 110)) or "https://" in row or " " not in row.strip()


async def test_color_only_where_asked_for_and_only_color() -> None:
    plain, colored = await told(), await told(color=True)
    assert "\x1b" not in plain
    assert "\x1b[32;1m▲ Nikkei 225" in colored
    import re

    assert re.sub(r"\x1b\[[\d;]*m", "", colored) == plain


async def test_a_story_cannot_steer_the_terminal() -> None:
    room = Room()
    await room.share(*WEDNESDAY, driver("\x1b[2J\x1b]0;owned\x07 reason \u202e", "japan"), outlet="\x1b[31mWire\x9b")
    for color in (False, True):
        text = Terminal(80, color=color).answer(await room.close("nikkei"), NOW)
        assert "\x1b[2J" not in text
        assert "\x07" not in text
        assert "\x9b" not in text
        assert "\u202e" not in text


async def test_lists_and_cards() -> None:
    room = Room()
    got = await room.share(*WEDNESDAY, title="Tokyo wrap")
    terminal = Terminal(80)
    assert "Read: Tokyo wrap" in terminal.card(got.card, NOW)
    brief = terminal.answer(await room.desk.brief((SCOPE,), NOW), NOW)
    assert "    ▲ Nikkei 225 58,583.12 +2.20% · a pasted text" in brief.splitlines()


def test_what_is_not_understood_gets_a_word_and_no_list() -> None:
    assert len(Terminal(100).answer(Help(unclear="thanks!"), NOW).splitlines()) <= 3
    assert len(Terminal(100).answer(Help(), NOW).splitlines()) > 8


@pytest.mark.parametrize(
    ("ago", "words"),
    [
        (timedelta(seconds=-5), "just now"),
        (timedelta(seconds=20), "just now"),
        (timedelta(minutes=15), "15 min ago"),
        (timedelta(hours=5), "5 h ago"),
        (timedelta(days=3), "3 days ago"),
        (timedelta(days=588), "on Wed 17 Jul 2024"),
    ],
)
def test_ages(ago: timedelta, words: str) -> None:
    now = datetime(2026, 2, 25, 9, tzinfo=UTC)
    assert age(now - ago, now, phrases()) == words
