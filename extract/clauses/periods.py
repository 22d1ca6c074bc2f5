"""Words of a period: which figures span it, and which only say since when or for how long."""

from __future__ import annotations

from itertools import pairwise

from extract.clauses.ago import is_ago, waits
from extract.clauses.walk import Walk
from extract.frames import Frame
from extract.lexicon import words
from extract.near import of_kind, said
from extract.ranges import extreme_behind, extreme_in
from extract.spans import UNITS
from extract.statement import names_day
from extract.tokens import Token

_ELSEWHERE = words("elsewhere")
_STREAKS = words("streaks")
_OF = words("noun_of_figure") | words("noun_period_to")
_OVER = words("over_a_span")
_PARTED = words("behind_a_span")
_RECORD = words("record") | words("records")
_SPANS = words("spans")
_ADJECTIVES = words("period_adjectives")
_RANKED, _MOODS = words("ranked_periods"), words("moods_of_periods")
_AFTER_ADJECTIVE = words("after_period_adjective")
_SUPERLATIVES = words("superlatives")
_IN_YEAR = words("before_a_year")
_BEST = words("superlative_periods") | _MOODS
_GOVERNING = words("before_ranked_period")
_FIRST = words("first_of_span")
_WHICH = words("some_day_when")
_PAIR = 2
_LIKE = ("index", "stock")
_WHOLE = ("week", "month", "quarter", "half")
"""Periods that hold for the next index too, which is told of in the same breath."""
_HEAD = 6
"""Tokens in which a sentence's own year is told ("On this day in 2009, ...")."""
_AS_BEFORE, _NAME_MOVES, _NAME_IS = "name as before", "name moves", "name is up or down"
_WAS = words("was")
_HAS = words("has")
_AWAITED = words("expected")
_CLAUSE = 12
"""Tokens in which a period's figure can follow it."""


def is_streak(tokens: list[Token], at: int) -> bool:
    """ "its two-week losing streak", "snapped five sessions of losses"."""
    if said(tokens, at + 1, at + 3, _STREAKS) and not of_kind(tokens, at + 1, at + 2, "pa"):
        return True  # but "up 4% so far in May after losing 2%", "a rough week, losing 2%"
    return tokens[at].value == "other" and said(tokens, at + 1, at + 2, _OF) and of_kind(tokens, at + 2, at + 4, "G")


def is_span(token: Token) -> bool:
    """Whether a period is told with words between or by how it went ("in a quiet week", "a rough week")."""
    return token.low in UNITS or token.low.split()[0] in _MOODS


def is_told_in(tokens: list[Token], at: int) -> bool:
    """Whether a clause of its own tells what went on in a span ("a quarter in which it gained 5.2%")."""
    return is_span(tokens[at]) and said(tokens, at + 1, at + 3, _WHICH) and of_kind(tokens, at + 2, at + 6, "V")


def is_of_else(tokens: list[Token], at: int) -> bool:
    """ "two days after its record close", "its 20th record this year": what the period says of another thing."""
    if tokens[at].value == "other" and said(tokens, at + 1, at + 2, _PARTED):
        return True
    if extreme_in(tokens[at]) and of_kind(tokens, at + 2, at + 3, "#"):
        return True  # "off its high of 41,310.09"
    if tokens[at].low.endswith("'s") and extreme_behind(tokens, at):
        return True  # "just below last week's record"
    return tokens[at - 1].kind == "H" or (at > 0 and tokens[at - 1].low in _RECORD)


def is_of_frame(walk: Walk, frame: Frame, at: int) -> bool:
    """Whether a period word is near a figure of the frame ("up 2% for the week"), not "its worst week since May"."""
    tokens, behind = walk.tokens, at - frame.last
    low = tokens[at].low
    if is_ago(tokens[at]) or waits(walk, at):
        return False
    if low in _ADJECTIVES and _is_adjective_of_figure(walk, frame, at):
        return True
    if behind > 7 or (low in _ADJECTIVES and (tokens[at - 1].kind == "#" or not _noun_follows(tokens, at))):
        return low in _ADJECTIVES and behind <= 7 and _stands_alone(tokens, at)
    if low in _SPANS and (behind > 3 or superlative(tokens, at)):
        return False
    if is_span(tokens[at]) and said(tokens, at + 1, at + 3, _WHICH):
        return False  # "added 0.7%, in a week in which it told its results"
    if is_span(tokens[at]) and (superlative(tokens, at) or any(names_day(t) for t in frame.times)):
        return False  # "rose 0.3% on Tuesday, the most in a choppy week"
    if of_kind(tokens, at + 1, at + 3, "e") or (low.endswith("'s") and of_kind(tokens, at + 1, at + 2, "G")):
        return False  # "after its smallest half-year profit", "recovered some of last week's losses"
    start = frame.last + 1
    if of_kind(tokens, start, at, ";VWCvemBH#~") or said(tokens, start, at, _ELSEWHERE):
        return False
    moved = low in _ADJECTIVES and of_kind(tokens, at + 1, at + 2, "G")  # "its steepest weekly slide"
    if moved and frame.has_figures and said(tokens, start, at, _AWAITED):
        return False  # "slipped 0.5% and was set for a weekly rise"
    if (is_streak(tokens, at) and not moved) or is_of_else(tokens, at):
        return False
    if _is_sum_of_period(walk, frame, at):
        return True
    return _is_the_figures(walk, frame, at) if is_ranked(tokens, at) else True


