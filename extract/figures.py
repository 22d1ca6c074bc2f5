"""What stands around a figure: its bound, its direction, the word that governs it."""

from __future__ import annotations

from extract.frames import Figure
from extract.lexicon import words
from extract.model import Qualifier
from extract.near import of_kind, said
from extract.numbers import Quantity
from extract.tokens import Token

AT_LEVEL = words("at_level")
_SKIPPED = words("before_a_figure")
_RECORD = words("record")
_THRESHOLD, _NEAR = words("thresholds"), words("near_a_level")
_CLOSED, _TEN = 12, 10
"""Tokens from a closing verb to the level that it is near, and of what a line is a multiple."""
_LINE = words("lines_crossed")
_HELD_AT = words("lines_held")
_LEVELS = words("exact_levels")
_OF_LINE, _AHEAD = words("range_from"), words("ahead_of_line")
_CROSSED = words("crossed_lines")
_ROUND = 50
_EXTREMES = words("highs") | words("lows")
_NO_NOUN_OF_FIGURE = words("no_noun_of_figure")
_OF = words("levels_of")
_DETERMINERS = words("determiners")
_OVER, _UNDER, _ABOUT = words("figure_over"), words("figure_under"), words("figure_about")
_BEFORE_QUALIFIED = words("before_qualified")
_BARE_NOUNS = words("bare_move_nouns")
_ENDS_DIRECTION = words("ends_direction") | words("verbs_with_particle")
_SET_ON = words("set_on")
_BESIDE = words("beside_record")
_TOPS = words("compared_tops")
_THAT_ONE, _MARKED = words("its"), _TOPS | _EXTREMES | words("record")
_COMPARED, _LOGGED, _JOINED = words("before_compared"), words("logged"), words("joined_days")
_WHEN, _WHEN_CLOSED = words("when"), 8
"""Tokens from "when" to the day on which a market closed."""
_AGAINST, _WITH_OR_TO, _IN_COMPARISON = words("compared_against"), words("compared_with"), words("in_comparison")
_OR, _AFTER_BOTH = words("figure_or_figure"), words("behind_both")
_BEHIND_FIGURES = (",", ")")
_BEHIND_OFF = AT_LEVEL | {",", "."}
_THAN, _ON_DAY = words("compared_than"), words("noun_on_day")


def qualifier_before(tokens: list[Token], at: int) -> Qualifier | None:
    """The bound or approximation said right before a figure ("over", "nearly")."""
    for back in range(at - 1, max(-1, at - 4), -1):
        token = tokens[back]
        if token.kind == "q":
            found: Qualifier = token.value
            return found
        if token.kind == "p":
            if token.low in _OVER:
                return "over"
            if token.low in _UNDER:
                return "under"
            if token.low in _ABOUT:
                return "about"
        if token.low not in _BEFORE_QUALIFIED:
            return None
    return None


def sign_after(tokens: list[Token], at: int) -> int | None:
    """The direction that follows a figure: "1.4% higher", "a 2.5% fall", "164.84 points, or 0.43 per cent, higher"."""
    if (shared := _behind_both(tokens, at)) is not None:
        return shared
    for place, token in enumerate(tokens[at + 1 : at + 4], at + 1):
        kind = token.kind
        if kind in "DG":
            if kind == "D" and not token.low[0].isalpha():
                return None
            if token.value is not None and (token.low != "off" or _stands_last(tokens, place)):
                return int(token.value)
        elif kind == "V" and token.low in _BARE_NOUNS:
            return int(token.value[0])
        if kind in "#aBI;:(p" or token.low in _ENDS_DIRECTION:
            return None
    return None


def _stands_last(tokens: list[Token], at: int) -> bool:
    """Whether nothing is told of behind a word of direction ("closed 0.4% off at", not "0.4% off its high")."""
    return at + 1 == len(tokens) or tokens[at + 1].low in _BEHIND_OFF


