"""Clauses on a day named before them: "since Nov. 3, when it closed at 1,428.8", "on Friday, when it rose"."""

from __future__ import annotations

from itertools import pairwise

from extract.clauses.walk import Walk
from extract.frames import Entity, Frame
from extract.lexicon import words
from extract.near import is_participle, of_kind, said
from extract.statement import names_day
from extract.tokens import Token

_WHICH, _BESIDE = words("who"), words("clauses_beside")
_WITH, _HEAD = words("beside_clause"), 4
_UNLIKE, _OTHER_THAN = 5, words("other_than")
"""Tokens from "unlike" to the day that it names."""
_RUNNING = frozenset(("clock", "intraday", "open"))
_WHEN, _SINCE, _CLAUSAL = words("when"), words("spans"), words("clausal")
_AFTER, _DAY, _OF = words("clause_after"), words("one_day"), words("of_whole")
_OLDEST = 50
"""Years back that a year of four digits can be meant."""
_MOST = 6
"""Frames that a clause behind "when" has, and that a frame with a day is held against."""


def of_day_before(walk: Walk, kinds: str) -> None:
    """Give the frames behind "when" the day that stands before it."""
    at, behind = kinds.find("T"), 0
    while at >= 0:
        day = walk.tokens[at]
        begins = at + 1 + (walk.low(at + 1) == ",")
        if walk.low(begins) in _WHEN and names_day(day):
            led = [t.value for t in walk.lead if t.start < day.start]
            end = next((i for i in range(begins + 1, len(walk.tokens)) if walk.low(i) == ","), len(walk.tokens))
            while behind < len(walk.frames) and not _is_behind(walk, walk.frames[behind], begins, end):
                behind += 1
            aside = behind > 0 or said(walk.tokens, at - 3, at, _SINCE)
            if behind < len(walk.frames) and walk.frames[behind].subjects[0].at > end and not led:
                break  # "Unlike on Friday, when it rose, the DAX fell 0.4%"
            colon = kinds.find(":", begins)
            for frame in walk.frames[behind : behind + _MOST]:
                if 0 < colon < frame.first:
                    break  # "Not since May 5, when it plunged, has it fallen so far: it lost 7.1%"
                if frame.subjects[0].kind == "future":
                    frame.times = [t for t in frame.times if t is not day]
                    continue
                if _is_behind(walk, frame, begins, end) and not _has_other_day(walk, frame, day):
                    frame.times, frame.aside = [day], frame.aside or aside
                    frame.phases = [phase for phase in frame.phases if phase not in led]
                    frame.periods = [period for period in frame.periods if period not in led]
        at = kinds.find("T", at + 1)


def _has_other_day(walk: Walk, frame: Frame, day: Token) -> bool:
    """Whether a frame has a day of its own, beside one that leads the sentence ("By Monday's close it rose to 7,466, a
    level beaten on Tuesday when it closed at 7,533")."""
    led = [id(t) for t in walk.lead]
    return any(names_day(t) and t is not day and id(t) not in led for t in frame.times)


def _is_behind(walk: Walk, frame: Frame, at: int, end: int) -> bool:
    """Whether a frame tells nothing before a place ("is at its lowest since Monday, when it fell 0.4%"), nor goes on
    behind the clause that ends with a comma ("on Monday, when oil rose, ended 0.3% up")."""
    tokens = walk.tokens
    told = (*frame.percents, *frame.changes, *frame.levels)
    verb = end + 1 + of_kind(tokens, end + 1, end + 2, "a")
    resumed = verb < len(tokens) and tokens[verb].kind in "VCWO" and not is_participle(tokens[verb])
    if resumed and told and all(figure.start > tokens[end].start for figure in told):
        return False
    if frame.first > at or frame.last < at or not told:
        return frame.first > at
    stop = tokens[end].start if end < len(tokens) else tokens[-1].end
    return all(tokens[at].start < figure.start < stop for figure in told)


def of_month_before(walk: Walk, kinds: str) -> None:
    """ "Its worst day was in March, when it fell 4.1%", "since 1990 it has gained 1.4% in May": some day of a month, or
    the months of many years, are no session."""
    at = kinds.find("P")
    while at >= 0:
        begins = at + 1 + (walk.low(at + 1) == ",")
        if walk.low(begins) in _WHEN and walk.tokens[at].value != "week":
            for frame in walk.frames:
                frame.modal = frame.modal or (frame.last > begins and not frame.times)
        at = kinds.find("P", at + 1)
    for frame in walk.frames:
        frame.modal = frame.modal or {"month", "other"}.issubset(frame.periods)


def of_year_before(walk: Walk, kinds: str) -> None:
    """ "In last year's Muhurat session the Sensex rose 0.4%", "on budget day last year", "in the 2024 session": what is
    told of another year's session is of none that the story tells."""
    for at, kind in enumerate(kinds):
        if (kind != "P" and kind != "~") or not _is_year_of_session(walk, at):
            continue
        behind = [frame for frame in walk.frames if frame.first > at]
        told = behind if len(behind) == len(walk.frames) else [f for f in walk.frames if f.first <= at][-1:]
        for frame in told:
            frame.modal = frame.modal or not any(names_day(t) for t in frame.times)


