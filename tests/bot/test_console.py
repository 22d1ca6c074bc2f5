"""The local chat: what one types and pastes, and what comes back. Real reader, real store, no network."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot import sample
from bot.console import SCOPE, Chat, Quit
from bot.desk import Desk
from bot.fetch import FetchRefused
from bot.render.terminal import Terminal
from extract import read
from extract.page.model import Page
from storage import StorageError
from storage.memory import MemoryStore
from storage.record import Query, Wrap
from tests.bot.stories import at_once

NOW = datetime(2026, 2, 26, 12, tzinfo=UTC)
STORY = """\
Tokyo, Feb. 26, 2026

Japanese stocks closed lower on Thursday as exporters fell on a firmer yen.
The Nikkei 225 lost 410.20 points, or 0.70 percent, to close at 58,172.92.
"""


class OnePage:
    """Links that lead to one page, or nowhere."""

    async def fetch(self, url: str, *, group: str = "") -> Page:
        if not url.startswith("http"):
            raise FetchRefused("scheme")
        if "page" not in url:
            raise FetchRefused("paywall")
        return Page(url, "https://wire.example/page", "Tokyo close", STORY, outlet="Wire", published_at=NOW)

    async def read(self, body: bytes, *, content_type: str = "", name: str = "", url: str = "") -> Page:
        return Page(name, name, "From a file", body.decode())


async def chat(*, with_sample: bool = True, store: MemoryStore | None = None) -> Chat:
    desk = Desk(store or MemoryStore(), read, at_once)
    first = await sample.load(desk) if with_sample else None
    return Chat(desk, Terminal(100), lambda: NOW, links=OnePage(), sample=first)


async def test_it_opens_with_a_right_answer_and_two_things_to_type() -> None:
    opening = await (await chat()).welcome()
    assert "▲ Nikkei 225 52,210.66 (+612.40, +1.19%)" in opening
    assert "invented" in opening
    assert opening.splitlines()[-1].startswith("Try:  /close s&p 500   ·   /brief")


@pytest.mark.parametrize("suggested", ["/close s&p 500", "/brief"])
async def test_what_it_suggests_has_an_answer(suggested: str) -> None:
    told = await (await chat()).reply(suggested)
    assert "6,944.12" in told
    assert "(from the invented sample story, as of Wed 14 Jan 2026; your own stories replace it)" in told


async def test_the_sample_tells_all_it_holds() -> None:
    talk = await chat()
    expected = {
        "topix": "3,541.27 (+0.74%)",
        "kospi": "4,571.90 (-0.38%)",
        "hang seng": "26,480.15 (+0.52%)",
        "dow": "49,318.06 (+104.77, +0.21%)",
        "nasdaq": "23,402.59 (+0.68%)",
    }
    for name, figures in expected.items():
        assert figures in await talk.reply(f"/close {name}")
    assert "Inflation" in await talk.reply("why did the s&p 500 rise?")


async def test_the_sample_never_mixes_with_what_one_posts() -> None:
    store = MemoryStore()
    talk = await chat(store=store)
    await talk.reply("/close nikkei")
    assert await store.find(Query((SCOPE,))) == []
    await talk.reply(STORY)
    assert "58,172.92" in await talk.reply("/close nikkei")
    assert "no close known" in await talk.reply("/close s&p 500")
    assert "invented" not in await (await chat(store=store)).welcome()


async def test_a_pasted_story_is_read_once_and_answers() -> None:
    talk = await chat()
    assert "▼ Nikkei 225 58,172.92 (-410.20, -0.70%) · Thu 26 Feb" in await talk.reply(STORY)
    assert "Read before" in await talk.reply(STORY)
    told = await talk.reply("/close nikkei")
    assert "Closed down, session of Thu 26 Feb 2026" in told
    assert "firmer yen" in told


async def test_markup_in_what_is_pasted_is_no_part_of_it() -> None:
    marked = "> **U.S. stocks** closed lower.\n> The S&amp;P 500 lost *0.70%* to **5,872.92**."
    told = await (await chat(with_sample=False)).reply(marked)
    assert "▼ S&P 500 5,872.92 (-0.70%) · Wed 25 Feb" in told


async def test_one_line_is_a_story_or_a_question() -> None:
    talk = await chat()
    assert "Read:" in await talk.reply("The Nikkei 225 closed 0.7% lower at 58,172.92 on Thursday.")
    assert "58,172.92" in await talk.reply("nikkei")
    assert "58,172.92" in await talk.reply("where did the nikkei close?")
    assert "Read:" not in await talk.reply("why did the nikkei fall 0.7% to 58,172.92?")
    assert "did not understand" in await talk.reply("lovely weather")


@pytest.mark.parametrize(
    "asked",
    [
        "/close index:nikkei date:2026-02-26",
        "/close date:2026-02-26 index:nikkei",
        "/close nikkei 2026-02-26",
        "/close nikkei Feb 26",
        "/close nikkei date: today",
        "/CLOSE  Nikkei",
        "  /close nikkei  ",
        "/sources nikkei",
        "/why nikkei",
        "/region japan",
        "/brief asia",
        "/brief region:japan",
    ],
)
async def test_commands_in_all_their_forms(asked: str) -> None:
    talk = await chat()
    await talk.reply(STORY)
    assert "58,172.92" in await talk.reply(asked)


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("/close", "Which one? For example /close nikkei"),
        ("/sources", "Which one? For example /sources nikkei"),
        ("/close date:2026-02-26", "Which one?"),
        ("/close nikkie", "Did you mean Nikkei 225"),
        ("/close nikkei date:soon", "There is no day “soon”"),
        ("/close nikkei date:2026-02-30", "There is no day “2026-02-30”"),
        ("/dance", "There is no command /dance. /help lists them."),
        ("/clsoe nikkei", "Did you mean /close?"),
        ("/close index:nikkei date:", "52,210.66"),
        ("/" + "x" * 500, "There is no command /xxx"),
        ("/read", "Write /read and"),
        ("/read /no/such/file.txt", "I cannot read /no/such/file.txt: there is no such file."),
        ("/read .", "it is not a file"),
        ("/read ftp://wire.example/page", "only open http and https"),
        ("/close nikkei 30.2.2026", "There is no day “30.2.2026”"),
        ("/close nikkei last week", "day by day"),
        ("/close topix, dow", "Dow Jones Industrial Average 49,318.06"),
        ("/region narnia", "Regions I know"),
        ("/help", "/read FILE-or-URL"),
        ("sing me a song", "I did not understand that"),
        ("/help", "/close nikkei"),
        ("https://wire.example/closed", "behind a paywall"),
        ("", ""),
    ],
)
async def test_trouble_is_one_clear_answer(asked: str, told: str) -> None:
    assert told in await (await chat()).reply(asked)


async def test_links_and_files(tmp_path: Path) -> None:
    talk = await chat()
    assert "Read: Tokyo close" in await talk.reply("https://wire.example/page?utm=1")
    assert "Wire <https://wire.example/page>" in await talk.reply("/close nikkei")
    both = await talk.reply("https://wire.example/closed https://wire.example/page")
    assert "https://wire.example/closed: That story is behind a paywall." in both
    assert "Read before: Tokyo close" in both
    assert "Read before: Tokyo close" in await talk.reply("have a look at https://wire.example/page")
    text = tmp_path / "a story.txt"
    text.write_text(STORY.replace("58,172.92", "58,172.93"), encoding="utf-8")
    assert "58,172.93" in await talk.reply(f"/read {text}")
    page = tmp_path / "page.html"
    page.write_text(STORY.replace("58,172.92", "58,172.94"), encoding="utf-8")
    assert "Read: From a file" in await talk.reply(f"/read {page}")
    (tmp_path / "noise.bin").write_bytes(bytes(range(256)) * 10)
    assert "I found no market move in" in await talk.reply(f"/read {tmp_path / 'noise.bin'}")
    (tmp_path / "large.txt").write_bytes(b"a" * 2_000_001)
    assert "larger than 2 MB" in await talk.reply(f"/read {tmp_path / 'large.txt'}")


async def test_quit_ends_the_chat() -> None:
    talk = await chat()
    for word in ("/quit", "/exit"):
        with pytest.raises(Quit):
            await talk.reply(word)


class FullDisk(MemoryStore):
    """A store that can take nothing more."""

    async def add(self, wrap: Wrap) -> Wrap | None:
        raise StorageError("no space left on device")


async def test_a_store_that_fails_is_said_so(caplog: pytest.LogCaptureFixture) -> None:
    talk = await chat(store=FullDisk())
    assert await talk.reply(STORY) == "What you sent could not be kept: no space left on device."
    assert "no space left" in caplog.text


async def test_an_unforeseen_error_is_an_apology_with_a_logged_cause(caplog: pytest.LogCaptureFixture) -> None:
    def broken(_: object) -> object:
        raise RuntimeError("a fault in the reader")

    talk = Chat(Desk(MemoryStore(), broken, at_once), Terminal(), lambda: NOW)  # type: ignore[arg-type]
    assert "Something went wrong" in await talk.reply(STORY)
    assert "a fault in the reader" in caplog.text
