"""A story that reached us days after it was written, with no date of its own: the day that it says it tells."""

from __future__ import annotations

from datetime import date, timedelta

from extract import exchanges
from extract.anchor import day_named, exchange_of
from extract.clock import Clock
from extract.lead_day import day_of_market
from extract.lexicon import Lexicon
from extract.statement import Statement, leading, tells_today, tells_yesterday

_FRESH = timedelta(hours=12)
"""How long behind a market's close a story of that day is posted as news."""
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
        token = day_of_market(item, home)
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
