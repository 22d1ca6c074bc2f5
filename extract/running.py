"""Markets that a story tells of as trading ("Asian shares traded mixed on Friday"), where its page has only a day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from extract import exchanges
from extract.agreed import Hours, is_full
from extract.anchor import day_named
from extract.clock import Clock
from extract.ended import markets_ended, tells_close
from extract.frames import Frame
from extract.lexicon import Lexicon, words
from extract.moves import Told
from extract.near import of_kind, said
from extract.regions import ANY, are_near, is_part
from extract.statement import Statement, main_day, names_day
from extract.tokens import Token

_LEFT = words("moments") | words("brief_moments")
_BE, _TRADED = words("be_finite"), words("traded")
_WHOLE = ("shares", "index", "market")
_WHOLES = frozenset("RhI")
_HEADED, _MOMENTS = frozenset("RhIFWTBpx:"), ("intraday", "clock")
_REACH = 4
"""Tokens behind a market in which the verb of its trading stands."""
_TODAY, _RUNNING = "today", "intraday"


def hours_told(told: list[Statement], items: list[Told], clock: Clock, lexicon: Lexicon, home: str | None) -> Hours:
    """What a story says of the hours at which it was written, where its page does not."""
    if clock.instant is not None:
        return Hours(False, {}, {}, None, clock.home)
    ended = markets_ended(told, clock, lexicon, home)
    unsure = clock.date if clock.told else None
    settled = clock.told or clock.anchor is not None
    running = {} if settled else _running(told, items, ended, clock, lexicon, home)
    return Hours(True, ended, running, unsure, clock.home)


def _running(
    told: list[Statement],
    items: list[Told],
    ended: Mapping[str, date],
    clock: Clock,
    lexicon: Lexicon,
    home: str | None,
) -> dict[str, date]:
    """The exchanges whose session of the page's day is told as a running one, and that day.

    Where a market around `home` runs, none that closes later has closed, and none near it but where one is told to have
    closed; what closes no later than that one does not run.
    """
    items = [item for item in items if item.move.session == clock.date and item.move.kind == "index"]
    found = set(_trading(told, clock, lexicon, home))
    certain = {mic for mic, sure in found if sure}
    over = {item.exchange for item in items if _is_over(item, certain)}
    over |= {mic for mic, day in ended.items() if day == clock.date}
    last = max((exchanges.closes_at(mic, clock.date) for mic in over), default=None)
    ends = [exchanges.closes_at(mic, clock.date) for mic, _ in found]
    first = min((end for end in ends if last is None or end > last), default=None)
    if first is None:
        return {}
    near = {mic for region, mic in lexicon.exchanges.items() if last is None and are_near(region, home)}
    named = {item.exchange for item in items}
    return {mic: clock.date for mic in named if mic in near or exchanges.closes_at(mic, clock.date) >= first}


def _is_over(item: Told, running: set[str]) -> bool:
    """Whether a move is told as those of sessions that are over: by its words, or by points and an exact level where
    none say that its market is `running`."""
    return item.move.phase == "close" if item.phase_said else is_full(item.move) and item.exchange not in running


def _trading(told: list[Statement], clock: Clock, lexicon: Lexicon, home: str | None) -> Iterator[tuple[str, bool]]:
    """The exchanges around home that statements tell of as trading on the page's day, and whether words say that it is
    at a moment of the session ("Here is where markets stand at midday")."""
    for item in told:
        if item.quoted or tells_close(item):
            continue
        places: list[tuple[str | None, list[Token]]] = []
        places += [(f.subjects[-1].region, f.times or item.times) for f in item.frames if _stands(item, f)]
        sure = _is_titled(item)
        if sure or _trades(item):
            day = main_day(item.tokens)
            places.append((item.region or home or ANY, item.times if day is None else [day]))
        for place, times in places:
            near = are_near(place, home)
            for region, mic in lexicon.exchanges.items():
                if near and is_part(region, place) and _is_of_day(times, mic, clock):
                    yield mic, sure


def _is_titled(item: Statement) -> bool:
    """ "Wall Street at midday", "Here is where markets stand at 11 a.m.:": a heading of a market and a moment."""
    if "F" not in item.kinds or not (item.sentence.heading or item.kinds.endswith(":")):
        return False
    if _HEADED.issuperset(item.kinds) and not _WHOLES.isdisjoint(item.kinds):
        return all(t.value in _MOMENTS for t in item.tokens if t.kind == "F")
    return False


def _is_of_day(times: list[Token], mic: str, clock: Clock) -> bool:
    """Whether the words of time are of the page's day, which is a session there."""
    return exchanges.is_session(mic, clock.date) and all(_is_page_day(token, mic, clock) for token in times)


def _is_page_day(token: Token, mic: str, clock: Clock) -> bool:
    return day_named(token, clock, mic) == clock.date if names_day(token) else bool(token.value == _TODAY)


def _trades(item: Statement) -> bool:
    """ "Asian shares traded mixed", "The Sensex opened higher", "Stocks in the US were lower", and no story of a day in
    one sentence ("opened higher and fell 300 points", "opened higher and ended mixed")."""
    tokens = item.tokens
    if any(frame.has_figures for frame in item.frames[1:]) or any(_is_ended(token) for token in tokens):
        return False
    for at, token in enumerate(tokens):
        whole = token.kind == "h" and token.value in _WHOLE
        if whole or (token.kind == "I" and token.value[0].kind == "index"):
            reach = tokens[at + 1 : at + _REACH]
            if any(t.kind == "O" or t.low in _TRADED or _is_running(t) for t in reach):
                return True
            verb = next((place for place, t in enumerate(reach, at + 1) if t.low in _BE), None)
            if whole and verb is not None and of_kind(tokens, verb + 1, verb + 3, "D"):
                return True
    return False


def _is_running(token: Token) -> bool:
    """ "are trading", not "briefly" or "at one point"."""
    return token.kind == "F" and token.value == _RUNNING and token.low not in _LEFT


def _is_ended(token: Token) -> bool:
    return token.kind == "C" and token.low.endswith("ed")


def _stands(item: Statement, frame: Frame) -> bool:
    """Whether a frame says where an index was or is ("was 0.4% lower"), of no longer span than its day. To the last
    decimal ("was up 0.4% at 8,187.4") and with their day ("was up 0.4% on Friday") closes are told too."""
    if any(names_day(token) for token in (frame.times if item.lent else frame.times or item.times)):
        return False
    told = frame.subjects[-1]
    if told.kind != "index" or frame.periods or frame.earlier or frame.modal or frame.aside or frame.moment:
        return False
    if not frame.has_figures or frame.is_passing or any(level.value % 1 for level in frame.levels):
        return False
    return said(item.tokens, told.at + 1, told.at + 2, _BE) and of_kind(item.tokens, told.at + 2, told.at + 4, "D#")
