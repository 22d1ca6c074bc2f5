"""Levels that a market left again before its close: "hit a record high of 7,150 before ending at 7,100"."""

from __future__ import annotations

from decimal import Decimal

from extract.clauses.walk import Walk
from extract.figures import AT_LEVEL, governor
from extract.frames import Frame
from extract.lexicon import words
from extract.near import said
from extract.tokens import Token

_BEFORE = words("before_its_close")
_REACH = 12


def pass_by(walk: Walk, frame: Frame, at: int, joins: bool) -> None:
    """A closing verb at this place goes on with a frame that has not closed: where it `joins` and has its own level, the
    one told before is an end of the day's range; where "before" parts them, what was told before was a moment's."""
    if frame.closing or frame.opening or not (frame.has_figures or frame.low or frame.high):
        return
    parted = said(walk.tokens, at - 4, at, _BEFORE)
    if parted and not (frame.percents or frame.changes):
        frame.sign = None  # "rose as high as 18,500 before closing at 18,100"
    if not joins:
        if parted:
            frame.phases.append("intraday")
    elif len(frame.levels) == 1 and (level := _own_level(walk.tokens, at)) is not None:
        left = frame.levels.pop().value
        if left > level:
            frame.high = frame.high or left
        elif left < level:
            frame.low = frame.low or left


def _own_level(tokens: list[Token], at: int) -> Decimal | None:
    """The level that a closing verb's own clause gives."""
    for index in range(at + 1, min(len(tokens), at + _REACH)):
        token = tokens[index]
        if token.kind in ";ICO":
            return None
        if token.kind == "#" and token.value.unit in ("", "pt", "$") and governor(tokens, index)[0] in AT_LEVEL:
            return Decimal(token.value.value)
    return None
