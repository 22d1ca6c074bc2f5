"""`make demo`: two market stories go in, closes come out; nothing is kept and nothing leaves the machine."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

from bot.console import SCOPE, Chat
from bot.desk import Desk, Post
from bot.render.terminal import Terminal
from bot.sample import story
from extract import Document
from extract.rows import document
from storage.memory import MemoryStore

NOW = datetime(2026, 2, 25, 23, 45, tzinfo=UTC)
"""Thursday 08:45 in Tokyo, before it opens; Wednesday evening in New York."""

ASKED = (
    "/close nikkei",
    "/close index:nikkei date:2024-07-17",
    *(f"/close {name}" for name in ("dow", "nasdaq", "s&p 500", "topix", "kospi", "hang seng", "asx 200", "csi 300")),
    "why did the nikkei rise?",
    "/brief",
)


OWN = (
    Document(story("record"), datetime(2024, 7, 17, 9, 0, tzinfo=UTC)),
    Document(story("wrap"), datetime(2026, 2, 25, 23, 30, tzinfo=UTC), published_at=date(2026, 2, 26)),
)
_GIVEN = ("seed-000", "seed-004")


def stories(folder: Path) -> tuple[Document, ...]:
    """The two stories of a folder of labelled texts; our own, with the same figures, where it is not there."""
    try:
        return tuple(_story(folder / name) for name in _GIVEN)
    except OSError:
        return OWN


def _story(path: Path) -> Document:
    told = json.loads(path.with_suffix(".json").read_text("utf-8"))
    return document({**told, "text": path.with_suffix(".txt").read_text("utf-8")}, NOW)


async def run(desk: Desk, terminal: Terminal, folder: Path, show: Callable[[str], None]) -> None:
    """Read the stories into a fresh store, then ask; every line is shown through `show`."""
    fresh = desk.beside(MemoryStore())
    for told in stories(folder):
        got = await fresh.ingest(Post(SCOPE, told.text, told.received_at, published_at=told.published_at), NOW)
        if got.card is not None:
            show(terminal.card(got.card, NOW) + "\n")
    chat = Chat(fresh, terminal, lambda: NOW)
    for question in ASKED:
        show(f"› {question}")
        show(await chat.reply(question) + "\n")
