"""Whom a predicate is about: the names before it, the subject before those, or nobody the reader knows."""

from __future__ import annotations

from extract.clauses.auxiliaries import start_of_predicate
from extract.clauses.inner_clauses import around, ends_clause, leave_clause, relative, ungoverned
from extract.clauses.lookalikes import is_noun
from extract.clauses.other_things import is_of_other
from extract.clauses.walk import Walk
from extract.currencies import is_told_in
from extract.frames import Entity
from extract.lexicon import words
from extract.near import of_kind, said
from extract.tokens import Token

_OWNED, _SUBORDINATE = words("whose"), words("subordinate") - words("beside_clause")
_SETTING, _MEASURED = words("setting"), words("noun_on_day") | words("of_whole")
_CLAUSAL = words("clausal")
_PLACING = words("placing")
_OF_EXCHANGE = _PLACING | words("of_whole")
_EXCHANGES = frozenset(word.lower() for word in words("exchange_words"))
_BEFORE_SHARED = words("before_shared_verb")
_BEFORE_PLACE = words("before_place_as_subject")
_SAW, _OWN = words("saw"), words("its")
_WORTH, _OF_MARKET = words("worth_of_market"), words("before_worth")


def subject_of(walk: Walk, at: int, finite: bool) -> list[Entity] | None:
    """Whom a predicate at this place is about; None when a head that is no market stands before it. `finite` says that
    it is a clause's own verb ("rose"), no participle ("rising")."""
    if headed_by_economics(walk.tokens, at):
        if not said(walk.tokens, at - 5, at, _OWNED):  # "Nvidia, whose sales jumped 70%, rose 4%"
            walk.pending.clear()
            walk.subject = None
        return None
    if not walk.pending:
        if finite and walk.outer is not None and ends_clause(walk.tokens, at, bool(walk.outer)):
            leave_clause(walk)
            return walk.subject
        if finite and walk.again and (again := relative(walk, at, walk.again)):
            return again
        return None if finite and _other_subject(walk, at) else walk.subject
    if finite:
        inner = relative(walk, at, walk.pending[-1]) or _of_clause(walk, at)
        walk.outer = around(walk, inner) if inner else None
        return inner or _before_verb(walk, at)
    found = _before_participle(walk, at)
    if found is walk.pending[-1] and found[0].kind == "index" and is_of_other(walk, found[-1].at, at):
        walk.pending.clear()  # "Toronto: average price down 4.5%"
        return None
    return found


def headed_by_economics(tokens: list[Token], at: int) -> bool:
    """ "Inflation in Japan rose": a head that is no market stands closer than any name."""
    for back in range(at - 1, max(-1, at - 7), -1):
        kind = tokens[back].kind
        if kind == "e" and tokens[back - 1].kind == "K":
            continue  # "yields on 10-year debt fell"
        if kind == "e":
            return tokens[back].low not in _WORTH or not _beside_index(tokens, back)
        if (kind == "h" and tokens[back - 1].low == "of") or (kind == "W" and tokens[back - 1].kind == "h"):
            continue  # "the volume of shares traded rose"
        if kind in "IBSYKra;#VWCODv:h":
            return False
    return False


def _beside_index(tokens: list[Token], at: int) -> bool:
    """ "The All-Share Index and market capitalization rose by 0.4%": the index's worth, which moves as it does."""
    place = at - 1
    while place > 0 and tokens[place].kind in "xh" and tokens[place].low in _OF_MARKET:
        place -= 1
    if place < 1 or tokens[place].kind != "a":
        return False
    name = place - 1 - (3 if tokens[place - 1].kind == ")" else 0)  # "The All-Share Index (ASI) and"
    return name >= 0 and tokens[name].kind == "I"


def adjacent(tokens: list[Token], group: list[Entity], at: int) -> bool:
    """Whether nothing but adverbs, words of time and brackets stands between names and this place."""
    depth = 0
    for token in tokens[behind_exchange(tokens, group[-1].at + 1) : at]:
        kind = token.kind
        if kind == "(":
            depth += 1
        elif kind == ")":
            depth -= 1
        elif depth == 0 and (kind not in "axhRkqmFTPpZ" or (kind == "p" and token.low not in _PLACING)):
            return False
    return True


