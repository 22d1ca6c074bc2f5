"""Clauses inside a sentence ("the index, which fell 1%, ended up"): whose they are, and who is told of around them."""

from __future__ import annotations

from extract.clauses.auxiliaries import start_of_predicate
from extract.clauses.walk import Walk
from extract.frames import Entity
from extract.lexicon import words
from extract.near import of_kind
from extract.statement import names_day
from extract.tokens import Token

_RELATIVE, _ARTICLE, _AS_WELL = words("relative"), words("its"), words("as_well")
_REACH = 7
"""Tokens between a name and "which", at the most."""


def ungoverned(groups: list[list[Entity]]) -> list[list[Entity]]:
    """Groups that nothing governs."""
    return [g for g in groups if not g[-1].object and g[0].under is None]


def relative(walk: Walk, at: int, group: list[Entity]) -> list[Entity] | None:
    """These names, where they stand right before "which" ("ArcelorMittal, which closed down 0.6%")."""
    start = start_of_predicate(walk.tokens, at)
    if start < 1 or walk.tokens[start - 1].low not in _RELATIVE:
        return None
    name = group[-1].at + 1
    between = walk.tokens[name : start - 1]
    passed = (t.kind in "axh()RT" or _is_passed(walk.tokens, at) for at, t in enumerate(between, name))
    return group if len(between) < _REACH and all(passed) else None


def _is_passed(tokens: list[Token], at: int) -> bool:
    """ "on the Kosdaq as well, which fell", "to the Topix on Tuesday, which fell": what only adds to the name."""
    return tokens[at].kind == "p" and (tokens[at + 1].kind == "T" or tokens[at + 1].low in _AS_WELL)


def around(walk: Walk, inner: list[Entity]) -> list[Entity] | None:
    """Whom the sentence is about around a relative clause of these names: nobody known where only an unknown company
    stands before them, None where nobody does."""
    others = ungoverned(walk.pending[:-1])
    if others:
        return others[-1]
    if (
        ungoverned([inner])
        and inner[0].at > walk.last_predicate
        and walk.tokens[_start_of_name(walk, inner)].kind == "a"
    ):
        return inner  # "the Dow lost 0.7% and the Nasdaq, which is up 40% this year, dropped 2.6%"
    if walk.subject and walk.subject is not inner:
        return walk.subject
    return [] if of_kind(walk.tokens, 0, inner[0].at, "B") else None


def leave_clause(walk: Walk) -> None:
    """Go on with the subject around a clause, whose own day holds for it alone ("after the Dow fell on Tuesday,")."""
    walk.subject = walk.outer or None
    for frame in reversed(walk.frames):
        if frame.subjects is walk.outer:
            return
        frame.aside = frame.aside or any(names_day(t) and t not in walk.lead for t in frame.times)


def _start_of_name(walk: Walk, group: list[Entity]) -> int:
    """The place before a name and its article."""
    place = group[0].at - 1
    return place - (place > 0 and walk.tokens[place].low in _ARTICLE)


def ends_clause(tokens: list[Token], at: int, known: bool) -> bool:
    """ ", and ended", ", rose": a comma before the verb, which goes back to the subject before the clause; to one that
    is not `known` behind "and" alone ("platform Acme, which was caught out, rose" is of Acme)."""
    start = start_of_predicate(tokens, at)
    if known and start > 0 and tokens[start - 1].low == ",":
        return True
    return start > 1 and tokens[start - 1].kind == "a" and tokens[start - 2].low == ","
