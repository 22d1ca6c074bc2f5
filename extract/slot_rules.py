"""What the words around a figure make of it: the level before, a distance from a peak, a line that was crossed."""

from __future__ import annotations

from extract.figures import AT_LEVEL, figure_at, governor, is_level_after, is_threshold, sign_after
from extract.frames import Entity, Figure, Frame
from extract.lexicon import words
from extract.near import of_kind, said
from extract.numbers import Quantity
from extract.ranges import extreme_in
from extract.slot_units import is_same_as_percent
from extract.tokens import Token

_EARLIER = words("earlier_extreme")
_REACHED = words("reached")
_SMALL_INDEXES = words("small_indexes")
_AGAINST, _VERSUS = "against", words("versus")
_LAST_CLOSES, _COMPARED, _LIKENED = tuple(words("last_closes")), words("behind_compared"), words("compared_to")
_TARGETS = words("targets")
_PREVIOUS = "previous"
_SINCE_EXTREME, _ITS = words("since_extreme"), words("its") | words("articles")
_DAY_MARKS = words("day_marks") - words("its")
_DAY, _OTHER = "day", "other"
_EXTREMES = words("highs") | words("lows")
_FIRST, _PEAKS, _OF_LINE = words("first_time"), words("highs_and_lows"), words("range_from")
_OR = words("or")
_OF_RECORD = words("extreme_of")
_JOINED = words("levels_joined")
_NEAR, _BEHIND = 4, 7
_FOR, _AGO = words("of_span_for"), words("long_ago")
_CLOSES, _FORMER = words("closes"), words("before_former_rate")
_BEFORE_ITS_CLOSE = words("before_its_close")
_LEVEL_AT = words("level_at")
_ROW = "name figures"
_BOUNDS = ("over", "under")
_TO_LEVEL, _TWO_FIGURES, _LEVEL_TO_CHANGE = 9, 3, 5
"""Tokens from points to the level behind their percent, what stands there at the least, and how much more it is."""
_LINE, _ROUND = 1000, 100
"""A round figure without a unit, from here on, is no change of an index."""


def takes_former(frame: Frame, figure: Figure) -> bool:
    """Whether a level before can be meant: not "levels below 96" nor an index's, whose day is another's close."""
    told = frame.previous is None and frame.levels
    return bool(told) and frame.subjects[0].kind != "index" and figure.qualifier is None


def is_former(tokens: list[Token], at: int, low: str, index: int) -> bool:
    """ "at 108.10 yen, compared with 108.22 yen", "than the previous close of 6.4905"."""
    if _is_of_long_ago(tokens, at):
        return False
    if any(token.low.endswith(_LAST_CLOSES) for token in tokens[max(0, at - 2) : at]):
        return True
    if low in _VERSUS and tokens[index - 1].kind in "#Y":
        return True
    if low == _AGAINST and (tokens[index - 1].kind in "DY" or tokens[index - 1].low == ","):
        behind = at + 1 < len(tokens) and tokens[at + 1].kind == "Y"
        return behind or bool(tokens[at].value.currency)  # "stood at USD1.0382, lower against USD1.0414"
    return low in _COMPARED and index > 0 and tokens[index - 1].low in _LIKENED


def _is_of_long_ago(tokens: list[Token], at: int) -> bool:
    """ "compared with 4.10% at the start of the year", "with 2.67% for the Bund": another time's, or another's."""
    behind = tokens[at + 1 : at + _BEHIND]
    if behind and behind[0].low in _FOR:
        return True
    return any(t.kind in "P~" or t.low in _AGO for t in behind)


def is_of_record_close(tokens: list[Token], at: int) -> bool:
    """ "enough for a new closing high of 5,631.20": the level of the close itself."""
    if at < 2 or tokens[at - 1].low not in _OF_RECORD or tokens[at - 2].kind != "H":
        return False
    return "clos" in tokens[at - 2].low or "finish" in tokens[at - 2].low


def is_of_record_ahead(frame: Frame, tokens: list[Token], at: int) -> bool:
    """ "fell 1%, next to a record high of 164,214.70": no fall ends at a record high, no rise at a low."""
    if at < 2 or frame.sign not in (1, -1) or tokens[at - 1].low not in _OF_RECORD or tokens[at - 2].kind != "H":
        return False
    return bool(tokens[at - 2].value == ("high" if frame.sign < 0 else "low"))


