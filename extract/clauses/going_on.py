"""Whether a predicate goes on with what is told already: the same frame, or the predicate's word before it."""

from __future__ import annotations

from extract.clauses.auxiliaries import begins_clause, linked, start_of_predicate
from extract.clauses.closes import close_joins, leaves, period_before
from extract.clauses.earlier_moves import was_before, was_had
from extract.clauses.subjects import behind_exchange
from extract.clauses.walk import Walk
from extract.frames import Frame
from extract.lexicon import words
from extract.near import is_participle, of_kind, said
from extract.tokens import Token

_RELATIVE = words("relative")
_HAD = words("had")
_OR, _OR_COMMA = words("or"), words("figure_or_figure")
_CONTINUING = words("before_continued_direction")
_HAVING = words("having")
_RATE, _AGAINST = "currency", words("exchanged_for")
_OPENED_BEFORE = _HAVING | words("behind_which_earlier")
_VERB = 11
"""Tokens from a direction word back to its verb ("finished the week just 3 points, or 0.03 per cent, ahead")."""
_ASIDES = {mark: mark for mark in words("aside_marks")} | {"(": ")"}
"""What begins an aside -> what ends it."""


def tells_how(walk: Walk, frame: Frame, at: int) -> bool:
    """ "closed at 3,953.76 after falling 1.81 percent": a close without a direction takes the one behind it."""
    having = walk.tokens[at - 1].low in _HAVING
    if (
        not ((frame.closing or having) and frame.levels)
        or frame.percents
        or frame.changes
        or frame.sign is not None
        or frame.earlier
    ):
        return False
    behind = walk.tokens[at + 1 : at + 8]
    return bool(behind) and behind[0].kind == "#" and not any(t.kind in "TF" for t in behind)


def joins(walk: Walk, frame: Frame, at: int, sign: int | None) -> bool:
    """Whether a further predicate of the same subject goes on with the frame ("... to close at")."""
    if frame.modal:
        return False
    kind = walk.tokens[at].kind
    if kind == "C":
        return close_joins(walk, frame, at)
    if kind == "O" and frame.has_figures and walk.tokens[at - 1].low in _OPENED_BEFORE:
        return False  # "closed 211 points higher, having opened 96 points up"
    if kind == "D":
        if was_before(walk.tokens, at):
            return False  # "closed at 9,068.4, having been down 1.4%"
        if frame.has_figures and (begins_clause(walk.tokens[at - 1]) or period_before(walk.tokens, at)):
            return False
        figured = frame.percents or (frame.changes and of_kind(walk.tokens, at + 1, at + 3, "#"))
        if figured and sign and frame.sign and sign != frame.sign:
            return False
        if _says_anew(walk, at) or _goes_on_later(walk, frame, at):
            return False
        ahead = frame.rule == "level ahead"  # "At +0.2%, the S&P 500 is in the black for the year"
        return not (frame.percents and not ahead and (frame.periods or linked(walk.tokens, at)))
    if kind == "W":
        return True
    if frame.opening:  # "opened higher, jumping 96 points to 3,942.36"
        return not frame.has_figures and is_participle(walk.tokens[at]) and walk.tokens[at - 1].low == ","
    if frame.has_figures and sign is not None and frame.sign is not None and sign != frame.sign:
        return leaves(walk, frame, at)
    if frame.has_figures and (_tells_period(walk, at) or was_had(walk.tokens, at)):
        return False
    if frame.levels and frame.subjects[0].kind == _RATE and said(walk.tokens, at + 1, at + 3, _AGAINST):
        return False  # "rose against the yen to 3.25, fell against the euro to 4.98"
    begins = at if is_participle(walk.tokens[at]) else start_of_predicate(walk.tokens, at)
    whole = frame.percents or (frame.closing and frame.changes)  # "finished 3 points ahead and gained 2% in August"
    return not whole or walk.tokens[begins - 1].kind not in "a;"


def _goes_on_later(walk: Walk, frame: Frame, at: int) -> bool:
    """ "opened higher and at one point was up 318 points", "started in the red, but was up 0.5%"."""
    if not frame.opening or frame.closing:
        return False
    if frame.sign is not None and moment_before(walk, at) is not None:
        return True
    return linked(walk.tokens, at) and of_kind(walk.tokens, frame.last + 1, at, "a;")


