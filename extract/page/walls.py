"""Pages that stand in front of a story, or in place of one: checks, consent, subscription, errors, lists."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from extract.page.jsonld import Told
from extract.page.look import Look
from extract.page.meta import Meta
from extract.page.model import PageRefused
from extract.page.words import pattern, words

_WALL = 2_500
"""Characters that a page of checks, consent or excuses may have; a story with its surroundings has more."""
_TEASER = 1_500
"""Characters of a story before its paywall."""
_SHORTEST = 40
_STORY = 400
"""Characters of paragraphs that stand together: a story, however many links stand around it."""
_SAMPLE = 5_000
_LETTER = re.compile(r"[^\W\d_]")
_COLLECTIONS = ("collectionpage", "searchresultspage", "itemlist")
_MANY_HEADINGS = 6


def refuse_walls(look: Look, source: str, told: Told, meta: Meta, address: str) -> None:
    """PageRefused for a page that only stands in front of another one, lists others, or says that there is none."""
    if len(look.seen) < _WALL and not told.body:
        _refuse_robot_check(look, source)
        _refuse_error(look)
    parts = urlsplit(address)
    if (parts.hostname or "").startswith(tuple(words()["consent"]["hosts"])):
        raise PageRefused("consent", parts.hostname or "")
    if pattern("consent", "paths").match(parts.path.lower()) and not told.is_article:
        raise PageRefused("consent", parts.path[:80])
    if not (told.is_article or meta.kind.startswith("article")):
        _refuse_index(look, told, address)


def _refuse_robot_check(look: Look, source: str) -> None:
    if pattern("robot", "titles").search(look.title) or pattern("robot", "phrases").search(look.seen):
        raise PageRefused("robot_check", look.title[:80])
    if len(look.seen) < 400 and pattern("robot", "marks").search(source[:200_000].lower()):
        raise PageRefused("robot_check", "a challenge in the page's source")


def _refuse_error(look: Look) -> None:
    if pattern("error", "titles").search(look.title) or look.title in ("404", "not found", "error", "forbidden"):
        raise PageRefused("error_page", look.title[:80])
    if len(look.seen) < 1_000 and pattern("error", "phrases").search(look.seen):
        raise PageRefused("error_page", look.seen[:80])


def refuse_text(look: Look, text: str, told: Told) -> None:
    """PageRefused for a page whose text is no story: consent, a teaser before a paywall, nothing."""
    _refuse_consent(look, text, told)
    _refuse_paywall(look, text, told)
    letters = len(_LETTER.findall(text[:_SAMPLE]))
    if len(text) < _SHORTEST or letters < len(text[:_SAMPLE]) / 10:
        raise PageRefused("empty", f"{len(text)} characters")


def _refuse_consent(look: Look, text: str, told: Told) -> None:
    if told.body or len(text) > _WALL:
        return
    phrases = pattern("consent", "phrases")
    in_text, in_all = (len(set(phrases.findall(part))) for part in (text.lower(), look.seen))
    named = pattern("consent", "titles").search(look.title) is not None
    if in_text >= 2 or (in_all >= 1 and named) or (in_all >= 3 and len(text) < 300):
        raise PageRefused("consent", look.title[:80])


def _refuse_paywall(look: Look, text: str, told: Told) -> None:
    if len(text) >= _TEASER:
        return
    asked = pattern("paywall", "phrases").search(f"{text.lower()}\n{look.seen}") is not None
    if told.free is False or (asked and (look.asks_to_subscribe or len(text) < _TEASER // 2)):
        raise PageRefused("paywall", f"{len(text)} characters before it")


def _refuse_index(look: Look, told: Told, address: str) -> None:
    front = urlsplit(address).path.strip("/") == ""
    if look.prose >= _STORY and not front:
        return
    if told.kinds.intersection(_COLLECTIONS) and look.headings >= _MANY_HEADINGS // 2:
        raise PageRefused("index_page", "a collection by its own word")
    if look.headings >= _MANY_HEADINGS and (look.linked > 0.5 or front or look.cards >= _MANY_HEADINGS):
        raise PageRefused("index_page", f"{look.headings} headings that are links")
    if look.linked > 0.7 and (front or look.links >= 20):
        raise PageRefused("index_page", f"{look.linked:.0%} of the text is links")
