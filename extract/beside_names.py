"""What the words beside a name make of it: what governs it, an adjective, a thing, a contract."""

from __future__ import annotations

from extract.lexicon import Instrument, words
from extract.near import said
from extract.tokens import Token

_WHOLE_OF, _TRACKING, _SAME = words("of_whole"), words("tracking"), words("of_index_itself")
_APART = words("apart_possessive")
_WITHIN, _MEMBERS, _COUNTED = words("within_index"), words("members"), words("counted_members")
_COMMA, _WHICH = frozenset((",",)), words("who")
_SPAN, _OWNED = 4, 8
"""Tokens from "of" to the index's name, and from its "'s" to the verb."""
_GOVERNING = words("governing")
_HEADS = words("price_heads")
_PRICES = words("prices")
_THAT = words("that")
_TIED = words("tied")
_AFTER_REGION, _MARKETS = words("after_region"), words("markets_before_name")
_OPENERS = words("clause_openers")
_OF_GROUP = words("of_group")
_SMALL_CONTRACTS = words("small_contracts")
_COMPARATIVES, _DEALING = words("comparatives"), words("dealing")
_BEING, _ARTICLE = words("being"), frozenset(("the",))
_CONTRACTS, _EXPIRIES = words("contracts"), words("contract_ends")
_BEHIND_COMPANY = words("behind_company")
_OF_COMMODITY = words("of_commodity")
_SUBINDICES = words("sub_indices")
_OF_SHARES, _MEASURES = words("prices_of_shares"), words("measures")
_POINTS_REACH = 6
_CELLS, _BETWEEN_CELLS = {"%", "bp"}, ":ap("
_ARTICLES, _COMPANIES = words("determiners"), words("companies_are")
_SPAN_APPOSED = 8
"""Tokens behind a name in which a clause says what it is."""
_PRICE_REACH = 8
"""Tokens from a provider's name to the "price index" that it begins."""


def of_month(tokens: list[Token], at: int) -> bool:
    """ "January crude", "crude for October delivery": New York's contract."""
    if at and tokens[at - 1].value == "month":
        return True
    return at + 2 < len(tokens) and tokens[at + 1].low == "for" and tokens[at + 2].value == "month"


def is_adjective(tokens: list[Token], at: int, text: str) -> bool:
    """Whether a noun behind makes an adjective of a capitalized word ("Strong sales at", "Permanent tariffs")."""
    if tokens[at].poss or at + 1 >= len(tokens):
        return False
    after = tokens[at + 1]
    if after.kind == "e" or after.low in _DEALING:
        return True
    low = after.low.removesuffix("'s")  # "the iPhone maker's"
    if after.kind != "x" or not low.isalpha() or text[after.start].isupper() or low in _BEHIND_COMPANY:
        return False
    return not low.endswith(("ly", "ed", "s"))


def yields(tokens: list[Token], at: int) -> bool:
    """ "The 10-year was quoted at 4.38 percent": years with an article, a verb and a yield; or a row of a yield and its
    change ("10-Year | 4.38% | -1 bp", "10y -6bps to 4.41%")."""
    row = [t for t in tokens[at + 1 : at + 5] if t.kind not in _BETWEEN_CELLS]
    if len(row) > 1 and row[0].kind == row[1].kind == "#" and {t.value.unit for t in row[:2]} == _CELLS:
        return True
    verb = tokens[at + 1] if at + 1 < len(tokens) else None
    owned = at > 0 and (tokens[at - 1].low in _ARTICLE or tokens[at - 1].kind == "R")  # "the German 10-year"
    if not owned or verb is None or not (verb.kind in "VWD" or verb.low in _BEING):
        return False
    told = [t.value for t in tokens[at + 2 : at + 6] if t.kind == "#"]
    return any(q.unit == "bp" or (q.unit == "%" and q.decimals != 1 and verb.kind != "D") for q in told)


def only_opens(tokens: list[Token], at: int) -> bool:
    """ "Coming off a weekly gain", "Dealing rooms talked", "Newly listed broker Minos": a capital that only begins the
    sentence."""
    if at:
        return False
    low, after = tokens[0].low, tokens[1] if len(tokens) > 1 else tokens[0]
    return low.endswith("ing") or (low.endswith("ly") and after.kind == "x" and after.low.endswith("ed"))


def names_thing(after: Token) -> bool:
    """Whether the word behind a commodity makes a thing of it ("U.S. oil fields", "copper mine")."""
    return after.kind == "e" or (after.kind == "x" and after.low in _OF_COMMODITY)


def abbreviated(tokens: list[Token], at: int) -> Instrument | None:
    """The index whose short name stands in brackets behind a long one ("Korean Dealers Quotations (KOSDAQ)")."""
    if [t.kind for t in tokens[at + 1 : at + 4]] != ["(", "I", ")"]:
        return None
    known: Instrument = tokens[at + 2].value[0]
    return known if known.kind == "index" else None


def is_contract(tokens: list[Token], at: int) -> bool:
    """Whether the words behind make a contract of an index ("Dow futures", "Nasdaq-100 mini futures", "Nifty 50 May
    futures", "Nifty 26 May 2026 futures")."""
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    apart = after is not None and (after.low in _SMALL_CONTRACTS or after.value == "month" or is_expiry(tokens, at + 1))
    place = at + 1 + apart
    return place < len(tokens) and is_futures(tokens[place])


def is_expiry(tokens: list[Token], at: int) -> bool:
    """ "Nifty 26 May 2026 futures", "gold for 5 June settlement": the day on which a contract ends."""
    if tokens[at].kind != "T" or tokens[at].poss or not isinstance(tokens[at].value, tuple):
        return False
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    return after is not None and (is_futures(after) or after.low in _EXPIRIES)


