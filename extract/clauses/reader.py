"""The walk over a sentence's tokens: each kind of token has its rule."""

from __future__ import annotations

import re
from collections.abc import Callable

from extract.clauses.bourses import bourse, place_shares, take_lists
from extract.clauses.counted_ahead import counted_ahead
from extract.clauses.cues import cue
from extract.clauses.day_after import of_day_after
from extract.clauses.extremes import day_extreme, drop_round_ranges, part_ranges
from extract.clauses.figure import figure
from extract.clauses.former_spans import of_former_span
from extract.clauses.from_a_mark import of_marks
from extract.clauses.left_out import left_out
from extract.clauses.lists import leftover
from extract.clauses.long_past import of_long_past
from extract.clauses.names import bare_yield, futures_head, name
from extract.clauses.nouns import noun
from extract.clauses.occasions import of_no_day
from extract.clauses.pairs import repaired
from extract.clauses.periods import lend_period, year
from extract.clauses.predicates import predicate, tempered
from extract.clauses.records import part_records, record
from extract.clauses.respective import respective
from extract.clauses.several_days import in_a_row, over_days, part_periods
from extract.clauses.walk import Walk
from extract.clauses.when import (
    of_day_before,
    of_day_within,
    of_month_before,
    of_year_before,
    part_days,
    part_markets,
    part_unlike,
)
from extract.clauses.yields import of_prices
from extract.entities import ENTITY, EntityReader
from extract.frames import Entity, Frame
from extract.lexicon import words
from extract.near import said
from extract.tokens import Token

_LEAVING = words("leaving_out")
_SUPPOSED = words("supposed")
_POLLS, _PUT = words("polls"), words("polls_put")
_PREDICTED, _TOMORROW = words("predicted"), tuple(words("tomorrow"))
_PAST, _OCCASION = words("past"), words("occasion")
_EACH, _TO_EACH = words("each"), 3
_OPENING, _POLLED = 4, 6
"""Tokens in which a sentence tells of which occasion it is."""


def _break(walk: Walk, _at: int, _token: Token) -> None:
    """Behind a clause's break the names are no longer those of contracts."""
    walk.futures = False


_RULES: dict[str, Callable[[Walk, int, Token], None]] = {
    **dict.fromkeys(ENTITY, name),
    **dict.fromkeys("VWCOD", predicate),
    "v": tempered,
    "G": noun,
    "#": figure,
    **dict.fromkeys("TPF", cue),
    "H": record,
    "~": year,
    ";": _break,
    "h": futures_head,
    "Z": bare_yield,
    "R": bourse,
}
_RULED = re.compile(f"[{''.join(_RULES)}]")


class ClauseReader:
    """Reads one sentence after another; `refer` gives the entities that a reference ("both indexes") points back to,
    and `year` is the document's own."""

    def __init__(self, entities: EntityReader, refer: Callable[[list[Token], int], list[Entity]], year: int) -> None:
        self._entities, self._refer, self._year = entities, refer, year

    def read(
        self,
        tokens: list[Token],
        kinds: str,
        lows: frozenset[str],
        subject: list[Entity] | None = None,
        ranked: int | None = None,
        labelled: bool = False,
        supposed: bool = False,
        futures: bool = False,
    ) -> list[Frame]:
        """The frames of a sentence, in its order; figures that belong to nobody are left. `kinds` and `lows` are the
        tokens', `subject` is whom a sentence without a name is about, `ranked` which way all went that stand in its
        list; `labelled` says that a day or period and a colon stand before its figures, `supposed` that nothing of it
        has happened yet, `futures` that its indices are those of contracts."""
        walk = Walk(tokens, lows, self._entities, self._refer, self._year, supposed or _is_supposed(tokens), ranked)
        walk.subject, walk.futures = subject or None, futures
        if labelled and subject:
            walk.pending.append(subject)
            walk.lead.append(tokens[0])
            walk.spent.add(0)
        elif subject and kinds[0] == "#":
            walk.pending.append(subject)  # "10,214.40 -31.65 (-0.31%)"
        if not _LEAVING.isdisjoint(lows):
            walk.spent |= left_out(tokens)
        for place in _RULED.finditer(kinds):
            at = place.start()
            if at in walk.spent:
                continue
            _RULES[kinds[at]](walk, at, tokens[at])
        leftover(walk)
        if walk.frames:
            _finish(walk, kinds)
        return walk.frames

    def extremes(self, tokens: list[Token], kinds: str, lows: frozenset[str], subject: list[Entity]) -> list[Frame]:
        """The ends of the day's range that a sentence without a name tells of whom was told of before."""
        walk = Walk(tokens, lows, self._entities, self._refer, self._year, _is_supposed(tokens))
        walk.subject = subject
        at, it = kinds.find("#"), kinds.find("r")
        while at >= 0:
            # "at its low of 7,821 it was down 2%"
            reckoned = 0 <= it < at and tokens[at].value.unit == "%" and "P" not in kinds[at:]
            if at not in walk.spent and not day_extreme(walk, at) and not reckoned:
                return []
            at = kinds.find("#", at + 1)
        return walk.frames


