"""Tokens to entities: instruments, companies, sectors, currencies (as pairs) and government bonds."""

from __future__ import annotations

from collections.abc import Callable

from extract.beside_names import (
    abbreviated,
    governor_of,
    in_points,
    is_adjective,
    is_contract,
    is_numbered,
    names_thing,
    of_prices,
    only_opens,
    subindex,
)
from extract.bonds import bond_at
from extract.companies import Companies
from extract.currencies import Money, is_told_in
from extract.frames import Entity
from extract.lexicon import Instrument, Lexicon, words
from extract.lists import word_set
from extract.near import of_kind, said
from extract.oils import grade, is_american_oil, name_of_oil
from extract.sizes import SIZES, size_of
from extract.tokens import Token

_OWNING = ("'s", "’s")
_COMMODITY_HEADS = ("price", "futures")

ENTITY = "IBSYKr"
"""Kinds of tokens that name somebody, references ("both indexes") included."""

_BEFORE_CONTRACT = words("contracts_before")
_MOVING = words("moving")
_INDEX = word_set("indices", "small_heads")
_BEING, _ARTICLES = words("being"), words("articles")
_EXCHANGES, _ON = words("exchange_words"), words("on_an_exchange")
_PARTS = words("parts")
_BEARING = words("bearing_its_name")
_PART, _OF = words("part_of_whole"), words("noun_of_figure")
_NAMELESS_OIL = words("oil_of_no_name")
_MARKS = words("benchmarks_of_goods")
_SHARES = "-shares"


class EntityReader:
    """Makes entities of tokens. `home` is the region of the document's market, which settles "the dollar" and "the
    10-year"."""

    def __init__(self, lexicon: Lexicon, text: str) -> None:
        self.lexicon, self.text = lexicon, text
        self.here: str | None = None
        """The region that the sentence now read is about."""
        self.paper: str | None = None
        """The region of the bond that this paragraph told of last."""
        self.bonds_of: str | None = None
        """The region whose bonds the text named last ("Japanese bond futures")."""
        self.home: str | None = None
        self.money = Money(lexicon)
        self.companies = Companies(lexicon)

    def settle(self, home: str) -> None:
        """Take a region for that of the document's market."""
        self.home = self.money.home = home

    def at(self, tokens: list[Token], at: int, futures: bool = False) -> Entity | None:
        """The entity that the token at this place names; `futures` says that indices stand for their contracts."""
        kind = tokens[at].kind
        entity = self._instrument(tokens, at, futures) if kind == "I" else _READERS[kind](self, tokens, at)
        if entity is not None:
            entity.under = governor_of(tokens, at)
        return entity

    def of(self, known: Instrument, token: Token, at: int, weak: bool = False) -> Entity:
        """An entity of a known instrument."""
        name = self.text[token.start : token.end]
        return Entity(known.kind, known.id, name, token.start, token.end, at, known.region, known.exchange, weak)

    def _instrument(self, tokens: list[Token], at: int, futures: bool) -> Entity | None:
        token = tokens[at]
        known, weak = token.value
        if weak and (told := self._abbreviated(tokens, at)) is not None:
            known = told
        if token.low in _NAMELESS_OIL:
            if (named := name_of_oil(tokens, at, self.text)) is not None:
                return grade(tokens, at, named, self.text)
            if not is_american_oil(tokens, at, self.home):
                return None
        entity = self.of(known, token, at, weak)
        if known.id == known.name and at and (whole := self._whole(tokens, at)):
            entity.id, entity.name, entity.start = whole, whole, tokens[at - 1].start
        after = tokens[at + 1] if at + 1 < len(tokens) else None
        if known.kind == "currency" and at and _pair_coded(tokens, at - 1) is not None:
            return None
        if known.kind == "index":
            if token.low in known.local and self.home != known.region:
                return self._own_there(tokens, at)
            if _measures_else(tokens, at) or (weak and self.text[token.start].islower() and _is_described(tokens, at)):
                return None
            if (
                is_contract(tokens, at)
                or (futures and not token.poss)
                or (at and tokens[at - 1].low in _BEFORE_CONTRACT)
            ):
                entity.become_future()
                entity.weak = False
        elif known.kind == "commodity" and after is not None:
            if names_thing(after) or self._inside_name(tokens, at):
                return None
            if after.kind == "h" and after.value not in _COMMODITY_HEADS and after.low not in _MARKS:  # "gold miners"
                name = self.text[entity.start : after.end]
                return Entity("sector", name, name, entity.start, after.end, at + 1)
        return entity

    def _abbreviated(self, tokens: list[Token], at: int) -> Instrument | None:
        """The index whose short name stands in brackets behind, where that means it here."""
        known = abbreviated(tokens, at)
        foreign = known is not None and self.home != known.region and tokens[at + 2].low in known.local
        return None if foreign else known

    def _own_there(self, tokens: list[Token], at: int) -> Entity | None:
        """ "In Lagos the all-share index": the place's own, else home's, where that is called so."""
        place = next((t for t in tokens[max(0, at - 2) : at] if t.kind == "R" and not t.poss), None)
        told = self.lexicon.cities.get(place.low) if place is not None else None
        here = place.value if place is not None else self.home or self.money.dateline or ""
        own = told or self.lexicon.home.get(here)
        parts = [part for part in tokens[at].low.split() if part not in _INDEX]
        known = self.lexicon.called(own, parts) if own is not None else None
        return self.of(known, tokens[at], at) if known is not None else None

    def _whole(self, tokens: list[Token], at: int) -> str:
        """ "FBM Emas Shariah Index": an unlisted index's name with the known one at its head; empty for none."""
        before, token = tokens[at - 1], tokens[at]
        joined = before.kind in "IS" and token.start == before.end + 1 and not before.poss
        capital = self.text[before.start].isupper() and self.text[token.start].isupper()
        return self.text[before.start : token.end] if joined and capital else ""

    def _inside_name(self, tokens: list[Token], at: int) -> bool:
        """ "North Ridge Bullion Ltd.": capitalized between the parts of a company's name."""
        parts = tokens[at - 1 : at + 2] if at else []
        if [token.kind for token in parts] != ["B", "I", "B"]:
            return False
        before, named, behind = parts
        joined = named.start == before.end + 1 and behind.start == named.end + 1
        return joined and self.text[named.start].isupper() and not before.poss

    def _currency(self, tokens: list[Token], at: int) -> Entity | None:
        if is_told_in(tokens, at):
            return None
        coded = _pair_coded(tokens, at)
        entity = self.paired(coded or self.money.pair(tokens, at), tokens[at], at)
        if coded is not None and entity is not None:
            entity.at += 1
        return entity

    def paired(self, found: tuple[str, bool] | None, token: Token, at: int) -> Entity | None:
        """The entity of a pair and whether it goes the other way, None for none."""
        if found is None:
            return None
        entity = self.of(self.lexicon.instruments[found[0]], token, at)
        entity.inverted = found[1]
        return entity

    def _sector(self, tokens: list[Token], at: int) -> Entity:
        token = tokens[at]
        name = token.value[:-2] if token.value.endswith(_OWNING) else token.value  # "energy's 0.3% gain"
        if (sized := self._of_size(tokens, at)) is not None:
            return self.of(sized, token, at)
        return Entity("sector", name, name, token.start, token.end, at, self.lexicon.region_of_family(name))

    def _of_size(self, tokens: list[Token], at: int) -> Instrument | None:
        """ "The BSE midcap gauge rose and the smallcap index fell": the index of that size, of the family before."""
        size = size_of(tokens[at].value)
        if size not in SIZES:
            return None
        for before in (token.value[0].id for token in tokens[:at] if token.kind == "I"):
            for other in SIZES:
                if other in before and other != size:
                    return self.lexicon.instruments.get(before.replace(other, size))
        return None

    def is_size(self, sector: Token) -> bool:
        """Whether a sector is only one of a size ("large-cap stocks")."""
        return size_of(sector.value) in SIZES

    def _company(self, tokens: list[Token], at: int) -> Entity | None:
        token = tokens[at]
        name, skipped, region = self.companies.known(token.value)
        if token.poss and name and at + 1 < len(tokens) and tokens[at + 1].low in _BEING:
            own = name + self.text[token.end : token.end + 2]  # "Tillman's is off 6.1%"
            return Entity("stock", own, own, token.start + skipped, token.end + 2, at, region)
        if region is None and " " not in name and (is_adjective(tokens, at, self.text) or only_opens(tokens, at)):
            return None
        if region is None and (index := self._abbreviated(tokens, at)) is not None:
            return self.of(index, token, at)
        if name and region is None and (head := subindex(tokens, at)) is not None:
            whole = self.text[token.start + skipped : head.end]  # "the Properties sub-index"
            return Entity("sector", whole, whole, token.start + skipped, head.end, at)
        if name.rpartition(" ")[2] in _EXCHANGES and said(tokens, at - 2, at, _ON):
            return None  # "Nifty futures on the Singapore Exchange were"
        company = self.companies.at(tokens, at)
        if company is not None and region is None and is_numbered(name) and in_points(tokens, at):
            company.kind = "index"  # "TMI30 added 92.1 points"
        return company


