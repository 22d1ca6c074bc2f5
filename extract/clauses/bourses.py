"""Cities that stand for their exchange's index ("Sydney gave back 9.2 points to 4,041.7"), countries where a level in
points is told, and where a share trades ("sank 4.7% in Tokyo", "Hong Kong-listed")."""

from __future__ import annotations

from extract.clauses.names import join_names
from extract.clauses.walk import Walk
from extract.figures import AT_LEVEL, figure_at, governor, sign_after
from extract.lexicon import words
from extract.near import of_kind, said
from extract.regions import is_wide
from extract.tokens import Token

_BETWEEN, _BEING = words("between_bourse_and_figure"), words("being")
_REACH = 14
"""Tokens from a city to the first figure of its index."""
_LEADS_IN = "a;:.("
_WITH = words("beside_clause")
_IN, _WHERE = words("placing"), words("where")
_LISTED = "-listed"
_PLACES = "RI"
_SHARES = words("stocks_of_a_city") | {"shares"}
_STOCKS, _JOINING = words("stocks_of_a_city"), words("joining_clauses")
_STOCKS_IN = "stocks in city"
_BE, _TOO = words("be_finite"), words("be_finite") | words("all_too")
_MOMENTS, _ENDS = words("at_the_moment"), words("clause_marks")
_STOPS = _ENDS | words("all_too") | words("elsewhere")
_WITHIN = words("in_a_place")
_IN_PLACE = 2
"""Tokens from "shares" to the place that they are dealt in, and from a place to the verb of its shares."""
_OF_PLACES = words("placing") | words("of_whole")
_STOCKS_REACH = 5
"""Tokens in which a sentence begins with "the blue-chip indices of"."""
_ROW, _IN_ROW = 9, frozenset(":VCWDxp#q")
"""Tokens of a line that is a place's row in a list of markets, at the most, and their kinds."""
_LEAST = 4
"""Tokens before the city at the least: "stocks rose 0.7% in"."""
_CITIES = 24
"""Tokens in which the cities of a list stand, at the most."""
_BESIDE = 4
"""Tokens from a share's name or figure to the city that it trades in, and from a close to the moment it is."""
_WORD_AND_PLACE = 2
"""Tokens before the verb of "when Wellington closed"."""


def bourse(walk: Walk, at: int, token: Token) -> None:
    """Take a city for its exchange's index, where it is itself what moved, with a figure."""
    index = walk.entities.lexicon.bourses.get(token.low.removesuffix("'s")) or _of_country(walk, at)
    if index is not None and not token.poss and (verb := _stocks_there(walk, at)) is not None:
        _stocks_moved(walk, at, index, verb)
        return
    if (index_of_shares := _of_shares(walk, at)) is not None:
        entity = walk.entities.of(walk.entities.lexicon.instruments[index_of_shares], token, at, weak=True)
        join_names(walk, entity, at)
        return
    owned = token.poss and not _owns_index(walk.tokens, at)
    if index is None or owned or not _begins_clause(walk, at):
        return
    if (valued := _moves(walk, at)) or _goes_one_way(walk, at):
        entity = walk.entities.of(walk.entities.lexicon.instruments[index], token, at, weak=valued)
        join_names(walk, entity, at)


def _of_country(walk: Walk, at: int) -> str | None:
    """The index that a country stands for in "Oman lost 0.3% to 4,514 points"; None where no such level follows."""
    lexicon = walk.entities.lexicon
    index = lexicon.countries.get(walk.tokens[at].low)
    if index is None or (at > 1 and walk.tokens[at - 1].kind == "a" and walk.tokens[at - 2].kind in _PLACES):
        return None  # "Israel and Turkey rose": whose level it is nobody knows
    levels = lexicon.instruments[index].levels
    behind = walk.tokens[at + 1 : at + _REACH]
    moved = any((t.kind == "#" and t.value.unit == "%") or (t.kind == "D" and not t.value) for t in behind)
    rowed = is_row(walk.tokens, at)
    told = (t.value.value for t in behind if t.kind == "#" and (t.value.unit == "pt" or (rowed and t.value.grouped)))
    return index if moved and levels and any(levels[0] <= points <= levels[1] for points in told) else None


def _of_shares(walk: Walk, at: int) -> str | None:
    """ "Hong Kong stocks surged 376 points, or 1.7%, to 22,196", "Shares in Taiwan fell": the index of a place whose
    shares reach a level; None where an index is named, or the place has several."""
    tokens, lexicon = walk.tokens, walk.entities.lexicon
    home = lexicon.home.get(str(tokens[at].value), "")
    index = lexicon.bourses.get(tokens[at].low) or (home if home in lexicon.countries.values() else None)
    inside = at >= _IN_PLACE and tokens[at - 1].low in _WITHIN and tokens[at - _IN_PLACE].low in _SHARES
    verb = at + 1 if inside else at + _IN_PLACE
    begins = at - _IN_PLACE if inside else at
    if index is None or not (inside or walk.low(at + 1) in _SHARES) or not of_kind(tokens, verb, verb + 2, "VC"):
        return None
    if not _begins_clause(walk, begins) or any(token.kind == "I" for token in tokens):
        return None
    reached = [i for i in range(verb + 1, min(len(tokens), at + _REACH)) if _is_level(tokens, i)]
    if len(reached) != 1 or not any(_is_moved(token) for token in tokens[verb + 1 : reached[0]]):
        return None
    levels = lexicon.instruments[index].levels
    return index if levels and levels[0] <= tokens[reached[0]].value.value <= levels[1] else None


