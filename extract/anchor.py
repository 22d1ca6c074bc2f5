"""The day that a story tells: the lead's, where that is before the clock's own session."""

from __future__ import annotations

import re
from calendar import FRIDAY, MONDAY
from datetime import date

from extract import exchanges
from extract.carried import Days
from extract.clock import WIDE, Clock
from extract.contradictions import contradict, names_market
from extract.ended import tells_close
from extract.lead_day import day_of_market, is_aside, is_near
from extract.lexicon import Lexicon, words
from extract.near import of_kind, said
from extract.reviews import goes_through_week, reviews_last_week
from extract.statement import Statement, day_told, is_yesterday, leading, names_day, tells_today, tells_yesterday
from extract.tokens import Token

_FIRST, _LEAD = 3, 8
"""Statements in which the day of a story is told, and that of home's last close."""
_DAY_OF_CLOSE = 5
"""Tokens behind a closing verb in which its day is told."""

_EVENING = 17
"""The hour from which on another day has begun somewhere else."""
_MORNING = words("of_a_morning")
_AWAITED, _DUE = words("ahead_of_market"), words("due_before_the_bell")
_SUBJECT = 8
"""Tokens before a word of expectation in which the market that it is of stands."""
_OF_PICTURES, _DASHES = words("file_pictures"), frozenset("-–—")
_MOVING = re.compile("[VCWO]")


def settle_clock(clock: Clock, told: list[Statement], lexicon: Lexicon, home: str | None, days: Days) -> None:
    """Set the clock by what the story says of itself: its market, its day, whether it is told before the bell. A
    weekly story goes through its days and is of none of them."""
    clock.home = lexicon.exchanges.get(home or "")
    if clock.instant is None:
        _look_ahead(clock, leading(told, 8))
    clock.weekly = days.weekly
    today = (clock.local_day(clock.home) if clock.home else clock.date).weekday()
    if (today > FRIDAY or today == MONDAY) and goes_through_week(told):
        clock.walk()
    elif days.of_last_week or (days.weekly and reviews_last_week(clock, told)):
        clock.go_back_to_weekend()
    elif not (days.weekly or clock.told):
        _anchor(clock, told, lexicon, home)
    clock.forget()
    clock.of_morning = any(not _MORNING.isdisjoint(item.lows) for item in leading(told, _LEAD))
    clock.premarket = any(_before_bell(item) for item in told)


def _before_bell(item: Statement) -> bool:
    """Whether a statement is told before the bell, no company's report that is due then."""
    if "F" not in item.kinds or not _DUE.isdisjoint(item.lows):
        return False
    return any(t.kind == "F" and t.value == "pre" for t in item.tokens)


def _look_ahead(clock: Clock, told: list[Statement]) -> None:
    """Whether the story looks ahead to its market's next day ("shares may rise on Thursday"), or to the day itself."""
    today = clock.date.weekday()
    for item in told:
        awaited = None
        for at, token in enumerate(item.tokens):
            if token.kind == "m" and token.low in _AWAITED and of_kind(item.tokens, at - _SUBJECT, at, "Ihr"):
                awaited = at
            if awaited is None or not names_day(token) or token.value[0] != "weekday":
                continue
            if of_kind(item.tokens, awaited, at, "VCWODv"):
                clock.ahead = clock.ahead or token.value[1] == (today + 1) % 7
                clock.morning = clock.morning or token.value[1] == today


def _anchor(clock: Clock, told: list[Statement], lexicon: Lexicon, home: str | None) -> None:
    """Where the lead's day is before the clock's own session, the story tells that day."""
    dated = clock.instant is None
    lead = leading(told, _LEAD)
    if dated and any(tells_today(item) and _is_of_home(item, lexicon, home) for item in lead):
        return  # "rose on Tuesday. At noon today the Dow was down 60 points"
    for place, item in enumerate(lead):
        if place >= (5 if dated else _FIRST) and (dated or not _closes_before(item, clock, lexicon, home)):
            continue
        if _is_page_date(item, clock):
            continue
        if _tells_own_day(item, clock, home):
            return
        if _is_apart(item) or (place and _is_of_else(item, home)) or _is_of_picture(item, told):
            continue
        if tells_today(item):
            return
        if dated and tells_yesterday(item):
            clock.morning_after()
            return
        if not dated and _closed_yesterday(item, clock, lead):
            clock.morning_trade()
            return
        token = day_told(item, dated)
        if token is None:
            if not dated and any(f.opening and f.has_figures for f in item.frames):
                return  # it tells of the session that has begun
            continue
        if not dated and any(contradict(before, item) for before in lead[:place]):
            return  # it goes back to another day
        mic = exchange_of(item, told, lexicon, home)
        day = day_named(token, clock, mic)
        if not dated and item.lender not in (None, mic) and day == clock.natural(item.lender or mic).session:
            continue  # "the Nikkei rose 0.8% and the S&P 500 was up 0.3% on Tuesday"
        session = clock.natural(mic).session
        if _begins_elsewhere(token, clock, mic):
            return
        if day is None or session is None or not _holds(clock, lead, place, mic, day):
            return
        if not any(_closes_on(other, session, clock, mic) for other in told):
            clock.anchor, clock.of_home = day, not dated and place >= _FIRST
            clock.anchored = WIDE if _is_of_several(item, lexicon) else mic
        return


