"""Words that only describe the index named behind them ("the barometer index, the Sensex")."""

from __future__ import annotations

from extract.clauses.walk import Walk
from extract.frames import Entity
from extract.lists import word_set
from extract.near import of_kind

_OWNED = "'s "
_HEADS = word_set("indices", "small_heads")


def is_described(walk: Walk, entity: Entity, at: int) -> bool:
    """ "the barometer index, the Sensex", "Germany's leading index, the MDAX,": the words before only describe it."""
    if not walk.pending or entity.kind != "index":
        return False
    group = walk.pending[-1]
    if walk.tokens[group[-1].at].kind != "r" and not _is_apposed(walk, group, at):
        return False
    return all(t.kind in "xhRB" or t.low == "," for t in walk.tokens[group[-1].at + 1 : at])


def _is_general(walk: Walk, told: Entity, at: int) -> bool:
    """ "The volatility index, India VIX, rose": words that are one market's index only where no name follows."""
    written = walk.entities.text[told.start : told.end]
    return written.islower() and walk.tokens[at].kind == "I" and walk.tokens[at].value[0].id != told.id


def _is_apposed(walk: Walk, group: list[Entity], at: int) -> bool:
    """ "Germany's leading index, the MDAX, closed", "the blue-chip index, the Tel Aviv 35, closed": a place's index, or
    one that is only described, between commas and a verb, no list of two."""
    first = group[0].at
    if len(group) > 1 or walk.low(first + 1) != ",":
        return False
    if _OWNED in walk.tokens[first].low:
        return walk.low(at + 1) == "," or of_kind(walk.tokens, at + 1, at + 2, "VCDW")
    unknown = group[0].id not in walk.entities.lexicon.instruments or _is_general(walk, group[0], at)
    if not unknown or group[0].name.rpartition(" ")[2].lower() not in _HEADS:
        return False
    verb = next((t for t in walk.tokens[at + 1 :] if t.kind in "VCDWISa" and t.low != ","), None)
    return verb is not None and verb.kind in "VCDW"
