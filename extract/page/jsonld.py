"""What a page tells machines of itself in JSON-LD: the article, its times, and the entries of a live blog."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from extract.page.address import canonical
from extract.page.dates import When, parse_time
from extract.page.model import Post
from extract.page.text import plain

_ARTICLES = ("article", "posting", "report")
"""NewsArticle, ReportageNewsArticle, BlogPosting, LiveBlogPosting ... all end in one of these."""
_ASIDE = (
    "itemlistelement",
    "ispartof",
    "haspart",
    "relatedlink",
    "citation",
    "mentions",
    "subjectof",
    "video",
    "comment",
)
"""What stands under these keys is another page."""
_MOST_NODES = 5_000
_MOST_POSTS = 200
_TRAILING_COMMA = re.compile(r",(?=\s*[}\]])")


@dataclass(frozen=True, slots=True)
class Told:
    """The article as the page's JSON-LD tells it. `free` is False where it says that it is not for everyone."""

    headline: str | None = None
    body: str = ""
    published: When | None = None
    modified: When | None = None
    outlet: str | None = None
    url: str | None = None
    free: bool | None = None
    posts: tuple[Post, ...] = ()
    is_article: bool = False
    kinds: frozenset[str] = field(default_factory=frozenset)
    """Every @type on the page, in lower case."""


def told(tree: LexborHTMLParser, address: str) -> Told:
    """The article of the page at `address`; empty when there is none."""
    nodes: list[dict[str, Any]] = []
    kinds: set[str] = set()
    for script in tree.css('script[type*="ld+json"]'):
        for node, aside in _nodes(_parsed(script.text() or "")):
            if not aside:
                kinds.update(_types(node))
                nodes.append(node)
    articles = [node for node in nodes if any(kind.endswith(_ARTICLES) for kind in _types(node))]
    publisher = next((name for node in [*articles, *nodes] if (name := _name(node.get("publisher")))), None)
    if not articles:
        return Told(outlet=publisher, kinds=frozenset(kinds))
    node = max(articles, key=lambda one: _rank(one, address))
    return Told(
        headline=_text(node.get("headline")) or _text(node.get("name")),
        body=_body(node),
        published=_time(node, "datePublished", "dateCreated", "uploadDate"),
        modified=_time(node, "dateModified"),
        outlet=_name(node.get("publisher")) or publisher,
        url=_url(node),
        free=_free(node),
        posts=_posts(node),
        is_article=True,
        kinds=frozenset(kinds),
    )


def _parsed(text: str) -> Any:
    """The JSON of one script; pages wrap it in comments, leave raw line breaks in strings and commas at ends."""
    text = text.strip().removeprefix("<!--").removesuffix("-->").strip()
    text = text.removeprefix("//<![CDATA[").removeprefix("<![CDATA[").removesuffix("//]]>").removesuffix("]]>").strip()
    for attempt in (text, _TRAILING_COMMA.sub("", text)):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _nodes(root: Any) -> Iterator[tuple[dict[str, Any], bool]]:
    """Every object in the order of the page, and whether it stands under a key that leads to other pages."""
    waiting: list[tuple[Any, bool]] = [(root, False)]
    seen = 0
    while waiting and seen < _MOST_NODES:
        value, aside = waiting.pop()
        seen += 1
        if isinstance(value, list):
            waiting.extend((item, aside) for item in reversed(value))
        elif isinstance(value, dict):
            yield value, aside
            inner = [(item, aside or key.lower() in _ASIDE) for key, item in value.items() if key != "liveBlogUpdate"]
            waiting.extend((item, off) for item, off in reversed(inner) if isinstance(item, dict | list))


def _types(node: dict[str, Any]) -> list[str]:
    kind = node.get("@type")
    return [str(one).rsplit("/", 1)[-1].lower() for one in (kind if isinstance(kind, list) else [kind]) if one]


def _rank(node: dict[str, Any], address: str) -> tuple[bool, bool, int, bool]:
    """The page's own article first: a live blog, then the one at this address, then the one with the most text."""
    url = _url(node)
    here = bool(url) and canonical(url or "").rstrip("/") == canonical(address).rstrip("/")
    body = node.get("articleBody")
    return bool(node.get("liveBlogUpdate")), here, len(body) if isinstance(body, str) else 0, "headline" in node


def _body(node: dict[str, Any]) -> str:
    body = node.get("articleBody") or node.get("text")
    if isinstance(body, list):
        body = "\n".join(part for part in body if isinstance(part, str))
    return plain(body) if isinstance(body, str) else ""


def _posts(node: dict[str, Any]) -> tuple[Post, ...]:
    updates = node.get("liveBlogUpdate")
    posts = []
    for update in (updates if isinstance(updates, list) else [updates])[:_MOST_POSTS]:
        if not isinstance(update, dict):
            continue
        title, text = _text(update.get("headline")), _body(update)
        if title or text:
            at = _time(update, "datePublished", "dateCreated", "dateModified")
            posts.append(Post(at=at, title=title, text=text))
    return tuple(posts)


def _time(node: dict[str, Any], *names: str) -> When | None:
    return next((when for name in names if (when := parse_time(node.get(name)))), None)


def _text(value: Any) -> str | None:
    if isinstance(value, list):
        value = next((one for one in value if isinstance(one, str)), None)
    if not isinstance(value, str):
        return None
    return " ".join(plain(value).split()) or None


def _name(value: Any) -> str | None:
    if isinstance(value, list):
        value = next(iter(value), None)
    if isinstance(value, dict):
        value = value.get("name")
    return html.unescape(value).strip()[:120] or None if isinstance(value, str) else None


def _url(node: dict[str, Any]) -> str | None:
    for name in ("url", "mainEntityOfPage", "@id"):
        value = node.get(name)
        if isinstance(value, dict):
            value = value.get("@id") or value.get("url")
        if isinstance(value, str) and value.startswith(("http://", "https://")):
            return value
    return None


def _free(node: dict[str, Any]) -> bool | None:
    value = node.get("isAccessibleForFree")
    if isinstance(value, str):
        value = {"true": True, "false": False}.get(value.strip().lower().rsplit("/", 1)[-1])
    return value if isinstance(value, bool) else None
