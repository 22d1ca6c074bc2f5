"""A figure to its slot of a frame: a percent, a change, a level, the level before, an end of the day's range."""

from __future__ import annotations

from extract.figures import AT_LEVEL, figure_at, governor, is_compared, is_level_after, is_threshold, sign_after
from extract.frames import Entity, Figure, Frame
from extract.lexicon import words
from extract.near import of_kind, said
from extract.numbers import Quantity
from extract.ranges import range_end, touched
from extract.tokens import Token

_EARLIER = words("earlier_extreme")
_REACHED = words("reached")
_SET_RECORD = words("record_verbs")
_LIST_MARKS = words("list_marks")
_IN_LIST = words("in_list")
_LEVELS_JOINED = words("levels_joined")
_YIELD_AT = words("yield_at")
_YIELD_IS = words("yield_is")
_LEVEL_AT = words("level_at")
_FOR = words("traded_for")
_SMALL_INDEXES = words("small_indexes")
_BETWEEN, _WITHIN = words("between"), words("within")
_RANGES = words("ranges")
_AGAINST, _BOUNDS = "against", ("over", "under")
_LAST_CLOSES, _COMPARED, _LIKENED = words("last_closes"), words("before_level_compared"), words("compared_to")
_RECORD = words("record")
_TARGETS = words("targets")
_MOST_SHARED = 50
"""What no percent or basis points told in a list reach."""
_SINCE_EXTREME, _ITS = words("since_extreme"), words("its")
_EXTREMES = words("highs") | words("lows")
_FIRST = words("first_time")
_OR = words("or")
_OF_NOUN = words("noun_of_figure") - AT_LEVEL
_LEVEL_TO_CHANGE = 5


def take(frame: Frame, tokens: list[Token], at: int) -> bool:
    """Put the figure at this place into its slot of the frame; False when it has none there."""
    quantity: Quantity = tokens[at].value
    subject = frame.subjects[0]
    figure = figure_at(tokens, at)
    low, index = governor(tokens, at)
    if not quantity.unit and (shared := _shared_unit(tokens, at, low)):
        tokens[at].value = quantity = quantity._replace(unit=shared)
    if quantity.unit == "%" and quantity.value >= 1000 and subject.kind == "index":
        tokens[at].value = quantity = quantity._replace(unit="")  # no index moves by thousands of percent
    if low in _WITHIN:
        return False  # "climbed to within 3.6 points of its record"
    if quantity.unit == "%":
        if subject.kind == "bond":
            return _yield(frame, figure, low)
        return _percent(frame, tokens, at, figure, low, index)
    if quantity.unit == "bp":
        return subject.kind == "bond" and _change(frame, figure)
    if _takes_extreme(frame, tokens, at, figure, low, index):
        return True
    if low == "from" and frame.previous is None and (frame.levels or frame.spoken):
        if said(tokens, at - 5, at, _TARGETS):
            return False
        frame.previous = figure.value
        return True
    if frame.previous is None and frame.levels and subject.kind != "index" and _is_former(tokens, at, low, index):
        frame.previous = figure.value
        return True
    return subject.kind != "bond" and _points(frame, tokens, at, figure, low, index)


def _is_former(tokens: list[Token], at: int, low: str, index: int) -> bool:
    """ "at 108.10 yen, compared with 108.22 yen", "than the previous close of 6.4905"."""
    if tokens[at - 1].low in _LAST_CLOSES or (at > 1 and tokens[at - 2].low in _LAST_CLOSES):
        return True
    if low == _AGAINST and tokens[index - 1].low == "," and at + 1 < len(tokens) and tokens[at + 1].kind == "Y":
        return True
    return low in _COMPARED and index > 0 and tokens[index - 1].low in _LIKENED


def _shared_unit(tokens: list[Token], at: int, low: str) -> str:
    """ "rose 0.4 and 0.6 percent": the unit that the figure behind "and" says for both; empty where there is none."""
    if at + 2 >= len(tokens) or tokens[at + 1].low != "and" or tokens[at + 2].kind != "#" or low in AT_LEVEL:
        return ""
    quantity, after = tokens[at].value, tokens[at + 2].value
    alike = not quantity.grouped and quantity.value < _MOST_SHARED and not quantity.sign
    return after.unit if alike and after.unit in ("%", "bp") else ""


