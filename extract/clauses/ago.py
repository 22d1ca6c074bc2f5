"""What is told of a time that is long over: "lost 2% a month ago", "the record it set a week ago"."""

from __future__ import annotations

from extract.clauses.walk import Walk
from extract.figures import governor
from extract.frames import Frame
from extract.lexicon import words
from extract.near import of_kind, said
from extract.tokens import Token

_AGO, _BARE = words("ago"), words("bare_ago")
_FROM = words("before_ago")
_SPAN = 4
"""Tokens from a figure to the "ago" that it is of ("fell 2% some three weeks ago")."""


def is_ago(token: Token) -> bool:
    """ "a week ago", the "ago" of "three weeks ago"; "from a week ago" tells what a figure is counted from."""
    return token.low in _AGO


def waits(walk: Walk, at: int) -> bool:
    """Whether "ago" comes behind the period at this place ("three weeks ago")."""
    return walk.low(at + 1) in _BARE


def long_over(walk: Walk, frame: Frame, at: int) -> None:
    """Tell nothing of a frame that "ago" at this place puts to a day that nobody names."""
    between = walk.tokens[frame.last + 1 : at]
    if len(between) > _SPAN or of_kind(between, 0, len(between), "a;:(Hr") or said(between, 0, len(between), _FROM):
        return
    figure = next((place for place in range(at - 1, frame.first, -1) if walk.tokens[place].kind == "#"), None)
    frame.modal = frame.modal or figure is None or governor(walk.tokens, figure)[0] not in _FROM
