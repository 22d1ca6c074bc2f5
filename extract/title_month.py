"""The month that a review is of by its title ("Market snapshot - April 2026")."""

from __future__ import annotations

from itertools import pairwise

from extract.lexicon import words
from extract.months import MONTHS
from extract.statement import Statement

_OPENING = 3
"""Statements that can be a title."""
_MONTH = "month"
_NAMED = MONTHS.keys() | words("last_month")


class TitleMonth:
    """Reads statements in their order; the month of a title is that of what is told "for the month"."""

    def __init__(self) -> None:
        self._month: str | None = None
        self._read = 0

    def settle(self, item: Statement) -> None:
        """Note the month of a title, give it to the figures of a month that is not named."""
        self._read += 1
        if self._read <= _OPENING and not item.frames and self._month is None:
            self._month = _of_title(item)
        if self._month is None or "P" not in item.kinds:
            return
        for frame in item.frames:
            if _MONTH in frame.periods and frame.month not in _NAMED:
                frame.month = self._month


def _of_title(item: Statement) -> str | None:
    """The month with a year behind it, where a heading names one and no day."""
    if not item.sentence.heading or "T" in item.kinds:
        return None
    told = [token.low for token, year in pairwise(item.tokens) if token.low in MONTHS and year.kind == "~"]
    return told[0] if len(told) == 1 else None