def _takes_extreme(frame: Frame, tokens: list[Token], at: int, figure: Figure, low: str, index: int) -> bool:
    """An end of the day's range, where the words before make it one."""
    reached = low in _REACHED or (low in _SET_RECORD and of_kind(tokens, index, at, "H"))
    if reached and len(frame.subjects) == 1 and _is_passed_by(frame, tokens, index):
        touched(frame, tokens, at, figure)
        return True
    end = range_end(tokens, at, low, index)
    if end == "low":
        frame.low = figure.value if frame.low is None else frame.low
        return True
    if end == "high":
        frame.high = figure.value if frame.high is None else frame.high
        return True
    return False


def _is_passed_by(frame: Frame, tokens: list[Token], at: int) -> bool:
    """Whether the price has left what it reached: a level is told, "after" stands before, or a record's price moves on
    ("is trading to a record high, reaching")."""
    if frame.levels or tokens[at - 1].low in _EARLIER:
        return True
    return frame.record is not None and "intraday" in frame.phases and not frame.closing


def _percent(frame: Frame, tokens: list[Token], at: int, figure: Figure, low: str, index: int) -> bool:
    if low == "between" or (low == "and" and said(tokens, at - 5, at, _BETWEEN)) or said(tokens, at - 5, at, _RANGES):
        return False
    if low == "to" and frame.rule != "noun of figure" and not (index and tokens[index - 1].kind == "V"):
        return False
    if frame.percents:
        if len(frame.subjects) == len(frame.percents) or not said(tokens, at - 2, at, _LIST_MARKS):
            return False
        if figure.qualifier is None and tokens[at - 1].low == "and":
            figure.qualifier = frame.percents[-1].qualifier
    frame.percents.append(figure)
    if _from_extreme(tokens, at):
        frame.periods.append("other")
    return True


def _from_extreme(tokens: list[Token], at: int) -> bool:
    """ "has fallen 8% from its February peak": what lies behind the figure since an extreme, no session's move."""
    if at + 2 >= len(tokens) or tokens[at + 1].low not in _SINCE_EXTREME or tokens[at + 2].low not in _ITS:
        return False
    for token in tokens[at + 3 : at + 6]:
        if token.low in _EXTREMES:
            return True
        if token.kind not in "xP" and not (token.kind == "T" and token.value[0] == "day"):
            return False
    return False


def _yield(frame: Frame, figure: Figure, low: str) -> bool:
    """ "the 10-year yield rose to 4.2% from 4.1%"."""
    if low == "from" and frame.previous is None:
        frame.previous = figure.value
        return True
    if frame.levels:
        return _for_next_name(frame, figure, low)
    if low in _YIELD_AT or low in _YIELD_IS or frame.sign == 0 or not frame.spoken:
        frame.levels.append(figure)
        return True
    return False


def _points(frame: Frame, tokens: list[Token], at: int, figure: Figure, low: str, index: int) -> bool:
    """Points or a price: the change or the level, as sign, unit and the word before say."""
    before = tokens[index] if index >= 0 else None
    if is_compared(tokens, at):
        return False  # "just below its record high of 446.19 points"
    quantity = tokens[at].value
    if (
        frame.subjects[0].kind == "index"
        and figure.qualifier in _BOUNDS
        and not quantity.unit
        and quantity.like_a_level
    ):
        return False  # "it climbed above 3,386.15"
    if _is_change(tokens, at, low, before):
        return _change(frame, figure)
    if before is not None and before.kind == "D" and not before.low[0].isalpha() and tokens[at].value.like_a_level:
        # "▲ 23,410.12", "80,710.25 ▼ 270.83"
        return _change(frame, figure) if frame.levels else _level(frame, tokens, at, figure)
    if _is_level(frame, tokens[at].value, low, before) or (low in _FOR and of_kind(tokens, index - 1, index, "W")):
        return _level(frame, tokens, at, figure)
    if low == "and" and _level_beside_change(frame, figure):
        return _level(frame, tokens, at, figure)  # "is up $356 and $57,698"
    of_noun = frame.rule == "noun of figure" and low in _OF_NOUN
    if before is not None and (before.kind in "VDGO" or of_noun) and not frame.changes:
        return _change(frame, figure)
    return _in_list(frame, tokens, at, figure, low)


