"""A sentence that has been read, and the day that its main clause names."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import time, tzinfo
from typing import NamedTuple

from msgspec import Struct, field

from extract.figures import is_of_compared
from extract.frames import Frame
from extract.lexicon import words
from extract.near import of_kind, said
from extract.other_markets import is_of_other_market
from extract.sentences import Sentence
from extract.tokens import Token

_ELSEWHERE = words("elsewhere")
_AWAITING = _ELSEWHERE | words("waiting_for")
_TRADING = words("trading")
_TODAY = words("today")
_ON_DAY, _DUE, _OUT, _BE = words("noun_on_day"), words("due"), words("out"), words("be_present")
_YESTERDAY = words("yesterday")
_OWNER = "'s"
_TELLING = frozenset("VvWCODGT")
_IDLE = 12
"""Lines that tell nothing, at the most, in a story's head."""
QUOTES = frozenset("\"“”'‘«")
_LONG_CLAUSE = 14
_DATE, _DATED = words("date"), words("of_dates_ahead")
_SUBORDINATE = words("subordinate")
_MARKETS = ("index", "shares", "market")
_MARKET = 12
"""Tokens at a sentence's head in which the market that it tells of stands."""
_NO_DATELINE = words("no_dateline")
_COMPARED = words("compared")
_FROM = words("record_from")
_THAT, _REPORTED = words("that"), 6
"""Tokens at a sentence's head in which somebody is said to report the rest."""


class Times(Struct, gc=False):
    """The words of time that hold for a sentence, and whether another sentence lends them."""

    tokens: list[Token]
    lent: bool = False
    lender: str | None = None
    """The exchange of an index told of behind others that they are of, if they are a later one's."""


class Stamp(NamedTuple):
    """The hour of a live page's post, and the time zone where one is written."""

    hour: time
    zone: tzinfo | None


class Statement(Struct, eq=False):
    """A sentence with its tokens and frames, the region it is about and the words of time that hold for it."""

    sentence: Sentence
    tokens: list[Token]
    kinds: str
    """The tokens' kinds, a character each: what a sentence cannot hold is told by it at once."""
    lows: frozenset[str]
    """The tokens' words: what none of them is need not be looked for."""
    frames: list[Frame]
    region: str | None = None
    shares_region: str | None = None
    """Where shares that it tells of without a place trade."""
    times: list[Token] = field(default_factory=list)
    quoted: bool = False
    """Whether somebody's own words begin it: the days they name are not the story's."""
    lent: bool = False
    """Whether its words of time are those of another sentence."""
    lender: str | None = None
    """The exchange of the index behind others that tells them, if a later one does."""
    stamp: Stamp | None = None
    """The hour of the post that it belongs to, on a live page."""

    @property
    def has_figures(self) -> bool:
        """Whether any of its frames has a figure."""
        return any(f.has_figures for f in self.frames)


def is_idle(item: Statement) -> bool:
    """ "By Jane Doe", "Share this article", "Key points:": a line that tells nothing, between a title and its lead."""
    alone = item.sentence.heading or item.sentence.bullet or item.kinds.endswith(":")
    return alone and not item.frames and _TELLING.isdisjoint(item.kinds)


def leading(told: Sequence[Statement], count: int) -> list[Statement]:
    """The first so many statements that tell something."""
    return [item for item in told[: count + _IDLE] if not is_idle(item)][:count]


def names_day(token: Token) -> bool:
    """Whether a word of time names a day ("Friday", "Feb. 26"), not "today" or "overnight"."""
    return token.kind == "T" and isinstance(token.value, tuple)


def lies_ahead(tokens: list[Token], at: int) -> bool:
    """ "OPEC meets Sunday", "inflation is out on Friday", "payrolls due Friday", "Settlement date: June 8": a day that
    lies ahead."""
    if not names_day(tokens[at]) or tokens[at].poss:
        return False
    date = at - 1 - of_kind(tokens, at - 1, at, ":")
    if date > 0 and tokens[date].low in _DATE and tokens[date - 1].low in _DATED:
        return True
    verb = at - 1 - said(tokens, at - 1, at, _ON_DAY)
    return verb > 0 and (tokens[verb].low in _DUE or (tokens[verb].low in _OUT and said(tokens, verb - 1, verb, _BE)))


def is_yesterday(token: Token) -> bool:
    """Whether a word of time is "yesterday", as it is or shortened ("y'day")."""
    return token.low in _YESTERDAY


