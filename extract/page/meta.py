"""What a page says of itself outside its text: title, outlet, address and times, from tags, attributes and bylines."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from extract.page.address import canonical, same_site
from extract.page.dates import When, address_date, find_time, parse_time
from extract.page.jsonld import Told
from extract.page.text import tidy
from extract.page.words import pattern, words

_OFF_STORY = ("footer", "aside", "nav", "form")
_REFRESH = re.compile(r"^\s*(\d{1,3})(?:\.\d*)?\s*[;,]\s*url\s*=\s*['\"]?([^'\"]+)", re.IGNORECASE)
_PARTS = re.compile(r"\s+[|–—·:»-]\s+|\s*[|»]\s*")
_LONGEST_TITLE = 300
_LONGEST_BYLINE = 400


@dataclass(frozen=True, slots=True)
class Meta:
    """The page's own words about itself; `kind` is its og:type, `refresh` where it sends its readers at once."""

    title: str | None
    outlet: str | None
    canonical_url: str
    published: When | None
    modified: When | None
    kind: str
    refresh: str | None


def meta(tree: LexborHTMLParser, address: str, told: Told) -> Meta:
    """Reads the page at `address`. JSON-LD comes before tags, tags before bylines; a footer's date is never read."""
    tags = _tags(tree)
    outlet = told.outlet or tags.get("og:site_name") or tags.get("application-name") or _host(address)
    byline_published, byline_modified = (None, None) if told.published else _bylines(tree)
    return Meta(
        title=_title(tree, tags, told, outlet),
        outlet=outlet[:120] if outlet else None,
        canonical_url=_canonical(tree, tags, told, address),
        published=told.published
        or _first_time(tags, words()["meta"]["published"])
        or byline_published
        or address_date(address),
        modified=told.modified or _first_time(tags, words()["meta"]["modified"]) or byline_modified,
        kind=tags.get("og:type", "").lower(),
        refresh=_refresh(tree, address),
    )


def _tags(tree: LexborHTMLParser) -> dict[str, str]:
    tags: dict[str, str] = {}
    for node in tree.css("meta[content]")[:500]:
        attributes = node.attributes
        name = attributes.get("property") or attributes.get("name") or attributes.get("itemprop")
        content = (attributes.get("content") or "").strip()
        if name and content:
            tags.setdefault(name.strip().lower(), content[:2000])
    return tags


def _first_time(tags: dict[str, str], names: Iterable[str]) -> When | None:
    return next((when for name in names if (when := parse_time(tags.get(name)))), None)


def _host(address: str) -> str | None:
    try:
        return (urlsplit(address).hostname or "").removeprefix("www.") or None
    except ValueError:
        return None


def _title(tree: LexborHTMLParser, tags: dict[str, str], told: Told, outlet: str | None) -> str | None:
    heading = next((text for node in tree.css("article h1, main h1, h1") if (text := _line(node.text()))), None)
    shared = tags.get("og:title") or tags.get("twitter:title")
    node = tree.css_first("head title") or tree.css_first("title")
    for candidate in (told.headline, heading, shared, node.text() if node else None):
        title = _without_outlet(_line(candidate), outlet)
        if title and title.endswith(("…", "...")) and heading and len(heading) > len(title):
            continue
        if title and title.lower() != (outlet or "").lower():
            return title[:_LONGEST_TITLE]
    return heading


def _line(text: str | None) -> str:
    return " ".join(tidy(text or "").split())


def _without_outlet(title: str, outlet: str | None) -> str:
    """The title without the outlet's name and section after it ("Stocks rise | Markets | Example News")."""
    for _ in range(3):
        parts = _PARTS.split(title)
        last = parts[-1].strip().lower()
        name = (outlet or "").lower()
        if len(parts) < 2 or not last or not name or not (last in name or name in last or _bare(last) == _bare(name)):
            return title
        title = title[: title.lower().rindex(last)].rstrip(" |–—·:»-")
    return title


def _bare(name: str) -> str:
    return re.sub(r"\W|^www|(?:com|co|net|org)$", "", name)


def _canonical(tree: LexborHTMLParser, tags: dict[str, str], told: Told, address: str) -> str:
    """The page's own word for its address, as long as it stays on its site: no page may speak for another's."""
    link = tree.css_first('link[rel="canonical"]')
    for claim in ((link.attributes.get("href") if link else None), tags.get("og:url"), told.url):
        if not claim:
            continue
        try:
            claimed = urljoin(address, claim.strip())
            path = urlsplit(claimed).path.strip("/")
        except ValueError:
            continue
        if same_site(claimed, address) and (path or not urlsplit(address).path.strip("/")):
            return canonical(claimed)
    return canonical(address)


def _bylines(tree: LexborHTMLParser) -> tuple[When | None, When | None]:
    """Published and modified as the story's head shows them: `time` elements first, then lines named for it."""
    published: When | None = None
    modified: When | None = None
    for node in [*tree.css("time")[:60], *tree.css(words()["meta"]["bylines"])[:60]]:
        text = node.text()
        if len(text) > _LONGEST_BYLINE or (node.tag != "time" and node.css_first("time")) or _off_story(node):
            continue
        when = parse_time(node.attributes.get("datetime") or node.attributes.get("content")) or find_time(text)
        if when is None:
            continue
        named = f"{node.attributes.get('class') or ''} {node.attributes.get('itemprop') or ''}".lower()
        if "modif" in named or "update" in named or pattern("meta", "updated").search(text.lower()):
            modified = modified or when
        else:
            published = published or when
        if published and modified:
            break
    return published or modified, modified


def _off_story(node: LexborNode) -> bool:
    """True inside the footer, the masthead, a side column or a list of other stories."""
    up: LexborNode | None = node
    steps = 0
    while up is not None and steps < 40:
        named = f"{up.attributes.get('class') or ''} {up.attributes.get('id') or ''}".lower()
        if up.tag in _OFF_STORY or (up.tag not in ("body", "html") and pattern("meta", "off_story").search(named)):
            return True
        if up.tag == "header" and up.css_first("h1") is None:
            return True
        up, steps = up.parent, steps + 1
    return False


def _refresh(tree: LexborHTMLParser, address: str) -> str | None:
    """Where the page sends every reader within five seconds; a reload for those without scripts is not meant."""
    for node in tree.css("meta[http-equiv]")[:20]:
        attributes = node.attributes
        found = _REFRESH.match(attributes.get("content") or "")
        if not found or (attributes.get("http-equiv") or "").lower() != "refresh" or int(found[1]) > 5:
            continue
        if node.parent is not None and node.parent.tag == "noscript":
            continue
        try:
            target: str = urljoin(address, found[2].strip())
        except ValueError:
            continue
        return target if canonical(target) != canonical(address) else None
    return None
