"""Posts of a live page: a line that begins with an hour says when what follows was told."""

from __future__ import annotations

import re
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from extract import exchanges
from extract.clock import Clock
from extract.lexicon import words
from extract.lists import valued
from extract.near import of_kind
from extract.statement import Stamp, Statement, names_day
from extract.tokens import Token

_HOUR = re.compile(r"(\d{1,2})(?:[.:](\d{2}))?")
_ALONE = re.compile(r"\n[ \t]*\d{1,2}[.:]\d{2}[ \t]*(?:$|[-–—|][ \t])", re.MULTILINE)
_DASHES = frozenset("-–—|")
_HOURS = frozenset("F#")
_MARKUP, _MARKED = frozenset("*#_>[("), 4
"""Marks that a page's own layout puts before an hour ("**3:06 p.m. ET - No floor yet**"), and as many at the most."""
_LONGEST = 400
"""Characters of a sentence that an hour can begin as a stamp."""
_LAST_HOUR = 16
"""Where a page gives no hour of its own, a post stamped before this one tells of a session that still runs."""
_EVENING, _JUST_BEFORE = time(17), timedelta(hours=6)
"""From which hour on a zone's day is another one elsewhere, and how long before the page's own hour that is."""
_TO_DAY = 5
"""Tokens from an hour to the day that it is of."""
_MORNING, _MID_MORNING = words("this_morning"), time(10)
_ZONES = {low: ZoneInfo(str(name)) for low, name in valued("days", "zones").items()}


class Stamps:
    """Reads statements in their order and notes when each was told."""

    def __init__(self, text: str) -> None:
        self._alone = len(_ALONE.findall(f"\n{text}")) > 1
        """Whether hours that stand alone on their lines ("16.41") or before a dash are stamps: one of them can be a
        price."""
        self._newest: Stamp | None = None
        self._clocks: dict[Stamp, Clock | None] = {}

    def note(self, item: Statement) -> None:
        """Give a statement the stamp that it begins with, else that of the one before."""
        found = self._found(item)
        self._newest = found or self._newest
        item.stamp = self._newest

    def _found(self, item: Statement) -> Stamp | None:
        if _HOURS.isdisjoint(item.kinds[:_MARKED]):
            return None
        place = next((at for at, token in enumerate(item.tokens[:_MARKED]) if token.low not in _MARKUP), 0)
        if item.kinds[place : place + 1] not in ("F", "#"):
            return None
        first = item.tokens[place]
        if first.start > item.sentence.start + _MARKED or item.sentence.end - item.sentence.start >= _LONGEST:
            return None
        behind = item.tokens[place + 1] if len(item.tokens) > place + 1 else None
        alone = self._alone and first.kind == "#" and (behind is None or behind.low in _DASHES)
        if not alone and (first.kind != "F" or first.value != "clock"):
            return None
        if of_kind(item.tokens, place + 1, place + 5, "T"):
            return None  # an agency's dateline: "06:39 AM EDT, 10/03/2024"
        return _stamp(first, behind)

    def pass_midnight(self, item: Statement, clock: Clock) -> str:
        """ "Brent was down 3% at 9:10 p.m. ET Monday", told in Asia within hours: the day that an hour of another zone
        is of there says nothing of the session, which goes on. The statement's kinds without that day."""
        at = item.kinds.find("F")
        while at >= 0 and (told := _stamp(item.tokens[at], _behind(item, at))) is None:
            at = item.kinds.find("F", at + 1)
        day = item.kinds.find("T", at, at + _TO_DAY) if at >= 0 else -1
        if day < 0 or told is None or told.zone is None or clock.instant is None:
            return item.kinds
        here = clock.instant.astimezone(told.zone)
        moment = datetime.combine(here.date(), told.hour, told.zone)
        if moment <= here < moment + _JUST_BEFORE and told.hour >= _EVENING and _is_day(item.tokens[day], here):
            item.tokens[day].kind = "x"
            item.kinds = item.kinds[:day] + "x" + item.kinds[day + 1 :]
        return item.kinds

    def settle(self, item: Statement, clock: Clock) -> Clock:
        """The clock by which a statement is told: that of its stamp, where the page tells of its own day. Its frames
        give up the hours that the clock tells by then, or tell of a session that still ran."""
        if "F" in item.kinds and (moment := _moment(item, clock)) is not None:
            for frame in item.frames:
                if _has_closed(frame.subjects[0].exchange or clock.home, moment[0]):
                    frame.phases = [phase for phase in frame.phases if phase != moment[1]]
        if item.stamp is None:
            return clock
        if item.stamp not in self._clocks:
            self._clocks[item.stamp] = _at(item.stamp, clock)
        found = self._clocks[item.stamp]
        if found is not None:
            for frame in item.frames:
                if item.tokens[0].kind == "F" and frame.phases[:1] == ["clock"]:
                    frame.phases.pop(0)  # its own stamp, which the clock tells by now
        elif item.stamp.hour.hour < _LAST_HOUR:
            for frame in item.frames:
                if not frame.closing and not any(names_day(t) for t in frame.times):
                    frame.phases.append("intraday")
        return found or clock


