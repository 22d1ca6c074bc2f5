"""Figures counted from a mark of a longer time, which are no session's: "up 5.4% from its 2010 closing low of 9,686",
"off 8.9% from its record high", "up 2.9% from the close of 3,852 on Jan. 20, 2021"."""

from __future__ import annotations

from operator import attrgetter

from extract.clauses.walk import Walk
from extract.frames import Frame
from extract.lexicon import words
from extract.near import of_kind, said
from extract.ranges import is_extreme, is_of_longer, is_of_record
from extract.statement import names_day
from extract.tokens import Token

_FROM, _CLOSES = words("from_a_mark") | words("since_when"), words("closes")
_COUNTED = _FROM | words("compared") | words("having")
_AFTER, _HAS = words("clause_after"), words("has")
_PEAKED = words("topped") | words("bottomed")
_AHEAD = 18
"""Tokens that a mark at a sentence's head can take, with its level and its date."""
_MOVES, _SPANNED, _END = "name moves", "other", attrgetter("end")
_NEAR, _REACH, _DATED = 2, 8, 5
"""Tokens from a figure to "from", from that to the noun of the mark, and from the mark's level to its date."""
_BREAKS = ";VWDI"


def of_marks(walk: Walk) -> None:
    """Take the figures that are only counted from such a mark; a frame without another tells nothing. Behind a mark
    that begins the sentence they are of as long as that is past."""
    _behind_mark(walk)
    ends: dict[int, int] = {}
    for frame in walk.frames:
        told = [*frame.percents, *frame.changes]
        if not told or frame.modal or _SPANNED in frame.periods:
            continue
        ends = ends or {token.end: at for at, token in enumerate(walk.tokens) if token.kind == "#"}
        last = max(told, key=_END)
        at = ends.get(last.end)
        if at is not None and _from_mark(walk.tokens, at + 1, frame):
            frame.percents, frame.changes = (
                [f for f in kept if f is not last] for kept in (frame.percents, frame.changes)
            )
            if at + 2 < len(walk.tokens) and walk.tokens[at + 2].kind == "#":  # "off by 991.41 or 8.85% from"
                frame.percents = frame.changes = []
            frame.modal = not frame.has_figures


def _behind_mark(walk: Walk) -> None:
    """ "From its peak of 85,978 touched on September 27, the index has lost 14.9%"."""
    tokens = walk.tokens
    first = tokens[0].low.partition(" ")[0] if tokens else ""
    if first not in _COUNTED and first not in _AFTER:
        return
    comma = next((at for at, token in enumerate(tokens[:_AHEAD]) if token.low == ","), 0)
    marked = any(is_extreme(token) or is_of_record(token) or token.low in _PEAKED for token in tokens[:comma])
    dated = [token for token in tokens[:comma] if marked and (_is_date(token) or token.value == "month")]
    for frame in walk.frames if dated else ():
        own = [token for token in frame.times if token not in dated]
        frame.aside = frame.aside or frame.first < comma
        if first in _AFTER and not said(tokens, frame.subjects[-1].at, frame.last, _HAS):
            continue  # "After hitting a record on Feb. 4, the Dow fell 0.4%", the day after
        if frame.first > comma and (frame.percents or frame.changes) and not any(map(names_day, own)):
            frame.times, frame.periods = own, [_SPANNED]


def _is_date(token: Token) -> bool:
    """Whether a day is told by its date, no weekday of these days."""
    return names_day(token) and token.value[0] != "weekday"


def _from_mark(tokens: list[Token], at: int, frame: Frame) -> bool:
    """Whether "from" and a mark stand behind the figure before this place. What fell from a record may have done so
    in a session, what is off a record has not."""
    if of_kind(tokens, at, at + 1, "a") and of_kind(tokens, at + 1, at + 2, "#"):
        at += 2
    start = next((p for p in range(at, min(len(tokens), at + _NEAR)) if _says_from(tokens[p])), None)
    if start is None:
        return False
    longer = off_record = False
    for place in range(start, min(len(tokens), start + _REACH)):
        token = tokens[place]
        if token.kind in _BREAKS and place > start:
            return False
        if token.kind == "#":
            closed = any(before.low in _CLOSES or is_extreme(before) for before in tokens[start:place])
            return closed and any(map(_is_date, tokens[place : place + _DATED]))
        if _is_date(token) and any(map(is_extreme, tokens[start:place])):
            return True  # "has lost 6.5% since its peak on Dec. 16"
        longer = longer or is_of_longer(token)
        off_record = off_record or (frame.rule != _MOVES and is_of_record(token))
        if (longer or off_record) and (is_extreme(token) or (off_record and token.low in _CLOSES)):
            return True
    return False


def _says_from(token: Token) -> bool:
    return token.low.partition(" ")[0] in _FROM
