"""An answer as terminal text: as wide as the terminal, in color only where color is asked for."""

from __future__ import annotations

import textwrap
from datetime import datetime

from bot.answers import Answer, Card
from bot.locale import Phrases, phrases
from bot.render import lists, sheet
from bot.render.plain import plain
from bot.render.sheet import Line, Piece, Sheet, Style

_COLORS: dict[Style, str] = {"up": "32", "down": "31", "flat": "36", "strong": "1", "faint": "2", "plain": ""}
_NARROWEST = 30
_WIDEST = 110
_LONG_AGO = 60


class Terminal:
    """Shows answers `width` columns wide; `color` only on a terminal."""

    def __init__(self, width: int = 80, *, color: bool = False, language: str = "en") -> None:
        self.width = min(max(width, _NARROWEST), _WIDEST)
        self.color = color
        self._language = language
        self._say = phrases(language)

    def answer(self, answer: Answer, now: datetime) -> str:
        """Any answer of the desk, ending without a line break."""
        return self.laid_out(sheet(answer, self._language), now)

    def card(self, card: Card, now: datetime, *, again: bool = False) -> str:
        """What was read in a story."""
        return self.laid_out(lists.card(card, self._say, again=again), now)

    def laid_out(self, worded: Sheet, now: datetime) -> str:
        """A worded answer: title, lines, sections with their headings, foot."""
        style: Style = "strong" if worded.tone == "plain" else worded.tone
        rows = [self._paint(row, style, bold=True) for row in self._rows(clean(worded.title), "")]
        for pieces in worded.lines:
            rows += self._wrapped(pieces, now, "  ")
        for section in worded.sections:
            rows += [self._paint(row, "strong") for row in self._rows(clean(section.heading), "  ")]
            for pieces in section.lines:
                rows += self._wrapped(pieces, now, "    ")
        if worded.foot:
            rows += [self._paint(row, "faint") for row in self._rows(clean(worded.foot), "  ")]
        return "\n".join(rows)

    def _wrapped(self, pieces: Line, now: datetime, indent: str) -> list[str]:
        """One line in as many rows as it needs; the styles of its pieces run on over the breaks."""
        told = [(self._text(piece, now), piece.style) for piece in pieces]
        rows = self._rows("".join(words for words, _ in told), indent)
        return [self._repaint(row, told) for row in rows] if self.color else rows

    def _rows(self, text: str, indent: str) -> list[str]:
        hang = indent + ("  " if text.startswith(("•", "▲", "▼", "■", "⚠")) else "")
        return textwrap.wrap(
            _unspaced(text),
            self.width,
            initial_indent=indent,
            subsequent_indent=hang,
            break_on_hyphens=False,
            break_long_words=False,
        )

    def _repaint(self, row: str, told: list[tuple[str, Style]]) -> str:
        for words, style in told:
            plain = words.strip()
            if style != "plain" and plain and plain in row:
                row = row.replace(plain, self._paint(plain, style), 1)
        return row

    def _paint(self, text: str, style: Style, *, bold: bool = False) -> str:
        code = ";".join(part for part in (_COLORS[style], "1" if bold and style != "strong" else "") if part)
        return f"\x1b[{code}m{text}\x1b[0m" if self.color and code and text else text

    def _text(self, piece: Piece, now: datetime) -> str:
        if piece.at is not None:
            return age(piece.at, now, self._say)
        if piece.who is not None:
            return clean(piece.who)
        text = clean(piece.text)
        return f"{text} <{clean(piece.url)}>" if piece.url and piece.spelled else text


def age(at: datetime, now: datetime, say: Phrases) -> str:
    """How long ago, in the largest unit that fits: "5 h ago"; the date when it is months."""
    minutes = int((now - at).total_seconds() // 60)
    if minutes < 1:
        return say.say("age.now")
    if minutes < 60:
        return say.say("age.minutes", n=minutes)
    if minutes < 48 * 60:
        return say.say("age.hours", n=minutes // 60)
    days = minutes // (24 * 60)
    return say.say("age.days", n=days) if days < _LONG_AGO else say.say("age.day", date=say.day(at.date()))


def clean(text: str) -> str:
    """On one line, without anything that a terminal would obey."""
    return plain(text.replace("\t", " ").replace("\n", " "))


def _unspaced(text: str) -> str:
    return " ".join(text.split())
