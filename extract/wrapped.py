"""Texts whose lines were broken to fit a page: mail, files for a printer, what is copied out of either."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from extract.lists import alternation, listed, valued

BULLET = re.compile(r"\s*(?:[•‣⁃▪●◦■□◆◇►▶]\s*|(?:[-*+→»›–—·]|o(?= +[A-Z\d])|\d{1,2}[.)])\s+|--\s?(?=\w))")
"""What begins an item of a list."""
_HOUR = re.compile(r"[012]?\d:[0-5]\d\s")
"""What begins an entry of a calendar."""
_NAMED = re.compile(r"(?:[ap]\.?m\.?\s)?(?:[A-Z]{2,4}:?\s)?[A-Z][\w&]")
_BEFORE_HOURS = (["at"], ["by"], ["from"], ["until"], ["around"], ["before"], ["after"], ["to"])
_NARROW, _WIDE = 50, 140
"""Characters of the widest line of a text that was broken, at the least and at the most."""
_BROKEN = 0.5
"""The part of its lines, at the least, that the first word of the next would have made too wide."""
_LINE = re.compile(r"[^\n]+")
_WIDER = 1.25
"""How much wider than three lines of four a line is that was not broken with them."""
_CELLS = re.compile(r"\||\t|\S {3,}\S")
_NEXT = re.compile(r"\S\n\S")
_UNFINISHED = frozenset(listed("sentences", "unfinished"))
_SMALL_APART, _BLANK_LINE, _LEAST_APART = re.compile(r"[^\s.!?:;]\n\n[a-z]"), "\n\n", 3
"""Lines that begin small behind a blank one, of which a text that was broken and spaced has so many at the least."""
_SMALL = 0.25
"""The part of its lines, at the least, that begin small."""
_SENTENCE_ENDS = '.!?:;*|"”’)'

_LONG, _PROSE = 1900, 60
"""Characters of a text that was cut to fit a message, and of a last line that is no row, at the least."""
_STUMP = re.compile(r" \S*\d\S*(?: (?!(?:percent|pct|points?|bps)$)[a-z]{1,9})?$")
_ENDS_IN_MONTH = re.compile(rf" (?:{alternation(map(str.capitalize, valued('days', 'short_months')))})[a-z]*\n$")
_FIRST_WORD = 40
"""Characters of a next line's first word, at the most."""


def unbroken(text: str) -> str:
    """The text with a blank in place of each break that only fits it to a page, so that every offset stays."""
    text = _closed_up(text)
    rest = sorted(rest_of_lines(text))
    if not rest:
        return text
    parts = [text[before : start - 1] for before, start in zip([0, *rest], rest, strict=False)]
    return " ".join([*parts, text[rest[-1] :]])


def _closed_up(text: str) -> str:
    """The text with blanks for the blank lines that a page has put between all of its broken lines."""
    if sum(1 for _ in _SMALL_APART.finditer(text)) < _LEAST_APART:
        return text
    lines = [line.span() for line in _LINE.finditer(text)]
    pairs = [(before, after) for before, after in pairwise(lines) if text[before[1] : after[0]] == _BLANK_LINE]
    if sum(text[after[0]].islower() for _, after in pairs) < _SMALL * len(pairs):
        return text
    rest: list[int] = []
    for before, after in pairs:
        ended = text[before[1] - 1] in _SENTENCE_ENDS or BULLET.match(text, after[0])
        if not ended and (_is_mid_sentence(text, after[0] - 1, after[0]) or rest[-1:] == [before[0]]):
            rest.append(after[0])
    parts = [text[start : stop - len(_BLANK_LINE)] for start, stop in zip([0, *rest], rest, strict=False)]
    return "  ".join([*parts, text[rest[-1] :]]) if rest else text


def without_stump(text: str) -> str:
    """A long text without the figure at which it was cut off, within a sentence: "the Dow gained 1" may go on ".4%",
    and "0.7 per" is no figure of points. Blanks stand in its place; rows end in figures."""
    end = len(text.rstrip())
    if end < _LONG or not text[end - 1].isalnum() or end - text.rfind("\n", 0, end) < _PROSE:
        return text
    stump = _STUMP.search(text, end - 2 * _FIRST_WORD, end)
    return text if stump is None else text[: stump.start()] + " " * (len(text) - stump.start())


def rest_of_lines(text: str) -> frozenset[int]:
    """Where the lines begin that go on with the one before, which was only broken to fit a page.

    >>> page = "Shares in Dublin rose on Thursday after the central bank\\nleft its rates where they are."
    >>> [page[start : start + 4] for start in sorted(rest_of_lines(page))]
    ['left']
    """
    if _NEXT.search(text) is None:
        return frozenset()
    lengths = sorted(len(line[0]) for line in _LINE.finditer(text))
    blocks = [block for block in _blocks(text, lengths[len(lengths) * 3 // 4] * _WIDER) if len(block) > 1]
    whole = _rest(text, blocks)
    return frozenset(whole or [start for block in blocks for start in _rest(text, [block])])


def _blocks(text: str, widest: float) -> Iterator[list[tuple[int, int]]]:
    """Runs of lines with no blank one between them, none with cells or wider than that."""
    block: list[tuple[int, int]] = []
    for line in _LINE.finditer(text):
        apart = block and line.start() != block[-1][1] + 1
        whole = len(line[0]) > widest or _CELLS.search(line[0]) is not None
        if apart or whole:
            yield block
            block = []
        if not whole:
            block.append(line.span())
    yield block


def _rest(text: str, blocks: list[list[tuple[int, int]]]) -> list[int]:
    """Where lines begin whose first word would not have fitted on the line before, if that is what broke the blocks."""
    width = max((end - start for block in blocks for start, end in block), default=0)
    pairs = [pair for block in blocks for pair in pairwise(block)]
    if not pairs or not _NARROW <= width <= _WIDE:
        return []
    full = [after[0] for before, after in pairs if before[1] - before[0] + 1 + _word(text, after) > width]
    if len(full) < _BROKEN * len(pairs) or not any(_is_mid_sentence(text, start, start) for start in full):
        return []
    return [start for start in full if not begins_item(text, start) and not is_entry(text, start)]


def begins_item(text: str, start: int) -> bool:
    """Whether a line begins an item of a list; "24. Analysts say" behind "on July" does not."""
    if BULLET.match(text, start) is None:
        return False
    return not text[start].isdigit() or _ENDS_IN_MONTH.search(text, max(0, start - _FIRST_WORD), start) is None


def is_entry(text: str, start: int) -> bool:
    """Whether a line is an entry of a calendar: it begins with an hour as the one before, or what is at that hour is
    named right behind."""
    hour = _HOUR.match(text, start)
    if hour is None:
        return False
    before = text.rfind("\n", 0, max(0, start - 1)) + 1
    if _HOUR.match(text, before):
        return True
    awaited = text[max(before, start - _FIRST_WORD) : start].split()[-1:]
    return _NAMED.match(text, hour.end()) is not None and awaited not in _BEFORE_HOURS


def _is_mid_sentence(text: str, stop: int, start: int) -> bool:
    """Whether the line that ends before `stop` goes on in that at `start`: it ends in "the" or a comma, or this begins
    small."""
    before = text[max(0, stop - _FIRST_WORD) : stop - 1]
    return text[start].islower() or before.endswith(",") or before.rpartition(" ")[2].lower() in _UNFINISHED


def _word(text: str, line: tuple[int, int]) -> int:
    """The length of a line's first word."""
    space = text.find(" ", line[0], min(line[1], line[0] + _FIRST_WORD))
    return (space if space >= 0 else line[1]) - line[0]
