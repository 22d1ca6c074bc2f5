"""Yields told by verbs and places of their own: "the 10-year note pays 4.38%", "up 3 basis points on the two-year"."""

from __future__ import annotations

from extract import slots
from extract.clauses.unreal import is_unreal
from extract.clauses.walk import Walk
from extract.figures import figure_at
from extract.frames import Frame
from extract.lexicon import words

_YIELDING = words("yield_verbs")
_ON = words("noun_of_name")
_RULE = "points on bond"
_REACH = 5


def yielded(walk: Walk, at: int) -> bool:
    """ "the 10-year note now yielding 4.381%": a bond's yield behind its own verb."""
    group, tokens = walk.pending[-1], walk.tokens
    if group[-1].kind != "bond" or tokens[at].value.unit != "%":
        return False
    between = tokens[group[-1].at + 1 : at]
    if any(token.kind not in "xZqhFR" for token in between) or not any(token.low in _YIELDING for token in between):
        return False
    frame = walk.open(group, at, "name yields")
    frame.modal = is_unreal(walk, at)
    taken = slots.take(frame, tokens, at)
    frame.spoken = True
    walk.subject = group
    walk.pending.clear()
    return taken


def points_on(walk: Walk, at: int) -> bool:
    """ "yields rose, up 3 basis points on the two-year and 5 basis points on the 10-year": each bond's own."""
    tokens = walk.tokens
    if tokens[at].value.unit != "bp" or walk.low(at + 1) not in _ON:
        return False
    target = at + 2
    while target < min(len(tokens), at + _REACH) and tokens[target].kind in "xR":
        target += 1
    entity = walk.entities.at(tokens, target) if target < len(tokens) and tokens[target].kind == "K" else None
    told = figure_at(tokens, at)
    before = walk.frames[-1] if walk.frames else None
    if told.sign is None and before is not None and before.rule == _RULE:
        told.sign = before.sign
    if entity is None or told.sign is None:
        return False
    entity.under = None
    frame: Frame = walk.open([entity], at, _RULE)
    frame.sign, frame.spoken, frame.last = told.sign, True, target
    frame.changes.append(told)
    walk.subject = frame.subjects
    walk.pending.clear()
    return True
