"""What is told of a time that is long over: "lost 2% a month ago", "two weeks ago the Dow fell 3%"."""

from __future__ import annotations

from extract.clauses.walk import Walk
from extract.figures import governor
from extract.frames import Frame
from extract.lexicon import words
from extract.near import of_kind, said
from extract.statement import names_day
from extract.tokens import Token

_AGO, _BARE, _WHILES = words("ago"), words("bare_ago"), words("whiles_ago")
_FROM, _WHEN = words("before_ago"), words("when")
_SPAN = 4
"""Tokens between a figure and the "ago" that it is of ("fell 2% some three weeks ago")."""
_BEHIND = 6
"""Tokens from a time to the predicate of its "when"."""
_BREAKS = "VWCO;"


def is_ago(token: Token) -> bool:
    """ "a week ago", the "ago" of "three weeks ago"; "from a week ago" tells what a figure is counted from."""
    return token.low in _AGO


def has_ago(walk: Walk) -> bool:
    """Whether an "ago" stands anywhere in the sentence."""
    return not _AGO.isdisjoint(walk.lows)


def waits(walk: Walk, at: int) -> bool:
    """Whether "ago" comes behind the period at this place ("three weeks ago")."""
    return walk.low(at + 1) in _BARE


def long_ago(walk: Walk, at: int) -> None:
    """Tell nothing of what "ago" at this place puts to a day that nobody names."""
    if walk.low(at) in _BARE and walk.low(at - 1).rpartition(" ")[2] not in _WHILES:
        return  # "moments ago"
    drop_behind(walk, at)
    for frame in walk.frames:
        frame.modal = frame.modal or _is_of(walk, frame, at)


def drop_behind(walk: Walk, at: int) -> None:
    """Tell nothing of what follows a time before all predicates, where it names no day of its own."""
    if walk.low(at + 1) in _WHEN:  # "published last June when the index stood at 3,910"
        for frame in walk.frames:
            frame.modal = frame.modal or at < frame.first <= at + _BEHIND
    if not of_kind(walk.tokens, 0, at, _BREAKS):
        for frame in walk.frames:
            frame.modal = frame.modal or (frame.first > at and not is_dated(frame))


def is_dated(frame: Frame) -> bool:
    """Whether a frame names its own day."""
    return any(names_day(token) for token in frame.times)


def _is_of(walk: Walk, frame: Frame, at: int) -> bool:
    """ "The Dow fell 2% two weeks ago", not "up 2% from a week ago", "edged past the high it reached two weeks ago"."""
    start = frame.last + 1
    if not start <= at <= start + _SPAN or is_dated(frame) or frame.periods:
        return False
    if of_kind(walk.tokens, start, at, "a;:(Hr") or said(walk.tokens, start, at, _FROM):
        return False
    figure = next((place for place in range(at - 1, frame.first, -1) if walk.tokens[place].kind == "#"), None)
    return figure is None or governor(walk.tokens, figure)[0] not in _FROM
