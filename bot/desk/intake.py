"""A post becomes a wrap: read, quoted, and sketched so that the same story is known again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from storage.record import Form


@dataclass(frozen=True, slots=True)
class Post:
    """One story as it reached us. `received_at` is aware; `published_at` is the article's own time, if it gave one.

    `message_id` ties the story to the message that brought it: an edit or a deletion of the message finds it by that
    id. A feed's story has no message; its `url` stands in."""

    scope: str
    text: str
    received_at: datetime
    form: Form = "text"
    title: str | None = None
    url: str | None = None
    outlet: str | None = None
    published_at: datetime | date | None = None
    channel_id: str | None = None
    message_id: str | None = None
    message_link: str | None = None
    author_id: str | None = None
