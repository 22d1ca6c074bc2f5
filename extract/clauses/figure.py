"""A figure to the frame that it belongs to: the rules in the order in which they are asked."""

from __future__ import annotations

from collections.abc import Callable

from extract import slots
from extract.beside_names import governor_of
from extract.clauses.bare import bare_name, gapped, moved, name_and_figure, unknown_verb
from extract.clauses.earlier import day_before, noun_ahead, noun_apart, noun_on, relative
from extract.clauses.extremes import day_extreme
from extract.clauses.former_closes import close_in_brackets, close_of, compared_with
from extract.clauses.lists import in_brackets, period_in_brackets
from extract.clauses.lookalikes import is_count, is_led, is_of_breadth
from extract.clauses.no_moves import is_no_move
from extract.clauses.noun_led import carried, cost, level_ahead, off_name
from extract.clauses.nouns_in_names import noun_for, noun_of, owned
from extract.clauses.once_more import of_other_time, of_second_predicate
from extract.clauses.pairs import second_rate
from extract.clauses.subjects import adjacent
from extract.clauses.two_levels import level_of_two
from extract.clauses.undone import undone
from extract.clauses.walk import Walk
from extract.clauses.yields import points_on, yielded
from extract.figures import governor, sign_after
from extract.frames import Entity, Frame
from extract.lexicon import words
from extract.near import of_kind, said
from extract.tokens import Token

_WITH, _AFTER = words("noun_with_figure"), words("clause_after")
_OVER = words("over_a_span")
_BETWEEN, _DETERMINERS = words("between"), words("determiners")
_FOLLOWED = words("followed_by") - words("by")
_LINKING, _NOT = words("linking"), words("not")
_LISTED = 3
"""Tokens from one figure of a list to the next."""


def figure(walk: Walk, at: int, _token: Token) -> None:
    """Ask the rules in their order, the first that places the figure ends it."""
    after = walk.tokens[at + 1].kind if at + 1 < len(walk.tokens) else ""
    if (after in ("V", "C") and is_count(walk.tokens, at)) or is_of_breadth(walk.tokens, at):
        return
    if is_no_move(walk, at) or _is_nought(walk.tokens[at]):
        return
    if at and walk.tokens[at - 1].low in _NOT:
        return  # "closed not 2% but 0.2% lower"
    rules = _BEHIND_NAMES if walk.pending else _RULES
    for rule in rules[walk.tokens[at].value.unit]:
        if rule(walk, at):
            return


def _is_nought(token: Token) -> bool:
    """ "DOWN 0." at the end of a line that was cut: no figure of a move."""
    quantity = token.value
    return not (quantity.value or quantity.unit or quantity.decimals)


def _names_with_noun(walk: Walk, at: int) -> bool:
    """ "the Nikkei and the Topix, with a 2.5% fall": the figure of the noun is the names'."""
    if not walk.pending or walk.pending[-1][-1].object:
        return False
    first = walk.pending[-1][0]
    if first.under is not None and not said(walk.tokens, first.at - 3, first.at, _FOLLOWED):
        return False  # but "followed by Acme with a 1.2% fall"
    if first.reference and governor_of(walk.tokens, first.at) is not None:
        return False  # "banks were the biggest drag on the index, with a fall of 2.8%"
    if not _with_noun(walk, at, walk.pending[-1]):
        return False
    walk.pending.clear()
    return True


def _led_market(walk: Walk, at: int) -> bool:
    """ "Acme led the index down with a 5.2% fall": the share's."""
    near = walk.pending[-1][0]
    if near.kind != "index" or not walk.subject or not is_led(walk.tokens, near.at):
        return False
    if not _with_noun(walk, at, walk.subject):
        return False
    walk.pending.clear()
    return True


def _subject_goes_on(walk: Walk, at: int) -> bool:
    """ "utilities led the losses with a 2.5% fall": no frame is open, but the subject before is still told of."""
    if walk.frame is not None or walk.pending or not walk.subject:
        return False
    return _with_noun(walk, at, walk.subject) or _signed(walk, at, walk.subject)


def _with_noun(walk: Walk, at: int, subject: list[Entity]) -> bool:
    sign = sign_after(walk.tokens, _last_listed(walk.tokens, at)) or _sign_of_led(walk)
    if sign is None or governor(walk.tokens, at)[0] not in _WITH:
        return False
    walk.subject = subject
    frame = walk.open(subject, at, "names lead with figure")
    frame.sign, frame.spoken = sign, True
    # "after a 3% fall over six days"
    frame.modal = walk.low(at + 2) in _OVER and governor(walk.tokens, at)[0] in _AFTER
    return slots.take(frame, walk.tokens, at)


def _sign_of_led(walk: Walk) -> int | None:
    """ "Acme and Borealis led gains with 1.7 percent and 0.9 percent": the way of the noun that was led."""
    noun = walk.last_predicate
    verb = noun - 1 - (walk.tokens[noun - 1].low in _DETERMINERS)
    led = verb >= 0 and walk.tokens[noun].kind == "G" and walk.tokens[verb].kind == "v"
    return int(walk.tokens[noun].value) or None if led else None


