"""What was read in a story, in brief."""

from __future__ import annotations

from bot.answers import Card, Line, Statement
from bot.desk.evidence import source
from bot.desk.names import Directory
from extract.model import Driver, Event, Move
from storage.record import Wrap

_LINES = 10


def card(wrap: Wrap, directory: Directory) -> Card:
    """The story's headline moves: closes of the day first, indices before everything else, in the story's order."""
    whence = source(wrap)
    ranked = sorted(wrap.moves, key=lambda told: _rank(told[0]))
    lines = tuple(
        Line(directory.get(move.instrument), Statement(move, quote, whence)) for move, quote in ranked[:_LINES]
    )
    facts = [quoted.fact for quoted in wrap.facts]
    return Card(
        whence,
        lines,
        moves=len(ranked),
        drivers=sum(isinstance(fact, Driver) for fact in facts),
        events=sum(isinstance(fact, Event) for fact in facts),
    )


def _rank(move: Move) -> tuple[bool, bool, bool, bool]:
    unfigured = move.level is None and move.percent is None and move.change is None
    return move.kind != "index", move.period != "day", move.phase != "close", unfigured
