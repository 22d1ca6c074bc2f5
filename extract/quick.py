"""Words whose token is the same wherever they stand: what most of a text is made of, told once for all texts."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from extract.crude import OIL
from extract.cut import sort_of
from extract.lists import alternation, listed, valued, word_set
from extract.meanings import Entry, Meanings, Node
from extract.numbers import FRACTION_WORDS, HUNDRED, NOUGHT, WORD_VALUES
from extract.spans import UNITS

PREPOSITIONS, BREAKS = word_set("small", "prepositions"), word_set("small", "breaks")
SMALL = {
    **dict.fromkeys(PREPOSITIONS, "p"),
    **dict.fromkeys(BREAKS, ";"),
    **dict.fromkeys(listed("small", "joins"), "a"),
}
"""Small words -> the kind of their token."""
MARKS = {",": "a", "&": "a", "/": "a", ";": ";", "(": "(", ")": ")", ":": ":", "|": ":"}
NUMBER_WORDS = WORD_VALUES.keys() | FRACTION_WORDS.keys() | HUNDRED | NOUGHT.keys()
_PLAIN_MARKS = "." + "".join(MARKS).replace("(", "")
TENORS = valued("tenors", "values")
_TENOR = re.compile(rf"(\d{{1,2}}|{alternation(TENORS)})-?(?:{alternation(listed('tenors', 'years'))})$")
_SHARES, _DOUBTFUL = word_set("choice", "shares"), word_set("choice", "doubtful")
_LEAVING = word_set("choice", "leaving")
BARE_RECORDS, VERBS_TOO = word_set("choice", "bare_records"), word_set("choice", "verbs_too")
_END: Node = {}


@lru_cache(maxsize=4096)
def tenor(low: str) -> str | None:
    """The years of "10-year", "tenyear"; None where a word is no tenor."""
    found = _TENOR.match(low)
    return TENORS.get(found[1], found[1]) if found else None


def settled(entry: Entry, low: str) -> tuple[str, Any] | None:
    """The kind and value of a token of this meaning; None where the words around it decide."""
    role, value = entry.role, entry.value
    if role in "!fu":
        return "x", value
    if role == "k":
        return "h", value
    if (
        role in "sw"
        or (value == "company" and low in _SHARES)
        or (role == "W" and low in _DOUBTFUL)
        or (role == "q" and low in PREPOSITIONS)
        or (role == "D" and low in _LEAVING)
        or (role == "H" and low in BARE_RECORDS)  # a record only where it is a level
    ):
        return None
    return role, value


def quick_words(root: Node, families: Node) -> dict[str, tuple[str, Any, Node]]:
    """Kind, value and the trie's node behind it, for every word or mark of the trie that needs no look around, for all
    other small words and the commonest marks."""
    found: dict[str, tuple[str, Any, Node]] = {}
    for low, node in root.items():
        sort = sort_of(low)
        if low == "(" or sort not in ("word", "mark") or low.endswith("'s") or low in VERBS_TOO:
            continue
        if sort == "word" and (
            not low.islower() or low in NUMBER_WORDS or low in families or low in OIL or low in UNITS
        ):
            continue
        if (meant := _meant(low, node.get(""))) is not None:
            found[low] = (*meant, node if len(node) > ("" in node) else _END)
    for low, kind in SMALL.items():
        if low not in root:
            found[low] = (kind, None, _END)
    for mark in _PLAIN_MARKS:
        if mark not in root:
            found[mark] = (MARKS.get(mark, "x"), None, _END)
    return found


def _meant(low: str, meanings: Meanings | None) -> tuple[str, Any] | None:
    if meanings is None:
        return None if tenor(low) else (SMALL.get(low) or MARKS.get(low, "x"), None)
    if meanings.choice is None or meanings.spelled is not None or "R" in meanings.roles:
        return None
    return settled(meanings.choice, low)
