"""A text cut into pieces: words, figures, dates, hours, signs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from extract.lists import alternation, listed
from extract.numbers import LETTERED, NUMBER

_GLUED, _ZONES = alternation(listed("figures", "glued")), alternation(listed("figures", "zones"))
_DOMAINS = alternation(listed("figures", "domains"))
_CURRENCIES = alternation(listed("figures", "abbreviated"))
_ENDS = r"(?=\s|[,;.](?!\w))"
_COMMON = rf"[a-z]++{_ENDS}|(?=[A-Z][a-z])(?!(?:{_CURRENCIES})\b)[A-Z][a-z]++{_ENDS}|[,.](?=\s)|[%)\"]"
_INITIALS = r"(?:[A-Za-z]\.){2,}(?:['’`´]s\b)?"
_QUOTED, _METALS = alternation(listed("figures", "coded")), alternation(listed("figures", "lme"))
_CONTRACT = rf"[A-Z]{{1,4}}(?:cv|c|v)\d\b|(?:{_METALS})\d\b"
_DEALT = rf"[A-Z][A-Z0-9]{{1,11}}=[A-Z][A-Z0-9]*\b|(?:{_QUOTED})=(?![\w.])"
_CODE = rf"\.[A-Z][A-Z0-9]{{2,}}(?:\.[A-Z]+)?\b|[A-Z0-9]{{1,12}}\.[A-Z]{{1,3}}\b|{_DEALT}|{_CONTRACT}"
"""An agency's codes: of an index (".N225"), a share ("7203.T"), a currency or bond ("JPY="), a contract ("CLc1")."""
_WITH_DIGITS = rf"\d[\d.,]{{0,14}}(?:-\d/\d)?-[A-Za-z][\w-]*|\d{{1,8}}(?!(?:{_GLUED})\b)[A-Za-z]\w*"
_LETTERS = rf"[^\W\d_]\w*(?:(?:[&'’`´-]|\.(?=(?:{_DOMAINS})\b))\w+)*"
_WORD = rf"{_INITIALS}|['’`´]s\b|{_CODE}|{_WITH_DIGITS}|{_LETTERS}"
_DATE = r"\d{4}-\d{2}-\d{2}(?:T[\d:.]+Z?)?|\d{1,2}/\d{1,2}/\d{2,4}"
_HALF_DAY = r"(?:[ap]\.m\.|[ap]m\b|[AP]M\b)"
_CLOCK = (
    r"\d{1,2}[:.]\d{2}\s?(?:[ap]\.?m\b\.?|[AP]\.?M\b\.?)|\d{1,2}:\d{2}(?::\d{2})?"
    rf"|\d{{1,2}}\s?{_HALF_DAY}|\b\d{{4}}\s(?:{_ZONES})\b"
)
_DAYS = rf"(?=[0-9])(?:(?P<date>{_DATE})|(?P<clock>{_CLOCK}))"
_SORTED = rf"{_DAYS}|(?P<money>{LETTERED})|(?P<word>{_WORD})|(?P<num>{NUMBER})|(?P<mark>\S)"
_SORTS = re.compile(_SORTED)
PIECE = re.compile(rf"\s*+(?:{_COMMON}|{re.sub(r'[?]P<[a-z]+>', '?:', _SORTED)})")
"""A piece with the white space before it. Common words and marks come first: they are most of a text, and the other
sorts need not be tried on them."""


@lru_cache(maxsize=4096)
def sort_of(piece: str) -> str:
    """What a piece is: `word`, `num`, `money` (a figure behind a currency's letters), `date`, `clock` or `mark`."""
    if piece.isalpha():
        return "word"
    found = _SORTS.fullmatch(piece)
    return "num" if found is None else str(found.lastgroup)


def pieces(text: str, start: int, end: int) -> list[str]:
    """The pieces of text[start:end], each with the white space before it; nothing lies between them.

    >>> pieces("The Dow rose 0.5%.", 0, 18)
    ['The', ' Dow', ' rose', ' 0.5', '%', '.']
    """
    return PIECE.findall(text, start, end)


APOSTROPHES = "’`´"


def plain(piece: str) -> str:
    """A piece with a plain apostrophe, whichever was typed."""
    for mark in APOSTROPHES:
        if mark in piece:
            piece = piece.replace(mark, "'")
    return piece


def words_of(phrase: str) -> list[str]:
    """A phrase cut as the text is, in lower case."""
    return list(_words(phrase))


def _words(phrase: str) -> Iterator[str]:
    for piece in pieces(phrase, 0, len(phrase.rstrip())):
        yield plain(piece.lstrip().lower())
