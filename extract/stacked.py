"""Tables whose cells follow one another: a name, its level, what it moved by, the next name; each on a line of its own,
or many in one line of bars. Their headings can stand above in the same way, or be missing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from extract.columns import NAMED, Columns, Heading
from extract.lists import listed
from extract.numbers import NUMBER, Quantity, quantity
from extract.table_rows import Cell, Row

LONGEST = 40
"""Characters of a cell that is a name or its figures."""
UNIT = r"%|bps?\b|pts?\b|per ?cent\b|pct\b"
"""What can stand behind a figure in a cell."""
_FIGURE = re.compile(rf"([▲▼△▽↑↓]?)\s*({NUMBER})\s*({UNIT})?")
_BETWEEN = frozenset(" \t()[]/,|")
_LEAST, _LEVEL = 2, "level"
_BESIDE = 160
"""Characters before and behind rows in which it is said when they were taken."""
_TAKEN = listed("tables", "taken")
_HEADING = Heading([], kind=NAMED, sign=None)

Role = tuple[str, Cell, Quantity]


def stacked(text: str, cells: Sequence[Cell | None], columns: Columns) -> list[Row]:
    """The rows among cells in their order (None breaks them off): under headings, or where some stand one behind
    another and the text beside them says when they were taken: quotes around a page are of the hour at which it was
    fetched."""
    found = list(_headed(cells, columns))
    if found:
        return found
    run: list[Row] = []
    for row in (*_rows(cells), None):
        if row is not None:
            run.append(row)
            continue
        found += run if len(run) >= _LEAST and _is_taken(text, run) else []
        run = []
    return found


def _headed(cells: Sequence[Cell | None], columns: Columns) -> Iterator[Row]:
    """The rows behind "Last", "Change", "Change in %", each a cell: a name and a figure for each heading."""
    at = 0
    while at < len(cells):
        roles, end = _roles(cells, at, columns)
        if len(roles) >= _LEAST and _LEVEL in roles:
            heading = Heading([NAMED, *roles], kind=NAMED)
            while (row := _under(cells[end : end + 1 + len(roles)], heading)) is not None:
                yield row
                end += len(heading.roles)
        at = max(end, at + 1)


def _roles(cells: Sequence[Cell | None], at: int, columns: Columns) -> tuple[list[str], int]:
    """What the headings from this cell on say of the cells behind, and where they end; a name's own is left out."""
    roles: list[str] = []
    while at < len(cells) and (cell := cells[at]) is not None and (role := columns.clear_role(cell.words.casefold())):
        roles.append(role)
        at += 1
    return (roles[1:] if roles.count(_LEVEL) > 1 else roles), at


def _under(cells: Sequence[Cell | None], heading: Heading) -> Row | None:
    """The row of a name's cell and those of its figures; None where they are something else."""
    named, *told = cells or [None]
    if named is None or _figures(named) or len(told) < len(heading.roles) - 1:
        return None
    found: list[Role] = []
    for cell, role in zip(told, heading.roles[1:], strict=True):
        figures = _figures(cell) if cell is not None else []
        if len(figures) != 1:
            return None
        found.append((role, figures[0][1], figures[0][2]))
    return Row(named, tuple(found), heading)


def unit_of(written: str | None) -> str:
    """The unit of a cell's figure, "%" however it is written."""
    return "%" if written and written.startswith(("per", "pct")) else written or ""


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
    told = figures and any(role == _LEVEL for role, _, _ in figures)
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
        unit = unit_of(match[3]) or figure.unit
        role = ("day percent" if unit == "%" else "day change") if figure.sign else "level"
        place = Cell(cell.start + match.start(), cell.start + match.end(), match[0])
        found.append((role, place, figure._replace(unit=unit)))
    return found if _BETWEEN.issuperset(cell.words[at:]) else []
