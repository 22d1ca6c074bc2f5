"""Figures that are no move: what was avoided, what is left of a loss, how far a record or another level is."""

from __future__ import annotations

from extract.clauses.walk import Walk
from extract.figures import AT_LEVEL
from extract.lexicon import words
from extract.near import of_kind, said
from extract.tokens import Token

_GAPS, _LINES = words("gaps"), words("average_lines")
_ALL, _BUT = words("all_but_all"), words("all_but_but")
_AVOIDED, _LEAVING = words("avoided"), words("leaving_at")
_SHORT_OF, _TOPS = words("short_of"), words("highs") | words("lows") | words("record")
_DETERMINERS, _OF = words("determiners"), words("of_whole")
_TO = words("into_other")
_LEVIED = words("levied")
_BEFORE_SUM, _SET, _LINKING = words("by") | words("determiners"), words("set_by_authority"), words("linking")
_THINGS, _LOSSES = words("told_in_percent"), words("losses_of_names")
_UP_TO, _OUT_OF, _CENTS = words("figure_to_figure"), words("record_from"), "cents"
_SINCE, _ON = words("since_when"), words("noun_on_day")
_ITS = words("it_owns")
_MOVED = ("pt", "%")
_SPAN, _BARE_SPAN = 10, 3
"""How many times the lower end of a range the higher one can be, and of one without a unit."""
_REACH = 4
"""Tokens from a word for a gap, "all but" or "leaving" to its figure."""
_AVOIDED_REACH = 5
"""Tokens from "avoided" to the figure of what was."""
_RECORD_REACH = 8
"""Tokens from a distance to the record that it is short of."""
_ADJECTIVES = 3
"""Tokens from a percent to the thing that it is of, and the places between them."""
_PART = 3
"""Tokens from a part to the whole ("27 of the 31 points")."""


def is_no_move(walk: Walk, at: int) -> bool:
    """Whether the figure at this place tells how far two things lie apart, or what did not come about."""
    tokens, lows = walk.tokens, walk.lows
    if not _GAPS.isdisjoint(lows) and _is_gap(tokens, at):
        return True
    if not _AVOIDED.isdisjoint(lows) and _is_avoided(tokens, at):
        return True
    if _is_on_line(tokens, at) or _is_whole(tokens, at):
        return True
    if _is_rest(walk, at) or _is_of_close(walk, at) or _is_distance(walk, at) or _is_sum(walk, at):
        return True
    if _is_since(walk, at):
        return True
    return _is_range(walk, at) or _is_swing(walk, at) or _is_of_thing(tokens, at) or _is_of_rate(walk, at)


def _is_since(walk: Walk, at: int) -> bool:
    """ "its best since a 1.9% rise in January": of some day, but "since a 1.9% rise on Jan. 15"."""
    tokens = walk.tokens
    if _SINCE.isdisjoint(walk.lows) or not said(tokens, at - 2, at, _SINCE) or not of_kind(tokens, at + 1, at + 2, "G"):
        return False
    day = at + 2 + (walk.low(at + 2) in _ON)
    return not of_kind(tokens, day, day + 1, "T")


def _is_of_thing(tokens: list[Token], at: int) -> bool:
    """ "a 30% US tariff on exports", "a 72 per cent chance", "its 20% stake": how much of another thing."""
    if tokens[at].value.unit == "%" and _is_levied(tokens, at):
        return True
    before = at - 1 - (at > 0 and tokens[at - 1].kind == "q")
    if tokens[at].value.unit != "%" or before < 0 or tokens[before].low not in _DETERMINERS:
        return False
    place = at + 1
    while place < min(len(tokens), at + _ADJECTIVES) and tokens[place].kind == "R":
        place += 1
    thing = tokens[place] if place < len(tokens) else None
    return thing is not None and (thing.low in _THINGS or (thing.kind == "e" and thing.low not in _LOSSES))


def _is_levied(tokens: list[Token], at: int) -> bool:
    """ "impose 25% tariffs", "100% import duties": no share falls by a tax."""
    for token in tokens[at + 1 : at + _ADJECTIVES]:
        if token.low in _LEVIED:
            return True
        if token.kind not in "xRe":
            return False
    return False


def _is_of_rate(walk: Walk, at: int) -> bool:
    """ "as the bank cut its rate by a quarter point to 3%", "a tax that was raised by 2 points", "slashed its dividend
    by 30%": what somebody sets."""
    tokens, place = walk.tokens, at - 1
    while place > 0 and (tokens[place].kind == "q" or tokens[place].low in _BEFORE_SUM):
        place -= 1
    if tokens[place].kind == "e" and said(tokens, place - _ADJECTIVES, place, _ITS):
        return not of_kind(tokens, place - _ADJECTIVES - 1, place, "C")  # but "ended its third quarter 4% up"
    if of_kind(tokens, place - 1, place, "x") and tokens[place - 1].low in _LINKING:  # "the tax was raised"
        place -= 2
    if tokens[at].value.unit not in _MOVED or place < 1 or tokens[place].low not in _SET:
        return False
    if of_kind(tokens, at + 1, at + 2, "p") and of_kind(tokens, at + 2, at + 3, "#"):
        walk.spent.add(at + 2)
    return True


