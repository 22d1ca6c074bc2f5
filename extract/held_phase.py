"""The moment that a market as a whole is told of at, which holds for the indices named in the rest of its paragraph."""

from __future__ import annotations

from extract.frames import Frame
from extract.lexicon import words
from extract.near import of_kind, said
from extract.regions import is_part
from extract.statement import Statement

_PHASE = "intraday"
_WHOLE = ("index", "shares")
_LEFT_AGAIN, _BEING = words("moments"), words("being")


class HeldPhase:
    """Reads statements in their order: "European shares were higher at midday. The DAX gained 0.3%"."""

    def __init__(self) -> None:
        self._line = -1
        self._region: str | None = None
        """The region whose markets still trade in the paragraph of that line."""

    def settle(self, item: Statement, home: str | None) -> None:
        """Put the moment to a statement's frames that have none of their own, or keep the one that it tells, of another
        market than the story's `home`, which goes on to its close."""
        if item.sentence.line != self._line:
            self._line, self._region = item.sentence.line, None
        if self._region is not None and item.frames and is_part(item.region, self._region):
            for frame in item.frames:
                if _is_bare(frame):
                    frame.phases.append(_PHASE)
        if "C" in item.kinds:
            self._region = None
        elif "F" in item.kinds and item.region != home and _tells_of_market(item):
            self._region = item.region


def _tells_of_market(item: Statement) -> bool:
    """Whether a statement without figures says how shares stood at a moment that they did not leave again."""
    tokens, end = item.tokens, len(item.tokens)
    if item.has_figures or item.quoted or ";" in item.kinds:
        return False
    if not of_kind(tokens, 0, end, "DVW") and not said(tokens, 0, end, _BEING):
        return False
    phases = [t for t in tokens if t.kind == "F"]
    if any(t.value != _PHASE or t.low in _LEFT_AGAIN for t in phases):
        return False
    return any(t.kind == "h" and t.value in _WHOLE for t in tokens)


def _is_bare(frame: Frame) -> bool:
    """Whether a frame tells of an index without a word of time."""
    if frame.closing or frame.opening or frame.earlier or frame.aside or frame.modal:
        return False
    return frame.subjects[0].kind == "index" and not (frame.times or frame.periods or frame.phases)
