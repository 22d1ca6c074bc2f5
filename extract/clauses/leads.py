"""Words of time before all predicates: whether they hold for what is told ("On Tuesday the Nikkei rose")."""

from __future__ import annotations

from extract.beside_names import is_expiry
from extract.clauses import periods
from extract.clauses.ago import is_ago
from extract.clauses.walk import Walk
from extract.figures import is_of_compared
from extract.lexicon import words
from extract.near import behind_colon, of_kind, said
from extract.ranges import extreme_behind, extreme_in
from extract.statement import lies_ahead
from extract.tokens import Token

_ELSEWHERE, _CLAUSAL, _SPANS = words("elsewhere"), words("clausal"), words("spans")
_WHO, _ASIDES = words("who") | words("whose"), words("aside_marks")
_BEFORE_CLOSE, _LAST_CLOSES = words("before_the_close"), words("last_closes")
_AFTER, _DISTANT = words("behind_which_earlier"), words("before_a_distance")
_IT, _BEING, _NOW, _NOT = words("it"), words("being"), words("now"), words("not")
_EXTREMES, _SPENT = words("highs") | words("lows"), words("spent")
_WITH, _TARGETS, _JOINS = words("noun_with_figure"), words("targets"), words("joining_clauses")
_LEVELS, _LAST_TRADED = words("levels_of_days"), words("last_traded")
_PART_OF, _SESSIONS, _TAKEN_FROM = words("before_owned_day"), words("sessions"), words("taken_from")
_OPENING = 3
"""Tokens before the "ago" that opens a sentence ("Some three weeks ago the Dow fell")."""
_CALENDAR = ("month", "quarter", "half", "year", "ytd")
_HEAD = 2
"""Tokens at a sentence's head, where a period holds for all of it."""
_NEAR = 3
"""Tokens from an end of the day's range to its figure."""
_BRIEF = words("brief_moments")
_GOVERNED = 6
"""Tokens before a word of time in which another word can make it that of a reason."""


def leads(walk: Walk, at: int, token: Token) -> bool:
    """Whether a word before all predicates holds for them ("On Tuesday the Nikkei rose")."""
    if at <= _HEAD and walk.tokens[0].low in _NOT:
        return False  # "Not since Aug. 5, when it plunged 12%, has the Nikkei fallen so far: it lost 7.1%"
    if token.low in _NOW and any(t.kind == "P" for t in walk.lead):
        return False  # "year to date the Dow is now down 2%"
    if token.kind == "P":
        return _period_leads(walk, at, token)
    if walk.pending and _in_aside(walk.tokens, walk.pending[-1][-1].at, at):
        return False
    return _day_leads(walk.tokens, at) if token.kind == "T" else _phase_leads(walk.tokens, at)


def _phase_leads(tokens: list[Token], at: int) -> bool:
    if tokens[at].low in _LAST_TRADED and of_kind(tokens, at + 1, at + 3, "T"):
        return False  # "last traded on Friday, when it lost 0.7%"
    if tokens[at].low in _BRIEF and of_kind(tokens, at + 1, at + 2, "x"):
        return False  # "briefly crossed 740 and ended at 742.3"
    if extreme_in(tokens[at]) and of_kind(tokens, at + 1, at + _NEAR, "#"):
        return False  # "After an intraday high of 5,940.1, the index closed"
    # "buying picked up in the morning after the Nasdaq rose 0.6% overnight"
    return not (of_kind(tokens, 0, at, "VWCO") and said(tokens, at + 1, at + 3, _CLAUSAL))


def _day_leads(tokens: list[Token], at: int) -> bool:
    token = tokens[at]
    if token.poss and at == 1 and tokens[0].low in _WITH:
        return False  # "With Friday's session still to come, the Dow is up 2%"
    if token.low in _LAST_CLOSES and said(tokens, at - 3, at, _BEFORE_CLOSE):
        return False  # "against its last close"
    if tokens[0].low in _AFTER and not any(t.low == "," for t in tokens[1:at]):
        return False  # "After an upside bounce from the support of 22,800 on Tuesday, the Nifty closed 13 points lower"
    return not (
        said(tokens, behind_colon(tokens, at, _GOVERNED), at, _ELSEWHERE)
        or owns_move(tokens, at)
        or is_of_other(tokens, at)
        or is_of_compared(tokens, at)
    )