def from_extreme(tokens: list[Token], at: int) -> str | None:
    """ "has fallen 8% from its February peak", "rebounded 640 points from its intraday low": whether what lies behind a
    figure since an extreme is of several days ("other") or of the session ("day"); None where it is no such figure."""
    place = at + 1
    if place < len(tokens) and tokens[place].kind == "P" and extreme_in(tokens[place]):  # "from its low of 81,204"
        level = place + 2
        told = level < len(tokens) and tokens[level].kind == "#" and tokens[place + 1].low in _OF_RECORD
        return None if not told else _OTHER if of_kind(tokens, level + 1, level + _NEAR, "TP~") else _DAY
    if place + 1 >= len(tokens) or tokens[place].low not in _SINCE_EXTREME:
        return None
    peak = tokens[place + 1]
    if tokens[place].low in _OF_LINE and (peak.low in _PEAKS or (peak.kind == "F" and extreme_in(peak))):
        of_day = peak.kind == "F" or of_kind(tokens, place + 2, place + 1 + _NEAR, "C")
        return _DAY if of_day else _OTHER  # "surged 388 points from lows to close", "from day's low"
    if tokens[place + 1].low not in _ITS:
        return None
    of_day = False
    for token in tokens[place + 2 : place + 5]:
        of_day = of_day or token.kind == "F" or token.low in _DAY_MARKS
        if token.kind == "H" or extreme_in(token) or token.low in _EXTREMES:
            return _DAY if of_day and token.kind != "H" else _OTHER
        if token.kind not in "xPF" and not (token.kind == "T" and token.value[0] == "day"):
            return None
    return None


def turns(tokens: list[Token], at: int) -> bool:
    """ "ended 120 points, or 0.3%, lower", "120 points (0.3%) lower": the direction behind the figures."""
    behind = next((token for token in tokens[at + 1 : at + 7] if token.kind not in "a#()"), None)
    return behind is not None and behind.kind == "D"


def can_be_level(subject: Entity, tokens: list[Token], at: int, told: bool) -> bool:
    """Whether a figure is a level of this subject, no line that it crossed and no count of something; `told` says that
    its percent is told, so that a bare figure can be its price."""
    quantity: Quantity = tokens[at].value
    if quantity.decimals == 0 and quantity.value % 100 == 0 and governor(tokens, at)[0] in _REACHED:
        return False
    if said(tokens, at - 5, at, _TARGETS):
        return False
    if subject.kind == "index":
        if quantity.decimals == 0 and quantity.value % 500 == 0 and said(tokens, at + 1, at + 5, _FIRST):
            return False
        if not quantity.like_a_level and quantity.unit != "pt" and subject.id not in _SMALL_INDEXES:
            return False
        bounded = figure_at(tokens, at).qualifier in ("over", "under") and not of_kind(tokens, at - 3, at, "C")
        return (quantity.decimals > 0 and not bounded) or not is_threshold(tokens, at)
    if subject.kind in ("stock", "sector") and quantity.unit != "$" and not quantity.currency:
        least = 0 if subject.kind == "sector" and subject.region is not None else 1
        return (
            told and quantity.decimals > least and governor(tokens, at)[0] in AT_LEVEL and not is_threshold(tokens, at)
        )
    return not is_threshold(tokens, at)


def is_turned_round(frame: Frame, tokens: list[Token], at: int) -> bool:
    """ "the dollar cost 0.9086 euros", "at 1.3650 per U.S. dollar, or 73.28 cents": what the pair's first currency is
    worth of the second is no level of the pair, which is quoted the other way round."""
    subject = frame.subjects[0]
    if subject.kind != "currency" or not subject.inverted:
        return False
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    if after is not None and after.kind == "Y":
        return bool(after.value == subject.id[:3].upper())
    return bool(frame.levels) and tokens[at].value.currency == "cents" and tokens[at - 1].low in _OR


def is_passed_by(frame: Frame, tokens: list[Token], at: int) -> bool:
    """Whether the price has left what it reached: a level is told, "after" stands before, or a record's price moves on
    ("is trading to a record high, reaching")."""
    if frame.levels or tokens[at - 1].low in _EARLIER:
        return True
    return frame.record is not None and "intraday" in frame.phases and not frame.closing


