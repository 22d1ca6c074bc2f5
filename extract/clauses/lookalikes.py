"""Words that look like predicates and are none: "the session's close", "a weaker yen", "rising oil prices"."""

from __future__ import annotations

from collections.abc import Callable

from extract.clauses.walk import Walk
from extract.entities import ENTITY
from extract.lexicon import words
from extract.near import is_participle, of_kind, said
from extract.numbers import Quantity
from extract.tokens import Token

_OWNERS, _TAKEN = words("determiners") | words("its"), 4
_OFF, _AT = words("taken_off"), words("noun_at")
_NO_NOUNS = words("no_nouns")
_CLOSE_NOUNS = words("close_nouns")
_BEFORE_CLOSE_NOUN = words("before_close_noun")
_BARE_CLOSES = words("bare_closes")
_BARE_DIRECTIONS = words("bare_directions")
_BEFORE = words("before_its_close")
_NO_MODIFIED, _LEVELS = words("no_modified"), words("level_nouns")
_WITH_PARTICLE = words("verbs_with_particle")
_BEFORE_COUNT = words("before_count")
_TRADES = words("trades")
_TRADING, _TIMES = words("trading"), words("times_of_trading")
_LED, _WITH, _LEADING = words("led_market"), words("beside_clause"), 5
"""Tokens from the verb to the direction that a share leads its market in, and from that to the noun of its move."""
_MOST_COUNTED = 5000
"""A bare number that is a verb's subject is a count of shares below this, a level from here on."""
_APART = 4
"""Tokens between the counts of shares that rose and of those that fell, at the most."""
_LISTED = "Da:"
_YEARS = range(1900, 2101)


def is_noun(low: str) -> bool:
    """Whether a word that the lexicon does not know can be a noun."""
    return low.replace("-", "").isalpha() and not low.endswith("ly") and low not in _NO_NOUNS


def _close_noun(walk: Walk, at: int) -> bool:
    """ "from the previous session's close", "since the end of": no verb."""
    token = walk.tokens[at]
    if at and walk.tokens[at - 1].kind == "#" and walk.low(at + 1) in _LEVELS and is_participle(token):
        return True  # "topping its 2,038 opening level"
    if at < 1 or token.low not in _CLOSE_NOUNS:
        return False
    before = walk.tokens[at - 1]
    if token.low.endswith("ing") and before.kind == "p" and at + 1 < len(walk.tokens):
        after = walk.tokens[at + 1]
        return after.kind not in "#Dq" and after.low != "at"  # "before closing 0.9% lower"
    if before.kind == "D" and at > 1 and walk.tokens[at - 2].low in _BEFORE_CLOSE_NOUN:
        return True  # "a higher finish for U.S. stocks"
    if before.kind in "hRs":
        return _is_bare_close(walk.tokens, at)
    return before.low in _BEFORE_CLOSE_NOUN or before.low.endswith("'s") or before.poss or before.kind in "TGD"


def _is_bare_close(tokens: list[Token], at: int) -> bool:
    """ "at the time of the London equities close": a noun behind what it is of, governed by a preposition."""
    if tokens[at].low not in _BARE_CLOSES:
        return False
    for back in range(at - 2, max(0, at - 5), -1):
        if tokens[back].low == "the":
            return tokens[back - 1].kind == "p" or tokens[back - 1].low == "of"
        if tokens[back].kind not in "hRsx":
            return False
    return False


def _no_direction(walk: Walk, at: int) -> bool:
    """ "tracking higher oil prices", "made up of 30 companies": a word that describes a noun, or part of a verb."""
    if at and walk.tokens[at].low in _BARE_DIRECTIONS and walk.tokens[at - 1].low in _WITH_PARTICLE:
        return True
    if at + 1 < len(walk.tokens) and walk.tokens[at].low in _OFF and walk.tokens[at + 1].low in _AT:
        return True  # "rang off at 8,119.91"
    if walk.tokens[at].low in _OFF and _is_of_moment(walk.tokens, at):
        return True
    if _leads_market(walk.tokens, at):
        return True
    if at + 1 >= len(walk.tokens) or walk.tokens[at].low in _BARE_DIRECTIONS:
        return False
    after = walk.tokens[at + 1]
    if after.low == "than":  # "higher than the levels of last week"
        return walk.tokens[at - 1].kind != "#"
    if after.kind == "h":
        return bool(after.value != "futures")
    if after.kind in "CO" and walk.tokens[at - 1].low in _BEFORE_CLOSE_NOUN:  # "a higher finish for U.S. stocks"
        return True
    return after.kind in "eYZKSI" or (after.kind == "x" and is_noun(after.low))


def _leads_market(tokens: list[Token], at: int) -> bool:
    """ "Acme led the index down with a 5.2% fall": the share's figure, whichever way the market went."""
    if at < 2 or tokens[at - 1].kind not in "rIh" or not of_kind(tokens, at + 2, at + _LEADING, "G"):
        return False
    return tokens[at + 1].low in _WITH and is_led(tokens, at - 1)


