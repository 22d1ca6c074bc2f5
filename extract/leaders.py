"""What a sentence leaves for the next to point back to: the company that it is about or ends in, its only index; and
another country's bond."""

from __future__ import annotations

import re

from extract.entities import EntityReader
from extract.frames import Entity, Frame
from extract.lexicon import Lexicon, words
from extract.near import of_kind, places_of, said
from extract.pronouns import named_before
from extract.tokens import Token

_NO_INDEX, _LEADING_INDEX = words("no_index"), words("leading_index")
_BENCHMARK = words("the_benchmark")
_BEING = words("being")
_AVERAGE, _AVERAGED = words("the_average"), words("of_averages")
_OPENS_AT, _OPENED = re.compile("O#?D?p#"), 9
"""The kinds of what "the market" did that opened at a level, and the tokens in which it did."""
_THE_DAY = words("session_nouns") | words("its")
_ROLES = words("roles")
_DEEDS, _OWNED_BY = words("company_deeds"), words("owned_by")
_IN_NAME = "figure noun in name"
_ROLE = 5
"""Tokens from "was" to a company behind words for what it is."""
_LEADING, _REACH = 4, 8
"""Tokens that a sentence's subject stands in."""


def company_of(entities: EntityReader, tokens: list[Token], kinds: str) -> Entity | None:
    """ "Nvidia led technology stocks lower. It declined 3.6%", "The best performer was Acme; the stock rose 5%": the
    company that what comes next is told of, None where nothing governs none."""
    named_at = places_of(kinds, "B")
    if named_at and _owner(tokens, named_at[0]):
        return entities.companies.at(tokens, named_at[0])  # "Profits at Acme doubled"
    places = [at for at in named_at if at < _LEADING or _fronted(tokens, at)]
    places = places or [at for at in named_at if _is_behind_being(tokens, at)]  # "The best performer was Acme"
    found = (entities.at(tokens, at) or _doer(entities, tokens, at) for at in places)
    named = next((entity for entity in found if entity is not None), None)
    if named is None or named.name.split()[0].lower() in _ROLES:
        return None
    return named if named.under is None or _is_behind_being(tokens, named.at) else None


def _is_behind_being(tokens: list[Token], at: int) -> bool:
    """ "Among the winners was building products maker Acme": whether only what a company is stands before it."""
    place = at - 1
    while place > max(0, at - _ROLE) and tokens[place].kind in "xseS" and tokens[place].low not in _BEING:
        place -= 1
    return tokens[place].low in _BEING


def _owner(tokens: list[Token], at: int) -> bool:
    """ "Profits at Acme", "Net profit of Acme": whether a company at this place owns what the sentence begins with."""
    if not 1 < at < _LEADING or tokens[at - 1].low not in _OWNED_BY:
        return False
    return all(token.kind in "ex" for token in tokens[: at - 1]) and tokens[at - 2].kind == "e"


def _fronted(tokens: list[Token], at: int) -> bool:
    """ "In Paris, Acme": whether a name stands behind the place or the day that a sentence begins with."""
    return tokens[0].kind == "p" and tokens[at - 1].low == "," and at < _REACH and of_kind(tokens, 1, at, "RTF")


def _doer(entities: EntityReader, tokens: list[Token], at: int) -> Entity | None:
    """ "Gym chain Acme said": a name of one word, by what it does."""
    does = 0 < at < len(tokens) - 1 and tokens[at + 1].low in _DEEDS
    return entities.companies.at(tokens, at) if does else None


def index_lifted(entities: EntityReader, frames: list[Frame], tokens: list[Token]) -> Entity | None:
    """ "A 4.6% gain in Acme was not enough to lift the Nasdaq": the index that what comes next is told of."""
    subject = frames[0].subjects[0]
    inside = subject.kind == "stock" and frames[0].rule == _IN_NAME
    index = named_before(entities.lexicon, tokens, len(tokens)) if inside else None
    return entities.of(index, tokens[subject.at], subject.at) if index is not None else None


