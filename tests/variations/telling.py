"""The words that a slot can be filled with, and what each of them states."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Any

from tests.variations.scene import Quote, Scene, Unfit

Told = tuple[str, dict[str, Any]]
"""Plain words, and the fields that they state."""
Word = Callable[[Scene, Quote, str, str], Told]
_DAYS_OF_WEEK = 6
"""Days back in which a weekday is understood by its name."""


def _verb(form: int) -> Word:
    return lambda scene, quote, *_: (scene.draw.choice(quote.way.goes + quote.way.takes)[form], _direction(quote))


def _direction(quote: Quote) -> dict[str, Any]:
    return {"direction": "up" if quote.way.sign > 0 else "down"}


def _percent(scene: Scene, quote: Quote, *_: str) -> Told:
    return f"{quote.percent}{scene.percent_word}", {"percent": (quote.way.sign * quote.percent, None)}


def _bounded(word: str, qualifier: str, rounding: str) -> Word:
    def told(scene: Scene, quote: Quote, *_: str) -> Told:
        bound = quote.percent.quantize(Decimal("0.1"), rounding)
        if bound == quote.percent or bound == 0:
            raise Unfit(word)
        return f"{word} {bound}{scene.percent_word}", {"percent": (quote.way.sign * bound, qualifier)}

    return told


def _up_to(scene: Scene, quote: Quote, *_: str) -> Told:
    return f"as much as {quote.percent}{scene.percent_word}", {"percent": (quote.way.sign * quote.percent, "up_to")}


def _signed(scene: Scene, quote: Quote, *_: str) -> Told:
    sign = "+" if quote.way.sign > 0 else "-"
    return f"{sign}{quote.percent}%", {"percent": (quote.way.sign * quote.percent, None)} | _direction(quote)


def _signed_change(scene: Scene, quote: Quote, *_: str) -> Told:
    sign = "+" if quote.way.sign > 0 else "-"
    return f"{sign}{quote.points:,}", {"change": quote.way.sign * quote.points} | _direction(quote)


def _points(unit: str) -> Word:
    return lambda scene, quote, *_: (f"{quote.points:,}{unit}", {"change": quote.way.sign * quote.points})


def _basis_points(scene: Scene, quote: Quote, *_: str) -> Told:
    moved = (quote.points * 100).quantize(Decimal("0.1"))
    return f"{moved} basis points", {"change": quote.way.sign * moved}


def _level(scene: Scene, quote: Quote, *_: str) -> Told:
    return f"{quote.level:,}", {"level": quote.level}


def _prior(scene: Scene, quote: Quote, *_: str) -> Told:
    return f"{quote.prior:,}", {"previous": quote.prior}


def _former(scene: Scene, quote: Quote, *_: str) -> Told:
    """A level that the session's is counted from: its `previous`, or the close that it was; both readings are right."""
    return f"{quote.level:,}", {"former": quote.level}


def _edge(name: str, rounding: str) -> Word:
    """An end of the day's range, beyond where the day began and ended."""

    def told(scene: Scene, quote: Quote, *_: str) -> Told:
        ends = (quote.prior, quote.level)
        edge = max(ends) * Decimal("1.0031") if name == "high" else min(ends) * Decimal("0.9962")
        edge = edge.quantize(Decimal("0.01"), rounding)
        return f"{edge:,}", {name: edge}

    return told


def _mark(scene: Scene, quote: Quote, *_: str) -> Told:
    """A round number on the way, which is no level."""
    step = 10 ** max(1, len(str(int(quote.level))) - 2)
    return f"{int(quote.level) // step * step:,}", {}


def _record(scene: Scene, quote: Quote, *_: str) -> Told:
    if quote.way.sign < 0:
        raise Unfit("record")
    return "record", {"record": "high"}


def _flat(scene: Scene, quote: Quote, *_: str) -> Told:
    return scene.draw.choice(("flat", "little changed", "unchanged", "almost unchanged")), {"direction": "flat"}


def _alike(scene: Scene, quote: Quote, letter: str, span: str) -> Told:
    """No word: a verb or noun told of A before holds for this one too."""
    if quote.way.sign != scene.quote("A", span).way.sign:
        raise Unfit("alike")
    return "", _direction(quote)


def _weekday(scene: Scene, _: Quote, letter: str, span: str) -> Told:
    session = scene.session(letter, span)
    if (scene.local.date() - session).days > _DAYS_OF_WEEK:
        raise Unfit("weekday")
    return f"{session:%A}", {}


def _last_week(scene: Scene, _: Quote, letter: str, span: str) -> Told:
    """ "last Friday", said from the week behind."""
    session = scene.session(letter, span)
    if scene.local.isocalendar().week - session.isocalendar().week != 1:
        raise Unfit("last week")  # and this week's or an older one
    return f"last {session:%A}", {}


def _date(scene: Scene, _: Quote, letter: str, span: str) -> Told:
    session = scene.session(letter, span)
    return f"{session:%B} {session.day}", {}


def _yesterday(scene: Scene, _: Quote, letter: str, span: str) -> Told:
    if scene.session(letter, span) != scene.local.date() - timedelta(days=1) or letter == "F":
        raise Unfit("yesterday")
    return "yesterday", {}


def _day_earlier(scene: Scene, _: Quote, letter: str, span: str) -> Told:
    """The session before the one told of; a day earlier only where no weekend lies between."""
    words = ["in the previous session", "in the prior session"]
    if scene.session(letter, "day") - scene.session(letter, span) == timedelta(days=1):
        words += ["a day earlier", "the day before"]
    return scene.draw.choice(words), {}


WORDS: dict[str, Word] = {
    "went": lambda scene, quote, *_: (scene.draw.choice(quote.way.goes)[0], _direction(quote)),
    "moved": _verb(0), "moving": _verb(1), "move": _verb(2), "risen": _verb(3),
    "gain": lambda scene, quote, *_: (scene.draw.choice(quote.way.nouns), _direction(quote)),
    "higher": lambda scene, quote, *_: (quote.way.higher, _direction(quote)),
    "up": lambda scene, quote, *_: (quote.way.up, _direction(quote)),
    "percent": _percent, "signed": _signed, "over": _bounded("more than", "over", ROUND_FLOOR), "up_to": _up_to,
    "nearly": _bounded("nearly", "about", ROUND_CEILING), "about": _bounded("about", "about", ROUND_FLOOR),
    "points": _points(" points"), "change": _points(""), "signed_change": _signed_change, "bp": _basis_points,
    "level": _level, "prior": _prior, "former": _former,
    "low": _edge("low", ROUND_FLOOR), "high": _edge("high", ROUND_CEILING),
    "mark": _mark, "record": _record, "flat": _flat, "alike": _alike,
    "weekday": _weekday, "last_weekday": _last_week, "date": _date, "yesterday": _yesterday, "earlier": _day_earlier,
}  # fmt: skip
"""Each word of a subject's span."""


def _clock(scene: Scene) -> str:
    local = scene.local
    return f"{local.hour % 12 or 12}:{local:%M} {'a.m.' if local.hour < 12 else 'p.m.'}"


OF_THE_MOMENT: dict[str, Callable[[Scene], str]] = {
    "clock": _clock,
    "part": lambda scene: "morning" if scene.local.hour < 12 else "afternoon",
    "number": lambda scene: str(scene.draw.randint(2, 40)),
    "share": lambda scene: f"{scene.draw.randint(11, 49) / 10}{scene.percent_word}",
}
"""Words that no subject is told with; their figures state nothing."""
