"""Rows of two levels with what lies between them: "Hang Seng Index 25,822.28 25,591.25 -231.03", in either order."""

from __future__ import annotations

from decimal import Decimal

from extract.clauses.walk import Walk
from extract.figures import figure_at
from extract.numbers import Quantity
from extract.tokens import Token, kinds

_ROW, _NEAR = "name figures", 6
"""The rule of rows, and tokens behind a name in which its three figures stand."""
_BETWEEN, _MANY = "(:", 3
_ROUNDED = Decimal("0.015")
_SHARE = Decimal("0.02")
"""What rounding leaves between points, and between percents."""
_MOVED = ("", "pt", "%")


def level_of_two(walk: Walk, at: int) -> bool:
    """Take of two levels the one that the move behind them leads to; where it fits neither way, and of more levels,
    none."""
    tokens, group = walk.tokens, walk.pending[-1] if walk.pending else None
    if group is not None and _are_many(tokens, group[-1].at, at):
        walk.spent.update(range(at, len(tokens)))
        walk.pending.clear()
        return True
    move = _move_of_row(tokens, group[-1].at, at) if group is not None else None
    if group is None or move is None:
        return False
    first, second = tokens[at].value, tokens[at + 1].value
    walk.spent.update((at, at + 1))
    newest = _newest(first, second, tokens[move].value)
    walk.pending.clear()
    if newest is None:
        walk.spent.add(move)
        return True
    frame = walk.open(group[-1:], at, _ROW)
    walk.subject = frame.subjects
    frame.levels.append(figure_at(tokens, at + newest))
    frame.previous = (second if newest == 0 else first).value
    frame.last = at + 1
    return True


def _are_many(tokens: list[Token], name: int, at: int) -> bool:
    """ "DJIA 44125.03 45308.15 45240.49 -0.15%": a row of levels of days that only its heading can tell."""
    if kinds(tokens[at : at + _MANY]) != "#" * _MANY or any(t.kind not in _BETWEEN for t in tokens[name + 1 : at]):
        return False
    told = [t.value for t in tokens[at : at + _MANY]]
    if not all(q.like_a_level and q.value and not (q.unit or q.sign) for q in told):
        return False
    return bool(max(q.value for q in told) < 2 * min(q.value for q in told))


def _move_of_row(tokens: list[Token], name: int, at: int) -> int | None:
    """The place of the signed move where a name, two levels and that stand in a row; None where they do not."""
    row = kinds(tokens[at : at + _NEAR])
    move = row.find("#", 2)
    if not row.startswith("##") or move < 0:
        return None
    if any(t.kind not in _BETWEEN for t in (*tokens[name + 1 : at], *tokens[at + 2 : at + move])):
        return None
    levels = (tokens[at].value, tokens[at + 1].value)
    if not all(told.like_a_level and told.value and not (told.unit or told.sign) for told in levels):
        return None
    moved = tokens[at + move].value
    return at + move if moved.sign and moved.unit in _MOVED else None


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
