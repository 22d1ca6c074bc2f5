"""What `make demo` must show, with our own texts and with the given ones where they are."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot import demo
from bot.desk import Desk
from bot.render.terminal import Terminal
from extract import read
from storage.memory import MemoryStore
from tests.bot.stories import at_once

GIVEN = Path(__file__).parents[3] / "shared" / "extraction" / "dev"
NEWEST = {
    "nikkei": "▲ Nikkei 225 58,583.12 (+1,262.03, +2.20%)",
    "dow": "▲ Dow Jones Industrial Average 49,482.15 (+307.65, +0.63%)",
    "nasdaq": "▲ Nasdaq Composite 23,152.08 (+288.40, +1.26%)",
    "s&p 500": "▲ S&P 500 6,946.13 (+56.06, +0.81%)",
    "topix": "▲ TOPIX +0.82%",
    "kospi": "▲ KOSPI +0.40%",
    "hang seng": "▲ Hang Seng Index +0.96%",
    "asx 200": "▲ S&P/ASX 200 +0.40%",
    "csi 300": "▲ CSI 300 +0.12%",
}


async def shown(folder: Path) -> dict[str, str]:
    """What is shown, by the question."""
    told: dict[str, str] = {}
    question = ""

    def show(text: str) -> None:
        nonlocal question
        if text.startswith("› "):
            question = text[2:]
        elif question:
            told[question] = text

    await demo.run(Desk(MemoryStore(), read, at_once), Terminal(100), folder, show)
    return told


@pytest.mark.parametrize("folder", [Path("nowhere"), *([GIVEN] if GIVEN.is_dir() else [])])
async def test_the_demo_shows_the_right_closes(folder: Path) -> None:
    told = await shown(folder)
    for name, line in NEWEST.items():
        assert line in told[f"/close {name}"].splitlines(), name
    assert "session of Wed 25 Feb 2026" in told["/close nikkei"]
    assert "Range 57,656.50 to 58,875.17" in told["/close nikkei"]
    assert "session of Wed 17 Jul 2024" in told["/close kospi"]
    assert "Seoul's session of Wed 25 Feb 2026 is over" in told["/close kospi"]
    earlier = told["/close index:nikkei date:2024-07-17"]
    assert "▲ Nikkei 225 41,913.50 (+1.65%)" in earlier
    assert "(corporate)" in earlier
    assert "technology" in told["/close nikkei"]
    brief = told["/brief"]
    assert brief.startswith("Market brief, ")
    assert "▲ S&P 500 6,946.13 +0.81%" in brief
    assert "▲ Nikkei 225 58,583.12 +2.20%" in brief
    assert "41,913.50" not in brief, "a close of two years ago is no news"
