"""Levels compared with those of long before: "closed at 45,631.74, down from 46,100.20 a week earlier"."""

from __future__ import annotations

from extract.clauses.walk import Walk
from extract.frames import Frame
from extract.lexicon import words
from extract.near import of_kind
from extract.spans import UNITS

_ONE = words("just_one")
_BREAKS = "VWDO#;:(a"
_NEAR, _WEEK = 6, "week"
"""Tokens from the former level to the span that it is from."""


def of_former_span(walk: Walk) -> None:
    """Leave to the week what a level tells beside that of a week before; what it tells beside an older one, to nobody
    ("up from 2,399.49 at the end of last year")."""
    for frame in walk.frames:
        if frame.previous is None or frame.periods:
            continue
        unit = _span_behind(walk, frame)
        if not unit:
            continue
        if frame.percents or frame.changes:
            frame.previous = None
        elif unit == _WEEK:
            frame.periods.append(_WEEK)
        else:
            frame.previous = frame.sign = None


def _span_behind(walk: Walk, frame: Frame) -> str:
    """The span that is named behind a frame's former level; empty where there is none, "other" for several."""
    tokens, at = walk.tokens, frame.last
    if tokens[at].kind != "#" or tokens[at].value.value != frame.previous:
        return ""
    for place in range(at + 1, min(len(tokens), at + _NEAR)):
        token = tokens[place]
        if token.kind == "P":
            return str(token.value)
        if unit := UNITS.get(token.low.removesuffix("s")):
            return unit if tokens[place - 1].low in _ONE else "other"
        if of_kind(tokens, place, place + 1, _BREAKS):
            break
    return ""