def is_next_change(frame: Frame, tokens: list[Token], at: int, low: str) -> bool:
    """ "added Rs167.40 and Rs88.25": whether this is the change of the next name."""
    if low not in _JOINED or not 0 < len(frame.changes) < len(frame.subjects):
        return False
    before = next((t for t in reversed(tokens[max(0, at - 3) : at]) if t.kind == "#"), None)
    return before is not None and before.value.unit == tokens[at].value.unit


def of_other_day(frame: Frame, tokens: list[Token], at: int) -> bool:
    """ "fell to 4.10%, having hit 4.30% on Monday": whether the day behind a figure is not the one told before."""
    days = [
        t for t in tokens[at + 1 : at + _NEAR] if t.kind == "T" and (isinstance(t.value, tuple) or t.value == _PREVIOUS)
    ]
    return bool(days) and not days[0].poss and all(t.value != days[0].value for t in frame.times)


def moves_on(tokens: list[Token], at: int) -> bool:
    """Whether the price is told to have gone on from a level ("before easing off", "and was last at")."""
    return said(tokens, at + 1, at + 7, _BEFORE_ITS_CLOSE) or any(
        t.kind == "F" and t.value == "intraday" for t in tokens[at + 1 : at + 7]
    )


def is_of_last_close(tokens: list[Token], at: int) -> bool:
    """ "at 4.36% from Wednesday's close of 4.33%"."""
    if at < _NEAR or tokens[at - 1].low not in _OF_RECORD or tokens[at - 2].low not in _CLOSES:
        return False
    return tokens[at - 3].kind == "T" and tokens[at - 4].low in _FORMER


def is_change(tokens: list[Token], at: int, low: str, before: Token | None) -> bool:
    """ "gained 254.57 points", "+254.57", "by 254.57", "254.57 higher"."""
    quantity: Quantity = tokens[at].value
    if quantity.sign != 0 or low == "by":
        return True
    if low in AT_LEVEL:
        return quantity.unit == "pt" and _is_beside_level(tokens, at)
    if quantity.unit == "$" and low in _OR and is_same_as_percent(tokens, at):  # "climbed 3.2 per cent or 29 cents to"
        return True
    if quantity.unit == "$" and tokens[at - 1].kind == "(" and said(tokens, at + 1, at + 3, _OR):
        return True  # "Acme ($1.20, or 3%, to $38.99)"
    if quantity.unit in ("", "pt", "$") and sign_after(tokens, at) is not None:
        return True
    if quantity.unit == "$" and before is not None and before.kind == "C":
        return is_level_after(tokens, at)  # "settled $1.12, or 1.7%, higher at $67.31"
    if quantity.unit != "pt":
        return False
    return before is None or before.kind not in "CW:" or is_level_after(tokens, at) or turns(tokens, at)


def _is_beside_level(tokens: list[Token], at: int) -> bool:
    """ "rose to 3.83 points, or 0.46 percent, to 829.64": points with their percent and the level itself behind."""
    told = [t for t in tokens[at + 1 : at + _TO_LEVEL] if t.kind not in "aq()"]
    if len(told) < _TWO_FIGURES or told[0].kind != "#" or told[0].value.unit != "%" or told[1].low not in AT_LEVEL:
        return False
    if told[2].kind != "#" or told[2].value.unit not in ("", "pt"):
        return False
    return bool(told[2].value.value > _LEVEL_TO_CHANGE * tokens[at].value.value)


def is_level(frame: Frame, quantity: Quantity, low: str, before: Token | None) -> bool:
    """ "to 26,130.63", "stood at 26,130.63", "Nikkei | 38,801.17"."""
    if low in _LEVEL_AT or low == "" or (before is not None and before.kind in "C:WI"):
        return True
    if frame.rule == _ROW and before is not None and before.kind == "Y":
        return True  # "Rupee 85.81 a dollar"
    if frame.levels or not quantity.like_a_level:
        return False
    if low in ("(", ")", "|", ".", "-", "–", "—", "@", "*", "**", ">", "→"):
        return True
    return before is not None and before.kind == "#" and frame.rule in ("name figures", "name is up or down")


def is_crossed(quantity: Quantity, figure: Figure) -> bool:
    """ "climbed above 3,386.15", "gave up 24,700": a line that an index crossed."""
    if quantity.unit:
        return False
    if figure.qualifier in _BOUNDS and quantity.like_a_level:
        return True
    return quantity.value >= _LINE and not quantity.value % _ROUND
