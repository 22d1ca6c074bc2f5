"""A currency told of twice: against another one, or in two ("fetched $1.0850 and 169.20 yen")."""

from __future__ import annotations

from extract.clauses.walk import Walk
from extract.currencies import is_told_in
from extract.figures import figure_at
from extract.frames import Entity
from extract.lexicon import words

_AND = words("levels_joined")
_BEFORE = 5
"""Tokens before "it" in which the currency is named that it is told against."""
_PAIR = 6


def repaired(walk: Walk) -> None:
    """ "was up 0.5% against the dollar and 0.8% higher against the euro": the second is told of another pair, and so is
    "it" where what it stands for was told of one ("It also fell against the yen")."""
    for place, frame in enumerate(walk.frames):
        subject = frame.subjects[0]
        if subject.kind != "currency" or len(subject.id) != _PAIR:
            continue
        start = frame.first
        if subject.reference:
            start = subject.at - _BEFORE
        elif not place or walk.tokens[subject.at].kind != "Y" or frame.first <= subject.at:
            continue
        stop = walk.frames[place + 1].first if place + 1 < len(walk.frames) else len(walk.tokens)
        found = walk.entities.money.against(_code(subject), walk.tokens, start, stop)
        entity = walk.entities.paired(found, walk.tokens[subject.at], subject.at)
        if entity is not None:
            frame.subjects = [entity]


def _code(entity: Entity) -> str:
    """The currency that a pair's entity was told of."""
    return (entity.id[3:] if entity.inverted else entity.id[:3]).upper()


def second_rate(walk: Walk, at: int) -> bool:
    """ "fetched $1.0850 and 169.20 yen": what the same currency is worth in another."""
    tokens, frame = walk.tokens, walk.frame
    if frame is None or not frame.levels or tokens[at - 1].low not in _AND or at + 1 >= len(tokens):
        return False
    subject, other = frame.subjects[0], tokens[at + 1]
    told = other.kind == "Y" and is_told_in(tokens, at + 1)
    if subject.kind != "currency" or len(subject.id) != _PAIR or not told or len(frame.subjects) > 1:
        return False
    money = walk.entities.money
    found = money.of(_code(subject), money.code(other.value))
    entity = walk.entities.paired(found, tokens[subject.at], subject.at)
    if entity is None or entity.inverted or entity.id == subject.id:
        return False
    before = frame
    frame = walk.open([entity], at, "second rate")
    frame.closing, frame.times, frame.phases = before.closing, list(before.times), list(before.phases)
    frame.levels.append(figure_at(tokens, at))
    frame.spoken = True
    return True
