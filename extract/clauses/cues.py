"""Words of day, period and phase: which frame they are about, or that they are those of a reason or a comparison."""

from __future__ import annotations

from calendar import FRIDAY

from extract.clauses import periods, phases
from extract.clauses.earlier import owns_close
from extract.clauses.leads import is_of_other, leads, owns_move
from extract.clauses.several_days import counted_from
from extract.clauses.walk import Walk
from extract.entities import ENTITY
from extract.figures import is_of_compared
from extract.frames import Frame
from extract.lexicon import words
from extract.near import of_kind, said
from extract.statement import names_day
from extract.tokens import Token

_ELSEWHERE = words("elsewhere")
_WHO = words("who") | words("whose")
_ASIDES = words("aside_marks")
_BESIDE = words("beside_record") | words("below_record")
_CLOSES = words("closes")
_SET_ON = words("set_on")
_RECORD = words("record")
_LEVELS = words("level_nouns")
_LAST_CLOSES = words("last_closes")
_OWNERS, _TO = words("owners"), words("noun_period_to")
_SINCE = words("since")
_ON_DAY, _DAY_EARLIER = words("noun_on_day"), words("day_earlier")
_ALL_OF, _COUNTED_SINCE = words("all_of"), words("since_when")
_HOURS, _LAST_SEEN = words("hours"), words("last_seen")
_ASIDE = 30
"""Tokens that an aside behind a name can take."""
_TRADING = words("was_trading")
_OF_WHAT = words("behind_last_session")
_JOINED = words("joined_days") | words("determiners")
_CONTRASTED = words("contrasted")
_AT_CLOSE, _FROM = words("at_days_close"), words("from_a_day")
_JOIN = 2
"""Tokens of "and on" before a day."""
_DAYS, _ITS_DAY = words("one_day"), 4
"""A session, and tokens behind the "'s" of a period in which it is told as one of that."""
_RIGHT_BEHIND = 4
"""Tokens from a figure to the day that it is of."""


def cue(walk: Walk, at: int, token: Token) -> None:
    """Give a word of time to the open frame, or keep it for all where no predicate has come yet."""
    if at in walk.spent or (token.kind == "P" and _is_no_period(walk, at)):
        return
    if token.value == "last close" and walk.low(at + 1) in _OF_WHAT:
        return  # "closed the last session of the quarter at", "before the holiday": the day that is told
    if token.kind == "P" and token.low in _COUNTED_SINCE and said(walk.tokens, at + 1, at + 3, _LAST_CLOSES):
        return  # "up 0.4% since the previous close": the day's own
    if token.low in _TRADING and _stood_at_close(walk):
        return
    if token.low in _SINCE and _is_friday(walk.tokens, at + 1):
        token.value = "week"  # "since last Friday's close"
    if token.low in _ALL_OF and at + 1 < len(walk.tokens) and walk.tokens[at + 1].value == "month":
        token.value = "month"  # "for all of November"
    frame = walk.frame
    if frame is not None and token.kind == "T" and _begins_next(walk.tokens, frame, at):
        walk.lead = [*(t for t in walk.lead if not names_day(t)), token]
        return
    if frame is not None and token.kind == "P" and periods.is_told_in(walk.tokens, at):
        walk.lead.append(token)  # "ended up 0.4%, completing a quarter in which it gained 5.2%"
        return
    if frame is None:
        if not walk.frames and leads(walk, at, token):
            walk.lead.append(token)
    elif token.kind == "P" and frame.has_figures and _labels_next(walk.tokens, at):
        walk.open(frame.subjects, at, "name as before").cue(token)
    elif _GIVEN[token.kind](walk, frame, at) and (frame := walk.frame) is not None:
        if isinstance(token.value, tuple) and frame.has_figures and at - frame.last < _RIGHT_BEHIND:
            # "ended last week on a high, with the S&P 500 up 0.8% on Friday"
            led = [t.value for t in walk.lead if t.kind == "P"]
            frame.periods = [period for period in frame.periods if period not in led]
        frame.cue(token)


def _stood_at_close(walk: Walk) -> bool:
    """ "At close, the Sensex was trading 0.4% down": what an index did at the close is no moment's."""
    closed = any(t.kind == "F" and t.value == "close" for t in walk.lead)
    return closed and bool(walk.pending) and walk.pending[-1][0].kind == "index"


