"""What goes into a reading and what comes out of it: a document, and the facts it states with their evidence."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Literal, NamedTuple

Kind = Literal["index", "stock", "sector", "commodity", "currency", "bond", "crypto", "future"]
Phase = Literal["close", "open", "intraday"]
Period = Literal["day", "week", "month", "quarter", "half", "year", "ytd", "other"]
Direction = Literal["up", "down", "flat"]
Qualifier = Literal["over", "under", "about", "up_to"]
Effect = Literal["up", "down", "mixed"]
Record = Literal["high", "low"]


class Span(NamedTuple):
    """Characters [start, end) of the document's text."""

    start: int
    end: int


class Mention(NamedTuple):
    """An instrument's name found at characters [start, end) of the text: its id, its kind and its region."""

    start: int
    end: int
    instrument: str
    kind: str
    region: str


@dataclass(frozen=True, slots=True)
class Document:
    """A text to read. `published_at` is the article's own time (a bare date where it gave no more), if it gave one;
    `received_at` is when the text reached us. Both datetimes are aware."""

    text: str
    received_at: datetime
    title: str | None = None
    url: str | None = None
    published_at: datetime | date | None = None
    id: str = ""


@dataclass(frozen=True, slots=True)
class Move:
    """What one instrument did in one session, as the text tells it; nothing is computed from other fields.

    `level` is in the instrument's unit (points, price, rate, or percent for a bond's yield), `change` is signed and in
    the same unit (basis points for a bond), `percent` is signed. `session` is a date of the exchange's own calendar,
    None where the text does not settle it. `name` is how the text writes the instrument, `rule` what read it.
    """

    kind: Kind
    instrument: str
    session: date | None
    phase: Phase
    period: Period = "day"
    direction: Direction | None = None
    level: Decimal | None = None
    change: Decimal | None = None
    percent: Decimal | None = None
    percent_qualifier: Qualifier | None = None
    previous: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    record: Record | None = None
    evidence: tuple[Span, ...] = ()
    name: str = ""
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Driver:
    """A stated reason: `markets` are instrument ids, instrument names or regions it is said to have moved."""

    category: str
    effect: Effect
    markets: tuple[str, ...]
    evidence: tuple[Span, ...]
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """Something scheduled that lies ahead; `expected` and `previous` are figures with their unit, as written."""

    name: str
    region: str | None
    date: date | None
    expected: str | None
    previous: str | None
    evidence: tuple[Span, ...]
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Unread:
    """Words that name an instrument and gave no fact, and why they were left."""

    span: Span
    why: str


@dataclass(frozen=True, slots=True)
class Doubt:
    """A statement that does not add up (points that do not fit the percent, a level outside its range)."""

    span: Span
    what: str


@dataclass(frozen=True, slots=True)
class Reading:
    """All that one document states."""

    moves: tuple[Move, ...] = ()
    drivers: tuple[Driver, ...] = ()
    events: tuple[Event, ...] = ()
    unread: tuple[Unread, ...] = field(default=())
    doubts: tuple[Doubt, ...] = field(default=())
