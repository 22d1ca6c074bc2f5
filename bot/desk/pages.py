"""A fetched page becomes posts: its story, and on a live page each older entry under its own time."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from bot.desk.intake import Post
from extract.page.model import Page

_ENTRIES = 30


def posts(page: Page, shared: Post) -> list[Post]:
    """What to ingest of a page, oldest first, the story itself last. `shared` carries who shared it, where and when;
    its text is not looked at. Entries without a time of their own are left out: they would be read as of today."""
    story = replace(
        shared,
        text=page.text,
        form="page",
        title=page.title,
        url=page.canonical_url,
        outlet=page.outlet,
        published_at=page.as_of,
    )
    dated = [entry for entry in page.posts if entry.at is not None][:_ENTRIES]
    older = [_entry(story, entry.text, entry.title, entry.at) for entry in dated]
    return [*reversed(older), story]


def _entry(story: Post, text: str, title: str | None, at: datetime | date | None) -> Post:
    return replace(story, text=text, title=title or story.title, published_at=at)
