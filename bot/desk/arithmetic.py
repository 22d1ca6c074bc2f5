"""Whether figures fit: those of one story among themselves, and those of a session with its neighbors'."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from bot.statements import Misfit
from extract.model import Move, Qualifier

_DIGITS = 12
_TIMES = 2
_MOST_IN_A_DAY = 60
"""No index moves by so many percent in a day: such a percent is something else that was misread."""
_HALF = Decimal("0.6")
"""Of the last printed digit: rounding, and a percent cut short instead of rounded."""


def unit(value: Decimal) -> Decimal:
    """One in the last printed digit: 0.01 for 58,583.12."""
    exponent = value.as_tuple().exponent
    return Decimal(1).scaleb(exponent) if isinstance(exponent, int) else Decimal(1)


def same_number(one: Decimal, other: Decimal) -> bool:
    """Whether two prints of a level or change can be one number, rounded or cut to fewer digits."""
    return abs(one - other) < max(unit(one), unit(other)) or one == other


def same_percent(one: Move, other: Move) -> bool:
    """Whether the percents of two statements can be one number, their qualifiers ("over 2%") heeded."""
    mine, theirs = one.percent, other.percent
    if mine is None or theirs is None:
        return True
    if one.percent_qualifier is None and other.percent_qualifier is None:
        return abs(mine - theirs) <= _HALF * max(unit(mine), unit(theirs))
    if one.percent_qualifier is not None and other.percent_qualifier is not None:
        return mine * theirs >= 0
    if one.percent_qualifier is not None:
        return _within(mine, one.percent_qualifier, theirs)
    return _within(theirs, other.percent_qualifier, mine)


def _within(loose: Decimal, word: Qualifier | None, exact: Decimal) -> bool:
    """Whether a plainly printed percent is what a loose one ("more than 2%") speaks of."""
    if loose * exact < 0:
        return False
    if word == "over":
        return abs(exact) + unit(exact) >= abs(loose)
    if word in ("under", "up_to"):
        return abs(exact) - unit(exact) <= abs(loose)
    return abs(exact - loose) <= max(unit(loose) * _HALF, abs(loose) / 10)


def inner_misfits(move: Move) -> tuple[Misfit, ...]:
    """What does not add up within one statement."""
    found: list[Misfit] = []
    if move.kind != "bond":
        found.extend(_points_percent(move))
    if _against_direction(move):
        found.append(Misfit("direction", stated=move.change if move.change is not None else move.percent))
    if move.level is not None and _outside(move, move.level):
        found.append(Misfit("range", stated=move.level))
    if move.kind != "bond" and move.previous is not None:
        found.extend(_against_before(move, move.previous, None))
    return tuple(found)


def _points_percent(move: Move) -> list[Misfit]:
    if move.level is None or move.change is None or move.percent is None or move.percent_qualifier is not None:
        return []
    before = move.level - move.change
    if before <= 0:
        return [Misfit("points_percent", stated=move.percent)]
    implied = 100 * move.change / before
    slack = _HALF * unit(move.percent) + 100 * (unit(move.change) + unit(move.level)) / before
    gap = abs(implied - move.percent)
    if move.kind == "currency":  # a text may give a currency's percent its own sign
        gap = min(gap, abs(implied + move.percent))
    return (
        [] if gap <= slack else [Misfit("points_percent", stated=move.percent, implied=_printed(implied, move.percent))]
    )


def _printed(value: Decimal, like: Decimal) -> Decimal:
    return value.quantize(min(unit(like), Decimal("0.01")))


def _against_direction(move: Move) -> bool:
    signs = [n for n in (move.change, None if move.kind == "currency" else move.percent) if n is not None and n != 0]
    if any((n > 0) != (signs[0] > 0) for n in signs):
        return True
    return bool(signs) and move.direction in ("up", "down") and (signs[0] > 0) != (move.direction == "up")


def _outside(move: Move, level: Decimal) -> bool:
    slack = unit(level)
    below = move.low is not None and level < move.low - slack
    return below or (move.high is not None and level > move.high + slack)


def believable(move: Move) -> bool:
    """Whether figures are of the size that such things have."""
    figures = [f for f in (move.level, move.change, move.percent) if f is not None]
    if not all(f.is_finite() and f.adjusted() < _DIGITS for f in figures):
        return False
    if move.kind != "index":
        return True
    return (move.level is None or move.level > 0) and (move.percent is None or abs(move.percent) < _MOST_IN_A_DAY)


@dataclass(frozen=True, slots=True)
class Neighbor:
    """A session beside the one in question, and the levels that stories give for the earlier close of the pair.

    For the session before, these are its closes; for the session after, the closes of ours that its figures imply."""

    session: date
    levels: tuple[Decimal, ...]


def closes_before(move: Move) -> Decimal | None:
    """The close of the session before that a statement's figures imply, None when they do not settle it."""
    if move.previous is not None:
        return move.previous
    if move.level is not None and move.change is not None and move.kind != "bond":
        return move.level - move.change
    return None


def fits_before(move: Move, before: Decimal) -> bool | None:
    """Whether a statement's figures go with the close of the session before; None when they cannot say."""
    implied = closes_before(move)
    if implied is not None:
        slack = unit(before) + unit(implied)
        return abs(implied - before) <= slack
    if move.level is None or move.kind == "bond" or before <= 0:
        return None
    if move.percent is None:
        return None
    percent = 100 * (move.level - before) / before
    slack = 100 * (unit(move.level) + unit(before)) / before
    if move.percent_qualifier is not None:
        return None
    return abs(percent - move.percent) <= _HALF * unit(move.percent) + slack


def _against_before(move: Move, before: Decimal, session: date | None) -> list[Misfit]:
    if move.level is None or move.change is None:
        return []
    implied = move.level - move.change
    if abs(implied - before) <= unit(implied) + unit(before):
        return []
    return [Misfit("neighbor", stated=before, implied=implied, neighbor=session)]


def outer_misfits(move: Move, before: Neighbor | None, after: Neighbor | None) -> tuple[tuple[Misfit, ...], int]:
    """What does not fit the neighbor sessions, and how many of the two a statement positively fits."""
    found: list[Misfit] = []
    fitting = 0
    if before is not None:
        verdicts = [(fits_before(move, level), level) for level in before.levels]
        if any(fits for fits, _ in verdicts):
            fitting += 1
        elif any(fits is False for fits, _ in verdicts):
            level = next(level for fits, level in verdicts if fits is False)
            found.append(Misfit("neighbor", stated=level, implied=_implied(move), neighbor=before.session))
    if after is not None and move.level is not None and after.levels:
        if any(abs(move.level - level) <= 2 * max(unit(move.level), unit(level)) for level in after.levels):
            fitting += 1
        else:
            found.append(Misfit("neighbor", stated=move.level, implied=after.levels[0], neighbor=after.session))
    return tuple(found), fitting


def off_scale(move: Move, known: Neighbor) -> tuple[Misfit, ...]:
    """Whether a level is of another size than closes known of other days: "225" is no close of the Nikkei."""
    if move.level is None or not known.levels or any(_like_in_size(move.level, level) for level in known.levels):
        return ()
    return (Misfit("scale", stated=move.level, implied=known.levels[0], neighbor=known.session),)


def _like_in_size(one: Decimal, other: Decimal) -> bool:
    return one < _TIMES * other and other < _TIMES * one


def _implied(move: Move) -> Decimal | None:
    exact = closes_before(move)
    if exact is not None or move.level is None or move.percent is None or move.percent <= -100:
        return exact
    return (move.level / (1 + move.percent / 100)).quantize(unit(move.level))
