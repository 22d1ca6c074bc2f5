"""What was read in a story, in brief."""

from __future__ import annotations

from bot.answers import Card, Line
from bot.desk.evidence import source
from bot.desk.names import Directory
from bot.statements import Statement
from extract.model import Driver, Event, Move
from storage.record import Wrap

_LINES = 8


def card(wrap: Wrap, directory: Directory) -> Card:
    """The headline moves: those with figures, indices first; single stocks only when there is nothing broader."""
    whence = source(wrap)
    ranked = sorted(wrap.moves, key=lambda told: _rank(told[0]))
    figured = [told for told in ranked if _figured(told[0])] or ranked
    broad = [told for told in figured if told[0].kind not in ("stock", "sector")]
    lines = tuple(
        Line(directory.get(move.instrument), Statement(move, quote, whence))
        for move, quote in (broad or figured)[:_LINES]
    )
    facts = [quoted.fact for quoted in wrap.facts]
    return Card(
        whence,
        lines,
        moves=len(ranked),
        drivers=sum(isinstance(fact, Driver) for fact in facts),
        events=sum(isinstance(fact, Event) for fact in facts),
    )


def _figured(move: Move) -> bool:
    return move.level is not None or move.percent is not None or move.change is not None


def _rank(move: Move) -> tuple[bool, bool, bool]:
    return move.kind != "index", move.period != "day", move.phase != "close"
