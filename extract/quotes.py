"""Quotes as a page of prices writes them: a name, its figures under it, and when they were taken ("As of 12:14 GMT",
"At close: 16:35 BST")."""

from __future__ import annotations

from extract.lexicon import words
from extract.near import of_kind
from extract.statement import Statement
from extract.tokens import Token

_AS_OF = words("as_of")
_CLOSE, _ROW = "close", "name figures"
_FIGURES = "#a()D"
_LEAST = 2


def is_quote(tokens: list[Token]) -> bool:
    """Whether a line is nothing but a level and its change ("10,214.40 -31.65 (-0.31%)")."""
    if len(tokens) < _LEAST or tokens[0].kind != "#" or not tokens[0].value.like_a_level:
        return False
    if tokens[0].value.sign or any(t.kind not in _FIGURES for t in tokens):
        return False
    return any(t.kind == "#" and t.value.sign for t in tokens[1:])


class Quotes:
    """The rows right above a line, which a time under them is of."""

    def __init__(self) -> None:
        self._rows: list[Statement] = []

    def note(self, item: Statement) -> None:
        """Keep a row of figures; give those above it the time that a line says they were taken at."""
        if item.frames and all(f.rule == _ROW and not (f.phases or f.times) for f in item.frames):
            self._rows.append(item)
            return
        if self._rows and item.tokens and _is_stamp(item):
            for row in self._rows:
                _stamp(row, item.tokens)
        self._rows = []


def _is_stamp(item: Statement) -> bool:
    """Whether a line begins with a close or "as of" and tells an hour."""
    first = item.tokens[0]
    begins = (
        " ".join(token.low for token in item.tokens[:_LEAST]) in _AS_OF
        or first.kind == "C"
        or (first.kind == "F" and first.value == _CLOSE)
    )
    return begins and "F" in item.kinds and not of_kind(item.tokens, 1, len(item.tokens), "#IVWG")


def _stamp(row: Statement, tokens: list[Token]) -> None:
    closed = tokens[0].kind == "C" or tokens[0].value == _CLOSE
    for frame in row.frames:
        frame.closing = frame.closing or closed
        for token in tokens:
            if token.kind == "T" or (token.kind == "F" and not closed):
                frame.cue(token)