def _behind_both(tokens: list[Token], at: int) -> int | None:
    """The direction behind a figure and the one that "or" says for the same, for either of them."""
    index = at + 1
    if not at or tokens[at - 1].low != "or":
        while index < len(tokens) and (tokens[index].low in _OR or tokens[index].kind == "("):
            index += 1
        if index == at + 1 or index >= len(tokens) or tokens[index].kind != "#" or tokens[index - 1].low == ",":
            return None
        index += 1
    while index < len(tokens) and tokens[index].low in _BEHIND_FIGURES:
        index += 1
    token = tokens[index] if index < len(tokens) else None
    told = token is not None and token.kind == "D" and token.low in _AFTER_BOTH
    return int(token.value) if told and token is not None else None


def figure_at(tokens: list[Token], at: int) -> Figure:
    """The figure of a token with its qualifier and the sign that its own mark or the words around it give."""
    token = tokens[at]
    quantity: Quantity = token.value
    sign = quantity.sign or sign_after(tokens, at)
    if sign is None and at:
        sign = _sign_before(tokens, at)
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    money = quantity.currency or (after.value if after is not None and after.kind == "Y" else "")
    return Figure(quantity.value, sign, qualifier_before(tokens, at), token.start, token.end, money)


def _sign_before(tokens: list[Token], at: int) -> int | None:
    """ "up 2%", "up nearly 2%", "a gain of 2%"."""
    before = tokens[at - 1]
    if before.kind == "D" and before.value is not None:
        return int(before.value)
    if at > 1:
        further = tokens[at - 2]
        if (before.kind == "q" and further.kind == "D") or (before.low == "of" and further.kind == "G"):
            return int(further.value)
    return None


def governor(tokens: list[Token], at: int) -> tuple[str, int]:
    """The word that governs a figure, bounds and articles aside, and its place ("", -1 where a clause begins)."""
    index = at - 1
    while index >= 0 and at - index < 7:
        token = tokens[index]
        if _is_passed(tokens, index, at):
            index -= 1
        elif token.low == "of" and index and (tokens[index - 1].kind == "H" or tokens[index - 1].low in _OF):
            index -= 2
        elif token.kind == "F" and token.low.endswith(" at"):
            return "at", index
        else:
            return token.low, index
    return "", -1


def _is_passed(tokens: list[Token], index: int, at: int) -> bool:
    """Whether a word before a figure governs nothing: a bound, an article, an extreme ("to a record high 26,130")."""
    token = tokens[index]
    kind, low = token.kind, token.low
    if kind in "qHK" or (kind in "xhK" and low in _SKIPPED) or (kind in "xGD" and low in _EXTREMES):
        return True
    if kind != "x" or at - index >= 4 or not index or low in _NO_NOUN_OF_FIGURE or not low.replace("-", "").isalpha():
        return False
    before = tokens[index - 1].low
    return before in _DETERMINERS or ("-" in low and before in _SKIPPED)  # "to a fresh two-month low of"


def is_threshold(tokens: list[Token], at: int) -> bool:
    """Whether a level is only a line that was crossed ("above the 26,000 mark")."""
    for token in tokens[at + 1 : at + 3]:
        if token.low in _LINE:  # but "at 73,917 levels"
            return token.low not in _LEVELS or tokens[at].value.value % _ROUND == 0
        if token.kind not in "x#":
            break
    for back in range(at - 1, max(-1, at - 5), -1):
        token = tokens[back]
        if back == at - 1 and token.low in _NEAR and _closes_near(tokens, back) and tokens[at].value.value % _TEN:
            return False  # "shed 388 points, ending near 33,619"
        if token.low in _THRESHOLD or (token.low in _OF_LINE and back and tokens[back - 1].low in _AHEAD):
            return True
        if token.kind == "q":
            if token.value in ("over", "under"):
                return True
        elif token.low not in _SKIPPED:
            return False
    return False


def _closes_near(tokens: list[Token], at: int) -> bool:
    """Whether a closing verb stands before this "near", or the figures of one ("ended 7 points lower, near 4,216")."""
    return of_kind(tokens, at - 1, at, "C") or (tokens[at - 1].low == "," and of_kind(tokens, at - _CLOSED, at, "C"))


def is_line(tokens: list[Token], at: int) -> bool:
    """ "bounced off the 96 area", "its strengthening above ¥153.50", "resistance at 7.50": a line, no distance."""
    if at > 1 and tokens[at - 1].low in AT_LEVEL and tokens[at - 2].low in _HELD_AT:
        return True
    if at and tokens[at].value.unit == "$" and tokens[at - 1].low in _CROSSED:
        return True
    if at + 1 >= len(tokens) or tokens[at + 1].low not in _LINE - _LEVELS or tokens[at].value.unit:
        return False
    return not (at and tokens[at].value.decimals and tokens[at - 1].low in AT_LEVEL)  # "rose to 6,118.33 level"


