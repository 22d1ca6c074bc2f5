"""A sentence's tokens to frames: who is told about, and what is said of it, clause by clause from left to right."""

from __future__ import annotations

from extract.clauses.nameless import is_labelled, names_only, tells_on
from extract.clauses.reader import ClauseReader
from extract.clauses.unreal import gives_calls

__all__ = ["ClauseReader", "gives_calls", "is_labelled", "names_only", "tells_on"]
