"""Feeds: found on a site, looked at with validators, their new stories read once; every step can be told."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from hashlib import blake2b
from typing import Literal

from bot.answers import Card
from bot.desk import Desk, Post, pages
from bot.fetch import Fetcher, FetchRefused, canonical, refuse_status, validators
from bot.transport import Answer
from extract.page.model import Entry, Feed
from storage.memory import MemoryStore
from storage.record import FeedPlan

ACCEPT = (
    "application/rss+xml,application/atom+xml,application/feed+json,application/xml;q=0.9,text/xml;q=0.9,"
    "application/json;q=0.8,text/html;q=0.5"
)
_TRIED = 3
"""Feeds that are tried of those a page names."""
_TRACED = 3
"""Entries that a test reads."""
_WHOLE = 1_500
"""Characters from which on a feed's own text is a whole story: its page need not be asked for."""
_TOO_OLD = timedelta(days=3)
_KEPT_IDS = 100
"""Ids remembered of entries that the feed no longer holds: some feeds let entries come back."""
_MARKETS = re.compile(
    r"\b(?:stocks?|shares|markets?|equit(?:y|ies)|ind(?:ex|exes|ices)|wall street|bourses?|benchmarks?|closing|"
    r"futures|bonds?|yields?|crude|oil|gold|börse|aktien|bolsa|borsa|actions)\b|株|日経|終値|증시|코스피|股",
    re.IGNORECASE,
)

What = Literal[
    "fetched", "unchanged", "searched", "parsed", "passed", "page", "own_text", "story", "again", "nothing", "refused"
]


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that was done with a feed, and whether it went well; `told` are the facts of it by name."""

    what: What
    ok: bool
    told: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Look:
    """What a look at a feed gave; `feed` is None when nothing has changed since the last one."""

    url: str
    feed: Feed | None
    etag: str | None = None
    modified: str | None = None
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class Taken:
    """A feed after its new entries were taken in, and the cards of the stories that were new to its scope."""

    plan: FeedPlan
    cards: tuple[Card, ...] = ()


class FeedReader:
    """Looks at feeds through the fetcher's guard and hands their stories to the desk."""

    def __init__(self, fetcher: Fetcher, desk: Desk, *, most_new: int = 5) -> None:
        self._fetcher = fetcher
        self._desk = desk
        self._most_new = most_new

    async def find(self, url: str, *, group: str = "") -> Look:
        """The feed at `url`, or the first good one that the page at `url` names; FetchRefused when there is none."""
        answer = await self._get(url, group, {})
        feed = await self._parsed(answer, group)
        steps = [_fetched(answer)]
        if feed.is_feed:
            return _look(url, answer, feed, (*steps, _parsed(feed)))
        steps.append(Step("searched", bool(feed.links), {"count": len(feed.links)}))
        for link in feed.links[:_TRIED]:
            try:
                answer = await self._get(link, group, {})
                named = await self._parsed(answer, group)
            except FetchRefused as refused:
                steps.append(Step("refused", False, {"title": link, "why": refused.reason}))
                continue
            if named.is_feed:
                return _look(link, answer, named, (*steps, _fetched(answer), _parsed(named)))
        raise FetchRefused("no_feed", url[:200])

    async def look(self, url: str, etag: str | None, modified: str | None, *, group: str = "") -> Look:
        """A look at a known feed, which may answer that nothing has changed; FetchRefused when it cannot be had."""
        answer = await self._get(url, group, validators(etag, modified))
        if answer.status == 304:
            return Look(url, None, etag, modified, (Step("unchanged", True),))
        feed = await self._parsed(answer, group)
        if not feed.is_feed:
            raise FetchRefused("no_feed", "a page where the feed was")
        return _look(url, answer, feed, (_fetched(answer), _parsed(feed)))

    async def take_in(self, plan: FeedPlan, look: Look, now: datetime, *, group: str = "") -> Taken:
        """Read what is new in a feed: the oldest first, so many at one look, nothing that was there when the feed was
        added, nothing that is days old."""
        if look.feed is None:
            return Taken(plan)
        keys = {_key(entry): entry for entry in look.feed.entries}
        seen = dict.fromkeys(plan.seen)
        cards: list[Card] = []
        read = 0
        for key, entry in reversed(keys.items()):
            if key in seen or plan.next_at is None:
                seen[key] = None
                continue
            if not _too_old(entry, now) and speaks_of_markets(entry):
                if read >= self._most_new:
                    continue  # its turn comes at the next look
                read += 1
                card, _ = await self._read(entry, look.feed, plan.scope, now, self._desk, group)
                cards += [card] if card is not None else []
            seen[key] = None
        gone = [key for key in seen if key not in keys]
        kept = (*gone[-_KEPT_IDS:], *(key for key in seen if key in keys))
        title = look.feed.title or plan.title
        return Taken(
            replace(plan, url=look.url, title=title, etag=look.etag, modified=look.modified, seen=kept), tuple(cards)
        )

    async def trace(self, url: str, now: datetime, *, group: str = "") -> list[Step]:
        """Every step of reading a feed, with its newest entries read as they would be, and nothing kept."""
        try:
            look = await self.find(url, group=group)
        except FetchRefused as refused:
            return [Step("refused", False, {"title": url, "why": refused.reason})]
        steps = list(look.steps)
        if look.feed is None:
            return steps
        beside = self._desk.beside(MemoryStore())
        for entry in look.feed.entries[:_TRACED]:
            if not speaks_of_markets(entry):
                steps.append(Step("passed", False, {"title": _name(entry)}))
                continue
            _, told = await self._read(entry, look.feed, "test", now, beside, group)
            steps += told
        return steps

    async def _read(
        self, entry: Entry, feed: Feed, scope: str, now: datetime, desk: Desk, group: str
    ) -> tuple[Card | None, list[Step]]:
        """Hand an entry's story to the desk: its card when it was new, and what was done."""
        steps: list[Step] = []
        card: Card | None = None
        outcomes = []
        for post in await self._posts(entry, feed, scope, now, group, steps):
            done = await desk.ingest(post, now)
            outcomes.append(done.outcome)
            if done.outcome == "new":
                card = done.card
        if card is not None:
            told = {"title": _name(entry), "moves": card.moves, "drivers": card.drivers, "events": card.events}
            steps.append(Step("story", True, told))
        else:
            steps.append(Step("again" if "again" in outcomes else "nothing", False, {"title": _name(entry)}))
        return card, steps

    async def _posts(
        self, entry: Entry, feed: Feed, scope: str, now: datetime, group: str, steps: list[Step]
    ) -> Sequence[Post]:
        """The entry's page as posts; the feed's own text where the page cannot be had or need not be asked for."""
        own = Post(
            scope=scope,
            text=f"{entry.title or ''}\n{entry.text}".strip(),
            received_at=now,
            form="feed",
            title=entry.title,
            url=canonical(entry.url) if entry.url else None,
            outlet=feed.title,
            published_at=_not_ahead(entry.published_at, now),
        )
        if entry.url is None or len(entry.text) >= _WHOLE:
            steps.append(Step("own_text", True, {"title": _name(entry)}))
            return [own]
        try:
            page = await self._fetcher.fetch(entry.url, group=group)
        except FetchRefused as refused:
            steps.append(Step("refused", False, {"title": _name(entry), "why": refused.reason}))
            return [replace(own, form="preview")]  # what a feed gives of a story whose page is closed
        steps.append(Step("page", True, {"title": _name(entry)}))
        return [
            replace(post, form="feed", published_at=post.published_at or own.published_at)
            for post in pages.posts(page, own)
        ]

    async def _get(self, url: str, group: str, headers: Mapping[str, str]) -> Answer:
        return await self._fetcher.get(url, accept=ACCEPT, wants=_wants_feed, group=group, headers=headers)

    async def _parsed(self, answer: Answer, group: str) -> Feed:
        return await self._fetcher.read_feed(answer, group=group)


