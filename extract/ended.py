"""Markets that a story says have closed as a whole ("Hong Kong stocks closed higher on Friday")."""

from __future__ import annotations

from datetime import date

from extract.clock import Clock
from extract.lexicon import Lexicon, words
from extract.near import of_kind, said
from extract.regions import region_of_shares
from extract.statement import Statement, names_day
from extract.tokens import Token

_FINITE = ("ed", "s", "end")
"""Endings of closing verbs that tell of a close: "the market close" and "closing" are nouns or participles."""
_FARED, _HOW = words("fared"), words("how")
_TO, _A = words("led_to"), words("articles")
_FOR, _BE = words("closed_for"), words("be_finite")
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
        verb = -1 if titled or item.quoted else closing_verb(item)
        if verb < 0 and not titled:
            continue
        mic = lexicon.exchanges.get((None if titled else _region(item, verb)) or home or "")
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
    return closing_verb(item) >= 0


def closing_verb(item: Statement) -> int:
    """The place of a closing verb that has a market for its subject, and is told as done; -1 where there is none."""
    at = item.kinds.find("C")
    while at >= 0:
        low = max(0, at - _SUBJECT)
        before = item.tokens[low:at]
        market = any(t.kind == "h" and t.value in ("shares", "index") for t in before) or (
            any(t.kind == "R" for t in before) and of_kind(item.tokens, at + 1, at + 2, "D")
        )  # "Wall Street closes lower", not "Hong Kong closes schools"
        finite = item.tokens[at].low.endswith(_FINITE) or _is_led_to(item.tokens, at)
        if market and finite and not _is_shut(item, at) and not of_kind(item.tokens, low, at, "m;#"):
            return at
        at = item.kinds.find("C", at + 1)
    return -1


def _is_led_to(tokens: list[Token], at: int) -> bool:
    """ "A rally in chips lifted Seoul shares to a higher close"."""
    article = at - 2 - said(tokens, at - 2, at - 1, _A)
    return of_kind(tokens, at - 1, at, "D") and said(tokens, article, article + 1, _TO)


def _is_shut(item: Statement, at: int) -> bool:
    """ "Markets closed for a holiday", "were closed on Monday": a day without a session."""
    if said(item.tokens, at + 1, at + 2, _FOR):
        return True
    return said(item.tokens, at - 1, at, _BE) and not of_kind(item.tokens, at + 1, at + 3, "D")


def _region(item: Statement, verb: int) -> str | None:
    """The region whose shares a closing verb tells of ("U.S. equities ended lower"), else that of its sentence."""
    return region_of_shares(item.tokens[max(0, verb - _SUBJECT) : verb]) or item.region


def _is_of(item: Statement, session: date, mic: str, clock: Clock) -> bool:
    days = [t for t in item.tokens if t.kind == "T"]
    if any(not names_day(t) and t.value in ("previous", "last close") for t in days):
        return False
    weekdays = [t.value for t in days if names_day(t) and t.value[0] == "weekday"]
    return all(clock.of_weekday(mic, value[1], value[2]) == session for value in weekdays)
