"""Words of day, period and phase: which frame they are about, or that they are those of a reason or a comparison."""

from __future__ import annotations

from calendar import FRIDAY

from extract.clauses import periods, phases
from extract.clauses.earlier import owns_close
from extract.clauses.several_days import counted_from
from extract.clauses.walk import Walk
from extract.figures import is_of_compared
from extract.frames import Frame
from extract.lexicon import words
from extract.near import of_kind, said
from extract.statement import lies_ahead, names_day
from extract.tokens import Token

_ELSEWHERE = words("elsewhere")
_WHO = words("who") | words("whose")
_ASIDES = words("aside_marks")
_BEFORE_CLOSE = words("before_the_close")
_BESIDE = words("beside_record") | words("below_record")
_CLOSES = words("closes")
_SET_ON = words("set_on")
_RECORD = words("record")
_LAST_CLOSES = words("last_closes")
_AFTER = words("behind_which_earlier")
_DISTANT = words("before_a_distance")
_IT, _BEING = words("it"), words("being")
_NOW = words("now")
_CLAUSAL = words("clausal")
_OWNERS = words("owners")
_SPANS = words("spans")
_EXTREMES = words("highs") | words("lows")
_SPENT = words("spent")
_SINCE = words("since")
_ALL_OF = words("all_of")
_HOURS, _LAST_SEEN = words("hours"), words("last_seen")
_ASIDE = 30
"""Tokens that an aside behind a name can take."""
_HEAD = 2
"""Tokens at a sentence's head, where a period holds for all of it."""
_CALENDAR = ("month", "quarter", "half", "year", "ytd")
_JOINS, _NOT = words("joining_clauses"), words("not")
_RIGHT_BEHIND = 3
"""Tokens from a figure to the day that it is of."""
_AGO = tuple(words("ago"))
_LEVELS, _LAST_TRADED = words("levels_of_days"), words("last_traded")
_PART_OF, _SESSIONS, _TAKEN_FROM = words("before_owned_day"), words("sessions"), words("taken_from")


def cue(walk: Walk, at: int, token: Token) -> None:
    """Give a word of time to the open frame, or keep it for all where no predicate has come yet."""
    if at in walk.spent or (token.kind == "P" and _is_no_period(walk, at)):
        return
    if token.low in _SINCE and _is_friday(walk.tokens, at + 1):
        token.value = "week"  # "since last Friday's close"
    if token.low in _ALL_OF and at + 1 < len(walk.tokens) and walk.tokens[at + 1].value == "month":
        token.value = "month"  # "for all of November"
    frame = walk.frame
    if frame is None:
        if not walk.frames and _leads(walk, at, token):
            walk.lead.append(token)
    elif token.kind == "P" and frame.has_figures and _labels_next(walk.tokens, at):
        walk.open(frame.subjects, at, "name as before").cue(token)
    elif _GIVEN[token.kind](walk, frame, at) and (frame := walk.frame) is not None:
        if isinstance(token.value, tuple) and frame.has_figures and at - frame.last < _RIGHT_BEHIND:
            # "ended last week on a high, with the S&P 500 up 0.8% on Friday"
            led = [t.value for t in walk.lead if t.kind == "P"]
            frame.periods = [period for period in frame.periods if period not in led]
        frame.cue(token)


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
    """ "in the last hour", "a level last seen in June"."""
    return walk.low(at + 1) in _HOURS or (at > 0 and walk.tokens[at - 1].low in _LAST_SEEN)


