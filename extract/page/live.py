"""Live pages: several timed entries on one page, each with a time of its own."""

from __future__ import annotations

from datetime import UTC, date, datetime
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from extract.furniture import without_furniture
from extract.page.dates import parse_time
from extract.page.jsonld import Told
from extract.page.look import marked
from extract.page.model import Post
from extract.page.text import plain, tidy
from extract.page.words import pattern

_FEWEST = 3
_MOST_POSTS = 200
_SHORTEST = 30


def live_posts(tree: LexborHTMLParser, told: Told, address: str) -> tuple[Post, ...]:
    """The page's entries, newest first; empty when it is no live page. What has no time of its own comes last."""
    posts = told.posts or (_marked_up(tree) if _is_live(tree, told, address) else ())
    kept = [post for post in posts if len(post.text) + len(post.title or "") >= _SHORTEST]
    return tuple(sorted(kept, key=_order, reverse=True))


def _order(post: Post) -> float:
    at = post.at
    if isinstance(at, datetime):
        return at.timestamp()
    return datetime(at.year, at.month, at.day, tzinfo=UTC).timestamp() if isinstance(at, date) else float("-inf")


def _is_live(tree: LexborHTMLParser, told: Told, address: str) -> bool:
    if any("liveblog" in kind for kind in told.kinds):
        return True
    try:
        path = urlsplit(address).path.lower() + "/"
    except ValueError:
        path = ""
    if pattern("live", "paths").search(path):
        return True
    return any(
        marked(node, "live") for node in tree.css("body, main, article, section, [class*=live], [id*=live]")[:400]
    )


def _marked_up(tree: LexborHTMLParser) -> tuple[Post, ...]:
    """The largest family of neighbors that each hold exactly one time and some text."""
    families: dict[int, dict[int, LexborNode]] = {}
    for stamp in tree.css("time[datetime]")[: 4 * _MOST_POSTS]:
        block = _entry(stamp)
        if block is not None and block.parent is not None:
            families.setdefault(block.parent.mem_id, {}).setdefault(block.mem_id, block)
    largest = max(families.values(), key=len, default={})
    if len(largest) < _FEWEST:
        return ()
    posts = [_post(block) for block in list(largest.values())[:_MOST_POSTS]]
    return tuple(posts) if sum(len(post.text) >= _SHORTEST for post in posts) >= _FEWEST else ()


def _entry(stamp: LexborNode) -> LexborNode | None:
    """The widest element around a time that holds no other one."""
    node: LexborNode = stamp
    for _ in range(12):
        up = node.parent
        if up is None or up.tag in ("body", "html", "main") or len(up.css("time[datetime]")) > 1:
            return node if node.tag != "time" else None
        node = up
    return None


def _post(block: LexborNode) -> Post:
    at, title = None, None
    stamp = block.css_first("time[datetime]")
    if stamp is not None:
        at = parse_time(stamp.attributes.get("datetime"))
        stamp.decompose()
    heading = block.css_first("h1, h2, h3, h4")
    if heading is not None:
        title = " ".join(heading.text().split()) or None
        heading.decompose()
    return Post(at=at, title=title, text=tidy(without_furniture(plain(block.html or ""))))
