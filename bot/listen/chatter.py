"""Short lines of chat: what they say of a market is no report, and nothing of it may become a close."""

from __future__ import annotations

import re
from functools import cache

from bot.ask import is_question
from bot.locale import phrases

SHORT = 200
"""Characters; whoever writes more than that is telling something."""
_WORD = re.compile(r"[\w'’]+")


def chatter(text: str) -> bool:
    """Whether a text is somebody's remark, wish or question rather than a report."""
    if len(text) > SHORT:
        return False
    words = [word.replace("’", "'") for word in _WORD.findall(text.casefold())]
    known, opening = _known()
    return is_question(text) or not known.isdisjoint(words) or (bool(words) and words[0] in opening)


@cache
def _known() -> tuple[frozenset[str], frozenset[str]]:
    return frozenset(phrases().words("chatter.words")), frozenset(phrases().words("chatter.opening"))