def _is_level(tokens: list[Token], at: int) -> bool:
    """Whether a grouped or broken figure behind "to" or "at" stands here."""
    quantity = tokens[at].value
    if tokens[at].kind != "#" or quantity.unit not in ("", "pt") or governor(tokens, at)[0] not in AT_LEVEL:
        return False
    return bool(quantity.grouped or quantity.decimals)


def _is_moved(token: Token) -> bool:
    return token.kind == "#" and (token.value.unit in ("%", "pt") or bool(token.value.decimals))


def is_row(tokens: list[Token], at: int) -> bool:
    """ "KUWAIT: lost 0.5% to 9,377", "Bahrain was flat at 2,071": a line of a place, what it did and its figures."""
    return at == 0 and len(tokens) <= _ROW and _IN_ROW.issuperset(token.kind for token in tokens[1:])


def _stocks_there(walk: Walk, at: int) -> int | None:
    """The place of the verb in "and stocks rose 0.7% in Shanghai", also before another city and its figure; None where
    the stocks are a company's, or another place is told of."""
    tokens = walk.tokens
    if at < _LEAST or tokens[at - 1].low not in _IN or tokens[at - 2].kind != "#" or tokens[at - 2].value.unit != "%":
        return None
    before = at - 3 - (tokens[at - 3].kind == "q")
    told = walk.frames[-1] if walk.frames else None
    if told is not None and told.rule == _STOCKS_IN and tokens[before].kind == "a":
        return told.first
    verb, stocks = tokens[before], tokens[before - 1]
    if verb.kind != "V" or not verb.value[0] or stocks.kind != "h" or stocks.low not in _STOCKS:
        return None
    alone = before < 2 or tokens[before - 2].kind in _LEADS_IN or tokens[before - 2].low in _JOINING
    return before if alone else None


def _stocks_moved(walk: Walk, at: int, index: str, verb: int) -> None:
    entity = walk.entities.of(walk.entities.lexicon.instruments[index], walk.tokens[at], at, weak=True)
    frame = walk.open([entity], verb, _STOCKS_IN)
    frame.sign = 1 if walk.tokens[verb].value[0] > 0 else -1
    frame.spoken, frame.last = True, at
    frame.percents.append(figure_at(walk.tokens, at - 2))
    walk.subject = frame.subjects


def _owns_index(tokens: list[Token], at: int) -> bool:
    """ "Shanghai's rose 1.4%, and Hong Kong's Hang Seng jumped": a city's own, in one breath with another's index."""
    return of_kind(tokens, at + 1, at + 2, "V") and of_kind(tokens, at + 3, len(tokens), "I")


def _begins_clause(walk: Walk, at: int) -> bool:
    """Whether nothing governs or describes the city, or the list of cities that it stands in but "stocks in", and the
    sentence is about no country's economy."""
    tokens, head = walk.tokens, at
    first = max(1, at - _CITIES)
    while head > first and of_kind(tokens, head - 1, head, "a") and _is_of_list(walk, head - 2):
        head -= 2
    behind = at + 1 < len(tokens) - 1 and tokens[at + 1].kind == "a" and tokens[at + 2].kind == "R"
    before = tokens[head - 1] if head else None
    if before is not None and before.low in _WITH and (head == 1 or tokens[head - 2].low == ","):
        before = None  # "Markets rose, with Tokyo adding 0.2 percent"
    if before is not None and before.kind not in _LEADS_IN and before.low not in _LEADS_IN:
        listed = (head < at or behind) and before.low in _OF_PLACES and tokens[head - 2].kind == "h"
        if not listed or head > _STOCKS_REACH:
            return False
    return not of_kind(tokens, 0, len(tokens), "e")


def _is_of_list(walk: Walk, at: int) -> bool:
    """Whether a place can be one of a list of cities; in "In Europe, Madrid fell 0.3%" the first is of several
    exchanges."""
    token = walk.tokens[at]
    return token.kind == "R" and not is_wide(token.value) and token.value in walk.entities.lexicon.exchanges


