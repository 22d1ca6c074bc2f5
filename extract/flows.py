"""Statements that tell of oil, metals and money, which have a day of their own."""

from __future__ import annotations

from extract.clock import FLOWING
from extract.lexicon import words
from extract.near import of_kind, said
from extract.statement import Statement, main_day
from extract.tokens import Token

_FLOWS = words("flows")
_HAD = words("had")


def day_of_flows(item: Statement) -> Token | None:
    """The day of a sentence that tells of oil, metals or money as a whole ("Oil prices rose on Tuesday")."""
    if "T" not in item.kinds or not of_kind(item.tokens, 0, len(item.tokens), "VCWODv"):
        return None
    if said(item.tokens, 0, len(item.tokens), _HAD):
        return None  # "On Tuesday producers had shut their wells": before what is told
    flows = any(t.low in _FLOWS or (t.kind == "I" and t.value[0].kind == "commodity") for t in item.tokens)
    return main_day(item.tokens) if flows else None


def all_flow(item: Statement) -> bool:
    """Whether a statement tells of nothing but money and metals."""
    return all(f.subjects[0].kind in FLOWING for f in item.frames)
