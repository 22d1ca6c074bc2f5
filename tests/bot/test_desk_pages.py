"""What of a page is taken in, and as of when."""

from __future__ import annotations

from datetime import UTC, datetime

from bot.desk import Post, pages
from extract.page.model import Page
from extract.page.model import Post as Entry

NOW = datetime(2026, 2, 25, 22, 0, tzinfo=UTC)
NOON = datetime(2026, 2, 25, 17, 0, tzinfo=UTC)


def test_older_entries_come_first_each_under_its_own_time_and_those_without_one_not_at_all() -> None:
    entries = (
        Entry(at=NOON, title=None, text="The Dow was up 0.2% at noon."),
        Entry(at=None, title="Earlier", text="The Dow closed at 49,000.10 on a day that is not told."),
    )
    page = Page(
        url="https://a.example/live",
        text="The Dow closed at 49,174.50.",
        title="Markets",
        canonical_url="https://a.example/live",
        posts=entries,
    )
    told = pages.posts(page, Post("local", "", NOW))
    assert [(post.text[:12], post.published_at) for post in told] == [
        ("The Dow was ", NOON),
        ("The Dow clos", page.as_of),
    ]
    assert {post.form for post in told} == {"page"} and told[0].title == "Markets"
