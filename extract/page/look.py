"""A page as a reader first sees it, before anything is taken off it: what walls and lists are told by."""

from __future__ import annotations

from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode

from extract.page.words import pattern

_MOST_NODES = 3_000
_SENTENCE = 60


@dataclass(frozen=True, slots=True)
class Look:
    """`seen` is all visible text outside menus and footers in lower case, `title` the window's; `linked` is the share
    of the text that is links, `headings` how many headings are links, `cards` how many articles stand side by side,
    `prose` the characters of the paragraphs that stand together most."""

    title: str
    seen: str
    linked: float
    links: int
    headings: int
    cards: int
    prose: int
    asks_to_subscribe: bool
    """A class or id names a subscription barrier."""


def look(tree: LexborHTMLParser) -> Look:
    """Looks at a page whose scripts, menus and footers are gone already."""
    title = tree.css_first("title")
    seen = visible_text(tree)
    links = tree.css("a[href]")
    sample = links[:_MOST_NODES]
    linked = sum(len(node.text(strip=True)) for node in sample) * len(links) // max(1, len(sample))
    return Look(
        title=(title.text() if title else "").strip().lower(),
        seen=seen.lower(),
        linked=min(1.0, linked / len(seen)) if seen else 1.0,
        links=len(links),
        headings=len(tree.css("h2 a[href], h3 a[href], h4 a[href], a[href] h2, a[href] h3, a[href] h4")),
        cards=len(tree.css("article")),
        prose=_prose(tree),
        asks_to_subscribe=any(marked(node, "paywall") for node in tree.css("div, section, aside, form")[:_MOST_NODES]),
    )


def _prose(tree: LexborHTMLParser) -> int:
    """A story's paragraphs share a parent, or a grandparent where each is wrapped; in a list, headings are links."""
    together: dict[int, int] = {}
    lists: dict[int, bool] = {}
    for node in tree.css("p")[:_MOST_NODES]:
        length = len(node.text(strip=True))
        for up in (node.parent, node.parent.parent if node.parent is not None else None):
            if up is None or length < _SENTENCE:
                continue
            if up.mem_id not in lists:
                lists[up.mem_id] = up.css_first("h2 a[href], h3 a[href], h4 a[href], a[href] h3") is not None
            if not lists[up.mem_id]:
                together[up.mem_id] = together.get(up.mem_id, 0) + length
    return max(together.values(), default=0)


def visible_text(tree: LexborHTMLParser) -> str:
    """All text of the body in one line."""
    body = tree.body
    return " ".join(body.text(separator=" ").split()) if body else ""


def marked(node: LexborNode, table: str) -> bool:
    """True when the element's class or id carries one of the table's marks."""
    named = f"{node.attributes.get('class') or ''} {node.attributes.get('id') or ''}".lower()
    return pattern(table, "marks").search(named) is not None
