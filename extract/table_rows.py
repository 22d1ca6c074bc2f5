"""What a table's reader finds: cells, and rows of them."""

from __future__ import annotations

from typing import NamedTuple

from extract.columns import Heading
from extract.numbers import Quantity


class Cell(NamedTuple):
    """A cell's words and where they stand in the text."""

    start: int
    end: int
    words: str


class Row(NamedTuple):
    """A row told by its heading: the name's cell and, by what the column holds, the figures (`day percent`, `week
    percent`, `level`, `previous`, `low`, `high`)."""

    name: Cell
    figures: tuple[tuple[str, Cell, Quantity], ...]
    heading: Heading
