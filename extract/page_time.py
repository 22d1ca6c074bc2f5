"""When a document says that it was written: its page's day and hour, its message's, or the day of its own dateline."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from extract.dateline import dateline
from extract.lists import listed
from extract.model import Document

_HEAD = 400
"""Characters of a page that a dateline stands in."""
_WEEKDAYS = [name.capitalize() for name in listed("days", "weekdays")]
_EARLIEST, _LATEST = 1990, 2100
"""No page tells of a market before or behind these years."""
_NONE = date(2000, 1, 3)
_PUT_UP = timedelta(days=2)
"""How long behind its own dateline a page is still that of the day."""


def page_time(document: Document) -> tuple[date, datetime | None]:
    """The day of a document, and its moment where an hour is known; a page dated later than its own dateline was put up
    again, and is of the dateline's day."""
    moment = document.published_at if document.published_at is not None else document.received_at
    if not _EARLIEST <= moment.year <= _LATEST:
        moment = document.received_at if _EARLIEST <= document.received_at.year <= _LATEST else _NONE
    instant = moment if isinstance(moment, datetime) else None
    day = moment.date() if isinstance(moment, datetime) else moment
    head = document.text[:_HEAD]
    if (told := dateline(head)) is not None:
        stated = told(day)
        # with its year, or with the weekday that it was
        certain = stated == told(_NONE) or _WEEKDAYS[stated.weekday()] in head
        older = certain and day - stated > _PUT_UP
        if stated.year >= _EARLIEST and (document.published_at is None or older):
            return stated, None
    return day, instant
