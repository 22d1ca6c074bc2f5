"""Markets that a story says have closed as a whole ("Hong Kong stocks closed higher on Friday")."""

from __future__ import annotations

from datetime import date

from extract.clock import Clock
from extract.lexicon import Lexicon, words
from extract.near import of_kind
from extract.statement import Statement, names_day

_FINITE = ("ed", "s", "end")
"""Endings of closing verbs that tell of a close: "the market close" and "closing" are nouns or participles."""
_FARED, _HOW = words("fared"), words("how")
_SUBJECT = 5
"""Tokens before a closing verb in which its market stands."""


def markets_ended(told: list[Statement], clock: Clock, lexicon: Lexicon, home: str | None) -> dict[str, date]:
    """The exchanges whose shares are told to have closed, and the session: that of the clock, where no other is named.

    What else is told of that session without a word of its own is then told of its close, even where one sentence tells
    of its morning.
    """
    found: dict[str, date] = {}
    for place, item in enumerate(told):
        titled = not place and _is_titled(item)
        if not titled and ("C" not in item.kinds or item.quoted or not tells_close(item)):
            continue
        mic = lexicon.exchanges.get((None if titled else item.region) or home or "")
        if mic is None:
            continue
        natural = clock.natural(mic)
        if natural.phase == "close" and natural.session is not None and _is_of(item, natural.session, mic, clock):
            found[mic] = natural.session
    return found


def _is_titled(item: Statement) -> bool:
    """ "Closing bell: Dublin shares gain", "How major indexes fared": a title that is a close's."""
    if item.kinds[1:2] == ":" and item.tokens[0].kind == "F" and item.tokens[0].value == "close":
        return True
    return not _FARED.isdisjoint(item.lows) and item.tokens[0].low in _HOW


def tells_close(item: Statement) -> bool:
    """Whether a closing verb has a market for its subject, and is told as done."""
    at = item.kinds.find("C")
    while at >= 0:
        low = max(0, at - _SUBJECT)
        before = item.tokens[low:at]
        market = any(t.kind == "h" and t.value in ("shares", "index") for t in before) or (
            any(t.kind == "R" for t in before) and of_kind(item.tokens, at + 1, at + 2, "D")
        )  # "Wall Street closes lower", not "Hong Kong closes schools"
        shut = at + 1 < len(item.tokens) and item.tokens[at + 1].low == "for"  # "markets closed for a holiday"
        finite = item.tokens[at].low.endswith(_FINITE)
        if market and finite and not shut and not of_kind(item.tokens, low, at, "m;#"):
            return True
        at = item.kinds.find("C", at + 1)
    return False


def _is_of(item: Statement, session: date, mic: str, clock: Clock) -> bool:
    days = [t for t in item.tokens if t.kind == "T"]
    if any(not names_day(t) and t.value in ("previous", "last close") for t in days):
        return False
    weekdays = [t.value for t in days if names_day(t) and t.value[0] == "weekday"]
    return all(clock.of_weekday(mic, value[1], value[2]) == session for value in weekdays)
