"""Which currency another is told in: "the dollar fell to 156.2 yen", "the euro at $1.17", "against the yen"."""

from __future__ import annotations

from collections.abc import Mapping

from extract.figures import AT_LEVEL, governor
from extract.lexicon import Lexicon, words
from extract.near import of_kind, said
from extract.tokens import Token

_AGAINST = words("against")
_EXCHANGED = words("exchanged_for")
_FRONTED = words("after_region") | words("that_currency")
_PER = words("per")
_TO = words("told_to")
_SUMS = words("sums_of_money")
_IN = words("in_a_place")
_FIGURES, _CENTS, _CLAUSE, _LED = "#~", "cents", 6, 5
"""Tokens of a clause's head, and of a sentence's in which what all its currencies are told against is named."""


class Money:
    """The names of currencies as a story from one region means them; its `home` can be told later."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self.home: str | None = None
        self.dateline: str | None = None
        """Where the story was written, as far as a line of it begins with that."""

    def code(self, name: str, place: str | None = None) -> str:
        """The code of a currency's name: "the rupee" is Pakistan's in a story of its market, or from there, or where
        that is the `place` told of."""
        shared: Mapping[str, str] | None = self._lexicon.shared_money.get(name)
        if shared is None:
            return name
        places = (place, self.home, self.dateline)
        return next((shared[where] for where in places if where and where in shared), shared[""])

    def signed(self, sign: str) -> str:
        """The code of the currency that a figure's sign or unit names, empty for one that is not known."""
        return self.code(self._lexicon.money_signs.get(sign) or (sign if len(sign) > len("US") else ""))

    def local(self) -> str:
        """The currency of the story's region, that "the dollar" is told in; empty where that is no other."""
        return self._lexicon.money.get(self.home or self.dateline or "", "")

    def pair(self, tokens: list[Token], at: int) -> tuple[str, bool] | None:
        """The pair that the currency at this place is told of, and whether it moves the other way."""
        code = self.code(tokens[at].value, _place_before(tokens, at))
        told = self._fronted(tokens, at, code) or self._behind(tokens, at, code) or self._before(tokens, at, code)
        return self.of(code, told or ("USD" if code != "USD" else self.local()))

    def of(self, code: str, told: str) -> tuple[str, bool] | None:
        """The pair of two currencies, and whether it goes down when the first rises."""
        return self._lexicon.pairs.get((code, told))

    def rate(self, tokens: list[Token], at: int) -> tuple[str, bool] | None:
        """The pair of "the exchange rate closed at 19.21 pesos per dollar": of the currencies behind this place."""
        for index in range(at + 1, len(tokens) - 2):
            if tokens[index].kind == "Y" and tokens[index - 1].kind in _FIGURES and tokens[index + 1].low in _TO:
                other = next((t for t in tokens[index + 2 : index + 4] if t.kind == "Y"), None)
                if other is not None:
                    return self.of(self.code(other.value), self.code(tokens[index].value))
        return None

    def against(self, code: str, tokens: list[Token], start: int, stop: int) -> tuple[str, bool] | None:
        """The pair of a currency and the one that tokens[start:stop] tell it against."""
        for index in range(max(1, start), stop):
            if tokens[index].kind == "Y" and said(tokens, index - 3, index, _EXCHANGED):
                return self.of(code, self.code(tokens[index].value))
        return None

    def _behind(self, tokens: list[Token], at: int, code: str) -> str:
        for index in range(at + 1, min(len(tokens), at + 22)):
            token = tokens[index]
            if token.kind == ";":
                break
            if token.kind == "Y" and (other := self.code(token.value)) != code:
                return other if _is_counter(tokens, index) else ""
            if token.kind == "#" and (told := self._other(token.value.currency, code)):
                return told
            told_at = governor(tokens, index)[0] in AT_LEVEL or tokens[index - 1].kind in ":W"
            if token.kind == "#" and token.value.currency == _CENTS and told_at:
                break  # "at 58.83 US cents, 91.56 Australian cents": told in those of the dollar
        return ""

    def _other(self, sign: str, code: str) -> str:
        """The currency of a sign, empty where it can be this one's own ("the Pakistani rupee at Rs278")."""
        name = self._lexicon.money_signs.get(sign, sign)
        if sign == _CENTS or code in self._lexicon.shared_money.get(name, {}).values():
            return ""
        told = self.signed(sign)
        return told if told != code else ""

    def _fronted(self, tokens: list[Token], at: int, code: str) -> str:
        """ "Against the dollar the pound rose, and against the euro": right before the name."""
        index = at - 1
        while index > 0 and tokens[index].low in _FRONTED:
            index -= 1
        if index < 1 or tokens[index].kind != "Y" or not said(tokens, index - 3, index, _EXCHANGED):
            return ""
        other = self.code(tokens[index].value)
        return other if other != code else ""

    def _before(self, tokens: list[Token], at: int, code: str) -> str:
        """ "against the yen, the dollar fell"."""
        for index in range(max(1, at - 8), at):
            token = tokens[index]
            if (
                token.kind == "Y"
                and (other := self.code(token.value)) != code
                and said(tokens, index - 3, index, _EXCHANGED)
            ):
                return other
        if tokens[0].low in _AGAINST and (led := next((t for t in tokens[1:_LED] if t.kind == "Y"), None)) is not None:
            other = self.code(led.value)
            return other if other != code else ""  # "Against the euro, the krona was flat, the krone was up 0.6%"
        return ""


