"""The story a newcomer meets: our own, invented, read into a store of its own and asked as of its own day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.resources import files

from bot.desk import Desk, Post
from storage.memory import MemoryStore

OUTLET = "Sample Wire (invented)"
RECEIVED = datetime(2026, 1, 14, 9, 30, tzinfo=UTC)
_NOW = datetime(2026, 1, 14, 9, 45, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Sample:
    """A desk that knows only the sample, and the time at which it is asked."""

    desk: Desk
    now: datetime


async def load(like: Desk, scope: str = "local") -> Sample:
    """The sample read by the same reader as `like`, apart from its store."""
    desk = like.beside(MemoryStore())
    text = story("morning")
    await desk.ingest(Post(scope, text, RECEIVED, outlet=OUTLET, title=text.partition("\n")[0]), _NOW)
    return Sample(desk, _NOW)


def story(name: str) -> str:
    """One of the texts in bot/samples."""
    return files("bot").joinpath("samples", f"{name}.txt").read_text("utf-8")
