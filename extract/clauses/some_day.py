"""Moves of no day that is told: "days when the Dow fell 2%", "a year since it lost 12%", "our base case", "an earlier
version of this story said it closed at"."""

from __future__ import annotations

from collections.abc import Callable

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


def _told_apart(walk: Walk, at: int) -> None:
    """ "Our base case has it closing at 7,000", "an earlier version of this story said it closed at"."""
    tokens, low = walk.tokens, walk.low(at)
    case = low in _CASES and said(tokens, at - 1, at, _CASE_KINDS)
    if case or (low in _VERSION and said(tokens, at + 1, at + _REACH, _OF_THIS)):
        _leave(walk, -1, len(tokens))


def _years_since(walk: Walk, at: int) -> None:
    """ "A year since it lost 12%", "a decade after the Dow fell 8%"."""
    if not _is_counted(walk.tokens, at - 1):
        return
    end = _clause_end(walk.tokens, at)
    _leave(walk, at, end)
    if walk.low(at) in _SPANS and at <= _REACH:
        _span(walk, end)


def _days_when(walk: Walk, at: int) -> None:
    """ "Days when the Dow fell 2%", "there was a day that it lost 3%"."""
    tokens = walk.tokens
    if walk.low(at) in _DAY and not said(tokens, 0, 2, _THERE):
        return
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


Rule = Callable[[Walk, int], None]
SOME_DAY_RULES: list[tuple[frozenset[str], Rule]] = [
    (_CASES | _VERSION, _told_apart),
    (_SINCE, _years_since),
    (_DAYS | _DAY, _days_when),
]
"""Which words each rule is asked at."""
