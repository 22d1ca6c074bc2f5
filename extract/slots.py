"""A figure to its slot of a frame: a percent, a change, a level, the level before, an end of the day's range."""

from __future__ import annotations

from decimal import Decimal

from msgspec.structs import replace

from extract.bonds import can_be_yield
from extract.figures import AT_LEVEL, figure_at, governor, is_compared, is_line
from extract.frames import Figure, Frame
from extract.lexicon import words
from extract.near import of_kind, said
from extract.numbers import Quantity
from extract.range_slots import at_reached, takes_extreme
from extract.ranges import is_of_extreme
from extract.slot_rules import (
    can_be_level,
    from_extreme,
    is_change,
    is_crossed,
    is_former,
    is_level,
    is_next_change,
    is_of_last_close,
    is_of_record_ahead,
    is_of_record_close,
    is_turned_round,
    takes_former,
)
from extract.slot_units import is_of_yield, is_same_as_percent, is_unclear, shared_unit
from extract.tokens import Token

_MEASURES = words("measures") | words("sub_indices")
_LIKENED = words("compared_to")
_OF_LINE, _AHEAD = words("range_from"), words("ahead_of_line")
_LIST_MARKS = words("list_marks")
_IN_LIST = words("in_list")
_LEVELS_JOINED = words("levels_joined")
_YIELD_AT = words("yield_at")
_YIELD_IS = words("yield_is")
_FOR, _FAR = words("traded_for"), words("far_from")
_BETWEEN, _WITHIN = words("between"), words("within")
_OF_CLOSE = words("closes") | words("of_whole")
_RANGES = words("ranges")
_RECORD, _ABOVE = words("record"), words("crossed_lines")
_TARGETS = words("targets")
_OF_NOUN = words("noun_of_figure") - AT_LEVEL
_REACHED = words("reached")
_PRICED = ("bond", "currency", "commodity")
_ROW = "name figures"
_LEVEL_TO_CHANGE = 5
_IN_DOLLARS, _CENTS, _MOST_CENTS = "usd", "cents", Decimal("0.1")
"""Of a dollar, what no rate of it is told to have moved by at least."""
_LEAST_LEVEL = 1000
"""A figure that no index is told to have moved by at most."""


def take(frame: Frame, tokens: list[Token], at: int) -> bool:
    """Put the figure at this place into its slot of the frame; False when it has none there."""
    quantity: Quantity = tokens[at].value
    subject = frame.subjects[0]
    figure = figure_at(tokens, at)
    low, index = governor(tokens, at)
    if not quantity.unit and (shared := shared_unit(tokens, at, low)):
        tokens[at].value = quantity = quantity._replace(unit=shared)
    if quantity.unit == "%" and quantity.value >= 1000 and subject.kind == "index":
        tokens[at].value = quantity = quantity._replace(unit="")  # no index moves by thousands of percent
    part = subject.kind == "stock" or (
        subject.kind == "sector"
        and subject.region is None  # "Nifty Pharma" is an index of its family
        and subject.name.rpartition(" ")[2].lower() not in _MEASURES
    )
    if low in _WITHIN or (quantity.unit == "pt" and part and not is_same_as_percent(tokens, at)):
        return False  # "climbed to within 3.6 points of its record"; a share gives its index points, and has none
    if subject.kind != "bond" and low not in AT_LEVEL and (since := from_extreme(tokens, at)):
        if since == "day":
            return _leave_extreme(frame)
        if frame.percents or frame.changes:
            return False  # "fell 0.4% to 38,111.20, 4,012 points below its February peak"
        frame.periods.append(since)
    day = at - 1
    while day > 1 and tokens[day].low in _OF_CLOSE:
        day -= 1
    if tokens[day].poss and _is_of_day_before(frame, tokens, at, day):
        frame.previous, frame.before = figure.value, tokens[day]
        return True
    if quantity.unit == "%":
        rule = _percent_of_bond if subject.kind == "bond" else _percent
        return rule(frame, tokens, at, figure, low, index)
    if is_turned_round(frame, tokens, at):
        return False
    if quantity.unit == "bp" or (quantity.unit == "pt" and subject.kind == "bond" and is_of_yield(tokens, subject, at)):
        return subject.kind == "bond" and _change(frame, figure)
    if takes_extreme(frame, tokens, at, figure, low, index):
        return True
    if (low == "from" or low in _REACHED) and is_of_extreme(tokens, at):
        return False  # "pulling back from a six-week high of 49,120", "hit a two-month low of 7,351"
    if low == "from" and frame.previous is None and (frame.levels or frame.spoken):
        if subject.kind == "bond" or tokens[index - 1].low in _FAR:
            return False  # "not far from the 6,118.71 it reached in January", "the premium over it narrowed from 161"
        if figure.qualifier is not None or said(tokens, at - 5, at, _TARGETS):
            return False
        bare = subject.kind == "index" and not frame.has_figures and quantity.value >= _LEAST_LEVEL
        if bare and not said(tokens, at + 1, at + 2, AT_LEVEL):
            return False  # "showed strength by rebounding from 25,450"
        frame.previous = figure.value
        return True
    bond = subject.kind == "bond"
    if takes_former(frame, figure) and (is_former(tokens, at, low, index) or (bond and is_of_last_close(tokens, at))):
        frame.previous = figure.value
        return True
    if bond:  # "fell 0.18% to 6.491"
        bare = can_be_yield(quantity) and low in AT_LEVEL and not frame.levels
        return bare and _yield(frame, figure, low)
    return _points(frame, tokens, at, figure, low, index)


