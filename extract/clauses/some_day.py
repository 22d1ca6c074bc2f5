"""Moves of no day that is told: "days when the Dow fell 2%", "a year since it lost 12%", "our base case", "an earlier
version of this story said it closed at"."""

from __future__ import annotations

from extract.clauses.walk import Walk
from extract.lexicon import words
from extract.near import said
from extract.tokens import Token

_DAYS, _DAY, _WHEN = words("some_days"), words("some_day"), words("some_day_when")
_THERE, _CASES, _CASE_KINDS = words("there"), words("cases_to_come"), words("case_kinds")
_YEARS, _SINCE, _COUNTED = words("years_counted"), words("years_since"), words("years_count")
_SPANS = words("spans")
_VERSION, _OF_THIS = words("versions"), words("of_this_text")
_REACH = 4
"""Tokens from a day to the "when" of its clause."""


def of_no_day(walk: Walk) -> None:
    """Leave untold what is of no day that can be known."""
    tokens = walk.tokens
    for at, token in enumerate(tokens):
        low = token.low
        if (low in _CASES and said(tokens, at - 1, at, _CASE_KINDS)) or (
            low in _VERSION and said(tokens, at + 1, at + _REACH, _OF_THIS)
        ):
            _leave(walk, -1, len(tokens))
        elif low in _SINCE and _is_counted(tokens, at - 1):
            end = _clause_end(tokens, at)
            _leave(walk, at, end)
            if low in _SPANS and at <= _REACH:
                _span(walk, end)
        elif low in _DAYS or (low in _DAY and said(tokens, 0, 2, _THERE)):
            when = next((i for i in range(at + 1, min(len(tokens), at + _REACH)) if tokens[i].low in _WHEN), None)
            if when is not None:
                _leave(walk, when, _clause_end(tokens, when))


def _leave(walk: Walk, start: int, end: int) -> None:
    for frame in walk.frames:
        if start < frame.first < end:
            frame.modal = True


def _clause_end(tokens: list[Token], at: int) -> int:
    return next((place for place in range(at + 1, len(tokens)) if tokens[place].low == ","), len(tokens))


def _span(walk: Walk, start: int) -> None:
    """ "One year since his inauguration, the Dow is up 12%": what is told behind is of no day."""
    for frame in walk.frames:
        if frame.first > start and frame.percents and not (frame.periods or frame.times or frame.levels):
            frame.periods.append("other")


def _is_counted(tokens: list[Token], at: int) -> bool:
    """ "a year since", "10 years after", not "up 3% for the year after falling 1%"."""
    if at < 1:
        return False
    token = tokens[at]
    return token.kind == "~" or (
        token.low in _YEARS and (tokens[at - 1].kind in "#~" or tokens[at - 1].low in _COUNTED)
    )
