"""A feed's body -> its entries (RSS, Atom, JSON Feed); a page's body -> the feeds it names."""

from __future__ import annotations

import hashlib
import json
from calendar import timegm
from collections.abc import Iterable
from datetime import UTC, datetime
from io import BytesIO
from typing import Any
from urllib.parse import urljoin

from selectolax.lexbor import LexborHTMLParser

from extract.page.charset import decode
from extract.page.dates import When, parse_time
from extract.page.model import Entry, Feed, PageRefused
from extract.page.text import plain

_MOST_ENTRIES = 100
_MOST_LINKS = 10
_LONGEST_TEXT = 100_000
_FEED_KINDS = ("application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml")


def read_feed(body: bytes, *, url: str, content_type: str = "") -> Feed:
    """The feed in `body`; a Feed of links when it is a page instead; PageRefused when it is neither."""
    start = body[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith(b"{"):
        return _json_feed(body, url)
    if start.startswith((b"<!doctype html", b"<html")):
        return Feed(links=_links(decode(body, content_type), url), is_feed=False)
    if not start.startswith(b"<"):
        raise PageRefused("not_a_page", "neither XML nor JSON")
    return _xml_feed(body, url, content_type)


def _xml_feed(body: bytes, url: str, content_type: str) -> Feed:
    import feedparser  # in the worker only

    # As a stream: given bare bytes, feedparser would take a short one for the name of a file to open.
    parsed = feedparser.parse(BytesIO(body), response_headers={"content-type": content_type, "content-location": url})
    if not parsed.get("version"):
        raise PageRefused("not_a_page", "no feed")
    entries = (_xml_entry(entry) for entry in parsed.entries[:_MOST_ENTRIES])
    return Feed(title=_line(parsed.feed.get("title")), entries=_known(entries))


def _xml_entry(entry: Any) -> Entry:
    texts = [entry.get("summary") or "", *(part.get("value") or "" for part in entry.get("content") or ())]
    link, title = entry.get("link") or None, _line(entry.get("title"))
    text = plain(max(texts, key=len)[: 4 * _LONGEST_TEXT])[:_LONGEST_TEXT]
    return Entry(
        id=_id(entry.get("id"), link, title, text),
        url=link if link and link.startswith(("http://", "https://")) else None,
        title=title,
        text=text,
        published_at=_entry_time(entry),
    )


def _entry_time(entry: Any) -> When | None:
    for name in ("published", "updated", "created"):
        when = parse_time(entry.get(name))
        if when is not None:
            return when
        parsed = entry.get(f"{name}_parsed")
        if parsed is not None:
            try:
                return datetime.fromtimestamp(timegm(parsed), UTC)
            except (ValueError, TypeError, OverflowError):
                continue
    return None


def _json_feed(body: bytes, url: str) -> Feed:
    try:
        feed = json.loads(body.decode("utf-8-sig", "replace"), strict=False)
    except (ValueError, RecursionError) as error:
        raise PageRefused("broken", "damaged JSON") from error
    if not isinstance(feed, dict) or "jsonfeed.org" not in str(feed.get("version")):
        raise PageRefused("not_a_page", "JSON, but no JSON Feed")
    items = feed.get("items")
    entries = (_json_entry(item, url) for item in (items if isinstance(items, list) else [])[:_MOST_ENTRIES])
    return Feed(title=_line(feed.get("title")), entries=_known(entry for entry in entries if entry))


def _json_entry(item: Any, base: str) -> Entry | None:
    if not isinstance(item, dict):
        return None
    fields = {name: item[name] for name in item if isinstance(item[name], str)}
    given = fields.get("url") or fields.get("external_url")
    link, title = urljoin(base, given) if given else None, _line(fields.get("title"))
    body = fields.get("content_html") or fields.get("content_text") or fields.get("summary") or ""
    text = plain(body[: 4 * _LONGEST_TEXT])[:_LONGEST_TEXT]
    when = parse_time(fields.get("date_published")) or parse_time(fields.get("date_modified"))
    return Entry(id=_id(item.get("id"), link, title, text), url=link, title=title, text=text, published_at=when)


def _known(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Each id once, the first one; nothing that has neither link nor words."""
    unique: dict[str, Entry] = {}
    for entry in entries:
        if entry.url or entry.text or entry.title:
            unique.setdefault(entry.id, entry)
    return tuple(unique.values())


def _id(given: Any, link: str | None, title: str | None, text: str) -> str:
    """What the feed calls the entry; long ones, and none at all, become a hash, for ids are kept."""
    own = str(given or link or "")
    if own and len(own) <= 200:
        return own
    return "sha1:" + hashlib.sha1((own or f"{title}\n{text}").encode("utf-8", "replace")).hexdigest()


def _line(text: Any) -> str | None:
    return " ".join(plain(text).split())[:300] or None if isinstance(text, str) else None


def _links(source: str, url: str) -> tuple[str, ...]:
    """The feeds that a page's head names, in its order."""
    found: dict[str, None] = {}
    for node in LexborHTMLParser(source).css('link[rel~="alternate"][href]')[:100]:
        kind = (node.attributes.get("type") or "").lower().split(";")[0].strip()
        href = node.attributes.get("href")
        if kind in _FEED_KINDS and href:
            try:
                found.setdefault(urljoin(url, href.strip()))
            except ValueError:
                continue
    return tuple(found)[:_MOST_LINKS]
