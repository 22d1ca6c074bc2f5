"""How far the reading of a sentence has come: what its rules look at and change."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct, field

from extract.entities import EntityReader
from extract.frames import Entity, Frame
from extract.tokens import Token


class Walk(Struct, eq=False):
    """The state of one sentence's reading. `frames` are made so far, the last one open is `frame`."""

    tokens: list[Token]
    lows: frozenset[str]
    """The tokens' words: what none of them is need not be looked for."""
    entities: EntityReader
    refer: Callable[[list[Token], int], list[Entity]]
    """What a reference ("both indexes") at a place of the tokens points back to."""
    year: int
    supposed: bool = False
    """Whether the whole sentence is a question or a condition: nothing in it has happened."""
    ranked: int | None = None
    """Which way all went that stand in a list with this line ("TOP GAINERS")."""
    frames: list[Frame] = field(default_factory=list)
    frame: Frame | None = None
    pending: list[list[Entity]] = field(default_factory=list)
    """Groups of names that no predicate has taken yet."""
    subject: list[Entity] | None = None
    """Whom the last predicate was about."""
    again: list[Entity] | None = None
    """The name of which the same was told last ("as did the Nasdaq"): "which" can go on with it."""
    outer: list[Entity] | None = None
    """The subject of the sentence around a relative clause ("The Dow beat the S&P 500, which fell, and ended up")."""
    lead: list[Token] = field(default_factory=list)
    """Words of time before the first predicate: they hold for every frame."""
    last_predicate: int = -1
    passed: int = -1
    """The place of the newest predicate of an index that is not known."""
    futures: bool = False
    """Whether names are those of contracts ("futures tied to the Dow")."""
    spent: set[int] = field(default_factory=set)
    """Places of words of time that a frame has taken already."""

    def open(self, subjects: list[Entity], at: int, rule: str) -> Frame:
        """A new frame of these subjects, from here on the open one."""
        before = self.frame
        first = at
        for entity in subjects:
            if entity.at < first and (before is None or entity.at > before.last):
                first = entity.at
        self.frame = Frame(subjects, rule, first, last=at)
        self.frames.append(self.frame)
        self.lend_lead(self.frame)
        return self.frame

    def lend_lead(self, frame: Frame) -> None:
        """Give a frame the words of time that stand before all predicates."""
        for token in self.lead:
            frame.cue(token)

    def low(self, at: int) -> str:
        """The word at a place, empty behind the sentence's end."""
        return self.tokens[at].low if at < len(self.tokens) else ""
