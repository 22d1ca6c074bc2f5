"""Weekdays and months with their day of the month."""

from __future__ import annotations

import re

from extract.line import Line, Token
from extract.lists import alternation, listed, valued, word_set
from extract.months import MONTHS
from extract.units import figure_follows

_WEEKDAYS = {name: number for number, name in enumerate(listed("days", "weekdays"))} | valued("days", "short_weekdays")
_LAST, _DOUBTFUL, _CODED, _IN_NAMES = (word_set("days", key) for key in ("last", "doubtful", "coded", "in_names"))
_OF_PERIOD, _SINCE, _OF_SPAN = (word_set("days", key) for key in ("of_period", "since", "of_span"))
_BEHIND_SPAN = word_set("days", "behind_span")
_SERIES, _OVER = word_set("days", "series"), word_set("days", "over_series")
_ARTICLE = 2
_NAMED, _SALES = word_set("days", "named"), word_set("days", "named_every_year")
LONG_PAST = "long past"
"""The value of a day that has become a name."""
_NAMES = MONTHS.keys() | _WEEKDAYS.keys()
CALENDAR = _NAMES | {name + "'s" for name in _NAMES}
"""What weekdays and months are called."""
_OF_MONTH = re.compile(rf"(\d{{1,2}})(?:{alternation(listed('days', 'ordinals'))})?$")
_YEAR = re.compile(r"(?:19|20)\d\d$")


def is_day(low: str) -> bool:
    """Whether a word inside a run of capitalized ones is a day or a month, and so no part of a name."""
    return low in CALENDAR and low.removesuffix("'s") not in _IN_NAMES


def calendar(line: Line, at: int) -> int:
    """The token of a weekday or month, with its day; says behind which piece to go on, 0 when there is none."""
    low, text = line.lows[at].removesuffix("'s"), line.texts[at]
    if low not in _NAMES or not text[0].isupper():
        return 0
    if (weekday := _WEEKDAYS.get(low)) is not None:
        if at and line.lows[at - 1] in _NAMED and low not in _SALES:
            line.add("x", at, at + 1, low, LONG_PAST)  # "Black Monday"
            return at + 1
        last = bool(line.tokens) and line.tokens[-1].low in _LAST
        line.add("T", at, at + 1, low, ("weekday", weekday, last), line.owns(at))
        return at + 1
    if low in _DOUBTFUL and line.begins(at) and not figure_follows(line, at + 1):
        return 0
    if low in _CODED and text.isupper() and len(text) == 3:
        return 0
    return _month(line, at, MONTHS[low])


def _month(line: Line, at: int, month: int) -> int:
    after = at + 1
    if after < line.count and line.texts[after] == ".":
        after += 1
    day = _day(line.texts[after]) if line.is_word(after) or line.is_number(after) else None
    if day is not None:
        after += 1
    elif line.tokens and line.tokens[-1].kind in "#x~" and (day := _day(line.tokens[-1].low)) is not None:
        line.tokens.pop()
    if day is None:
        kind, value = _without_day(line, at, after)
        line.add(kind, at, after, line.lows[at], value)
        return after
    where = after + (after < line.count and line.texts[after] == ",")
    year = None
    if where == after and line.begins(at) and _is_contract(line, after):
        line.add("x", at, after, line.lows[at], "month")  # "Dec 25 Corn closed at"
        return after
    if where < line.count and _YEAR.match(line.texts[where]):
        year, after = int(line.texts[where]), where + 1
    _drop_weekday(line.tokens)
    line.add("T", at, after, line.lows[at], ("day", month, day, year))
    return after


def _drop_weekday(tokens: list[Token]) -> None:
    """ "Thursday, 10 July": one day, told by its date."""
    place = -2 if tokens and tokens[-1].low == "," else -1
    if len(tokens) >= -place and tokens[place].kind == "T" and tokens[place].value[0] == "weekday":
        del tokens[place:]


def _is_contract(line: Line, at: int) -> bool:
    """Whether a commodity stands here, so that a month and a number before it are a contract's month and year."""
    found = line.phrase(at)
    return "I" in found.roles and bool(found.first["I"].value[0].kind == "commodity")


def _day(text: str) -> int | None:
    digits = _OF_MONTH.match(text)
    return int(digits[1]) if digits and 1 <= int(digits[1]) <= 31 else None


def _is_series(line: Line, after: int) -> bool:
    """ "closed the May series 2% up", "for the May series": what a month's contracts ran for, up to their expiry."""
    if after >= line.count or line.lows[after] not in _SERIES or len(line.tokens) < _ARTICLE:
        return False
    governing, article = line.tokens[-_ARTICLE:]
    return article.low == "the" and (governing.kind == "C" or governing.low in _OVER)


def _without_day(line: Line, at: int, after: int) -> tuple[str, str]:
    before = line.lows[at - 1] if at else ""
    if _is_series(line, after):
        return "P", "other"
    span = before in _OF_SPAN and (after >= line.count or line.lows[after] in _BEHIND_SPAN)
    return "P" if before in _OF_PERIOD or span else "x", "other" if before in _SINCE else "month"
