"""The ends of the day's range: "between 25,100 and 25,600", "a high of 25,600", "touched 25,600"."""

from __future__ import annotations

from extract.figures import is_of_close
from extract.frames import Figure, Frame
from extract.lexicon import words
from extract.near import of_kind, said
from extract.statement import names_day
from extract.tokens import Token

_HIGHS, _LOWS = words("highs"), words("lows")
_DAY_HIGHS, _DAY_LOWS = _HIGHS | words("day_highs"), _LOWS | words("day_lows")
_RANGES = words("ranges")
_TIMES, _RECORD, _ARTICLES, _MONTH = words("marks_of_a_time"), words("record"), words("determiners"), "month"
_TO = words("range_to")
_FROM = words("range_from")
_BETWEEN = words("between")
_OF = words("extreme_of")
_NO_DAY = words("no_day_extreme")
_OF_DAY = tuple(words("of_one_day"))
_MARKS = words("extreme_marks")
_EXTREMES = _DAY_HIGHS | _DAY_LOWS
EXTREMES = _EXTREMES | _MARKS
"""Words without which no sentence tells an end of the day's range by its noun."""
_TOPPED, _BOTTOMED = words("topped"), words("bottomed")
_BEHIND = words("behind_extreme")
_MOMENTS = words("moments") | words("within_session")
_AT = words("at_level")
_CLOSE_NOUNS = words("closes")
_NEAR, _CLAUSE = 4, 8


def range_end(tokens: list[Token], at: int, low: str, index: int) -> str | None:
    """`low` or `high` when the words before a figure make it an end of the day's range; `low` and `index` are the word
    that governs it and its place."""
    told = tokens[index].kind in "DVG" or (
        low in _AT and _closes(tokens, index)
    )  # "down as many as 395 points at its low"
    if not told and (end := _named_behind(tokens, at)):
        return end
    if at > 1 and tokens[at - 1].low in _OF and tokens[at - 2].low in _EXTREMES and (end := _extreme(tokens, at)):
        return end
    if low == "between":
        return "low"
    if index >= 1 and low in _TO and _ranged(tokens, index, low == "and"):
        return "high"
    if low in _RANGES or (low in _FROM and index and tokens[index - 1].low in _RANGES):
        return "low"
    if low == "at" and index and (end := _turned(tokens, index - 1)):
        return end
    return marked(tokens, at) or _extreme(tokens, at)


def marked(tokens: list[Token], at: int) -> str | None:
    """The end of a range that words right before a figure make of it: "as low as", or "climbed as far as"."""
    if not at or tokens[at - 1].low not in _MARKS:
        return None
    for name, named in (("low", _LOWS), ("high", _HIGHS)):
        if any(word in named for word in tokens[at - 1].low.split()):
            return name
    verb = tokens[at - 2] if at > 1 else None
    return None if verb is None or verb.kind != "V" else "low" if verb.value[0] < 0 else "high"


def _closes(tokens: list[Token], at: int) -> bool:
    """ "ended 0.5% lower at 7,821, at the low": whether the nearest verb before a place is one of closing."""
    return next((t.kind for t in reversed(tokens[max(0, at - _CLAUSE) : at]) if t.kind in "VWC"), "") == "C"


def _named_behind(tokens: list[Token], at: int) -> str | None:
    """ "134,985.11 at the day's high", "82,704.18 (low)", "82,704.18 points intraday low"."""
    index = at + 1
    if of_kind(tokens, index, index + 1, "F"):
        return extreme_in(tokens[index])
    while index < min(len(tokens), at + _NEAR) and tokens[index].low in _BEHIND:
        index += 1
    if tokens[index - 1].low == "(" and not of_kind(tokens, index + 1, index + 2, ")"):
        return None  # "at 17,821 (high 17,950, low 17,801)"
    return extreme_in(tokens[index]) if at + 1 < index < len(tokens) else None


def of_moment(tokens: list[Token], index: int) -> bool:
    """ "at one point traded at", "during the session it touched": whether the verb that governs a figure tells of a
    moment; `index` is its place or that of the preposition behind it."""
    verb = index - (tokens[index].low in _AT)
    before = tokens[max(0, verb - 2) : verb]
    return tokens[verb].kind in "VW" and any(token.kind == "F" and token.low in _MOMENTS for token in before)


def _ranged(tokens: list[Token], index: int, and_: bool) -> bool:
    """ "between 25,100 and", "ranged from 25,100 to"."""
    if said(tokens, index - 6, index, _RANGES):
        return True
    return and_ and said(tokens, index - 6, index, _BETWEEN)


def _turned(tokens: list[Token], at: int) -> str | None:
    """ "peaked at", "bottomed out at"."""
    verb = tokens[at - 1] if tokens[at].low == "out" and at else tokens[at]
    return "high" if verb.low in _TOPPED else "low" if verb.low in _BOTTOMED else None


