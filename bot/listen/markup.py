"""Discord's markup taken off a message: the plain text that it shows, and the links that it offers to open."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from html import unescape
from typing import NamedTuple

from extract.unmarked import ENTITY

_CODE = re.compile(r"```(?:[a-z0-9+\-]{1,20}\n)?(.*?)```|`([^`\n]{1,1000})`", re.DOTALL | re.IGNORECASE)
_NAMED_LINK = re.compile(
    r"\[([^\[\]\n]{1,300})\]\((<?)(https?://[^\s<>()]{1,2000}(?:\([^\s<>()]{0,200}\)[^\s<>()]{0,500})?)>?\)"
)
_HIDDEN_LINK = re.compile(r"<(https?://[^\s<>]{1,2000})>")
_BARE_LINK = re.compile(r"https?://[^\s<>|`\"]{1,2000}")
_MENTION = re.compile(r"<(?:@[!&]?|#)\d{15,21}>|<a?:\w{2,32}:\d{15,21}>|<id:\w{1,20}>|</[^\n<>:]{1,100}:\d{15,21}>")
_MOMENT = re.compile(r"<t:(-?\d{1,11})(?::[tTdDfFR])?>")
_LINE_LEAD = re.compile(r"^[ \t]{0,8}(?:>>> ?|> ?|#{1,3} |-# )", re.MULTILINE)
_STAR_BULLET = re.compile(r"^([ \t]{0,8})\* ", re.MULTILINE)
_EMPHASIS = re.compile(r"(?<!\d)\*{1,3}|\*{1,3}(?!\d)|~~|\|\||__|`|(?<!\w)_(?=\S)|(?<=\S)_(?!\w)")
_ESCAPE = re.compile(r"\\([*_~|`>#\[\]()\\<-])")
_ENTITY = re.compile(ENTITY)
_TRAILING = ".,;:!?'\"*_~|]}»”’"


class Plain(NamedTuple):
    """A text as it is shown, and the links in it that may be opened (those in <angle brackets> may not)."""

    text: str
    links: tuple[str, ...]


def plain(content: str) -> Plain:
    """The plain text of a message's content, lines kept, and its links, each once."""
    links: list[str] = []

    def opened(url: str) -> str:
        links.append(url)
        return ""

    def named(match: re.Match[str]) -> str:
        if not match[2]:
            opened(match[3])
        return match[1]

    def bare(match: re.Match[str]) -> str:
        url = _without_tail(match[0])
        opened(url)
        return match[0][len(url) :]

    parts: list[str] = []
    at = 0
    for code in _CODE.finditer(content):  # in which nothing is a link or a mark
        parts += [content[at : code.start()], code[1] or code[2] or ""]
        at = code.end()
    parts.append(content[at:])
    for number in range(0, len(parts), 2):
        part = _NAMED_LINK.sub(named, parts[number])
        part = _HIDDEN_LINK.sub("", part)
        part = _BARE_LINK.sub(bare, part)
        parts[number] = _unmarked(part)
    return Plain("".join(parts).strip(), tuple(dict.fromkeys(links)))


def _unmarked(text: str) -> str:
    text = _MOMENT.sub(_day, text)
    text = _MENTION.sub("", text)
    text = _LINE_LEAD.sub("", text)
    text = _STAR_BULLET.sub(r"\1- ", text)
    text = _ESCAPE.sub(lambda m: chr(0xE000 + ord(m[1])), text)  # out of the way of the emphasis, and back
    text = _EMPHASIS.sub("", text)
    text = re.sub("[\ue000-\ue07f]", lambda m: chr(ord(m[0]) - 0xE000), text)
    return _ENTITY.sub(lambda m: unescape(m[0]), text)  # "S&amp;P 500", from a page's source


def _day(match: re.Match[str]) -> str:
    """A time as every reader is shown it: said as its day in UTC."""
    try:
        at = datetime.fromtimestamp(int(match[1]), UTC)
    except (ValueError, OverflowError, OSError):
        return ""
    return f"{at.day} {at:%B %Y}"


def _without_tail(url: str) -> str:
    """A link without the punctuation that belongs to the sentence around it."""
    end, spare = len(url), url.count(")") - url.count("(")
    while end and (url[end - 1] in _TRAILING or (url[end - 1] == ")" and spare > 0)):
        spare -= url[end - 1] == ")"
        end -= 1
    return url[:end]
