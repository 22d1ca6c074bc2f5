"""A story that reached us days after it was written, with no date of its own: the day that it says it tells."""

from __future__ import annotations

import re
from datetime import date, timedelta

from extract import exchanges
from extract.anchor import day_named, exchange_of, is_aside, is_near
from extract.clock import Clock
from extract.contradictions import names_market
from extract.lexicon import Lexicon, words
from extract.statement import Statement, day_told, leading, tells_today, tells_yesterday
from extract.tokens import Token

_FRESH = timedelta(hours=12)
"""How long behind a market's close a story of that day is posted as news."""
_ON_DAY = words("noun_on_day")
_MOVED = re.compile("V|CD")
"""What places do that stand for their markets ("Stockholm and Warsaw fell")."""
_LEAD = 6
"""Statements, a summary's points aside, in which a story says what day it tells."""


def day_of_writing(clock: Clock, told: list[Statement], lexicon: Lexicon, home: str | None) -> date | None:
    """The day of a story that has none but its message's ("Shares in Tokyo rose on Wednesday", pasted on a Sunday):
    that of its lead, where its market closed that long before that other markets have moved on."""
    if clock.instant is None:
        return None
    lead = [item for item in leading(told, 4 * _LEAD) if not item.sentence.bullet][:_LEAD]
    for item in lead:
        if (tells_today(item) and not _is_labelled_today(item)) or tells_yesterday(item):
            return None
        token = _day_of_market(item, home)
        if token is None:
            continue
        mic = exchange_of(item, told, lexicon, home)
        day = day_named(token, clock, mic)
        if day is None:
            return None
        ended = exchanges.closes_at(mic, exchanges.session_on_or_before(mic, day))
        return day if clock.instant - ended > _FRESH else None
    return None


def _is_labelled_today(item: Statement) -> bool:
    """ "Stock market today: Wall Street slips": a column's name, which says nothing of its day."""
    at = item.kinds.find(":")
    return at > 0 and item.tokens[at - 1].value == "today"


def _day_of_market(item: Statement, home: str | None) -> Token | None:
    """The day on which a statement says home's market moved, whatever it tells behind that."""
    token = None if item.quoted else day_told(item, True)
    if token is None:
        return None
    at = item.tokens.index(token)
    head = item.tokens[:at]
    if is_aside(head) or any(t.value == "overnight" for t in head):
        return None
    places = [t for t in head if t.kind == "R"]
    if places and not is_near(places[0].value, home):
        return None
    if token.value[0] == "weekday" or any(t.kind in "VvWCO" for t in head):
        moved = names_market(head) or (places and _MOVED.search(item.kinds, 0, at))
        return token if moved and not (head[-1].kind == "p" and head[-1].low not in _ON_DAY) else None
    return token