_READERS: dict[str, Callable[[EntityReader, list[Token], int], Entity | None]] = {
    "B": EntityReader._company,
    "S": EntityReader._sector,
    "Y": EntityReader._currency,
    "K": bond_at,
}


def _pair_coded(tokens: list[Token], at: int) -> tuple[str, bool] | None:
    """ "The zloty EURPLN= firmed": the pair that an agency's code behind a currency names, and whether the currency is
    the one that the pair is told in."""
    code = tokens[at + 1] if at + 1 < len(tokens) else None
    if code is None or code.kind != "I" or code.value[0].kind != "currency" or code.start - tokens[at].end > 2:
        return None
    pair, money = code.value[0].id, str(tokens[at].value).lower()
    return (pair, pair.endswith(money)) if money in (pair[:3], pair[3:]) else None


def _is_described(tokens: list[Token], at: int) -> bool:
    """ "a free-float weighted index": some index of a kind, none by its name."""
    described = of_kind(tokens, at - 1, at, "x") and tokens[at - 1].low not in _ARTICLES
    return said(tokens, at - 1 - described, at - described, _ARTICLES)


def _measures_else(tokens: list[Token], at: int) -> bool:
    """Whether an index is named for a part of it, a part in it, its average or prices, or bears its name only."""
    if at and tokens[at - 1].low in _BEARING:
        return True
    of_parts = at + 1 < len(tokens) and not tokens[at].poss and tokens[at + 1].low in _PARTS
    if of_parts and not tokens[at].low.endswith(_SHARES):  # "H-shares listed in Hong Kong rose"
        return True
    if said(tokens, at - 3, at, _OF) and said(tokens, at - 4, at, _PART):  # "India's share of the MSCI index"
        return True
    # "the 50-day moving average of the S&P 500"
    return said(tokens, at - 5, at, _MOVING) or of_prices(tokens, at)
