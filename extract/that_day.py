"""What points back to a day that was named ("The Nasdaq dropped 2.8% that day")."""

from __future__ import annotations

from itertools import pairwise

from extract.lexicon import words
from extract.statement import Statement, names_day
from extract.tokens import Token

_THAT, _ONE_DAY = words("pointing"), words("one_day")


class ThatDay:
    """Reads statements in their order and keeps the day that was named last."""

    def __init__(self) -> None:
        self._line = -1
        self._day: Token | None = None

    def note(self, item: Statement) -> None:
        """Keep the day that a statement names last."""
        named = [token for token in item.tokens if names_day(token)] if "T" in item.kinds else []
        if named:
            self._line, self._day = item.sentence.line, named[-1]

    def lend(self, item: Statement) -> bool:
        """Give a statement that points back the day that its paragraph named; whether it points back. It is of no
        session that is known where none was named."""
        if not any(one.low in _THAT and other.low in _ONE_DAY for one, other in pairwise(item.tokens)):
            return False
        if self._day is not None and self._line == item.sentence.line:
            item.times, item.lent = [self._day], True
        else:
            for frame in item.frames:
                frame.modal = True
        return True
