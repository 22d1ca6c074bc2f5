"""Names: which stand together ("the Dow and the S&P 500"), and which a verb governs ("topped the FTSE 100")."""

from __future__ import annotations

from msgspec.structs import replace

from extract.beside_names import is_futures, is_part_of_other
from extract.clauses.apposed import is_described
from extract.clauses.coordination import coordinated
from extract.clauses.other_things import only_describes, stands_for
from extract.clauses.own_indices import own_index
from extract.clauses.walk import Walk
from extract.figures import figure_at
from extract.frames import Entity
from extract.lexicon import words
from extract.near import is_participle, of_kind, said
from extract.tokens import Token

_SUBORDINATE = words("subordinate")
_LINKING = words("linking")
_TO_FUTURES = words("to_futures")
_AS_DID = words("as_did")
_BEFORE_AS_DID = words("before_as_did")
_OWN_FIGURE = 4
"""Tokens behind a name in which its own figure stands."""
_LEADING = words("leading_shares")
_SAW = words("saw")
_SPEECH = words("speech")
_WEIGHTS, _WEIGHED_ON = words("weights"), words("weighed_on")
_STOPS = frozenset(".—–-")
_THOSE, _WHICH = words("that"), words("who")
_CONTRACTS, _BEFORE_CONTRACT = words("those"), words("contracts_before")
_CASH = words("cash_index")
_TRACKING, _GAUGED = words("tracking"), 3
_CONTRACT = words("contracts")
_KIN = words("kin_of_company")
_THE, _WITHIN = words("its"), words("within_index")
_CLAUSES = words("clausal") | words("at_the_time")
_TO_CLAUSE = 4
"""Tokens from a conjunction to the index that its clause is about."""
_TO_THOSE = 4
"""Tokens from "those" to the index that the contracts are of."""
_PLACE_AT = 2


def name(walk: Walk, at: int, token: Token) -> None:
    """A name joins the group of names before it or begins one."""
    is_index = token.kind == "r" or (token.kind == "I" and token.value[0].kind == "index")
    if is_index and (is_part_of_other(walk.tokens, at) or _is_code_of_before(walk, at)):
        return
    if walk.futures and walk.frames and walk.frames[-1].has_figures and _is_of_cash(walk, at):
        walk.futures = False
    if token.kind == "r":
        _reference(walk, at)
        return
    if token.kind == "Y" and walk.pending and said(walk.tokens, at - _GAUGED, at, _TRACKING):
        return  # "The dollar index, which gauges the greenback's strength, rose": what it measures
    if is_index and token.kind == "I" and _is_of_leader(walk, at):
        return
    entity = walk.entities.at(walk.tokens, at, walk.futures)
    if entity is None or (token.kind == "B" and _is_aside(walk, at)) or _is_elsewhere(walk.tokens, entity, at):
        return
    if walk.pending and len(walk.pending[-1]) > 1 and _is_told_again(walk.pending[-1][-1], entity, at):
        return
    if _is_of_those(walk, at):
        _make_futures([entity])
        walk.futures = True  # "those tied to the CAC 40 and the DAX"
    elif entity.kind == "index" and not walk.frames and said(walk.tokens, at - _TO_THOSE, at, _CONTRACTS):
        return  # "; those on the Nasdaq 100 fell": of what another sentence tells
    if entity.kind == "future" and at and walk.tokens[at - 1].low in _BEFORE_CONTRACT:
        walk.futures = True  # "e-mini S&P +0.8%, Nasdaq 100 +1.1%"
    if is_described(walk, entity, at) or (walk.pending and walk.pending[-1][-1].start == entity.start):
        walk.pending.pop()  # "Western Canadian Select crude" is no company of that name
    elif stands_for(walk, entity, at):
        walk.pending.pop()
        entity.under = None
    if token.kind in "SB" and at and only_describes(walk, at):
        return
    if token.poss and (_owns_leader(walk, at) or _owns_company(walk.tokens, at)):
        return
    if token.kind == "B" and walk.low(at + 1) in _SPEECH:
        return
    entity.object = _is_object(walk, at)
    entity.contract = entity.kind == "commodity" and "contract" in f"{token.low} {walk.low(at + 1)} {walk.low(at + 2)}"
    if not _as_did(walk, entity, at):
        join_names(walk, entity, at)


