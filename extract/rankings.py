"""Lists under a heading that says which way all in them went: "TOP GAINERS", and a name with its percent a line."""

from __future__ import annotations

import re
from collections.abc import Mapping

from extract.lexicon import words
from extract.near import said
from extract.statement import Statement
from extract.tokens import Token

_PREDICATE = re.compile("[VWCO]")
_IT, _FOLLOWED = words("it"), words("followed_by")
_LONGEST_HEADING = 8
_LONGEST_ROW = 12
"""Tokens of a heading, and of a row below it, at the most."""


class Rankings:
    """Reads a text's lines in their order. `leaders` are the words for those who lead a list, and their way."""

    def __init__(self, leaders: Mapping[str, int]) -> None:
        self._leaders = leaders
        self._sign: int | None = None

    def sign_of(self, tokens: list[Token], kinds: str) -> int | None:
        """Which way the names of this line went, by the heading that it stands under; None without one."""
        if "#" not in kinds:
            if (sign := self._heading(tokens, kinds)) is not None or len(tokens) > 1:
                self._sign = sign
        elif 0 < (colon := kinds.find(":")) < _LONGEST_HEADING and (
            own := self._heading(tokens[:colon], kinds[:colon])
        ):
            return own  # "Top losers: Wipro 1.2%, Infosys 0.9%"
        elif len(tokens) > _LONGEST_ROW or ("B" not in kinds and "I" not in kinds):
            self._sign = None
        return self._sign

    def _heading(self, tokens: list[Token], kinds: str) -> int | None:
        if len(tokens) > _LONGEST_HEADING or _PREDICATE.search(kinds):
            return None
        for token in tokens:
            for word in token.low.split():
                if (sign := self._leaders.get(word)) is not None:
                    return sign
        return None


def as_before(tokens: list[Token], before: Statement | None) -> int | None:
    """ "It was followed by Acme 1.3 per cent and Borealis 1.1 per cent": which way a list goes that follows a share
    told of in the sentence before; None where it is no such list."""
    if before is None or not before.frames or tokens[0].low not in _IT or not said(tokens, 1, 3, _FOLLOWED):
        return None
    told = before.frames[-1]
    return told.sign if told.percents and told.subjects[0].kind == "stock" else None
