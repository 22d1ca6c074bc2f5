"""A table's rows to frames, so that days and phases are settled as for sentences."""

from __future__ import annotations

import sys
from bisect import bisect_right
from typing import TYPE_CHECKING

from extract.frames import Entity, Figure, Frame
from extract.numbers import Quantity
from extract.tables import Cell, Row

if TYPE_CHECKING:
    from extract.engine import Engine


def frames_of(row: Row, engine: Engine) -> list[Frame]:
    """A frame for each period that the row tells of its instrument; none where its name is no instrument."""
    entity = _entity(row.name, engine)
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


def _entity(name: Cell, engine: Engine) -> Entity | None:
    tokens = engine.scanner.scan(name.start, name.end)
    for at, token in enumerate(tokens):
        if token.kind == "I":
            found = engine.entities.at(tokens, at, False)
            return found[0] if found else None
    return None


def _put(frame: Frame, what: str, cell: Cell, figure: Quantity) -> None:
    told = Figure(
        figure.value, figure.sign or (1 if what in ("percent", "change") else None), None, cell.start, cell.end
    )
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