def _is_elsewhere(tokens: list[Token], entity: Entity, at: int) -> bool:
    """ "The Russian VIX": another country's gauge of how far options say that its shares will swing."""
    return entity.id == "vix" and at > 0 and tokens[at - 1].kind == "R" and tokens[at - 1].value != entity.region


def _is_told_again(last: Entity, entity: Entity, at: int) -> bool:
    """ "Warsaw's WIG20 and Bucharest's blue-chip index .BETI": the code of the name right before it."""
    again = last.id == entity.id and last.kind == entity.kind and last.at == at - 1
    if again:
        last.at = at
    return again


def _is_code_of_before(walk: Walk, at: int) -> bool:
    """ "The Dow Jones Industrial Index SPX fell": a code that a page puts behind a name, of whatever index it is."""
    before, text = walk.tokens[at - 1], walk.entities.text
    if not at or not walk.pending or not of_kind(walk.tokens, at - 1, at, "Ih") or before.poss:
        return False
    entity, token = walk.pending[-1][-1], walk.tokens[at]
    if entity.kind != "index" or entity.at < at - 2 or text[entity.start : entity.end].isupper():
        return False
    return text[token.start : token.end].isupper() and token.low.isalpha() and entity.end < token.start


def _is_of_cash(walk: Walk, at: int) -> bool:
    """ "Futures tied to the Dow rose 0.4% after the index fell 1%", "fell 0.4%, and the DAX lost 1%": a clause of its
    own that tells of the index itself."""
    tokens, told = walk.tokens, walk.frames[-1].subjects[0]
    if any(map(is_futures, tokens[max(0, at - _TO_CLAUSE) : at])):
        return False  # "while futures tied to Italy's FTSE MIB jumped"
    if said(tokens, at - _TO_CLAUSE, at, _CLAUSES):
        return True
    abroad = tokens[at].kind == "I" and tokens[at].value[0].region != told.region
    return abroad and of_kind(tokens, at + 1, at + 2, "VC") and not is_participle(tokens[at + 1])


def _is_aside(walk: Walk, at: int) -> bool:
    """ "iron ore (Dalian) rose": in brackets right behind the name that is told of."""
    if not walk.pending or at < _PLACE_AT or walk.pending[-1][-1].at != at - _PLACE_AT:
        return False
    return walk.tokens[at - 1].kind == "(" and of_kind(walk.tokens, at + 1, at + 2, ")")


def join_names(walk: Walk, entity: Entity, at: int) -> None:
    """Put a name to those that it is named in one breath with, else by itself."""
    group = walk.pending[-1] if walk.pending else None
    if group is not None and coordinated(walk.tokens, group[-1], at, entity):
        _join(group, entity)
    else:
        walk.pending.append([entity])


def _owns_leader(walk: Walk, at: int) -> bool:
    """ "Keppel was the index's top gainer, climbing 3.2%", "Cboe's volatility gauge, the VIX, rose": the name only says
    whose the leader or the index is."""
    if walk.tokens[at].kind == "B" and any(t.kind == "h" and t.value == "index" for t in walk.tokens[at + 1 : at + 4]):
        return True
    leaders = walk.entities.lexicon.leaders
    return bool(walk.pending) and any(t.low in leaders or t.low in _LEADING for t in walk.tokens[at + 1 : at + 5])


def _is_of_leader(walk: Walk, at: int) -> bool:
    """ "Acme was the worst performer in the ASX 200, with a 7.6% fall": the index only says where it was that."""
    place = at - 1 - (walk.tokens[at - 1].low in _THE)
    if place < 1 or walk.tokens[place].low not in _WITHIN or walk.low(at + 1) == ",":
        return False
    return walk.tokens[place - 1].low in walk.entities.lexicon.leaders or walk.tokens[place - 1].low in _LEADING


def _owns_company(tokens: list[Token], at: int) -> bool:
    """ "Acme's chip design subsidiary, Borealis Corp., rose": the name only says whose the company behind it is."""
    place = next((i for i in range(at + 1, min(len(tokens), at + _OWN_FIGURE + 2)) if tokens[i].low in _KIN), 0)
    if tokens[at].kind != "B" or not place or any(t.kind not in "xseSh" for t in tokens[at + 1 : place]):
        return False
    place += 1 + (tokens[place + 1 : place + 2] != [] and tokens[place + 1].low == ",")
    return of_kind(tokens, place, place + 1, "B")


