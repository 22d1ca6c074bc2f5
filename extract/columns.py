"""What a table's columns hold and what its rows are, by the words of its heading and of the line above it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from extract.column_days import day_of, told
from extract.lists import valued, word_set

_YEAR = re.compile(r"(?:19|20)\d\d\b")
_APART = re.compile(r"[ \t]{2,}")
_REMARK = re.compile(r"\([^()]{0,60}\)")
_PERIODS = ("ytd", "week", "month", "year")
_DAY_MOVE, _LED = "day move", "stock"
_KINDS = valued("tables", "rows")
_JOINED, _CODES, _NO_MARKET = (word_set("tables", key) for key in ("joined", "codes", "no_market"))
_FILLERS = word_set("tables", "fillers")
_ABROAD, _OF_INDICES = word_set("tables", "abroad"), word_set("tables", "of_indices")
_SENTENCE_ENDS = (".", "!", "?")
_LONGEST_CAPTION = 10
_CLOCK = re.compile(r"\d{1,2}[.:]\d{2}\b")
NAMED = "named"
"""What rows without a heading are: instruments, each by its whole name."""
INDICES = "places by their indices"
"""What rows are under a line that says so: their levels need no decimals."""
REST = "percent alone"
"""A column that its caption passes over: figures with a percent sign are what the day moved by, others tell nothing."""
_AS_OF = 3
"""Words of "as of 10/7"."""
_FEWEST = 3
"""Cells that head a table even where no column is one of ours: its rows are no sentences."""


class Heading(NamedTuple):
    """A table's columns: what each cell holds, which of them names the row and what the rows are (`stock`, `sector`,
    `crypto`, `market` for places that stand for their index; empty where only the name can tell), whether prices are
    closes, which way figures without a sign went ("Top losers"; None for "Winners and losers", which leaves it open),
    and where the text heads the level: its day ("Friday's close"), hour or tenor ("10-year yield") can stand there."""

    roles: list[str]
    name: int = 0
    kind: str = ""
    closing: bool = False
    sign: int | None = 0
    level: tuple[int, int] | None = None
    hour: tuple[int, int] | None = None
    """The hour and minute of Greenwich that the line above says its prices are of ("indexes at 1913 GMT")."""


class Columns:
    """Reads headings. `words` are those of each role, `leaders` who leads a list and which way they went."""

    def __init__(self, words: Mapping[str, Sequence[str]], leaders: Mapping[str, int]) -> None:
        self._words, self._leaders = words, leaders
        self._told = {part for phrases in words.values() for phrase in phrases for part in phrase.split()}

    def heading(self, cells: list[str], caption: str) -> Heading | None:
        """What the columns under these cells hold, None for no heading. `caption` is the line above."""
        words = [_REMARK.sub("", cell.casefold()).strip() for cell in cells]
        # "Change (%)": what stands in brackets says what a column holds, no more than that
        roles = [self.role(cell.casefold()) for cell in cells]
        above = caption.casefold() if _is_caption(caption) else ""
        if not _NO_MARKET.isdisjoint(above.replace("-", " ").split()):
            return Heading(["skip"] * len(roles))
        if roles[1:].count(_DAY_MOVE) > 1:  # a column for each day of the week
            roles = ["skip" if role == _DAY_MOVE else role for role in roles]
        roles = self._dated(roles, [cell.casefold() for cell in cells])
        if len(cells) < _FEWEST and not any(role not in ("", "skip") for role in roles[1:]):
            return Heading(roles) if "skip" in roles[1:] else None
        if (period := self._period(above)) and not any(r == _DAY_MOVE or r.startswith(_PERIODS) for r in roles):
            roles = [role.replace("day ", f"{period} ") for role in roles]
        if "level" not in roles:  # "Prev close | 1D (%)": of a morning's note, the close that the moves led to
            roles = ["level" if role == "previous" else role for role in roles]
        name = 1 if words[0] in _CODES and len(words) > 1 and words[1] in _KINDS else 0
        others = zip(roles[name + 1 :], words[name + 1 :], strict=True)
        clear = all(role == "skip" or (role and self._is_clear(cell)) for role, cell in others)
        closing = any(r == "level" and self._has("closing", w) for r, w in zip(roles, words, strict=True))
        sign, led = self._led(words[name]), self._led(above)
        kind = _KINDS.get(words[name], _LED if sign != 0 else "")
        return Heading(roles, name, kind if clear else "", closing, led if sign == 0 else sign)

    def under(self, heading: Heading, words: str) -> Heading:
        """The heading for the rows under a line of the table that has no figures ("Country indices | |")."""
        told = words.split()
        if not _ABROAD.isdisjoint(told) and not _OF_INDICES.isdisjoint(told):
            return heading._replace(kind=INDICES)
        return heading._replace(kind="") if heading.kind == INDICES else heading

    def captioned(self, name: str, cells: list[str]) -> Heading | None:
        """What the columns hold that a caption tells of in brackets behind its name; None where it tells of none."""
        heading = self.heading([name, *cells], name) if _is_caption(name) else None
        if heading is None or not any(heading.roles[1:]):
            return None
        return heading._replace(roles=[*heading.roles, REST]) if heading.roles[1:] == ["level"] else heading

    def role(self, words: str) -> str:
        """What a column holds by its heading, empty where that is none of ours."""
        if self._has("previous", words):
            return "previous"
        if _CLOCK.match(words) or self._has("yields", words):
            return "level"  # "18:00 CET", "10-year yield"
        if _YEAR.search(words) or self._has("skip", words):
            return "skip"
        period = self._period(words) or "day"
        if self._has("percent", words):
            return f"{period} percent"
        if self._has("change", words):
            return f"{period} change"
        if period != "day":
            return f"{period} move"
        named = next((name for name in ("high", "low", "level") if self._has(name, words)), "")
        return named or (_DAY_MOVE if self._has("moved", words) else "")

    def clear_role(self, words: str) -> str:
        """What a column holds by a heading that says nothing else, empty where it is none of ours."""
        return self.role(words) if self._is_clear(words) else ""

    def _dated(self, roles: list[str], cells: list[str]) -> list[str]:
        """The roles where days head the levels: the newest day's is the level, the others' are none of this day."""
        days = {}
        for at, cell in enumerate(cells):
            found = day_of(cell) if at and any(map(str.isdigit, cell)) else None
            if found is not None and (not found[1] or self.role(found[1]) == "level"):
                days[at] = found[0]
        if not days or any(role == "level" and at not in days for at, role in enumerate(roles) if at):
            return roles
        newest, period = told(days)
        moved = [role.replace("day ", f"{period} ") if period else "skip" for role in roles]
        roles = [moved[at] if role.startswith("day ") else role for at, role in enumerate(roles)]
        return ["level" if at == newest else "skip" if at in days else role for at, role in enumerate(roles)]

    def spaced(self, line: str) -> list[str]:
        """The headings of a line that nothing but spaces parts ("Market Last Previous close Pct Move"); none where a
        word is no heading."""
        apart = _APART.split(line.casefold())
        if len(apart) >= _FEWEST and all(self.role(cell) and self._is_clear(cell) for cell in apart[1:]):
            return apart  # "Stock indexes   Latest   daily % change   YTD % change"
        parts = line.casefold().split()
        if not parts or parts[0] not in _KINDS:
            return []
        cells, at = [parts[0]], 1
        while at < len(parts):
            cell = _joined(parts, at)
            if day_of(cell) is None and (not self.role(cell) or not (_YEAR.search(cell) or self._is_clear(cell))):
                return []
            cells.append(cell)
            at += len(cell.split())
        return cells if len(cells) >= _FEWEST else []

    def _has(self, name: str, words: str) -> bool:
        return any(word in words for word in self._words[name])

    def _led(self, words: str) -> int | None:
        """Which way those went that these words are of ("Top losers"), 0 for none, None where they are of both ways."""
        ways = {self._leaders[word] for word in words.split() if word in self._leaders}
        return None if len(ways) > 1 else sum(ways)

    def _period(self, words: str) -> str:
        return next((period for period in _PERIODS if self._has(period, words)), "")

    def _is_clear(self, words: str) -> bool:
        """Whether a heading says nothing that we do not know ("Revenue growth %")."""
        return self._told.union(_FILLERS).issuperset(words.split())


def _joined(parts: list[str], at: int) -> str:
    """The words of one column in a line that spaces part: "prior week", "% change ytd", "as of 10/7", "2015 close"."""
    for size in (3, 2):
        words = " ".join(parts[at : at + size])
        if words in _JOINED or (size == _AS_OF and words.startswith("as of ") and day_of(words) is not None):
            return words
    # "2015 close", "end 2015", but not "12/31/2019 6/5/2020"
    return words if _YEAR.search(words) and day_of(words) is None else parts[at]


def _is_caption(line: str) -> bool:
    """Whether a line is no sentence ("Top losers", "Change so far in 2026")."""
    return not line.endswith(_SENTENCE_ENDS) and line.count(" ") < _LONGEST_CAPTION
