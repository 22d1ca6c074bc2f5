"""What a page comes down to: its story in plain text, with the page's own times, or the reason it holds none."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

PageForm = Literal["page", "text", "pdf"]

PageCode = Literal[
    "consent", "paywall", "robot_check", "error_page", "index_page", "empty", "not_a_page", "broken", "too_complex"
]
"""Why a page gives no story: see `bot.refusals` for what a reader is told of each."""


_REWRITTEN = timedelta(hours=30)


class PageRefused(Exception):
    """A body that was fetched holds no story; `code` says why, `detail` is for the log."""

    def __init__(self, code: PageCode, detail: str = "") -> None:
        super().__init__(f"{code}: {detail}" if detail else code)
        self.code: PageCode = code
        self.detail = detail


@dataclass(frozen=True, slots=True)
class Post:
    """One timed entry of a live page. `at` is aware, or a bare date where the page names no zone, or None."""

    at: datetime | date | None
    title: str | None
    text: str


@dataclass(frozen=True, slots=True)
class Page:
    """The story of one page.

    `url` is where it was found after redirects, `canonical_url` the address it is known by. Times are the page's own:
    an aware datetime with the page's zone, a bare date where it names no zone, None where it gives none. On a live
    page `text` and `published_at` are of the newest entry and `posts` holds the older ones, newest first.
    Tables are lines with cells parted by " | ".
    """

    url: str
    canonical_url: str
    title: str | None
    text: str
    outlet: str | None = None
    published_at: datetime | date | None = None
    modified_at: datetime | date | None = None
    form: PageForm = "page"
    posts: tuple[Post, ...] = ()

    @property
    def as_of(self) -> datetime | date | None:
        """The time whose state the text tells. Market reports are put up before the open and rewritten until after the
        close, so it is the time of the last change; one that came days later changed no story, only its page."""
        first, last = self.published_at, self.modified_at
        if self.posts or not isinstance(first, datetime) or not isinstance(last, datetime):
            return first
        return last if first < last <= first + _REWRITTEN else first


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a feed. `text` is its content where the feed carries it, else its summary."""

    id: str
    url: str | None
    title: str | None
    text: str
    published_at: datetime | date | None = None


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed's title and entries as it orders them, or, for a page that is no feed, the feeds that it names."""

    title: str | None = None
    entries: tuple[Entry, ...] = ()
    links: tuple[str, ...] = ()
    is_feed: bool = True
