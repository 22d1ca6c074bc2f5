"""Whether two statements cannot be of the same session: other levels, other percents, or a rise and a fall."""

from __future__ import annotations

from decimal import Decimal

from extract.lexicon import words
from extract.statement import Statement
from extract.tokens import Token

_MARKETS = "hIrS"
_STREET = words("wall_street")
_SMALL = Decimal("0.25")
"""Percent that an index can move and still be called little changed."""


def contradict(one: Statement, other: Statement) -> bool:
    """Whether two statements give an index different exact levels, or one a rise and the other a fall, so that they
    cannot be of the same close."""
    if not other.frames and _way_of_index(one) == -_way_of_market(other) != 0:
        return True
    ways, levels, percents = _ways(one), _levels(one), _percents(one)
    if any(sign * ways.get(name, 0) < 0 for name, sign in _ways(other).items()):
        return True
    if any(ways.get(name) == 0 and percent > _SMALL for name, percent in _percents(other).items()):
        return True  # "was unchanged at 2,802. The index rose 0.9% on Tuesday"
    return any(name in levels and levels[name] != level for name, level in _levels(other).items()) or any(
        name in percents and percents[name] != percent for name, percent in _percents(other).items()
    )


def _ways(item: Statement) -> dict[str, int]:
    """Which way each index went by a statement that gives its figures and no phase."""
    told = (f for f in item.frames if f.has_figures and not (f.aside or f.earlier or f.modal or f.periods or f.phases))
    return {f.subjects[0].id: f.sign for f in told if f.sign is not None}


def _way_of_index(item: Statement) -> int:
    """Which way the index went that a statement tells of; 0 where it tells of none, or of a moment."""
    told = (f for f in item.frames if f.subjects[0].kind == "index" and f.sign)
    return next((f.sign or 0 for f in told if not (f.periods or f.phases or f.earlier or f.aside or f.modal)), 0)


def _way_of_market(item: Statement) -> int:
    """ "US stocks ended higher on Monday", "shares in New York advanced": which way a market went as a whole."""
    if not names_market(item.tokens):
        return 0
    told = next((t for t in item.tokens if t.kind in "VD"), None)
    return 0 if told is None else int((told.value[0] if told.kind == "V" else told.value) or 0)


def _levels(item: Statement) -> dict[str, Decimal]:
    """The exact level of each index that a statement tells of as its close, or with what it moved."""
    told = (f for f in item.frames if len(f.levels) == 1 and not (f.aside or f.earlier or f.modal or f.phases))
    moved = (f for f in told if f.closing or f.percents or f.changes)
    return {f.subjects[0].id: f.levels[0].value for f in moved if f.levels[0].value % 1}


def _percents(item: Statement) -> dict[str, Decimal]:
    """What each index moved in a day by a statement that says no phase."""
    told = (f for f in item.frames if len(f.percents) == 1 and not (f.aside or f.earlier or f.modal))
    return {f.subjects[0].id: f.percents[0].value for f in told if not (f.periods or f.phases)}


def names_market(tokens: list[Token]) -> bool:
    """Whether words name a market, an index or shares, or Wall Street."""
    return any(t.kind in _MARKETS or t.low in _STREET for t in tokens)
