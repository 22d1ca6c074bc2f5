"""Tokens to entities: instruments, companies, sectors, currencies (as pairs) and government bonds."""

from __future__ import annotations

from extract.frames import Entity
from extract.lexicon import Instrument, Lexicon
from extract.tokens import Token

ENTITY = "IBSYKr"

_GOVERNING = frozenset(
    "in of for by with on from against to like including as at among than via following amid after across because despite without per versus vs between toward into".split()
)
_SKIPPED = "xRhqTPFKs"
_HEADS = ("shares", "futures", "price", "yield", "index")
_TIED = frozenset(("tied", "linked", "pegged", "based"))
_PARTS = frozenset(
    "loser losers gainer gainers pack constituents constituent components component stocks companies heavyweights shares members options firms listed listing-rules desk wallet coin monitor wax deposit deposits tracker trackers newspaper reporter strategist analyst team player ticker newsletter winner winners laggard laggards bankex".split()
)
_AGAINST = frozenset(("against", "versus", "vs", "per"))
_SUFFIXES = frozenset(("inc", "corp", "ltd", "co", "plc"))


class EntityReader:
    """Makes entities of tokens. `home` is the region of the document's market, which settles "the dollar" and "the 10-year"."""

    def __init__(self, lexicon: Lexicon, text: str) -> None:
        self.lexicon, self.text = lexicon, text
        self.home: str | None = None

    def at(self, tokens: list[Token], at: int, futures: bool) -> list[Entity]:
        """The entity that the token at this place names, in a list of one; empty when it names none."""
        token = tokens[at]
        if token.kind == "I":
            entity = self._instrument(tokens, at, futures)
        elif token.kind == "Y":
            entity = self._currency(tokens, at)
        elif token.kind == "K":
            entity = self._bond(tokens, at)
        else:
            entity = self._company(tokens, at)
        if entity is None:
            return []
        entity.under = self._governor(tokens, at)
        return [entity]

    def of(self, known: Instrument, token: Token, at: int, weak: bool = False) -> Entity:
        """An entity of a known instrument."""
        name = self.text[token.start : token.end]
        return Entity(known.kind, known.id, name, token.start, token.end, at, known.region, known.exchange, weak)

    def _governor(self, tokens: list[Token], at: int) -> str | None:
        index = at - 1
        while index >= 0 and at - index < 8:
            token = tokens[index]
            if token.kind in "p" or token.low == "as" or (token.kind == "q" and token.low in _GOVERNING):
                if token.low not in _GOVERNING:
                    return None
                return None if self._headed(tokens, index) else token.low
            if token.kind in "TFP":
                return None
            if (
                token.kind == "R"
                and not token.poss
                and not token.low.endswith("'s")
                and tokens[index + 1].low in ("the", ",")
            ):
                return None
            if token.kind not in _SKIPPED:
                return None
            if token.kind == "T" and index and tokens[index - 1].low in ("on", "in"):
                return None
            index -= 1
        return None

    def _headed(self, tokens: list[Token], at: int) -> bool:
        """ "shares of", "futures tied to", "the yield on the": the name behind the preposition is the subject."""
        if tokens[at].low in ("as", "with", "than", "like", "including", "by", "after"):
            return tokens[at].low in ("as",)
        for back in range(at - 1, max(-1, at - 4), -1):
            token = tokens[back]
            if token.kind == "Z" and token.value == "any":
                return True
            if token.kind in "hr" or (token.kind == "W" and token.low in ("price", "prices")):
                return token.kind == "r" or token.value in _HEADS or token.low in ("price", "prices")
            if token.low in _TIED or token.low in ("the", "contracts"):
                continue
            return False
        return False

    def _instrument(self, tokens: list[Token], at: int, futures: bool) -> Entity | None:
        token = tokens[at]
        known, weak = token.value
        entity = self.of(known, token, at, weak)
        if at + 1 < len(tokens) and not token.poss and known.kind == "index" and tokens[at + 1].low in _PARTS:
            return None
        after = tokens[at + 1] if at + 1 < len(tokens) else None
        if (
            known.kind == "commodity"
            and after is not None
            and after.kind == "h"
            and after.value not in ("price", "futures")
        ):
            entity.kind, entity.end, entity.at = "sector", after.end, at + 1
            entity.id = entity.name = self.text[entity.start : entity.end]
            entity.exchange = entity.region = None
            return entity
        if known.kind == "index" and self._family(tokens, at, entity):
            return entity
        contract = after is not None and after.kind == "h" and after.value == "futures" or (futures and not token.poss)
        if known.kind == "index" and contract:
            entity.kind = "future"
            if known.id == "nasdaq":
                entity.id = "nasdaq100"
        return entity

    def _family(self, tokens: list[Token], at: int, entity: Entity) -> bool:
        """ "S&P 500 materials index": the words behind make it a sector of the index's family."""
        after = tokens[at + 1] if at + 1 < len(tokens) else None
        if after is None or after.kind != "S" or after.start - tokens[at].end > 1:
            return False
        entity.kind, entity.end, entity.at = "sector", after.end, at + 1
        entity.id = entity.name = self.text[entity.start : entity.end]
        after.kind = "x"
        return True

    def _currency(self, tokens: list[Token], at: int) -> Entity | None:
        token = tokens[at]
        before = tokens[at - 1] if at else None
        if before is not None and (before.kind in "#~" or before.low in ("per", "-denominated")):
            return None
        if before is not None and (
            before.low in _AGAINST or (at > 1 and tokens[at - 2].low in _AGAINST and before.kind in "xR")
        ):
            return None
        code: str = token.value
        counter = self._counter(tokens, at, code)
        found = self.lexicon.pairs.get((code, counter))
        if found is None:
            return None
        pair, inverted = found
        entity = self.of(self.lexicon.instruments[pair], token, at)
        entity.inverted = inverted
        return entity

    def _counter(self, tokens: list[Token], at: int, code: str) -> str:
        """The currency it is told in: named behind "against", behind the figure, or the dollar (for the dollar: home's)."""
        for index in range(at + 1, min(len(tokens), at + 22)):
            token = tokens[index]
            if token.kind == ";":
                break
            if token.kind == "Y" and token.value != code:
                joined = [t.low for t in tokens[max(0, index - 3) : index]]
                if (
                    tokens[index - 1].kind == "#"
                    or _AGAINST & set(joined)
                    or "to" in joined
                    and tokens[index - 3].kind in "#Y"
                ):
                    return str(token.value)
                break
            if (
                token.kind == "#"
                and token.value.currency in ("¥", "€", "£", "$", "C$", "₩", "₹", "Rs")
                and token.value.currency
            ):
                sign = {
                    "¥": "JPY",
                    "€": "EUR",
                    "£": "GBP",
                    "$": "USD",
                    "C$": "CAD",
                    "₩": "KRW",
                    "₹": "INR",
                    "Rs": "INR",
                }
                if sign[token.value.currency] != code:
                    return sign[token.value.currency]
        for index in range(max(0, at - 8), at):
            if (
                tokens[index].kind == "Y"
                and tokens[index].value != code
                and index
                and {"against", "versus"} & {t.low for t in tokens[max(0, index - 3) : index]}
            ):
                return str(tokens[index].value)
        if code != "USD":
            return "USD"
        return {"japan": "JPY", "korea": "KRW", "india": "INR"}.get(self.home or "", "")

    def _bond(self, tokens: list[Token], at: int) -> Entity | None:
        token = tokens[at]
        window = [*tokens[at + 1 : at + 5], *reversed(tokens[max(0, at - 7) : at])]
        paper = [t for t in window if t.kind == "Z" or (t.kind == "h" and t.value == "yield")]
        if not paper and not any(t.kind == "Z" for t in tokens[:at]):
            return None
        regions = [t.value for t in paper if t.kind == "Z" and t.value != "any"]
        places = [t.value for t in tokens[max(0, at - 5) : at + 4] if t.kind == "R"]
        tenor: str = token.value
        for region in [*places[:1], *regions[:1], self.home, "us"]:
            if region and (bond := self.lexicon.bonds.get((region, tenor))):
                entity = self.of(self.lexicon.instruments[bond], token, at)
                return entity
        return None

    def _company(self, tokens: list[Token], at: int) -> Entity | None:
        token = tokens[at]
        name = token.value
        start = token.start
        if token.kind == "S":
            return Entity("sector", name, name, start, token.end, at, self.lexicon.region_of_family(name))
        words = name.split()
        while words and (
            words[0].lower() in ("the", "shares", "chinese")
            or words[0].endswith(("-based", "-listed", "-headquartered"))
        ):
            start += len(words[0]) + 1
            words = words[1:]
        if (
            not words
            or " ".join(words).lower() in self.lexicon.refused_names
            or (len(words) == 1 and words[0].lower().rstrip(".") in self.lexicon.refused_names)
        ):
            return None
        name = " ".join(words)
        if words[-1] in ("Exchange", "Section", "Market") and name.casefold() not in self.lexicon.company_regions:
            return None
        return Entity("stock", name, name, start, token.end, at, self.lexicon.region_of(name))
