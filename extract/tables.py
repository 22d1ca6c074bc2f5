"""Tables: lines of cells under a heading row that says what each column holds."""

from __future__ import annotations

import re
from collections.abc import Iterable

from extract.captions import caption as caption_at
from extract.columns import REST, Columns, Heading
from extract.numbers import NUMBER, Quantity, quantity
from extract.stacked import LONGEST, UNIT, stacked, unit_of
from extract.table_rows import Cell, Row

_FIGURE = re.compile(rf"\s*[▲▼△▽↑↓]?\s*({NUMBER})\s*({UNIT})?\s*$")
_BRACKETED = re.compile(r"\(\s*(\d[\d.,]{0,12}\s*%?)\s*\)")
_PART = re.compile(r"\S+")
_RULE = re.compile(r"[\s|:\-–—=+]+$")
_HOUR = re.compile(r"\bat (?!20[0-4]\d\W*$)([01]\d|2[0-3]):?([0-5]\d)(?: GMT)?\W*$")
_YEAR = re.compile(r"(?:19|20)\d\d\b")
_EMPHASIS = "*_` "
_MARKS = (("|", 1), ("\t", 1), (";", 2))
"""What parts cells, and how often it stands in a row at the least."""
_BEFORE = "previous"
_LONG = 120
"""Characters of a line that is a sentence rather than a heading."""
_BARE = "|" + _EMPHASIS + "\t\r\n"
_BARS = "| \t"
_BREAK = (None,)
_PAIRS = 4
"""Cells in a line of bars without a heading that can be names and figures by turns."""
_EMPTY = frozenset(("", "-", "–", "—", "n/a", "na", "n.a.", "closed", "holiday", "..."))


def rows(text: str, columns: Columns) -> tuple[list[Row], list[tuple[int, int]]]:
    """The rows of every table of the text, and the [start, end) of the lines they stand in. A table is two or more
    lines of three or more cells, the first of which is a heading; other lines are left to be read as sentences."""
    found: list[Row] = []
    taken: list[tuple[int, int]] = []
    loose: list[Cell | None] = []
    heading: Heading | None = None
    start, caption, spaced = 0, "", False
    for line in text.splitlines(keepends=True):
        end = start + len(line)
        if (captioned := _captioned(text, start, end, columns)) is not None:
            heading, spaced, start = captioned, False, end
            continue
        cells = _cells(text, start, end)
        if spaced and heading is not None and not cells:
            cells = _spaced_cells(text, start, end, len(heading.roles))
        if heading is None and end - start > 1:
            loose += _loose(text, start, end, cells)
        if len(cells) < 2 or (len(cells) == 2 and heading is None and "|" not in line):
            if told := line.strip():
                words = columns.spaced(told) if len(told) < _LONG else []
                heading, spaced = columns.heading(words, caption) if words else None, bool(words)
                heading = heading and _leveled(heading, _places(text, start, words)[1:])
                caption = told
        elif _RULE.match(line):
            taken.append((start, end))
        elif heading is not None and all(_is_empty(c) for c in cells[1:]):
            taken.append((start, end))  # "| Nikkei 225 | – | – |": closed that day
            heading = columns.under(heading, cells[0].words.casefold())
        elif heading is None or not any(_figure(c) for c in cells[1:]):
            heading, spaced = _heading(cells, columns, caption), False
        else:
            row = _row(_parted(cells, len(heading.roles)), heading)
            taken.append((start, end))
            caption = ""
            if row is not None:
                found.append(row)
        start = end
    for row in stacked(text, loose, columns):
        begin = row.name.start
        while begin and text[begin - 1] in _BARS:
            begin -= 1
        found.append(row)
        taken.append((begin, max(cell.end for _, cell, _ in row.figures)))
    return found, sorted(taken)


def _loose(text: str, start: int, end: int, cells: list[Cell]) -> Iterable[Cell | None]:
    """A line's cells that no heading tells of: itself, or those between its bars; None for what is no cell."""
    if len(cells) > 1:
        told = [cell if len(cell.words) < LONGEST else None for cell in cells if cell.words]
        return [None, *told, None] if len(told) >= _PAIRS else _BREAK
    if end - start >= LONGEST:
        return _BREAK
    words = text[start:end].strip(_BARE)
    begin = text.index(words, start)
    return [Cell(begin, begin + len(words), words)] if words else []


def _cells(text: str, start: int, end: int) -> list[Cell]:
    line = text[start:end]
    for mark, least in _MARKS:
        if line.count(mark) >= least:
            break
    else:
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


