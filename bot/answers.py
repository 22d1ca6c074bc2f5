"""What the desk returns: frozen facts, no wording. `bot.render` turns each of them into an embed or terminal text."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Literal

from extract.model import Driver, Event, Kind, Move
from storage.record import Form


class UserError(Exception):
    """The only error whose message a user sees; it says what to do instead."""


@dataclass(frozen=True, slots=True)
class Instrument:
    """What can be asked for. `mic` is None where no exchange's calendar applies; `zone` is an IANA name."""

    id: str
    kind: Kind
    name: str
    region: str
    mic: str | None
    zone: str


@dataclass(frozen=True, slots=True)
class Source:
    """The story behind a statement and the message that shared it; `operator` marks the operator's own feeds."""

    wrap_id: str
    form: Form
    outlet: str | None = None
    title: str | None = None
    url: str | None = None
    published_at: datetime | date | None = None
    received_at: datetime | None = None
    author_id: str | None = None
    message_link: str | None = None
    operator: bool = False


MisfitKind = Literal["points_percent", "neighbor", "scale", "direction", "range", "two_figures", "text"]


@dataclass(frozen=True, slots=True)
class Misfit:
    """Something in a statement that does not add up.

    `points_percent`: level and change imply `implied` percent where `stated` is printed. `neighbor`: with the figures
    of the `neighbor` session (None: with the earlier close that the story itself gives) the close before would be
    `implied`, but `stated` is what that session is known to have closed at. `scale`: `stated` is of another size than
    the `implied` of the `neighbor` session. `direction`: a sign contradicts the words.
    `range`: the level (`stated`) lies outside the day's range. `two_figures`: one story prints `stated` and `implied`
    for the same thing. `text`: the reader's own remark, in `note`."""

    kind: MisfitKind
    stated: Decimal | None = None
    implied: Decimal | None = None
    neighbor: date | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """What one story says of one instrument in one session, with the words that say so. All figures of `move` are of
    this one story."""

    move: Move
    quote: str
    source: Source
    misfits: tuple[Misfit, ...] = ()


Relation = Literal["agrees", "copy", "conflicts", "beside"]


@dataclass(frozen=True, slots=True)
class Other:
    """Another story on the same close: it `agrees` with the one shown, is a `copy` of it (the same wire story, or
    another text of the same source: it counts once), `conflicts` with it, or stands `beside` it with figures that
    cannot be compared."""

    relation: Relation
    statement: Statement


Verdict = Literal["agreed", "single", "conflict"]


@dataclass(frozen=True, slots=True)
class Agreement:
    """How many independent outlets say the same: `agreed` from two on, `single` for one, `conflict` when any story
    says otherwise. `outlets` counts those that agree with what is shown, copies of one wire story once. `decided` is
    False when nothing speaks for what is shown against what others say: then none of it is a close to rely on."""

    verdict: Verdict
    outlets: int
    others: tuple[Other, ...] = ()
    decided: bool = True

    @property
    def conflicts(self) -> tuple[Statement, ...]:
        """What the stories that say otherwise say."""
        return tuple(o.statement for o in self.others if o.relation == "conflicts")


@dataclass(frozen=True, slots=True)
class Reason:
    """A stated reason for a market's move: the words, and whose they are."""

    driver: Driver
    quote: str
    source: Source


@dataclass(frozen=True, slots=True)
class Coming:
    """A scheduled event that a story announced."""

    event: Event
    quote: str
    source: Source


@dataclass(frozen=True, slots=True)
class Clock:
    """Where the instrument's exchange stands at the time of asking, by its own calendar.

    `today` is the exchange's local date. `state`: `trading`, `before` (opens later today), `after` (today's session is
    over), `closed` (no session today; `holiday` names the holiday, None on a weekend), `unknown` (no exchange).
    `last_over` is the newest session that is over, `next` the next one to come."""

    today: date
    state: Literal["trading", "before", "after", "closed", "unknown"]
    holiday: str | None = None
    last_over: date | None = None
    next: date | None = None


@dataclass(frozen=True, slots=True)
class Trading:
    """A value from a session whose close nobody has stated yet: `at` is the exchange's local time of the story."""

    statement: Statement
    at: datetime


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
