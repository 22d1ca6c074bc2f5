"""Which time a statement's frames tell of: a day of their own, a moment, a longer span, a day before."""

from __future__ import annotations

from extract.frames import Frame
from extract.lexicon import words
from extract.near import said
from extract.statement import Statement
from extract.tokens import Token

_HAD, _DAY = words("had"), "day"


def looks_back(item: Statement) -> bool:
    """ "On Thursday it had closed at 8,884": what stands behind is of the story's day again."""
    dated = [f for f in item.frames if f.times]
    return bool(dated) and all(said(item.tokens, f.first, f.last, _HAD) for f in dated)


def own_times(frames: list[Frame]) -> list[Token]:
    """Words of time that hold for the whole sentence: the first main frame's that has any."""
    for frame in frames:
        if frame.times and not frame.earlier and not frame.aside and not frame.modal:
            return list(frame.times)
    return []


def lender(frames: list[Frame]) -> str | None:
    """The exchange of the index whose day, told behind its name, `own_times` takes for the whole sentence, where others
    have levels of their own; None for a day that begins the sentence."""
    for frame in frames:
        if frame.times and not frame.earlier and not frame.aside and not frame.modal:
            told = frame.subjects[0]
            behind = told.kind == "index" and frame.times[0].start > told.start
            return told.exchange if behind and any(f.levels for f in frames if f is not frame) else None
    return None


def all_contracts(item: Statement) -> bool:
    """Whether a statement tells only of an index's contracts, which trade when it is told."""
    return bool(item.frames) and all(f.subjects[0].kind == "future" for f in item.frames)


def is_of_moment(item: Statement) -> bool:
    """Whether a statement's figures are of a moment it names ("this morning the Nikkei is up 1%")."""
    return any(f.phases for f in item.frames)


def is_of_span(frame: Frame) -> bool:
    """Whether a frame tells a longer time than its day ("up 2% for the week", not "up 0.2% on the day")."""
    return any(period != _DAY for period in frame.periods)
