"""Several closes at once: a region's, and the morning brief's of all regions."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from bot.answers import BriefAnswer, CloseAnswer, RegionAnswer
from bot.desk import evidence
from bot.desk.closes import Closes
from bot.desk.names import ASKED, Directory, Region
from bot.statements import Coming, Instrument, Reason
from extract import exchanges
from storage import Store
from storage.record import Query

_SHOWN = 14
_REASONS = 3
_EVENTS = 12
_TOO_OLD = timedelta(days=10)
"""In a list, a close older than this is left out: `/close` still tells it."""
_STORIES = 200


async def region(lookup: Closes, directory: Directory, asked: Region, day: date | None = None) -> RegionAnswer:
    """The newest closes of a region's indices, or those of one day, main ones first, and the reasons told for it."""
    bounded = day is None and asked.id != ASKED
    closes: list[CloseAnswer] = []
    missing: list[Instrument] = []
    for index in directory.indices(asked):
        answer = await lookup.close(index, directory.markets(index), day)
        if isinstance(answer, CloseAnswer) and (not bounded or lookup.now.date() - answer.session <= _TOO_OLD):
            closes.append(answer)
        await asyncio.sleep(0)  # many closes in a row must not hold up everything else
        if index.id in asked.missing and (not isinstance(answer, CloseAnswer) or answer.stale):
            missing.append(index)
    return RegionAnswer(asked.id, tuple(closes[:_SHOWN]), _reasons(closes), tuple(missing), lookup.now, day)


def _reasons(closes: Sequence[CloseAnswer]) -> tuple[Reason, ...]:
    """One reason from each close in turn, those of the newest session only, each told once."""
    newest = max((close.session for close in closes), default=None)
    told = [close.reasons for close in closes if close.session == newest]
    kept: list[Reason] = []
    for place in range(max((len(reasons) for reasons in told), default=0)):
        for reasons in told:
            if place < len(reasons) and all(reasons[place].quote != other.quote for other in kept):
                kept.append(reasons[place])
    return tuple(kept[:_REASONS])


def _each_reason_once(sections: Sequence[RegionAnswer]) -> list[RegionAnswer]:
    """A reason for several regions is told with the first."""
    told: set[str] = set()
    kept: list[RegionAnswer] = []
    for section in sections:
        reasons = tuple(reason for reason in section.reasons if reason.quote not in told)
        told.update(reason.quote for reason in reasons)
        kept.append(replace(section, reasons=reasons))
    return kept


async def brief(
    store: Store,
    scopes: Sequence[str],
    now: datetime,
    directory: Directory,
    regions: Sequence[Region],
    exchange: str | None,
) -> BriefAnswer:
    """A section a region that anything is known of, and the day's events."""
    today = now.date() if exchange is None else exchanges.local_day(exchange, now)
    lookup = Closes(store, scopes, now)
    sections = [await region(lookup, directory, asked) for asked in regions]
    main = regions[:3]
    shown = _each_reason_once([s for s, asked in zip(sections, regions, strict=True) if s.closes or asked in main])
    return BriefAnswer(
        today,
        tuple(shown),
        await _events(store, scopes, today),
        now,
        exchange,
        None if exchange is None else exchanges.holiday_name(exchange, today),
        None if exchange is None else directory.of_exchange(exchange),
    )


async def _events(store: Store, scopes: Sequence[str], today: date) -> tuple[Coming, ...]:
    """What the newest stories announced for today."""
    wraps = await store.find(Query(tuple(scopes), limit=_STORIES))
    return tuple(evidence.coming(wraps, today, today)[:_EVENTS])
