"""Lines of a page that are no part of its story: "Advertisement", "Also read: ...", "Share"."""

from __future__ import annotations

import re

from extract.lists import alternation, listed

_LONGEST = 240
"""Characters of a line that tells of another story, at the most."""
_EDGE = r"[ \t\r\-–—*|:.]*"
_LINE = re.compile(
    rf"\n{_EDGE}+(?:(?:{alternation(listed('furniture', 'lines'))}){_EDGE}"
    rf"|(?:{alternation(listed('furniture', 'beginnings'))}) ?[:|–—-] [^\n]{{0,{_LONGEST}}})(?=\n|\Z)",
    re.IGNORECASE,
)


def without_furniture(text: str) -> str:
    """The text with blanks in place of such lines, so that every offset stays.

    >>> without_furniture("Stocks rose.\\nAlso read: How to save\\nShare\\nOil fell.").split()
    ['Stocks', 'rose.', 'Oil', 'fell.']
    """
    return _LINE.sub(lambda line: "\n" + " " * (len(line[0]) - 1), text)
