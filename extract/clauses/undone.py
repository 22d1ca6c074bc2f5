"""Gains and losses that did not last: "gave up a 0.7% gain to close lower", "swung from a 0.7% gain to a 0.2% loss"."""

from __future__ import annotations

from extract.clauses.noun_led import noun_behind, sign_of
from extract.clauses.walk import Walk
from extract.figures import figure_at
from extract.frames import Entity, Frame
from extract.lexicon import words
from extract.near import of_kind
from extract.tokens import Token

_UNDONE = words("undone") | words("undoing")
_FROM, _TO = words("record_from"), words("noun_period_to")
_REACH = 4
"""Words between a verb and its figure, and from that to its noun."""


def undone(walk: Walk, at: int) -> bool:
    """Give a moment of the session the figure of a noun that a verb takes back, so that it is no close's."""
    tokens = walk.tokens
    if tokens[at].value.unit not in ("%", "pt") or of_kind(tokens, at + 1, at + _REACH, "TP"):
        return False
    noun = noun_behind(tokens, at)
    place = _before(tokens, at)
    if noun is None or place < 0 or of_kind(tokens, place + 1, at, "TP"):
        return False
    if tokens[place].low in _FROM:
        return _swung(walk, at, noun, place) or _is_left(walk, place)
    verb, sign = tokens[place], sign_of(tokens[noun])
    if not (verb.low in _UNDONE or (verb.kind == "V" and verb.value[0] == -sign)):
        return False
    frame, group = walk.frame, walk.frame.subjects if walk.frame is not None else walk.subject
    if not group:
        return False
    if frame is not None and verb.kind == "V" and frame.last == place and not frame.has_figures:
        frame.sign = sign  # the verb's own frame
    else:
        frame = _moment(walk, group, at, sign)
    frame.phases.append("intraday")
    _tell(frame, tokens, at, sign)
    return True


def _is_left(walk: Walk, place: int) -> bool:
    """ "recovered from a 0.7% loss to end higher": what a verb comes back from, in this session or the one before."""
    frame = walk.frame
    return frame is not None and frame.last == place - 1 and not frame.has_figures


def _swung(walk: Walk, at: int, noun: int, place: int) -> bool:
    """ "swung from a 0.7% gain to a 0.2% loss": a moment of the session, then what is told now."""
    tokens = walk.tokens
    after = next((i for i in range(noun + 1, min(len(tokens), noun + _REACH)) if tokens[i].kind == "#"), None)
    other = noun_behind(tokens, after) if after is not None else None
    if (
        after is None
        or other is None
        or walk.low(noun + 1) not in _TO
        or place < 1
        or tokens[place - 1].kind not in "WVv"
    ):
        return False
    group = walk.frame.subjects if walk.frame is not None else walk.subject
    if not group or sign_of(tokens[other]) == sign_of(tokens[noun]):
        return False
    before = _moment(walk, group, at, sign_of(tokens[noun]))
    before.phases.append("intraday")
    _tell(before, tokens, at, sign_of(tokens[noun]))
    now = walk.open(group, after, "noun of figure")
    now.spoken, now.last = True, other
    _tell(now, tokens, after, sign_of(tokens[other]))
    walk.spent.update(range(noun, other + 1))
    return True


def _moment(walk: Walk, group: list[Entity], at: int, sign: int) -> Frame:
    frame = Frame(group, "noun undone", at, sign=sign, spoken=True, last=at)
    walk.lend_lead(frame)
    walk.frames.append(frame)
    return frame


def _tell(frame: Frame, tokens: list[Token], at: int, sign: int) -> None:
    figure = figure_at(tokens, at)
    figure.sign = sign
    frame.tell(figure, tokens[at].value.unit)
    frame.sign, frame.last = sign, at


def _before(tokens: list[Token], at: int) -> int:
    """The place of what governs a figure behind articles and adjectives ("gave up an early"), -1 where nothing does."""
    for place in range(at - 1, max(-1, at - 1 - _REACH), -1):
        token = tokens[place]
        if token.kind in "Vvp" or token.low in _UNDONE:
            return place
        if token.kind not in "xqF" or not token.low[0].isalpha():
            return -1
    return -1