def speaks_of_markets(entry: Entry) -> bool:
    """A first look at an entry's title and summary, before its page is asked for."""
    return _MARKETS.search(f"{entry.title or ''}\n{entry.text[:2000]}") is not None


def _look(url: str, answer: Answer, feed: Feed, steps: tuple[Step, ...]) -> Look:
    """A feed that has moved for good is known by its new address."""
    return Look(str(answer.url) if answer.moved_for_good else url, feed, answer.etag, answer.modified, steps)


def _fetched(answer: Answer) -> Step:
    kind = answer.content_type.partition(";")[0].strip() or "?"
    return Step("fetched", True, {"status": answer.status, "size": len(answer.body), "kind": kind[:60]})


def _parsed(feed: Feed) -> Step:
    return Step("parsed", bool(feed.entries), {"title": feed.title or "?", "count": len(feed.entries)})


def _wants_feed(status: int, headers: Mapping[str, str]) -> None:
    refuse_status(status, _seconds(headers.get("Retry-After")))


def _seconds(told: str | None) -> float | None:
    """How many seconds a Retry-After header asks for; one that names a date counts as none."""
    if told is None or not told.strip().isdigit():
        return None
    return min(float(told.strip()[:9]), timedelta(days=7).total_seconds())


def _key(entry: Entry) -> str:
    """An entry's id, short: it is kept."""
    return blake2b(entry.id.encode("utf-8", "replace"), digest_size=8).hexdigest()


def _name(entry: Entry) -> str:
    return entry.title or entry.url or entry.id


def _too_old(entry: Entry, now: datetime) -> bool:
    at = entry.published_at
    if isinstance(at, datetime):
        return now - at > _TOO_OLD
    return isinstance(at, date) and now.astimezone(UTC).date() - at > _TOO_OLD


def _not_ahead(at: datetime | date | None, now: datetime) -> datetime | date | None:
    """A feed's time of an entry, unless it lies ahead: that is no time of publication."""
    ahead = (
        at > now + timedelta(hours=1) if isinstance(at, datetime) else bool(at and at > now.date() + timedelta(days=1))
    )
    return None if ahead else at