def _begins_next(tokens: list[Token], frame: Frame, at: int) -> bool:
    """ "On Monday it rose 0.4%, and on Tuesday the index fell 0.2%": the day of the clause that begins with it, where
    the one before has its own."""
    if at < _JOIN or not (names_day(tokens[at]) and frame.has_figures and any(names_day(t) for t in frame.times)):
        return False
    if tokens[at - 1].low not in _ON_DAY or tokens[at - 2].kind not in "a;" or tokens[at - 2].low == ",":
        return False
    name = next((place for place in range(at + 1, min(len(tokens), at + _JOIN + 2)) if tokens[place].kind in ENTITY), 0)
    return bool(name) and of_kind(tokens, name + 1, name + _JOIN, "VCWO")


def _labels_next(tokens: list[Token], at: int) -> bool:
    """ "-0.3% (YTD +5.1%)", "-0.3%, this year: +5.1%": the period of the signed figure behind it."""
    place = at + 1 + of_kind(tokens, at + 1, at + 2, ":")
    signed = of_kind(tokens, place, place + 1, "#") and bool(tokens[place].value.sign)
    return signed and at > 0 and tokens[at - 1].kind in "(a:"


def _is_friday(tokens: list[Token], at: int) -> bool:
    """Whether the week's last day stands here, or behind "last", with its close."""
    day = next((place for place in (at, at + 1) if place < len(tokens) and tokens[place].kind == "T"), None)
    named = day is not None and isinstance(tokens[day].value, tuple) and tokens[day].value[:2] == ("weekday", FRIDAY)
    return named and day is not None and day + 1 < len(tokens) and tokens[day + 1].low in _CLOSES


def _is_no_period(walk: Walk, at: int) -> bool:
    """ "in the last hour", "a level last seen in June", "on the year's last trading day"."""
    if walk.tokens[at].low.endswith("'s") and said(walk.tokens, at + 1, at + _ITS_DAY, _DAYS):
        return True
    return walk.low(at + 1) in _HOURS or (at > 0 and walk.tokens[at - 1].low in _LAST_SEEN)


def _day(walk: Walk, frame: Frame, at: int) -> bool:
    """Whether a day is the frame's, not that of a reason or a comparison ("after the Fed cut rates on Monday")."""
    tokens = walk.tokens
    if frame.base is None and names_day(tokens[at]) and counted_from(tokens, frame, at):
        frame.base = tokens[at]
    if _is_at_close(tokens, frame, at):
        return True
    if owns_close(tokens, at) and (walk.low(at + 1) in _CLOSES or of_kind(tokens, at + 1, at + 2, "#H")):
        return False  # "compared with Tuesday's close", "below Tuesday's 5,938.02"
    if tokens[at].low in _LAST_CLOSES:  # "up 23 points from its previous close"
        return False
    if tokens[at].poss and of_kind(tokens, at + 1, at + 2, "~"):
        return False  # "on turnover of HK$92 billion, compared with Monday's HK$126 billion"
    behind_former = at - frame.last <= _RIGHT_BEHIND or of_kind(tokens, frame.last + 1, at, "#")
    if not frame.earlier and frame.previous is not None and behind_former:
        frame.before = tokens[at]
        return False
    if is_of_compared(tokens, at) or owns_move(tokens, at) or is_of_other(tokens, at):
        return False
    if _is_on_day_before(tokens, frame, at):
        return False
    if frame.has_figures and _is_of_noun(tokens, frame.last, at):
        return False
    if tokens[at].value == "overnight" and _of_other_market(frame, tokens, at):
        return False
    if at and tokens[at - 1].kind == "P" and tokens[at - 1].value == "other":
        return False  # "having tumbled 6.4% since Monday"
    if names_day(tokens[at]) and _has_own_day(tokens, frame, at):
        return False  # "fell 0.4% on Monday and markets reopen on Thursday"
    if frame.earlier:
        return True
    if any(t.kind == "P" and t.value == "other" for t in tokens[max(0, at - 8) : at]) or _is_of_mark(tokens, at):
        return False
    start = _start_of_told(walk, frame, at)
    return not said(tokens, start, at, _ELSEWHERE) and not of_kind(tokens, start, at, ";")


def _is_on_day_before(tokens: list[Token], frame: Frame, at: int) -> bool:
    """ "closed 0.4% higher on the previous day", "up 24 points on a day earlier": the day that a figure is counted
    from; but "fell 0.4% on the previous day"."""
    if tokens[at].value != "previous" or frame.earlier or not (frame.has_figures and said(tokens, at - 1, at, _ON_DAY)):
        return False
    closed = of_kind(tokens, at + 1, at + 3, "C")  # "gained 24 points on the previous day to close at 2,410.2"
    return closed or tokens[at].low in _DAY_EARLIER or of_kind(tokens, frame.first, at, "DG")


