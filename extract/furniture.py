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


_TAG = r"[#$][A-Za-z]\w{0,40}"
_TAGS = re.compile(rf"(?:(?<=\n)|(?<=[.!?…\d)] )){_TAG}(?:\s{{1,3}}{_TAG}){{1,40}}(?=\s*(?:\n|\Z))")
"""Tags at the end of a post or on a line of their own: words that it is to be found by, about no session."""
_TITLED = 20
"""Characters of a title that is looked for a second time, at the least."""


def without_furniture(text: str) -> str:
    """The text with blanks in place of such lines, of tags behind a post and of its title told again, so that every
    offset stays.

    >>> without_furniture("Stocks rose.\\nAlso read: How to save\\nShare\\nOil fell. #oil $USO").split()
    ['Stocks', 'rose.', 'Oil', 'fell.']
    """
    text = _LINE.sub(lambda line: "\n" + " " * (len(line[0]) - 1), text)
    if "#" in text or "$" in text:
        text = _TAGS.sub(lambda tags: " " * len(tags[0]), text)
    story = text.lstrip()
    title = story.partition("\n")[0].rstrip()
    again = text.find(f"\n{title}\n", len(text) - len(story)) + 1 if len(title) >= _TITLED else 0
    return text[:again] + " " * len(title) + text[again + len(title) :] if again else text