def moment_before(walk: Walk, at: int) -> Token | None:
    """The moment that a predicate's own clause begins with ("and at one point was up 318 points")."""
    start = start_of_predicate(walk.tokens, at)
    before = walk.tokens[start - 1] if start > 1 else None
    return before if before is not None and before.kind == "F" and walk.tokens[start - 2].kind in "a;" else None


def ends_relative(walk: Walk, frame: Frame, at: int) -> bool:
    """ "the index, which fell 1.2% on Tuesday, rose", "the index - down 1.2% on Tuesday - rose": whether the frame was
    that of an aside with a day of its own."""
    tokens, name = walk.tokens, frame.subjects[-1].at
    dated = any(t.kind == "T" for t in frame.times) or bool(frame.month)
    of_time = dated or frame.phases or frame.periods  # "which has lost 5% this year, closed"
    if is_participle(tokens[at]) or not (of_time or said(tokens, name + 1, name + 5, _HAD)):
        return False
    start = at
    while tokens[start - 1].kind in "xmq" and tokens[start - 1].low[0].isalpha():
        start -= 1
    before = tokens[start - 1].low
    if said(tokens, name + 1, name + 4, _RELATIVE):
        return before == ","
    return dated and before == _ASIDES.get(walk.low(behind_exchange(tokens, name + 1))) and not frame.levels


def continues(walk: Walk, at: int) -> bool:
    """Whether a direction word belongs to the predicate before it ("closed sharply higher", "was 0.5% lower")."""
    if walk.pending and not walk.pending[-1][-1].object and walk.pending[-1][-1].under is None:
        return False
    if walk.frame is not None and walk.frame.has_figures and period_before(walk.tokens, at):
        return False
    if was_before(walk.tokens, at) or (walk.frame is not None and _goes_on_later(walk, walk.frame, at)):
        return False
    told = walk.frame.percents if walk.frame is not None and walk.frame.closing else []
    if any(figure.end == walk.tokens[at - 1].end for figure in told):
        return True  # "ended the three months to September 3.2% higher"
    spanned = False
    for back in range(at - 1, max(-1, at - _VERB), -1):
        token = walk.tokens[back]
        if begins_clause(token) or (token.kind == "a" and (_says_anew(walk, at) or _has_own_percent(walk, at))):
            return False
        if token.kind in "VWCO":
            return token.kind == "C" or not spanned
        spanned = spanned or token.kind == "P"  # "ended the first half 3.2% higher"
        if token.kind not in "xq#TFDP" and token.low not in _CONTINUING and not _of_both(walk, back, at):
            return False
    return False


def _of_both(walk: Walk, place: int, at: int) -> bool:
    """ "ended the week 24 points, or 0.35%, lower": the "or" and the commas between two figures for the same."""
    return walk.tokens[place].low in _OR_COMMA and said(walk.tokens, at - 5, at, _OR)


def _says_anew(walk: Walk, at: int) -> bool:
    """ "fell 286 points and is now down for the year", "fell 286 points, down 2% on the week": a period's direction
    behind the day's figures."""
    told = walk.frame is not None and walk.frame.has_figures
    return told and of_kind(walk.tokens, at + 1, at + 4, "P") and (linked(walk.tokens, at) or _tells_period(walk, at))


def _has_own_percent(walk: Walk, at: int) -> bool:
    """ "rose 0.3% on Tuesday and was down 0.8% at 18,725.75": a second percent with its own predicate."""
    if walk.frame is None or not walk.frame.percents or not of_kind(walk.tokens, at + 1, at + 2, "#"):
        return False
    return bool(walk.tokens[at + 1].value.unit == "%") and linked(walk.tokens, at)


def _tells_period(walk: Walk, at: int) -> bool:
    """ ", loses 2% for the week": whether a figure follows right behind a predicate's word, and its period."""
    tokens = walk.tokens
    if walk.frame is None or walk.frame.periods or not of_kind(tokens, at + 1, at + 2, "#"):
        return False
    return of_kind(tokens, at + 2, at + 4, "P") and not walk.frame.levels
