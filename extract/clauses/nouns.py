"""Nouns of a move: "saw a 2.5% fall", "its weekly gains to about 5%", "an advance of 0.58%"."""

from __future__ import annotations

from extract.clauses.earlier_moves import is_earlier, is_momentary
from extract.clauses.noun_led import nouns_listed
from extract.clauses.nouns_in_names import copy_time, is_owner, name_behind
from extract.clauses.subjects import subject_of
from extract.clauses.unreal import after_modal, is_expected, is_unreal
from extract.clauses.walk import Walk
from extract.frames import Entity, Frame
from extract.lexicon import words
from extract.near import of_kind, said
from extract.tokens import Token, kinds

_OF_FIGURE = words("noun_of_figure")
_BETWEEN, _TO = words("between"), words("noun_period_to")
_SWING = 10
"""Tokens from "between" to the second of two moves."""
_FROM, _INTO = words("record_from"), words("into_other")
_TURN = 10
"""Tokens from one noun of a move to the one that it turned into."""
_COMPARED = words("compared_to")
_SUBORDINATE = words("subordinate")
_UNDONE, _IMPLYING = words("undone"), words("implying")
_IMPLIED_REACH = 3
"""Tokens from "implies" to the noun of a move."""
_CLAUSE = 8
"""Tokens behind "after a gain of" in which the day or the period of that is told."""
_APART = "pvVWCOTF;"  # none stands between an opening and what it made ("opened at 24,100.5, a gain of 0.3%")


def noun(walk: Walk, at: int, token: Token) -> None:
    """A noun signs the figure before it and governs the one behind it ("losses of 2%")."""
    if nouns_listed(walk, at):
        return
    _sign_before(walk, at, token)
    if _governs_figure(walk.tokens, at, _of_points(walk)):
        _noun_of_figure(walk, at, token)
    walk.last_predicate = at


def _sign_before(walk: Walk, at: int, token: Token) -> None:
    """ "saw a 2.5% fall": the figure right before has the noun's sign."""
    between = walk.tokens[at - 1]
    if walk.frame is None or not walk.frame.percents or not of_kind(walk.tokens, at - 2, at, "#"):
        return
    if between.kind in "p;aC" or between.low in _SUBORDINATE:
        return  # "fell 0.4% after gains on Tuesday", "rose 0.4% despite losses in banks"
    last = walk.frame.percents[-1]
    if last.end >= walk.tokens[max(0, at - 2)].start and said(walk.tokens, at - 4, at, _UNDONE):
        walk.frame.sign = last.sign = token.value
        walk.frame.phases.append("intraday")  # "squandered a 0.7% gain to end lower"
        walk.frame = None
        return
    if last.sign is None and last.end >= walk.tokens[max(0, at - 2)].start:
        last.sign = token.value


def _of_points(walk: Walk) -> bool:
    """Whether a bare figure can be the points of the name told of ("futures imply a gain of 28.25")."""
    return bool(walk.pending) and walk.pending[-1][-1].kind in ("index", "future")


def _governs_figure(tokens: list[Token], at: int, pointed: bool) -> bool:
    """Whether "of", "to" or "by" and a figure follow, with periods between at most; `pointed` where a bare figure can
    be points."""
    first = at + 1
    while first < min(len(tokens), at + 4) and tokens[first].kind == "P":
        first += 1
    after = [t for t in tokens[first : first + 4] if t.kind != "T"][:3]
    if not after or after[0].low not in (_OF_FIGURE if first == at + 1 else _TO):
        return False
    figure = next((i for i, t in enumerate(after) if t.kind == "#"), None)
    if figure is None or any(t.kind in "VWCO" for t in after[:figure]):  # "paring losses to close 0.4% lower"
        return False
    told = after[figure].value
    return told.unit in ("%", "pt") or told.grouped or (pointed and told.decimals > 0 and not told.unit)