def _extreme(tokens: list[Token], at: int) -> str | None:
    """ "a low of 25,100", "the session high at 25,600", unless it is a record's or the last level."""
    if at < 2 or tokens[at - 1].low not in _OF or tokens[at - 2].low not in _EXTREMES or is_of_close(tokens, at):
        return None
    window = [t.low for t in tokens[max(0, at - 5) : at] if t.kind != "W"]
    kept = any(_is_kept(low) for low in window) or is_of_time(tokens, at)
    if any(low in _DAY_HIGHS for low in window):
        return None if kept else "high"
    return None if kept or "year" in window else "low"


def _is_kept(low: str) -> bool:
    """Whether a word makes an extreme that of a longer time, or of closes."""
    return any(name in low for name in _NO_DAY) and not low.startswith(_OF_DAY)


def is_of_time(tokens: list[Token], at: int) -> bool:
    """ "its bear market low of 6,547", "its 2010 low of 9,686", "a low of 6,547 on March 9, 2009"."""
    place = at - 3
    while place > max(0, at - _NEAR - 3) and tokens[place].low not in _ARTICLES:
        if is_of_longer(tokens[place]):
            return True
        place -= 1
    return any(_is_year(t) or (names_day(t) and t.value[0] != "weekday") for t in tokens[at + 1 : at + _NEAR + 2])


def is_of_longer(token: Token) -> bool:
    """Whether a word before an extreme says of which longer time it is: a year, a month, "bear market", "closing"."""
    if _is_year(token) or token.value == _MONTH or token.low in _TIMES:
        return True
    return _is_kept(token.low) and not is_of_record(token)


def _is_year(token: Token) -> bool:
    return token.kind == "~" and len(token.low) == 4 and token.low.isdigit()


def is_of_record(token: Token) -> bool:
    """Whether a word says that an extreme is a record."""
    return token.kind == "H" or any(word in _RECORD for word in token.low.split())


def is_extreme(token: Token) -> bool:
    """Whether a word is the end of any range ("closing high", "peak", "all-time low")."""
    last = token.low.rpartition(" ")[2]
    return token.kind == "H" or last in _HIGHS or last in _LOWS


def extreme_behind(tokens: list[Token], at: int) -> int:
    """The place of the extreme or record that the day or the period at this place owns ("Tuesday's intraday record",
    "last week's peak"); 0 for none, a close is none."""
    for place in range(at + 1, min(len(tokens), at + _NEAR)):
        token = tokens[place]
        if token.kind == "H" or token.low in _EXTREMES or token.low in _RECORD:
            follows = tokens[place + 1].low if place + 1 < len(tokens) else ""
            return 0 if "clos" in token.low or follows in _CLOSE_NOUNS else place
        if token.kind not in "xF":
            return 0
    return 0


def is_of_extreme(tokens: list[Token], at: int) -> bool:
    """Whether a figure is what the end of a longer time's range is told to be ("a six-week high of 49,120")."""
    if at <= 1 or tokens[at - 1].low not in _OF:
        return False
    return tokens[at - 2].low in _HIGHS or tokens[at - 2].low in _LOWS


def extreme_in(token: Token) -> str | None:
    """The end of a range that a word is ("trough", "intraday high")."""
    low = token.low.split()[-1] if token.kind == "P" else token.low  # "off its high"
    return "high" if low in _DAY_HIGHS else "low" if low in _DAY_LOWS else None


def extreme_named(tokens: list[Token], at: int) -> str | None:
    """The end of the day's range that a noun at this place is; none of a longer time or of closes."""
    window = [t.low for t in tokens[max(0, at - 3) : at + 1]]
    kept = any(_is_kept(low) for low in window)
    return None if kept or at < 0 else extreme_in(tokens[at])


def touched(frame: Frame, tokens: list[Token], at: int, figure: Figure) -> None:
    """ "after touching a record high of 85,610": an end of the day's range."""
    if frame.levels:
        below = figure.value < frame.levels[0].value
    else:
        below = " low" in " ".join(t.low for t in tokens[max(0, at - 4) : at + _NEAR])
    if below:
        frame.low = frame.low or figure.value
    else:
        frame.high = frame.high or figure.value
    if (mark := next((t for t in tokens[max(0, at - 3) : at] if t.kind == "H"), None)) is not None:
        frame.record = frame.record or mark.value


def names_extreme(tokens: list[Token], at: int) -> bool:
    """ "touched 8,767.80, the highest since May": whether words behind a figure call it an extreme."""
    return any(token.low in _EXTREMES or token.kind == "H" for token in tokens[at + 1 : at + _NEAR])
