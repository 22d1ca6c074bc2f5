"""Pages that stand in front of a story, or in place of one: checks, consent, subscription, errors, lists."""

from __future__ import annotations

from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser

from extract.page.body import has_mark, linked_share, visible_text
from extract.page.jsonld import Told
from extract.page.meta import Meta
from extract.page.model import PageRefused
from extract.page.words import pattern, words

_WALL = 2_500
"""Characters that a page of checks, consent or excuses may have; a story with its surroundings has more."""
_TEASER = 1_500
"""Characters of a story before its paywall."""
_SHORTEST = 40
_COLLECTIONS = ("collectionpage", "searchresultspage", "itemlist")
_MANY_HEADINGS = 6


def refuse_walls(tree: LexborHTMLParser, source: str, told: Told, meta: Meta, address: str) -> None:
    """PageRefused for a page that only stands in front of another one, or says that there is none."""
    page_title = tree.css_first("title")
    title = (page_title.text() if page_title else "").strip().lower()
    seen = visible_text(tree).lower()
    if len(seen) < _WALL and not told.body:
        _refuse_robot_check(title, seen, source)
        _refuse_error(title, seen)
    _refuse_consent(title, seen, told, address)


def _refuse_robot_check(title: str, seen: str, source: str) -> None:
    if pattern("robot", "titles").search(title) or pattern("robot", "phrases").search(seen):
        raise PageRefused("robot_check", title[:80])
    if len(seen) < 400 and pattern("robot", "marks").search(source[:200_000].lower()):
        raise PageRefused("robot_check", "a challenge in the page's source")


def _refuse_error(title: str, seen: str) -> None:
    if pattern("error", "titles").search(title) or title in ("404", "not found", "error", "forbidden"):
        raise PageRefused("error_page", title[:80])
    if len(seen) < 1_000 and pattern("error", "phrases").search(seen):
        raise PageRefused("error_page", seen[:80])


def _refuse_consent(title: str, seen: str, told: Told, address: str) -> None:
    parts = urlsplit(address)
    if (parts.hostname or "").startswith(tuple(words()["consent"]["hosts"])):
        raise PageRefused("consent", parts.hostname or "")
    if pattern("consent", "paths").match(parts.path.lower()) and not told.is_article:
        raise PageRefused("consent", parts.path[:80])
    named = bool(pattern("consent", "titles").search(title))
    phrases = len(set(pattern("consent", "phrases").findall(seen)))
    if (
        len(seen) < 2 * _WALL
        and not told.body
        and (phrases >= 3 or (named and phrases >= 1) or (named and len(seen) < 600))
    ):
        raise PageRefused("consent", title[:80])


def refuse_text(tree: LexborHTMLParser, text: str, told: Told, meta: Meta, address: str) -> None:
    """PageRefused for a page whose text is no story: a teaser before a paywall, a list of stories, nothing at all."""
    if len(text) < _TEASER:
        seen = f"{text}\n{visible_text(tree)}".lower()
        asked_to_pay = pattern("paywall", "phrases").search(seen) is not None
        if told.free is False or (asked_to_pay and (has_mark(tree, "paywall") or len(text) < _TEASER // 2)):
            raise PageRefused("paywall", f"{len(text)} characters before it")
    if not (told.is_article or meta.kind.startswith("article")):
        _refuse_index(tree, told, meta, address)
    if len(text) < _SHORTEST:
        raise PageRefused("empty", f"{len(text)} characters")


def _refuse_index(tree: LexborHTMLParser, told: Told, meta: Meta, address: str) -> None:
    share, headings = linked_share(tree)
    front = urlsplit(address).path.strip("/") == ""
    if told.kinds.intersection(_COLLECTIONS) and headings >= _MANY_HEADINGS // 2:
        raise PageRefused("index_page", "a collection by its own word")
    if headings >= _MANY_HEADINGS and (share > 0.5 or front or len(tree.css("article")) >= _MANY_HEADINGS):
        raise PageRefused("index_page", f"{headings} headings that are links")
    if share > 0.7 and (front or len(tree.css("a[href]")) >= 20):
        raise PageRefused("index_page", f"{share:.0%} of the text is links")