def _last_listed(tokens: list[Token], at: int) -> int:
    """The last figure of a list whose noun stands behind it ("with a 7% and nearly 6% decline")."""
    while of_kind(tokens, at + 1, at + 2, "a"):
        place = at + 2 + of_kind(tokens, at + 2, at + 3, "q")
        if not of_kind(tokens, place, place + 1, "#"):
            break
        at = place
    return at


def _signed(walk: Walk, at: int, subject: list[Entity]) -> bool:
    """ "SoftBank did the heavy lifting, +6.5%": a signed figure behind a comma."""
    quantity = walk.tokens[at].value
    if not quantity.sign or quantity.unit != "%" or walk.tokens[at - 1].kind not in "a(":
        return False
    frame = walk.open(subject, at, "signed figure")
    frame.spoken = True
    return slots.take(frame, walk.tokens, at)


def _next_name(walk: Walk, at: int) -> bool:
    """A figure right behind a name that no predicate has taken is not the open frame's."""
    if walk.frame is None:
        bare_name(walk, at)
        return True
    near = walk.pending[-1] if walk.pending else None
    if near is not None and not near[-1].object and (adjacent(walk.tokens, near, at) or _is_of_near(walk, near, at)):
        bare_name(walk, at)
        return True
    return False


def _is_of_near(walk: Walk, near: list[Entity], at: int) -> bool:
    """ "gold rose $3, and the index, a measure of the dollar, was 0.2% higher": the newer name's."""
    frame, tokens = walk.frame, walk.tokens
    if frame is None or near[0].under is not None or near[0].at < frame.last or not said(tokens, at - 1, at, _LINKING):
        return False
    return sign_after(tokens, at) is not None and of_kind(tokens, frame.last + 1, near[0].at, "a")


def _range_behind_opening(walk: Walk, at: int) -> bool:
    """ "opened at 1,433.68 and moved between 1,429.77 and 1,436.40": the range is that of the day."""
    frame = walk.frame
    if frame is None or not frame.opening or frame.closing or governor(walk.tokens, at)[0] not in _BETWEEN:
        return False
    told = walk.open(frame.subjects, at, "range of the day")
    told.times, told.spoken = list(frame.times), True
    return slots.take(told, walk.tokens, at)


def _own(walk: Walk, at: int) -> bool:
    """ "rose 0.5% to 26,130.63": the open frame's."""
    frame = walk.frame
    if frame is None:
        return False
    if _is_one_too_many(walk.tokens, frame, at):
        frame.percents.clear()
        frame.modal = True
    elif not slots.take(frame, walk.tokens, at):
        return False
    frame.last = at
    return True


def _is_one_too_many(tokens: list[Token], frame: Frame, at: int) -> bool:
    """Whether a list has more percents than its names: whose each is nobody knows."""
    told = len(frame.subjects)
    if told == 1 or len(frame.percents) != told or tokens[at].value.unit != "%" or tokens[at - 1].kind != "a":
        return False
    return at - frame.last <= _LISTED


_Rule = Callable[[Walk, int], bool]
_MOVES, _LEVELS = ("%", "pt"), ("", "pt")
_UNITS: dict[_Rule, tuple[str, ...]] = {
    **dict.fromkeys((carried, noun_of, off_name, day_before, noun_on, cost, unknown_verb), _MOVES),
    **dict.fromkeys((in_brackets, period_in_brackets, noun_for, noun_ahead, owned, yielded), ("%",)),
    close_of: _LEVELS,
    compared_with: ("", "pt", "$"),
    close_in_brackets: ("", "pt", "$", "%"),
    points_on: ("bp",),
    level_of_two: ("",),
    day_extreme: ("", "pt", "$"),
    undone: _MOVES,
    **dict.fromkeys((of_other_time, of_second_predicate), ("%",)),
}
"""The units that a rule places, where it does not place all: the others need not be asked."""


def _by_unit(*rules: _Rule) -> dict[str, tuple[_Rule, ...]]:
    """The rules in their order, for each unit that a figure can have."""
    return {unit: tuple(r for r in rules if unit in _UNITS.get(r, (unit,))) for unit in ("", "%", "pt", "bp", "$")}


_FIRST = (
    points_on, carried, noun_of, noun_for, off_name, close_of, close_in_brackets, compared_with, day_before, noun_on,
)  # fmt: skip
_LAST = (period_in_brackets, _next_name, _range_behind_opening, of_other_time, of_second_predicate, _own)
_BEHIND_NAMES = _by_unit(
    in_brackets, owned, day_extreme, undone, _led_market, noun_apart, yielded, *_FIRST, cost, moved, gapped,
    unknown_verb, level_of_two, name_and_figure,
    _names_with_noun, *_LAST,
)  # fmt: skip
"""Where names stand before that no predicate has taken."""
_RULES = _by_unit(
    day_extreme, undone, relative, *_FIRST, noun_ahead, level_ahead, _subject_goes_on, second_rate, *_LAST
)
