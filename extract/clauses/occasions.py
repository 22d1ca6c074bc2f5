"""Moves of no day that is told: "5 times the Dow lost 1,000 points", "any close of -3% or worse", "Why a 2% drop in the
S&P 500 matters", "on average the index rises 0.6%"."""

from __future__ import annotations

from collections.abc import Iterable

from extract.clauses.some_day import SOME_DAY_RULES, Rule
from extract.clauses.walk import Walk
from extract.entities import ENTITY
from extract.frames import Frame
from extract.lexicon import words
from extract.near import of_kind, places_of, said

_TIMES, _ONE, _RANKED = words("occasions"), words("occasion"), words("before_an_occasion")
_TO_NAME, _FOR = words("from_occasion_to_name"), words("of_span_for")
_AT, _AFTER_COUNT = words("noun_at"), words("behind_a_count_of_times")
_ANY, _DETERMINERS = words("any_such"), words("determiners")
_OR, _WORSE, _THAN = words("or"), words("or_worse"), words("compared_than")
_AVERAGE, _ON = words("averaged"), words("setting")
_IN_GENERAL, _IMAGINED = words("in_general"), words("tested_or_dreamt")
_ASKING, _WHEN = words("asking"), words("when")
_NEAR, _BEHIND = 4, 2
"""Tokens from the figure to a count of times, and to "or worse"."""
_REACH = 6
"""Tokens from a count of times to the name."""
_HAS = words("has")
_ARTICLES, _HOLDS, _BRACING = words("articles"), words("holds_of_such"), words("bracing_for")
_SMALL_INDEXES = words("small_indexes")
_LARGE = 10
"""Percent from which on a move that is only named belongs to more days than one, or to none."""
_IN_NAME = "figure noun in name"
_PRESENT, _ONGOING = "s", "ing"
_ENDS_CLAUSE = ":;"


def of_no_day(walk: Walk, kinds: str) -> None:
    """Drop what a sentence tells of many days, of any day, or of a day that it asks about and does not name."""
    if "G" in kinds:
        for frame in walk.frames:
            frame.modal = frame.modal or _is_notion(walk, frame)
    if "~" in kinds:
        for at in places_of(kinds, "~"):
            token = walk.tokens[at]
            if walk.entities.text[token.start : token.end].rpartition(" ")[2] in _TIMES:
                _occasions(walk, at)
    if _RULES.keys().isdisjoint(walk.lows):
        return
    for at, token in enumerate(walk.tokens):
        for rule in _RULES.get(token.low, ()):
            rule(walk, at)


def _is_notion(walk: Walk, frame: Frame) -> bool:
    """ "A 5% drop in the Dow is normal", "bracing for a 3% fall in the Dax", "the Nasdaq's 20% fall": a noun without a
    day whose figure no session need have had."""
    tokens, subject = walk.tokens, frame.subjects[0]
    if frame.times or frame.phases or frame.closing or frame.levels or len(frame.percents) != 1:
        return False
    if subject.kind != "index" or (frame.rule != _IN_NAME and not of_kind(tokens, frame.last + 1, frame.last + 2, "G")):
        return False
    if frame.percents[0].value >= _LARGE and not frame.periods and subject.id not in _SMALL_INDEXES:
        return True  # but "the Hang Seng's 11% rise so far this year"
    if frame.rule != _IN_NAME:
        return False
    if frame.first and said(tokens, frame.first - _NEAR, frame.first, _BRACING):
        return True
    verb = frame.last + 1 + (walk.low(frame.last + 1) in _HAS)
    held = walk.low(verb) in _HOLDS and not walk.low(verb + 1).endswith(_ONGOING)
    return held and said(tokens, frame.first - 1, frame.first, _ARTICLES)


def _drop(frames: Iterable[Frame]) -> None:
    for frame in frames:
        frame.modal = True


def _undated(walk: Walk) -> list[Frame]:
    """The frames that neither a day nor an exact level makes those of a session."""
    return [f for f in walk.frames if not f.times and not any(level.value % 1 for level in f.levels)]


