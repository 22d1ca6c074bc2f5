"""A frame to the moves it states: what is enough to be one, its session and phase."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from msgspec import Struct

from extract.clock import Clock
from extract.frames import Entity, Figure, Frame
from extract.lexicon import Lexicon, regions_with
from extract.model import Direction, Kind, Move, Period, Span
from extract.settle import settle, span_counted
from extract.sizes import size_named
from extract.statement import Stamp, Times
from extract.values import Values, beside_cents, values_of

_DIRECTIONS: dict[int | None, Direction | None] = {1: "up", -1: "down", 0: "flat", None: None}
_RECORDS: dict[str | None, str] = {"high": "low", "low": "high"}
"""What a record of a currency is for the pair that it is quoted the other way round in."""
_SIBLINGS = regions_with("listed_together")
"""Many shares trade in both; the story's own market is meant."""
_LEAST_LEVEL = 100
"""An index that can be below this (a volatility index) can move by as much as it is."""
_MOST_OF_RANGE = 20
"""What part of the highest level that an index can have no change of it is."""
_MOST = 35
"""Percent that no index of shares has moved in a session."""
_STRENGTH: tuple[Period, ...] = ("ytd", "week", "month", "quarter", "half", "year", "other")


class Story(Struct, frozen=True, gc=False):
    """What the moves of a document share: its clock, the word lists, the region of its own market."""

    clock: Clock
    lexicon: Lexicon
    home: str | None


class Told(Struct, frozen=True, gc=False):
    """A move with what merging needs to know: whether words said the phase, and where its sentence stands."""

    move: Move
    exchange: str
    phase_said: bool
    passing: bool = False
    """Whether it is of a moment that the session has left again, and says nothing of whether that still runs."""
    weight: int = 0
    """Which telling is believed where two differ: one that says "closed" above one that gives a level above others."""
    at_hour: bool = False
    """Whether an hour is told at which it stood so, and no close."""
    post: Stamp | None = None
    """The post of a live page that tells it: what another post tells of the running session is another moment."""


def moves_of(frame: Frame, region: str | None, times: Times, story: Story) -> list[Told]:
    """The moves of a frame, one a subject; none when it is only expected or says too little. `region` and `times` are
    those of its sentence."""
    if frame.modal:
        return []
    told: list[Told] = []
    if not frame.periods and (frame.changes or frame.percents) and _outgrows(frame, story):
        return []
    for place, entity in enumerate(frame.subjects):
        values = values_of(frame, entity, place)
        level = values.level.value if values.level is not None else None
        if _impossible(entity, frame.previous, story) or _of_another(entity, frame, story):
            continue  # "is trading at 22 times earnings, up from 19"
        told_of = _enough(frame, _instrument(entity, region, story)[0], entity, values)
        if not _impossible(entity, level, story) and (told_of or _ranged(frame, entity, story)):
            told += _moves(frame, entity, values, region, times, story)
    return told


def _moves(frame: Frame, entity: Entity, values: Values, region: str | None, times: Times, story: Story) -> list[Told]:
    mic = _exchange(entity, values.level, region, story)
    early = entity.kind == "future" and entity.weak
    group = _group(entity, mic, story)
    dealt = group if entity.kind == "bond" else mic
    session, phase, said = settle(story.clock, frame, dealt, "early future" if early else entity.kind, times)
    if entity.contract and not said and story.clock.has_settled(session):
        phase, said = "close", True
    kind, instrument = _instrument(entity, region, story)
    percent, level, alone = values.percent, values.level, len(frame.subjects) == 1
    period = _period(frame)
    if period == "day":
        period = span_counted(story.clock, frame, mic, kind, session)
    if period == "ytd" and session is not None and session.year < story.clock.running_year:
        period = "year"  # "The Dow gained 5.5% for the year", told when that is over
    move = Move(
        kind, instrument, session, phase, period,
        direction=_DIRECTIONS[values.sign],
        level=level.value if level is not None else None,
        change=values.signed_change, percent=values.signed_percent,
        percent_qualifier=percent.qualifier if percent is not None and values.signed_percent is not None else None,
        previous=beside_cents(frame.previous, entity, level) if alone else None,
        low=beside_cents(frame.low, entity, level) if alone else None,
        high=beside_cents(frame.high, entity, level) if alone else None,
        record=_RECORDS.get(frame.record) if entity.inverted else frame.record,  # type: ignore[arg-type]
        evidence=_evidence(entity, percent, values.change, level), name=entity.name, rule=frame.rule,
    )  # fmt: skip
    weight = 2 if frame.closing else 1 if level is not None else 0
    at_hour = "clock" in frame.phases and not frame.closing
    return [Told(part, group, said, frame.is_passing or frame.moment, weight, at_hour) for part in _parts(move)]


def _period(frame: Frame) -> Period:
    if frame.periods:
        for name in _STRENGTH:
            if name in frame.periods:
                return name
    return "day"


def _ranged(frame: Frame, entity: Entity, story: Story) -> bool:
    """Whether the day's range, or of an index one end of it that it can have reached, is all that is told."""
    if _period(frame) != "day":
        return False
    ends = [end for end in (frame.low, frame.high) if end is not None]
    if len(ends) == 1 and entity.kind == "index" and frame.spoken:
        return not _impossible(entity, ends[0], story)
    return len(ends) > 1


