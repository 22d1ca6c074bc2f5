"""From what was posted to facts that are kept: links opened, files read, every story taken in once."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

import discord

from bot.answers import Card, Ingested
from bot.desk import Desk, Post, pages
from bot.failures import REFUSED
from bot.fetch import Fetcher, FetchRefused, Page, canonical
from bot.listen.chatter import chatter
from bot.listen.content import Item, Passage
from storage.record import Form

AT_ONCE = 24
"""Messages read at once, at most; the others wait."""
_DOWNLOAD_SECONDS = 15.0


@dataclass(frozen=True, slots=True)
class Whence:
    """Where something was posted and by whom; ids as Discord writes them."""

    scope: str
    posted_at: datetime
    channel_id: str | None = None
    message_id: str | None = None
    message_link: str | None = None
    author_id: str | None = None
    parent_id: str | None = None
    """The channel that a thread stands in."""


@dataclass(slots=True)
class Outcome:
    """What became of all that a message brought."""

    new: list[Card] = field(default_factory=list)
    again: list[Card] = field(default_factory=list)
    refused: list[FetchRefused] = field(default_factory=list)
    unopened: set[str] = field(default_factory=set)
    """Links whose page could not be had and for which nothing else was read."""

    @property
    def read(self) -> bool:
        """Whether there was a story in it."""
        return bool(self.new or self.again)


class StoryReader:
    """Reads what was posted and hands it to the desk."""

    def __init__(self, desk: Desk, fetcher: Fetcher, file_bytes: int) -> None:
        self._desk = desk
        self._fetcher = fetcher
        self._file_bytes = file_bytes
        self._room = asyncio.Semaphore(AT_ONCE)

    async def read(self, items: Sequence[Item], whence: Whence, now: datetime, *, replacing: bool = False) -> Outcome:
        """Read every item, keep its facts. With `replacing` they take the place of what the message brought before."""
        async with self._room:
            return await self._read(items, whence, now, replacing)

    async def _read(self, items: Sequence[Item], whence: Whence, now: datetime, replacing: bool) -> Outcome:
        outcome = Outcome()
        opened = await asyncio.gather(*(self._opened(item, whence) for item in items))
        keep = _Keeper(self._desk, now, outcome, replacing)
        for item, page in zip(items, opened, strict=True):
            if isinstance(page, Page):
                if await self._keep_page(keep, item, page, whence):
                    continue
            elif page is not None:
                outcome.refused.append(page)
            told = item.passage
            if told is not None and not _idle_talk(told) and await keep(_from_passage(item, told, whence)):
                continue
            if isinstance(page, FetchRefused) and item.link is not None:
                outcome.unopened.add(item.link)
        if keep.replacing and whence.message_id is not None:  # nothing took its place
            await self._desk.withdraw(whence.scope, message_ids=(whence.message_id,))
        return outcome

    async def _opened(self, item: Item, whence: Whence) -> Page | FetchRefused | None:
        try:
            if item.link is not None:
                return await self._fetcher.fetch(item.link, group=whence.scope)
            if item.file is not None:
                return await self._file(item.file)
        except FetchRefused as refused:
            return refused
        return None

    async def _file(self, file: discord.Attachment) -> Page:
        if file.size > self._file_bytes:
            raise FetchRefused("too_large", f"{file.filename}: {file.size} bytes")
        try:
            async with asyncio.timeout(_DOWNLOAD_SECONDS):
                body = await file.read()
        except REFUSED as error:
            raise FetchRefused("unreachable", f"{file.filename}: {error}") from error
        return await self._fetcher.read(body, content_type=file.content_type or "", name=file.filename)

    async def _keep_page(self, keep: _Keeper, item: Item, page: Page, whence: Whence) -> bool:
        kept = False
        for post in pages.posts(page, _post(whence, "", "page")):
            post = replace(post, published_at=post.published_at or item.published_at)
            if item.file is not None:
                post = replace(post, form="attachment", url=None)
            kept = await keep(post) or kept
        return kept


class _Keeper:
    """Hands posts to the desk one after another; only the first one may replace what was there."""

    def __init__(self, desk: Desk, now: datetime, outcome: Outcome, replacing: bool) -> None:
        self._desk = desk
        self._now = now
        self._outcome = outcome
        self.replacing = replacing

    async def __call__(self, post: Post) -> bool:
        """Whether there was a story in it."""
        done: Ingested = await self._desk.ingest(post, self._now, replace=self.replacing)
        if done.card is None:
            return False
        self.replacing = False
        (self._outcome.new if done.outcome == "new" else self._outcome.again).append(done.card)
        return True


def _idle_talk(passage: Passage) -> bool:
    return passage.form == "text" and chatter(passage.text)


def _from_passage(item: Item, passage: Passage, whence: Whence) -> Post:
    post = _post(whence, passage.text, passage.form)
    told = passage.published_at or item.published_at
    url = canonical(passage.url) if passage.url else None
    return replace(
        post,
        title=passage.title,
        url=url,
        outlet=passage.outlet,
        published_at=told,
    )


def _post(whence: Whence, text: str, form: Form) -> Post:
    return Post(
        scope=whence.scope,
        text=text,
        received_at=whence.posted_at,
        form=form,
        channel_id=whence.channel_id,
        message_id=whence.message_id,
        message_link=whence.message_link,
        author_id=whence.author_id,
        parent_id=whence.parent_id,
    )
