"""What one clause says before days and phases are settled: who moved, which way, by how much."""

from __future__ import annotations

from decimal import Decimal

from msgspec import Struct, field

from extract.lexicon import words
from extract.model import Kind, Qualifier
from extract.tokens import Token

_LAST_WEEK, _LAST_MONTH = words("last_week"), words("last_month")
_MOMENTS = words("moments")


class Entity(Struct, gc=False):
    """Something that can move: an instrument, a company, a sector. `under` is the preposition that governs it (None for
    a subject), `object` says that a verb before it governs it; `at` is its token's place."""

    kind: Kind
    id: str
    name: str
    start: int
    end: int
    at: int
    region: str | None = None
    exchange: str | None = None
    weak: bool = False
    reference: bool = False
    """Whether words such as "the index" stand for it."""
    inverted: bool = False
    contract: bool = False
    """Whether the text calls it a contract ("the July gold contract")."""
    under: str | None = None
    object: bool = False
    aside: Figure | None = None
    """The figure in brackets behind the name ("Hanwha Ocean (6.9%)")."""

    def become_future(self) -> None:
        """Make the contract of an index: those called the Nasdaq's are on the Nasdaq 100."""
        self.kind = "future"
        self.id = "nasdaq100" if self.id == "nasdaq" else self.id


class Figure(Struct, gc=False):
    """A figure with what stands before it ("over") and the sign that words around it give."""

    value: Decimal
    sign: int | None
    qualifier: Qualifier | None
    start: int
    end: int
    money: str = ""
    """The sign or the code of the currency that it is told in, as far as the text says."""


class Frame(Struct, eq=False):
    """One predication. `sign` is +1, -1, 0 or None (not said); figures are unsigned as written, signs are applied when
    moves are made. `earlier` marks "after falling 2%": it is about a session before the sentence's own."""

    subjects: list[Entity]
    rule: str
    first: int
    """Place of the first token of the clause (the predicate's, or the subject's)."""
    sign: int | None = None
    percents: list[Figure] = field(default_factory=list)
    changes: list[Figure] = field(default_factory=list)
    levels: list[Figure] = field(default_factory=list)
    previous: Decimal | None = None
    before: Token | None = None
    """The day of the previous figure ("from 4.08% late Wednesday")."""
    base: Token | None = None
    """The day that its figure is counted from ("down 4% from Monday's close")."""
    low: Decimal | None = None
    high: Decimal | None = None
    record: str | None = None
    closing: bool = False
    opening: bool = False
    present: bool = False
    """Whether it "has closed": on no other day than its market's newest, whatever day is told of another."""
    modal: bool = False
    earlier: bool = False
    spoken: bool = False
    """Whether a verb or direction word says it, not figures alone."""
    times: list[Token] = field(default_factory=list)
    periods: list[str] = field(default_factory=list)
    phases: list[str] = field(default_factory=list)
    last: int = 0
    month: str = ""
    """The month that its period names ("in April", "last month")."""
    week_before: bool = False
    """Whether its week is "last week"."""
    ended_week: bool = False
    """Whether its verb closes the week ("ended the week at 9,199"), whatever day the page bears."""
    moment: bool = False
    """Whether it tells of a moment that was left again ("at its worst")."""
    aside: bool = False
    """Whether it is about another session than the sentence's own and lends its words of time to nobody."""

    @property
    def has_figures(self) -> bool:
        """Whether any figure was read."""
        return bool(self.percents or self.changes or self.levels)

    @property
    def compared(self) -> int | None:
        """The direction that the one level told and the one before tell, None where they tell none."""
        if self.previous is None or len(self.subjects) > 1 or len(self.levels) != 1:
            return None
        level = self.levels[0].value
        return None if level == self.previous else 1 if level > self.previous else -1

    @property
    def is_passing(self) -> bool:
        """Whether a figure is an extreme of the session ("as much as 2%"), no close."""
        for figure in (*self.percents, *self.changes):  # noqa: SIM110 - a generator would cost more
            if figure.qualifier == "up_to":
                return True
        return False

    def tell(self, figure: Figure, unit: str) -> None:
        """Take a figure as the percent or, with any other unit, as the change."""
        (self.percents if unit == "%" else self.changes).append(figure)

    def cue(self, token: Token) -> None:
        """Take a word about day, period or phase."""
        if token.kind == "T":
            self.times.append(token)
        elif token.kind == "P":
            self.periods.append(token.value)
            if token.value == "month":
                self.month = token.low.rpartition(" ")[2] if token.low not in _LAST_MONTH else token.low
            self.week_before = self.week_before or token.low in _LAST_WEEK
        elif token.kind == "F":
            self.phases.append(token.value)
            self.moment = self.moment or token.low in _MOMENTS