def _leads(walk: Walk, at: int, token: Token) -> bool:
    """Whether a word before all predicates holds for them ("On Tuesday the Nikkei rose")."""
    period = token.kind == "P"
    if period and at <= 1 and token.low.endswith(_AGO):
        walk.supposed = True  # "A year ago the Dow lost 3%": of no session that is told
        return False
    if at <= _HEAD and walk.tokens[0].low in _NOT:
        return False  # "Not since Aug. 5, when it plunged 12%, has the Nikkei fallen so far: it lost 7.1%"
    if token.poss and of_kind(walk.tokens, at + 1, at + 2, "C") and said(walk.tokens, at + 2, at + 3, _LEVELS):
        return False  # "Tuesday's closing levels in brackets"
    if token.low in _LAST_TRADED and of_kind(walk.tokens, at + 1, at + 3, "T"):
        return False  # "last traded on Friday, when it lost 0.7%"
    if token.kind == "F" and of_kind(walk.tokens, 0, at, "VWCO") and said(walk.tokens, at + 1, at + 3, _CLAUSAL):
        return False  # "buying picked up in the morning after the Nasdaq rose 0.6% overnight"
    if token.low in _NOW and any(t.kind == "P" for t in walk.lead):
        return False  # "year to date the Dow is now down 2%"
    if period and _is_of_else(walk.tokens, at):
        return False
    if period and at > _HEAD and token.value in _CALENDAR and said(walk.tokens, at + 1, at + 3, _JOINS):
        return False  # "traders expect a cut in September, and the Dow rose 0.3%"
    if token.kind == "T" and token.low in _LAST_CLOSES and said(walk.tokens, at - 3, at, _BEFORE_CLOSE):
        return False  # "against its last close"
    if period and of_kind(walk.tokens, at + 1, at + 2, "#"):  # "following last week's 5.3% jump"
        return False
    if period and token.low in _SPANS and (at or token.value == "ytd") and periods.superlative(walk.tokens, at):
        return False
    if period and at and token.low in _SPANS and walk.tokens[at - 1].low != ",":
        return False  # "not since April has it had", "had not stood so high since 2008"
    if period and periods.is_ranked(walk.tokens, at):
        return said(walk.tokens, at - 3, at, _SPENT) or of_kind(walk.tokens, at - 5, at, "W") or _is_it(walk.tokens, at)
    if period and periods.is_span(token) and said(walk.tokens, at - 4, at, _SPENT):
        return True  # "The Dow had a quiet week, rising 0.3%"
    if walk.pending and (period or _in_aside(walk.tokens, walk.pending[-1][-1].at, at)):
        return False
    if period and token.value in ("month", "year") and said(walk.tokens, at - 4, at, _SPANS):
        return False  # "since peaking in February"
    return token.kind != "T" or not (
        said(walk.tokens, at - 6, at, _ELSEWHERE) or _owns_move(walk.tokens, at) or _is_of_other(walk.tokens, at)
    )


def _is_of_else(tokens: list[Token], at: int) -> bool:
    """Whether a period is a streak's, another thing's or that of a move before ("rebounded from last week's rout")."""
    if periods.is_streak(tokens, at) or periods.is_of_else(tokens, at) or _follows(tokens, at):
        return True
    return tokens[at].low.split()[0] in _DISTANT


def _is_it(tokens: list[Token], at: int) -> bool:
    """ "It was the S&P 500's roughest week": the period is what the sentence is about."""
    return tokens[at].value != "other" and tokens[0].low in _IT and said(tokens, 1, 3, _BEING)


def _in_aside(tokens: list[Token], name: int, at: int) -> bool:
    """Whether a word is told of a name aside: "the index, which fell on Tuesday,", "the index, idle on Tuesday,"."""
    if said(tokens, name, at, _WHO):
        return True
    apart = at > name + 2 and tokens[name + 1].low in _ASIDES and at + 1 < len(tokens)
    return apart and any(t.kind == "x" and t.low[0].isalpha() for t in tokens[name + 2 : at])


def _follows(tokens: list[Token], at: int) -> bool:
    """ "rebounded following sharp declines last week": the week of what came before."""
    return tokens[at - 1].kind == "G" and said(tokens, at - 4, at, _AFTER)


