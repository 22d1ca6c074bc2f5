"""Rows whose caption says that they move in percent: "Equities: close, % day" above "S&P 500: 6,263.26, +0.61"."""

from __future__ import annotations

import re

from extract.tokens import Token

_PERCENT, _SIGN = "percent", "%"
_ROW = re.compile(r"[IBYSx]{1,4}:?#[a(]{0,2}#\)?[x.]?$")
_LONGEST = 8
"""Tokens of a caption at the most."""


class PercentRows:
    """Reads a text's lines in their order."""

    def __init__(self) -> None:
        self._captioned = False

    def settle(self, tokens: list[Token], kinds: str) -> None:
        """Note a caption; give the signed figure without a unit in a row below it, behind its level, the percent."""
        if "#" not in kinds:
            if len(tokens) > 1:
                self._captioned = len(tokens) <= _LONGEST and any(map(_is_percent, tokens))
        elif self._captioned and _ROW.match(kinds):
            move = tokens[kinds.rindex("#")]
            if move.value.sign and not move.value.unit:
                move.value = move.value._replace(unit=_SIGN)
        else:
            self._captioned = False


def _is_percent(token: Token) -> bool:
    return token.low == _SIGN and token.value == _PERCENT