def is_told_in(tokens: list[Token], at: int) -> bool:
    """Whether a currency is only that in which another, or a price, is told ("156.2 yen", "against the yen")."""
    if not at:
        return False
    before = tokens[at - 1]
    if before.kind in _FIGURES or before.low in _PER or before.low in _AGAINST or before.low in _SUMS:
        return True
    if _is_on(tokens, at) or _is_to(tokens, at):
        return True
    if at > 2 and tokens[at - 3].low in _AGAINST and before.kind == "R" and tokens[at - 2].kind == "x":
        return True  # "against the US greenback"
    return at > 1 and tokens[at - 2].low in _AGAINST and before.kind in "xR"


def _is_on(tokens: list[Token], at: int) -> bool:
    """ "up 0.5% on the dollar at 1.326": a figure of the one on the other, not "on the dollar's slide"."""
    on = at - 1 if tokens[at - 1].low == "on" else at - 2
    if on < 1 or tokens[on].low != "on" or tokens[on - 1].kind != "#" or tokens[at].poss:
        return False
    return not of_kind(tokens, at + 1, at + 2, "GVh")


def _is_to(tokens: list[Token], at: int) -> bool:
    """ "closed at P58.12 to the dollar", "1,396 won to the greenback": behind a rate, and no "0.5% to the euro"."""
    to = at - 1 - (tokens[at - 1].low != "to")
    if to < 1 or tokens[to].low != "to":
        return False
    rate = tokens[to - 1 - (to > 1 and tokens[to - 1].kind == "Y")]
    return rate.kind == "#" and rate.value.unit != "%"


def _is_counter(tokens: list[Token], at: int) -> bool:
    """Whether a currency stands behind a figure, "against", or "to" and a figure."""
    if tokens[at - 1].kind == "#" or said(tokens, at - 3, at, _AGAINST) or _is_on(tokens, at):
        return True
    return any(t.low == "to" for t in tokens[max(0, at - 3) : at]) and tokens[at - 3].kind in "#Y"


def _place_before(tokens: list[Token], at: int) -> str | None:
    """ "In Argentina, the peso": the place that a currency's clause begins with."""
    for index in range(at - 1, max(0, at - _CLAUSE), -1):
        if tokens[index].kind in ";VCW":
            return None
        if tokens[index].kind == "R" and tokens[index - 1].low in _IN:
            return str(tokens[index].value)
    return None
