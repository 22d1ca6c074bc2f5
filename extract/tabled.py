"""A table's rows to frames, so that days and phases are settled as for sentences."""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from collections.abc import Iterator
from datetime import UTC, datetime

from msgspec.structs import replace

from extract.column_days import day_of
from extract.columns import INDICES, NAMED
from extract.entities import EntityReader
from extract.exchanges import state
from extract.frames import Entity, Figure, Frame
from extract.lexicon import words
from extract.model import Kind
from extract.numbers import Quantity
from extract.sentences import Sentence
from extract.statement import names_day
from extract.table_rows import Cell, Row
from extract.tokens import Scanner, Token

_CALLED: dict[str, Kind] = {"stock": "stock", "sector": "sector", "crypto": "crypto"}
"""Rows that are what their heading says, whatever they are called."""
_PLACES = "market"
_NAMES = frozenset("IKRZhY()")
"""Kinds of the words that a row without a heading can be called by."""
_SETTLING = ("bond", "commodity")
_OF_PAPER = frozenset("KRZh")
_SUMS = words("rows_of_sums")
_CODE = re.compile(r"-([A-Z]{2,5})(?:=[FX])?$")
_AMERICAN = (None, "us", "philippines")
"""Homes of stories that write the month before the day."""
_SEVERAL = words("places_of_several_indices")


def frames_of(row: Row, scanner: Scanner, entities: EntityReader, told: datetime | None = None) -> list[Frame]:
    """A frame for each period that the row tells of its instrument; none where its name is no instrument. `told` is
    when the story was."""
    level = row.heading.level
    headed = scanner.scan(*level) if level is not None else []
    days = _days_numbered(headed, scanner.text[slice(*level)], entities.home) if level is not None else []
    entity = _entity(row, headed, scanner, entities)
    if entity is None:
        return []
    frames: dict[str, Frame] = {}
    for role, cell, figure in row.figures:
        period, _, what = role.rpartition(" ")
        if what == "level" and (figure.unit == "%") != (entity.kind == "bond"):
            continue  # a yield is told in percent, and no other level is
        frame = frames.setdefault(period or "day", Frame([entity], "table row", 0, spoken=True))
        _put(frame, what, cell, figure)
    for period, frame in frames.items():
        frame.closing = row.heading.closing and entity.kind in _SETTLING
        _sign(frame, row.heading.sign)
        frame.times = [token for token in headed if names_day(token)] + days
        frame.phases = [token.value for token in headed if token.value == "clock"]
        if _while_open(row, entity, told):
            frame.phases.append("clock")
        if period != "day":
            frame.periods.append(period)
    return list(frames.values())


def _days_numbered(headed: list[Token], heading: str, home: str | None) -> list[Token]:
    """The day of "As of 3/6", in numbers, where the words that head the level name no other."""
    if "/" not in heading or not headed or any(map(names_day, headed)):
        return []
    found = day_of(heading.casefold(), home in _AMERICAN)
    if found is None:
        return []
    return [Token("T", headed[-1].start, headed[-1].end, "", ("day", found[0].month, found[0].day, None))]


def _while_open(row: Row, entity: Entity, told: datetime | None) -> bool:
    """Whether the hour that heads a table lies in the session that its market has ended since."""
    if row.heading.hour is None or told is None or entity.exchange is None:
        return False
    hour, minute = row.heading.hour
    then = told.astimezone(UTC).replace(hour=hour, minute=minute)
    return then <= told and state(entity.exchange, then) == "open"