def _is_year_of_session(walk: Walk, at: int) -> bool:
    """Whether a year that is over is that of one session told of there."""
    tokens, token = walk.tokens, walk.tokens[at]
    if token.kind == "P":
        if token.value != "year":
            return False
        return at > 0 and (
            tokens[at - 1].low in _DAY or (token.low.endswith("'s") and said(tokens, at + 1, at + 4, _DAY))
        )
    if not (token.low.isdigit() and len(token.low) == 4 and 0 < walk.year - int(token.low) <= _OLDEST):
        return False
    owned = at > 1 and tokens[at - 1].low in _OF and tokens[at - 2].low.rpartition(" ")[2] in _DAY
    return owned or said(tokens, at + 1, at + 3, _DAY)


def of_day_within(walk: Walk) -> None:
    """ "rose 0.4% after the Nasdaq fell 1% on Tuesday and the Dow lost 0.5%": the day of a conjunction's clause is that
    of the indices in it, and of nobody else."""
    for place, frame in enumerate(walk.frames[: 2 * _MOST]):
        day = next((t for t in frame.times if names_day(t) and t not in walk.lead), None)
        if day is None or len(walk.frames) == 1 or frame.aside or frame.subjects[0].under not in _CLAUSAL:
            continue
        frame.aside = True
        for before, later in pairwise(walk.frames[place:]):
            if later.times or later.aside:
                break
            if _is_in_clause(walk, place, before, later):
                later.times, later.aside = [day], True


def _is_in_clause(walk: Walk, place: int, before: Frame, later: Frame) -> bool:
    """Whether a frame behind that of a clause at this place goes on with the clause: joined by "and" alone, or behind a
    comma where its market is the clause's; one that can be of both days is not told."""
    between = walk.tokens[before.last + 1 : later.first]
    if of_kind(between, 0, len(between), ";"):
        return False
    if not any(t.low == "," for t in between):
        return later.first > before.last
    main, region = walk.frames[:place], later.subjects[0].region
    if later.subjects[0].kind != "index":
        return False
    if not any(f.has_figures and f.subjects[0].kind == "index" for f in main):
        return place > 0
    inside = region == walk.frames[place].subjects[0].region
    later.modal = later.modal or (inside and region == main[-1].subjects[0].region)
    return inside


def part_markets(tokens: list[Token], frames: list[Frame]) -> None:
    """ "The Kospi opened lower after the S&P 500 fell 2% on Tuesday": the day of another country's index behind
    "after", before "which", behind "even as", or beside an index that still moves, is that index's alone."""
    main = next((frame.subjects[0] for frame in frames if frame.subjects[0].under not in _AFTER), None)
    running = not (frames and frames[0].times) and not _RUNNING.isdisjoint(frames[0].phases if frames else ())
    for frame in frames:
        told = frame.subjects[0]
        dated = frame is not frames[0] and any(names_day(t) for t in frame.times) and not frames[0].times
        led = frame is frames[0] and told.under in _WITH and told.at < _HEAD and len(frames) > 1
        if led and told.kind == "index" and frames[1].subjects[0].kind == "index":
            frame.aside = frame.aside or told.region != frames[1].subjects[0].region
        apart = told.under in _AFTER or _is_relative(tokens, told) or (dated and (running or _is_clause(tokens, told)))
        if main is not None and told.kind == main.kind == "index" and apart:
            frame.aside = frame.aside or told.region != main.region


def _is_relative(tokens: list[Token], told: Entity) -> bool:
    """Whether "which" stands behind a name: "in step with the Dow, which fell on Tuesday"."""
    return said(tokens, told.at + 1, told.at + 3, _WHICH)


def _is_clause(tokens: list[Token], told: Entity) -> bool:
    """Whether a name begins a clause beside the sentence's own: "even as the Dow fell"."""
    place = told.at - 1
    while place > 0 and tokens[place].kind in "xR" and tokens[place].low not in _BESIDE:
        place -= 1
    return place > 0 and tokens[place].low in _BESIDE


def part_days(frames: list[Frame]) -> None:
    """ "rose 0.4%, having fallen 1.2% on Tuesday": a frame with a day of its own that cannot be of the session told
    before it lends that to nobody."""
    for place, frame in enumerate(frames):
        if any(names_day(t) for t in frame.times) and any(
            _are_apart(before, frame) for before in frames[max(0, place - _MOST) : place]
        ):
            frame.aside = True


def _are_apart(before: Frame, frame: Frame) -> bool:
    """Whether each of two frames has its own percent or level of the same instrument, and only the second a day."""
    if before.times or before.earlier or before.aside or before.modal or before.subjects[0].id != frame.subjects[0].id:
        return False
    if before.periods or frame.periods or set(before.phases + frame.phases) - {"close"}:
        return False
    pairs = ((before.percents, frame.percents), (before.levels, frame.levels))
    return any(one and other and one[0].value != other[0].value for one, other in pairs)


def part_unlike(tokens: list[Token], frames: list[Frame]) -> None:
    """ "Unlike on Thursday, when it rallied 0.5%, the Dow lost 1.6%": the day is that of the clause alone, and whom
    "it" names is said behind it."""
    if len(tokens) < _UNLIKE or tokens[0].low not in _OTHER_THAN:
        return
    place = next((at for at in range(1, _UNLIKE) if names_day(tokens[at])), 0)
    if not place or not said(tokens, place + 1, place + 3, _WHEN):
        return
    end = next((at for at in range(place + 3, len(tokens)) if tokens[at].low == ","), len(tokens))
    for frame in frames:
        frame.modal = frame.modal or frame.last <= end
        frame.times = [token for token in frame.times if token is not tokens[place]]
