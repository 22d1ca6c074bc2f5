"""Tables without a heading whose cells follow one another: a name, its level, what it moved by, the next name; each on
a line of its own, or many in one line of bars."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from extract.columns import NAMED, Heading
from extract.lists import listed
from extract.numbers import NUMBER, Quantity, quantity
from extract.table_rows import Cell, Row

LONGEST = 40
"""Characters of a cell that is a name or its figures."""
_FIGURE = re.compile(rf"([▲▼△▽↑↓]?)\s*({NUMBER})\s*(%|bps?\b|pts?\b)?")
_BETWEEN = frozenset(" \t()[]/,|")
_LEAST = 2
_BESIDE = 160
"""Characters before and behind rows in which it is said when they were taken."""
_TAKEN = listed("tables", "taken")
_HEADING = Heading([], kind=NAMED, sign=None)

Role = tuple[str, Cell, Quantity]


def stacked(text: str, cells: Iterable[Cell | None]) -> list[Row]:
    """The rows among cells in their order (None breaks them off), where some stand one behind another and the text
    beside them says when they were taken: quotes around a page are of the hour at which it was fetched."""
    found: list[Row] = []
    run: list[Row] = []
    for row in (*_rows(cells), None):
        if row is not None:
            run.append(row)
            continue
        found += run if len(run) >= _LEAST and _is_taken(text, run) else []
        run = []
    return found


def _is_taken(text: str, run: list[Row]) -> bool:
    """Whether the words beside rows tell of which moment they are ("Data as of market close")."""
    start, end = run[0].name.start, run[-1].figures[-1][1].end
    beside = text[max(0, start - _BESIDE) : start].casefold() + "\n" + text[end : end + _BESIDE].casefold()
    return any(words in beside for words in _TAKEN)


def _rows(cells: Iterable[Cell | None]) -> Iterator[Row | None]:
    """A row for each name with figures behind it, None for what is neither."""
    name: Cell | None = None
    figures: list[Role] | None = []
    headless = False  # figures stand before the names: whose each is nobody knows
    for cell in cells:
        told = _figures(cell) if cell is not None else []
        headless = (headless or (bool(told) and name is None)) and cell is not None
        if told:
            figures = _with(figures, told)
            continue
        if name is not None and not headless:
            yield _row(name, figures)
        if cell is None:
            yield None
        name, figures = cell, []
    if name is not None and not headless:
        yield _row(name, figures)


def _row(name: Cell, figures: list[Role] | None) -> Row | None:
    told = figures and any(role == "level" for role, _, _ in figures)
    return Row(name, tuple(figures), _HEADING) if told and figures else None


def _with(figures: list[Role] | None, told: list[Role]) -> list[Role] | None:
    """The figures of a name with those of its next cell; None where two of them are levels, so that nobody knows."""
    if figures is None:
        return None
    for role, cell, figure in told:
        known = {name for name, _, _ in figures}
        if role == "level" and role in known:
            if figure.unit != "%":
                return None
            role = "day percent"
        if role not in known:
            figures.append((role, cell, figure))
    return figures


def _figures(cell: Cell) -> list[Role]:
    """The figures that a cell holds; none where it holds anything else."""
    found: list[Role] = []
    at = 0
    if cell.words[0].isalpha():
        return found
    for match in _FIGURE.finditer(cell.words):
        figure = quantity(match[2])
        if figure is None or not _BETWEEN.issuperset(cell.words[at : match.start()]):
            return []
        at = match.end()
        if match[1]:
            figure = figure._replace(sign=1 if match[1] in "▲△↑" else -1)
        unit = match[3] or figure.unit
        role = ("day percent" if unit == "%" else "day change") if figure.sign else "level"
        place = Cell(cell.start + match.start(), cell.start + match.end(), match[0])
        found.append((role, place, figure._replace(unit=unit)))
    return found if _BETWEEN.issuperset(cell.words[at:]) else []