def sets_record(token: Token) -> bool:
    """Whether a verb reaches or sets what stands behind it."""
    return token.kind == "W" or token.low in _SET_ON


def is_compared(tokens: list[Token], at: int) -> bool:
    """ "near to its record high of 7,103.98", "near the 7,103.98 record": the record's level, not today's."""
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    named = after is not None and (after.kind == "H" or after.low in _MARKED)
    if named and at and (tokens[at - 1].low in _THAT_ONE or tokens[at - 1].poss):
        return True
    for index in range(max(0, at - 3), at):
        named = tokens[index].low in _TOPS or (index == at - 2 and tokens[index].low in _RECORD)  # "near a record of"
        if tokens[index].kind == "H" or named:
            verb = next((back for back in range(index - 1, max(0, index - 3), -1) if sets_record(tokens[back])), -1)
            return said(tokens, max(index - 5, verb + 1), index, _BESIDE)  # "having earlier set a record high of"
    return False


def is_level_after(tokens: list[Token], at: int) -> bool:
    """Whether a level comes after this figure, so that this one is the change ("ended 254.57 up at 39,982.98")."""
    for index in range(at + 1, min(len(tokens), at + 9)):
        token = tokens[index]
        if token.kind == "#" and token.value.unit in ("", "pt", "$"):
            return governor(tokens, index)[0] in AT_LEVEL
        if token.kind in ";I":
            return False
    return False


def is_of_close(tokens: list[Token], at: int) -> bool:
    """Whether a closing verb and "at" stand before ("finished at its low of 25,300"): the last level, no extreme."""
    return of_kind(tokens, at - 13, at - 2, "C") and any(t.low == "at" for t in tokens[max(0, at - 5) : at - 1])


def is_of_compared(tokens: list[Token], at: int) -> bool:
    """ "up from 76.99 cents on Friday", "12 billion less than on Monday": the day of what is compared with."""
    index = at - 1
    if _is_compared_with(tokens, at) or (of_kind(tokens, at - 2, at - 1, "CF") and _is_compared_with(tokens, at - 2)):
        return True  # "up 0.9% compared to the previous day", "over the close on Friday"
    if at > 1 and tokens[at - 1 - (tokens[at - 1].low in _ON_DAY)].low.rpartition(" ")[2] in _THAN:
        return True
    when = next((i for i in range(at - 1, max(0, at - _WHEN_CLOSED), -1) if tokens[i].low in _WHEN), 0)
    if when and of_kind(tokens, when, at, "C"):
        index = when - 1  # "at 9.04 from 8.97 when the market closed on Friday"
    while index > 0 and _is_passed_to_compared(tokens, index):
        index -= 1
    if tokens[index].kind not in "#~":
        return False
    # a yield "versus 2.62% late on Tuesday"
    near = 1 if tokens[index].kind == "#" and tokens[index].value.unit == "%" else 6
    return said(tokens, index - near, index, _COMPARED)


def _is_compared_with(tokens: list[Token], at: int) -> bool:
    """Whether a word of comparing governs what stands there."""
    spans = said(tokens, at + 1, at + 2, _JOINED) and of_kind(tokens, at + 2, at + 3, "T")  # "over Monday and Tuesday"
    at -= said(tokens, at - 1, at, _DETERMINERS)
    if said(tokens, at - 1, at, _AGAINST):
        return not spans
    return said(tokens, at - 1, at, _WITH_OR_TO) and said(tokens, at - 2, at - 1, _IN_COMPARISON)


def _is_passed_to_compared(tokens: list[Token], at: int) -> bool:
    """Whether a word can stand between a day and its figure ("154.12 yen in New York and 154.05 yen in Tokyo at 5 p.m.
    Tuesday")."""
    token = tokens[at]
    if token.kind in "xpRYF" or token.low in _LOGGED:
        return token.low[0].isalnum()
    return token.low == "and" or (token.kind == "#" and tokens[at - 1].low == "and")
