"""A figure that is an end of the day's range: what of a frame it fills."""

from __future__ import annotations

from extract.figures import AT_LEVEL, governor, sets_record
from extract.frames import Figure, Frame
from extract.lexicon import words
from extract.near import of_kind, said
from extract.ranges import names_extreme, of_moment, range_end, touched
from extract.slot_rules import is_passed_by, moves_on, of_other_day
from extract.tokens import Token

_REACHED = words("reached")
_SET_RECORD = words("record_verbs")
_HAD, _BEFORE_VERB = words("had"), 4


def takes_extreme(frame: Frame, tokens: list[Token], at: int, figure: Figure, low: str, index: int) -> bool:
    """An end of the day's range, where the words before make it one."""
    at_record = of_kind(tokens, at - 2, at, "H")
    reached = low in _REACHED or (at_record and (low in _SET_RECORD or sets_record(tokens[index])))
    if reached and frame.record and at_record and not is_passed_by(frame, tokens, index) and moves_on(tokens, at):
        touched(frame, tokens, at, figure)  # "scaled an all-time peak of 85,610.40 before easing off"
        return True
    momentary = of_moment(tokens, index) and (frame.levels or names_extreme(tokens, at))
    passed = momentary or (reached and is_passed_by(frame, tokens, index))
    if passed and len(frame.subjects) == 1 and not of_other_day(frame, tokens, at):
        touched(frame, tokens, at, figure)
        return True
    end = range_end(tokens, at, low, index)
    before = said(tokens, index - _BEFORE_VERB, index, _HAD) or (reached and frame.levels)
    if end and before and of_other_day(frame, tokens, at):
        return True  # "which had climbed as high as 4.81% on Tuesday", "after hitting 1,649.8 in the previous session"
    if end is None:
        return False
    if not frame.has_figures:
        frame.sign = None  # "dipped to a low of 83,905.20"
    if end == "low":
        frame.low = figure.value if frame.low is None else frame.low
    else:
        frame.high = figure.value if frame.high is None else frame.high
    return True


def at_reached(tokens: list[Token], at: int, low: str) -> str:
    """ "at" for the word before a yield that was hit and is not told to have moved on ("hit 1.7%"), else the word."""
    behind = (i for i in range(at + 1, len(tokens)) if tokens[i].kind == "#" and tokens[i].value.unit == "%")
    return low if low not in _REACHED or any(governor(tokens, i)[0] in AT_LEVEL for i in behind) else "at"