def _reference(walk: Walk, at: int) -> None:
    """ "Both indexes": a group of its own; "the biggest drag on the index, with a fall of 2.8%" is told of another."""
    of_index = walk.low(at + 1) in _TO_FUTURES and of_kind(walk.tokens, at + 2, at + _TO_THOSE, "I")
    if of_index and walk.low(at).rpartition(" ")[2] in _CONTRACT:
        walk.futures = True  # "the front-month contract on the Dow rose"
        return
    weighed = at > 1 and walk.low(at - 1) in _WEIGHED_ON and walk.low(at - 2) in _WEIGHTS
    if weighed and not said(walk.tokens, at + 1, at + 3, _WHICH):
        return
    found = own_index(walk, at) or walk.refer(walk.tokens, at)
    if found:
        if walk.futures and walk.tokens[at].low not in _CASH:
            _make_futures(found)
        walk.pending.append(found)


def bare_yield(walk: Walk, at: int, token: Token) -> None:
    """ "The yield surged to 3.92%": the bond told of before."""
    if token.low == "yield":
        _reference(walk, at)


def _join(group: list[Entity], entity: Entity) -> None:
    entity.under, entity.object = group[-1].under, group[-1].object
    if entity.kind == "future":
        _make_futures(group)
    if not (entity.id == group[-1].id and entity.kind == group[-1].kind):
        group.append(entity)


def _make_futures(group: list[Entity]) -> None:
    """ "S&P 500 and Nasdaq-100 futures": the contract's word holds for the names before it."""
    for entity in group:
        if entity.kind == "index":
            entity.become_future()


def _is_of_those(walk: Walk, at: int) -> bool:
    """ "S&P 500 contracts rose 0.1% and those on the Nasdaq 100 0.2%": contracts as those before."""
    before = walk.frames[-1].subjects[0].kind if walk.frames else ""
    return before == "future" and said(walk.tokens, at - _TO_THOSE, at, _THOSE)


def _as_did(walk: Walk, entity: Entity, at: int) -> bool:
    """ "rose 0.7%, as did the Nasdaq": the same is told of the next name."""
    if not walk.frames or at < 2:
        return False
    before = [t.low for t in walk.tokens[max(0, at - 3) : at] if t.low not in _BEFORE_AS_DID]
    if " ".join(before[-2:]) not in _AS_DID:
        return False
    if walk.low(at + 1) == "," and walk.low(at + 2) in _WHICH and of_kind(walk.tokens, at + 3, at + _OWN_FIGURE, "V"):
        return False  # "as did the Kospi, which rose 0.1%"
    old, subjects = walk.frames[-1], [replace(entity, under=None, object=False)]
    own = next(
        (place for place in range(at + 1, at + _OWN_FIGURE) if of_kind(walk.tokens, place, place + 1, "#")), None
    )
    percents = list(old.percents)
    if own is not None and walk.tokens[own].value.unit == "%":  # ", as did the FTSE 100 (-0.19%)"
        percents = [figure_at(walk.tokens, own)]
    told = replace(old, subjects=subjects, rule="name as before", percents=percents, levels=[], changes=[])
    told.times, told.periods, told.phases = list(old.times), list(old.periods), list(old.phases)
    told.previous = told.low = told.high = told.record = None
    walk.frames.append(told)
    walk.again = subjects
    return True


def _is_object(walk: Walk, at: int) -> bool:
    """Whether a verb right before governs it ("topped the FTSE 100")."""
    last = walk.last_predicate
    if last < 0 or walk.tokens[last].kind not in "VvWGC":
        return False
    if walk.tokens[last].low in _SAW:  # "Thursday's session saw the S&P 500 gain 0.4%"
        return False
    noun = walk.tokens[last].kind == "G" or (walk.tokens[last].kind == "v" and is_participle(walk.tokens[last]))
    for back in range(at - 1, max(last, at - 30), -1):
        token = walk.tokens[back]
        if noun and token.low in _LINKING:  # "the biggest winner was Nvidia", "leading the upside was Nvidia"
            return False
        if token.kind in "a;:(#" or token.low in _SUBORDINATE or token.low in _STOPS:
            return False
    return True


def futures_head(walk: Walk, at: int, token: Token) -> None:
    """ "futures tied to the Dow", "Futures down: Dow 0.2%": the names behind are those of the contracts."""
    if is_futures(token):
        headed = token.value == "futures" and of_kind(walk.tokens, at + 1, at + 5, ":")
        walk.futures = headed or said(walk.tokens, at + 1, at + 3, _TO_FUTURES)
