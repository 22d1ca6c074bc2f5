"""What a text is rid of before it is read: live quotes that a page puts into its sentences, a line each ("The Dow",
"DJIA,", "-0.58%", "shed 191 points"), and the sign for cents.

The quotes are of the moment at which the page was copied, and no words of the story."""

from __future__ import annotations

import re

_CODE = r"\n[ \t]{0,8}[A-Z][A-Z0-9.]{0,12},?"
_CHANGE = r"\n{1,2}[ \t]{0,8}[-+−–]?\d{1,3}(?:\.\d{1,4})?%\n{0,2}"
_CHIP = re.compile(rf"(?<=[\w)])(?:{_CODE}{_CHANGE}){{1,4}}\s{{1,9}}(?=[a-z,.;])")
_CENTS = re.compile(r"(?<=\d)¢")


def without_chips(text: str) -> str:
    """The text with blanks in place of such quotes, so that every offset stays.

    >>> without_chips("The Dow\\nDJIA,\\n-0.58%\\n\\nshed 191 points")
    'The Dow               shed 191 points'
    """
    return _CHIP.sub(lambda chip: " " * len(chip[0]), text) if "%\n" in text else text


def with_cents(text: str) -> str:
    """The text with a letter for the sign that makes cents of a figure; the cedi's ("GH¢4.20") stands before its own.

    >>> with_cents("rose 68¢ to $52.90")
    'rose 68c to $52.90'
    """
    return _CENTS.sub("c", text) if "¢" in text else text
