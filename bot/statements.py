"""What stories say, weighed and named, as answers hold it: frozen facts, no wording."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Literal

from extract.model import Driver, Event, Kind, Move
from storage.record import Form


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
