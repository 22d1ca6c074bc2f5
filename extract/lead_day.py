"""The day on which a statement says that a story's own market moved."""

from __future__ import annotations

import re

from extract.contradictions import names_market
from extract.lexicon import words
from extract.near import said
from extract.regions import is_part
from extract.statement import Statement, day_told
from extract.tokens import Token

_ON_DAY = words("noun_on_day")
_ASIDE, _ARTICLES = words("net_flows") | words("had"), words("articles")
_MOVED = re.compile("V|CD")
"""What places do that stand for their markets ("Stockholm and Warsaw fell")."""


def day_of_market(item: Statement, home: str | None) -> Token | None:
    """The day on which a statement says home's market moved, whatever it tells behind that."""
    token = None if item.quoted else day_told(item, True)
    if token is None or not item.sentence.start <= token.start < item.sentence.end:
        return None
    at = sum(t.start < token.start for t in item.tokens)
    head = item.tokens[:at]
    if is_aside(head) or any(t.value == "overnight" for t in head):
        return None
    places = [t for t in head if t.kind == "R"]
    if places and not is_near(places[0].value, home):
        return None
    if token.value[0] == "weekday" or any(t.kind in "VvWCO" for t in head):
        moved = names_market(head) or (places and _MOVED.search(item.kinds, 0, at))
        return token if moved and not (head[-1].kind == "p" and head[-1].low not in _ON_DAY) else None
    return token


def is_aside(tokens: list[Token]) -> bool:
    """Whether words tell what was before ("had fallen", not "had a good day")."""
    return any(t.low in _ASIDE and not said(tokens, at + 1, at + 2, _ARTICLES) for at, t in enumerate(tokens))


def is_near(region: str, home: str | None) -> bool:
    """Whether a place is home, or one of them is a part of the other."""
    return region == home or is_part(home, region) or is_part(region, home)