def main_day(tokens: list[Token]) -> Token | None:
    """The day of a sentence's main clause: before any "after", "as" or "may", or right behind a word for trading."""
    blocked = False
    for at, token in enumerate(tokens):
        kind = token.kind
        if kind == "T":
            if isinstance(token.value, tuple):
                if at < 5 and token.value[0] == "day":
                    continue
                if is_of_other_market(tokens, at):
                    continue
                if not token.poss and not is_of_compared(tokens, at) and not lies_ahead(tokens, at):
                    return token if not blocked or said(tokens, at - 2, at, _TRADING) else None
            elif token.low in _YESTERDAY and not (blocked or token.low.endswith(_OWNER)):
                return token
        reported = token.low in _THAT and 0 < at < _REPORTED and tokens[at - 1].kind == "W"
        if (kind == "m" or token.low in _AWAITING or token.low in _COMPARED) and not reported:
            blocked = True  # but "Reuters reported that stocks fell on Thursday"
    return None


def day_told(item: Statement, dated: bool) -> Token | None:
    """The day that a statement is about, if it names one; `dated` says that the page gave no hour of its own, so that a
    dateline counts."""
    for frame in item.frames:
        if not (frame.earlier or frame.aside or frame.modal):
            for token in frame.times:
                if isinstance(token.value, tuple):
                    return token
    if item.has_figures:
        return _dateline(item.tokens) if dated else None
    moved = "h" in item.kinds or "R" in item.kinds
    for at, token in enumerate(item.tokens[(first := _first_clause(item.tokens)) :], first):
        kind = token.kind
        moved = moved or kind in "VC"
        if kind == "T" and (token.poss or lies_ahead(item.tokens, at) or is_of_other_market(item.tokens, at)):
            continue  # "Retreating from Monday's highs, markets ended lower on Tuesday"
        if kind == "T" and is_of_compared(item.tokens, at):
            continue  # "the market's worth fell to 9.4 trillion from 9.6 trillion recorded on Monday"
        if token.low in _FROM and not _is_from_day(item.tokens, at):
            continue
        if kind == "m" or token.low in _AWAITING or (kind == "T" and not moved):
            return _dateline(item.tokens) if dated else None
        if kind == "T" and token.value == "today":
            return None
        if names_day(token) and not token.poss:
            return token
    return None


def _is_from_day(tokens: list[Token], at: int) -> bool:
    """Whether "from" stands before a day ("from a slump on Friday"), no other verb and no bare day behind it ("slipped
    from their records Tuesday", "recovered from early losses and closed higher on Monday")."""
    for place in range(at + 1, len(tokens)):
        if tokens[place].kind in "VWCO":
            return False
        if names_day(tokens[place]) and not tokens[place].poss:
            return place == at + 1 or said(tokens, place - 1, place, _ON_DAY)
    return False


def _first_clause(tokens: list[Token]) -> int:
    """Where the main clause begins behind "After three days of gains,"."""
    if not tokens or tokens[0].low not in _ELSEWHERE:
        return 0
    return next((at for at, token in enumerate(tokens[:_LONG_CLAUSE]) if token.low == ","), 0)


def _dateline(tokens: list[Token]) -> Token | None:
    """ "SEOUL, Dec. 29": a date before anything is told."""
    for at, token in enumerate(tokens[:24]):
        if token.kind in "VWC" or token.low in _NO_DATELINE:
            return None
        if names_day(token) and token.value[0] != "weekday" and not lies_ahead(tokens, at):
            return token
    return None


def tells_today(item: Statement) -> bool:
    """Whether a statement says "today"."""
    return not _TODAY.isdisjoint(item.lows) and any(t.kind == "T" and t.low in _TODAY for t in item.tokens)


def tells_yesterday(item: Statement) -> bool:
    """Whether a statement's frames are about "yesterday", or a market as a whole is ("Dublin had a busy day yesterday,
    with all the banks higher")."""
    if any(is_yesterday(t) for f in item.frames for t in f.times):
        return True
    head = item.tokens[:_MARKET]
    day = next((at for at, token in enumerate(head) if token.low in _YESTERDAY and not token.poss), 0)
    if not day or item.has_figures or not any(t.kind == "h" and t.value in _MARKETS for t in head):
        return False
    return not any(t.kind == "m" or t.low in _SUBORDINATE for t in head[:day])
