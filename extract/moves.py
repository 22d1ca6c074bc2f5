"""A frame to the moves it states: values given to subjects, signs, session and phase."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from extract.frames import Entity, Figure, Frame
from extract.model import Direction, Move, Period, Phase, Span
from extract.sessions import settle
from extract.tokens import Token

if TYPE_CHECKING:
    from extract.engine import Engine

_DIRECTIONS: dict[int, Direction] = {1: "up", -1: "down", 0: "flat"}
_SIBLINGS = ("china", "hongkong")
"""Many shares trade in both; the story's own market is meant."""
_VAGUE = ("three",)
_STRENGTH = ("ytd", "week", "month", "quarter", "half", "year", "other")


@dataclass(frozen=True, slots=True)
class Told:
    """A move with what merging needs to know: whether words said the phase, and where its sentence stands."""

    move: Move
    exchange: str
    phase_said: bool
    weight: int = 0
    """Which telling is believed where two differ: one that says "closed" above one that only gives a level above others."""


def moves_of(frame: Frame, region: str | None, times: list[Token], engine: Engine) -> list[Told]:
    """The moves of a frame, one a subject; none when it is only expected or says too little."""
    if frame.modal:
        return []
    told = []
    for place, entity in enumerate(frame.subjects):
        percent = _given(frame.percents, place, frame)
        change = _given(frame.changes, place, frame)
        level = _given(frame.levels, place, frame)
        told += _moves(frame, entity, percent, change, level, region, times, engine)
    return told


def _given(figures: list[Figure], place: int, frame: Frame) -> Figure | None:
    if not figures:
        return None
    if len(figures) == len(frame.subjects):
        return figures[place]
    return figures[0] if len(figures) == 1 else None


def _period(frame: Frame) -> Period:
    for name in _STRENGTH:
        if name in frame.periods:
            return name  # type: ignore[return-value]
    return "day"


def _signed(figure: Figure | None, frame: Frame) -> Decimal | None:
    if figure is None:
        return None
    sign = figure.sign if figure.sign else frame.sign
    if not sign:
        return Decimal(0) if figure.value == 0 else None
    return figure.value * sign


def _moves(
    frame: Frame,
    entity: Entity,
    percent: Figure | None,
    change: Figure | None,
    level: Figure | None,
    region: str | None,
    times: list[Token],
    engine: Engine,
) -> list[Told]:
    signed_percent, signed_change = _signed(percent, frame), _signed(change, frame)
    sign = frame.sign
    for value in (signed_percent, signed_change):
        if value:
            sign = 1 if value > 0 else -1
            break
    else:
        sign = frame.sign
    if entity.inverted:
        sign = -sign if sign else sign
        signed_percent = -signed_percent if signed_percent is not None else None
        signed_change = -signed_change if signed_change is not None else None
    period = _period(frame)
    if _impossible(entity, level, engine):
        return []
    if not _enough(frame, entity, signed_percent, signed_change, level, period, sign):
        return []
    mic = _exchange(entity, region, engine)
    session, phase, said = settle(engine.clock, frame, mic, entity.kind, times)
    name, instrument = entity.name, _instrument(entity, region, engine)
    kind = entity.kind
    if instrument in engine.lexicon.instruments and kind == "sector":
        kind = "index"
    qualifier = percent.qualifier if percent is not None and signed_percent is not None else None
    move = Move(
        kind, instrument, session, phase, period,
        direction=_DIRECTIONS[sign] if sign is not None else None,
        level=level.value if level is not None else None,
        change=signed_change, percent=signed_percent, percent_qualifier=qualifier,
        previous=frame.previous, low=frame.low, high=frame.high,
        record=frame.record,  # type: ignore[arg-type]
        evidence=_evidence(frame, entity, percent, change, level), name=name, rule=frame.rule,
    )  # fmt: skip
    weight = 2 if frame.closing else 1 if level is not None else 0
    return [Told(part, _group(entity, mic, engine), said, weight) for part in _parts(move)]


def _impossible(entity: Entity, level: Figure | None, engine: Engine) -> bool:
    """Whether the figure can be no level of the index: then the words are not about it at all."""
    known = engine.lexicon.instruments.get(entity.id)
    if level is None or known is None or known.levels is None or entity.kind not in ("index", "future"):
        return False
    return not known.levels[0] <= level.value <= known.levels[1]


def _group(entity: Entity, mic: str, engine: Engine) -> str:
    """What agrees on a phase: a country's shares and its bonds, or all commodities."""
    if entity.kind == "commodity":
        return "commodity"
    if entity.region in engine.lexicon.exchanges:
        return engine.lexicon.exchanges[entity.region]
    return mic


def _parts(move: Move) -> list[Move]:
    """A level told with a week's gain is the day's: two moves."""
    from dataclasses import replace

    if move.period == "day" or move.level is None or move.kind != "index":
        return [move]
    week = replace(move, level=None, low=None, high=None, previous=None, record=None)
    day = replace(move, period="day", direction=None, percent=None, change=None, percent_qualifier=None)
    return [week, day]


def _instrument(entity: Entity, region: str | None, engine: Engine) -> str:
    if entity.kind == "sector":
        index = engine.lexicon.sector_index.get((region or engine.entities.home or "", entity.id.lower()))
        if index:
            return index
    return entity.id


def _enough(
    frame: Frame,
    entity: Entity,
    percent: Decimal | None,
    change: Decimal | None,
    level: Figure | None,
    period: Period,
    sign: int | None,
) -> bool:
    figures = percent is not None or change is not None
    if frame.low is not None and frame.high is not None and period == "day":
        return True
    if period != "day":
        return figures
    if entity.kind == "index":
        if entity.name in _VAGUE and not (figures or level is not None):
            return False
        if entity.weak:
            return figures or level is not None
        return figures or level is not None or frame.record is not None or (frame.spoken and sign is not None)
    if entity.kind in ("stock", "sector"):
        return figures or (level is not None and frame.closing)
    if entity.kind == "future":
        return figures or level is not None or (sign == 0 and frame.spoken)
    return figures or level is not None


def _exchange(entity: Entity, region: str | None, engine: Engine) -> str:
    if entity.exchange:
        return entity.exchange
    own = entity.region
    if own in _SIBLINGS and region in _SIBLINGS:
        own = region
    for candidate in (own, region, engine.entities.home):
        if candidate and (mic := engine.lexicon.exchanges.get(candidate)):
            return mic
    return "XNYS"


def _evidence(frame: Frame, entity: Entity, *given: Figure | None) -> tuple[Span, ...]:
    starts = [entity.start, *[f.start for f in given if f is not None]]
    ends = [entity.end, *[f.end for f in given if f is not None]]
    return (Span(min(starts), max(ends)),)
