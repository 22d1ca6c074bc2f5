"""A posted link -> its story, or a typed refusal. Everything that leaves for the network goes through here."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import replace

from yarl import URL

from bot.addresses import Dial, Resolve, SystemNames, check_link, dial_directly
from bot.gates import Turns
from bot.locale import phrases
from bot.page_cache import Kept, PageCache
from bot.pages import PageReader
from bot.refusals import FetchRefused, RefusalCode
from bot.transport import Answer, FetchLimits, Transport, WantsBody
from extract.page.address import canonical, unwrapped
from extract.page.model import Feed, Page, Post

__all__ = ["FetchLimits", "FetchRefused", "Fetcher", "Page", "Post", "RefusalCode", "canonical"]

log = logging.getLogger(__name__)

_PAGES = ("text/html", "application/xhtml+xml", "text/plain", "text/markdown", "application/pdf", "")
_ACCEPT_PAGES = "text/html,application/xhtml+xml,text/plain;q=0.8,application/pdf;q=0.7"
_STATUS: dict[int, RefusalCode] = {
    401: "paywall",
    402: "paywall",
    403: "robot_check",
    404: "error_page",
    410: "error_page",
    429: "robot_check",
}
_MOST_MOVES = 3
"""From one page to the next by the pages' own word, on top of the servers' redirects."""


class Fetcher:
    """Fetches and reads links. One for the whole process; `close` it in the end.

    `dial` makes the socket for an address that has passed the guard, `resolver` gives a name's addresses: tests
    replace both, so that none of them can reach a real host. `clock` counts seconds, for freshness. A `reader` that is
    handed in is shared, and closed by whoever made it.
    """

    def __init__(
        self,
        limits: FetchLimits | None = None,
        *,
        dial: Dial = dial_directly,
        resolver: Resolve | None = None,
        clock: Callable[[], float] = time.monotonic,
        reader: PageReader | None = None,
    ) -> None:
        self.limits = limits or FetchLimits()
        names = resolver or SystemNames()
        self._own_names = names if isinstance(names, SystemNames) else None
        self._transport = Transport(self.limits, dial, names)
        self._reader = reader or PageReader()
        self._own_reader = reader is None
        self._clock = clock
        self._cache = PageCache(self.limits.fresh_seconds, self.limits.refused_seconds)
        self._groups = Turns(self.limits.per_group, self.limits.waiting_per_group)
        self._hosts = Turns(self.limits.per_host)
        self._all = Turns(self.limits.at_once)
        self._parsing = Turns(1)  # a group's heavy pages queue among themselves, not before everybody else's
        self._under_way: dict[str, asyncio.Task[Page | FetchRefused]] = {}

    async def fetch(self, url: str, *, group: str = "") -> Page:
        """The story at `url`; FetchRefused says why there is none. `group` (a server's scope) shares one allowance.

        A page fetched within its freshness is not fetched again, and one link asked for twice at once is fetched once.
        """
        target = check_link(unwrapped(url.strip()), self.limits.ports)
        key = canonical(str(target))
        outcome = self._cache.fresh(key, self._clock())
        if outcome is None:
            task = self._under_way.get(key)
            if task is None:
                task = asyncio.create_task(self._outcome(target, key, group))
                self._under_way[key] = task
                task.add_done_callback(lambda _: self._under_way.pop(key, None))
            outcome = await asyncio.shield(task)  # one who gives up does not take the page from the others
        if isinstance(outcome, FetchRefused):
            raise FetchRefused(outcome.code, outcome.detail, reason=outcome.reason)
        return outcome

    async def read(
        self, body: bytes, *, content_type: str = "", name: str = "", url: str = "", group: str = ""
    ) -> Page:
        """The story in a file that is already here (an attachment): HTML, plain text, Markdown or PDF."""
        if len(body) > self.limits.page_bytes:
            raise FetchRefused("too_large", f"{len(body)} bytes")
        async with self._parsing.turn(group):
            page = await self._reader.page(body, url=url, content_type=content_type, name=name)
        if isinstance(page, str):
            raise FetchRefused("empty", "a file that only leads elsewhere")
        return page

    async def get(
        self, url: str, *, accept: str, wants: WantsBody, group: str = "", headers: Mapping[str, str] | None = None
    ) -> Answer:
        """The bare answer to a GET, within all limits and behind the guard; for feeds."""
        target = check_link(url, self.limits.ports)
        return await self._get(target, group, accept=accept, wants=wants, headers=headers)

    async def read_feed(self, answer: Answer, *, group: str = "") -> Feed:
        """The feed in an answer, or the feeds that a page names."""
        async with self._parsing.turn(group):
            return await self._reader.feed(answer.body, url=str(answer.url), content_type=answer.content_type)

    async def close(self) -> None:
        """End what is under way and let go of the worker and the sockets."""
        tasks = list(self._under_way.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await self._transport.close()
        if self._own_reader:
            await self._reader.close()
        if self._own_names is not None:
            self._own_names.close()

    async def _outcome(self, target: URL, key: str, group: str) -> Page | FetchRefused:
        """What becomes of a link, kept for the next one who asks."""
        kept = self._cache.stale(key)
        try:
            found = await self._through_moves(target, group, kept)
        except FetchRefused as refused:
            if refused.code != "busy":
                self._cache.keep(key, Kept(FetchRefused(refused.code, refused.detail), self._clock(), str(target)))
            return refused
        except Exception:
            # No link may bring down what reads it: this one is refused, and the log has what it did.
            log.exception("reading a link failed in a new way: %s", str(target)[:200])
            return FetchRefused("broken", "unexpected")
        self._cache.keep(key, found)
        if isinstance(found.outcome, Page) and found.outcome.canonical_url != key:
            self._cache.keep(found.outcome.canonical_url, found)
        return found.outcome

    async def _through_moves(self, target: URL, group: str, kept: Kept | None) -> Kept:
        """The page, by way of pages that hold nothing but another one's address."""
        for _ in range(_MOST_MOVES):
            headers = (
                validators(kept.etag, kept.modified) if kept is not None and kept.requested == str(target) else None
            )
            get = self._get(target, group, accept=_ACCEPT_PAGES, wants=_wants_page, headers=headers)
            answer, _ = await asyncio.gather(get, self._reader.warm())  # the worker starts while the page is under way
            if answer.status == 304:
                if kept is None or headers is None:
                    raise FetchRefused("http_error", "status 304, unasked")
                return replace(kept, at=self._clock())
            async with self._parsing.turn(group):
                page = await self._reader.page(answer.body, url=str(answer.url), content_type=answer.content_type)
            if isinstance(page, Page):
                return Kept(page, self._clock(), str(answer.url), answer.etag, answer.modified)
            target = check_link(page, self.limits.ports)
        raise FetchRefused("too_many_redirects", "pages that only lead to others")

    async def _get(
        self, target: URL, group: str, *, accept: str, wants: WantsBody, headers: Mapping[str, str] | None
    ) -> Answer:
        """One GET, when its turn has come, within its time."""

        def turn(host: str) -> AbstractAsyncContextManager[None]:
            return contextlib.nullcontext() if host == target.raw_host else self._hosts.turn(host)

        async with self._turn(group, target):
            try:
                async with asyncio.timeout(self.limits.total_seconds):
                    return await self._transport.get(target, accept=accept, wants=wants, turn=turn, headers=headers)
            except TimeoutError as error:
                raise FetchRefused("too_slow", f"over {self.limits.total_seconds} s in all") from error

    @asynccontextmanager
    async def _turn(self, group: str, target: URL) -> AsyncIterator[None]:
        """A place among the group's fetches, the host's, then among all: who waits for a slow host keeps nobody else
        waiting. FetchRefused("busy") when it takes too long to get one."""
        async with contextlib.AsyncExitStack() as turns:
            try:
                async with asyncio.timeout(self.limits.wait_seconds):
                    await turns.enter_async_context(self._groups.turn(group))
                    await turns.enter_async_context(self._hosts.turn(target.raw_host or ""))
                    await turns.enter_async_context(self._all.turn(""))
            except TimeoutError as error:
                raise FetchRefused("busy", "no turn in time") from error
            yield


def validators(etag: str | None, modified: str | None) -> dict[str, str]:
    """The headers that ask a server whether anything changed since it told these."""
    told = {"If-None-Match": etag, "If-Modified-Since": modified}
    return {name: value for name, value in told.items() if value}


def _wants_page(status: int, headers: Mapping[str, str]) -> None:
    """Refuses an answer that is an error, or of a kind that is not read, before its body comes."""
    if status in _STATUS:
        raise FetchRefused(_STATUS[status], f"status {status}")
    refuse_status(status)
    kind = headers.get("Content-Type", "").split(";")[0].strip().lower()
    if kind not in _PAGES and status != 304:
        raise FetchRefused("not_a_page", kind[:80])


def refuse_status(status: int, retry_after: float | None = None) -> None:
    """FetchRefused for every status but those that carry what was asked for, or say that it has not changed."""
    if status not in (200, 203, 304):
        reason = phrases().say("refused.http_status", status=status)
        raise FetchRefused("http_error", f"status {status}", reason=reason, retry_after=retry_after)