def _is_of_day_before(frame: Frame, tokens: list[Token], at: int, day: int) -> bool:
    """ "The yield rose to 4.80% from Monday's 4.69%", "the euro fell to $1.09 from Tuesday's close of $1.10"."""
    if frame.subjects[0].kind not in _PRICED or tokens[day].kind != "T" or not frame.levels:
        return False
    return governor(tokens, day)[0] in _OF_LINE and takes_former(frame, figure_at(tokens, at))


def _leave_extreme(frame: Frame) -> bool:
    """ "rebounded 640 points from its intraday low to close at": the verb and its figure are a moment's, not the
    day's."""
    if not frame.percents and not frame.changes:
        frame.sign = None
    if not frame.closing:
        frame.phases.append("intraday")
    return True


def _percent_of_bond(frame: Frame, tokens: list[Token], at: int, figure: Figure, low: str, index: int) -> bool:
    behind = tokens[at + 1 : at + 3]
    if [t.kind for t in behind] == ["p", "#"] and behind[0].low in AT_LEVEL and not behind[1].value.unit:
        return _percent(frame, tokens, at, figure, low, index)  # "fell 0.18% to 6.491"
    if tokens[at].value.sign < 0:  # "to -0.30% from -0.28%"
        figure.value, figure.sign = -figure.value, None
    if takes_former(frame, figure) and (is_former(tokens, at, low, index) or is_of_last_close(tokens, at)):
        frame.previous = figure.value
        return True
    return takes_extreme(frame, tokens, at, figure, low, index) or _yield(frame, figure, at_reached(tokens, at, low))


def _percent(frame: Frame, tokens: list[Token], at: int, figure: Figure, low: str, index: int) -> bool:
    if low == "between" or (low == "and" and said(tokens, at - 7, at, _BETWEEN)) or said(tokens, at - 5, at, _RANGES):
        return False
    held = of_kind(tokens, at + 1, at + 2, "G")  # "clung to a 0.2% gain"
    if low == "to" and not held and frame.rule != "noun of figure" and not (index and tokens[index - 1].kind == "V"):
        return False
    if frame.percents:
        if len(frame.subjects) == len(frame.percents) or not said(tokens, at - 2, at, _LIST_MARKS):
            return False
        if figure.qualifier is None and tokens[at - 1].low == "and" and _is_as_round(frame.percents[-1], figure):
            figure.qualifier = frame.percents[-1].qualifier
        if held and not frame.sign:
            frame.sign = figure.sign  # "ended with a 1.2% and 0.8% loss"
    frame.percents.append(figure)
    return True