def _period_leads(walk: Walk, at: int, token: Token) -> bool:
    tokens = walk.tokens
    if at <= _OPENING and is_ago(token):
        walk.supposed = True  # "A year ago the Dow lost 3%": of no session that is told
        return False
    if said(tokens, at + 1, at + 3, _TARGETS):
        return False  # "Our 12-month target for the index was met: it rose 1.2%"
    if _is_of_else(tokens, at) or of_kind(tokens, at + 1, at + 2, "#"):  # "following last week's 5.3% jump"
        return False
    if at > _HEAD and token.value in _CALENDAR and said(tokens, at + 1, at + 3, _JOINS):
        return False  # "traders expect a cut in September, and the Dow rose 0.3%"
    if token.low in _SPANS and (at or token.value == "ytd") and periods.superlative(tokens, at):
        return False
    if at and token.low in _SPANS and tokens[at - 1].low != ",":
        return False  # "not since April has it had", "had not stood so high since 2008"
    if periods.is_ranked(tokens, at):
        return said(tokens, at - 3, at, _SPENT) or of_kind(tokens, at - 5, at, "W") or _is_it(tokens, at)
    if periods.is_span(token) and said(tokens, at - 4, at, _SPENT):
        return True  # "The Dow had a quiet week, rising 0.3%"
    # "since peaking in February"
    return not (walk.pending or (token.value in ("month", "year") and said(tokens, at - 4, at, _SPANS)))


def _is_of_else(tokens: list[Token], at: int) -> bool:
    """Whether a period is a streak's, another thing's or that of a move before ("rebounded from last week's rout")."""
    if periods.is_streak(tokens, at) or periods.is_of_else(tokens, at) or _follows(tokens, at):
        return True
    return tokens[at].low.split()[0] in _DISTANT


def _is_it(tokens: list[Token], at: int) -> bool:
    """ "It was the S&P 500's roughest week": the period is what the sentence is about."""
    return tokens[at].value != "other" and tokens[0].low in _IT and said(tokens, 1, 3, _BEING)


def _in_aside(tokens: list[Token], name: int, at: int) -> bool:
    """Whether a word is told of a name aside: "the index, which fell on Tuesday,", "the index, idle on Tuesday,"."""
    if said(tokens, name, at, _WHO):
        return True
    apart = at > name + 2 and tokens[name + 1].low in _ASIDES and at + 1 < len(tokens)
    return apart and any(t.kind == "x" and t.low[0].isalpha() for t in tokens[name + 2 : at])


def _follows(tokens: list[Token], at: int) -> bool:
    """ "rebounded following sharp declines last week": the week of what came before."""
    return tokens[at - 1].kind == "G" and said(tokens, at - 4, at, _AFTER)


def owns_move(tokens: list[Token], at: int) -> bool:
    """ "Friday's losses", "some of Monday's party", "recouping Monday's rout": the day of another move."""
    if not tokens[at].poss:
        return False
    if at and not said(tokens, at + 1, at + 3, _SESSIONS):
        taken = tokens[at - 1].kind in "vV" or tokens[at - 1].low in _TAKEN_FROM
        if tokens[at - 1].low in _PART_OF or (taken and of_kind(tokens, at + 1, at + 2, "x")):
            return True
    return of_kind(tokens, at + 1, at + 3, "G") and not of_kind(tokens, at + 1, at + 3, "VC,")


def is_of_other(tokens: list[Token], at: int) -> bool:
    """ "below its Feb. 12 peak", "above Monday's record", "OPEC meets Sunday": another level's, or ahead."""
    if tokens[at].poss and of_kind(tokens, at + 1, at + 2, "C") and said(tokens, at + 2, at + 3, _LEVELS):
        return True  # "just above Friday's closing level", "Tuesday's closing levels in brackets"
    if is_expiry(tokens, at):
        return True
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    extreme = after is not None and (after.low in _EXTREMES or (after.kind == "H" and tokens[at].poss))
    owned = tokens[at].poss and extreme_behind(tokens, at) > 0  # "off Tuesday's intraday record"
    return extreme or owned or lies_ahead(tokens, at)
