"""Yields told by verbs and places of their own: "the 10-year note pays 4.38%", "up 3 basis points on the two-year"."""

from __future__ import annotations

from extract import slots
from extract.clauses.unreal import is_unreal
from extract.clauses.walk import Walk
from extract.figures import figure_at
from extract.frames import Frame
from extract.lexicon import words
from extract.near import direction, is_participle
from extract.tokens import Token

_YIELDING = words("yield_verbs")
_ON = words("noun_of_name")
_RULE = "points on bond"
_MOVES, _PRICE, _YIELD = "name moves", "price", "yield"
_REACH, _BEFORE = 5, 4
"""Tokens from "on" to its bond, and from "prices" to theirs."""


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


def of_prices(walk: Walk) -> None:
    """ "Prices for the 10-year fell, pushing yields to 4.80%": the yield goes the other way than its bond's price."""
    tokens = walk.tokens
    for frame in walk.frames:
        name = frame.subjects[0].at
        if frame.subjects[0].kind != "bond" or not frame.sign or not frame.levels or frame.rule != _MOVES:
            continue
        verb = next((at for at in range(name, len(tokens)) if tokens[at].kind == "V"), name)
        told = next((at for at, token in enumerate(tokens) if token.end == frame.levels[0].end), name)
        between = tokens[verb + 1 : told]
        if not _is_price(tokens, name, verb) or any(t.kind == "V" and not is_participle(t) for t in between):
            continue
        if any(_is_yield(token) for token in between):
            frame.sign = frame.compared or direction(tokens, verb + 1, told) or -frame.sign


def _is_price(tokens: list[Token], name: int, verb: int) -> bool:
    """ "The price of the benchmark 10-year fell", "the 10-year Treasury's price fell"."""
    if any(token.kind == "h" and token.value == _PRICE for token in tokens[name + 1 : verb]):
        return True
    at = name - 1
    while at > 0 and name - at < _BEFORE and tokens[at].kind in "xpR":
        at -= 1
    return at >= 0 and tokens[at].kind == "h" and tokens[at].value == _PRICE


def _is_yield(token: Token) -> bool:
    return token.kind in "Zh" and (token.low.startswith(_YIELD) or token.value == _YIELD)