def _day(walk: Walk, frame: Frame, at: int) -> bool:
    """Whether a day is the frame's, not that of a reason or a comparison ("after the Fed cut rates on Monday")."""
    tokens = walk.tokens
    if any(names_day(t) for t in frame.times) and _is_of_main_clause(tokens, frame, at):
        return False
    if frame.base is None and names_day(tokens[at]) and counted_from(tokens, frame, at):
        frame.base = tokens[at]
    if owns_close(tokens, at) and (walk.low(at + 1) in _CLOSES or of_kind(tokens, at + 1, at + 2, "#H")):
        return False  # "compared with Tuesday's close", "below Tuesday's 5,938.02"
    if tokens[at].low in _LAST_CLOSES:  # "up 23 points from its previous close"
        return False
    behind_former = at - frame.last <= 2 or of_kind(tokens, frame.last + 1, at, "#")
    if not frame.earlier and frame.previous is not None and behind_former:
        frame.before = tokens[at]
        return False
    if is_of_compared(tokens, at) or _owns_move(tokens, at) or _is_of_other(tokens, at):
        return False
    if tokens[at].value == "overnight" and _of_other_market(frame, tokens, at):
        return False
    if at and tokens[at - 1].kind == "P" and tokens[at - 1].value == "other":
        return False  # "having tumbled 6.4% since Monday"
    if frame.earlier:
        return True
    if any(t.kind == "P" and t.value == "other" for t in tokens[max(0, at - 8) : at]) or _is_of_mark(tokens, at):
        return False
    start = _start_of_told(walk, frame, at)
    return not said(tokens, start, at, _ELSEWHERE) and not of_kind(tokens, start, at, ";")


def _is_of_main_clause(tokens: list[Token], frame: Frame, at: int) -> bool:
    """ "The Nikkei, which fell 1.3% on Friday, resumes on Tuesday": a second day, behind the comma that ends the clause
    of the first."""
    comma = next((place for place in range(at - 1, frame.first, -1) if tokens[place].low == ","), None)
    if comma is None or comma == at - 1:
        return False  # "on Friday, Feb. 26"
    named = frame.subjects[-1].at
    return comma > named + 1 and said(tokens, named + 1, named + 3, _WHO) and of_kind(tokens, named, comma, "T")


def _is_of_mark(tokens: list[Token], at: int) -> bool:
    """Whether a day is that of a record or of gains told of before it."""
    # "below its record of 6,147 on Feb. 19"
    is_record = of_kind(tokens, at - 8, at, "H") or said(tokens, at - 8, at, _RECORD)
    if is_record and said(tokens, at - 14, at, _BESIDE):
        return True
    if said(tokens, at - 3, at, _SET_ON) and of_kind(tokens, at - 11, at - 1, "HF"):
        return True
    owned = at > 3 and tokens[at - 2].kind == "G" and tokens[at - 3].low in _OWNERS
    return owned and tokens[at - 1].low == "on"  # "trimmed their gains on Monday"


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


def _owns_move(tokens: list[Token], at: int) -> bool:
    """ "Friday's losses", "some of Monday's party", "recouping Monday's rout": the day of another move."""
    if not tokens[at].poss:
        return False
    if at and not said(tokens, at + 1, at + 3, _SESSIONS):
        taken = tokens[at - 1].kind in "vV" or tokens[at - 1].low in _TAKEN_FROM
        if tokens[at - 1].low in _PART_OF or (taken and of_kind(tokens, at + 1, at + 2, "x")):
            return True
    return of_kind(tokens, at + 1, at + 3, "G") and not of_kind(tokens, at + 1, at + 3, "VC,")


def _is_of_other(tokens: list[Token], at: int) -> bool:
    """ "below its Feb. 12 peak", "above Monday's record", "OPEC meets Sunday": another level's, or ahead."""
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    extreme = after is not None and (after.low in _EXTREMES or (after.kind == "H" and tokens[at].poss))
    return extreme or lies_ahead(tokens, at)


_GIVEN = {"T": _day, "P": periods.is_of_frame, "F": phases.is_of_frame}
