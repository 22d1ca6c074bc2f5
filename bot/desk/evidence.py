"""From kept stories to statements: what may stand as a close, what is only trading, and which reasons go along."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from bot.desk import clock
from bot.desk.arithmetic import believable, same_number, same_percent
from bot.desk.belief import Telling
from bot.statements import Coming, Instrument, Misfit, Reason, Source, Statement, Trading
from extract.model import Direction, Driver, Event, Move, Span
from storage.record import FEEDS, Wrap


def source(wrap: Wrap) -> Source:
    """The story behind what a wrap states."""
    origin = wrap.origin
    return Source(
        wrap_id=wrap.id,
        form=origin.form,
        outlet=origin.outlet,
        title=origin.title,
        url=origin.url,
        published_at=origin.published_at,
        received_at=origin.received_at,
        author_id=origin.author_id,
        message_link=origin.message_link,
        operator=wrap.scope == FEEDS,
    )


def told_at(wrap: Wrap) -> datetime | None:
    """When the story was told: its own time where it gives one to the minute, never later than it reached us."""
    published, received = wrap.origin.published_at, wrap.origin.received_at
    if isinstance(published, datetime) and published.tzinfo is not None:
        return published if received is None else min(published, received)
    return received


def closes(wraps: Iterable[Wrap], instrument: Instrument, day: date) -> list[Telling]:
    """What each story states as the close of that day, one telling a story, in the stories' order."""
    told = ((wrap, _of_day(wrap, instrument, day, "close")) for wrap in wraps)
    return [_telling(wrap, moves) for wrap, moves in told if moves and _could_know(wrap, instrument, day)]


def trading(wraps: Iterable[Wrap], instrument: Instrument, day: date) -> Trading | None:
    """The latest value told while that session ran; a "close" told before the session was over is one of these."""
    latest: Trading | None = None
    for wrap in wraps:
        at = told_at(wrap)
        if at is None:
            continue
        moves = [m for m in _of_day(wrap, instrument, day, None) if m[0].phase != "close"]
        if not _could_know(wrap, instrument, day):
            moves = moves or _of_day(wrap, instrument, day, "close")
        if moves and (latest is None or at > latest.at):
            latest = Trading(_telling(wrap, moves).statement, clock.local_time(instrument, at))
    return latest


def _could_know(wrap: Wrap, instrument: Instrument, day: date) -> bool:
    """A story that reached us before the session was over cannot tell its close, whatever it says."""
    received = wrap.origin.received_at
    return clock.is_session(instrument, day) and (received is None or clock.is_over(instrument, day, received))


def _of_day(wrap: Wrap, instrument: Instrument, day: date, phase: str | None) -> list[tuple[Move, str]]:
    """What a story states of the instrument for that day, with its words: no figure without them."""
    return [
        (move, quote)
        for move, quote in wrap.moves
        if quote
        and believable(move)
        and move.instrument == instrument.id
        and move.kind == instrument.kind
        and move.session == day
        and move.period == "day"
        and (phase is None or move.phase == phase)
    ]


def _telling(wrap: Wrap, moves: Sequence[tuple[Move, str]]) -> Telling:
    """The fullest of a story's statements; that it says two things is a misfit of it."""
    move, quote = max(moves, key=lambda m: _figures(m[0]))
    misfits = [Misfit("text", note=doubt.what) for doubt in wrap.doubts if _touches(doubt.span, move.evidence)]
    for other, _ in moves:
        misfits.extend(_two_figures(move, other))
    return Telling(Statement(move, quote, source(wrap), tuple(misfits)), wrap.shingles, wrap.fingerprint)


def _figures(move: Move) -> int:
    return sum(f is not None for f in (move.level, move.change, move.percent, move.low, move.record))


def _two_figures(move: Move, other: Move) -> list[Misfit]:
    if move.level is not None and other.level is not None and not same_number(move.level, other.level):
        return [Misfit("two_figures", stated=move.level, implied=other.level)]
    if move.percent is not None and other.percent is not None and not same_percent(move, other):
        return [Misfit("two_figures", stated=move.percent, implied=other.percent)]
    return []


def _touches(span: Span, evidence: Sequence[Span]) -> bool:
    return any(span.start < e.end and e.start < span.end for e in evidence)


def reasons(
    wraps: Iterable[Wrap], instrument: Instrument, day: date, markets: Sequence[str], direction: Direction | None
) -> list[Reason]:
    """The reasons that these stories give for the day's move, nearest market first (`markets` goes from the instrument
    to the world), then those that explain the direction; a reason told twice is told once."""
    ranked: list[tuple[int, int, int, Reason]] = []
    for wrap in wraps:
        if _newest_day(wrap, instrument) != day:
            continue  # the story's reasons are for a later session than the one asked for
        for driver, quote in _drivers(wrap):
            near = _nearness(driver.markets, markets)
            if near is not None:
                fits = 0 if driver.effect == direction or direction is None else 1
                ranked.append((near, fits, len(ranked), Reason(driver, quote, source(wrap))))
    return _once([reason for *_, reason in sorted(ranked, key=lambda r: r[:3])])


def _newest_day(wrap: Wrap, instrument: Instrument) -> date | None:
    moves = [m for m, _ in wrap.moves if m.instrument == instrument.id and m.period == "day"]
    return max((m.session for m in moves if m.session is not None), default=None)


def _drivers(wrap: Wrap) -> Iterable[tuple[Driver, str]]:
    return ((q.fact, q.quote) for q in wrap.facts if isinstance(q.fact, Driver))


def _nearness(named: Sequence[str], markets: Sequence[str]) -> int | None:
    places = [markets.index(name) for name in named if name in markets]
    return min(places, default=None)


def _once(found: Sequence[Reason]) -> list[Reason]:
    kept: list[Reason] = []
    seen: set[str] = set()
    for reason in found:
        words = " ".join(reason.quote.casefold().split())
        if words and words not in seen:
            seen.add(words)
            kept.append(reason)
    return kept


def coming(wraps: Iterable[Wrap], since: date, until: date) -> list[Coming]:
    """The events that stories announce for these days, each once, by date; the fullest account of each."""
    found: dict[tuple[str, date], Coming] = {}
    for wrap in wraps:
        for quoted in wrap.facts:
            event = quoted.fact
            if not isinstance(event, Event) or event.date is None or not since <= event.date <= until:
                continue
            key = (" ".join(event.name.casefold().split()), event.date)
            if key not in found or (event.expected is not None and found[key].event.expected is None):
                found[key] = Coming(event, quoted.quote, source(wrap))
    return sorted(found.values(), key=lambda c: (c.event.date or since, c.event.name))
