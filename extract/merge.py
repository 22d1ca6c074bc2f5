"""One move for each fact: the same instrument, session, phase and period told twice is one, with all its evidence."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from typing import Any

from extract.model import Doubt, Move
from extract.moves import Told

_FILLED = ("direction", "level", "change", "percent", "previous", "low", "high", "record")
_OF_MOMENT = ("direction", "change", "percent", "previous")
"""What a telling with another level does not fill."""
_MOST_EVIDENCE = 8
_ROUND = 50
"""Levels that are told round are multiples of this."""
_LARGE, _APART, _DIGIT = 1000, 2, 8
"""From which level on no session moves an index by such a factor; one from the last on is a digit that is missing."""


def merged(told: Iterable[Told]) -> tuple[list[Move], list[Doubt]]:
    """Moves in the order of first telling; statements that do not add up become doubts."""
    by_key: dict[tuple[Any, ...], Move] = {}
    weights: dict[tuple[Any, ...], int] = {}
    doubts: list[Doubt] = []
    for item in told:
        move = item.move
        # "as much as 2%" or "328 points" is another moment of the session
        bound = move.percent_qualifier == "up_to" or (item.passing and move.percent is None and move.change is not None)
        post = item.post if move.phase == "intraday" else None
        key = (move.kind, move.instrument.casefold(), move.session, move.phase, move.period, bound, post)
        old = by_key.get(key)
        if old is not None and item.weight > weights[key] and not _is_of_another(old, move):
            by_key[key] = _joined(move, old, doubts)
        else:
            by_key[key] = move if old is None else _joined(old, move, doubts)
        weights[key] = max(item.weight, weights.get(key, 0))
    moves = [move for move in by_key.values() if not _is_end_alone(move)]
    for move in moves:
        doubts += _misfits(move)
    return moves, doubts


def _is_end_alone(move: Move) -> bool:
    """Whether nothing but one end of the day's range is told."""
    if (move.low is None) == (move.high is None):
        return False
    return all(getattr(move, name) is None for name in _FILLED if name not in ("low", "high"))


def _joined(old: Move, new: Move, doubts: list[Doubt]) -> Move:
    """The fuller of two tellings: fields that one lacks are filled, and of two roundings the finer stays."""
    if _is_of_another(old, new):
        doubts.append(Doubt(new.evidence[0], f"far from the level {old.level}: of another"))
        return old
    changes: dict[str, Any] = {}
    if old.percent is old.change is old.level is None and (new.percent or new.change):
        old = replace(old, direction=new.direction)  # "had been up more than 200 points ... was down 38 points"
    for name in _FILLED:
        mine, other = getattr(old, name), getattr(new, name)
        if other is None or mine == other:
            continue
        if mine is None and name in _OF_MOMENT and _are_apart(old, new):
            continue
        rounded = name == "level" and isinstance(mine, Decimal) and _is_headline(mine, other)
        if mine is None or rounded or (isinstance(mine, Decimal) and _finer(other, mine)):
            changes[name] = other
            if name == "percent":
                changes["percent_qualifier"] = new.percent_qualifier
        elif isinstance(mine, Decimal) and not _same(mine, other):
            doubts.append(Doubt(new.evidence[0], f"{name} {other} here, {mine} before, for the same session"))
    if new.percent == old.percent and new.percent is not None and not new.percent_qualifier:
        changes["percent_qualifier"] = None
    evidence = old.evidence if len(old.evidence) >= _MOST_EVIDENCE else old.evidence + new.evidence
    return replace(old, evidence=evidence, **changes)


def _is_of_another(old: Move, new: Move) -> bool:
    """ "The Sensex ended at 76,171. ... The index revisited its low of 22,800": whether a level or an end of the range
    is so far from the level told before that the words are of another index; of a share each such price is."""
    if old.level is None or not (old.kind == "stock" or (old.kind == "index" and old.level >= _LARGE)):
        return False
    told = [figure for figure in (new.level, new.low, new.high) if figure]
    ratios = (max(figure, old.level) / min(figure, old.level) for figure in told if old.level)
    return any(ratio > _APART and (ratio < _DIGIT or old.kind == "stock") for ratio in ratios)


def _are_apart(old: Move, new: Move) -> bool:
    """Whether two tellings are of two moments or prices: they give levels that are not the same but for rounding."""
    mine, other = old.level, new.level
    if mine is None or other is None or _same(mine, other):
        return False
    return not (_is_headline(mine, other) or _is_headline(other, mine))


def _is_headline(mine: Decimal, other: Decimal) -> bool:
    """Whether a level is only the round figure of a headline ("Nifty ends at 24,500"), near the one told beside it."""
    return not mine % _ROUND and bool(other % _ROUND) and abs(mine - other) < mine / 100


def _finer(other: Decimal, mine: Decimal) -> bool:
    return _decimals(other) > _decimals(mine) and _same(mine, other)


def _same(one: Decimal, other: Decimal) -> bool:
    """Whether two figures are the same but for rounding or cut decimals."""
    unit = Decimal(1).scaleb(-min(_decimals(one), _decimals(other)))
    return abs(one - other) < unit


def _decimals(value: Decimal) -> int:
    return max(0, -int(value.as_tuple().exponent))


def _misfits(move: Move) -> list[Doubt]:
    doubts = []
    if not move.evidence:
        return []
    span = move.evidence[0]
    if (
        move.kind == "index"
        and move.level
        and move.change is not None
        and move.percent is not None
        and move.level != move.change
    ):
        implied = 100 * move.change / (move.level - move.change)
        slack = Decimal(1).scaleb(-min(2, _decimals(move.percent))) + Decimal("0.01")
        if move.percent_qualifier is None and abs(implied - move.percent) > slack:
            doubts.append(Doubt(span, f"the points make {implied:.2f}%, the text says {move.percent}%"))
    if (
        move.level is not None
        and move.low is not None
        and move.high is not None
        and not move.low <= move.level <= move.high
    ):
        doubts.append(Doubt(span, "the level lies outside the day's range"))
    return doubts
