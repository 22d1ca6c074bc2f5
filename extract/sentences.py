"""Text to blocks (lines) to sentences, with their offsets kept. Linear in the text's length."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from extract.lists import alternation, listed
from extract.wrapped import BULLET, begins_item, is_entry

_LISTED = r"\s(?:[A-Za-z]{2,8}:\s?)?[A-Z0-9.]{1,8}[);:]"
"""The rest of where a share is listed: "(NYSE: ORA; TASE: ORA)"."""
_END = re.compile(
    r"""[.!?…;:](?:(?<![;:])(?<!\.\.\.[.!?…])[)\]"'”’*_]*(?=\s+["'“‘(\[*_•$€£₹]?[A-Z0-9À-Þ])"""
    rf"""|(?<=[!?])[!?]*(?=\s|$)|(?<=;)(?=\s)(?!{_LISTED})|(?<=:)(?=\s+[A-Z]))"""
)
"""What ends a sentence. The mark itself comes first, so that the search goes from mark to mark."""
_ABBREVIATION = re.compile(rf"\b(?:[A-Z]|[A-Z]\.[A-Z]|{alternation(listed('sentences', 'abbreviations'))})$")
_STARTS_ANYWAY = re.compile(rf"""\s+["'“‘(]?(?:{alternation(listed("sentences", "starts"))})\b""")
_HOURS = tuple(listed("sentences", "hours"))
_BEHIND_HOURS = re.compile(rf"\s+(?:\(|(?:{alternation(listed('sentences', 'behind_hours'))}|[A-Z]{{2,4}})\b(?!['’]s))")
_TITLES = tuple(listed("sentences", "titles"))
_HEADS = re.compile(rf"\s*(?:{alternation(listed('sentences', 'heads'))})", re.IGNORECASE)
LONGEST = 1600
"""Characters of the longest sentence that is read whole."""
_SHORTEST_BROKEN = 10
"""Characters of a line that was broken to fit a page, at the least."""
_LINE = re.compile(r"[^\n]+")


class Sentence(Struct, frozen=True, gc=False):
    """One sentence: `start`, `end` in the text, the number of its line, and whether that line is a heading (short,
    without a full stop) or a bullet."""

    start: int
    end: int
    line: int
    heading: bool
    bullet: bool


def sentences(text: str) -> list[Sentence]:
    """The sentences of a text in order; blank ones are left out.

    >>> [(s.start, s.end) for s in sentences("U.S. stocks rose. The Dow fell 0.5%.")]
    [(0, 17), (18, 36)]
    """
    found: list[Sentence] = []
    for number, (start, end) in enumerate(_lines(text)):
        found.extend(_of_line(text, start, end, number))
    return found


def _lines(text: str) -> Iterator[tuple[int, int]]:
    """The [start, end) of the text's lines, those that were only broken to fit a page joined."""
    start, end = -1, -1
    for line in _LINE.finditer(text):
        goes_on = line.start() == end + 1 and start >= 0
        if goes_on and _goes_on(text, start, end, line):
            end = line.end()
            continue
        if start >= 0:
            yield start, end
        start, end = line.span()
    if start >= 0:
        yield start, end


def _goes_on(text: str, start: int, end: int, line: re.Match[str]) -> bool:
    """Whether a line is the rest of the sentence before it: that was long and not at its end, and this begins small."""
    if end - max(start, text.rfind("\n", start, end)) < _SHORTEST_BROKEN or end - start > LONGEST:
        return False
    first = text[line.start()]
    if not (first.islower() or first.isdigit()) or not text[end - 1].isalnum() or "|" in line[0] or "\t" in line[0]:
        return False
    return not begins_item(text, line.start()) and not is_entry(text, line.start())


def _of_line(text: str, start: int, end: int, number: int) -> list[Sentence]:
    bullet = BULLET.match(text, start, end)
    heading = (
        bullet is None
        and end - start < 140
        and not text[start:end].rstrip().endswith((".", "!", "?", ":", "”", '"', ";"))
    )
    begin = bullet.end() if bullet else start
    parts: list[Sentence] = []
    for stop in _END.finditer(text, begin, end):
        if text[stop.start()] == ":" and _HEADS.fullmatch(text, begin, stop.start()) is None:
            continue
        if text[stop.start()] == "." and _is_abbreviation(text, begin, stop.start(), stop.end()):
            continue
        _append(parts, text, begin, stop.end(), number, heading, bullet is not None)
        begin = stop.end()
    _append(parts, text, begin, end, number, heading, bullet is not None)
    return parts


def _is_abbreviation(text: str, begin: int, stop: int, after: int) -> bool:
    head = text[max(begin, stop - 8) : stop]
    if _ABBREVIATION.search(head) is None:
        return False
    if head.endswith(_HOURS):
        return _BEHIND_HOURS.match(text, after) is not None
    # "in the U.S. The Dow" ends a sentence; "U.S. Treasury", "Dec. 30", "Inc. (AAPL)" do not.
    return _STARTS_ANYWAY.match(text, after) is None or head.endswith(_TITLES)


def _append(parts: list[Sentence], text: str, begin: int, end: int, number: int, heading: bool, bullet: bool) -> None:
    if text[begin : begin + 1].isspace() or text[end - 1 : end].isspace():
        part = text[begin:end]
        begin, end = end - len(part.lstrip()), begin + len(part.rstrip())
    while end - begin > LONGEST:
        # no person writes such a sentence; cut, so that reading stays linear in its length
        cut = text.rfind(" ", begin + 1, begin + LONGEST)
        cut = cut if cut > 0 else begin + LONGEST
        parts.append(Sentence(begin, cut, number, heading, bullet))
        begin = cut
    if end > begin:
        parts.append(Sentence(begin, end, number, heading, bullet))
