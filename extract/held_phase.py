"""The moment that a market as a whole is told of at, which holds for the indices named in the rest of its paragraph,
and hours outside the session, which hold for the shares there."""

from __future__ import annotations

from extract.frames import Frame
from extract.lexicon import words
from extract.near import of_kind, said
from extract.regions import is_part
from extract.statement import Statement

_PHASE = "intraday"
_WHOLE, _SHARES = ("index", "shares"), ("stock", "sector")
_LEFT_AGAIN, _BEING = words("moments"), words("being")
_LABEL = 6
"""Tokens that a title's label takes at the most."""
_PRE, _EXTENDED = "pre", words("extended_hours")


class HeldPhase:
    """Reads statements in their order: "European shares were higher at midday. The DAX gained 0.3%"."""

    def __init__(self) -> None:
        self._line = -1
        self._region: str | None = None
        """The region whose markets still trade in the paragraph of that line."""
        self._outside: str | None = None
        """The phase of shares that this paragraph tells of outside the session."""
        self._titled: bool | None = None
        """Whether the story's title says that it is one of a session that runs; None before the title."""

    def settle(self, item: Statement, home: str | None) -> None:
        """Put the moment to a statement's frames that have none of their own, or keep the one that it tells, of another
        market than the story's `home`, which goes on to its close."""
        if self._titled is None:
            self._titled = _names_moment(item)
        for frame in item.frames if self._titled else ():
            told = frame.subjects[0]
            here = told.region == home if told.kind == "index" else told.kind in _SHARES
            if here and not (frame.closing or frame.earlier or frame.aside or frame.periods or frame.phases):
                frame.phases.append(_PHASE)
        if item.sentence.line != self._line:
            self._line, self._region, self._outside = item.sentence.line, None, None
        if self._region is not None and item.frames and is_part(item.region, self._region):
            for frame in item.frames:
                if _is_bare(frame):
                    frame.phases.append(_PHASE)
        self._keep_outside(item)
        if "C" in item.kinds:
            self._region = None
        elif "F" in item.kinds and item.region != home and _tells_of_market(item):
            self._region = item.region

    def _keep_outside(self, item: Statement) -> None:
        """ "Acme fell 3% in extended trading. Bolt rose 2%": the hours hold for the next shares too."""
        if self._outside is not None:
            for frame in item.frames:
                if _is_bare(frame, "stock"):
                    frame.phases.append(self._outside)
        if "C" in item.kinds or any(f.times for f in item.frames):
            self._outside = None
            return
        told = [t for t in item.tokens if t.kind == "F" and (t.value == _PRE or t.low in _EXTENDED)]
        if told and all(f.subjects[0].kind == "stock" for f in item.frames):
            self._outside = _PRE if told[-1].value == _PRE else _PHASE


def _names_moment(item: Statement) -> bool:
    """ "Monday's mid-afternoon trade: Wall Street falls": a title's label that is a moment of the session."""
    label = item.kinds.find(":")
    if label < 1 or label > _LABEL or of_kind(item.tokens, 0, label, "VCIh"):
        return False
    return any(t.kind == "F" and t.value == _PHASE for t in item.tokens[:label])


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


def _is_bare(frame: Frame, kind: str = "index") -> bool:
    """Whether a frame tells of an index, or a share, without a word of time."""
    if frame.closing or frame.opening or frame.earlier or frame.aside or frame.modal:
        return False
    return frame.subjects[0].kind == kind and not (frame.times or frame.periods or frame.phases)
