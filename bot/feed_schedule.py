"""Feeds at their hours: each looked at every few minutes, less often while it fails, and switched off in the end."""

from __future__ import annotations

import asyncio
import logging
from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from hashlib import blake2b
from urllib.parse import urlsplit

from apscheduler.schedulers.base import BaseScheduler

from bot.answers import Card
from bot.feeds import FeedReader, Look
from bot.fetch import FetchRefused
from bot.servers import Servers
from storage import StorageError, Store
from storage.record import FEEDS, FeedPlan, GuildSettings

log = logging.getLogger(__name__)

GROUP = "feeds"
"""What feeds fetch counts as one group's: it never takes the places of links that people post."""
OFF_AFTER = 12
"""Failures in a row after which a feed is switched off: some four days, as often as it is looked at then."""
LONGEST_PAUSE = timedelta(hours=12)
_AT_ONCE = 4

Tell = Callable[[FeedPlan, Card], Awaitable[None]]
"""Shows the card of a new story in the feed's channel."""
Warn = Callable[[FeedPlan, FetchRefused], Awaitable[None]]
"""Says in the feed's channel, once, that it was switched off, and why."""


class Feeds:
    """The feeds of all servers and of the operator. The store's settings are the truth; a feed that several servers
    share is looked at once for all of them."""

    def __init__(
        self,
        store: Store,
        servers: Servers,
        reader: FeedReader,
        now: Callable[[], datetime],
        *,
        every: timedelta,
        tell: Tell,
        warn: Warn,
    ) -> None:
        self._store, self._servers, self._reader, self._now = store, servers, reader, now
        self._every, self._tell, self._warn = every, tell, warn
        self._due: dict[str, datetime] = {}  # later than the stored time where a look changed nothing worth storing
        self._working = asyncio.Lock()

    async def start(self, scheduler: BaseScheduler, operator: Sequence[str]) -> None:
        """Put the operator's feeds into place, those no longer configured out of it, and look each minute."""
        wanted = {feed_id(FEEDS, url): url for url in operator}

        def configured(settings: GuildSettings) -> GuildSettings:
            kept = [plan for plan in settings.feeds if plan.id in wanted]
            known = {plan.id for plan in kept}
            new = [FeedPlan(id_, FEEDS, url, None) for id_, url in wanted.items() if id_ not in known]
            # A restart is a new chance for what was switched off: the operator saw it in the log.
            return replace(settings, feeds=(*(replace(plan, active=True, failures=0) for plan in kept), *new))

        await self._servers.change(FEEDS, configured)
        scheduler.add_job(self.tick, "interval", minutes=1, id="feeds", max_instances=1, coalesce=True)

    async def plans(self, scope: str) -> tuple[FeedPlan, ...]:
        """The feeds of a scope."""
        return (await self._store.settings(scope)).feeds

    async def add(self, plan: FeedPlan, look: Look) -> FeedPlan:
        """Keep a feed that was just looked at; all that it holds now counts as handled."""
        taken = await self._reader.take_in(replace(plan, next_at=None), look, self._now())
        added = replace(taken.plan, id=feed_id(plan.scope, taken.plan.url), next_at=self._now() + self._every)

        def change(settings: GuildSettings) -> GuildSettings:
            return replace(settings, feeds=(*(known for known in settings.feeds if known.id != added.id), added))

        await self._servers.change(plan.scope, change)
        self._due.pop(added.id, None)
        return added

    async def remove(self, scope: str, plan_id: str) -> FeedPlan | None:
        """Forget a feed; what was read from it stays. None when there is none of that id."""
        gone = next((plan for plan in await self.plans(scope) if plan.id == plan_id), None)
        await self._drop(scope, lambda plan: plan.id == plan_id)
        return gone

    async def channel_gone(self, scope: str, channel_id: str) -> None:
        """Forget the feeds of a channel that is no more."""
        await self._drop(scope, lambda plan: plan.channel_id == channel_id)

    async def tick(self) -> None:
        """Look at every feed that is due; one look at an address serves all who have it."""
        async with self._working:
            now = self._now()
            due: dict[str, list[FeedPlan]] = defaultdict(list)
            for settings in await self._store.all_settings():
                for plan in settings.feeds:
                    if plan.active and self._at(plan) <= now:
                        due[plan.url].append(plan)
            hosts: dict[str, list[list[FeedPlan]]] = defaultdict(list)
            for url, plans in due.items():
                hosts[urlsplit(url).hostname or ""].append(plans)
            room = asyncio.Semaphore(_AT_ONCE)
            await asyncio.gather(*(self._host(feeds, room) for feeds in hosts.values()))

    def _at(self, plan: FeedPlan) -> datetime:
        stored = plan.next_at or self._now()
        return max(stored, self._due.get(plan.id, stored))

    async def _host(self, feeds: Iterable[list[FeedPlan]], room: asyncio.Semaphore) -> None:
        """The feeds of one host, one after another: it is not to be pressed."""
        for plans in feeds:
            async with room:
                try:
                    await self._feed(plans)
                except StorageError:
                    log.exception("what %s brought could not be kept", plans[0].url)
                except Exception:
                    log.exception("looking at %s failed", plans[0].url)
                    self._wait(plans, self._every)

    async def _feed(self, plans: Sequence[FeedPlan]) -> None:
        try:
            look = await self._look(plans)
        except FetchRefused as refused:
            for plan in plans:
                await self._failed(plan, refused)
            return
        for plan in plans:
            await self._took(plan, look)

    async def _look(self, plans: Sequence[FeedPlan]) -> Look:
        """With validators when all who share the address have the same, else whole. One that nobody has looked at yet
        may be a page that names its feed."""
        if any(plan.next_at is None for plan in plans):
            return await self._reader.find(plans[0].url, group=GROUP)
        known = {(plan.etag, plan.modified) for plan in plans}
        etag, modified = known.pop() if len(known) == 1 else (None, None)
        return await self._reader.look(plans[0].url, etag, modified, group=GROUP)

    async def _took(self, plan: FeedPlan, look: Look) -> None:
        taken = await self._reader.take_in(plan, look, self._now(), group=GROUP)
        after = replace(taken.plan, failures=0, next_at=plan.next_at)
        if after != plan or plan.next_at is None:
            await self._keep(plan, replace(after, next_at=self._now() + self._every))
        self._wait([plan], self._every)
        if plan.cards:
            for card in taken.cards:
                await self._tell(plan, card)

    async def _failed(self, plan: FeedPlan, refused: FetchRefused) -> None:
        """Wait twice as long after each failure; after many, or where the feed is gone for good, look no more."""
        failures = plan.failures + 1
        pause = min(self._every * 2 ** min(failures, 10), LONGEST_PAUSE)
        if refused.retry_after is not None:
            pause = max(pause, timedelta(seconds=refused.retry_after))
        off = failures >= OFF_AFTER or refused.detail == "status 410"
        log.info("the feed %s could not be read (%d in a row): %s", plan.url, failures, refused)
        # A feed that nobody has looked at yet stays so: what it holds at the first look that succeeds is no news.
        next_at = self._now() + pause if plan.next_at is not None else None
        await self._keep(plan, replace(plan, failures=failures, next_at=next_at, active=not off))
        self._wait([plan], pause)
        if off:
            log.warning("The feed %s of %s is switched off: %s", plan.url, plan.scope, refused.reason)
            await self._warn(plan, refused)

    async def _keep(self, before: FeedPlan, after: FeedPlan) -> None:
        """Keep what was learned of a feed, unless it was removed meanwhile."""

        def change(settings: GuildSettings) -> GuildSettings:
            feeds = tuple(after if plan.id == before.id else plan for plan in settings.feeds)
            return replace(settings, feeds=feeds)

        await self._servers.change(before.scope, change)

    async def _drop(self, scope: str, gone: Callable[[FeedPlan], bool]) -> None:
        def change(settings: GuildSettings) -> GuildSettings:
            return replace(settings, feeds=tuple(plan for plan in settings.feeds if not gone(plan)))

        await self._servers.change(scope, change)

    def _wait(self, plans: Iterable[FeedPlan], pause: timedelta) -> None:
        for plan in plans:
            self._due[plan.id] = self._now() + pause


def feed_id(scope: str, url: str) -> str:
    """The id of a feed in a scope: the same address is the same feed."""
    return blake2b(f"{scope}\n{url}".encode("utf-8", "replace"), digest_size=8).hexdigest()
