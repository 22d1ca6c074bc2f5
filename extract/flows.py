"""Statements that tell of oil, metals and money, which have a day of their own."""

from __future__ import annotations

from extract.beside_names import names_thing
from extract.clock import FLOWING
from extract.lexicon import words
from extract.near import of_kind, places_of
from extract.statement import Statement, main_day
from extract.tokens import Token

_FLOWS = words("flows")
_HAD = words("had")


def day_of_flows(item: Statement) -> Token | None:
    """The day of a sentence that tells of oil, metals or money as a whole ("Oil prices rose on Tuesday")."""
    if "T" not in item.kinds or not of_kind(item.tokens, 0, len(item.tokens), "VCWODv"):
        return None
    if not _HAD.isdisjoint(item.lows):
        return None  # "On Tuesday producers had shut their wells": before what is told
    if of_kind(item.tokens, 0, len(item.tokens), "P") and not item.has_figures:
        return None  # "Stocks in warehouses fell in the week ended June 6"
    named = (item.tokens[at].value[0].kind for at in places_of(item.kinds, "I") if not _is_thing(item.tokens, at))
    return main_day(item.tokens) if not _FLOWS.isdisjoint(item.lows) or "commodity" in named else None


def _is_thing(tokens: list[Token], at: int) -> bool:
    """ "The aluminum maker posted a profit late Tuesday": whether the word behind makes another thing of a metal."""
    return at + 1 < len(tokens) and names_thing(tokens[at + 1])


def all_flow(item: Statement) -> bool:
    """Whether a statement tells of nothing but money and metals."""
    return all(f.subjects[0].kind in FLOWING for f in item.frames)
