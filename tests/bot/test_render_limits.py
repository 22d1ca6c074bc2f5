"""Embeds of whatever size stay within every limit of Discord."""

from __future__ import annotations

import discord
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.answers import Help, NoSuchIndex
from bot.render import limits
from bot.render.discord import embed, laid_out
from bot.render.sheet import Piece, Section, Sheet, line
from tests.bot.stories import NOW, SCOPE, Room, driver, move


def within_limits(made: discord.Embed) -> bool:
    size = limits.size
    parts = [made.title or "", made.description or "", made.footer.text or ""]
    fields = [(f.name or "", f.value or "") for f in made.fields]
    return (
        size(parts[0]) <= 256
        and size(parts[1]) <= 4096
        and size(parts[2]) <= 2048
        and len(fields) <= 25
        and all(0 < size(name) <= 256 and 0 < size(value) <= 1024 for name, value in fields)
        and sum(map(size, parts)) + sum(size(n) + size(v) for n, v in fields) <= 6000
        and (made.url is None or size(made.url) <= 2048)
    )


PIECES = st.builds(
    Piece,
    st.text(max_size=1500) | st.text("[]*\\<@> ab\n", max_size=6000),
    st.sampled_from(["plain", "strong", "faint", "up"]),
    url=st.none() | st.just("https://x.example/" + "a" * 900),
)
LINES = st.lists(st.lists(PIECES, max_size=3).map(tuple), max_size=12).map(tuple)


@given(
    st.builds(
        Sheet,
        st.text(max_size=400),
        lines=LINES,
        sections=st.lists(st.builds(Section, st.text(max_size=300), LINES), max_size=30).map(tuple),
        foot=st.text(max_size=3000),
    )
)
@settings(max_examples=60)
def test_any_sheet_keeps_every_limit(sheet: Sheet) -> None:
    assert within_limits(laid_out(sheet))


async def test_a_flood_of_facts_keeps_every_limit() -> None:
    room = Room()
    for n in range(30):
        long_quote = f"{'very ' * 60}long words about reason {n}"
        told = move("nikkei225", "2026-02-25", f"The Nikkei ended at {58000 + n}", level=str(58000 + n))
        await room.share(told, *(driver(f"{long_quote} {k}", "japan") for k in range(10)), outlet=f"Outlet {n} " * 20)
    for answer in (
        await room.close("nikkei"),
        await room.desk.why((SCOPE,), "nikkei", None, NOW),
        await room.desk.sources((SCOPE,), "nikkei", None, NOW),
        await room.desk.region((SCOPE,), "asia", NOW),
        await room.desk.brief((SCOPE,), NOW),
        Help("x" * 5000),
        NoSuchIndex("x" * 5000),
    ):
        made = embed(answer)
        assert within_limits(made), type(answer).__name__
        assert made.title


def test_lines_are_left_out_whole_and_marked() -> None:
    made = laid_out(Sheet("t", sections=(Section("s", tuple(line("word " * 40) for _ in range(20))),)))
    value = made.fields[0].value or ""
    assert value.endswith("\n…")
    assert set(value.splitlines()[:-1]) == {"word " * 40}
