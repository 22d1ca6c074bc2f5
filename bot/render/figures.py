"""Numbers, marks and dates as people read them."""

from __future__ import annotations

from decimal import Decimal

from bot.locale import Phrases
from bot.render.sheet import Tone
from bot.statements import Instrument
from extract.model import Direction, Move

MARKS = {"up": "▲", "down": "▼", "flat": "■", "plain": "•"}
_WIDEST = 15


def number(value: Decimal, *, signed: bool = False) -> str:
    """With thousands apart and every digit that the story prints.

    >>> number(Decimal("58583.10")), number(Decimal("1262.03"), signed=True), number(Decimal("-0.20"), signed=True)
    ('58,583.10', '+1,262.03', '-0.20')
    """
    exponent = value.as_tuple().exponent
    if not isinstance(exponent, int) or value.adjusted() > _WIDEST or exponent < -_WIDEST:
        return format(value, "+.6g" if signed else ".6g")
    return format(value, "+,f" if signed else ",f")


def direction(move: Move) -> Direction | None:
    """Where the instrument went: by the figures' sign, else by the words."""
    for figure in (move.change, move.percent):
        if figure is not None and figure != 0:
            return "up" if figure > 0 else "down"
    return move.direction if move.direction is not None else None if move.percent is None else "flat"


def tone(move: Move) -> Tone:
    """The mark and color of a move."""
    return direction(move) or "plain"


def level(move: Move) -> str | None:
    """The level with its unit: a bond's is a percentage."""
    if move.level is None:
        return None
    return number(move.level) + ("%" if move.kind == "bond" else "")


def percent(move: Move, say: Phrases) -> str | None:
    """The percent with its sign, and its qualifier in words: "more than +2%"."""
    if move.percent is None:
        return None
    plain = say.say("figures.percent", number=number(move.percent, signed=move.percent != 0))
    return plain if move.percent_qualifier is None else say.say(f"figures.{move.percent_qualifier}", percent=plain)


def change(move: Move, say: Phrases) -> str | None:
    """The change with its sign, in points, or in basis points for a bond."""
    if move.change is None:
        return None
    plain = number(move.change, signed=move.change != 0)
    return say.say("figures.basis_points", number=plain) if move.kind == "bond" else plain


def moved(move: Move, say: Phrases) -> str:
    """Change and percent: "+1,262.03, +2.20%"; a word where the story gives no figure."""
    points, share = change(move, say), percent(move, say)
    if points and share:
        return f"{points}, {share}"
    return points or share or say.say(f"figures.{direction(move) or 'no_figures'}")


def figures(move: Move, say: Phrases) -> str:
    """All on one line: "58,583.12 (+1,262.03, +2.20%)"."""
    reached = level(move)
    if reached is None:
        return moved(move, say)
    told = any(f is not None for f in (move.change, move.percent, move.direction))
    return f"{reached} ({moved(move, say)})" if told else reached


def city(instrument: Instrument, say: Phrases) -> str:
    """The place whose clock counts: "New York"."""
    key = f"cities.{instrument.mic}"
    if say.known(key):
        return say.say(key)
    return instrument.zone.rpartition("/")[2].replace("_", " ")