def _begins_elsewhere(token: Token, clock: Clock, mic: str) -> bool:
    """Whether it is the evening before this weekday where the market is: of a page from where it has begun already."""
    if clock.instant is None or token.value[0] != "weekday" or token.value[2]:
        return False
    there = clock.instant.astimezone(exchanges.zone(mic))
    return there.hour >= _EVENING and bool(token.value[1] == (there.weekday() + 1) % 7)


def _closed_yesterday(item: Statement, clock: Clock, lead: list[Statement]) -> bool:
    """ "The FTSE 100 slid yesterday, shedding 0.6% to close at 6,212", told while London trades again: whether the lead
    tells home's close of the day before, and nothing of the session that runs."""
    if clock.home is None or clock.natural(clock.home).phase != "intraday" or any(map(_is_running, lead[:5])):
        return False
    told = (f for f in item.frames if f.levels and not (f.periods or f.aside or f.modal or f.earlier))
    ours = (f for f in told if f.subjects[0].kind == "index" and f.subjects[0].exchange == clock.home)
    return any(any(is_yesterday(t) for t in f.times) for f in ours)


def _is_of_home(item: Statement, lexicon: Lexicon, home: str | None) -> bool:
    """Whether a statement tells how far home's own index moved."""
    mic = lexicon.exchanges.get(home or "")
    told = (f.subjects[0] for f in item.frames if f.has_figures and not f.modal)
    return mic is not None and any(entity.kind == "index" and entity.exchange == mic for entity in told)


def _is_of_picture(item: Statement, told: list[Statement]) -> bool:
    """ "FILE - In this May 6 photo, a trader works. Stocks fell on Tuesday": words under an older picture."""
    first = next(other for other in told if other.sentence.line == item.sentence.line)
    return first.tokens[0].low in _OF_PICTURES and said(first.tokens, 1, 2, _DASHES)


def _is_page_date(item: Statement, clock: Clock) -> bool:
    """ "18 February 2009": a line of nothing but the page's own date, of which the story need not be."""
    day = item.tokens[0]
    dated = item.kinds == "T" and names_day(day) and day.value[0] != "weekday"
    return dated and clock.of_date(day.value) == clock.date


def _holds(clock: Clock, lead: list[Statement], place: int, mic: str, day: date) -> bool:
    """Whether nothing that the lead tells takes back that its story is of this earlier day."""
    item, before, dated, natural = lead[place], lead[:place], clock.instant is None, clock.natural(mic)
    if natural.session is None or (not dated and any(_tells_night(other, mic) for other in before)):
        return False  # "closed lower overnight. It had ended Tuesday at"
    if any(day_named(t, clock, mic) == natural.session for f in item.frames for t in f.times if names_day(t)):
        return False  # "rose 2.3% on Tuesday and was up 0.3% on Wednesday"
    if natural.phase == "intraday" and any(_is_running(other) for other in lead[:5]):
        return False
    if not dated and natural.phase == "close" and any(_tells_level(other, mic) for other in before):
        return False  # its own close is told without a day already
    late = dated and _settled(item) and day == natural.session < clock.date
    return late or 0 < (natural.session - day).days < 8


def _tells_own_day(item: Statement, clock: Clock, home: str | None) -> bool:
    """Whether a statement says that its own market moved on the document's day, whatever it tells behind that."""
    if clock.home is None or (token := day_of_market(item, home)) is None:
        return False
    return day_named(token, clock, clock.home) == clock.local_day(clock.home)


def _is_apart(item: Statement) -> bool:
    """Whether a statement tells of no market's day: a quote, an aside ("had fallen", not "had a good day"), a night."""
    tokens = item.tokens
    return (
        item.quoted
        or is_aside(tokens)
        or not of_kind(tokens, 0, len(tokens), "VCWOv" if item.sentence.bullet else "VCWOvhR")
        or any(t.value == "overnight" for t in tokens)
    )


