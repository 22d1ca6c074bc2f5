"""Captions that head a table's columns in brackets: "INDICES (close, change in %)", "Board (Friday's close | week)"."""

from __future__ import annotations

import re
from typing import NamedTuple

_ENDS = " \t\r\n:*_"
_FIGURE = re.compile(r"[+\-−–]?\d[\d.,]{0,15}\s?%?\)")  # "Nikkei 225: 38,801.17 (+0.04%)" heads no table
_PARTS = {"|": re.compile(r"[^|]+"), "": re.compile(r"[^,;]+")}


class Caption(NamedTuple):
    """What a caption calls its table, and the [start, end) of the words for each column behind the names."""

    name: str
    columns: list[tuple[int, int]]


def caption(text: str, start: int, end: int) -> Caption | None:
    """The columns that the line at [start, end) tells of in the brackets it ends with; None where there are none."""
    last = len(text[start:end].rstrip(_ENDS)) + start - 1
    if last < start or text[last] != ")":
        return None
    first = text.rfind("(", start, last)
    if first < 0 or _FIGURE.match(text, first + 1):
        return None
    mark = "|" if text.find("|", first, last) > 0 else ""
    columns = []
    for part in _PARTS[mark].finditer(text, first + 1, last):
        words = part[0].strip()
        at = part.start() + part[0].index(words)
        columns.append((at, at + len(words)))
    return Caption(text[start:first].strip(" \t#*_"), columns)
