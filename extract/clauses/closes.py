"""Closing verbs: what of the words before a close belongs to it ("hit a high of 7,150 before ending at 7,100")."""

from __future__ import annotations

from decimal import Decimal

from extract.clauses.auxiliaries import start_of_predicate
from extract.clauses.earlier_moves import had_closed, is_earlier
from extract.clauses.lookalikes import is_noun
from extract.clauses.walk import Walk
from extract.figures import AT_LEVEL, governor, sign_after
from extract.frames import Figure, Frame
from extract.lexicon import words
from extract.near import is_participle, of_kind, said
from extract.statement import names_day
from extract.tokens import Token

_CALENDAR = words("whole_periods")
_NAMED_PERIODS = {"x": "month", "~": "year"}
_BEFORE = words("before_its_close")
_ONLY, _LAST = words("only"), words("has_gone")
_DETERMINERS, _ARTICLES = words("determiners"), words("articles")
_SESSION_NOUNS = words("session_nouns")
_NO_ADJECTIVES = _SESSION_NOUNS | words("of_whole")
_MORNING, _FIRST, _BEHIND_FIRST = words("morning_closes"), words("first_session"), words("behind_first_session")
_STREAKS = words("streaks_ended")
_JOINING = words("joining_clauses")
_SESSION = "session"
_REACH, _ADJECTIVES, _NEAR = 12, 3, 3
_MOMENTS, _HOUR = frozenset(("intraday", "open")), "clock"
_DAY = 5
"""Tokens from a closing verb to its direction or figure, the day it is of between."""


def pass_by(walk: Walk, frame: Frame, at: int, joins: bool) -> None:
    """A closing verb, or behind "before" one that moves, goes on with a frame that has not closed: where it `joins` and
    has its own level, the one told before is an end of the day's range; where "before" parts them, a moment's."""
    if frame.closing or frame.opening or not (frame.has_figures or frame.low or frame.high):
        return
    parted = _parted(walk.tokens, at)
    if walk.tokens[at].kind == "V" and (not parted or _own_level(walk.tokens, at) is None):
        return
    if parted and not (frame.percents or frame.changes):
        frame.sign = None  # "rose as high as 18,500 before closing at 18,100"
    if not joins:
        if parted and "open" not in frame.phases:
            frame.phases.append("intraday")
    elif len(frame.levels) == 1 and (level := _own_level(walk.tokens, at)) is not None:
        left = frame.levels.pop()
        if parted and left.value != level:
            _leave_way(walk.tokens, frame, left)
        if left.value > level:
            frame.high = frame.high or left.value
        elif left.value < level:
            frame.low = frame.low or left.value


def _leave_way(tokens: list[Token], frame: Frame, level: Figure) -> None:
    """ "gained 901.8 points to 62,412.3, before ending at 62,272.7": how far it went to a level that it left is no
    figure of the close."""
    place = next(at for at, token in enumerate(tokens) if token.start <= level.start < token.end)
    first = place - 1
    while first > frame.first and (tokens[first].kind in "#a(" or tokens[first].low in AT_LEVEL):
        first -= 1
    if tokens[first].kind == "V" and tokens[place - 1].low in AT_LEVEL:
        frame.percents.clear()
        frame.changes.clear()
        frame.sign = None


def leaves(walk: Walk, frame: Frame, at: int) -> bool:
    """ "climbed to 4,400, only to retreat to 4,380": whether a verb leaves the level that was told for its own."""
    if len(frame.levels) != 1 or frame.percents or frame.changes or not _parted(walk.tokens, at):
        return False
    return _own_level(walk.tokens, at) is not None


def _parted(tokens: list[Token], at: int) -> bool:
    """Whether what a predicate tells came later than what was told before ("before easing", "only to retreat")."""
    if said(tokens, at - 4, at, _BEFORE):
        return True
    return at > 1 and tokens[at - 1].low in AT_LEVEL and tokens[at - 2].low in _ONLY


