"""What points back to a day that was named ("The Nasdaq dropped 2.8% that day")."""

from __future__ import annotations

from calendar import MONDAY

from extract.frames import Frame
from extract.lexicon import words
from extract.near import is_participle, said
from extract.spans import UNITS
from extract.statement import Statement, main_day, names_day
from extract.tokens import Token

_LAST_WEEK = words("last_week")
_THAT, _ONE_DAY, _CAME = words("pointing"), words("one_day"), words("day_came")
_WEEK, _TODAY = "week", "today"
_VERBAL, _PRESENT = ("name moves", "name closes"), "s"
_ARRIVAL = 6
"""Tokens of a sentence that does no more than bring a day."""
_HEAD, _NEAR = 3, 5
"""Tokens at a statement's head, and behind a frame's last, in which a day is pointed back to."""


class ThatDay:
    """Reads statements in their order and keeps the day that was named last."""

    def __init__(self) -> None:
        self._line = -1
        self._day: Token | None = None

    def note(self, item: Statement) -> None:
        """Keep the day that a statement names last."""
        at = item.kinds.rfind("T")
        while at >= 0 and not names_day(item.tokens[at]):
            at = item.kinds.rfind("T", 0, at)
        if at >= 0:
            self._line, self._day = item.sentence.line, item.tokens[at]

    def lend(self, item: Statement) -> bool:
        """Give a statement that points back the day that its paragraph named; whether it points back. It is of no
        session that is known where none was named."""
        pointing = _pointing(item) if item.frames else []
        if not pointing or not any(_points_back(item, frame, at) for at in pointing for frame in item.frames):
            return False
        if self._day is not None and self._line == item.sentence.line:
            item.times, item.lent = [self._day], True
        else:
            for frame in item.frames:
                frame.modal = True
        return True


def _pointing(item: Statement) -> list[int]:
    """Where "that day" stands, not "on the same day that"."""
    if _THAT.isdisjoint(item.lows):
        return []
    tokens = item.tokens
    places = [at for at, token in enumerate(tokens) if token.low in _THAT]
    return [at for at in places if said(tokens, at + 1, at + 2, _ONE_DAY) and not said(tokens, at + 2, at + 3, _THAT)]


def _points_back(item: Statement, frame: Frame, at: int) -> bool:
    """Whether "that day" at this place begins the statement, or stands right behind a frame's verb or figures."""
    if at < _HEAD or 0 < at - frame.last < _NEAR:
        return True
    return frame.first < at <= frame.last and item.kinds[at - 1] in "VC"  # "had closed that session 94 points higher"


def begins_with_day(item: Statement) -> Token | None:
    """ "Friday brought relief.", "On Monday came the rebound.", "Then came Friday.": the day that a sentence without
    figures is about."""
    if len(item.kinds) <= _ARRIVAL and said(item.tokens, 0, len(item.tokens), _CAME):
        at = item.kinds.find("T")
        return item.tokens[at] if at > 0 and names_day(item.tokens[at]) else None
    at = item.kinds[:2].find("T")
    if at < 0 or item.quoted or "m" in item.kinds or (at and item.kinds[0] != "p"):
        return None
    day, behind = item.tokens[at], item.kinds[at + 1 : at + 2]
    return day if names_day(day) and not day.poss and behind.isalpha() and behind not in "aTP" else None


def begins_week(item: Statement) -> Token | None:
    """ "Stocks opened the week lower", "The week kicked off with gains", "Last week began quietly": a token of that
    week's Monday, for a sentence that opens with it."""
    at = item.kinds[:_ARRIVAL].find("O")
    if at < 1 or is_participle(item.tokens[at]) or (item.frames and item.frames[0].first <= at):
        return None
    token = item.tokens[at]
    for near in (*item.tokens[max(0, at - _HEAD) : at], *item.tokens[at + 1 : at + 1 + _HEAD]):
        if UNITS.get(near.low) == _WEEK or (near.kind == "P" and near.value == _WEEK):
            last = True if near.low in _LAST_WEEK else None
            return Token("T", token.start, token.end, token.low, ("weekday", MONDAY, last))
    return None


def is_past(item: Statement) -> bool:
    """Whether verbs tell what went on ("the Dow lost 450 points"), none what goes on ("the Dow is down", "falls")."""
    verbs = [item.tokens[f.first].low for f in item.frames]
    return all(f.rule in _VERBAL for f in item.frames) and not any(verb.endswith(_PRESENT) for verb in verbs)


def is_last(item: Statement) -> bool:
    """ "Stocks sank last Tuesday": a day that is not the page's own."""
    day = main_day(item.tokens)
    return day is not None and names_day(day) and day.value[0] == "weekday" and bool(day.value[2])


def day_or_today(tokens: list[Token]) -> Token | None:
    """The day of a sentence's main clause, "today" too."""
    return main_day(tokens) or next((t for t in tokens if t.kind == "T" and t.value == _TODAY), None)
