"""Days ahead of their names that figures are counted from: "Since its close on Feb. 27 the DAX has lost 6.2%"."""

from __future__ import annotations

from extract.clauses.walk import Walk
from extract.frames import Frame
from extract.lexicon import words
from extract.near import of_kind, said
from extract.statement import names_day
from extract.tokens import Token

_SPANS, _DASHES = words("spans"), words("aside_marks") - {","}
_FROM, _CLOSES = words("counted_ahead"), words("closes")
_HEAD, _REACH = 14, 7
"""Tokens in which a sentence begins with such a day, and from its preposition to the day."""


def counted_ahead(walk: Walk) -> None:
    """What is told from a day on is no day's, unless that is the session before: then it is the day's own move."""
    stop = next((frame.first for frame in walk.frames if frame.has_figures), 0)
    head = walk.tokens[: min(_HEAD, stop)]
    for place, token in enumerate(head):
        begins = place == 0 or head[place - 1].low in _DASHES  # "FRANKFURT - Since ..."
        if begins and token.low in _SPANS:
            _since(walk.frames, head[:place])
            return
        day = _day_of_close(head, place) if token.low in _FROM else None
        if day is not None:
            for frame in walk.frames:
                _count_from(frame, day)
            return


def _since(frames: list[Frame], dateline: list[Token]) -> None:
    """ "Since its low on April 8 the S&P 500 has rallied 18%", a dateline's day aside."""
    for frame in frames:
        dated = any(all(time is not token for token in dateline) for time in frame.times)
        if frame.percents and not (frame.periods or dated or frame.levels or frame.closing):
            frame.periods.append("other")


def _day_of_close(head: list[Token], at: int) -> Token | None:
    """The day in "Compared with the closing level of Feb. 27", "From its close on Feb. 27"."""
    for place in range(at + 1, min(len(head), at + _REACH)):
        if head[place].kind in "#IB":
            return None
        if names_day(head[place]):
            stop = place + 1 + head[place].poss
            closed = of_kind(head, at + 1, stop + 1, "C") or said(head, at + 1, stop + 1, _CLOSES)
            return head[place] if closed else None
    return None


def _count_from(frame: Frame, day: Token) -> None:
    """Give a frame the day that its figures are counted from, which is its own only where it tells that day's close."""
    if frame.aside:
        return
    frame.times = [time for time in frame.times if time is not day]
    if frame.percents or frame.changes:
        frame.base = frame.base or day