def _parted(cells: list[Cell], count: int) -> list[Cell]:
    """ "S&P 500: 6,003.18 | +1.5%": a first cell that holds the name and the first figure, where one is missing."""
    name, mark, first = cells[0].words.rpartition(":")
    begin = cells[0].start + len(name) + len(mark) + len(first) - len(first.lstrip())
    figure = Cell(begin, cells[0].end, first.strip())
    if len(cells) != count - 1 or not name or not _figure(figure):
        return cells
    return [Cell(cells[0].start, cells[0].start + len(name), name), figure, *cells[1:]]


def _captioned(text: str, start: int, end: int, columns: Columns) -> Heading | None:
    """The heading that a caption gives in brackets; None where the line is no such caption."""
    told = caption_at(text, start, end) if end - start < _LONG else None
    if told is None or not told.columns:
        return None
    found = columns.captioned(told.name, [text[a:b] for a, b in told.columns])
    return found and _leveled(found, told.columns)


def _leveled(heading: Heading, columns: list[tuple[int, int]]) -> Heading:
    """The heading with the place of its level's words; `columns` are those behind the first."""
    behind = zip(heading.roles[1:], columns, strict=False)
    return heading._replace(level=next((place for role, place in behind if role == "level"), None))


def _places(text: str, start: int, words: list[str]) -> list[tuple[int, int]]:
    """Where the columns' words stand that a line from here on tells, one behind the other."""
    places = []
    for told in words:
        begin = re.compile(r"\s+".join(map(re.escape, told.split())), re.IGNORECASE).search(text, start, start + _LONG)
        start = begin.end() if begin else start
        places.append(begin.span() if begin else (start, start))
    return places


def _is_empty(cell: Cell) -> bool:
    return cell.words.casefold() in _EMPTY


def _figure(cell: Cell) -> tuple[Quantity, str] | None:
    fallen = _BRACKETED.fullmatch(cell.words)  # "(0.5)", as accounts write a loss
    match = _FIGURE.match(fallen[1] if fallen else cell.words)
    figure = quantity(match[1]) if match else None
    if match is None or figure is None:
        return None
    down = fallen is not None or any(mark in cell.words for mark in "▼▽↓")
    if down or any(mark in cell.words for mark in "▲△↑"):
        figure = figure._replace(sign=-1 if down else 1)
    return figure, unit_of(match[2])


def _heading(cells: list[Cell], columns: Columns, caption: str) -> Heading | None:
    """What each column holds; None where the line is no heading."""
    if any(_figure(c) and not _YEAR.match(c.words) for c in cells):
        return None
    found = columns.heading([cell.words for cell in cells], caption)
    if found and (hour := _HOUR.search(caption)):
        found = found._replace(hour=(int(hour[1]), int(hour[2])))
    return found and _leveled(found, [cell[:2] for cell in cells[1:]])


def _spaced_cells(text: str, start: int, end: int, count: int) -> list[Cell]:
    """A row whose cells nothing but spaces parts: a name and a figure for every other column; none where it is not."""
    parts = list(_PART.finditer(text, start, end))
    named = len(parts) - count + 1
    if named < 1:
        return []
    name = Cell(parts[0].start(), parts[named - 1].end(), text[parts[0].start() : parts[named - 1].end()])
    cells = [Cell(part.start(), part.end(), part[0]) for part in parts[named:]]
    return [name, *cells] if all(_figure(cell) or _is_empty(cell) for cell in cells) else []


def _row(cells: list[Cell], heading: Heading) -> Row | None:
    if len(cells) <= heading.name + 1 or not cells[heading.name].words or _figure(cells[heading.name]):
        return None
    figures = []
    for at, (cell, role) in enumerate(zip(cells, heading.roles, strict=False)):
        told = _figure(cell)
        if at <= heading.name or told is None or role in ("", "skip"):
            continue
        figure, unit = told
        if role == REST:
            role = "day percent" if unit == "%" else ""
        elif role.endswith("move"):  # "1D", "Friday", "Week": what it is the cells say
            if unit != "%" and not figure.sign:
                continue
            role = role.removesuffix("move") + ("percent" if unit == "%" else "change")
        if unit == "%" and role.endswith("change"):
            role = role.removesuffix("change") + "percent"
        if not role or (role == "level" and figure.sign):
            continue
        figures.append((role, cell, figure._replace(unit=unit or figure.unit)))
    if all(role == _BEFORE or (role.endswith("change") and not figure.sign) for role, _, figure in figures):
        return None  # the close before is none of this day; "points" of a league are no points of an index
    return Row(cells[heading.name], tuple(figures), heading)
