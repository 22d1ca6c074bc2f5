"""A body off the wire -> the story in it. Pure and synchronous; meant for a worker, for some bodies are heavy."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from selectolax.lexbor import LexborHTMLParser

from extract.page.address import canonical
from extract.page.body import story, take_off_frame, take_off_layers
from extract.page.charset import decode
from extract.page.dates import When
from extract.page.jsonld import told as told_by
from extract.page.live import live_posts
from extract.page.look import look
from extract.page.meta import Meta, meta
from extract.page.model import Page, PageRefused, Post
from extract.page.pdf import read_pdf
from extract.page.text import tidy
from extract.page.walls import refuse_text, refuse_walls

_HTML = re.compile(r"\A\s*(?:<!--.*?-->\s*)?<(?:!doctype\s+html|html|head|body|\?xml)", re.IGNORECASE | re.DOTALL)
_HEADING = re.compile(r"\A#{1,3} +(\S[^\n]{0,299})")
_BINARY = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_LONGEST_TEXT = 200_000
_NESTING = re.compile(
    r"<(/?)(?:div|span|section|article|table|blockquote|font|center|b|i|em|strong|time)\b", re.IGNORECASE
)
_DEEPEST = 1_500
"""Elements within elements; browsers stop at a third of it, and building such a tree takes time by the square."""
_LONG_TAG = re.compile(r"<[a-zA-Z][^<>]{8000,}")
_MOST_ATTRIBUTES = 2_000
"""Of one element, which take time by the square as well; pictures written out in an attribute have no spaces."""

Form = Literal["html", "text", "pdf"]


@dataclass(frozen=True, slots=True)
class Moved:
    """The page holds nothing but the address of another one."""

    url: str


def read_page(body: bytes, *, url: str = "", content_type: str = "", name: str = "") -> Page | Moved:
    """The story in `body`, or where it has gone; PageRefused says why there is none.

    `content_type` is the server's word and `name` a file's: what the bytes look like comes before both.
    """
    form = form_of(body, content_type, name)
    if form == "pdf":
        return read_pdf(body, url)
    text = decode(body, content_type)
    return _read_html(text, url) if form == "html" else _read_text(text, url)


def form_of(body: bytes, content_type: str = "", name: str = "") -> Form:
    """What a body is; PageRefused when it is neither page, text nor PDF."""
    kind = content_type.split(";")[0].strip().lower()
    if body[:1024].lstrip().startswith(b"%PDF-"):
        return "pdf"
    head = body[:1024].decode("latin-1")
    if _HTML.match(head.removeprefix("ï»¿")):
        return "html"
    if kind == "application/pdf" or name.lower().endswith(".pdf"):
        raise PageRefused("broken", "a PDF by name only")
    sixteen_bit = body.startswith((b"\xff\xfe", b"\xfe\xff")) or "utf-16" in content_type.lower()
    if _BINARY.search(body[:4096]) and not sixteen_bit:
        raise PageRefused("not_a_page", f"binary ({kind or 'no type'})")
    if kind in ("text/html", "application/xhtml+xml") or name.lower().endswith((".html", ".htm", ".xhtml")):
        return "html"
    if kind.startswith("text/") or name.lower().endswith((".txt", ".md", ".markdown", ".text")):
        return "text"
    if kind in ("", "application/octet-stream"):
        return "html" if re.search(r"<(?:p|div|article|title|meta)\b", head, re.IGNORECASE) else "text"
    raise PageRefused("not_a_page", kind[:80])


def _read_text(text: str, url: str) -> Page:
    text = tidy(text, tabs=True)[:_LONGEST_TEXT]
    if len(text) < 10:
        raise PageRefused("empty", "no text")
    heading = _HEADING.match(text)
    title = heading[1].strip(" #") if heading else None
    return Page(url=url, canonical_url=canonical(url) if url else "", title=title or None, text=text, form="text")


def _read_html(source: str, url: str) -> Page | Moved:
    if not source.strip():
        raise PageRefused("empty", "an empty page")
    _refuse_too_complex(source)
    tree = LexborHTMLParser(source)
    told = told_by(tree, url)
    about = meta(tree, url, told)
    states = [node.text() for node in tree.css('script#__NEXT_DATA__, script[type="application/json"]')[:20]]
    take_off_frame(tree)
    if about.refresh and not told.is_article:
        return Moved(about.refresh)
    seen = look(tree)
    refuse_walls(seen, source, told, about, url)
    take_off_layers(tree)
    posts = live_posts(tree, told, url)
    if posts:
        return _live_page(about, posts, url)
    text = story(tree, told, states, url)
    refuse_text(seen, text, told)
    return _page(about, url, text.removeprefix(f"{about.title}\n"), about.published)


def _refuse_too_complex(source: str) -> None:
    for found in _LONG_TAG.finditer(source):
        if len(found[0].split()) > _MOST_ATTRIBUTES:
            raise PageRefused("too_complex", f"more than {_MOST_ATTRIBUTES} attributes")
    depth = 0
    for found in _NESTING.finditer(source):
        depth = max(0, depth - 1) if found[1] else depth + 1
        if depth > _DEEPEST:
            raise PageRefused("too_complex", f"nested more than {_DEEPEST} deep")


def _live_page(about: Meta, posts: tuple[Post, ...], url: str) -> Page:
    """The newest entry stands for the page; its time is the page's, for the page's own is that of its first entry."""
    newest, *older = posts
    text = f"{newest.title}\n{newest.text}" if newest.title and newest.title not in newest.text else newest.text
    return _page(about, url, text, newest.at or about.modified or about.published, tuple(older))


def _page(about: Meta, url: str, text: str, published: When | None, posts: tuple[Post, ...] = ()) -> Page:
    return Page(
        url=url,
        canonical_url=about.canonical_url,
        title=about.title,
        text=text,
        outlet=about.outlet,
        published_at=published,
        modified_at=about.modified,
        posts=posts,
    )