def _moves(walk: Walk, at: int) -> bool:
    """Whether a predicate and a figure of percent, points or a level follow, with other such cities between at most."""
    tokens, rowed = walk.tokens, is_row(walk.tokens, at)
    place = _behind_cities(walk, at + 1 + (rowed and walk.low(at + 1) == ":"))
    if place < len(tokens) and tokens[place].kind == "#":
        told = walk.frame
        gapped = told is not None and told.subjects[0].kind == "index" and bool(told.percents or told.changes)
        return gapped and tokens[place].value.unit in ("%", "pt")
    predicated = False
    for behind, token in enumerate(tokens[place : at + _REACH], place):
        kind = token.kind
        if kind == "#":
            quantity = token.value
            exact = quantity.grouped and (rowed or quantity.decimals > 0)
            predicated = predicated or (walk.low(place) in _BEING and sign_after(tokens, behind) is not None)
            return predicated and (exact or quantity.unit in ("%", "pt"))
        goes_on = kind in "VvCWDqG" or (predicated and kind == "a")  # "reversed early losses and closed flat, up 0.8"
        predicated = predicated or kind in "VCWD"
        if not goes_on and token.low not in _BETWEEN and not token.low.endswith("ly"):
            return False
    return False


def _behind_cities(walk: Walk, place: int) -> int:
    """The place behind other such cities joined to one."""
    tokens, bourses = walk.tokens, walk.entities.lexicon.bourses
    end = min(len(tokens) - 1, place + _CITIES)
    while place < end and tokens[place].kind == "a" and tokens[place + 1].low in bourses:
        place += 2
    return place


def _goes_one_way(walk: Walk, at: int) -> bool:
    """ "Seoul, Manila and Jakarta were also up", "Singapore fell": a direction alone, in a story of many markets."""
    if not is_wide(walk.entities.home):
        return False
    tokens, place = walk.tokens, _behind_cities(walk, at + 1)
    first = place
    while place < len(tokens) and tokens[place].low in _TOO:
        place += 1
    if place >= len(tokens) or not of_kind(tokens, place, place + 1, "VD"):
        return False
    if tokens[place].kind == "V" and not tokens[place].value[0]:
        return False
    if tokens[place].kind == "D" and not said(tokens, first, place, _BE):
        return False
    return place + 1 == len(tokens) or tokens[place + 1].kind in "a;T" or tokens[place + 1].low in _STOPS


def take_lists(walk: Walk) -> None:
    """ "Seoul and Taipei rose": the short name of an index in a list with a city stands for it as the city does."""
    for frame in walk.frames:
        if len(frame.subjects) > 1 and frame.subjects[0].kind == "index":
            weak = all(entity.weak for entity in frame.subjects)
            for entity in frame.subjects:
                entity.weak = weak


def place_shares(walk: Walk) -> None:
    """Give shares whose exchange is not known that of the city told beside them."""
    for frame in walk.frames:
        if frame.subjects[0].kind != "stock" or any(entity.region for entity in frame.subjects):
            continue
        name = frame.subjects[0].at
        region = _place_behind(walk, frame.last) or _listed_before(walk, name) or _place_where(walk, name)
        if region is not None:
            for entity in frame.subjects:
                entity.region, entity.exchange = region, walk.entities.lexicon.exchanges.get(region)


def _place_behind(walk: Walk, last: int) -> str | None:
    """The region of a city right behind a figure ("sank 4.7% in Tokyo")."""
    for place in range(last + 2, min(len(walk.tokens), last + 2 + _BESIDE)):
        token = walk.tokens[place]
        if token.kind == "R" and token.low in walk.entities.lexicon.bourses and walk.tokens[place - 1].low in _IN:
            return str(token.value)
    return None


def _place_where(walk: Walk, name: int) -> str | None:
    """The region of "in New York, where" in the clause of a name."""
    for place in range(max(2, name - _REACH), name):
        if walk.tokens[place].low in _WHERE and walk.tokens[place - 2].kind == "R":
            return str(walk.tokens[place - 2].value)
    return None


def _listed_before(walk: Walk, name: int) -> str | None:
    """The region of "Hong Kong-listed" before a name, or at its beginning."""
    for token in walk.tokens[max(0, name - _BESIDE) : name + 1]:
        place, listed, _ = token.low.partition(_LISTED)
        if listed:
            return walk.entities.lexicon.region_of_family(place)
    return None


def is_close_of_place(walk: Walk, at: int) -> bool:
    """ "was 2.8% down when Wellington closed", "when British stock markets closed,": a place's close, where it is not
    itself what is told of."""
    tokens = walk.tokens
    if tokens[at].kind != "C" or at < _WORD_AND_PLACE:
        return False
    if tokens[at - 1].kind == "h":
        return _is_close_of_markets(tokens, at)
    if tokens[at - 1].kind != "R" or tokens[at - 1].poss:
        return False
    return tokens[at - 2].low in _MOMENTS and not (walk.pending and walk.pending[-1][-1].at == at - 1)


def _is_close_of_markets(tokens: list[Token], at: int) -> bool:
    start = at - 1
    while start > 0 and at - start < _BESIDE and tokens[start].kind in "Rxh" and tokens[start].low not in _MOMENTS:
        start -= 1
    ends = at + 1 == len(tokens) or tokens[at + 1].low in _ENDS
    return ends and tokens[start].low in _MOMENTS and of_kind(tokens, start, at, "R")
