"""What is told of the same name once more: a figure of another time, or of a second predicate."""

from __future__ import annotations

from extract import slots
from extract.clauses.auxiliaries import begins_clause
from extract.clauses.earlier_moves import note_left, was_before
from extract.clauses.walk import Walk
from extract.figures import figure_at, sign_after
from extract.frames import Frame
from extract.lexicon import words
from extract.near import of_kind, said
from extract.tokens import Token

_IN_YEAR, _ON_THE_DAY = words("before_a_year"), words("on_the_day")
_WHICH, _LINKING = words("relative"), words("linking")
_TURNING, _OR = words("turning"), words("or")


def of_other_time(walk: Walk, at: int) -> bool:
    """ "surged 4.2% in the week and 2.1% on Friday", "lost 0.8%, leaving it 1.2% up for the week": another time's."""
    tokens, frame = walk.tokens, walk.frame
    apart = tokens[at - 1].low not in _OR  # "down 990 points, or 0.8%, from a week earlier" is one figure told twice
    adjective = of_kind(tokens, at + 1, at + 2, "P") and of_kind(tokens, at + 2, at + 3, "G")  # "posts 2% weekly loss"
    if frame is None or tokens[at].value.unit != "%":
        return False
    if not (frame.percents or (frame.changes and ((frame.levels and apart) or adjective))):
        return False
    if len(frame.subjects) > 1 or not _is_of_other_time(tokens, at, bool(frame.periods or frame.times)):
        return False
    if tokens[at - 1].kind not in "aD" and not (adjective or of_kind(tokens, at + 1, at + 2, "DG")):
        return False
    sign = figure_at(tokens, at).sign
    told = walk.open(frame.subjects, at, "name as before")
    told.sign, told.spoken, told.aside = frame.sign if sign is None else sign, True, frame.aside or frame.earlier
    return slots.take(told, tokens, at)


def _is_of_other_time(tokens: list[Token], at: int, time_told: bool) -> bool:
    """Whether a day follows the figure where a period or a day was told before, or a period."""
    if time_told and (of_kind(tokens, at + 1, at + 4, "T") or said(tokens, at + 1, at + 4, _ON_THE_DAY)):
        return True
    if of_kind(tokens, at + 2, at + 3, "~") and tokens[at + 1].low in _IN_YEAR:
        return True  # "putting it up 5.2% for 2026"
    return any(t.kind == "P" and t.value not in ("day", "other") for t in tokens[at + 1 : at + 4])


def of_second_predicate(walk: Walk, at: int) -> bool:
    """ "was up 0.5% against the dollar and was 0.8% higher against the euro": the same is told of once more."""
    tokens, frame = walk.tokens, walk.frame
    if frame is None or tokens[at].value.unit != "%" or frame.modal:
        return False
    sign = sign_after(tokens, at)
    anew = begins_clause(tokens[at - 1]) or tokens[at - 1].low in _TURNING  # "was trading 0.4% lower", "before turning"
    opened = frame.opening and not frame.closing  # "started the day flat and was 0.9% higher by noon"
    joined = said(tokens, at - 2, at, _LINKING) and of_kind(tokens, frame.last + 1, at, "a;" if opened else "a")
    left = was_before(tokens, at)  # "finished flat, having earlier been 1.4% lower"
    told = frame.percents or opened or _is_record_aside(frame, tokens)
    if sign is None or not (left or ((anew or joined) and told)):
        return False
    frame.aside = frame.aside or not (frame.percents or left or opened) or _is_dated_relative(frame, tokens)
    later = walk.open(frame.subjects, at, "name is figure")
    note_left(later, tokens, at)
    if begins_clause(tokens[at - 1]):
        later.cue(tokens[at - 1])
    later.sign, later.spoken = sign, True
    return slots.take(later, tokens, at)


def _is_record_aside(frame: Frame, tokens: list[Token]) -> bool:
    """ "Bitcoin, which hit a record high on Tuesday, was 3.6% lower": whether a frame only tells a record aside."""
    name = frame.subjects[-1].at
    return frame.record is not None and not frame.has_figures and said(tokens, name + 1, name + 4, _WHICH)


def _is_dated_relative(frame: Frame, tokens: list[Token]) -> bool:
    """ "The Stoxx 600, which dropped 1.8% on Thursday, was 0.6% higher"."""
    name = frame.subjects[-1].at
    return bool(frame.times) and said(tokens, name + 1, name + 4, _WHICH)
