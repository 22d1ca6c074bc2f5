"""An answer worded but not yet laid out: lines of styled pieces, which Discord and the terminal each show their way."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Tone = Literal["up", "down", "flat", "plain"]
Style = Literal["plain", "strong", "faint", "up", "down", "flat"]


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text. `text` is never markup: whoever shows it escapes it. With `url` it is a link, with `at` an age
    (shown as each reader's own time where that can be), with `who` the member of that id. `spelled` links are shown
    with their address where nothing can be clicked."""

    text: str
    style: Style = "plain"
    url: str | None = None
    at: datetime | None = None
    who: str | None = None
    spelled: bool = False


Line = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with lines under it."""

    heading: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A whole answer: a title, lines under it, then sections, then a word at the foot."""

    title: str
    tone: Tone = "plain"
    url: str | None = None
    lines: tuple[Line, ...] = ()
    sections: tuple[Section, ...] = ()
    foot: str = ""


def line(*parts: Piece | str) -> Line:
    """A line of pieces; plain strings are plain pieces."""
    return tuple(Piece(part) if isinstance(part, str) else part for part in parts)