def behind_exchange(tokens: list[Token], at: int) -> int:
    """Where goes on what stands behind "of the Hanoi Stock Exchange (HNX)", where that begins here."""
    if at >= len(tokens) or tokens[at].low not in _OF_EXCHANGE:
        return at
    place = at + 1 + of_kind(tokens, at + 1, at + 2, "x")
    named = of_kind(tokens, place, place + 1, "B") and tokens[place].low.rpartition(" ")[2] in _EXCHANGES
    if named and of_kind(tokens, place + 1, place + 2, "("):
        return next((i + 1 for i in range(place + 2, min(len(tokens), place + 5)) if tokens[i].kind == ")"), place + 1)
    return place + 1 if named else at


def _before_verb(walk: Walk, at: int) -> list[Entity] | None:
    """The subject of a finite verb: the last name that nothing governs, or behind an apposition the first."""
    free = ungoverned(walk.pending)
    if free:
        shared = len(free) > 1 and _behind_comma(walk.tokens, at) and _apposed(walk.tokens, free[0], at)
        chosen: list[Entity] | None = free[0] if shared else free[-1]
    else:
        chosen = walk.subject or _last_governed(walk, at)
    near = walk.pending[-1]
    if chosen is near and _noun_between(walk, near, at):
        if near[0].kind == "index":
            walk.pending.clear()
            walk.subject = None  # "Acme rose 1% to $89, while Tokyo's bourse operator went up to close at $368"
        return None
    return chosen


def _of_clause(walk: Walk, at: int) -> list[Entity] | None:
    """ "rose 0.8% after TSMC, its heaviest share, gained 1%": the name that a conjunction's clause begins with."""
    near = walk.pending[-1]
    if near[0].under not in _CLAUSAL or near[-1].object or near[0].at < walk.last_predicate:
        return None
    tokens = walk.tokens
    direct = start_of_predicate(tokens, at) == _behind_name(tokens, near)
    apposed = tokens[start_of_predicate(tokens, at) - 1].low == "," and _apposed(tokens, near, at)
    return near if direct or apposed else None


def _last_governed(walk: Walk, at: int) -> list[Entity] | None:
    groups = [g for g in walk.pending if not g[-1].object]
    if not groups or not adjacent(walk.tokens, groups[-1], at):
        return None
    first = groups[-1][0].at  # "its weight in the index rose": what is measured is no market
    if of_kind(walk.tokens, first - 4, first, "e") or _measures(walk.tokens, groups[-1]):
        return None
    return groups[-1]


def _measures(tokens: list[Token], group: list[Entity]) -> bool:
    """ "An equal-weight version of the S&P 500 rose", "Volatility on the Dax fell": something else that an index only
    says more of."""
    if group[0].kind != "index" or group[0].reference:
        return False
    place = group[0].at - 1
    while place > 0 and tokens[place].kind != "p":
        place -= 1
    return place > 0 and tokens[place - 1].kind == "x" and is_noun(tokens[place - 1].low)


def _before_participle(walk: Walk, at: int) -> list[Entity] | None:
    """The subject of a participle or a direction word: the nearest name, governed or not."""
    pending, tokens = walk.pending, walk.tokens
    free = ungoverned(pending)
    near = pending[-1]
    if near[0].under == "of" and len(pending) > 1 and pending[-2][0].under in (None, "with"):
        near = pending[-2]
    if near[0].kind == "sector" and near[0].under in _SETTING and walk.subject and walk.subject[0].kind == "stock":
        return walk.subject  # "Acme bucked the trend in miners, dropping 4%"
    absolute = near[0].under == "with" and not near[-1].object
    if near[0].under in _SETTING and free and free[-1] is not near:
        near = free[-1]
        absolute = adjacent(tokens, near, at) or tokens[at - 1].kind == "a"
    if near[-1].object and near[0].under != "by":
        taken = absolute or (tokens[at - 1].kind != "a" and adjacent(tokens, near, at))
    else:
        taken = absolute or adjacent(tokens, near, at)
    if taken:
        return near
    return free[-1] if free else walk.subject