def _own_level(tokens: list[Token], at: int) -> Decimal | None:
    """The level that a closing verb's own clause gives."""
    for index in range(at + 1, min(len(tokens), at + _REACH)):
        token = tokens[index]
        if token.kind in ";ICO":
            return None
        if token.kind == "#" and token.value.unit in ("", "pt", "$") and governor(tokens, index)[0] in AT_LEVEL:
            return Decimal(token.value.value)
    return None


def close_joins(walk: Walk, frame: Frame, at: int) -> bool:
    """Whether a close goes on with the frame: not behind the day's extremes, a whole day's figures or an opening."""
    if frame.is_passing:
        frame.phases.append("intraday")
    if set(frame.phases) == {"intraday"} and _was_last(walk.tokens, frame, at):
        frame.phases.clear()
    if not _MOMENTS.isdisjoint(frame.phases) or ((frame.percents or frame.changes) and period_closed(walk, at)):
        return False
    hour = _HOUR in frame.phases and frame.has_figures
    start = start_of_predicate(walk.tokens, at)
    joined = of_kind(walk.tokens, start - 1, start, "a") or said(walk.tokens, start - 1, start, _JOINING)
    if hour and joined and not is_participle(walk.tokens[at]):
        frame.phases.append("intraday")  # "was up 0.7% at 11 a.m. and closed at 2,590.97"
        return False
    if frame.levels and frame.phases and walk.low(at + 1) == "at" and of_kind(walk.tokens, at + 2, at + 4, "#"):
        frame.phases.append("intraday")  # "hit 5,914.20 at noon before closing at 5,892.58"
        return False
    if frame.has_figures and frame.sign and _turns(walk.tokens, at, frame.sign):
        spanned = frame.times or frame.periods or period_closed(walk, at)
        before = is_earlier(walk.tokens, at) or had_closed(frame, walk.tokens, at)
        if not (frame.closing or spanned or before):
            frame.phases.append("intraday")  # "was down 400 points but finished higher"
        return False
    if frame.percents and _own_percent(walk.tokens, at):
        return False  # "was 0.1% higher at that time and later closed up 0.3%"
    return not (frame.levels and frame.percents) and not frame.opening


def _was_last(tokens: list[Token], frame: Frame, at: int) -> bool:
    """ "was last up 1.2%, ending the day at 3,561.81": the last that was told is the close itself."""
    moments = [t for t in tokens[frame.first - 1 : at] if t.kind == "F"]
    last = bool(moments) and all(not _LAST.isdisjoint(t.low.split()) for t in moments)
    joined = tokens[at - 1].low in AT_LEVEL or (is_participle(tokens[at]) and tokens[at - 1].kind == "a")
    return last and joined and not _own_percent(tokens, at)


def _turns(tokens: list[Token], at: int, sign: int) -> bool:
    """ "was down 400 points, ended up 53": whether a close's own direction is the other one."""
    first = _behind_close(tokens, at)
    after = tokens[first : first + 2]
    told = [t.value for t in after if t.kind == "D" and t.value] + [sign_after(tokens, first)]
    return of_kind(after, 0, 2, "D#") and told[0] == -sign


def _own_percent(tokens: list[Token], at: int) -> bool:
    """Whether a close has its own percent right behind it ("closed up 0.3%")."""
    place = _behind_close(tokens, at)
    place += of_kind(tokens, place, place + 1, "D")
    return of_kind(tokens, place, place + 1, "#") and tokens[place].value.unit == "%"


def _behind_close(tokens: list[Token], at: int) -> int:
    """The place of what a close tells, behind its day ("finished the session sharply higher")."""
    place = at + 1
    while place < min(at + _DAY, len(tokens) - 1) and tokens[place].kind in "xTFq":
        place += 1
    return place if of_kind(tokens, place, place + 1, "D#") else at + 1


