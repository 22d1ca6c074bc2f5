"""A site with a feed, and the feeds of one store at a time that tests set."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from aiohttp import web as http

from bot.answers import Card
from bot.feed_schedule import Feeds
from bot.feeds import FeedReader
from bot.fetch import FetchRefused
from bot.servers import Servers
from storage import Store
from storage.record import FeedPlan, Query
from tests.loopback_web import LoopbackWeb

FEED = "http://wire.example/feed.json"
SCOPE = "guild:1"
PAGE = """<!DOCTYPE html><html><head><title>{title}</title>
<meta property="article:published_time" content="2026-02-25T16:00:00+09:00"></head><body><article><h1>{title}</h1>
<p>Tokyo stocks ended Wednesday's session higher as makers of chip tools led the market in heavy trading.</p>
<p>The Nikkei 225 rose {percent} percent to close at {level}, its highest close of the year so far.</p>
</article></body></html>"""


@dataclass
class Site:
    """A site with a feed: stories are published on it, and it can be made to fail."""

    web: LoopbackWeb
    items: list[dict[str, str]] = field(default_factory=list)
    failing: int | None = None
    headers: dict[str, str] = field(default_factory=dict)

    def publish(self, number: int, title: str = "Tokyo stocks close higher", **changed: str) -> None:
        link = f"http://wire.example/story/{number}"
        self.web.page(link, PAGE.format(title=f"{title} {number}", percent="0.73", level=f"57,{number:03}.44"))
        item = {"id": str(number), "url": link, "title": f"{title} {number}", "date_published": "2026-02-25T07:00:00Z"}
        self.items.insert(0, item | changed)
        self.serve()

    def serve(self) -> None:
        feed = {"version": "https://jsonfeed.org/version/1.1", "title": "Wire", "items": self.items}
        tag = f'"{len(self.items)}"'

        async def answer(request: http.Request) -> http.Response:
            if self.failing:
                return http.Response(status=self.failing, headers=self.headers)
            if request.headers.get("If-None-Match") == tag:
                return http.Response(status=304)
            return http.Response(text=json.dumps(feed), content_type="application/feed+json", headers={"ETag": tag})

        self.web.handle(FEED, answer)

    def asked(self, path: str = "/feed.json") -> int:
        return sum(1 for _, told, _ in self.web.requests if told == path)


@dataclass
class Room:
    """The feeds of one store, at a time that tests set, with what was told and warned of."""

    web: LoopbackWeb
    store: Store
    reader: FeedReader
    now: datetime
    told: list[str] = field(default_factory=list)
    warned: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.feeds = self.again()

    def again(self) -> Feeds:
        """As after a restart: nothing is known but what the store has kept."""
        every = timedelta(minutes=10)
        servers = Servers(self.store)
        self.feeds = Feeds(
            self.store, servers, self.reader, lambda: self.now, every=every, tell=self.tell, warn=self.warn
        )
        return self.feeds

    async def tell(self, plan: FeedPlan, card: Card) -> None:
        self.told.append(f"{plan.channel_id}: {card.source.title}")

    async def warn(self, plan: FeedPlan, refused: FetchRefused) -> None:
        self.warned.append(f"{plan.channel_id}: {refused.reason}")

    async def add(self, scope: str = SCOPE, *, cards: bool = True, url: str = FEED) -> FeedPlan:
        look = await self.reader.find(url)
        return await self.feeds.add(FeedPlan("", scope, look.url, "77", cards=cards), look)

    async def later(self, minutes: float = 10) -> None:
        self.now += timedelta(minutes=minutes)
        await self.feeds.tick()

    async def plan(self, scope: str = SCOPE) -> FeedPlan:
        (only,) = await self.feeds.plans(scope)
        return only

    async def stories(self, scope: str = SCOPE) -> list[str]:
        return sorted(wrap.origin.title or "" for wrap in await self.store.find(Query((scope,))))