def is_futures(token: Token) -> bool:
    """Whether a word stands for an index's contracts."""
    return token.kind == "h" and (token.value == "futures" or token.low in _CONTRACTS)


def governor_of(tokens: list[Token], at: int) -> str | None:
    """The preposition that governs a name, None for one that nothing governs ("in the Nikkei" is under "in")."""
    for index in range(at - 1, max(-1, at - 8), -1):
        token = tokens[index]
        kind, low = token.kind, token.low
        if kind == "p" or low == "as" or (kind == "q" and low in _GOVERNING):
            return None if low not in _GOVERNING or _headed(tokens, index) else low
        if (kind not in "xRhqKs" and low not in _COMPARATIVES) or low in _OPENERS:
            return None
        # "in Japan the Nikkei", "in the broader markets the Nifty"
        ends = kind == "R" or low in _MARKETS
        if ends and not token.poss and not low.endswith("'s") and tokens[index + 1].low in _AFTER_REGION:
            return None
    return None


def _headed(tokens: list[Token], at: int) -> bool:
    """ "shares of", "futures tied to", "the yield on the": the name behind the preposition is the subject."""
    if tokens[at].low in _OF_GROUP:
        return tokens[at].low == "as"
    for back in range(at - 1, max(-1, at - 4), -1):
        token = tokens[back]
        if token.low in _THAT:  # "while that on five-year bonds fell"
            return True
        if token.kind == "r" or (token.kind == "Z" and token.value == "any"):
            return True
        if token.kind == "h" or (token.kind == "W" and token.low in _PRICES):
            return token.value in _HEADS or token.low in _PRICES
        if token.low not in _TIED:
            return False
    return False


def of_prices(tokens: list[Token], at: int) -> bool:
    """Whether a provider's name begins that of a measure of prices ("the S&P Harcourt-Lane home price index")."""
    for place in range(at + 1, min(len(tokens), at + _PRICE_REACH)):
        if tokens[place].kind in "VCDWa#":
            return False
        if tokens[place].low in _PRICES and said(tokens, place + 1, place + 2, _MEASURES):
            return tokens[place - 1].low not in _OF_SHARES
    return False


def is_numbered(name: str) -> bool:
    """Whether a name is capital letters with a number behind them ("TMI30")."""
    return name[-1:].isdigit() and name.isupper()


def in_points(tokens: list[Token], at: int) -> bool:
    """Whether points are told of letters and a number ("TMI30 added 92.1 points"): an index, no share."""
    return any(t.kind == "#" and t.value.unit == "pt" for t in tokens[at + 1 : at + _POINTS_REACH])


def subindex(tokens: list[Token], at: int) -> Token | None:
    """The word that makes a part of an index of the name before it ("the Properties sub-index")."""
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    return after if after is not None and not tokens[at].poss and after.low in _SUBINDICES else None


def is_part_of_other(tokens: list[Token], at: int) -> bool:
    """Whether an index only says more of something else, which is what moves: "an equal-weight version of the S&P 500",
    "a fund that tracks the Dow", "the S&P 500's biggest member"."""
    if _is_counted(tokens, at) or _is_company(tokens, at):
        return True
    apart = at + 1 < len(tokens) and tokens[at + 1].low in _APART
    if tokens[at].poss or apart:
        return _owns_other(tokens, at + 1 + apart)
    place = at - 1
    while place > 0 and at - place < _SPAN and tokens[place].low not in _WHOLE_OF and tokens[place].kind in "xR":
        if tokens[place].low in _TRACKING:  # but "tracking the Dow, which fell 0.4%"
            return not (said(tokens, at + 1, at + 2, _COMMA) and said(tokens, at + 2, at + 3, _WHICH))
        place -= 1
    if place < 1 or tokens[place].low not in _WHOLE_OF:
        return False
    head = tokens[place - 1]
    return head.kind in "xehZ" and head.low.isalpha() and head.low not in _SAME and not is_futures(head)


def _is_counted(tokens: list[Token], at: int) -> bool:
    """ "the average stock in the S&P 500", "half the stocks in the Dow", "the median S&P 500 stock"."""
    head = at - 1
    while head > 0 and tokens[head].low in _ARTICLE:
        head -= 1
    if head > 0 and tokens[head].low in _WITHIN and (tokens[head - 1].kind == "h" or tokens[head - 1].low in _MEMBERS):
        return any(t.low.rpartition(" ")[2] in _COUNTED for t in tokens[max(0, head - _SPAN) : head - 1])
    own = tokens[at].kind == "r" and tokens[at].low.rpartition(" ")[2] in _COUNTED
    counted = own or said(tokens, at - 1, at, _COUNTED)
    return counted and at + 1 < len(tokens) and tokens[at + 1].kind == "h"


def _is_company(tokens: list[Token], at: int) -> bool:
    """ "Dow, the chemical maker, lost": a name that what follows between commas makes a company's or a person's."""
    if at + 3 >= len(tokens) or tokens[at + 1].low != "," or tokens[at + 2].low not in _ARTICLES:
        return False
    for token in tokens[at + 3 : at + _SPAN_APPOSED]:
        if token.low in _COMPANIES:
            return True
        if token.kind not in "xRe":
            return False
    return False


def _owns_other(tokens: list[Token], first: int) -> bool:
    """Whether a noun that is no move stands between what is behind an index's "'s" and the next verb or comma."""
    for place in range(first, min(len(tokens), first + _OWNED)):
        token = tokens[place]
        if token.kind in "VWCO" or token.low == ",":
            return place > first and tokens[place - 1].low.replace("-", "").isalpha()
        if token.kind not in "xh":
            return False
    return False