def _is_adjective_of_figure(walk: Walk, frame: Frame, at: int) -> bool:
    """ "logged a 1.7% weekly decline": the adjective between the frame's only figure and its noun."""
    told = len(frame.percents) + len(frame.changes) == 1 and not (frame.levels or frame.times)
    return told and frame.last == at - 1 and of_kind(walk.tokens, at + 1, at + 2, "G")


def _is_sum_of_period(walk: Walk, frame: Frame, at: int) -> bool:
    """ "dropped 90 points to end the week at 15,580, for a loss on the week of 723 points": a frame of its own."""
    tokens = walk.tokens
    noun = tokens[at - 1 - (tokens[at - 1].low in _OVER)]
    summing = noun.kind == "G" and frame.has_figures and walk.low(at + 1) in _OF
    if not summing or not of_kind(tokens, at + 2, at + 3, "#"):
        return False
    summed = walk.open(frame.subjects, at, "noun of figure")
    summed.sign, summed.spoken = int(noun.value), True
    return True


def _figure_before_day(tokens: list[Token], at: int) -> bool:
    """Whether a percent follows, and no day before it."""
    behind = next((t for t in tokens[at + 1 : at + _CLAUSE] if t.kind in "T#"), None)
    return behind is not None and behind.kind == "#" and behind.value.unit == "%"


def is_ranked(tokens: list[Token], at: int) -> bool:
    """ "its worst week", "a third straight weekly gain", "a rough week"."""
    first = tokens[at].low.split()[0]
    counted = at if first in _FIRST else at - 1
    if tokens[at].value == "other" and (counted == at or said(tokens, counted, at, _FIRST)):
        return not said(tokens, counted - 2, counted, _OVER)  # "in the first nine months"
    if first in _RANKED or first in _MOODS:
        return True
    figure = next((place for place in range(at - 1, max(-1, at - 5), -1) if tokens[place].kind == "#"), -1)
    return said(tokens, max(figure + 1, at - 4), at, _RANKED)  # "after losing 2% in April" ranks nothing


def _is_the_figures(walk: Walk, frame: Frame, at: int) -> bool:
    """Whether a ranked period is what the figures span: "posted its best week, rising 2%", "lost 2% in its worst week",
    not "fell 0.3%, its third weekly loss"."""
    tokens = walk.tokens
    low = tokens[at].low
    named = low.split()[0] in _BEST
    if not frame.has_figures and of_kind(tokens, at - 5, at, "C") and _figure_before_day(tokens, at):
        return True  # "wrapped up its worst week, falling 1.7%"
    if not named and low not in _ADJECTIVES:
        return False
    if of_kind(tokens, at - 5, at, "Wv"):
        if frame.has_figures and any(t.kind == "#" and t.value.unit == "%" for t in tokens[at + 1 : at + _CLAUSE]):
            walk.open(frame.subjects, at, "name as before").spoken = True  # "notched its best week, up 2.4%"
            return True
        return not frame.has_figures
    if frame.times or frame.levels or frame.closing:
        return False
    start = max(frame.last + 1, at - 4)
    return (named or said(tokens, start, at, _BEST)) and said(tokens, start, at, _GOVERNING)


def _noun_follows(tokens: list[Token], at: int) -> bool:
    """Whether "weekly" has its noun, or stands for itself at a clause's end ("jumped 7% weekly")."""
    if _stands_alone(tokens, at) or of_kind(tokens, at + 1, at + 3, "G"):
        return True
    return said(tokens, at + 1, at + 3, _AFTER_ADJECTIVE)


def _stands_alone(tokens: list[Token], at: int) -> bool:
    """ "jumped 7% weekly," """
    return at + 1 >= len(tokens) or tokens[at + 1].low in (",", ".")


def superlative(tokens: list[Token], at: int) -> bool:
    """ "its best day since March": the period only says since when."""
    before = tokens[max(0, at - 7) : at]
    return any(t.kind == "H" or t.low.split()[0] in _SUPERLATIVES or t.low.endswith("est") for t in before)


