"""Short stories for the tests of the stores."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

from extract.model import Driver, Event, Move, Span
from storage import Store
from storage.record import Form, Origin, Query, Quoted, Wrap

HERE = ("guild:1",)
NINE = datetime(2026, 2, 26, 9, 0, tzinfo=UTC)
WEDNESDAY = date(2026, 2, 25)
THURSDAY = date(2026, 2, 26)


def move(instrument: str = "nikkei", session: date | None = WEDNESDAY, level: str = "58583.12") -> Move:
    """A close."""
    evidence = (Span(0, 40),)
    return Move("index", instrument, session, "close", direction="up", level=Decimal(level), evidence=evidence)


def story(
    content: str = "a",
    *,
    scope: str = "guild:1",
    moves: tuple[Move, ...] = (move(),),
    message: str | None = "100",
    channel: str | None = "7",
    author: str | None = "42",
    url: str | None = None,
    after: float = 0,
    form: Form = "text",
    parent: str | None = None,
) -> Wrap:
    """A story with `content` as its fingerprint, received `after` minutes past nine."""
    origin = Origin(
        form,
        url=url,
        received_at=NINE + timedelta(minutes=after),
        channel_id=channel,
        message_id=message,
        author_id=author,
        parent_id=parent,
    )
    facts = tuple(Quoted(fact, f"Secret words of {content} on {fact.instrument}.") for fact in moves)
    return Wrap(f"{scope}/{message}/{url}/{content}", scope, origin, content, (1, 2, 3), facts)


def rich() -> Wrap:
    """A story that uses every field there is."""
    full = Move(
        kind="index", instrument="nikkei", session=WEDNESDAY, phase="close", period="week", direction="up",
        level=Decimal("58583.120"), change=Decimal("-1262.03"), percent=Decimal("2.20"), percent_qualifier="about",
        previous=Decimal("0"), low=Decimal("1E+4"), high=Decimal("59000"), record="high",
        evidence=(Span(0, 5), Span(9, 12)), name="Nikkei 225", rule="verb percent",
    )  # fmt: skip
    bare = Move("bond", "us10y", None, "intraday")
    driver = Driver("trade", "mixed", ("japan", "nikkei"), (Span(3, 9),), "after")
    event = Event("Jobs report", None, THURSDAY, "180,000", None, ())
    quoted = [
        Quoted(fact, quote)
        for fact, quote in ((full, "„Ja“ 日経 ▲"), (driver, "„Ja“ 日経 ▲"), (event, ""), (bare, "x"))
    ]
    origin = Origin(
        "page", "https://e.example/a?b=c", 'A "title"\n', "e.example", WEDNESDAY, NINE, "7", "100",
        message_link="https://d.example/1", author_id="42", parent_id="5",
    )  # fmt: skip
    return Wrap("rich", "guild:1", origin, "f" * 64, (0, 2**64 - 1), tuple(quoted), ())


async def found(store: Store, **asked: object) -> list[str]:
    """The contents of the stories that a query finds."""
    query = replace(Query(HERE), **asked)  # type: ignore[arg-type]
    return [wrap.fingerprint for wrap in await store.find(query)]


async def until(true: Callable[[], bool]) -> None:
    """Let the event loop run until something outside it has come about."""
    async with asyncio.timeout(30):
        while not true():  # noqa: ASYNC110
            await asyncio.sleep(0)


def on_disk(directory: Path) -> bytes:
    """Everything that lies in the directory."""
    return b"".join(path.read_bytes() for path in sorted(directory.iterdir()))