def _is_gap(tokens: list[Token], at: int) -> bool:
    """ "a discount of about 96 points to the index", "a 12-point premium"."""
    if tokens[at].value.unit not in _MOVED:
        return False
    for place in range(at - 1, max(-1, at - 1 - _REACH), -1):
        if tokens[place].low in _GAPS:
            return True
        if tokens[place].kind in "aV":
            break
    return said(tokens, at + 1, at + 2, _GAPS)


def _is_on_line(tokens: list[Token], at: int) -> bool:
    """ "3% above its 200-day moving average at 9,644"."""
    return at > 1 and tokens[at - 1].kind == "p" and tokens[at - 2].low in _LINES


def _is_whole(tokens: list[Token], at: int) -> bool:
    """ "27 of the 31 points"."""
    return (
        at >= _PART
        and tokens[at - 1].low in _DETERMINERS
        and tokens[at - 2].low in _OF
        and tokens[at - _PART].kind in "#~"
    )


def _is_avoided(tokens: list[Token], at: int) -> bool:
    """ "narrowly avoided its third 2% drop", "on the verge of a 10% correction"."""
    return said(tokens, at - _AVOIDED_REACH, at, _AVOIDED) and not of_kind(tokens, at - _AVOIDED_REACH, at, "#V")


def _is_rest(walk: Walk, at: int) -> bool:
    """ "clawed back all but 20 points of a 310-point loss": what is left, and of what."""
    tokens = walk.tokens
    if at <= 1 or tokens[at - 1].low not in _BUT or tokens[at - 2].low not in _ALL:
        return False
    walk.spent.update(i for i in range(at + 1, min(len(tokens), at + _REACH)) if tokens[i].kind == "#")
    return True


def _is_range(walk: Walk, at: int) -> bool:
    """ "Corn closed 2 to 4 cents higher", "fell 1% to 3%": what several contracts or shares did, each another."""
    tokens = walk.tokens
    if at + 2 >= len(tokens) or tokens[at + 1].low not in _UP_TO or tokens[at + 2].kind != "#":
        return False
    one, other = tokens[at].value, tokens[at + 2].value
    moved = other.unit in _MOVED or other.currency == _CENTS
    most = other.value * 100 if other.currency == _CENTS and one.currency != _CENTS else other.value
    bare = not other.unit and tokens[at - 1].kind == "D" and not (one.decimals or other.decimals)  # "down 2 to 3"
    if not (moved or bare) or one.unit not in ("", other.unit):
        return False
    if not one.value < most <= (_BARE_SPAN if bare else _SPAN) * one.value:
        return False
    if one.sign or other.sign or tokens[at - 1].low in _OUT_OF or of_kind(tokens, 0, at, "KZ"):
        return False  # "from 1% to 3%", "the yield rose 1.2% to 4.1%"
    if (
        one.currency == other.currency == _CENTS
        and tokens[at - 1].kind == "V"
        and not of_kind(tokens, at + 3, at + 4, "D")
    ):
        return False  # "rose three sen to 23 sen"
    walk.spent.add(at + 2)
    return True


def _is_swing(walk: Walk, at: int) -> bool:
    """ "swung from +305 points to -394", "went from up 1.2% to down 0.8%": two moments of a session, not its end."""
    tokens = walk.tokens
    if at + 2 >= len(tokens) or tokens[at + 1].low not in _UP_TO:
        return False
    other = at + 2 + (tokens[at + 2].kind == "D")
    if other >= len(tokens) or tokens[other].kind != "#":
        return False
    signs = (_sign(tokens, at), _sign(tokens, other))
    if tokens[at].value.unit not in _MOVED or not (signs[0] and signs[1]) or signs[0] == signs[1]:
        return False
    walk.spent.add(other)
    return True


def _sign(tokens: list[Token], at: int) -> int:
    """Which way a figure says that something had gone, 0 for neither."""
    before = tokens[at - 1]
    return int(tokens[at].value.sign or (before.value if before.kind == "D" and before.value else 0))


def _is_of_close(walk: Walk, at: int) -> bool:
    """ "from a gain of 180 at its best to a loss of 95, leaving it at 46,190": no level of the moment told before."""
    return walk.frame is not None and walk.frame.moment and said(walk.tokens, at - _REACH, at, _LEAVING)


def _is_sum(walk: Walk, at: int) -> bool:
    """ "its gain this year shrank to 7%": how far an index is by then, not how far it went."""
    tokens = walk.tokens
    if at <= 1 or tokens[at].value.unit != "%" or tokens[at - 1].low not in _TO or tokens[at - 2].kind != "V":
        return False
    return walk.frame is not None and of_kind(tokens, at - _AVOIDED_REACH, at - 2, "G")


def _is_distance(walk: Walk, at: int) -> bool:
    """ "closed up 0.9%, 38 points short of its record", but "at 40,029.31 off a high of 40,151.95"."""
    if at and walk.tokens[at - 1].low in AT_LEVEL and walk.tokens[at].value.like_a_level:
        return False
    behind = walk.tokens[at + 1 : at + _RECORD_REACH]
    if walk.frame is None or not walk.frame.has_figures or not behind or behind[0].low.split()[0] not in _SHORT_OF:
        return False
    return any(t.kind == "H" or t.low.rpartition(" ")[2] in _TOPS for t in behind)