def _outgrows(frame: Frame, story: Story) -> bool:
    """Whether a change is as large as the index itself can be: a level ("4.2% off its high of 85,978"); or a percent
    larger than any that an index has moved in a day."""
    known = story.lexicon.instruments.get(frame.subjects[0].id)
    least, most = known.levels if known is not None and known.levels is not None else (0, 0)
    if least <= _LEAST_LEVEL:
        return False
    least = max(least, most / _MOST_OF_RANGE)  # an index that was rebased has long had other levels
    return any(change.value >= least for change in frame.changes) or any(p.value > _MOST for p in frame.percents)


def _of_another(entity: Entity, frame: Frame, story: Story) -> bool:
    """Whether the one end of a range that is told can be no level of the index: the words are of something else."""
    ends = [end for end in (frame.low, frame.high) if end is not None]
    return len(ends) == 1 and _impossible(entity, ends[0], story)


def _impossible(entity: Entity, level: Decimal | None, story: Story) -> bool:
    """Whether the figure can be no level of the index: then the words are not about it at all."""
    if level is None or entity.kind not in ("index", "future"):
        return False
    known = story.lexicon.instruments.get(entity.id)
    if known is None or known.levels is None:
        return False
    return not known.levels[0] <= level <= known.levels[1]


def _group(entity: Entity, mic: str, story: Story) -> str:
    """What agrees on a phase: a country's shares and its bonds, or all commodities."""
    if entity.kind == "commodity":
        return "commodity"
    return story.lexicon.exchanges.get(entity.region or "", mic)


def _parts(move: Move) -> list[Move]:
    """A level told with a week's gain is the day's: two moves; what it alone is compared with is the week's."""
    if move.period == "day" or move.level is None or move.kind != "index":
        return [move]
    alone = move.percent is None and move.change is None
    week = replace(move, level=None, low=None, high=None, record=None, previous=move.previous if alone else None)
    day = replace(
        move, period="day", direction=None, percent=None, change=None, percent_qualifier=None, low=None, high=None,
        previous=None if alone else move.previous,
    )  # fmt: skip
    return [week, day] if week.direction or week.percent or week.change else [day]


def _instrument(entity: Entity, region: str | None, story: Story) -> tuple[Kind, str]:
    """The kind and id of an entity; shares of a size that an index of their market stands for are that index."""
    if entity.kind != "sector":
        return entity.kind, entity.id
    size, of_family = size_named(entity.id)
    place = region or story.home or ""
    index = story.lexicon.sector_index.get((place, size)) or story.lexicon.sector_index.get((place, entity.id.lower()))
    if index is not None and not of_family:
        return "index", index
    return ("index" if of_family else "sector"), entity.id


def _enough(frame: Frame, kind: Kind, entity: Entity, values: Values) -> bool:
    """Whether the frame says enough of this subject, an instrument of this kind, to be a move."""
    day = _period(frame) == "day"
    if not day:
        closed = kind == "index" and frame.closing
        level = closed and values.level is not None and frame.ended_week and not frame.week_before
        ended = closed and frame.spoken and values.sign is not None
        compared = frame.previous is not None and None not in (values.level, values.sign)
        # "to end the week at 9,199.29", "ended the week higher"
        return values.moved or ((level or ended or compared) and "week" in frame.periods)
    valued = values.moved or values.level is not None
    if frame.moment and not valued:
        return False  # "had been down more than 400 points": a direction that was left again
    if kind == "index":
        if valued or (entity.weak and not (frame.closing and frame.record)):
            return valued
        return frame.record is not None or (frame.spoken and values.sign is not None)
    if kind in ("stock", "sector"):
        still = values.sign == 0 and frame.spoken  # "was unchanged at $24"
        return values.moved or (values.level is not None and (frame.closing or still))
    if kind == "future":
        return valued or (not entity.weak and values.sign == 0 and frame.spoken)
    return valued or (frame.record is not None and (frame.high or frame.low) is not None)


def _exchange(entity: Entity, price: Figure | None, region: str | None, story: Story) -> str:
    """Where an instrument trades; a share of which nothing is known in the market whose money its price is told in."""
    if entity.exchange:
        return entity.exchange
    if entity.kind == "stock" and price is not None:
        place = _place_of_money(price, region, story)
        at_home = place == story.home and place != "us"  # where else than there are prices in its money
        if (entity.region is None or at_home) and (mic := story.lexicon.exchanges.get(place)):
            return mic
    own = region if entity.region in _SIBLINGS and region in _SIBLINGS else entity.region
    if entity.kind == "stock" and (listed := story.lexicon.listed_in(entity.name)):
        own = next((place for place in (region, story.home) if place in listed), own)
    elif entity.kind == "stock" and region is not None and region == story.home:
        own = region  # in a story of its own market a share is listed there, wherever else it is
    for candidate in (own, region, story.home):
        if candidate and (mic := story.lexicon.exchanges.get(candidate)):
            return mic
    return "XNYS"


def _place_of_money(price: Figure, region: str | None, story: Story) -> str:
    """The region whose money a price is told in, empty for none that is known."""
    code = story.lexicon.money_signs.get(price.money, price.money)
    shared = story.lexicon.shared_money.get(code, {})
    code = shared.get(region or "") or shared.get(story.home or "") or shared.get("", code)
    return story.lexicon.money_regions.get(code, "")


def _evidence(entity: Entity, *given: Figure | None) -> tuple[Span, ...]:
    start, end = entity.start, entity.end
    for figure in given:
        if figure is not None:
            start, end = min(start, figure.start), max(end, figure.end)
    return (Span(start, end),)
