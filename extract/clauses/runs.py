"""Clauses that tell of a run, not of the session: "a rally that began in May", "a month that took it to a record"."""

from __future__ import annotations

from extract.clauses.walk import Walk
from extract.lexicon import words
from extract.near import of_kind

_RELATIVE, _HAS, _IN = words("relative"), words("had_has"), words("noun_on_day")
_BEGINNINGS = words("beginnings")
_RUNS, _DAYS = words("streaks") | words("a_while"), words("one_day")
_NOUNS = "xGVPD"
_CLAUSE = 12
"""Tokens from the relative word behind a run to the record that it reached."""
_PRONOUN = 2
"""Tokens from a verb to the relative word before its pronoun, and from that to the noun before "in"."""
_ENDS, _TIMES = "a;#", "TPF~"


def begins_run(walk: Walk, at: int) -> bool:
    """ "extending a rally that began in May": how long it has lasted, no opening; its day is no session's."""
    tokens = walk.tokens
    relative = at - 1 - (tokens[at - 1].low in _HAS)
    if tokens[at].low not in _BEGINNINGS or relative < 1 or tokens[relative].low not in _RELATIVE:
        return False
    noun = tokens[relative - 1 - (tokens[relative - 1].low == ",")]
    if noun.kind not in _NOUNS:
        return False
    _pass_times(walk, at)
    return True


def is_within_run(walk: Walk, at: int) -> bool:
    """ "broke a run of six sessions in which it closed lower": what the sessions of a run had, no move of today."""
    tokens = walk.tokens
    relative = at - _PRONOUN
    if relative < _PRONOUN or tokens[at].kind not in "CVD" or tokens[relative].low not in _RELATIVE:
        return False
    noun = tokens[relative - _PRONOUN].low.rpartition(" ")[2]
    if tokens[relative - 1].low not in _IN or noun not in _RUNS or of_kind(tokens, at + 1, at + _CLAUSE, "#"):
        return False
    walk.spent.update(place for place in (at + 1,) if of_kind(tokens, place, place + 1, "D"))
    return True


def is_record_of_run(walk: Walk, at: int, way: int) -> bool:
    """ "fell 0.2%, pausing after a month that took it to a record high", "a rally that has carried it to": of sessions
    before; but a day's own ("fell on a day that saw it hit a record high")."""
    tokens, frame = walk.tokens, walk.frame
    for back in range(at - 2, max(0, at - _CLAUSE), -1):
        if tokens[back].low not in _RELATIVE:
            continue
        noun = tokens[back - 1 - (tokens[back - 1].low in _IN)]
        if noun.kind not in _NOUNS or not noun.low[0].isalpha() or noun.low in _DAYS:
            return False
        turned = frame is not None and frame.sign == -way
        if turned or noun.kind == "P" or noun.low in _RUNS or tokens[back + 1].low in _HAS:
            _pass_times(walk, at)
            return True
        return False
    return False


def _pass_times(walk: Walk, at: int) -> None:
    """Give nobody the words of time up to the clause's end."""
    for place in range(at + 1, len(walk.tokens)):
        if walk.tokens[place].kind in _ENDS:
            return
        if walk.tokens[place].kind in _TIMES:
            walk.spent.add(place)
