"""The story's text: what the page tells machines, what stands in its markup, or what waits in its scripts."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from typing import Any

from selectolax.lexbor import LexborHTMLParser, LexborNode

from extract.furniture import without_furniture
from extract.page.jsonld import Told
from extract.page.text import plain, tidy
from extract.page.words import words

LONGEST = 200_000
"""Characters of a story that are kept; what comes after is no market wrap any more."""

_NEVER_A_LAYER = ("html", "body", "main", "article", "head")
_SCRIPTS = ("script", "style", "iframe", "svg", "template")
_SHORT = 250
_MOST_STATE = 20_000
_PARAGRAPH_KINDS = ("text", "paragraph", "p", "header", "heading", "list-item")
_FRAME = (
    "script, style, iframe, svg, template, nav, footer, [role=navigation], [role=contentinfo], .nav, .menu, "
    ".breadcrumb, .breadcrumbs"
)
_BLOCKS = "p, li, tr, dd, blockquote, h2, h3, h4"
_MOST_BLOCKS = 3_000
"""Paragraphs and lines; what comes after them takes time by the square, and no market story has so many."""
_LONGEST_BOX = 600
_LINK_ONLY = "p, li, h2, h3, h4, h5"


def take_off_frame(tree: LexborHTMLParser) -> None:
    """Removes scripts, menus and footers: what no page's story ever stands in."""
    for node in tree.css(_FRAME):
        if node.tag not in _NEVER_A_LAYER and (node.tag in _SCRIPTS or not _holds_story(node)):
            node.decompose()
    for node in tree.css("noscript"):
        if node.css_first("p") is not None:
            node.unwrap()  # the text of pages that show it by script
        else:
            node.decompose()
    for node in tree.css(_BLOCKS)[_MOST_BLOCKS:]:
        node.decompose()
    for caption in tree.css("table > caption"):
        if caption.parent is not None:
            line = tree.create_node("p")
            line.insert_child(caption.text(strip=True))
            caption.parent.insert_before(line)
        caption.decompose()


def take_off_layers(tree: LexborHTMLParser) -> None:
    """Removes consent layers, boxes that ask for a subscription, and lines that are nothing but a link: other stories'
    headlines, whose figures are of other days."""
    for row, longest in (("layers", None), ("boxes", _LONGEST_BOX)):
        selector = ", ".join(f'[class*="{word}" i], [id*="{word}" i]' for word in words()["consent"][row])
        for node in tree.css(selector):
            if node.tag in _NEVER_A_LAYER or _holds_story(node):
                continue
            if longest is None or len(node.text()) <= longest:
                node.decompose()
    for node in tree.css(_LINK_ONLY):
        link = node.css_first("a[href]")
        if link is not None and node.text(strip=True) == link.text(strip=True):
            node.decompose()


def _holds_story(node: LexborNode) -> bool:
    return node.css_first("article, h1, [itemprop=articleBody]") is not None


def story(tree: LexborHTMLParser, told: Told, states: Sequence[str], address: str) -> str:
    """The text of the story, one paragraph a line; empty when the page holds none. `states` are the JSON scripts that
    the page's own scripts would show."""
    shown = tidy(without_furniture(_extracted(tree, address)))
    text = _better(tidy(without_furniture(told.body)), shown)
    if len(text) < _SHORT:
        text = max(text, tidy(without_furniture(_waiting(states))), key=len)
    return text[:LONGEST]


def _extracted(tree: LexborHTMLParser, address: str) -> str:
    import trafilatura  # half a second and 60 MB: in the worker only, and only for HTML

    try:
        found = trafilatura.extract(
            tree.html or "", url=address, fast=True, include_comments=False, include_tables=True, config=_config()
        )
    except Exception:  # whatever a hostile page brings out in it: JSON-LD may still have the story
        return ""
    return tidy(found or "")


@cache
def _config() -> Any:
    """trafilatura's settings: a closing note of three lines is a story, too."""
    from trafilatura.settings import use_config

    config = use_config()
    config.set("DEFAULT", "MIN_EXTRACTED_SIZE", "60")
    return config


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
