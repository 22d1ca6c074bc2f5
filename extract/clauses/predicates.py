"""Predicates: verbs that move, stand, close and open, and direction words ("rose", "traded", "closed", "was up")."""

from __future__ import annotations

from extract.clauses.ahead import ahead
from extract.clauses.auxiliaries import begins_clause, linked
from extract.clauses.bourses import is_close_of_place
from extract.clauses.closes import ends_half, ends_streak, month_closed, pass_by, period_before, period_closed
from extract.clauses.day_after import is_day_after
from extract.clauses.earlier import relative_verb
from extract.clauses.earlier_moves import (
    closed_before,
    had_closed,
    is_earlier,
    moves_index,
    note_left,
    to_extreme,
    was_before,
    was_had,
)
from extract.clauses.going_on import continues, ends_relative, joins, moment_before, tells_how
from extract.clauses.lists import aside, take_asides, tell_asides
from extract.clauses.lookalikes import NO_PREDICATE
from extract.clauses.nobodys import goes_on_with_other, is_of_else, is_of_gap, is_of_noun, pass_over, touches
from extract.clauses.openings import is_beginning, level_of_beginning
from extract.clauses.runs import begins_run, is_within_run
from extract.clauses.several_days import since_it
from extract.clauses.subjects import subject_of
from extract.clauses.unreal import has_not_happened, is_apart
from extract.clauses.walk import Walk
from extract.figures import AT_LEVEL, figure_at
from extract.frames import Entity, Frame
from extract.lexicon import words
from extract.near import is_participle, of_kind, said
from extract.statement import names_day
from extract.tokens import Token

_AFTER = words("behind_which_earlier")
_BEING_SO = words("being_so")
_UNDIRECTED, _MOVED = words("undirected"), words("moved")
_PLACE_REACH = 5
_HAS, _GONE = words("has"), words("gone_by")
_MOMENTS, _HAD = words("moments"), words("had")
_TOUCHING, _MONTH = words("touching"), "month"
_HEAD = 4
"""Tokens in which a sentence begins with how its subject had stood."""
_REACH = 9
"""Tokens behind "after being up" in which a word of time is of that."""

_NAMES = {"V": "name moves", "W": "name stands at", "C": "name closes", "O": "name opens", "D": "name is up or down"}


def predicate(walk: Walk, at: int, token: Token) -> None:
    """A predicate opens a frame about its subject, or goes on with the one before."""
    kind = token.kind
    if NO_PREDICATE[kind](walk, at) or (kind == "O" and begins_run(walk, at)) or is_within_run(walk, at):
        return
    if kind == "C" and ends_streak(walk, at):
        tempered(walk, at, token)
        return
    if goes_on_with_other(walk, at):
        walk.passed = walk.last_predicate = at
        return
    if is_of_else(walk, at) or (kind in "VC" and since_it(walk, at)) or (kind in "VW" and relative_verb(walk, at)):
        return
    if (
        (kind == "V" and (touches(walk, at) or is_of_noun(walk, at)))
        or is_close_of_place(walk, at)
        or is_of_gap(walk, at)
    ):
        walk.last_predicate = at
        return
    sign = _sign(walk.tokens, at)
    if kind == "D" and (walk.frame is not None or _of_shares(walk, at)) and continues(walk, at):
        if walk.frame is not None:  # else "after U.S. stocks closed lower": nobody's that is known
            _turn(walk.frame, sign)
        walk.last_predicate = at
        return
    finite = (kind != "D" and not is_participle(token)) or linked(walk.tokens, at)
    subject = subject_of(walk, at, finite)
    walk.last_predicate = at
    behind = at and walk.tokens[at - 1].low in _AFTER  # "after opening 0.2% higher, the Dow was down"
    being = at > 1 and walk.tokens[at - 1].low in _BEING_SO and walk.tokens[at - 2].low in _AFTER
    left = kind == "D" and at < _HEAD and _had_stood(walk, at)
    if not subject and (being or left or (kind != "O" and (at == 0 or is_earlier(walk.tokens, at))) or behind):
        subject = ahead(walk, at)
    if subject:
        _state(walk, at, subject, sign)
        if left:
            walk.lead = [t for t in walk.lead if t.kind != "F"]  # the moment is of that alone
        if being and walk.frame is not None and not of_kind(walk.tokens, at + 1, at + _REACH, "T"):
            walk.frame.phases.append("intraday")  # "after being up 0.7%"
    else:
        pass_over(walk, at, token)


