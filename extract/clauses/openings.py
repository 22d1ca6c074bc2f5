"""Whether a verb of beginning tells how a session opened, and whose opening it was."""

from __future__ import annotations

from extract.lexicon import words
from extract.near import of_kind, said
from extract.tokens import Token

_BEGINNINGS = words("beginnings")
_SESSIONS = words("session_nouns")
_AT = words("level_at")
_AS, _WITH = words("at_the_time"), words("noun_with_figure")
_REACH, _SENTENCE = 9, 40
"""Tokens behind an opening in which "with" gives it names, and in which a close takes it from them."""


def is_beginning(tokens: list[Token], at: int) -> bool:
    """ "began the week", "started on a strong note" are no openings of a session."""
    if tokens[at].low not in _BEGINNINGS:
        return False
    if at + 2 < len(tokens) and tokens[at + 1].low == "at" and tokens[at + 2].kind == "#":
        return False  # "the Sensex began at 80,647.62"
    if of_kind(tokens, at + 1, at + 2, "#") or (of_kind(tokens, at + 1, at + 2, "D") and not _is_long(tokens, at)):
        return False  # "the index started 0.55 percent higher", "the index started lower"
    if any(t.kind == "T" or t.low in _SESSIONS for t in tokens[at + 1 : at + 4]):
        return False
    return not _is_of_session(tokens, at)


def _is_long(tokens: list[Token], at: int) -> bool:
    """ "began lower for the week"."""
    return of_kind(tokens, at + 2, at + 5, "P")


def level_of_beginning(tokens: list[Token], at: int) -> list[int]:
    """ "began the year at 42,544.22": the place of a level that no session of these days has."""
    for place in range(at + 1, min(len(tokens), at + _REACH)):
        if tokens[place].kind == "#":
            return [place] if tokens[place - 1].low in _AT and of_kind(tokens, at + 1, place, "xP") else []
        if tokens[place].kind in "a;VC":
            return []
    return []


def _is_of_session(tokens: list[Token], at: int) -> bool:
    """ "The trading day began with the Sensex at 80,647.62"."""
    return said(tokens, at - 2, at, _SESSIONS) and said(tokens, at + 1, at + 2, _WITH)


def opens_market(tokens: list[Token], at: int, with_names: bool = True) -> bool:
    """ "Shares opened higher, with the Nifty up 0.2%": the names behind opened so, where no close follows."""
    if with_names and _is_of_session(tokens, at):
        return True
    if is_beginning(tokens, at) or of_kind(tokens, at + 1, at + _SENTENCE, "C;"):
        return False
    if not with_names:
        return of_kind(tokens, at - 4, at, "h") and said(tokens, at - 6, at, _AS)
    return of_kind(tokens, at - 4, at, "h") and any(t.low == "with" for t in tokens[at + 1 : at + _REACH])


def begins_longer(tokens: list[Token], at: int) -> bool:
    """ "The week began with the Sensex at 84,005.10": what stood so then is of no session that is told."""
    named = of_kind(tokens, at + 2, at + 4, "Ir") and said(tokens, at + 1, at + 2, _WITH)
    return named and is_beginning(tokens, at)