def _entity(row: Row, headed: list[Token], scanner: Scanner, entities: EntityReader) -> Entity | None:
    name, kind = row.name, row.heading.kind
    coded = _CODE.search(name.words)
    tokens = scanner.scan(name.start, name.start + coded.start() if coded else name.end)
    if coded and not any(token.kind == "I" for token in tokens):  # "US Dollar-DXY", but "Gold-GC=F"
        tokens = scanner.scan(name.start + coded.start(1), name.start + coded.end(1))
    if tokens and tokens[0].low in _SUMS:
        return None
    if kind in _CALLED:
        return _called(name, _CALLED[kind], tokens, entities)
    if kind == NAMED and not _NAMES.issuperset(t.kind for t in tokens):
        return None
    if len(tokens) == 1 and tokens[0].kind == "Y" and " " in tokens[0].low:
        return entities.at(tokens, 0)  # "Brazil real"
    named = next((place for place, token in enumerate(tokens) if token.kind in "IK"), None)
    if named is not None:
        return entities.at(tokens, named) or _paper(tokens, tokens[named], entities)
    if tenor := next((token for token in headed if token.kind == "K"), None):
        return _paper(tokens, tenor, entities, row.name)
    points = kind == _PLACES and any(role == "level" and figure.decimals for role, _, figure in row.figures)
    return _market(name, tokens[0], entities) if tokens and (points or kind == INDICES) else None


def _called(name: Cell, kind: Kind, tokens: list[Token], entities: EntityReader) -> Entity:
    """What a cell names, where the heading says that it is a company, a sector or a coin: an index or a coin that we
    know, else that very name without the code in brackets behind it."""
    written = name.words.partition("(")[0].rstrip() or name.words
    end = name.start + len(written)
    if tokens and tokens[0].kind == "I" and tokens[0].end >= end:
        known = entities.at(tokens, 0)
        if known is not None and known.kind in (kind, "index"):
            return known
    return Entity(kind, written, written, name.start, end, 0)


def _paper(tokens: list[Token], tenor: Token, entities: EntityReader, place: Cell | None = None) -> Entity | None:
    """ "10-Year", with nothing else but a place: the home market's government paper. A `place` alone ("Germany") has
    that of the tenor which heads its column."""
    if tenor.kind != "K" or not _OF_PAPER.issuperset(t.kind for t in tokens):
        return None
    region = next((t.value for t in tokens if t.kind == "R"), None if place else entities.home)
    bond = entities.lexicon.bonds.get((region or "", tenor.value))
    return entities.of(entities.lexicon.instruments[bond], tokens[0] if place else tenor, 0) if bond else None


def _market(name: Cell, token: Token, entities: EntityReader) -> Entity | None:
    """ "Bangkok", "Taiwan" among markets told in points: the place's index, where that is only one."""
    lexicon = entities.lexicon
    if token.kind != "R" or token.end < name.end or token.low in _SEVERAL:
        return None
    index = lexicon.cities.get(token.low) or lexicon.home.get(token.value)
    return entities.of(lexicon.instruments[index], token, 0, weak=True) if index else None


def _put(frame: Frame, what: str, cell: Cell, figure: Quantity) -> None:
    told = Figure(figure.value, figure.sign or None, None, cell.start, cell.end, figure.currency)
    if what == "percent":
        frame.percents.append(told)
    elif what == "change":
        frame.changes.append(told)
    elif what == "level" and not frame.levels:
        frame.levels.append(told)
    elif what == "high":
        frame.high = figure.value
    elif what == "low":
        frame.low = figure.value
    elif what == "previous":
        frame.previous = figure.value


def _sign(frame: Frame, led: int | None) -> None:
    """Give figures without a sign that of the row's others ("158.20 | -1.78%"), or of the list that it stands in."""
    told = (*frame.percents, *frame.changes)
    sign = next((figure.sign for figure in told if figure.sign), led)
    if sign is None:
        frame.percents, frame.changes = [], []
    sign = sign or 1
    for figure in told:
        figure.sign = figure.sign or sign


def outside(found: list[Sentence], spans: list[tuple[int, int]]) -> Iterator[Sentence]:
    """The sentences that begin in none of the spans (sorted), each up to the span that begins within it."""
    for sentence in found:
        at = bisect_right(spans, (sentence.start, sys.maxsize))
        if at and spans[at - 1][1] > sentence.start:
            continue
        cut = spans[at][0] if at < len(spans) else sentence.end
        yield replace(sentence, end=cut) if cut < sentence.end else sentence