def _had_ended(walk: Walk, told: Frame) -> bool:
    """ "had closed 2.3% lower on Monday": whether a frame looks back at a day of its own."""
    dated = any(names_day(t) and t not in walk.lead for t in told.times)
    return dated and told.closing and said(walk.tokens, told.subjects[-1].at + 1, told.last, _HAD)


def _had_stood(walk: Walk, at: int) -> bool:
    """ "Having been up 2% at noon, the Dow closed", "At one point down 1%, it closed"."""
    return (at == 1 and walk.tokens[0].low in _MOMENTS) or was_before(walk.tokens, at)


def tempered(walk: Walk, at: int, token: Token) -> None:
    """ "extended gains", "led the losses": no figure of its own, but the names before it stay the subject."""
    after = walk.tokens[at + 1] if at + 1 < len(walk.tokens) else None
    if token.low == "leading" and after is not None and after.kind in "xSsBR" and after.low != "the":
        return
    subject = subject_of(walk, at, finite=not is_participle(token))
    if subject:
        if walk.frame is None or walk.frame.subjects is not subject:
            aside(walk, subject, at)
        walk.subject = subject
        walk.pending.clear()
    walk.last_predicate = at


def _state(walk: Walk, at: int, subject: list[Entity], sign: int | None) -> None:
    """Say it of the subject: in the open frame where the predicate goes on with that, else in a new one."""
    tell_asides(walk, subject, at, sign)
    token, frame = walk.tokens[at], walk.frame
    goes_on = frame is not None and frame.subjects is subject and joins(walk, frame, at, sign)
    if frame is not None and frame.subjects is subject and ends_relative(walk, frame, at):
        goes_on = False
        for told in reversed(walk.frames):
            if told.subjects is not subject or told.aside:
                break
            told.aside = True
    same = frame if frame is not None and frame.subjects is subject else None
    earlier = is_earlier(walk.tokens, at) or had_closed(same, walk.tokens, at)
    earlier = earlier and not (frame and goes_on and tells_how(walk, frame, at))
    earlier = (earlier and not moves_index(walk, at, subject)) or closed_before(walk, subject, at)
    if token.kind in "CV" and frame is not None and frame.subjects is subject:
        pass_by(walk, frame, at, goes_on and not earlier)
    if (
        frame is None
        or not goes_on
        or earlier
        or is_day_after(walk.tokens, at)
        or (frame.has_figures and is_apart(walk, at))
    ):
        if same is not None and same.has_figures and _had_ended(walk, same):
            same.aside = True  # "had closed 2.3% lower on Monday but gave up 115 points to 5,880"
        had = same is not None and same.has_figures and was_had(walk.tokens, at)
        frame = _open(walk, at, subject, earlier)
        frame.aside = had  # "rose 22 points on Tuesday and had slid 1.2% on Monday"
    if token.kind == "D":
        note_left(frame, walk.tokens, at)
        _take_joined(walk, frame, at)
    walk.subject = (walk.subject or subject) if earlier else subject
    walk.pending.clear()
    take_asides(frame)
    _say(walk, frame, at, sign)
    if has_not_happened(walk, at):
        frame.modal = True
    frame.last = at


def _take_joined(walk: Walk, frame: Frame, at: int) -> None:
    """ "was down 0.2% to $1.268 and 0.1% higher at 1.171 euros": a currency's percent that stands before its way."""
    tokens = walk.tokens
    if frame.subjects[0].kind != "currency" or frame.has_figures or not of_kind(tokens, at - 2, at - 1, "a"):
        return
    if tokens[at - 1].kind == "#" and tokens[at - 1].value.unit == "%":
        frame.percents.append(figure_at(tokens, at - 1))