def _is_of_else(item: Statement, home: str | None) -> bool:
    """ "Markets in the US ended higher on Monday", "Gold rose on Monday", "Treasury yields rose": whether what moves is
    another market than home's."""
    if not item.frames and not names_market(item.tokens):
        return True  # "The Fed's chair spoke in New York on Monday"
    verb = _MOVING.search(item.kinds)
    if any(f.subjects[0].kind == "index" for f in item.frames):
        return False
    subject = item.tokens[: verb.start() if verb is not None else None]  # "US markets were shut on Monday"
    for token in subject:
        if token.kind == "R" and not is_near(token.value, home):
            return True
    named = [token for token in subject if token.kind in "IYKZ"]
    return bool(named) and not any(t.kind == "I" and t.value[0].kind == "index" for t in named)


def _closes_before(item: Statement, clock: Clock, lexicon: Lexicon, home: str | None) -> bool:
    """Whether a statement tells of home's close on a day, by its index and a weekday, while home trades again."""
    mic = lexicon.exchanges.get(home or "")
    if mic is None or clock.natural(mic).phase != "intraday":
        return False
    closed = (f for f in item.frames if f.closing and f.subjects[0].kind == "index" and not (f.aside or f.modal))
    return any(f.subjects[0].exchange == mic and any(names_day(t) for t in f.times) for f in closed)


def _tells_night(item: Statement, mic: str) -> bool:
    """Whether a statement tells what an exchange's index did overnight."""
    told = (f for f in item.frames if f.has_figures and f.subjects[0].exchange == mic)
    return any(t.value == "overnight" for f in told for t in f.times)


def _tells_level(item: Statement, mic: str) -> bool:
    """Whether a statement tells a level of an exchange's index without a day."""
    closed = (f for f in item.frames if f.levels and not (f.periods or f.aside or f.modal or f.earlier or f.times))
    return any(f.subjects[0].kind == "index" and f.subjects[0].exchange == mic for f in closed)


def _settled(item: Statement) -> bool:
    """ "Oil prices closed mixed on Monday": contracts settled on the day, whatever day the page bears."""
    contract, verb = item.kinds.find("I"), item.kinds.find("C")
    known = item.tokens[contract].value[0] if 0 <= contract < verb else None
    return known is not None and known.kind == "commodity"


def _is_running(item: Statement) -> bool:
    """Whether a statement tells of a session's first hours ("in the first 15 minutes of trading"), or of an index at an
    hour."""
    if any(t.kind == "F" and t.value in ("intraday", "open") for t in item.tokens):
        return True
    return any("clock" in f.phases and f.has_figures and f.subjects[0].kind == "index" for f in item.frames)


def _closes_on(item: Statement, session: date, clock: Clock, mic: str) -> bool:
    """Whether a statement tells a close of this session by its weekday: then no earlier day is the story's."""
    for frame in item.frames:
        if frame.closing and frame.has_figures and not (frame.earlier or frame.aside or frame.modal):
            for token in frame.times:
                if names_day(token) and token.value[0] == "weekday" and not token.poss:
                    return clock.of_weekday(mic, token.value[1], token.value[2]) == session
    return _market_closed_on(item, session, clock, mic)


def _market_closed_on(item: Statement, session: date, clock: Clock, mic: str) -> bool:
    """ "Local shares ended Oct. 9 lower": whether a market as a whole closed on this session, by its own day."""
    tokens = item.tokens
    at = item.kinds.find("C")
    if item.frames or item.quoted or not tells_close(item):
        return False
    told = [t for t in tokens[at + 1 : at + _DAY_OF_CLOSE] if names_day(t) and not t.poss]
    return bool(told) and day_named(told[0], clock, mic) == session


def day_named(token: Token, clock: Clock, mic: str) -> date | None:
    """The day that a word names."""
    value = token.value
    return clock.of_weekday(mic, value[1], value[2]) if value[0] == "weekday" else clock.of_date(value)


def _is_of_several(item: Statement, lexicon: Lexicon) -> bool:
    """ "Most Gulf bourses fell on Thursday": whether no index and a region of several exchanges is told of."""
    return not item.frames and item.region is not None and item.region not in lexicon.exchanges


def exchange_of(item: Statement, told: list[Statement], lexicon: Lexicon, home: str | None) -> str:
    """The exchange of the index that a statement tells of, of its region, or of the story's first index."""
    several = told if _is_of_several(item, lexicon) else []
    for frame in (frame for other in (item, *several) for frame in other.frames):
        if frame.subjects[0].kind == "index" and frame.subjects[0].exchange:
            return frame.subjects[0].exchange
    return lexicon.exchanges.get(item.region or home or "us", "XNYS")