def _is_as_round(before: Figure, figure: Figure) -> bool:
    """Whether a bound holds for the next figure too: "over 2% and 3%", not "over 2% and 1.66%"."""
    return figure.value.as_tuple().exponent == before.value.as_tuple().exponent


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
    if is_compared(tokens, at) or is_line(tokens, at):
        return False  # "just below its record high of 446.19 points", "off the 96 area"
    if tokens[at].value.unit == "pt" and low in _OF_LINE and tokens[index - 1].low in _AHEAD:
        return False  # "built up until resistance set in ahead of 22,800 points"
    if tokens[at].value.unit == "pt" and frame.levels and said(tokens, at + 1, at + 2, _ABOVE):
        return False  # "fell to 3,318.2, 25.85 points below the underlying index"
    if is_of_record_close(tokens, at) and frame.record is not None and not frame.levels:
        return _level(frame, tokens, at, figure)
    if frame.subjects[0].kind == "index" and is_crossed(tokens[at].value, figure):
        return False
    if _goes_up_to(frame, tokens, at, figure):
        return _level(frame, tokens, at, replace(figure, qualifier=None))
    if _is_of_next_name(frame, tokens, at, low):
        return _change(frame, figure)
    if is_change(tokens, at, low, before):
        return not (frame.rule == _ROW and is_unclear(frame, tokens, at)) and _change(frame, figure)
    if before is not None and before.kind == "D" and not before.low[0].isalpha() and tokens[at].value.like_a_level:
        # "▲ 23,410.12", "80,710.25 ▼ 270.83"
        return _change(frame, figure) if frame.levels else _level(frame, tokens, at, figure)
    if is_level(frame, tokens[at].value, low, before) or (low in _FOR and of_kind(tokens, index - 1, index, "W")):
        return _level(frame, tokens, at, figure)
    if low == "and" and _level_beside_change(frame, figure):
        return _level(frame, tokens, at, figure)  # "is up $356 and $57,698"
    of_noun = frame.rule == "noun of figure" and low in _OF_NOUN
    if before is not None and (before.kind in "VDGO" or of_noun) and not frame.changes:
        return _change(frame, figure)
    return _in_list(frame, tokens, at, figure, low)


def _is_of_next_name(frame: Frame, tokens: list[Token], at: int, low: str) -> bool:
    """ "down by Rs 120 to Rs 6,380 and Rs 66 to Rs 1,754": behind one name's change and level the next one's."""
    told = len(frame.changes)
    if low not in _LEVELS_JOINED or not 0 < told == len(frame.levels) < len(frame.subjects):
        return False
    return tokens[at + 1].low in AT_LEVEL and of_kind(tokens, at + 2, at + 3, "#") if at + 2 < len(tokens) else False


def _in_list(frame: Frame, tokens: list[Token], at: int, figure: Figure, low: str) -> bool:
    """ "gained 0.5%, 254.57": the change behind the percent; "at 26,130 and 3,780": a level for each name."""
    if frame.rule == _ROW and low == "," and tokens[at].value.grouped and not frame.levels and not frame.changes:
        return _level(frame, tokens, at, figure)  # "SPX: -0.83%, 5,914.20"
    empty = frame.spoken and not frame.changes and not frame.levels
    if empty and low in _IN_LIST and tokens[at].value.like_a_level:
        return _change(frame, figure)
    if frame.levels:
        return _for_next_name(frame, figure, low)
    return is_next_change(frame, tokens, at, low) and _change(frame, figure)


def _goes_up_to(frame: Frame, tokens: list[Token], at: int, figure: Figure) -> bool:
    """ "appreciated by 0.4%, up to 27,647.15": behind the percent no bound, but where it went."""
    told = frame.percents and not frame.levels and figure.qualifier == "up_to" and figure.value >= _LEAST_LEVEL
    return bool(told) and tokens[at - 2].low == ","


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
    if frame.subjects[0].id.endswith(_IN_DOLLARS) and figure.money == _CENTS and figure.value >= _MOST_CENTS:
        return False  # "slipped under 62 US cents": a line that it crossed
    if frame.changes and len(frame.changes) >= len(frame.subjects):
        return False
    frame.changes.append(figure)
    return True


def _level(frame: Frame, tokens: list[Token], at: int, figure: Figure) -> bool:
    subject = frame.subjects[0]
    moved = bool(frame.percents or frame.changes)
    if not can_be_level(subject, tokens, at, moved) or is_compared(tokens, at):
        return False
    if is_of_record_ahead(frame, tokens, at) or (tokens[at - 1].kind == "(" and said(tokens, at - 6, at, _LIKENED)):
        return False  # "down 2.3% compared to June (1,362.80)"
    if frame.levels and len(frame.levels) >= len(frame.subjects):
        return False
    frame.levels.append(figure)
    told = next((i for i in range(max(0, at - 3), at) if tokens[i].low in _RECORD and tokens[i].kind == "x"), 0)
    if told and not said(tokens, told - 2, told - 1, _FOR):  # "for the record: Dow 33,360"
        frame.record = "high"
    return True
