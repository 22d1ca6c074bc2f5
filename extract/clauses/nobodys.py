"""Predicates of nobody who is known: a company's news, a count of shares, another index, what is no move."""

from __future__ import annotations

from extract.clauses.auxiliaries import start_of_predicate
from extract.clauses.lookalikes import is_count, is_noun
from extract.clauses.openings import begins_longer, opens_market
from extract.clauses.subjects import is_place
from extract.clauses.walk import Walk
from extract.lexicon import words
from extract.near import of_kind
from extract.tokens import Token

_RELATIVE, _LEVELS = words("relative"), words("at_level")
_TO, _IT, _EXTREMES = words("noun_period_to"), words("it"), words("extreme_marks")
_INDEX, _HEAD = "index", 3
_PLACE_REACH = 5


def is_of_else(walk: Walk, at: int) -> bool:
    """Whether a company's news or a count of shares is told: then nobody before it is the subject any more."""
    kind = walk.tokens[at].kind
    reports = kind == "W" and _reports(walk.tokens, at)
    if not reports and not (kind in "VC" and is_count(walk.tokens, at - 1)):
        return False
    walk.frame, walk.subject, walk.last_predicate = None, None, at
    if not reports or (at and walk.tokens[at - 1].low not in _RELATIVE):
        walk.pending.clear()
    return True


def is_of_noun(walk: Walk, at: int) -> bool:
    """ "finished lower in a selloff that accelerated": the verb of a noun for a move, which turns nobody round."""
    tokens = walk.tokens
    return at > 1 and tokens[at].kind == "V" and tokens[at - 1].low in _RELATIVE and tokens[at - 2].kind == "G"


def _reports(tokens: list[Token], at: int) -> bool:
    """ "reported sales of $10 billion, down 3%": a company's news, no move."""
    for token in tokens[at + 1 : at + 4]:
        if token.kind not in "xDHp" or token.low in _LEVELS:
            return token.kind == "e"
    return False


def goes_on_with_other(walk: Walk, at: int) -> bool:
    """ "The Dow rose 0.2% while the junior gauge added 4.26 points to end at 3,466.7": of the same unknown index."""
    if walk.tokens[at].kind not in "CW" or not at or walk.pending or walk.frame is not None:
        return False
    return walk.tokens[at - 1].low in _TO and 0 <= walk.passed == walk.last_predicate


def is_of_gap(walk: Walk, at: int) -> bool:
    """ "reclaiming a mark it had lost on Tuesday": what "it" lost is the noun before."""
    tokens = walk.tokens
    if tokens[at].kind != "V" or of_kind(tokens, at + 1, at + 4, "#D"):
        return False
    start = start_of_predicate(tokens, at)
    return (
        start > 1 and tokens[start - 1].low in _IT and tokens[start - 2].kind == "x" and is_noun(tokens[start - 2].low)
    )


def touches(walk: Walk, at: int) -> bool:
    """ "after sinking as low as 3,484.72": an end of the range, no move."""
    return walk.frame is not None and walk.low(at + 1) in _EXTREMES


def pass_over(walk: Walk, at: int, token: Token) -> None:
    """A predicate of nobody that is known: the frame before it ends, an opening can be that of others."""
    walk.frame = None
    if any(t.kind == "h" and t.value == _INDEX for t in walk.tokens[max(0, at - _HEAD) : at]):
        walk.passed = at
    if token.kind == "O" and not walk.frames and opens_market(walk.tokens, at):
        walk.lead.append(Token("F", token.start, token.end, token.low, "open"))
    elif token.kind == "O" and begins_longer(walk.tokens, at):
        walk.supposed = True
    if token.kind == "O" and walk.frames and opens_market(walk.tokens, at, with_names=False):
        walk.frames[-1].phases.append("open")  # "was up 0.2% as shares opened on a firm note"
    near = range(max(0, at - _PLACE_REACH), at)
    if of_kind(walk.tokens, at - _PLACE_REACH, at, "R") and any(is_place(walk.tokens, back) for back in near):
        walk.subject = None  # what comes behind is told of the place's market
