"""Rows of two levels with what lies between them: "Hang Seng Index 25,822.28 25,591.25 -231.03", in either order."""

from __future__ import annotations

from decimal import Decimal

from extract.clauses.walk import Walk
from extract.figures import figure_at
from extract.near import places_of
from extract.numbers import Quantity
from extract.tokens import Token, kinds

_ROW, _NEAR = "name figures", 6
"""The rule of rows, and tokens behind a name in which its three figures stand."""
_BETWEEN = "(:"
_ROUNDED = Decimal("0.015")
_SHARE = Decimal("0.02")
"""What rounding leaves between points, and between percents."""
_THREE = 3


def level_of_two(walk: Walk, at: int) -> bool:
    """Take of two levels the one that the move behind them leads to; where it fits neither way, none."""
    tokens, group = walk.tokens, walk.pending[-1] if walk.pending else None
    if group is None or not _begins_row(tokens, group[-1].at, at):
        return False
    first, second, move = (tokens[at + place] for place in places_of(kinds(tokens[at : at + _NEAR]), "#")[:_THREE])
    walk.spent.update((at, at + 1))
    newest = _newest(first.value, second.value, move.value)
    walk.pending.clear()
    if newest is None:
        walk.spent.add(tokens.index(move))
        return True
    frame = walk.open(group[-1:], at, _ROW)
    walk.subject = frame.subjects
    frame.levels.append(figure_at(tokens, at + newest))
    frame.previous = (second.value if newest == 0 else first.value).value
    frame.last = at + 1
    return True


def _begins_row(tokens: list[Token], name: int, at: int) -> bool:
    """Whether a name, two levels and a signed move stand in a row."""
    if any(t.kind not in _BETWEEN for t in tokens[name + 1 : at]):
        return False
    behind = tokens[at : at + _NEAR]
    told = [t for t in behind if t.kind == "#"][:_THREE]
    if (
        len(told) < _THREE
        or behind[1] is not told[1]
        or any(t.kind not in _BETWEEN for t in behind[2 : behind.index(told[2])])
    ):
        return False
    levels = all(t.value.like_a_level and t.value.value and not (t.value.unit or t.value.sign) for t in told[:2])
    return levels and bool(told[2].value.sign) and told[2].value.unit in ("", "pt", "%")


def _newest(first: Quantity, second: Quantity, move: Quantity) -> int | None:
    """Which of two levels, 0 or 1, the move leads to from the other; None where that is neither or either."""
    moved = move.value * move.sign
    if move.unit == "%":
        ways = [(second.value / first.value - 1) * 100 - moved, (first.value / second.value - 1) * 100 - moved]
        fits = [abs(way) <= _SHARE for way in ways]
    else:
        fits = [
            abs(second.value - first.value - moved) <= _ROUNDED,
            abs(first.value - second.value - moved) <= _ROUNDED,
        ]
    return None if fits[0] == fits[1] else int(fits[0])
