"""Nouns of a move whose name stands behind: "a 2.1% jump in the shipping sector", "a gain of 0.3% for Acme Bank"."""

from __future__ import annotations

from extract.clauses.unreal import is_expected, is_unreal
from extract.clauses.walk import Walk
from extract.figures import figure_at
from extract.frames import Entity, Frame
from extract.lexicon import words
from extract.months import MONTHS
from extract.near import of_kind, said
from extract.tokens import Token

_COMPANIES = words("companies_are")
_OF_NAME, _POSTED = words("noun_of_name"), words("posted")
_ON_DAY, _COMPARING = words("noun_on_day"), words("comparing")
_OWNERS, _DESCRIBED, _PLURAL = ("stock", "sector"), 3, ("'", "’")
_APART, _OUTDOING, _INDEX = words("apart_possessive"), words("outdoing"), "index"
_COMPARED_REACH, _PERIOD_REACH = 5, 3
"""Tokens from "versus" to a noun's figure, and from a name to its period."""


def noun_for(walk: Walk, at: int) -> bool:
    """ "despite a gain of 0.3% for Acme Bank": the name behind the figure has it."""
    tokens = walk.tokens
    place = next((i for i in range(at - 1, max(-1, at - 4), -1) if tokens[i].kind == "G"), None)
    target = name_behind(tokens, at) if place is not None and tokens[place + 1].low == "of" else None
    entity = walk.entities.at(tokens, target, walk.futures) if target is not None else None
    if place is None or target is None or entity is None:
        return False
    entity.under = None
    _tell_of_name(walk, at, target, [entity], tokens[place].value)
    return True


def name_behind(tokens: list[Token], at: int) -> int | None:
    """The place of a name that "for" joins to a figure of percent or points."""
    if tokens[at].value.unit not in ("%", "pt") or at + 2 >= len(tokens) or tokens[at + 1].low not in _OF_NAME:
        return None
    target = _target(tokens, at + 2)
    named = target < len(tokens) and tokens[target].kind in "IBS" and not tokens[target].poss
    return target if named else None


def noun_of(walk: Walk, at: int) -> bool:
    """ "a 2.1% jump in the shipping sector": the figure is of the name behind; "a 75% surge in sales" of none."""
    tokens = walk.tokens
    if tokens[at].value.unit not in ("%", "pt"):
        return False
    place = at + 1
    while place < len(tokens) and tokens[place].kind in "xDP" and place < at + 3:
        place += 1
    spanned = of_kind(tokens, at + 1, place, "P")  # "a 12% annual rise in sales"
    behind = place + 1 + (walk.low(place + 1) in _POSTED)  # "the 0.8 percent gain posted by the Dow"
    if place >= len(tokens) or tokens[place].kind not in "GV" or walk.low(behind) not in _OF_NAME:
        return False
    target = _target(tokens, behind + 1)
    if target >= len(tokens) or tokens[target].kind not in "IBSYK":
        adjective = target + 1 < len(tokens) and tokens[target].kind == "P" and tokens[target + 1].kind in "xe"
        return adjective or not (target < len(tokens) and tokens[target].kind in "TPF")  # "drop in quarterly profit"
    if spanned:
        return False
    entity = walk.entities.at(tokens, target, walk.futures)
    if entity is not None and tokens[at].value.unit == "pt" and entity.kind not in ("index", "future"):
        return False
    if entity is not None:
        entity.under = None
        noun = tokens[place]
        sign = noun.value if noun.kind == "G" else noun.value[0]
        _tell_of_name(walk, at, target, [entity, *_more(walk, target)], sign)
    return True


def owned(walk: Walk, at: int) -> bool:
    """ "weighed down by Acme's 3.2% drop", "outpacing the S&P 500's 13% loss": the figure is of the name that a
    preposition or a verb governs; "Acme's 3% fall in profit" tells nothing of its shares."""
    tokens, entity = walk.tokens, walk.pending[-1][-1]
    own = tokens[entity.at].poss or walk.low(entity.at + 1) in _PLURAL or walk.low(entity.at + 1) in _APART
    outdone = walk.frame if entity.kind == _INDEX and said(tokens, entity.at - 2, entity.at, _OUTDOING) else None
    governed = outdone is not None or (entity.kind in _OWNERS and entity.under is not None)
    if not own or entity.at < at - _DESCRIBED or not governed:
        return False
    if of_kind(tokens, entity.at + 1, at, "pVWCOvGTP#ahe;:("):
        return False
    noun = at + 1
    while of_kind(tokens, noun, noun + 1, "x") and noun < at + _DESCRIBED:
        noun += 1
    if not of_kind(tokens, noun, noun + 1, "GV"):
        return False
    walk.pending.pop()
    if walk.low(noun + 1) not in _OF_NAME or of_kind(tokens, noun + 2, noun + 3, "RTPF"):
        sign = tokens[noun].value if tokens[noun].kind == "G" else tokens[noun].value[0]
        _tell_of_name(walk, at, entity.at, [entity], sign)
        walk.frames[-1].periods += outdone.periods if outdone is not None else []
        _time_behind(walk, walk.frames[-1], noun + 1)
    return True