def _is_of_noun(tokens: list[Token], last: int, at: int) -> bool:
    """ "rose 0.4% against a loss on Tuesday", "on gains a day earlier": the day of a move that a noun names, behind the
    figures, which end at `last`; but "rose 0.4% on broad gains on Tuesday"."""
    noun = at - 1 - (tokens[at - 1].low in _ON_DAY)
    if noun <= last + 1 or tokens[noun].kind != "G":
        return False
    place = noun - 1
    while place > last and tokens[place].kind in "xDq" and tokens[place].low not in _CONTRASTED:
        place -= 1
    if place <= last or not (tokens[place].kind == "p" or tokens[place].low in _CONTRASTED):
        return False
    return tokens[place].low in _CONTRASTED or tokens[at].value == "previous"


def _is_at_close(tokens: list[Token], frame: Frame, at: int) -> bool:
    """ "up 44% this year as of Tuesday's close", not "compared with 23,031.4 at Tuesday's close"."""
    if not tokens[at].poss or not said(tokens, at + 1, at + 2, _CLOSES) or tokens[at - 1].low not in _AT_CLOSE:
        return False
    if frame.previous is not None:
        return False
    return frame.has_figures and not said(tokens, frame.last + 1, at, _FROM) and not is_of_compared(tokens, at)


def _has_own_day(tokens: list[Token], frame: Frame, at: int) -> bool:
    """Whether a frame has told its day already: behind more than the marks of "Monday, Oct. 20", "Monday and Tuesday"
    the next one is something else's."""
    place = at - 1
    while place > frame.first and not (names_day(tokens[place]) and any(t is tokens[place] for t in frame.times)):
        place -= 1
    if place <= frame.first or all(t.kind in "ap()" or t.low in _JOINED for t in tokens[place + 1 : at]):
        return False
    return any(f.start < tokens[place].start for f in (*frame.percents, *frame.changes, *frame.levels))


def _is_of_mark(tokens: list[Token], at: int) -> bool:
    """Whether a day is that of a record or of gains told of before it."""
    # "below its record of 6,147 on Feb. 19"
    is_record = of_kind(tokens, at - 8, at, "H") or said(tokens, at - 8, at, _RECORD)
    if is_record and said(tokens, at - 14, at, _BESIDE):
        return True
    if said(tokens, at - 3, at, _SET_ON) and of_kind(tokens, at - 11, at - 1, "HF"):
        return True
    if said(tokens, at - 1, at, _ON_DAY) and said(tokens, at - 2, at - 1, _LEVELS) and not tokens[at - 2].poss:
        return True  # "topping its 2,038 opening level on Jan. 4"
    noun = at - 2 - (tokens[at - 2].kind in "xW")  # "paring gains made on Monday"
    owner = tokens[noun - 1]
    owned = noun > 1 and tokens[noun].kind == "G" and (owner.low in _OWNERS or owner.kind == "v" or owner.low in _TO)
    return owned and tokens[at - 1].low in _ON_DAY  # "trimmed their gains on Monday"


def _start_of_told(walk: Walk, frame: Frame, at: int) -> int:
    """Where begins what can tell that a day is not the frame's: behind an aside of its name."""
    tokens = walk.tokens
    start, name = max(frame.first + 1, at - 14), frame.subjects[-1].at
    while of_kind(tokens, name + 1, name + 2, "Z"):  # "the 10-year Treasury yield, which"
        name += 1
    if said(tokens, name + 1, name + 4, _WHO):  # "the Nasdaq, which fell 1.2% on Tuesday, rose"
        start = max(start, name + 4)
    elif (mark := walk.low(name + 1)) in _ASIDES:  # "the Dow, back from Monday's holiday, rose 1% on Tuesday"
        start = max(
            start, next((place for place in range(max(name + 2, at - _ASIDE), at) if tokens[place].low == mark), start)
        )
    return start


def _of_other_market(frame: Frame, tokens: list[Token], at: int) -> bool:
    """ "ignoring a higher finish for U.S. stocks overnight": a night that is another market's."""
    own = frame.subjects[0].region
    return any(t.kind == "R" and t.value != own for t in tokens[max(frame.last, at - 4) : at])


_GIVEN = {"T": _day, "P": periods.is_of_frame, "F": phases.is_of_frame}
