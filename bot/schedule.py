"""Morning briefs: one job a plan, sent on trading days at their minute, each once, over restarts and crashes too."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from apscheduler.jobstores.base import JobLookupError
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.cron import CronTrigger

from bot.answers import BriefAnswer
from bot.desk import Desk
from bot.listen.serial import Serial
from bot.servers import Servers
from extract.exchanges import is_session
from storage import Store
from storage.record import FEEDS, BriefPlan, Delivery, GuildSettings

log = logging.getLogger(__name__)

GRACE = timedelta(minutes=10)
"""How late a brief may still be sent."""

Send = Callable[[BriefPlan, BriefAnswer], Awaitable[str | None]]
"""Sends a brief to the plan's channel and gives the message's id, None when it could not be sent."""


class Briefs:
    """The scheduled briefs of all servers. The store's settings are the truth; the jobs are built from them."""

    def __init__(self, store: Store, servers: Servers, desk: Desk, send: Send, now: Callable[[], datetime]) -> None:
        self._store = store
        self._servers = servers
        self._desk = desk
        self._send = send
        self._now = now
        self._serial = Serial()
        grace = int(GRACE.total_seconds())
        defaults = {"misfire_grace_time": grace, "coalesce": True, "max_instances": 1}
        self.scheduler = AsyncIOScheduler(timezone=UTC, job_defaults=defaults)

    async def start(self) -> None:
        """Build the jobs, and send what fell due shortly before the start."""
        self.scheduler.start()
        for settings in await self._store.all_settings():
            for plan in settings.briefs:
                self._schedule(plan)
                if _due(plan, self._now()) is not None:
                    self.scheduler.add_job(self.deliver, "date", run_date=self._now(), args=(plan,))

    def pause(self) -> None:
        """No further brief is begun; what is being sent is sent."""
        if self.scheduler.running:
            self.scheduler.pause()

    async def idle(self) -> None:
        """Come back when no brief is being sent."""
        await self._serial.idle()

    def stop(self) -> None:
        """The end of the scheduler."""
        if self.scheduler.running:
            self.scheduler.shutdown(wait=False)

    def every_minute(self, work: Callable[[], Awaitable[None]]) -> None:
        """Have something done each minute."""
        self.scheduler.add_job(work, "interval", minutes=1, id="every minute")

    async def add(self, plan: BriefPlan) -> None:
        """Keep a plan (in place of one of the same id) and schedule it."""

        def added(settings: GuildSettings) -> GuildSettings:
            others = tuple(known for known in settings.briefs if known.id != plan.id)
            return replace(settings, briefs=(*others, plan))

        await self._servers.change(plan.scope, added)
        self._schedule(plan)

    async def remove(self, scope: str, plan_ids: Iterable[str]) -> None:
        """Forget plans."""
        gone = set(plan_ids)
        self.unschedule(plan for plan in await self.plans(scope) if plan.id in gone)

        def removed(settings: GuildSettings) -> GuildSettings:
            return replace(settings, briefs=tuple(plan for plan in settings.briefs if plan.id not in gone))

        await self._servers.change(scope, removed)

    async def channel_gone(self, scope: str, channel_id: str) -> None:
        """Forget the plans of a channel that is no more."""
        gone = [plan.id for plan in await self.plans(scope) if plan.channel_id == channel_id]
        await self.remove(scope, gone)

    def unschedule(self, plans: Iterable[BriefPlan]) -> None:
        """Drop the jobs of plans that are forgotten."""
        for plan in plans:
            try:
                self.scheduler.remove_job(plan.id)
            except JobLookupError:
                continue

    async def plans(self, scope: str) -> tuple[BriefPlan, ...]:
        """What a server has scheduled."""
        return (await self._store.settings(scope)).briefs

    def next_at(self, plan: BriefPlan) -> datetime | None:
        """When a plan's next brief is due: the next trading day's minute."""
        fire = _trigger(plan)
        at: datetime | None = None
        moment = self._now()
        for _ in range(30):
            at = fire.get_next_fire_time(at, moment)
            if at is None or _trades(plan.exchange, at.date()):
                return at
            moment = at + timedelta(seconds=1)
        return None

    def _schedule(self, plan: BriefPlan) -> None:
        try:
            trigger = _trigger(plan)
        except (KeyError, ValueError) as error:
            log.error("The brief %s of %s cannot be scheduled: %s", plan.id, plan.scope, error)
            return
        self.scheduler.add_job(self.deliver, trigger, args=(plan,), id=plan.id, replace_existing=True)

    async def deliver(self, plan: BriefPlan) -> None:
        """Send today's brief of a plan: on a trading day, if there is anything to tell, and once. What was claimed and
        not marked as sent may have been sent, so it is not sent again."""
        async with self._serial.turn(plan.id):
            await self._deliver(plan, self._now())

    async def _deliver(self, plan: BriefPlan, now: datetime) -> None:
        due = _due(plan, now)
        if due is None or not _trades(plan.exchange, due.date()):
            return
        brief = await self._desk.brief((plan.scope, FEEDS), now, exchange=plan.exchange)
        if not isinstance(brief, BriefAnswer) or brief.empty:
            return
        key = f"{plan.id}:{due.date().isoformat()}"
        if await self._store.claim(Delivery(key, plan.scope, now)):
            message_id = await self._send(plan, brief)
            if message_id is not None:
                await self._store.sent(key, message_id)


def _due(plan: BriefPlan, now: datetime) -> datetime | None:
    """The plan's minute that came at most GRACE ago, in the plan's zone."""
    try:
        due: datetime | None = _trigger(plan).get_next_fire_time(None, now - GRACE)
    except (KeyError, ValueError):
        return None
    return due if due is not None and due <= now else None


def _trades(exchange: str, day: date) -> bool:
    try:
        return is_session(exchange, day)
    except KeyError:
        return day.weekday() < 5


def _trigger(plan: BriefPlan) -> CronTrigger:
    hour, _, minute = plan.at.partition(":")
    return CronTrigger(hour=int(hour), minute=int(minute), timezone=ZoneInfo(plan.zone))
