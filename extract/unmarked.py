"""A text as it is shown: without the marks of markup, entities, quoting and what has no width, and the way back."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace
from html import unescape
from typing import NamedTuple, TypeVar

from extract.model import Driver, Event, Move, Reading, Span

_INVISIBLE = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe0e\ufe0f\ufeff"
_SPACES = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_HYPHENS = "\u2010\u2011\ufe63\uff0d"
_BREAKS = "\x0b\x0c\x1c-\x1e\x85\u2028\u2029"
_PICTURES = "\u2600-\u27bf\U0001f000-\U0001faff"
_WAYS = "\U0001f4c8\U0001f4c9\U0001f534\U0001f53a\U0001f53b\U0001f53c\U0001f53d\U0001f7e2\U0001f7e5\U0001f7e9"
"""Pictures that say which way a figure went."""
ENTITY = r"&(?:[a-zA-Z]{2,8}|\#\d{1,5}|\#x[0-9a-fA-F]{1,4});"
"""A character as the source of a page names it ("&amp;")."""
_ADDRESS = r"(?:https?://|/)[^\s<>()]{0,2000}(?:\([^\s<>()]{0,200}\)[^\s<>()]{0,500})?"
_SORTS = rf"""[*_]{{1,3}}|~~
    |`[A-Z][A-Z0-9.]{{0,9}}`|`{{1,3}}(?:(?<=```)[a-z0-9+\-]{{0,20}}\n)?
    |>(?<![^\n]>)[>\ ]{{0,40}}|\#(?<![^\n]\#)\#{{0,5}}\ +
    |\[(?=[^\[\]\n]{{1,300}}\]\(<?(?:https?://|/))|\]\(<?{_ADDRESS}>?\)
    |{ENTITY}|\\[-*_~|`>\#\[\]()\\<.+$!&]
    |[{_INVISIBLE}]+|[{_SPACES}]|[{_HYPHENS}]|\uff05|\r(?!\n)|[{_BREAKS}]
    |-(?<=\ -)-(?=\s)|\n(?<=\w-\n)(?=[^\W\d])
    |[{_PICTURES}](?<![{_WAYS}])(?:[{_PICTURES}{_INVISIBLE}](?<![{_WAYS}]))*\ ?
    |[{_WAYS}](?<![^\n][{_WAYS}])\ ?(?=[^\n\d]{{0,200}}(?:\n|\Z)|[^\n]{{0,1600}}[.!?"”]\ *(?:\n|\Z))"""
_MARKS = re.compile(_SORTS, re.VERBOSE)
"""What may be no part of the text shown. The mark itself comes first, so that the search goes from mark to mark. A
picture that says which way a figure went is a mere ornament before a heading or a sentence."""
_TWO_SPACES = ".  "
_MARKS_AND_SPACES = re.compile(_SORTS + r"|\ (?<=[.!?\"”]\ )\ {1,2}(?=[A-Za-z“\"(])", re.VERBOSE)
"""The same, and the spaces behind a sentence beyond the first."""
_FIRST = re.compile(rf"[*_~`>#\[\]\\\r{_INVISIBLE}{_SPACES}{_HYPHENS}{_BREAKS}{_PICTURES}\uff05]")
"""What a mark begins with; a text without any is shown as it is written."""
_ENTITY = re.compile(ENTITY)
_BREAKING = frozenset("\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029")
_AS_HYPHEN = frozenset(_HYPHENS)
_SPACE = re.compile(f"[{_SPACES}]")
_Fact = TypeVar("_Fact", Move, Driver, Event)


class Unmarked(NamedTuple):
    """The text as it is shown; `starts` are the places in it behind something left out, `shifts` how many characters
    were left out up to there."""

    text: str
    starts: list[int]
    shifts: list[int]

    def written(self, span: Span) -> Span:
        """The place in the text as written that a place of the text shown has."""
        return Span(self._at(span.start), self._at(span.end - 1) + 1)

    def _at(self, place: int) -> int:
        return place + self.shifts[bisect_right(self.starts, place)]

    def back(self, reading: Reading) -> Reading:
        """A reading of the text shown with its evidence in the text as written."""
        if len(self.shifts) == 1:
            return reading
        return Reading(
            tuple(map(self._based, reading.moves)),
            tuple(map(self._based, reading.drivers)),
            tuple(map(self._based, reading.events)),
            tuple(replace(unread, span=self.written(unread.span)) for unread in reading.unread),
            tuple(replace(doubt, span=self.written(doubt.span)) for doubt in reading.doubts),
        )

    def _based(self, fact: _Fact) -> _Fact:
        return replace(fact, evidence=tuple(map(self.written, fact.evidence)))


def unmarked(text: str) -> Unmarked:
    """The text as it is shown; it is never longer than as written.

    >>> unmarked("> **S&amp;P 500** rose [0.5%](https://quotes.example/spx).").text
    'S&P 500 rose 0.5%.'
    """
    if _is_plain(text):
        return Unmarked(text, [], [0])
    parts: list[str] = []
    starts: list[int] = []
    shifts = [0]
    at = 0
    for mark in (_MARKS_AND_SPACES if _TWO_SPACES in text else _MARKS).finditer(text):
        shown = _shown(text, mark)
        if shown == mark[0]:
            continue
        parts += [text[at : mark.start()], shown]
        at = mark.end()
        if len(shown) < len(mark[0]):
            starts.append(at - shifts[-1] - len(mark[0]) + len(shown))
            shifts.append(at - starts[-1])
    return Unmarked("".join([*parts, text[at:]]) if at else text, starts, shifts)


def _is_plain(text: str) -> bool:
    """Whether a text has none of the marks, which most stories have not."""
    if "--" in text or "-\n" in text or _TWO_SPACES in text or _FIRST.search(text) is not None:
        return False
    return _ENTITY.search(text) is None


def _shown(text: str, mark: re.Match[str]) -> str:
    """What is shown of a mark: nothing, the sign that it stands for, or the mark itself where it is none."""
    written = mark[0]
    first = written[0]
    if written == "--":
        return "—"
    if first in "*_`":
        code = len(written) > 1 and written[-1] == "`" != written[1]
        return "" if not code and (written.startswith("```") or _is_emphasis(text, mark)) else written
    if first == "&":
        return _SPACE.sub(" ", unescape(written))
    if first == "\\":
        return written[1]
    if first in _BREAKING:
        return "\n"
    if first in _AS_HYPHEN:
        return "-"
    return " " if first == " " or _SPACE.match(first) else "%" if first == "\uff05" else ""


def _is_emphasis(text: str, mark: re.Match[str]) -> bool:
    """Whether stars, lines or backticks set off what they touch; "5*3", "snake_case", "Japan`s", "* item" do not."""
    before = text[mark.start() - 1] if mark.start() else " "
    after = text[mark.end()] if mark.end() < len(text) else " "
    if before.isspace() and after.isspace():
        return False
    first = mark[0][0]
    if before.isalnum() and after.isalnum():
        return first == "*" and not (before.isdigit() and after.isdigit())
    return True