def ends_half(tokens: list[Token], at: int) -> bool:
    """ "closed the morning session at", "ended the first session up", "ended session one at": half a day's end, while
    "ended the first session of 2026 up" is a close."""
    for place in range(at + 1, min(len(tokens), at + 4)):
        if tokens[place].low in _MORNING:
            return True
        if tokens[place].low == _SESSION:
            behind = place + 1
            if of_kind(tokens, behind, behind + 1, "x") and tokens[behind].low in _FIRST:  # "session one"
                return True
            before = place - 1 - (tokens[place - 1].kind == "W")  # "the first trading session"
            return tokens[before].low in _FIRST and _ends_there(tokens, behind)
    return False


def ends_streak(walk: Walk, at: int) -> bool:
    """ "ending a three-day rally", "ended its longest losing streak": what a verb puts an end to, no close."""
    tokens = walk.tokens
    if walk.low(at + 1) not in _DETERMINERS:
        return False
    for place in range(at + 2, min(len(tokens), at + 3 + _ADJECTIVES)):
        token = tokens[place]
        span = token.kind == "P" and token.value == "other"
        if token.low in _STREAKS or (span and of_kind(tokens, place + 1, place + 2, "G")):
            walk.spent.add(place)
            return True
        if not (span or token.kind in "xe"):
            return False
    return False


def _ends_there(tokens: list[Token], at: int) -> bool:
    """Whether nothing behind a noun says of what it is."""
    return at >= len(tokens) or tokens[at].kind in "#Dq" or tokens[at].low in _BEHIND_FIRST


def period_closed(walk: Walk, at: int) -> str | None:
    """ "ended the week", "closed out October", "finished a strong third quarter": the period that a closing verb is
    about, where its figures are not a day's."""
    if at + 1 >= len(walk.tokens) or _goes_on_with_day(walk.tokens, at):
        return None
    if _names_period(walk.tokens[at + 1]):
        return _NAMED_PERIODS[walk.tokens[at + 1].kind]
    return _noun_closed(walk.tokens, at)


def month_closed(tokens: list[Token], at: int) -> str:
    """ "ended July down", "ended the month of July": the month that a closing verb names, empty for none."""
    return next((t.low for t in tokens[at + 1 : at + _DAY] if t.kind == "x" and t.value == "month"), "")


def _noun_closed(tokens: list[Token], at: int) -> str | None:
    """The period that is a closing verb's object behind an article and adjectives; "a quarter point" is none."""
    if tokens[at + 1].low not in _DETERMINERS:
        return None
    least = at + 2 + (tokens[at + 1].low in _ARTICLES)
    for place in range(at + 2, min(len(tokens), at + 3 + _ADJECTIVES)):
        token = tokens[place]
        if token.low in _CALENDAR:
            return token.low if place >= least else None
        if token.low in _SESSION_NOUNS and place + 1 < len(tokens) and tokens[place + 1].low in _CALENDAR:
            continue  # "ended the trading week"
        if token.kind not in "xeB" or not is_noun(token.low) or token.low in _NO_ADJECTIVES:
            return None
    return None


def _goes_on_with_day(tokens: list[Token], at: int) -> bool:
    """ "ended the week on a high note, gaining 0.4% on Friday": a clause of its own tells the day."""
    comma = next((i for i in range(at + 1, min(len(tokens), at + _REACH)) if tokens[i].low == ","), 0)
    figure = next((i for i in range(comma + 1, min(len(tokens), comma + _REACH)) if tokens[i].kind == "#"), 0)
    if not comma or not of_kind(tokens, comma + 1, figure, "VD"):
        return False
    return any(t.value == "day" if t.kind == "P" else names_day(t) for t in tokens[figure + 1 : figure + 1 + _NEAR])


def period_before(tokens: list[Token], at: int) -> str | None:
    """ "finished Friday up 0.3% and the week up 1.2%": the period that a direction is told of."""
    before = tokens[at - 1].low if at > 1 and tokens[at - 2].low == "the" else ""
    return before if before in _CALENDAR else None


def _names_period(token: Token) -> bool:
    """Whether a word is a month without a day, or a year."""
    return (
        token.value == "month"
        if token.kind == "x"
        else token.kind == "~" and token.low.isdigit() and len(token.low) == 4
    )