def _finish(walk: Walk, kinds: str) -> None:
    """What can be told of a sentence's frames only when all are made."""
    take_lists(walk)
    place_shares(walk)
    repaired(walk)
    if "T" in kinds:
        of_day_before(walk, kinds)
        of_day_within(walk)
        part_markets(walk.tokens, walk.frames)
        part_days(walk.frames)
        over_days(walk, kinds)
    of_day_after(walk, kinds)
    part_unlike(walk.tokens, walk.frames)
    counted_ahead(walk)
    of_former_span(walk)
    of_long_past(walk, kinds)
    of_no_day(walk, kinds)
    if "P" in kinds:
        of_month_before(walk, kinds)
    if "P" in kinds or "~" in kinds:
        of_year_before(walk, kinds)
    if "K" in kinds and "h" in kinds:
        of_prices(walk)
    _drop_turns(walk.frames)
    part_periods(walk)
    of_marks(walk)
    in_a_row(walk)
    lend_period(walk.tokens, walk.frames)
    respective(walk)
    part_records(walk)
    drop_shared_extremes(walk.tokens, walk.frames)
    drop_round_ranges(walk)
    if "O" in kinds or "F" in kinds:
        part_ranges(walk)


def _is_supposed(tokens: list[Token]) -> bool:
    """Whether a sentence is a question, or begins with "if" or a past occasion ("The last time the Fed cut rates")."""
    if not tokens:
        return False
    if tokens[-1].low == "?" or said(tokens, 0, 2, _SUPPOSED):
        return True
    if said(tokens, 0, _POLLED, _PREDICTED) and any(t.low.startswith(_TOMORROW) for t in tokens[:_POLLED]):
        return True  # "The Sensex forecast for tomorrow suggests a range of"
    for at, token in enumerate(tokens[:_OPENING]):
        if token.low in _POLLS and said(tokens, at + 1, at + _POLLED, _PUT):
            return True  # "A poll of strategists puts the index at"
        if token.low in _PAST and said(tokens, at + 1, min(at + 2, _OPENING), _OCCASION):
            return True
    return False


def _drop_turns(frames: list[Frame]) -> None:
    """ "closed 0.1% higher after retreating from early gains": which way it went before, without a day or a figure,
    can be told of the session itself."""
    for frame in frames:
        ranged = frame.low is not None or frame.high is not None  # "after moving in a range of 1.3806 to 1.3846"
        if frame.earlier and not (frame.has_figures or ranged or frame.times or frame.periods or frame.record):
            frame.modal = True


def drop_shared_extremes(tokens: list[Token], frames: list[Frame]) -> None:
    """ "Acme, Borealis and Corvus fell up to 1.1%": the figure is one of theirs, nobody knows whose, and how far they
    went when is no way of the day's; but "as much as 1.1% each"."""
    for frame in frames:
        shared = len(frame.subjects) > 1 and len(frame.percents) == 1 and frame.percents[0].qualifier == "up_to"
        if shared and not said(tokens, frame.last + 1, frame.last + _TO_EACH, _EACH):
            frame.percents.clear()
            frame.modal = frame.modal or not frame.has_figures
