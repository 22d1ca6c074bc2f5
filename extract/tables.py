"""Tables: lines of cells under a heading row that says what each column holds."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from extract.numbers import NUMBER, Quantity, quantity

_FIGURE = re.compile(rf"\s*[▲▼△▽↑↓]?\s*({NUMBER})\s*(%|bps?|pts?)?\s*$")
_RULE = re.compile(r"[\s|:\-–—=+]+$")
_YEAR = re.compile(r"(?:19|20)\d\d\b")
_EMPHASIS = "*_` "
_MARKS = (("|", 1), ("\t", 1), (";", 2))
"""What parts cells, and how often it stands in a row at the least."""
_DAY_MOVE = "day move"
_EMPTY = frozenset(("", "-", "–", "—", "n/a", "na", "n.a.", "closed", "holiday", "..."))


class Cell(NamedTuple):
    """A cell's words and where they stand in the text."""

    start: int
    end: int
    words: str


class Row(NamedTuple):
    """A row told by its heading: the name's cell and, by what the column holds, the figures (`day percent`, `week
    percent`, `level`, `change`, `low`, `high`)."""

    name: Cell
    figures: tuple[tuple[str, Cell, Quantity], ...]


def rows(text: str, columns: Mapping[str, Sequence[str]]) -> tuple[list[Row], list[tuple[int, int]]]:
    """The rows of every table of the text, and the [start, end) of the lines they stand in. A table is two or more
    lines of three or more cells, the first of which is a heading; other lines are left to be read as sentences."""
    found: list[Row] = []
    taken: list[tuple[int, int]] = []
    heading: list[str] | None = None
    start = 0
    for line in text.splitlines(keepends=True):
        end = start + len(line)
        cells = _cells(text, start, end)
        if len(cells) < 2 or (len(cells) == 2 and heading is None and "|" not in line):
            heading = None if line.strip() else heading
        elif _RULE.match(line):
            taken.append((start, end))
        elif heading is not None and all(_is_empty(c) for c in cells[1:]):
            taken.append((start, end))  # "| Nikkei 225 | – | – |": closed that day
        elif heading is None or not any(_figure(c) for c in cells[1:]):
            heading = _headings(cells, columns)
        else:
            row = _row(cells, heading)
            taken.append((start, end))
            if row is not None:
                found.append(row)
        start = end
    return found, taken


def _cells(text: str, start: int, end: int) -> list[Cell]:
    line = text[start:end]
    mark = next((sign for sign, least in _MARKS if line.count(sign) >= least), None)
    if mark is None:
        return []
    cells, at = [], start
    for part in line.split(mark):
        words = part.strip().strip(_EMPHASIS)
        begin = at + (part.index(words) if words else 0)
        cells.append(Cell(begin, begin + len(words), words))
        at += len(part) + 1
    # the bars around a row make no cells; an empty cell within it keeps its column
    if cells and not cells[0].words and line.lstrip().startswith(mark):
        cells = cells[1:]
    if cells and not cells[-1].words and line.rstrip().endswith(mark):
        cells = cells[:-1]
    return cells


def _is_empty(cell: Cell) -> bool:
    return cell.words.casefold() in _EMPTY


def _figure(cell: Cell) -> tuple[Quantity, str] | None:
    match = _FIGURE.match(cell.words)
    figure = quantity(match[1]) if match else None
    if match is None or figure is None:
        return None
    down = any(mark in cell.words for mark in "▼▽↓")
    if down or any(mark in cell.words for mark in "▲△↑"):
        figure = figure._replace(sign=-1 if down else 1)
    return figure, match[2] or ""


def _headings(cells: list[Cell], columns: Mapping[str, Sequence[str]]) -> list[str] | None:
    """What each column holds; None where the line is no heading."""
    if any(_figure(c) and not _YEAR.match(c.words) for c in cells):
        return None
    roles = [_role(c.words.lower(), columns) for c in cells]
    if roles.count(_DAY_MOVE) > 1:  # a column for each day of the week
        roles = ["skip" if role == _DAY_MOVE else role for role in roles]
    told = any(r not in ("", "skip") for r in roles[1:])
    # three cells without a figure head a table even where no column is one of ours: its rows are no sentences
    return roles if told or len(cells) > 2 else None


def _role(words: str, columns: Mapping[str, Sequence[str]]) -> str:
    def has(name: str) -> bool:
        return any(w in words for w in columns[name])

    if _YEAR.match(words) or has("skip"):
        return "skip"
    period = next((p for p in ("ytd", "week", "month", "year") if has(p)), "day")
    if has("percent"):
        return f"{period} percent"
    if has("change"):
        return f"{period} change"
    if period != "day":
        return f"{period} move"
    return next((name for name in ("high", "low", "level") if has(name)), _DAY_MOVE if has("moved") else "")


def _row(cells: list[Cell], heading: list[str]) -> Row | None:
    if len(cells) < 2 or not cells[0].words or _figure(cells[0]):
        return None
    figures = []
    for cell, role in zip(cells[1:], heading[1:], strict=False):
        told = _figure(cell)
        if told is None or role in ("", "skip"):
            continue
        figure, unit = told
        if role.endswith("move"):  # "1D", "Friday", "Week": what it is the cells say
            if unit != "%" and not figure.sign:
                continue
            role = role.removesuffix("move") + ("percent" if unit == "%" else "change")
        if unit == "%" and role.endswith("change"):
            role = role.removesuffix("change") + "percent"
        if role == "level" and (unit == "%" or figure.sign):
            continue
        figures.append((role, cell, figure))
    if all(role.endswith("change") and not figure.sign for role, _, figure in figures):
        return None  # "points" of a league are no points of an index
    return Row(cells[0], tuple(figures))
