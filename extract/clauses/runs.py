"""Clauses that tell of a run, not of the session: "a rally that began in May", "a month that took it to a record"."""

from __future__ import annotations

from extract.clauses.walk import Walk
from extract.lexicon import words

_RELATIVE, _HAS, _IN = words("relative"), words("had_has"), words("noun_on_day")
_BEGINNINGS = words("beginnings")
_RUNS, _DAYS = words("streaks") | words("a_while"), words("one_day")
_NOUNS = "xGVPD"
_CLAUSE = 12
"""Tokens from the relative word behind a run to the record that it reached."""
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
