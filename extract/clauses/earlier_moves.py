"""Whether a predicate is of a session or a moment before the sentence's own ("after falling 2%", "had been up 1%")."""

from __future__ import annotations

from extract.clauses.auxiliaries import start_of_predicate
from extract.clauses.walk import Walk
from extract.entities import ENTITY
from extract.frames import Entity, Frame
from extract.lexicon import words
from extract.near import is_participle, of_kind, said
from extract.regions import is_part
from extract.tokens import Token

_AFTER = words("behind_which_earlier")
_BETWEEN = words("between")
_EXTREME_OF = words("extreme_reached")
_HAVING, _HAD, _BEEN, _BEING = words("having"), words("had"), words("been"), words("being_so")
_PREVIOUSLY = words("closed_previously")
_MOMENTARY = words("momentary")
_DESCRIBED = 3
"""Tokens before a noun in which it is described."""
_CLAUSE = 9
"""Tokens from "having closed" to the day of that."""


def is_earlier(tokens: list[Token], at: int) -> bool:
    """ "after falling 2%", "following a 1% gain": before the session that the sentence is about."""
    if at + 1 < len(tokens) and tokens[at + 1].low in _BETWEEN:  # "after moving between": the day's own range
        return False
    if tokens[at].kind == "V" and (having := _having(tokens, at)) >= 0:
        # "having slumped on Monday", but "the Hang Seng having shed 0.8%"
        return having < 1 or tokens[having - 1].kind not in ENTITY
    for back in range(at - 1, max(-1, at - 4), -1):
        if tokens[back].low in _AFTER:
            kind = tokens[at].kind
            return kind not in "WO" and (kind == "G" or is_participle(tokens[at]))
        if tokens[back].kind not in "xqh#P":
            return False
    return False


def had_closed(frame: Frame | None, tokens: list[Token], at: int) -> bool:
    """ "lost 25 points to 19,360.13, having closed at 19,385.33 on Tuesday": a close before the level that is told, or
    of a day; "gained 0.5%, having closed at 19,360.13" is one close."""
    if tokens[at].kind != "C" or _having(tokens, at) < 0:
        return False
    if of_kind(tokens, at + 1, at + _CLAUSE, "P") and not of_kind(tokens, at + 1, at + _CLAUSE, "#"):
        return True  # "snapped a slide, having closed in the red for six straight sessions"
    if frame is None:
        return False
    return bool(frame.levels) or (frame.has_figures and of_kind(tokens, at + 1, at + _CLAUSE, "T"))


def closed_before(walk: Walk, subject: list[Entity], at: int) -> bool:
    """ "Previously, the Nifty had closed at 23,391", "it had settled higher earlier": the session before, where no time
    is told; but in New York's evening "the DAX had earlier ended 1% lower"."""
    tokens, home = walk.tokens, walk.entities.home
    if home is not None and not is_part(subject[0].region or home, home):
        return False
    if tokens[at].kind != "C" or _PREVIOUSLY.isdisjoint(walk.lows) or of_kind(tokens, 0, len(tokens), "TPF"):
        return False
    return said(tokens, start_of_predicate(tokens, at), at, _HAD)


def _having(tokens: list[Token], at: int) -> int:
    """The place of "having" in "having slumped", "having already put on 17%"; -1 where none is."""
    for place in (at - 1, at - 2):
        if place >= 0 and tokens[place].low in _HAVING:
            return place
        if place < 0 or tokens[place].kind != "x":
            break
    return -1


def moves_index(walk: Walk, at: int, subject: list[Entity]) -> bool:
    """ "Acme lifted the index by 0.9 points after rising 5 cents to $3.72": how a share moved its index that day, where
    the clause behind "after" tells no other."""
    led = next((i for i in range(at - 1, subject[-1].at, -1) if walk.tokens[i].kind == "v"), -1)
    if subject[0].kind != "stock" or led < 0:
        return False
    return of_kind(walk.tokens, led + 1, at, "rI") and not of_kind(walk.tokens, at, at + _CLAUSE, "TP")


def was_before(tokens: list[Token], at: int) -> bool:
    """ "had been up 1%", "having been down 2%", "after being up 0.7%": where a name had stood before what is told."""
    start = start_of_predicate(tokens, at)
    if start == at:
        return False
    if said(tokens, start, at, _BEEN):
        return said(tokens, start, at, _HAD) or said(tokens, start, at, _HAVING)
    return start > 0 and said(tokens, start, at, _BEING) and tokens[start - 1].low in _AFTER


def was_had(tokens: list[Token], at: int) -> bool:
    """ "had slid 1.2%": whether a predicate tells what came before what is told."""
    return said(tokens, start_of_predicate(tokens, at), at, _HAD)


def note_left(frame: Frame, tokens: list[Token], at: int) -> None:
    """ "had been up 1% before the news": a moment that was left, where no day is named behind it."""
    if was_before(tokens, at) and not of_kind(tokens, at, at + 6, "TP"):
        frame.phases.append("intraday")
        frame.moment = True


def is_momentary(tokens: list[Token], at: int) -> bool:
    """ "after an early jump of 0.8%", "from an intraday drop of 1.2%": a noun's move that the session left again."""
    return said(tokens, at - _DESCRIBED, at, _MOMENTARY)


def to_extreme(tokens: list[Token], at: int) -> bool:
    """ "after having fallen 1.8% to its lowest since May", "after falling to a two-month low of 7,351": a moment of the
    session, where no other day is named."""
    behind = tokens[at + 1 : at + 9]
    return any(t.low in _EXTREME_OF for t in behind) and not any(t.kind == "T" for t in behind)
