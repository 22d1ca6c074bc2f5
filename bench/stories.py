"""Market stories made up for measuring: the same ones every time, in the words of no outlet."""

from __future__ import annotations

import hashlib
import random
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from extract.model import Driver, Event, Move, Span
from storage.record import Origin, Quoted, Wrap

MARKETS = (
    ("nikkei", "Nikkei 225", "Tokyo", 41_900), ("topix", "Topix", "Tokyo", 2_880), ("kospi", "Kospi", "Seoul", 2_650),
    ("hangseng", "Hang Seng", "Hong Kong", 21_300), ("asx200", "S&P/ASX 200", "Sydney", 8_240),
    ("sp500", "S&P 500", "New York", 6_010), ("dowjones", "Dow Jones Industrial Average", "New York", 44_100),
    ("nasdaq", "Nasdaq Composite", "New York", 19_600), ("dax", "DAX", "Frankfurt", 22_400),
    ("ftse100", "FTSE 100", "London", 8_730), ("cac40", "CAC 40", "Paris", 8_020),
    ("nifty50", "Nifty 50", "Mumbai", 23_100),
)  # fmt: skip
REASONS = (
    ("monetary_policy", "after the central bank signaled that borrowing costs would come down more slowly"),
    ("technology", "as makers of memory chips drew buyers on fresh orders for data centers"),
    ("trade", "on hopes that talks about the planned duties on cars would be extended"),
    ("commodities", "as a slide in crude weighed on the producers"),
    ("bond_yields", "as long-dated yields climbed to their loftiest since spring"),
    ("positioning", "with traders taking some money off the table before the long weekend"),
)
FILLER = (
    "Turnover on the main board was a little thinner than over the past month, brokers said.",
    "Advancing shares outnumbered those that declined by about three to two.",
    "A strategist at a local house said that clients were in no hurry to add to their holdings.",
    "Attention now shifts to the inflation report that is due on Friday.",
    "The ministry left its view of the economy as it was, citing firm spending by households.",
)
_UP = ("rose", "gained", "climbed", "advanced", "added")
_DOWN = ("fell", "lost", "slid", "declined", "shed")
FIRST = date(2021, 1, 4)


def text(number: int, size: int = 4_000) -> str:
    """A story of about `size` characters: closes of several markets, reasons, and sentences that state nothing."""
    draw = random.Random(number)
    parts = [f"Stocks finish mixed on a day of quiet trade ({number})\n"]
    while sum(map(len, parts)) < size:
        _, name, place, base = draw.choice(MARKETS)
        parts.append(f"{_sentence(draw, name, place, base)[0]} {draw.choice(FILLER)}")
        parts.append("\n\n" if len(parts) % 4 == 0 else " ")
    return "".join(parts)


def wrap(number: int, scope: str = "guild:1") -> Wrap:
    """A read story as it is stored: ten moves, two drivers and an event with their sentences."""
    draw = random.Random(number)
    day = FIRST + timedelta(days=number // 50)  # some fifty stories a day
    facts = [fact for market in draw.sample(MARKETS, 8) for fact in _facts(draw, market, day)][:12]
    said = "The jobs report is due on Friday; economists look for 180,000 new posts."
    facts.append(Quoted(Event("Jobs report", "us", day, "180,000", None, (Span(3_000, 3_072),), "due"), said))
    digest = hashlib.sha256(f"{scope} {number}".encode()).hexdigest()
    received = datetime.combine(day, datetime.min.time(), UTC) + timedelta(minutes=number % 1440)
    origin = Origin(
        form="page",
        url=f"https://markets.example/{day:%Y/%m/%d}/story-{number}",
        title=f"Stocks finish mixed on a day of quiet trade ({number})",
        outlet="markets.example",
        published_at=received,
        received_at=received,
        channel_id=str(10**17 + number % 20),
        message_id=str(11 * 10**16 + number),
        message_link=f"https://discord.com/channels/1/{10**17 + number % 20}/{11 * 10**16 + number}",
        author_id=str(12 * 10**16 + number % 300),
    )
    shingles = tuple(draw.getrandbits(32) for _ in range(64))
    return Wrap(digest[:32], scope, origin, digest, shingles, tuple(facts))


def _facts(draw: random.Random, market: tuple[str, str, str, int], day: date) -> list[Quoted]:
    instrument, name, place, base = market
    quote, level, change, percent, category = _sentence(draw, name, place, base)
    start = draw.randrange(3_000)
    span = (Span(start, start + len(quote)),)
    up = change > 0
    move = Move(
        "index", instrument, day, "close", direction="up" if up else "down", level=level, change=change,
        percent=percent, evidence=span, name=name, rule="verb change percent to level",
    )  # fmt: skip
    facts = [Quoted(move, quote)]
    if category is not None:
        facts.append(Quoted(Driver(category, "up" if up else "down", (instrument,), span, "cause word"), quote))
    return facts


def _sentence(
    draw: random.Random, name: str, place: str, base: int
) -> tuple[str, Decimal, Decimal, Decimal, str | None]:
    percent = Decimal(draw.randrange(-300, 300) or 1) / 100
    before = Decimal(base * 100 + draw.randrange(-base, base)) / 100
    change = (before * percent / 100).quantize(Decimal("0.01"))
    verb = draw.choice(_UP if percent > 0 else _DOWN)
    category, reason = draw.choice((*REASONS, (None, "in a session without much news")))
    level = before + change
    quote = f"In {place}, the {name} {verb} {abs(change):,} points, or {abs(percent)}%, to close at {level:,} {reason}."
    return quote, level, change, percent, category