def _noun_of_figure(walk: Walk, at: int, token: Token) -> None:
    """ "brings its weekly gains to about 5%": a frame of its own, with the day and phase of the one before."""
    old, tokens = walk.frame, walk.tokens
    figure = next((i for i in range(at + 1, min(len(tokens), at + 4)) if tokens[i].kind == "#"), None)
    if figure is not None and walk.low(at + 1) == "of" and name_behind(tokens, figure) is not None:
        if tokens[figure].value.unit == "pt":
            walk.spent.add(figure)  # "futures point to a fall of 35 points for the ASX 200"
        return  # "despite a gain of 0.3% for Acme Bank"
    if old is not None and not walk.pending:
        subject: list[Entity] | None = old.subjects
    else:
        subject = subject_of(walk, at, finite=False) or walk.subject
    if not subject:
        return
    frame = walk.open(subject, at, "noun of figure")
    frame.sign, frame.spoken = token.value, True
    reach = _SWING if of_kind(tokens, at - 2, at, "a") else _SWING // 2
    swings = said(tokens, at - reach, at, _BETWEEN)  # "between a gain of 0.9% and a loss of 1.1%"
    turns = _turns_to_other(tokens, at)
    pares = walk.low(at + 1) == "to"  # "paring its weekly loss to 1.3%"
    momentary = is_momentary(tokens, at)
    compared = said(tokens, at - 4, at, _COMPARED)
    told_before = not (turns or pares or momentary) and (compared or is_earlier(tokens, at))
    frame.earlier = told_before and not _tells_how(tokens, at, old)
    implied = subject[0].kind != "future" and said(tokens, at - _IMPLIED_REACH, at, _IMPLYING)
    nobodys = compared and not of_kind(tokens, at + 1, at + _CLAUSE, "TP")  # "compared with a gain of 1% elsewhere"
    frame.modal = implied or swings or nobodys or is_unreal(walk, at) or is_expected(walk, at) or after_modal(walk, at)
    if old is not None:
        _go_on_with(tokens, at, old, frame)
        if frame.earlier and of_kind(tokens, at + 1, at + _CLAUSE, "T"):
            frame.phases = []  # "was up 0.4% in morning trade, after a gain of 1.1% on Tuesday"
        frame.opening = old.opening and not old.closing and not of_kind(tokens, old.last + 1, at, _APART)
    if turns or momentary:
        frame.phases.append("intraday")
        frame.moment = True
        frame.closing = frame.closing and not momentary
    _time(walk, at, frame, old)


def _tells_how(tokens: list[Token], at: int, old: Frame | None) -> bool:
    """ "finished at 10,311.42 on Friday after a gain of 0.27%": a close without a direction takes the one behind it."""
    if old is None or not (old.closing and old.levels) or old.percents or old.changes or old.sign is not None:
        return False
    return not (old.earlier or of_kind(tokens, at + 1, at + _CLAUSE, "TP"))


def _go_on_with(tokens: list[Token], at: int, old: Frame, frame: Frame) -> None:
    """Give a noun's frame the times of the one before, which loses a direction that the noun turns."""
    copy_time(old, frame)
    if old.moment and said(tokens, at - 3, at, _INTO):
        frame.phases = [phase for phase in frame.phases if phase != "intraday"]
    if frame.sign is not None and old.sign == -frame.sign and not (old.percents or old.changes):
        old.sign = None  # "slipped back to 14,390.70, a gain of 0.1%": the verb is not the day's
    if old.periods and not old.has_figures:
        frame.periods = list(old.periods)  # "to finish May with a gain of 2.2%"


def _time(walk: Walk, at: int, frame: Frame, old: Frame | None) -> None:
    """Give a noun's frame the day, the month and the periods that stand beside the noun."""
    tokens = walk.tokens
    owned = is_owner(tokens, at - 1)
    if owned:  # "versus Tuesday's loss of 1.2%"
        frame.times, frame.aside = [tokens[at - 1]], True
    if at and tokens[at - 1].kind == "x" and tokens[at - 1].value == "month":
        frame.periods.append("month")  # "its May advance to 2.2%"
    periods = [t for t in (*tokens[max(0, at - 3) : at], *tokens[at + 1 : at + 2]) if t.kind == "P"]
    for period in periods:
        frame.cue(period)
    if periods and old is not None and periods[-1].value in old.periods:
        old.periods.remove(periods[-1].value)
    if _is_undone(walk, at):
        _undo(frame, kinds(tokens[at + 1 : at + _CLAUSE]), owned, bool(periods))


def _is_undone(walk: Walk, at: int) -> bool:
    """ "erased a gain of 0.7%"; of "paring its weekly loss to 1.3%" some is left."""
    verb = of_kind(walk.tokens, at - 4, at, "v") and said(walk.tokens, at - 4, at, _UNDONE)
    return verb and walk.low(at + 1) != "to"


def _undo(frame: Frame, behind: str, owned: bool, periods: bool) -> None:
    """Take from the session's end what was undone in it ("erased a gain of as much as 0.7%"), and from the session what
    was of a period ("erasing its loss of 1.6% for the year"). `behind` are the kinds of the tokens behind the noun;
    `owned` says that a day owns it, `periods` that one stands beside it."""
    if not (owned or "T" in behind or "P" in behind):
        frame.phases.append("intraday")
        frame.closing, frame.earlier = False, False
    if "T" not in behind and (periods or "P" in behind):
        frame.modal = True


def _turns_to_other(tokens: list[Token], at: int) -> bool:
    """ "went from a gain of 2% to a drop of 1%": the first is a moment of the session."""
    if not said(tokens, at - 3, at, _FROM):
        return False
    other = next((place for place in range(at + 1, min(len(tokens), at + _TURN)) if tokens[place].kind == "G"), None)
    return other is not None and said(tokens, other - 3, other, _INTO)
