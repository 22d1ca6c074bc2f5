"""What is kept: the facts of a read story with their quotes, and what a server has set up. Never the story's text."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from extract.model import Doubt, Driver, Event, Move

Form = Literal["text", "page", "preview", "embed", "attachment", "feed"]

FEEDS = "feeds"
"""The scope of the operator's own feeds, which every server may see."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a story came from: the outlet and page, and the message that shared it (ids as Discord writes them)."""

    form: Form
    url: str | None = None
    """The canonical address of the page, None for pasted text."""
    title: str | None = None
    outlet: str | None = None
    published_at: datetime | date | None = None
    received_at: datetime | None = None
    channel_id: str | None = None
    message_id: str | None = None
    message_link: str | None = None
    author_id: str | None = None
    parent_id: str | None = None
    """The channel that a thread stands in, when the message was shared in a thread."""


@dataclass(frozen=True, slots=True)
class Quoted:
    """One fact with the words that state it, cut from the text; the fact's spans are offsets in a text not kept."""

    fact: Move | Driver | Event
    quote: str


@dataclass(frozen=True, slots=True)
class Wrap:
    """One read story in one scope (`guild:ID`, `dm:ID`, `local` or FEEDS)."""

    id: str
    """Unique in the store; derived from scope, message and content, so the same story read twice has the same id."""
    scope: str
    origin: Origin
    fingerprint: str
    """Hash of the normalized content: equal for the same story however it was posted."""
    shingles: tuple[int, ...]
    """A small sketch of the words (MinHash), with which near-duplicates of one wire story are known."""
    facts: tuple[Quoted, ...]
    doubts: tuple[Doubt, ...] = ()

    @property
    def moves(self) -> tuple[tuple[Move, str], ...]:
        """The moves with their quotes."""
        return tuple((q.fact, q.quote) for q in self.facts if isinstance(q.fact, Move))


@dataclass(frozen=True, slots=True)
class Query:
    """Which stories to find: in any of `scopes`, with a move of any of `instruments` (of anything, when none is named)
    whose session is within [since, until]; newest received first, `limit` at most."""

    scopes: tuple[str, ...]
    instruments: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    limit: int = 200


@dataclass(frozen=True, slots=True)
class BriefPlan:
    """One scheduled brief: local time `HH:MM` in an IANA zone, on the trading days of `exchange` (a MIC)."""

    id: str
    scope: str
    channel_id: str
    at: str
    zone: str
    exchange: str


@dataclass(frozen=True, slots=True)
class GuildSettings:
    """What a server has set up: `modes` maps a channel id to auto, quiet, react or off; unnamed ones use `mode`, and
    where that is None the operator's default."""

    scope: str
    mode: str | None = None
    modes: tuple[tuple[str, str], ...] = ()
    briefs: tuple[BriefPlan, ...] = ()
    feeds: tuple[FeedPlan, ...] = ()
    language: str = "en"


@dataclass(frozen=True, slots=True)
class FeedPlan:
    """One feed of a server: what was learned at the last fetch goes with it, so that a restart repeats nothing."""

    id: str
    scope: str
    url: str
    channel_id: str | None
    title: str | None = None
    etag: str | None = None
    modified: str | None = None
    seen: tuple[str, ...] = ()
    """Ids of entries already handled, newest last, bounded."""
    failures: int = 0
    next_at: datetime | None = None
    """When it is looked at again; None for a feed that nobody has looked at yet."""
    active: bool = True
    cards: bool = False
    """Whether a new story is told in the channel; else it is only read, and the channel hears of trouble alone."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """A brief on its way: `key` is plan and date. Claimed before sending, marked sent with the message id after."""

    key: str
    scope: str
    claimed_at: datetime
    message_id: str | None = None


@dataclass(frozen=True, slots=True)
class Reply:
    """What the bot said to a message, so that an edit edits it and a deletion withdraws it."""

    scope: str
    channel_id: str
    message_id: str
    reply_id: str | None
    reacted: bool = False
    part_of: str | None = None
    """The first message of the story that this one continues, when several in a row make one."""