def is_led(tokens: list[Token], at: int) -> bool:
    """ "Acme led the index", "banks dragged the DAX": whether an index is the object of a share's or an industry's
    verb."""
    verb = next((i for i in range(at - 1, max(0, at - _LEADING), -1) if tokens[i].kind != "x"), 0)
    return verb > 0 and tokens[verb].low in _LED and tokens[verb - 1].kind in "BSh)"


def _is_of_moment(tokens: list[Token], at: int) -> bool:
    """ "ended at 19,772.97, off its worst levels": how far from an end of the range, not which way."""
    told = of_kind(tokens, at + 1, at + _TAKEN, "#") or of_kind(tokens, at + 1, at + 2, "q")
    owned = at + 1 < len(tokens) and tokens[at + 1].low in _OWNERS
    return owned and not told and (at < 1 or tokens[at - 1].kind != "#")


def _attribute(walk: Walk, at: int) -> bool:
    """ "the actively traded Invesco QQQ Trust", "trading platform Minos", "DAX trading rose", "its last trading day": a
    participle before a name, a trade or a time, or itself what moved."""
    tokens = walk.tokens
    if tokens[at].low in _TRADING and said(tokens, at + 1, at + 2, _TIMES):
        return True
    if at + 1 < len(tokens) and at and tokens[at - 1].kind == "I" and is_participle(tokens[at]):
        return tokens[at + 1].kind == "V" and not is_participle(tokens[at + 1])
    if at + 2 < len(tokens) and is_participle(tokens[at]) and tokens[at + 1].low in _TRADES:
        return tokens[at + 2].kind == "B"
    return at + 1 < len(tokens) and tokens[at + 1].kind in "BI" and tokens[at - 1].low.endswith("ly")


def _modifier(walk: Walk, at: int) -> bool:
    """A participle that stands before a noun ("rising oil prices") moves nothing."""
    if not is_participle(walk.tokens[at]) or at + 1 >= len(walk.tokens):
        return False
    after = walk.tokens[at + 1]
    before: Token | None = walk.tokens[at - 1] if at else None
    if before is not None and before.kind in ENTITY:
        return False
    if before is not None and before.kind == "a" and walk.frame is not None:
        return after.kind in "IYSe"
    if after.kind == "x" and not after.low[0].isalnum():
        return before is not None and before.low in _BEFORE  # ", with Acme also gaining.", but "before easing back."
    return after.kind in "xehsYRIS" and after.low not in _NO_MODIFIED


NO_PREDICATE: dict[str, Callable[[Walk, int], bool]] = {
    "C": _close_noun,
    "O": _close_noun,
    "D": _no_direction,
    "V": _modifier,
    "W": _attribute,
}
"""Kind of a token -> whether one at a place is no predicate."""


def _is_description(tokens: list[Token], at: int) -> bool:
    """ "the Nikkei index of 225 issues": how many shares an index counts."""
    return at > 1 and tokens[at - 1].low == "of" and tokens[at - 2].kind in "Ih"


def is_count(tokens: list[Token], at: int) -> bool:
    """ "while 30 ended lower", "only 20 constituents gained", "37 stocks on the index rose": shares that are counted;
    the verb is no market's."""
    while at > 0 and tokens[at].kind in "xhIBpr" and tokens[at].low.replace(" ", "").isalpha():
        at -= 1
    if (
        at < 1
        or tokens[at].kind not in "#~"
        or _is_description(tokens, at)
        or not isinstance(quantity := tokens[at].value, Quantity)
    ):
        return False
    if quantity.unit or quantity.decimals or not 0 < quantity.value < _MOST_COUNTED or quantity.value in _YEARS:
        return False
    return tokens[at].kind == "~" or tokens[at - 1].low in _BEFORE_COUNT


def is_of_breadth(tokens: list[Token], at: int) -> bool:
    """ "510 up, 340 down", "up 510, down 340": shares that are counted, no points."""
    if not _is_plain_count(tokens, at):
        return False
    step = 1 if of_kind(tokens, at + 1, at + 2, "D") else -1
    if step < 0 and (not at or tokens[at - 1].kind != "D"):
        return False
    way = tokens[at + step].value
    for other in range(max(0, at - _APART), min(len(tokens), at + _APART + 1)):
        if other != at and _is_plain_count(tokens, other) and of_kind(tokens, other + step, other + step + 1, "D"):
            between = tokens[min(at, other) + 1 : max(at, other)]
            listed = all(t.kind in _LISTED or not t.low[0].isalpha() for t in between)
            return bool(way) and tokens[other + step].value == -way and listed
    return False


def _is_plain_count(tokens: list[Token], at: int) -> bool:
    token = tokens[at]
    if token.kind != "#":
        return False
    quantity: Quantity = token.value
    return not (quantity.unit or quantity.sign or quantity.decimals) and quantity.value < _MOST_COUNTED
