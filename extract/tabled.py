"""A table's rows to frames, so that days and phases are settled as for sentences."""

from __future__ import annotations

import sys
from bisect import bisect_right

from extract.entities import EntityReader
from extract.frames import Entity, Figure, Frame
from extract.numbers import Quantity
from extract.tables import Cell, Row
from extract.tokens import Scanner


def frames_of(row: Row, scanner: Scanner, entities: EntityReader) -> list[Frame]:
    """A frame for each period that the row tells of its instrument; none where its name is no instrument."""
    entity = _entity(row.name, scanner, entities)
    if entity is None:
        return []
    frames: dict[str, Frame] = {}
    for role, cell, figure in row.figures:
        period, _, what = role.rpartition(" ")
        frame = frames.setdefault(period or "day", Frame([entity], "table row", 0, spoken=True))
        _put(frame, what, cell, figure)
    for period, frame in frames.items():
        if period != "day":
            frame.periods.append(period)
    return list(frames.values())


def _entity(name: Cell, scanner: Scanner, entities: EntityReader) -> Entity | None:
    tokens = scanner.scan(name.start, name.end)
    at = next((place for place, token in enumerate(tokens) if token.kind == "I"), None)
    return entities.at(tokens, at) if at is not None else None


def _put(frame: Frame, what: str, cell: Cell, figure: Quantity) -> None:
    sign = figure.sign or (1 if what in ("percent", "change") else None)
    told = Figure(figure.value, sign, None, cell.start, cell.end)
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


def inside(start: int, spans: list[tuple[int, int]]) -> bool:
    """Whether a place lies in one of the spans (sorted)."""
    at = bisect_right(spans, (start, sys.maxsize)) - 1
    return at >= 0 and spans[at][0] <= start < spans[at][1]