def _behind_comma(tokens: list[Token], at: int) -> bool:
    """Whether a comma or "and" stands before the predicate, which then can be that of a name further back."""
    first = start_of_predicate(tokens, at)
    if first > 0 and tokens[first - 1].low == ",":
        return True
    if at > 0 and tokens[at - 1].kind == "a":
        return True
    return at > 1 and tokens[at - 1].low in _BEFORE_SHARED and tokens[at - 2].kind == "a"


def _noun_between(walk: Walk, group: list[Entity], at: int) -> bool:
    """ "Gross domestic product grew", "Toronto rents rose": a name that only begins the subject."""
    if group[0].kind == "index":
        return is_of_other(walk, group[-1].at, at)
    between = walk.tokens[group[-1].at + 1 : start_of_predicate(walk.tokens, at)]
    named = group[0].kind == "stock" and bool(between) and all(t.kind == "x" for t in between)
    return named and any(is_noun(t.low) for t in between)


def _other_subject(walk: Walk, at: int) -> bool:
    """Whether words that name nothing known are the verb's subject ("as exporters gained")."""
    start = start_of_predicate(walk.tokens, at)
    if start > 0 and (walk.tokens[start - 1].low == "," or walk.tokens[start - 1].kind in "a;"):
        # "rose in the morning and ended at", "rose 1% and oil jumped"
        return any(t.kind == "x" and is_noun(t.low) for t in walk.tokens[start:at])
    for back in range(at - 1, walk.last_predicate, -1):
        token = walk.tokens[back]
        if back in walk.spent:
            return False
        if token.low == "to" and walk.tokens[back - 1].kind == "m":
            continue
        if token.kind == "p" and walk.tokens[back + 1].kind == "R" and walk.tokens[back + 2].kind == "x":
            continue  # "a sign that worries over Greece are easing"
        if token.kind in "#()TPFqp":
            return False
        if token.kind == "Y" and is_told_in(walk.tokens, back):
            continue  # "gained 1% on the dollar and stood at"
        if token.kind == "h" and _saw(walk, back):
            return False
        if token.kind in "hrSYBe" or (token.kind == "x" and is_noun(token.low)):
            return True
        if token.kind in "IZ":  # "after bond yields fell", but "helped by oil, rose": a name that no entity stands for
            return _begins_clause(walk.tokens, back)
        if is_place(walk.tokens, back):
            return True
    return False


def _saw(walk: Walk, at: int) -> bool:
    """ "Brent saw December futures fall 3.2%": heads of its own between "saw" and what it did."""
    between = walk.tokens[walk.last_predicate + 1 : at]
    months = all(t.low in _OWN or t.value == "month" for t in between)
    return walk.last_predicate >= 0 and walk.tokens[walk.last_predicate].low in _SAW and months


def _begins_clause(tokens: list[Token], at: int) -> bool:
    """Whether a conjunction, and no preposition, stands before the words that a name ends ("as the price of oil")."""
    place = at - 1
    while place >= 0 and tokens[place].low not in _SUBORDINATE:
        if tokens[place].kind not in "IKRZxhDY" and tokens[place].low not in _MEASURED:
            break
        place -= 1
    return place >= 0 and (tokens[place].kind in ";a" or tokens[place].low in _SUBORDINATE)


def is_place(tokens: list[Token], at: int) -> bool:
    """ "and Wall Street was expected to open": a place that itself is what moves."""
    return tokens[at].kind == "R" and at > 0 and tokens[at - 1].low in _BEFORE_PLACE


def _behind_name(tokens: list[Token], group: list[Entity]) -> int:
    """The place behind names and the heads that belong to them ("the Nasdaq index")."""
    place = group[-1].at + 1
    while place < len(tokens) and tokens[place].kind in "hZ":
        place += 1
    return place


def _apposed(tokens: list[Token], group: list[Entity], at: int) -> bool:
    """Whether a comma follows the names ("the Nikkei, an index of ...,"), behind what an index is of, too ("the
    HNX-Index for stocks on the Hanoi exchange, home to ...,")."""
    after = _behind_name(tokens, group)
    passed = "()x:hpBR" if group[0].kind == "index" else "()x:"
    while after < at and tokens[after].kind in passed and tokens[after].low != "which":
        after += 1
    return after < at and tokens[after].low == ","
