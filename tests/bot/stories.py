"""Stories whose readings are written by hand: the desk is tested apart from the reader."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from bot.desk import Desk, Post
from extract.model import Document, Doubt, Driver, Event, Move, Reading, Span
from storage.memory import MemoryStore

SCOPE = "guild:1"
NOW = datetime(2026, 2, 26, 0, 10, tzinfo=UTC)
"""Thursday 09:10 in Tokyo, Wednesday evening in New York."""


async def at_once(function: Any, *arguments: Any) -> Any:
    """Runs a function where it is called: tests need no worker."""
    return function(*arguments)


def move(instrument: str, session: str | None, quote: str = "", kind: str = "index", **told: Any) -> tuple[Move, str]:
    """A move with the words that state it; figures may be given as strings."""
    for name in ("level", "change", "percent", "previous", "low", "high"):
        if name in told:
            told[name] = Decimal(told[name])
    told.setdefault("phase", "close")
    day = date.fromisoformat(session) if session else None
    return Move(kind, instrument, day, **told), quote  # type: ignore[arg-type]


def driver(words: str, *markets: str, category: str = "economic_data", effect: str = "up") -> tuple[Driver, str]:
    """A reason with its words."""
    return Driver(category, effect, markets, ()), words  # type: ignore[arg-type]


def event(name: str, day: str, words: str, region: str | None = None, **figures: str) -> tuple[Event, str]:
    """A scheduled thing with the words that announce it."""
    told = Event(name, region, date.fromisoformat(day), figures.get("expected"), figures.get("previous"), ())
    return told, words


@dataclass
class Room:
    """A desk over a store in memory, and a reader that knows the stories it was given."""

    store: MemoryStore = field(default_factory=MemoryStore)
    readings: dict[str, Reading] = field(default_factory=dict)
    count: int = 0

    def __post_init__(self) -> None:
        self.desk = Desk(self.store, self.read, at_once)

    def read(self, document: Document) -> Reading:
        """The reading that was written for this text."""
        return self.readings.get(document.text, Reading())

    async def share(
        self,
        *facts: tuple[Move | Driver | Event, str],
        at: datetime = NOW,
        text: str | None = None,
        scope: str = SCOPE,
        doubts: Sequence[str] = (),
        replace: bool = False,
        **origin: Any,
    ) -> Any:
        """Post a story that states these facts; its text is their quotes, one a line, unless it is given."""
        self.count += 1
        words = text if text is not None else "\n".join(f"{quote}." for _, quote in facts) + f"\nStory {self.count}."
        self.readings[words] = _reading(words, facts, doubts)
        origin.setdefault("message_id", str(1000 + self.count))
        post = Post(scope, words, at, **origin)
        return await self.desk.ingest(post, NOW, replace=replace)

    async def close(self, name: str, day: str | None = None, *, now: datetime = NOW, scope: str = SCOPE) -> Any:
        """What the desk answers to `/close`."""
        return await self.desk.close((scope, "feeds"), name, date.fromisoformat(day) if day else None, now)


def _reading(words: str, facts: Sequence[tuple[Any, str]], doubts: Sequence[str]) -> Reading:
    placed = [_placed(words, fact, quote) for fact, quote in facts]
    spans = [span for fact in placed for span in fact.evidence]
    return Reading(
        tuple(f for f in placed if isinstance(f, Move)),
        tuple(f for f in placed if isinstance(f, Driver)),
        tuple(f for f in placed if isinstance(f, Event)),
        doubts=tuple(Doubt(spans[0], what) for what in doubts),
    )


def _placed(words: str, fact: Any, quote: str) -> Any:
    if not quote:
        return fact
    start = words.find(quote)
    return dataclasses.replace(fact, evidence=(Span(start, start + len(quote)),))


WEDNESDAY = (
    move(
        "nikkei225",
        "2026-02-25",
        "The Nikkei added 1,262.03 points or 2.20 percent to end at 58,583.12",
        level="58583.12",
        change="1262.03",
        percent="2.20",
        low="57656.50",
        high="58875.17",
        direction="up",
    ),
    driver("Chip makers pulled Tokyo higher after a customer lifted its forecast", "japan", category="technology"),
)
