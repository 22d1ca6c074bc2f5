"""What the desk returns: frozen facts, no wording. `bot.render` turns each of them into an embed or terminal text."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from bot.statements import Agreement, Clock, Coming, Instrument, Reason, Source, Statement, Trading


class UserError(Exception):
    """The only error whose message a user sees; it says what to do instead."""


@dataclass(frozen=True, slots=True)
class CloseAnswer:
    """The close of one instrument in one session, told by one story (`told`) and weighed against the others.

    `asked` is the date asked for, None for the newest. `stale` is True when a newer session is over by the exchange's
    clock and nobody shared its close. `trading` is what is known of a session after this one, never a close."""

    instrument: Instrument
    session: date
    told: Statement
    agreement: Agreement
    reasons: tuple[Reason, ...]
    clock: Clock
    now: datetime
    asked: date | None = None
    stale: bool = False
    trading: Trading | None = None


Missing = Literal["nothing", "future", "not_over", "no_session"]


@dataclass(frozen=True, slots=True)
class NothingKnown:
    """No close is known for what was asked, and why.

    `nothing`: nobody shared it. `future`: the day is still to come. `not_over`: that session has not closed yet.
    `no_session`: the exchange does not trade that day (`holiday` names it, None on a weekend). `sessions` are the days
    whose close is known, newest first; `trading` is what was heard while that session traded."""

    instrument: Instrument
    why: Missing
    clock: Clock
    now: datetime
    asked: date | None = None
    holiday: str | None = None
    sessions: tuple[date, ...] = ()
    trading: Trading | None = None


@dataclass(frozen=True, slots=True)
class NoSuchIndex:
    """The name is not one we know; `suggestions` are the nearest, best first (empty when nothing is near)."""

    asked: str
    suggestions: tuple[Instrument, ...] = ()


@dataclass(frozen=True, slots=True)
class NoSuchRegion:
    """The region is not one we know; `regions` are those that can be asked for."""

    asked: str
    regions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WhyAnswer:
    """The stated reasons for one instrument's move in one session, nearest to the instrument first; may be empty."""

    close: CloseAnswer
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class SourcesAnswer:
    """Every story that states this close, the one shown first."""

    close: CloseAnswer
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class RegionAnswer:
    """The newest closes of one region's indices in the field's usual order, and the reasons told for it.

    `missing` are indices whose newest close nobody shared (main ones only). `asked` is the day asked for, None for the
    newest."""

    region: str
    closes: tuple[CloseAnswer, ...]
    reasons: tuple[Reason, ...]
    missing: tuple[Instrument, ...]
    now: datetime
    asked: date | None = None


@dataclass(frozen=True, slots=True)
class BriefAnswer:
    """The morning brief: a section a region, in the order the sun sets on them, and what is scheduled for today.

    `exchange` is the MIC whose reader it is for (its local date is `today`), None when it is for nobody in particular.
    `holiday` is set when that exchange is closed on `today`."""

    today: date
    sections: tuple[RegionAnswer, ...]
    events: tuple[Coming, ...]
    now: datetime
    exchange: str | None = None
    holiday: str | None = None
    local: Instrument | None = None
    """An index of that exchange, which knows its city."""

    @property
    def empty(self) -> bool:
        """True when nothing at all is known: a scheduled brief need not be sent."""
        return not self.events and not any(section.closes for section in self.sections)


@dataclass(frozen=True, slots=True)
class Help:
    """What can be asked. `unclear` is the question that was not understood, None when help was asked for."""

    unclear: str | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a card: an instrument of ours (None for a stock or sector) and what the story says of it."""

    instrument: Instrument | None
    statement: Statement


@dataclass(frozen=True, slots=True)
class Card:
    """What was read in a story, in brief: the headline moves, and how much there is in all."""

    source: Source
    lines: tuple[Line, ...]
    moves: int
    drivers: int
    events: int


@dataclass(frozen=True, slots=True)
class Ingested:
    """What became of a post: `new` (read and kept), `again` (this scope has it already; the card is of the one that was
    there first), or `nothing` (no fact worth keeping; card is None)."""

    outcome: Literal["new", "again", "nothing"]
    card: Card | None = None
    wrap_id: str | None = None


Answer = (
    CloseAnswer
    | NothingKnown
    | NoSuchIndex
    | NoSuchRegion
    | WhyAnswer
    | SourcesAnswer
    | RegionAnswer
    | BriefAnswer
    | Help
)
"""Whatever a question can be answered with."""
