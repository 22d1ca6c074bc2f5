"""Oil that is told by no benchmark's name, as American stories do: "Oil climbed 95 cents to $64.20 a barrel"."""

from __future__ import annotations

from extract.line import Line
from extract.lists import word_set
from extract.meanings import Instrument

OIL, _LEADS, _BEING, _BARREL = (word_set("oil", key) for key in ("names", "leads", "being", "barrel"))
_BEHIND_GRADE = word_set("oil", "behind_grade")
_BENCHMARK = "wti"
_NEAR, _REACH = 3, 18
"""Pieces from the name to its verb, and to the barrel that its price is of."""


def crude(line: Line, at: int) -> int:
    """The token of one of `OIL` that is itself what moves, its price of a barrel behind it; 0 where it is not.
    Whether it is New York's the story's home says."""
    lows = line.lows
    timed = bool(line.tokens) and line.tokens[-1].kind in "FT"  # "At press time oil is down 43 cents"
    if not (line.begins(at) or timed or lows[at - 1] in _LEADS):
        return 0
    behind = lows[at + 1 : at + _REACH]
    barrel = next((place for place, low in enumerate(behind) if low in _BARREL), 0)
    if not barrel or any("I" in line.phrase(at + 1 + place).roles for place in range(barrel)):
        return 0
    moving = any(lows[at + 1 + place] in _BEING or "V" in line.phrase(at + 1 + place).roles for place in range(_NEAR))
    if not moving:
        return 0
    line.add("I", at, at + 1, lows[at], (line.lexicon.instruments[_BENCHMARK], False))
    return at + 1


def end_of_oil(line: Line, stop: int, known: Instrument) -> int:
    """Where a grade's name ends that goes on with a word for oil ("the global benchmark Brent | crude"); `stop` where
    it does not."""
    if known.kind != "commodity" or stop >= line.count or line.lows[stop] not in _BEHIND_GRADE:
        return stop
    behind = line.phrase(stop)
    return stop + behind.size if "I" in behind.roles else stop
