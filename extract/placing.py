"""Where what a story tells of is: each sentence's region, and where the shares that it names without a place trade."""

from __future__ import annotations

from extract.entities import EntityReader
from extract.lexicon import Lexicon
from extract.references import References
from extract.regions import is_part, is_wide, region_of
from extract.statement import Statement, names_day


class Places:
    """Reads statements in their order: the first region told of is the story's home."""

    def __init__(self, lexicon: Lexicon, entities: EntityReader, references: References) -> None:
        self._lexicon, self._entities, self._references = lexicon, entities, references
        self._place: tuple[int, str | None] = (-1, None)
        """The newest line that names a region, and that."""
        self._abroad: str | None = None
        """The region outside a wide home (Asia's) whose own day was told of last: what follows goes on with it."""
        self._line = -1

    def settle(self, item: Statement) -> None:
        """Set the region that a statement is about, else that of the one before. Shares told of without a place are
        those of their paragraph's region, else of home."""
        entities = self._entities
        found = region_of(item.tokens, item.kinds, self._lexicon, entities.home)
        line = item.sentence.line
        if line != self._line:
            self._line, entities.paper = line, None
        if found is not None:
            self._references.region, self._place = found, (line, found)
            if entities.home is None:
                entities.settle(found)
            self._abroad = self._abroad if found == self._abroad else None
        item.region = self._references.region
        item.shares_region = self._place[1] if self._place[0] == line else self._abroad or self._home_of(item)

    def go_to_bourse(self, item: Statement) -> None:
        """ "Manila closed 0.6% higher": a city that stands for its index is where what comes next is told of."""
        told = item.frames[0].subjects[0] if item.frames else None
        if told is not None and told.kind == "index" and item.tokens[told.at].kind == "R" and told.region is not None:
            self._references.region = item.region = told.region
            self._place = (item.sentence.line, told.region)

    def keep_abroad(self, item: Statement) -> None:
        """Note the region outside a wide home of which a day is told."""
        home = self._entities.home
        if is_wide(home) and any(names_day(t) for t in item.times):
            self._abroad = None if is_part(item.region, home) else item.region

    def _home_of(self, item: Statement) -> str | None:
        """Where shares of a statement without a place are dealt in: at home, or in the part of a wide one told of."""
        home = self._entities.home
        apart = home not in self._lexicon.exchanges or (is_wide(home) and is_part(item.region, home))
        return item.region or home if apart else home