def _occasions(walk: Walk, at: int) -> None:
    """ "5 times the Dow lost 2%", "every time it falls 2%", and "fell 2% three times this year"; not "for the
    first time in nine days the Dow rose"."""
    tokens = walk.tokens
    one = tokens[at].low in _ONE
    if at and (tokens[at - 1].low in _AT or (one and tokens[at - 1].low not in _RANKED)):
        return
    name = at + 1
    while name < min(len(tokens), at + _REACH) and (tokens[name].kind in "P~" or tokens[name].low in _TO_NAME):
        name += 1
    if of_kind(tokens, name, name + 1, ENTITY):
        _drop(f for f in walk.frames if f.first > at and not (one and said(tokens, at - _NEAR, at, _FOR)))
    elif not one and (at + 1 == len(tokens) or tokens[at + 1].kind in "PT" or tokens[at + 1].low in _AFTER_COUNT):
        _drop(f for f in walk.frames if 0 < at - f.last <= _NEAR)


def _any(walk: Walk, at: int) -> None:
    """ "Any close of -2%", "every 3% fall of the S&P 500", "buy the index at any close below"."""
    tokens = walk.tokens
    figured = of_kind(tokens, at + 1, at + _BEHIND, "#")
    closes = of_kind(tokens, at + 1, at + _NEAR, "C")
    for frame in walk.frames:
        behind = at < frame.first <= at + _NEAR and (figured or not said(tokens, at + 1, frame.first, _DETERMINERS))
        frame.modal = frame.modal or behind or (closes and 0 < at - frame.first <= _NEAR)


def _or_worse(walk: Walk, at: int) -> None:
    """ "-3% or worse", but "300 points or more than 1%", "0.6%, or more precisely 0.58%"."""
    after = walk.tokens[at + 2] if at + 2 < len(walk.tokens) else None
    compares = after is not None and (after.kind == "#" or after.low in _THAN or after.low.endswith("ly"))
    if walk.low(at + 1) in _WORSE and not compares:
        _drop(f for f in walk.frames if f.has_figures and 0 < at - f.last <= _BEHIND)


def _on_average(walk: Walk, at: int) -> None:
    """ "On average it rises 0.6%", "avg gain 0.7%"."""
    on = at > 0 and walk.tokens[at - 1].low in _ON
    if of_kind(walk.tokens, at + 1, at + 2, "#GV") or (on and not _is_noun_behind(walk, at)):
        _drop(_undated(walk))


def _is_noun_behind(walk: Walk, at: int) -> bool:
    """ "On average volume"."""
    after = walk.tokens[at + 1] if at + 1 < len(walk.tokens) else None
    return after is not None and after.kind in "xeh" and after.low[0].isalpha() and after.low not in _DETERMINERS


def _in_general(walk: Walk, at: int) -> None:
    """ "Historically, after the Dow falls 2% it rises", "the Dow usually rises 0.6%": in the present tense."""
    for frame in _undated(walk):
        told = [i for i in range(frame.first, frame.last) if walk.tokens[i].kind in "VC"]
        if told and walk.tokens[told[0]].low.endswith(_PRESENT) and (at < _BEHIND or 0 < told[0] - at <= _BEHIND):
            frame.modal = True


def _imagined(walk: Walk, _at: int) -> None:
    """ "In my dreams the Nikkei closed up 2,000 points"."""
    _drop(_undated(walk))


def _asked(walk: Walk, at: int) -> None:
    """ "Why the S&P 500's 2% drop matters", "When the Dow lost 1,000 points": a move that only a day would make a
    session's."""
    tokens = walk.tokens
    if at and tokens[at - 1].kind not in _ENDS_CLAUSE:
        return
    stop = next((i for i in range(at + 1, len(tokens)) if tokens[i].kind in _ENDS_CLAUSE), len(tokens))
    if tokens[at].low in _WHEN:
        stop = next((i for i in range(at + 1, stop) if tokens[i].low == ","), stop)
    _drop(f for f in _undated(walk) if at < f.first < stop)


def _by_word(*rules: tuple[frozenset[str], Rule]) -> dict[str, list[Rule]]:
    """The rules that are asked at each word, in their order."""
    found: dict[str, list[Rule]] = {}
    for asked_at, rule in rules:
        for word in asked_at:
            found.setdefault(word, []).append(rule)
    return found


_RULES = _by_word(
    (_TIMES | _ONE, _occasions),
    (_ANY, _any),
    (_OR, _or_worse),
    (_AVERAGE, _on_average),
    (_IN_GENERAL, _in_general),
    (_IMAGINED, _imagined),
    (_ASKING | _WHEN, _asked),
    *SOME_DAY_RULES,
)
