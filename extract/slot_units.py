"""What unit a figure without one of its own is told in: that of the figure beside it, a yield's, a percent's."""

from __future__ import annotations

from extract.figures import AT_LEVEL
from extract.frames import Entity, Frame
from extract.lexicon import words
from extract.tokens import Token

_OR, _YIELDS = words("or"), words("yields")
_MOST_SHARED = 50
"""What no percent or basis points told in a list reach."""
_NEAR, _BOTH = 4, 2


def is_of_yield(tokens: list[Token], subject: Entity, at: int) -> bool:
    """ "10-year yields fell by 2 points to 4.38%": hundredths of a percent, where a yield is named, no price."""
    if tokens[at].value.value >= _MOST_SHARED or tokens[at].value.decimals > 1:
        return False
    return any(t.low.rpartition(" ")[2] in _YIELDS for t in tokens[max(0, subject.at - _NEAR) : at])


def is_same_as_percent(tokens: list[Token], at: int) -> bool:
    """ "rose 7.84% or 0.02 points to 0.28", "rose 7.84%, or 0.02 points, to": what "or" says of a percent in other
    words."""
    percent = at - 2 - (tokens[at - 2].low == ",")
    if percent < 0 or tokens[at - 1].low not in _OR or tokens[percent].kind != "#":
        return False
    return bool(tokens[percent].value.unit == "%")


def is_unclear(frame: Frame, tokens: list[Token], at: int) -> bool:
    """ "57021.50 -0.3 15.2": of two figures behind a level that have no unit, the first is points only where the second
    is the percent that it makes; else it can be a percent itself."""
    figures = [t.value for t in tokens[at : at + 2] if t.kind == "#"]
    if len(figures) < _BOTH or any(q.unit for q in figures) or not frame.levels:
        return False
    change, percent = (q.value * (q.sign or 1) for q in figures)
    return bool(abs(frame.levels[0].value * percent / 100 - change) > abs(change) / 10)


def shared_unit(tokens: list[Token], at: int, low: str) -> str:
    """ "rose 0.4 and 0.6 percent": the unit that the figure behind "and" says for both; empty where there is none."""
    if at + 2 >= len(tokens) or tokens[at + 1].low != "and" or tokens[at + 2].kind != "#" or low in AT_LEVEL:
        return ""
    quantity, after = tokens[at].value, tokens[at + 2].value
    alike = not quantity.grouped and quantity.value < _MOST_SHARED and not quantity.sign
    return after.unit if alike and after.unit in ("%", "bp") else ""
