"""Weeks, months and years told with words between: "over a volatile week", "in a holiday-shortened trading week"."""

from __future__ import annotations

from extract.line import Line
from extract.lists import valued, word_set

UNITS = valued("spans", "units")
"""What a span is counted in -> the period of a figure that is told over it."""
_OVER, _DETERMINERS, _COURSE, _OTHERS, _DAYS = (
    word_set("spans", name) for name in ("over", "determiners", "course", "others", "days")
)
_SPENT, _SHORT, _WHAT, _WHICH = (word_set("spans", name) for name in ("spent", "short", "what", "which"))
_OF = "of"
_MOST = 4
"""Words between an article and its noun."""


def span(line: Line, at: int) -> int:
    """The token of a span's noun; says behind which piece to go on, 0 where no span ends here ("a week ago")."""
    low, tokens = line.lows[at], line.tokens
    counted = len(tokens) - 1 - (bool(tokens) and tokens[-1].kind == "W")
    if counted >= 0 and tokens[counted].kind == "P" and tokens[counted].low in _DAYS:
        del tokens[counted:]  # "the four-day week", "the two-day trading week"
    elif not _is_over(line, at):
        return 0
    line.add("P", at, at + 1, low, UNITS[low], line.owns(at))
    return at + 1


def _is_over(line: Line, at: int) -> bool:
    """Whether a span's noun is due: behind "over the course of the", "in a quiet", "it was a choppy", before "in
    which"; not behind "in a third", "in the next"."""
    tokens = line.tokens
    place = len(tokens) - 1
    least = max(-1, place - _MOST)
    while place > least and tokens[place].kind in "xeGDVW" and tokens[place].low not in _DETERMINERS:
        if tokens[place].low in _OTHERS:
            return False
        place -= 1
    if place < 1 or tokens[place].low not in _DETERMINERS:
        return False
    if tokens[place - 1].low == _OF:
        return place > 1 and tokens[place - 2].low in _COURSE
    if tokens[place - 1].low in _WHAT or _is_told_of(line, at):
        return True
    return place < len(tokens) - 1 and _governs(tokens[place - 1].low, line.lows[at])


def _governs(before: str, unit: str) -> bool:
    """Whether a word before the article says that figures are told over it; "had a strong quarter" a company."""
    return before in _OVER or (before in _SPENT and unit in _SHORT)


def _is_told_of(line: Line, at: int) -> bool:
    """ "a week that saw", "a week in which"."""
    behind = line.lows[at + 1 : at + 3]
    return bool(behind) and (behind[0] in _WHICH or " ".join(behind) in _WHICH)