def _target(tokens: list[Token], start: int) -> int:
    """The place of the name behind "in", articles, adjectives and what the company makes passed over ("in shares of
    energy producer Acme")."""
    target = start
    while target < len(tokens) and target < start + 6 and _is_passed(tokens, target):
        if tokens[target].low in (",", "."):
            break
        target += 1
    return target


def _is_passed(tokens: list[Token], at: int) -> bool:
    if tokens[at].kind == "S":
        return said(tokens, at + 1, at + 2, _COMPANIES) and of_kind(tokens, at + 2, at + 3, "B")
    return tokens[at].kind in "xhR" or (tokens[at].low in _OF_NAME and tokens[at - 1].kind == "h")


def _tell_of_name(walk: Walk, at: int, target: int, group: list[Entity], sign: int | None) -> None:
    frame = Frame(group, "figure noun in name", at, sign=sign, spoken=True, last=target)
    frame.modal = is_unreal(walk, at) or is_expected(walk, at)  # "had forecast a 0.5% rise for the Nasdaq"
    told = figure_at(walk.tokens, at)
    told.sign = sign
    frame.tell(told, walk.tokens[at].value.unit)
    if is_owner(walk.tokens, at - 1):  # "Tuesday's 1.2% slide in the Nasdaq was followed by"
        frame.times, frame.aside, walk.subject = [walk.tokens[at - 1]], True, group
    elif walk.frame is not None:
        copy_time(walk.frame, frame)
    else:
        walk.lend_lead(frame)
    _time_behind(walk, frame, group[-1].at + 1)
    _compare(walk, at, frame)
    walk.frames.append(frame)
    if walk.tokens[at].value.unit == "pt":
        walk.frame, walk.subject = frame, group  # "a 27-point gain for S&P 500 futures to 4,512.75"


def _time_behind(walk: Walk, frame: Frame, at: int) -> None:
    """ "a 1.2% slide in the DAX on Tuesday", "a rise of 2.4% in the FTSE 250 over the month": the time right behind the
    name is that of its figure."""
    at += walk.low(at) in _ON_DAY
    token = walk.tokens[at] if at < len(walk.tokens) else None
    if token is None or token.kind not in "TPF":
        if not frame.periods:
            _period_behind(walk, frame, at)
        return
    if token.kind == "T":
        frame.times, frame.aside = [token], True
        return
    frame.cue(token)
    if token.kind == "P":
        frame.month = _month_named(walk.tokens, at) or frame.month
        walk.spent.add(at)


def _period_behind(walk: Walk, frame: Frame, at: int) -> None:
    """ "a gain of 7% for the Dow over the year"."""
    token = next((t for t in walk.tokens[at : at + _PERIOD_REACH] if t.kind == "P"), None)
    if token is not None:
        frame.cue(token)


def _compare(walk: Walk, at: int, frame: Frame) -> None:
    """ "up 12% this year, versus a 7% rise in the S&P 500": the period is that of what is compared; none is known
    behind "That compares with"."""
    if frame.periods or not said(walk.tokens, at - _COMPARED_REACH, at, _COMPARING):
        return
    if walk.frame is not None:
        frame.periods, frame.month = list(walk.frame.periods), walk.frame.month
    elif not walk.frames:
        frame.modal = True


def _month_named(tokens: list[Token], at: int) -> str:
    """ "returned 3% in April against a 2% rise in the DAX over the month": the month that was named before."""
    if tokens[at].value != "month" or tokens[at].low.rpartition(" ")[2] in MONTHS:
        return ""
    months = (t.low.rpartition(" ")[2] for t in reversed(tokens[:at]) if t.value == "month")
    return next((name for name in months if name in MONTHS), "")


def _more(walk: Walk, at: int) -> list[Entity]:
    """Names joined to the one at this place by "and"."""
    tokens, more = walk.tokens, []
    index = at + 1
    while index + 1 < len(tokens) and tokens[index].low == "and" and tokens[index + 1].kind in "BI":
        if index + 2 < len(tokens) and tokens[index + 2].kind in "VWCO":
            break
        entity = walk.entities.at(tokens, index + 1, walk.futures)
        if entity is not None:
            more.append(entity)
        index += 2
    return more


def copy_time(old: Frame, new: Frame) -> None:
    """Give a frame the time of the one before."""
    new.times, new.phases, new.closing = list(old.times), list(old.phases), old.closing


def is_owner(tokens: list[Token], at: int) -> bool:
    """ "Tuesday's": whether a day owns what stands behind it."""
    return at >= 0 and tokens[at].kind == "T" and (tokens[at].poss or tokens[at].low.endswith("'s"))