def year(walk: Walk, at: int, token: Token) -> None:
    """ "rose 26% in 2025": the year so far, or a year that is over."""
    frame = walk.frame
    if at < 1 or walk.tokens[at - 1].low not in _IN_YEAR or len(token.low) != 4 or not token.low.isdigit():
        return
    if of_kind(walk.tokens, at - 3, at, "e"):
        return  # "fell 6% on a cautious outlook for 2026"
    past = walk.year - int(token.low)
    if frame is None:
        apart = walk.low(at + 1) == "," or at == 1  # "On this day in 2009, ...", "In 2008 the S&P 500 fell 38%"
        if at < _HEAD and apart and not walk.frames and not walk.pending:
            walk.lead.append(Token("P", token.start, token.end, token.low, "year" if past else "ytd"))
        return
    if at - frame.last > 4 and (at - frame.last > _HEAD + 4 or of_kind(walk.tokens, frame.last + 1, at, "a;#VWCO")):
        return
    if not frame.has_figures and past == 0 and frame.spoken:
        frame.periods.append("ytd")  # "is positive for 2026, up 0.2%"
    elif not frame.percents:
        # "was 38,957 in 1989": another year's level
        frame.modal = frame.modal or (bool(frame.levels) and past > 0)
    elif 0 <= past <= 30:
        frame.periods.append("year" if past else "ytd")


def _is_verbless(tokens: list[Token], before: Frame, frame: Frame) -> bool:
    """ "The Dow is up 3.1% this year and the S&P 500 up 5.2%": a clause that takes the verb of the one before, or
    one as of now."""
    if frame.rule != _NAME_IS or before.rule != _NAME_IS or frame.subjects[-1].at <= before.last:
        return False
    was = said(tokens, before.first, before.last, _WAS) or said(tokens, frame.subjects[-1].at + 1, frame.last, _WAS)
    return not was


def _has_gone(tokens: list[Token], frame: Frame) -> bool:
    """ "Acme is up 12% this year, while the S&P 500 has gained 7%"."""
    return frame.rule == _NAME_MOVES and said(tokens, frame.subjects[-1].at + 1, frame.last, _HAS)


def lend_period(tokens: list[Token], frames: list[Frame]) -> None:
    """ "All three were down for the week, with the Dow ending 0.5% lower", "the S&P 500 added 0.2% for the week and the
    Dow 0.1%", "the CSI 300 leapt 17.9% in the quarter, and the Hang Seng gained 11.6%": the period is theirs too."""
    told = [frame for frame in frames if frame.has_figures]
    if len(told) == _PAIR:
        _lend_back(tokens, *told)
    if not frames or not frames[0].periods:
        return
    for before, frame in pairwise(frames):
        if before.month and _is_its_close(before, frame):
            frame.periods, frame.month = list(before.periods), before.month
        # "rose 1.5% for the week to 6,114.63, and the Dow 0.4% to 42,118.36"
        if frame.rule == _AS_BEFORE and before.levels and before.percents and frame.percents and not frame.times:
            frame.periods = frame.periods or list(before.periods)
        if frame.periods or frame.times or frame.levels:
            continue
        ended = frames[0].closing and before.periods == ["year"]  # "The Dow ended the year 3% up, the Nasdaq gained 8%"
        whole = bool(before.periods) and (before.periods[-1] in _WHOLE or _is_verbless(tokens, before, frame) or ended)
        if not frames[0].has_figures or (whole and _is_alike(before, frame)):
            frame.periods = list(frames[0].periods)
        elif before.periods and (frame.rule == _AS_BEFORE or _has_gone(tokens, frame)) and _is_alike(before, frame):
            frame.periods, frame.month = list(before.periods), before.month


def _lend_back(tokens: list[Token], before: Frame, frame: Frame) -> None:
    """ "The Nasdaq gained 0.4%, while the Dow fell 1.3% during the week": what a sentence ends in is of both."""
    last = next((token for token in reversed(tokens) if token.low != "."), None)
    if before.periods or before.times or before.subjects[0].kind != "index" or len(frame.periods) != 1:
        return
    ends = last is not None and last.kind == "P" and last.value == frame.periods[0] and last.value in _WHOLE
    if ends and _is_alike(frame, before) and _is_alike(before, frame):
        before.periods = list(frame.periods)


def lend_gone(tokens: list[Token], before: Frame, frame: Frame) -> None:
    """ "Since May the Dow has lost 6.5%; the Dax has gained 7.9%": the period of the frame before is that of one which
    tells how far another index has gone."""
    if not (frame.periods or frame.times or frame.levels) and _has_gone(tokens, frame) and _is_alike(before, frame):
        frame.periods, frame.month = list(before.periods), before.month


def _is_its_close(before: Frame, frame: Frame) -> bool:
    """ "ended July 2.3% down, when it closed at 1,331.6": whether a level is that of the month's end."""
    if not before.closing or before.aside or before.levels or before.subjects[0].id != frame.subjects[0].id:
        return False
    return frame.closing and not (frame.times or frame.periods or frame.percents or frame.changes)


def _is_alike(before: Frame, frame: Frame) -> bool:
    """Whether a frame gives another index's percent and nothing more, as the one before did."""
    if not frame.percents or frame.changes or frame.phases or frame.closing or frame.earlier or before.levels:
        return False
    return frame.subjects[0].kind == "index" and before.subjects[0].kind in _LIKE and frame.subjects != before.subjects
