"""Marked-up or carelessly spaced text, made plain: one paragraph a line."""

from __future__ import annotations

import html
import re

from selectolax.lexbor import LexborHTMLParser

_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_BLOCK_END = re.compile(
    r"</(?:p|div|li|h[1-6]|tr|blockquote|section|ul|ol|table|figcaption)\s*>|<br\s*/?>", re.IGNORECASE
)
_CELL_END = re.compile(r"</t[dh]\s*>\s*(?=<t[dh])", re.IGNORECASE)
_DROPPED = "script, style, noscript, template, iframe, svg, button, form, select"
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f\u202a\u202b\u202c\u202d\u202e"))
_SPACES = re.compile(r"[^\S\n]+")
_SPACES_NOT_TABS = re.compile(r"[^\S\n\t]+")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ue000-\uf8ff]")


def plain(text: str) -> str:
    """Text without tags and entities; blocks, list items and rows become lines, cells are parted by " | "."""
    if "&lt;" in text or ("&" in text and "<" not in text):
        text = html.unescape(text)
    if _TAG.search(text):
        text = _CELL_END.sub(" | ", text)
        text = _BLOCK_END.sub("\n", text)
        tree = LexborHTMLParser(text)
        for node in tree.css(_DROPPED):
            node.decompose()
        text = tree.body.text() if tree.body else ""
    return tidy(text)


def tidy(text: str, *, tabs: bool = False) -> str:
    """One space between words, one line break between lines, nothing invisible, no stray control characters. With
    `tabs`, tabs stay: plain text parts its columns with them."""
    text = "\n".join(text.splitlines())
    text = _CONTROL.sub(" ", text.translate(_INVISIBLE))
    spaces = _SPACES_NOT_TABS if tabs else _SPACES
    lines = (spaces.sub(" ", line).strip() for line in text.split("\n"))
    return "\n".join(line for line in lines if line)
