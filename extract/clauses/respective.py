"""Lists that "respectively" matches: "the Nifty rose 0.7% and the Sensex 0.9%, closing at 24,530.2 and 80,411.65"."""

from __future__ import annotations

from extract.clauses.walk import Walk
from extract.figures import figure_at
from extract.frames import Frame
from extract.lexicon import words
from extract.near import said
from extract.tokens import Token

_RESPECTIVE = words("respectively")


def respective(walk: Walk) -> None:
    """Give each name its figure of a list; where they do not match, nobody has one."""
    if _RESPECTIVE.isdisjoint(walk.lows) or not said(walk.tokens, 1, len(walk.tokens), _RESPECTIVE):
        return
    ends = {token.end: at for at, token in enumerate(walk.tokens) if token.kind == "#"}
    for place, frame in enumerate(walk.frames):
        if len(frame.subjects) > 1:
            continue
        if len(frame.levels) == 1:
            _match_levels(walk, place, _listed(walk.tokens, ends.get(frame.levels[0].end)))
        if len(frame.percents) == 1 and not frame.periods and _listed(walk.tokens, ends.get(frame.percents[0].end)):
            frame.modal = True  # "The Nasdaq rose 5.6% and 11.2% respectively": of two periods, or of two names


def _listed(tokens: list[Token], at: int | None) -> list[int]:
    """The places of the figures that "and" and commas join to one, with that; none where it stands alone."""
    if at is None:
        return []
    found = [at]
    while [token.kind for token in tokens[at + 1 : at + 3]] == ["a", "#"]:
        at += 2
        found.append(at)
    return found if len(found) > 1 else []


def _match_levels(walk: Walk, place: int, listed: list[int]) -> None:
    """Give the levels of a list to the names that were told of one after the other."""
    if not listed:
        return
    frame = walk.frames[place]
    group: dict[str, Frame] = {frame.subjects[0].id: frame}
    before = (told for told in reversed(walk.frames[:place]) if len(told.subjects) == 1)
    while len(group) < len(listed) and (told := next(before, None)) is not None:
        group.setdefault(told.subjects[0].id, told)
    others = list(group.values())[1:]
    if len(group) != len(listed) or any(told.levels or told.aside or told.earlier for told in others):
        frame.levels.clear()
        return
    for told, at in zip(reversed(group.values()), listed, strict=True):
        told.levels = [figure_at(walk.tokens, at)]
        told.closing = told.closing or frame.closing
