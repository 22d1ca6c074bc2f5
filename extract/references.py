"""What refers back: "the index", "both", "the company", "it", and what the story has told of so far."""

from __future__ import annotations

from collections.abc import Callable

from msgspec.structs import replace

from extract import pronouns
from extract.currencies import is_told_in
from extract.descriptions import described
from extract.entities import EntityReader
from extract.frames import Entity, Frame
from extract.home_money import exchange_rate, home_currency
from extract.leaders import (
    benchmark_of,
    company_of,
    counterpart,
    index_lifted,
    indices_named,
    is_no_index,
    may_be_meant,
    only_company,
    only_index,
)
from extract.lexicon import words
from extract.near import of_kind, said
from extract.pronouns import again, index_there, is_told, last_named, named_before, opens_with, told_before, told_by
from extract.tokens import Token

_OF = words("of_whom")
_AVERAGES = words("us_averages")
_NO_COMPANY = words("no_company")
_ITS_SHARES = words("its_shares")
_THE_INDEX = words("the_index")
_US_AVERAGES = ("dow", "sp500", "nasdaq")
_REACH = 12
"""Tokens of a sentence in which the company that "its shares" are of is named."""
_CLAUSES, _THE = words("before_it"), words("its")
_AFTER_A_WHILE = 2
"""Statements behind which "the index" is the story's main one again."""
_PRICED = ("commodity", "crypto", "bond", "currency")
_HEAD = 4
"""Tokens in which a statement says what it is about."""
_TWO = 2
_KEPT = 4
"""Indices told of before the newest that "both" and "the index" can still mean."""