def may_be_meant(entity: Entity) -> bool:
    """Whether "the index" can mean it later."""
    if entity.kind == "index":
        return entity.id != "vix"
    return entity.kind == "sector" and entity.id.lower().endswith("index")


def only_company(entities: EntityReader, tokens: list[Token], kinds: str) -> list[Entity]:
    """The company of a sentence that names no other: "the lender" of the next means it."""
    found = (entities.companies.at(tokens, at) for at in places_of(kinds, "B"))
    told = {entity.id: entity for entity in found if entity is not None}
    return list(told.values()) if len(told) == 1 else []


def only_index(entities: EntityReader, tokens: list[Token], kinds: str) -> Entity | None:
    """The index of a sentence that names no other, nor a company."""
    place = kinds.find("I")
    if place < 0 or kinds.count("I") > 1 or any(kind in kinds for kind in "BSYK") or tokens[place].poss:
        return None
    named = entities.at(tokens, place)
    return named if named is not None and named.kind == "index" and not named.weak else None


def indices_named(entities: EntityReader, tokens: list[Token], kinds: str) -> list[Entity]:
    """The indices that a sentence names, each once; no contracts."""
    named = (entities.at(tokens, at) for at in places_of(kinds, "I"))
    return list({entity.id: entity for entity in named if entity is not None and entity.kind == "index"}.values())


def counterpart(lexicon: Lexicon, tokens: list[Token], at: int, bonds: list[Entity]) -> str | None:
    """The bond of the region right before this place, of as many years as the one named before it, else as the first of
    `bonds`; None where there is none."""
    years = next((t.value for t in reversed(tokens[:at]) if t.kind == "K"), None)
    if years is None and bonds:
        years = "".join(c for c in bonds[0].id if c.isdigit())
    if not at or tokens[at - 1].kind != "R" or not years:
        return None
    return lexicon.bonds.get((tokens[at - 1].value, years))


def benchmark_of(lexicon: Lexicon, recent: list[Entity], low: str) -> list[Entity]:
    """What "the benchmark index" means where several indices of a market were told of: its main ones, if they are among
    them ("the Sensex rose, while the midcap index fell. The key index had opened lower")."""
    if low not in _BENCHMARK or not recent:
        return recent
    region = recent[-1].region or ""
    main = lexicon.benchmarks.get(region) or (lexicon.home.get(region),)
    return [entity for entity in recent if entity.id in main] or recent


def is_no_index(tokens: list[Token], at: int, region: str | None) -> bool:
    """Whether words for an index stand for none here: "the market" without what it did, "the leading index" where no
    index told of before (of this region) can be it, which in America is an economic indicator."""
    low = tokens[at].low
    if low in _AVERAGE and said(tokens, at + 1, at + 2, _AVERAGED):
        return True  # "The average daily turnover"
    return (low in _NO_INDEX and not tells_market(tokens, at)) or (low in _LEADING_INDEX and region in (None, "us"))


def tells_market(tokens: list[Token], at: int) -> bool:
    """Whether "the market" here is its index: "the market closed at 93,648.32", "the market opened up 0.3 percent"."""
    told = [t for t in tokens[at + 1 : at + _OPENED] if t.kind != "x"]
    if [t.kind for t in told[:3]] == ["O", "D", "#"]:
        return bool(told[2].value.unit in ("%", "pt"))
    if (opened := _OPENS_AT.match("".join(t.kind for t in told))) is not None:  # "opened a shade lower at 1,593.70"
        at_level, level = told[opened.end() - 2 : opened.end()]
        return bool(at_level.low == "at" and level.value.like_a_level)
    behind = [t for t in tokens[at + 1 : at + 6] if t.low not in _THE_DAY][:3]
    return [t.kind for t in behind] == ["C", "p", "#"] and behind[1].low == "at" and behind[2].value.like_a_level
