"""A currency told of twice: against another one, or in two ("fetched $1.0850 and 169.20 yen")."""

from __future__ import annotations

from extract.clauses.walk import Walk
from extract.currencies import is_told_in
from extract.figures import figure_at, governor
from extract.frames import Entity, Frame
from extract.lexicon import words
from extract.tokens import Token

_BEFORE = 5
"""Tokens before "it" in which the currency is named that it is told against."""
_PAIR, _TWO = 6, 2
_RULE = "second rate"
_FORMER = words("before_former_rate")
_LEVELS = words("at_level") | words("levels_joined") | _FORMER


def repaired(walk: Walk) -> None:
    """ "was up 0.5% against the dollar and 0.8% higher against the euro": the second is told of another pair, and so is
    "it" where what it stands for was told of one ("It also fell against the yen")."""
    for place, frame in enumerate(walk.frames):
        subject = frame.subjects[0]
        if subject.kind != "currency" or len(subject.id) != _PAIR:
            continue
        start, told = frame.first, walk.tokens[subject.at].kind
        again = any(before.subjects[0].at == subject.at for before in walk.frames[:place])
        if subject.reference or told == "r":
            start = start if again else subject.at - _BEFORE
        elif not place or told != "Y" or frame.first <= subject.at:
            continue
        stop = walk.frames[place + 1].first if place + 1 < len(walk.frames) else len(walk.tokens)
        found = walk.entities.money.against(_code(subject), walk.tokens, start, stop) or _by_level(walk, frame)
        entity = walk.entities.paired(found, walk.tokens[subject.at], subject.at)
        if entity is not None:
            frame.subjects = [entity]


def _by_level(walk: Walk, frame: Frame) -> tuple[str, bool] | None:
    """ "and 0.5% lower at 1.149 euros": the pair of the money that the rate is told in."""
    code = frame.levels[0].money if len(frame.levels) == 1 else ""
    subject = frame.subjects[0]
    if len(code) != _PAIR // 2 or code.lower() in (subject.id[:3], subject.id[3:]):
        return None
    return walk.entities.money.of(_code(subject), code)


def _code(entity: Entity) -> str:
    """The currency that a pair's entity was told of."""
    return (entity.id[3:] if entity.inverted else entity.id[:3]).upper()


def second_rate(walk: Walk, at: int) -> bool:
    """ "fetched $1.0850 and 169.20 yen", "It was at 90.35 Australian cents": what the same currency is worth in
    another, where such a pair is known."""
    frame = walk.frame
    if frame is None or frame.subjects[0].kind != "currency" or len(frame.subjects) > 1:
        return False
    subject, code = frame.subjects[0], _told_in(walk, at)
    if not code or len(subject.id) != _PAIR:
        return False
    if _former_of(walk, at, code):
        return True
    if (
        frame.levels
        and governor(walk.tokens, at)[0] in _FORMER
        and code.lower() not in (subject.id[:3], subject.id[3:])
    ):
        return True  # "at 92.69 Australian cents from 92.62 cents": of no rate that is told
    goes_on = _joined(walk.tokens, at) if frame.levels else subject.reference
    if code.lower() in (subject.id[:3], subject.id[3:]) or not goes_on:
        return False
    entity = walk.entities.paired(walk.entities.money.of(_code(subject), code), walk.tokens[subject.at], subject.at)
    if entity is None or entity.inverted:
        walk.frame = None
        return True
    if not frame.levels:
        frame.subjects = [entity]
        return False
    _tell(walk, frame, entity, at)
    return True


def _joined(tokens: list[Token], at: int) -> bool:
    """Whether nothing stands between two rates that is another's name ("at 162.10 yen and oil at $71.20")."""
    before = next((place for place in range(at - 1, -1, -1) if tokens[place].kind == "#"), 0)
    return all(token.kind in "aYp" for token in tokens[before + 1 : at])


def _tell(walk: Walk, before: Frame, entity: Entity, at: int) -> None:
    frame = walk.open([entity], at, _RULE)
    frame.closing, frame.times, frame.phases = before.closing, list(before.times), list(before.phases)
    frame.levels.append(figure_at(walk.tokens, at))
    frame.spoken = True


def _told_in(walk: Walk, at: int) -> str:
    """The currency that a level is told in, by its sign or the name behind it; empty for a change or a percent."""
    tokens = walk.tokens
    quantity = tokens[at].value
    if quantity.unit == "%" or quantity.sign or governor(tokens, at)[0] not in _LEVELS:
        return ""
    money = walk.entities.money
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    if after is not None and after.kind == "Y" and is_told_in(tokens, at + 1):
        return money.code(after.value)
    return money.signed(quantity.currency) if quantity.currency else ""


def _former_of(walk: Walk, at: int, code: str) -> bool:
    """ "at $1.0850 and 169.20 yen against $1.0835 and 168.90 yen": the rate before of the pair that is told in the same
    currency."""
    last = walk.frames[-_TWO:]
    former = governor(walk.tokens, at)[0] in _FORMER or any(f.previous is not None for f in last)
    if not former or len(last) < _TWO or last[1].rule != _RULE:
        return False
    told = next((f for f in last if f.levels and code.lower() in f.subjects[0].id), None)
    if told is None or told.previous is not None:
        return False
    told.previous = walk.tokens[at].value.value
    return True