class References:
    """What was told of so far, and what a reference to it means. `region` is that of the newest sentence with one."""

    def __init__(self, entities: EntityReader) -> None:
        self.entities, self.lexicon = entities, entities.lexicon
        self.region: str | None = None
        self.headed = False
        """Whether a line of nothing but a name stands above: those behind it can be about that."""
        self.recent: list[Entity] = []
        self._indices: list[Entity] = []
        """The indices of the newest statement that names any, told of or not."""
        self._quiet = 0
        """Statements since the newest that told of an index."""
        self._of_economy = False
        self.company: list[Entity] = []
        self._only_company: list[Entity] = []
        """The only company of the newest statement that names one, by which "the lender" is meant."""
        self.metal: list[Entity] = []
        self.rate: list[Entity] = []
        self.bond: list[Entity] = []
        self.last: Entity | None = None
        self.main: Entity | None = None

    def refer(self, tokens: list[Token], at: int) -> list[Entity]:
        """The entities that the reference at this place points back to; none where nothing fitting was told of."""
        meaning = _MEANINGS.get(tokens[at].value, References._all_three)
        return meaning(self, tokens, at)

    def pass_by(self, tokens: list[Token]) -> None:
        """A statement that names nobody: where it is of the economy ("Inflation is a worry"), "it" stands for that."""
        self._quiet += 1
        self._of_economy = of_kind(tokens, 0, _HEAD, "e")

    def remember(self, frames: list[Frame], tokens: list[Token], kinds: str) -> None:
        """Keep what a sentence told of."""
        seen: dict[str, Entity] = {}
        companies: list[Entity] = []
        for frame in frames:
            for entity in frame.subjects:
                if may_be_meant(entity):
                    seen.setdefault(entity.id, entity)
            if frame.subjects[0].kind == "commodity":
                self.metal = frame.subjects[:1]
            elif frame.subjects[0].kind == "currency":
                self.rate = frame.subjects[:1]
            elif frame.subjects[0].kind == "bond":
                self.bond = frame.subjects[:1]
                self.entities.paper = frame.subjects[0].region
            elif frame.subjects[0].kind == "stock":
                companies = frame.subjects
        if "I" in kinds:
            self._indices = indices_named(self.entities, tokens, kinds) or self._indices
        self._quiet, self._of_economy = 0 if seen else self._quiet + 1, False
        if seen:
            self.recent = [e for e in self.recent if e.id not in seen][-_KEPT:] + list(seen.values())
        told = [f.subjects[0] for f in frames if f.has_figures or f.sign is not None or f.subjects[0].kind != "stock"]
        if told:
            self.last, self.main = told[-1], index_lifted(self.entities, frames, tokens) or told[0]
        elif not companies and (named := only_index(self.entities, tokens, kinds)) is not None:
            self.main = named  # "It was a good day for the Sensex. It ended 0.4% higher"
        elif companies and companies[0].under is None:
            self.main = companies[0]  # "Acme was the most actively traded stock. It closed flat at 73 cents"
        if "B" in kinds:
            self._only_company = only_company(self.entities, tokens, kinds)
        if companies:
            self.company = companies[:1]
        elif not seen:
            self._remember_company(tokens, kinds, any(f.has_figures for f in frames))

    def _remember_company(self, tokens: list[Token], kinds: str, told: bool) -> None:
        """Keep the company that a sentence without its move is about; `told` says that it tells figures."""
        named = company_of(self.entities, tokens, kinds)
        if named is not None:
            self.company = [named]
            if not told and not tokens[named.at].poss:
                self.main = named
        elif tokens[0].kind == "B":
            self.company = []

    def heads(self, tokens: list[Token], alone: bool) -> bool:
        """Keep the index that a line names `alone` as what the lines under it are about; whether there is one."""
        if not alone:
            return False
        place = next(at for at, token in enumerate(tokens) if token.kind == "I")
        named = self.entities.at(tokens, place)
        if named is not None:
            self.main = named
        return named is not None

    def goes_on(self, token: Token) -> list[Entity]:
        """Whom a bullet without a name is about, which begins with this token: what was told of before it."""
        return [] if self.main is None or self.main.kind == "stock" else again([self.main], token, 0)

    def _known(self, instrument: str, token: Token, at: int) -> Entity:
        return self.entities.of(self.lexicon.instruments[instrument], token, at)

    def _company(self, tokens: list[Token], at: int) -> list[Entity]:
        """ "The stock rose 3%": the company told of last; "Toyota shares" are no reference."""
        token = tokens[at]
        governed = at and (token.low == "shares" or (token.low in _NO_COMPANY and tokens[at - 1].kind in "BRShp"))
        if governed or said(tokens, at + 1, at + 2, _OF):  # "shares of fertilizer maker Acme"
            return []
        if token.low in _ITS_SHARES or (at and tokens[0].kind == "B"):  # "Acme led the gainers, the stock rose 5.3%"
            named = next((place for place in range(min(at, _REACH)) if tokens[place].kind == "B"), None)
            if of_kind(tokens, at - 1, at, "W") and of_kind(tokens, at - 2, at - 1, "B"):
                named = at - 2  # "Acme fell 2% and Kestrel saw its stock close down 3%"
            owner = self.entities.at(tokens, named) if named is not None else None
            if owner is not None:
                return again([owner], token, at)
        return again(self.company, token, at)

    def _metal(self, tokens: list[Token], at: int) -> list[Entity]:
        """ "The metal"; "metal shares" are no reference."""
        if at + 1 < len(tokens) and tokens[at + 1].kind in "hGk":
            return []
        return again(self.metal, tokens[at], at)

    def _yield(self, tokens: list[Token], at: int) -> list[Entity]:
        """ "The yield surged to 3.92%": that of the bond told of last; "the yield on the 10-year" is no reference."""
        if of_kind(tokens, 0, len(tokens), "K") or at < 1 or tokens[at - 1].low not in _THE:
            return []
        return again(self.bond, tokens[at], at)

    def _counterpart(self, tokens: list[Token], at: int) -> list[Entity]:
        """ "The German equivalent": another country's bond of as many years as the one told of."""
        known = counterpart(self.lexicon, tokens, at, self.bond)
        return [self._known(known, tokens[at], at)] if known else []

    def _it(self, tokens: list[Token], at: int) -> list[Entity]:
        """ "It closed at": the subject of the sentence before; "when it finished at": what was last told of."""
        after = told_by(tokens, at)
        if after is None:
            return []
        if several := self._as_many(tokens, at):
            return several
        if tokens[at].low == "they" and self.main is not None and self.main.kind == "index":
            return self._pair(tokens, at)
        if opens_with(tokens, at):
            main = self.main if is_told(tokens, at, after) and not self._of_economy else None
            main = pronouns.newer(self.entities.text, tokens[0].start, main, self.last)
            return again([main], tokens[at], at) if main is not None else []
        fronted = tokens[at - 1].kind == "Y" and is_told_in(tokens, at - 1)  # "and against the euro it was 0.8% up"
        if fronted:
            return pronouns.currency_before(self.entities, tokens, at)
        if tokens[at - 1].low not in _CLAUSES or after.kind not in "CWV":
            return []
        near = told_before(self.entities, tokens, at)
        if near is not None:
            if near.kind == "stock" and after.kind == "C" and named_before(self.lexicon, tokens, at) is not None:
                return []  # "Acme weighed on the Nasdaq, and it closed lower": which of them nobody knows
            told = near.kind == "stock" or (near.kind == "index" and after.kind != "V")
            return again([near], tokens[at], at) if told else []
        return again([self.last], tokens[at], at) if self.last is not None and tokens[at - 1].low == "when" else []

    def _one(self, tokens: list[Token], at: int) -> list[Entity]:
        """ "The index", "the tech-heavy index", "the benchmark in Seoul": one index."""
        token = tokens[at]
        if token.poss or is_no_index(tokens, at, self.recent[-1].region if self.recent else None):
            return []
        known = described(token.low, self._place(), self.entities.home)
        if known is None and at + 1 < len(tokens) and tokens[at + 1].kind == "R":
            known = self.lexicon.home.get(tokens[at + 1].value)
        if known is not None:
            return [self._known(known, token, at)]
        if (there := index_there(self.entities, tokens, at, self.recent)) is not None:
            return there
        near = token.low in _THE_INDEX or not self.recent or (at > 0 and tokens[at - 1].kind == ":")
        if near and (named := named_before(self.lexicon, tokens, at)) is not None:  # "The SMI did well: the gauge rose"
            return [self.entities.of(named, token, at)]
        recent = self.recent if token.low in _THE_INDEX else [e for e in self.recent if e.kind == "index"]
        main = self.lexicon.home.get(self.entities.home or "")
        if self._quiet >= _AFTER_A_WHILE:
            recent = [entity for entity in recent if entity.id == main] or recent
        if recent := benchmark_of(self.lexicon, recent, token.low):
            return again(recent[-1:], token, at)
        if self._indices:  # "Acme was the best share of the DAX. The index rose 0.4%"
            return again(self._indices, token, at) if len(self._indices) == 1 else []
        if self.last is not None and self.last.kind in _PRICED:
            return []  # "Brent settled at $71. The benchmark is up 12% this year"
        home = self.lexicon.home.get(pronouns.region_here(tokens, at, self.region) or self.entities.home or "")
        return [self._known(home, token, at)] if home else []

    def _place(self) -> str | None:
        """The region whose indices are told of here."""
        return self.recent[-1].region if self.recent else self.region or self.entities.home

    def _both(self, tokens: list[Token], at: int) -> list[Entity]:
        """ "Both indexes": the two that the sentence names, else those told of last."""
        if tokens[at].poss:
            return []
        named = last_named(self.entities, tokens, at)
        if len(named) == len({e.id for e in named if e.kind == "index"}) > 1:
            return again(named, tokens[at], at)
        if len(self.recent) < 2:
            return []
        return again(self.recent[-2:], tokens[at], at)

    def _pair(self, tokens: list[Token], at: int) -> list[Entity]:
        """ "They had closed at 42,100.3 and 5,920.4": the two indices told of last; of one level nobody knows whose."""
        figures = [place for place in range(at, len(tokens)) if tokens[place].kind == "#"]
        joined = len(figures) == _TWO and figures[1] - figures[0] == _TWO and tokens[figures[0] + 1].low == "and"
        told = [e for e in self.recent[-_TWO:] if e.kind == "index"] if joined and self._quiet == 0 else []
        return again(told, tokens[at], at) if len(told) == _TWO else []

    def _as_many(self, tokens: list[Token], at: int) -> list[Entity]:
        """ "The indexes shed 0.6% and 0.7%, respectively": as many of those told of last as there are figures."""
        count = pronouns.respective(tokens, at)
        told = self.recent[-count:] if count > 1 and self._quiet == 0 else []
        return again(told, tokens[at], at) if len(told) == count and all(e.kind == "index" for e in told) else []

    def _of_two(self, tokens: list[Token], at: int) -> list[Entity]:
        """ "The former down 2.4%": one of the two that the sentence names last; "the former minister" is neither."""
        if not of_kind(tokens, at + 1, at + 3, "VCDW") or tokens[at].poss:
            return []
        pair = last_named(self.entities, tokens, at)
        meant = pair[1 if tokens[at].value == "former" else 0] if len(pair) > 1 else None
        return again([meant], tokens[at], at) if meant is not None else []

    def _all_three(self, tokens: list[Token], at: int) -> list[Entity]:
        """ "All three major averages": those of the US where the story is about it, else the three told of last."""
        token = tokens[at]
        if token.poss:
            return []
        told = sum(e.id in _US_AVERAGES for e in self.recent)
        us = (self.region or self.entities.home) == "us" or told >= 3
        if us or any(word in token.low for word in _AVERAGES):
            return [replace(self._known(n, token, at), weak=True) for n in _US_AVERAGES]
        return again(self.recent[-3:], token, at) if len(self.recent) >= 3 else []


_MEANINGS: dict[str, Callable[[References, list[Token], int], list[Entity]]] = {
    "company": References._company,
    "its kind": lambda told, tokens, at: again(told._only_company, tokens[at], at),
    "currency": lambda told, tokens, at: home_currency(told.entities, tokens, at) or again(told.rate, tokens[at], at),
    "it": References._it,
    "metal": References._metal,
    "one": References._one,
    "rate": lambda told, tokens, at: exchange_rate(told.entities, tokens, at),
    "two": References._both,
    "several": References._as_many,
    "counterpart": References._counterpart,
    "former": References._of_two,
    "latter": References._of_two,
    "any": References._yield,
    "three": References._all_three,
}
