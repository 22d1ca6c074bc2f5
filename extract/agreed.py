"""One phase for a session: where words say that it is over or runs, what is told of it without them is told then."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from msgspec import structs

from extract.model import Move, Phase
from extract.moves import Told

_AGREEING = ("index", "stock", "sector", "commodity", "bond")
_SAID = ("close", "intraday")


class Hours(NamedTuple):
    """What a story says of the hours at which it was written. `dated`: its page gives only its day; `ended` and
    `running` are the exchanges whose session of a day is told to be over, or still to run; `unsure` is the day of a
    story of which nobody knows whether it was written before its `home` exchange closed."""

    dated: bool
    ended: Mapping[str, date]
    running: Mapping[str, date]
    unsure: date | None
    home: str | None


def agreed(items: Sequence[Told], hours: Hours) -> list[Told]:
    """The same moves, those whose phase no word says with the one that their exchange's session has."""
    known = _phases(items, hours)
    return [_in_phase(item, known.get((item.exchange, item.move.session))) for item in items]


def _in_phase(item: Told, phase: Phase | None) -> Told:
    if item.phase_said or phase is None or item.move.kind not in _AGREEING:
        return item
    return structs.replace(item, move=replace(item.move, phase=phase), phase_said=True)


def _phases(items: Sequence[Told], hours: Hours) -> dict[tuple[str, date | None], Phase]:
    """The phase of each exchange's session, as far as the story tells it. That one still runs only holds where the page
    gives no hour of its own, and not of markets that have ended."""
    known: dict[tuple[str, date | None], Phase] = dict.fromkeys(hours.ended.items(), "close")
    for item in items:
        move = item.move
        if not (item.phase_said and move.kind in _AGREEING and move.phase in _SAID and move.period == "day"):
            continue
        if move.phase == "intraday" and (item.passing or (move.percent is move.level is move.change is None)):
            continue
        if not hours.dated and (move.phase == "intraday" or move.kind == "stock"):
            continue
        key = (item.exchange, move.session)
        if key not in known or (move.phase == "close" and move.kind == "index"):
            known[key] = move.phase
    for session in hours.running.items():
        known.setdefault(session, "intraday")
    if hours.unsure is not None and known.get((hours.home or "", hours.unsure)) != "close":
        known = _if_unsure(items, hours.unsure) | known
    return known if hours.dated else _at_hours(items) | known


def _at_hours(items: Sequence[Told]) -> dict[tuple[str, date | None], Phase]:
    """The sessions of which an index is told at an hour and no close is: "At 1700 GMT the Dow was 0.4% up. The Nasdaq
    was up 0.1%", told on the next day, gives no close of either."""
    hours = [item for item in items if item.at_hour and item.move.kind == "index" and item.move.phase == "intraday"]
    if not hours:
        return {}
    names = {item.move.instrument for item in hours}
    closed = {
        (item.exchange, item.move.session)
        for item in items
        if item.move.phase == "close" and (item.phase_said or item.move.instrument in names)
    }
    return dict.fromkeys({(item.exchange, item.move.session) for item in hours} - closed, "intraday")


def _if_unsure(items: Sequence[Told], unsure: date) -> dict[tuple[str, date | None], Phase]:
    """On an unsure day no session is over but those that are told as finished ones are."""
    sessions = {(item.exchange, item.move.session) for item in items}
    full = {(item.exchange, item.move.session) for item in items if is_full(item.move)}
    return {
        (exchange, session): "close" if session < unsure or (exchange, session) in full else "intraday"
        for exchange, session in sessions
        if session is not None
    }


def is_full(move: Move) -> bool:
    """Whether a move is told as those of finished sessions are: by points and an exact level."""
    return move.kind == "index" and move.change is not None and move.level is not None and bool(move.level % 1)