def _open(walk: Walk, at: int, subject: list[Entity], earlier: bool) -> Frame:
    """A new frame about the subject, with the word of time right before its predicate."""
    token, frame = walk.tokens[at], walk.frame
    moment = moment_before(walk, at) if frame is not None and frame.opening else None
    if frame is not None and moment is not None and moment.value in frame.phases:
        frame.phases.remove(moment.value)
        frame.moment = False
    frame = walk.open(subject, at, _NAMES[token.kind])
    if moment is not None:
        frame.cue(moment)
    frame.earlier = earlier
    if earlier and (to_extreme(walk.tokens, at) or _at_extreme(walk, at)):
        frame.earlier = False
        frame.phases.append("intraday")
    if token.low in _TOUCHING and not of_kind(walk.tokens, at + 1, at + _PLACE_REACH, "H"):
        frame.moment = True  # "touched 84,861.10 on Tuesday"
    if at and begins_clause(walk.tokens[at - 1]):
        frame.cue(walk.tokens[at - 1])
    return frame


def _at_extreme(walk: Walk, at: int) -> bool:
    """ "marked its day's low of 34,140.70 after losing 332.18 points": how the session came to what is told before."""
    told = walk.frames[-2] if len(walk.frames) > 1 else None
    if told is None or told.has_figures or (told.low is None and told.high is None):
        return False
    return not of_kind(walk.tokens, at + 1, at + _REACH, "T")


def _say(walk: Walk, frame: Frame, at: int, sign: int | None) -> None:
    """What the predicate's own word says: a direction, a close, an opening."""
    kind = walk.tokens[at].kind
    if kind in "VD" and (frame.sign is None or not frame.has_figures):
        frame.sign = sign
    if kind == "D" and (period := period_before(walk.tokens, at)):
        frame.periods.append(period)
    if kind == "C" and ends_half(walk.tokens, at):
        frame.phases.append("intraday")
    elif kind == "C":
        frame.closing, frame.present = True, walk.tokens[at - 1].low in _HAS
        if period := period_closed(walk, at):
            frame.periods.append(period)
            frame.ended_week = period == "week"
            if period == _MONTH:
                frame.month = month_closed(walk.tokens, at) or frame.month
            frame.week_before = frame.week_before or said(walk.tokens, at + 1, at + 4, _GONE)
    if kind == "O":
        if is_beginning(walk.tokens, at):
            walk.spent.update(level_of_beginning(walk.tokens, at))
            return
        frame.opening = True
    frame.spoken = True


def _of_shares(walk: Walk, at: int) -> bool:
    """ "after U.S. stocks closed lower": whether the predicate before is that of shares in general."""
    if walk.pending:
        return False
    heads = [t for t in walk.tokens[max(0, at - 6) : at] if t.kind == "h"]
    return bool(heads) and heads[-1].value == "shares"


def _turn(frame: Frame, sign: int | None) -> None:
    """Give the frame the direction that its predicate's own word adds."""
    if sign is not None and (not frame.percents or frame.sign is None):
        frame.sign = sign
    frame.spoken = True


def _sign(tokens: list[Token], at: int) -> int | None:
    """The direction of a predicate's word; a verb told both ways ("edged") takes that of the word behind it."""
    token = tokens[at]
    if token.kind == "D":
        return int(token.value)
    if token.kind != "V":
        return None
    sign, turned, _ = token.value
    if turned:
        for after in tokens[at + 1 : at + 4]:
            if after.kind == "D":
                return int(after.value)
            if after.low in _UNDIRECTED or (after.low in AT_LEVEL and token.low in _MOVED):
                return None  # "weakened by 0.2%, moving to 8.97"
            if after.kind not in "xaq":
                break
    return int(sign)