def _stamp(first: Token, second: Token | None) -> Stamp | None:
    written = first.low.lower()
    found = _HOUR.match(written)
    if found is None:
        return None
    hour, minute = int(found[1]), int(found[2] or 0)
    if "m" in written:
        hour = hour % 12 + (12 if "p" in written else 0)
    zone = next((_ZONES[low] for low in (*written.split(), second.low if second else "") if low in _ZONES), None)
    return Stamp(time(hour, minute), zone) if hour < 24 and minute < 60 else None


def _behind(item: Statement, at: int) -> Token | None:
    return item.tokens[at + 1] if at + 1 < len(item.tokens) else None


def _is_day(token: Token, moment: datetime) -> bool:
    """Whether a word of time names the weekday of a moment."""
    return isinstance(token.value, tuple) and token.value[:2] == ("weekday", moment.weekday())


def _moment(item: Statement, clock: Clock) -> tuple[datetime, str] | None:
    """When a statement's hour was ("at 5:45pm the ASX 200 was up 0.1%"), by the clocks of the story's market where no
    other zone is named, or when its morning was ("this morning the Nikkei lost 3%", told in London); with the phase
    that the words tell of. None where it names neither."""
    token, home = item.tokens[item.kinds.find("F")], clock.home
    if home is None:
        return None
    if token.low in _MORNING and clock.instant is not None and item.kinds.count("F") == 1:
        morning = datetime.combine(clock.local_day(home), _MID_MORNING, exchanges.zone(home))
        return min(morning, clock.instant), "intraday"
    told = _stamp(token, _behind(item, item.kinds.find("F"))) if token.value == "clock" else None
    if told is None:
        return None
    return datetime.combine(clock.local_day(home), told.hour, told.zone or exchanges.zone(home)), "clock"


def _has_closed(mic: str | None, moment: datetime) -> bool:
    """Whether an exchange's session was over by then."""
    return mic is not None and exchanges.closes_at(mic, moment.astimezone(exchanges.zone(mic)).date()) <= moment


def _at(stamp: Stamp, clock: Clock) -> Clock | None:
    """The clock at a post's hour: in the zone that it names, else the page's own, or home's where a page keeps the
    world's; None where the page was not written on that day by then."""
    written = clock.instant
    if written is None or clock.anchor is not None:
        return None
    zone = stamp.zone or written.tzinfo
    if stamp.zone is None and not written.utcoffset() and clock.home:
        zone = exchanges.zone(clock.home)
    moment = datetime.combine(written.astimezone(zone).date(), stamp.hour, zone)
    return clock.at(moment) if moment <= written else None
