"""Records: "closed at a record high" is the frame's, "near its record", "below the record set in May" are not."""

from __future__ import annotations

from extract.clauses.subjects import subject_of
from extract.clauses.walk import Walk
from extract.lexicon import words
from extract.near import said
from extract.tokens import Token

_BLOCKED = words("record_blocked")
_SET = words("record_set")
_ARTICLES = words("articles")
_FROM = words("record_from")
_AFTER = words("behind_which_earlier")
_RECORD_KINDS = frozenset(("index", "stock", "commodity", "currency", "crypto"))


def record(walk: Walk, at: int, token: Token) -> None:
    """Mark the frame's figure as a record, or open a frame that tells nothing else."""
    tokens, frame = walk.tokens, walk.frame
    if frame is not None and frame.percents and at - frame.last < 5 and said(tokens, at - 4, at, _FROM):
        frame.periods.append("other")
    if said(tokens, at - 4, at, _BLOCKED) or _is_old(walk, at) or _is_before(walk, at):
        return
    if frame is None:
        _open(walk, at)
        frame = walk.frame
    if frame is not None and not frame.modal and not frame.earlier:
        frame.record = token.value
        if "clos" in token.low or "finish" in token.low:
            frame.phases.append("close")
        frame.last = max(frame.last, at)


def _is_old(walk: Walk, at: int) -> bool:
    """ "the record set in May"."""
    return walk.low(at + 1) in _SET and not said(walk.tokens, at - 4, at, _ARTICLES)


def _is_before(walk: Walk, at: int) -> bool:
    """ "after notching its third straight record close": a record of the session before."""
    for back in range(at - 2, max(-1, at - 8), -1):
        if walk.tokens[back].low in _AFTER:
            return walk.low(back + 1).endswith("ing")
        if walk.tokens[back].kind in "a;:()#":
            return False
    return False


def _open(walk: Walk, at: int) -> None:
    """ "The Sensex, a fresh record": a frame about the names before, or about the subject of the last predicate."""
    if walk.pending and walk.pending[-1][0].kind in _RECORD_KINDS:
        walk.subject = subject_of(walk, at, finite=True)
        if walk.subject:
            walk.open(walk.subject, at, "record")
            walk.pending.clear()
            return
    if not walk.pending and walk.subject and walk.subject[0].kind == "index" and at - walk.last_predicate < 9:
        walk.open(walk.subject, at, "record")