def _is_change(tokens: list[Token], at: int, low: str, before: Token | None) -> bool:
    """ "gained 254.57 points", "+254.57", "by 254.57", "254.57 higher"."""
    quantity: Quantity = tokens[at].value
    if quantity.sign != 0 or low == "by":
        return True
    if low in AT_LEVEL:
        return False
    if quantity.currency == "cents" and low in _OR:  # "climbed 3.2 per cent or 29 cents to $9.30"
        return True
    if quantity.unit in ("", "pt", "$") and sign_after(tokens, at) is not None:
        return True
    if quantity.unit == "$" and before is not None and before.kind == "C":
        return is_level_after(tokens, at)  # "settled $1.12, or 1.7%, higher at $67.31"
    if quantity.unit != "pt":
        return False
    return before is None or before.kind not in "CW:" or is_level_after(tokens, at) or _turns(tokens, at)


def _turns(tokens: list[Token], at: int) -> bool:
    """ "ended 120 points, or 0.3%, lower": the direction behind the figures."""
    behind = next((token for token in tokens[at + 1 : at + 7] if token.kind not in "a#"), None)
    return behind is not None and behind.kind == "D"


def _is_level(frame: Frame, quantity: Quantity, low: str, before: Token | None) -> bool:
    """ "to 26,130.63", "stood at 26,130.63", "Nikkei | 38,801.17"."""
    if low in _LEVEL_AT or low == "" or (before is not None and before.kind in "C:WI"):
        return True
    if frame.levels or not quantity.like_a_level:
        return False
    if low in ("(", ")", "|", "-", "–", "—", "@", "*", "**", ">", "→"):
        return True
    return before is not None and before.kind == "#" and frame.rule in ("name figures", "name is up or down")


def _in_list(frame: Frame, tokens: list[Token], at: int, figure: Figure, low: str) -> bool:
    """ "gained 0.5%, 254.57": the change behind the percent; "at 26,130 and 3,780": a level for each name."""
    empty = frame.spoken and not frame.changes and not frame.levels
    if empty and low in _IN_LIST and tokens[at].value.like_a_level:
        return _change(frame, figure)
    return bool(frame.levels) and _for_next_name(frame, figure, low)


def _level_beside_change(frame: Frame, figure: Figure) -> bool:
    """Whether this is so much more than the change told before that it is the level."""
    if len(frame.subjects) > 1 or len(frame.changes) != 1 or frame.levels:
        return False
    return figure.sign is None and figure.value > _LEVEL_TO_CHANGE * frame.changes[0].value


def _for_next_name(frame: Frame, figure: Figure, low: str) -> bool:
    """ "at 26,130 and 3,780", "to 3.5% and 4.1%": behind the level of one name that of the next."""
    if low not in _LEVELS_JOINED or len(frame.subjects) <= len(frame.levels):
        return False
    frame.levels.append(figure)
    return True


def _change(frame: Frame, figure: Figure) -> bool:
    if frame.changes and len(frame.changes) >= len(frame.subjects):
        return False
    frame.changes.append(figure)
    return True


def _level(frame: Frame, tokens: list[Token], at: int, figure: Figure) -> bool:
    if not _can_be_level(frame.subjects[0], tokens, at, bool(frame.percents)) or is_compared(tokens, at):
        return False
    if frame.levels and len(frame.levels) >= len(frame.subjects):
        return False
    frame.levels.append(figure)
    if any(t.low in _RECORD and t.kind == "x" for t in tokens[max(0, at - 3) : at]):
        frame.record = "high"
    return True


def _can_be_level(subject: Entity, tokens: list[Token], at: int, told: bool) -> bool:
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
        return told and quantity.decimals > 1 and governor(tokens, at)[0] in AT_LEVEL and not is_threshold(tokens, at)
    return not is_threshold(tokens, at)
