"""The story's text: what the page tells machines, what stands in its markup, or what waits in its scripts."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from selectolax.lexbor import LexborHTMLParser, LexborNode

from extract.page.jsonld import Told
from extract.page.text import plain, tidy, without_furniture
from extract.page.words import pattern, words

LONGEST = 200_000
"""Characters of a story that are kept; what comes after is no market wrap any more."""

_NEVER_A_LAYER = ("html", "body", "main", "article", "head")
_SHORT = 250
_MOST_STATE = 20_000
_PARAGRAPH_KINDS = ("text", "paragraph", "p", "header", "heading", "list-item")


def take_off_layers(tree: LexborHTMLParser) -> None:
    """Removes consent, newsletter and subscription layers, unless the story itself stands in them."""
    selector = ", ".join(f'[class*="{word}" i], [id*="{word}" i]' for word in words()["consent"]["layers"])
    for node in tree.css(selector):
        if node.tag not in _NEVER_A_LAYER and node.css_first("article, h1") is None:
            node.decompose()


def story(tree: LexborHTMLParser, told: Told, states: Sequence[str], address: str) -> str:
    """The text of the story, one paragraph a line; empty when the page holds none. `states` are the JSON scripts that
    the page's own scripts would show."""
    shown = without_furniture(_extracted(tree, address))
    text = _better(without_furniture(told.body), shown)
    if len(text) < _SHORT:
        text = max(text, without_furniture(_waiting(states)), key=len)
    return text[:LONGEST]


def _extracted(tree: LexborHTMLParser, address: str) -> str:
    import trafilatura  # half a second and 60 MB: in the worker only, and only for HTML

    try:
        found = trafilatura.extract(
            tree.html or "", url=address, fast=True, include_comments=False, include_tables=True
        )
    except (ValueError, LookupError, AttributeError, TypeError, AssertionError):
        return ""  # a page that its cleaning cannot take; JSON-LD may still have the story
    return tidy(found or "")


def _better(told: str, shown: str) -> str:
    """The fuller of the two; of two that say the same, the one that kept its paragraphs and tables."""
    if not told or not shown:
        return told or shown
    if len(told) > 1.15 * len(shown):
        tables = [line for line in shown.split("\n") if line.startswith("|") and line not in told]
        return "\n".join([told, *tables])
    return shown


def _waiting(states: Sequence[str]) -> str:
    """The paragraphs in the state that a page's scripts would show, in their order."""
    best = ""
    for text in states:
        try:
            state = json.loads(text, strict=False)
        except (ValueError, RecursionError):
            continue
        best = max(best, _paragraphs(state), key=len)
    return best


def _paragraphs(state: Any) -> str:
    """The longest list of paragraph objects, or the longest text under a key that names the story's body."""
    best, seen, waiting = "", 0, [state]
    while waiting and seen < _MOST_STATE:
        value = waiting.pop()
        seen += 1
        if isinstance(value, list):
            best = max(best, plain("\n".join(filter(None, map(_paragraph, value)))), key=len)
            waiting.extend(item for item in value if isinstance(item, dict | list))
        elif isinstance(value, dict):
            for key in ("articleBody", "bodyHtml", "bodyText", "body"):
                if isinstance(value.get(key), str):
                    best = max(best, plain(value[key]), key=len)
            waiting.extend(item for item in value.values() if isinstance(item, dict | list))
    return best


def _paragraph(item: Any) -> str:
    if not isinstance(item, dict) or str(item.get("type", "")).lower() not in _PARAGRAPH_KINDS:
        return ""
    return next((item[key] for key in ("content", "text", "html", "value") if isinstance(item.get(key), str)), "")


def visible_text(tree: LexborHTMLParser) -> str:
    """All that a reader would see, links and menus too; for telling walls from pages."""
    body = tree.body
    return " ".join(body.text(separator=" ").split()) if body else ""


def linked_share(tree: LexborHTMLParser) -> tuple[float, int]:
    """How much of the text outside menus is links, and how many headings are links to stories."""
    total = linked = 0
    for node in tree.css("p, li, h1, h2, h3, h4, td, dd, figcaption, a")[:20_000]:
        if node.tag == "a":
            linked += 0 if _in_menu(node) else len(node.text(strip=True))
        elif not _in_menu(node):
            total += len(node.text(strip=True, deep=True)) if node.css_first("p, li, td") is None else 0
    headings = len(tree.css("h2 a[href], h3 a[href], h4 a[href], a[href] h2, a[href] h3, a[href] h4"))
    return (linked / total if total else 1.0), headings


def _in_menu(node: LexborNode) -> bool:
    up = node.parent
    for _ in range(30):
        if up is None:
            return False
        if up.tag in ("nav", "footer", "header", "aside"):
            return True
        up = up.parent
    return False


def has_mark(tree: LexborHTMLParser, table: str) -> bool:
    """True when any class or id carries one of the table's marks."""
    marks = pattern(table, "marks")
    return any(
        marks.search(f"{node.attributes.get('class') or ''} {node.attributes.get('id') or ''}".lower())
        for node in tree.css("div, section, aside, form")[:3000]
    )
