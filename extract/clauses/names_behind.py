"""The names that stand a few words behind a figure or its noun."""

from __future__ import annotations

from extract.clauses.walk import Walk
from extract.frames import Entity
from extract.lexicon import words

_NAME_REACH = 5
"""Tokens from a place, or the name before, to a name."""
_NAMES = "IBSYr"
_BETWEEN_NAMES = words("between_names")


def names_behind(walk: Walk, start: int) -> tuple[list[Entity], int]:
    """The names that begin at most a few words behind a place, joined by commas and "and", and the last one's place."""
    tokens, last = walk.tokens, start
    group: list[Entity] = []
    place = start
    while place < len(tokens) and place <= last + _NAME_REACH:
        token = tokens[place]
        if token.kind in _NAMES:
            found = walk.refer(tokens, place) if token.kind == "r" else [walk.entities.at(tokens, place, walk.futures)]
            known = [entity for entity in found if entity is not None]
            if not known or token.poss or (group and known[0].kind != group[0].kind):
                break
            group += known
            last = place
        elif (
            token.low not in _BETWEEN_NAMES
            and token.kind != "R"
            and (group or token.kind not in "xh" or token.low == ".")
        ):
            break
        place += 1
    return group, last
