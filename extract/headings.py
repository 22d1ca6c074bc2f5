"""Lines that head others, and whether their times hold for those."""

from __future__ import annotations

from extract.lexicon import words
from extract.near import said
from extract.statement import Statement
from extract.tokens import Token

_OF_EVENTS = words("headings_of_events")
_CHARTED = words("charted")
_LONG_HEADING, _LONGEST_HEADING = 8, 16
"""Words from which on a heading lends nothing to the lines below, and one that its period begins or ends."""
_SHORT_HEADING = 4
_TIMED_HEADING = frozenset("TPRhp")


def lends_time(tokens: list[Token]) -> bool:
    """ "For the week:", "They are all lower for the trading week:": whether the time of a line holds for those below,
    but not that of what is to come."""
    short = len(tokens) < _LONG_HEADING or (len(tokens) < _LONGEST_HEADING and "P" in tokens[0].kind + tokens[-2].kind)
    return short and not said(tokens, 0, len(tokens), _OF_EVENTS)


def is_short_heading(item: Statement) -> bool:
    """ "OVERNIGHT", "Yesterday in Sydney": a heading below the title with no more in it than a market and a day."""
    short = len(item.tokens) <= _SHORT_HEADING and _TIMED_HEADING.issuperset(item.kinds)
    return short and not _is_of_chart(item.tokens)


def _is_of_chart(tokens: list[Token]) -> bool:
    """ "Taiwan shares since last June", "Wall Street over the past year": what a chart shows, which heads no text."""
    return any(not _CHARTED.isdisjoint(token.low.split()) for token in tokens[1:] if token.kind == "P")
