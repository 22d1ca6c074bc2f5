"""Weekday and time words with the exchange's calendar to the session a clause is about, and whether it is over."""

from __future__ import annotations

from calendar import FRIDAY
from datetime import date, timedelta

from extract import exchanges
from extract.borders import begins_span, ends_half, first_of_week, is_ending, is_unsettled, last_of_week, session_before
from extract.clock import CONTRACTS, FLOWING, Clock, Natural
from extract.dateline import weekday_on_or_before
from extract.frames import Frame
from extract.lexicon import words
from extract.model import Period, Phase
from extract.months import MONTHS
from extract.statement import Times, is_yesterday, names_day
from extract.tokens import Token

_CLOSE, _SESSION = {"close"}, "session"
_RUNNING = frozenset(("intraday", "open"))
_LAST_CLOSES, _LAST_MONTH = words("last_closes"), words("last_month")


def settle(clock: Clock, frame: Frame, mic: str, kind: str, times: Times) -> tuple[date | None, Phase, bool]:
    """The session and phase of a frame at an exchange, and whether words (not the clock) settled the phase.

    `times` are the sentence's words of time, for where the frame has none of its own. A close whose day only another
    sentence names is not of a session that still runs.
    """
    inherited = times.tokens
    natural = clock.natural(mic, kind)
    session = _day(clock, frame, mic, kind, natural, times)
    if (
        (frame.closing or (kind == "index" and set(frame.phases) == _CLOSE and not frame.record))
        and session is not None
        and session == natural.session
        and natural.phase == "intraday"
        and (kind not in FLOWING or is_unsettled(clock, kind, session))
        and (times.lent or not _dayed(frame, inherited))
    ):
        if ends_half(clock, mic) and kind == "index":
            return session, "intraday", True  # "added 0.5% to close at 1,719.58" in the midday break
        session = None if is_ending(clock, mic, kind) else session_before(mic, kind, session)
    weekly = clock.weekly and "week" in frame.periods and kind != "crypto"
    ended = frame.ended_week and kind not in FLOWING
    if weekly and not ended and session is not None and natural.session is not None:
        session = natural.session if exchanges.week(mic, natural.session)[0] <= session < natural.session else session
    whole = "week" in frame.periods and (frame.closing or not frame.levels)
    if session is not None and whole and first_of_week(mic, kind, session):
        return session_before(mic, kind, session), "close", True
    running = natural.phase == "intraday" and not frame.levels
    if session is not None and running and begins_span(frame, mic, kind, session):
        return session_before(mic, kind, session), "close", True
    if kind in FLOWING and session is not None and not (frame.times or inherited):
        running = clock.instant is not None and not _RUNNING.isdisjoint(frame.phases)
        after = None if running else _after_previous(clock, frame, mic, kind)
        if after is not None and after < session:
            return after, "close", True
    phase, said = _phase(clock, frame, mic, kind, natural, session)
    if kind not in FLOWING and session is not None and not exchanges.is_session(mic, session):
        session = None
    if clock.walks and not (frame.times or inherited or frame.periods or frame.levels):
        session = None
    return session, phase, said


def span_counted(clock: Clock, frame: Frame, mic: str, kind: str, session: date | None) -> Period:
    """What a figure spans that is counted from a day before the session's own base: of Friday, "down 4% from Monday's
    close" is of several days, "up 1.5% from the Friday before" of a week."""
    base = frame.base or frame.before
    if base is None or session is None or base in frame.times:
        return "day"
    named = isinstance(base.value, tuple) and base.value[:2] == ("weekday", session.weekday())
    if named and (frame.closing or kind not in FLOWING):
        return "week"
    day = _resolved(clock, base, mic, kind, session) if kind not in FLOWING else None
    return "other" if day is not None and day < session_before(mic, kind, session) else "day"


def _day(clock: Clock, frame: Frame, mic: str, kind: str, natural: Natural, times: Times) -> date | None:
    main, inherited = natural.session, times.tokens
    passed = frame.present or (kind in CONTRACTS and not frame.closing and clock.instant is not None)
    settled = frame.closing and not frame.earlier and kind in CONTRACTS
    trading = None if settled else natural
    if times.lender is not None and kind not in FLOWING and _is_theirs(clock, natural, mic, kind, times):
        inherited = []
    for token in _dates(clock, [] if passed else inherited):
        if token.value == "overnight" and natural.phase == "intraday" and not frame.closing:
            continue  # "the Dow had gained 0.8% overnight and the Nikkei was up 0.6%", which trades meanwhile
        main = _named(clock, token, mic, kind, main, trading)
    lent = inherited and not any(names_day(t) for t in frame.times)
    if lent and main is not None and kind not in FLOWING and kind not in CONTRACTS:
        main = clock.not_ahead(mic, main)
    if "pre" in frame.phases and clock.instant is not None and exchanges.state(mic, clock.instant) == "before":
        main = clock.local_day(mic)
    session = main
    own = [t for t in frame.times if t not in inherited] if inherited else frame.times
    if frame.earlier and not own and ("intraday" in frame.phases or frame.is_passing):
        return main
    if frame.earlier and not own:
        return _span_before(frame, mic, kind, main) if main is not None else None
    dayed = not times.lent and any(names_day(t) or t.value == "overnight" for t in inherited)
    for token in _dates(clock, own):
        if dayed and token.value == "previous" and session is not None:
            session = session_before(mic, kind, session)  # "fell 1% on Monday, extending a loss of the session before"
            continue
        session = _named(clock, token, mic, kind, session, trading)
        if frame.earlier and token.value == "overnight" and kind in FLOWING and session is not None:
            session = session_before(mic, kind, session)  # "after surging 6% overnight"
    if kind == "future" and not frame.closing and _is_next(clock, natural, mic, session):
        return natural.session  # "on Wednesday night futures were up"
    if frame.month and session is not None and "month" in frame.periods and kind not in FLOWING:
        return _end_of_month(frame.month, mic, session, clock.local_day(mic))
    today = clock.instant is not None and session == clock.local_day(mic)  # on its last day a week is "this week"
    over = session is not None and (today or session < exchanges.week(mic, session)[1])
    if frame.week_before and frame.periods and session is not None and over:
        return _span_before(frame, mic, kind, session)
    if frame.ended_week and session is not None and not (kind in FLOWING or last_of_week(mic, session)):
        return _span_before(frame, mic, kind, session)
    return session


def _is_theirs(clock: Clock, natural: Natural, mic: str, kind: str, times: Times) -> bool:
    """ "The Nikkei rose to 38,018 and the S&P 500 by 0.3% on Tuesday", on Wednesday evening in Tokyo: whether the day
    is the newest of the index that it stands with, while this one's own market has had another."""
    lender = times.lender
    if not lender or lender == mic or clock.instant is None or clock.anchor is not None or natural.session is None:
        return False
    newest = clock.natural(lender, kind).session
    if newest is None or newest >= natural.session:
        return False
    named = [t for t in times.tokens if names_day(t)]
    return bool(named) and all(_resolved(clock, t, lender, kind, newest) == newest for t in named)


def _after_previous(clock: Clock, frame: Frame, mic: str, kind: str) -> date | None:
    """ "rose to 4.11% from 4.08% late Wednesday": what is compared with a day's last is the next day's, if the story
    does not tell a later one of its own market."""
    if frame.before is None or not isinstance(frame.before.value, tuple):
        return None
    if clock.is_american_day:
        return None
    day = _resolved(clock, frame.before, mic, kind, None)
    return None if day is None else day + timedelta(days=3 if day.weekday() == FRIDAY else 1)


def _end_of_month(name: str, mic: str, session: date, told: date) -> date:
    """The last session of the month that a figure is of, where that is over ("lost 2% in April", `told` in May)."""
    named = MONTHS.get(name)
    back = (session.month - named) % 12 if named else int(name in _LAST_MONTH)
    day = session if named else max(session, told)
    for _ in range(back):
        day = day.replace(day=1) - timedelta(days=1)
    return exchanges.session_on_or_before(mic, day) if back else session


def _dates(clock: Clock, times: list[Token]) -> list[Token]:
    """The words of time, without the weekday that a date is said to have been ("13 May, a Wednesday"), or without the
    page's own date before another weekday ("LAGOS, May 14: The index rose on Wednesday")."""
    named = [t for t in times if isinstance(t.value, tuple)]
    dates, weekdays = ([t for t in named if (t.value[0] == "weekday") is told] for told in (False, True))
    if len(times) < 2 or not dates:
        return times
    written = clock.of_date(dates[0].value)
    apart = written == clock.date and weekdays and weekdays[0].value[1] != clock.date.weekday()
    dropped = dates if apart and dates[0].start < weekdays[0].start else weekdays
    return [t for t in times if all(t is not other for other in dropped)]


def _is_next(clock: Clock, natural: Natural, mic: str, session: date | None) -> bool:
    """Whether contracts of the day that words name trade for the session after it already."""
    told = session is not None and natural.session is not None and natural.session > session
    return told and session == clock.local_day(mic)


def _span_before(frame: Frame, mic: str, kind: str, main: date) -> date:
    """What a figure "after falling 2%" is of: the session before, or the week before where it is a week's."""
    if not frame.periods:
        return session_before(mic, kind, main)
    return exchanges.previous_session(mic, exchanges.week(mic, main)[0]) if "week" in frame.periods else main


def _dayed(frame: Frame, inherited: list[Token]) -> bool:
    """Whether words name the day."""
    return any(isinstance(t.value, tuple) or t.value == "today" for t in (*frame.times, *inherited))


def _resolved(clock: Clock, token: Token, mic: str, kind: str, session: date | None) -> date | None:
    value = token.value
    if isinstance(value, tuple):
        if value[0] == "weekday":
            if kind in FLOWING and clock.instant is not None and not value[2] and clock.date.weekday() == value[1]:
                return clock.date  # what trades around the clock does so on the page's own day
            return clock.of_weekday(mic, value[1], value[2])
        return clock.of_date(value) or session
    if value == "today" and clock.is_american_day and not clock.is_home(mic) and kind not in FLOWING:
        return exchanges.session_on_or_before(mic, clock.date)  # "Asian shares fell today", behind Thursday's close
    if value == "session before" and session is not None:
        return session_before(mic, kind, session)
    if value == "last close" and session is not None:
        last = clock.natural(mic, kind).session or session
        return min(session, last) if _between_sessions(clock, mic) else session_before(mic, kind, session)
    if is_yesterday(token):
        day = clock.day_of_writing(mic) - timedelta(days=1)
        return weekday_on_or_before(day) if kind in FLOWING else exchanges.session_on_or_before(mic, day)
    if value == "previous" and session is not None:
        # before the bell at home the previous session is the last one
        named = token.low in _LAST_CLOSES or (clock.is_home(mic) and _SESSION in token.low)
        awaited = named and session == clock.natural(mic, kind).session
        if awaited and _between_sessions(clock, mic):
            return session
        return session_before(mic, kind, session)
    if value == "overnight" and kind not in FLOWING:
        if clock.instant is not None and (clock.anchor is None or clock.of_home):
            return exchanges.last_closed(mic, clock.instant)
        if clock.anchor is not None:
            return exchanges.session_on_or_before(mic, clock.anchor)
        return clock.natural(mic, kind).session
    return session


def _named(
    clock: Clock, token: Token, mic: str, kind: str, session: date | None, natural: Natural | None
) -> date | None:
    """The session that a word of time names; a contract told of on the day that is over trades for the next, but for
    one that has settled (`natural` is None)."""
    found = _resolved(clock, token, mic, kind, session)
    if natural is not None and kind in CONTRACTS and natural.session is not None and token.value != "previous":
        evening = clock.instant is not None and found == clock.local_day(mic)
        return max(natural.session, found) if found is not None and (evening or token.value == "overnight") else found
    return found


def _between_sessions(clock: Clock, mic: str) -> bool:
    """Whether the story is told before an opening, so that the last session is the one that its clock gives."""
    if clock.instant is None or clock.anchor is not None:
        return False
    return exchanges.state(mic, clock.instant) in ("before", "closed")


def _phase(
    clock: Clock, frame: Frame, mic: str, kind: str, natural: Natural, session: date | None
) -> tuple[Phase, bool]:
    if kind in CONTRACTS:
        return ("close" if frame.closing and kind == "future" else "intraday"), True
    if frame.opening and not frame.closing:
        return "open", True
    ranged = not frame.has_figures and (frame.low is not None or frame.high is not None)
    during = "intraday" in frame.phases or "pre" in frame.phases or frame.moment or frame.is_passing
    if during and not (frame.closing or ranged):
        return "intraday", True
    if "clock" in frame.phases and not frame.closing:
        return "intraday", True
    if "open" in frame.phases and not frame.closing:
        return "open", True
    if frame.closing or "close" in frame.phases:
        return "close", True
    if session is not None and natural.session is not None and session < natural.session:
        return "close", kind in FLOWING
    if session is not None and natural.session is not None and session > natural.session and kind not in FLOWING:
        # a story that begins with Monday goes on to days that are over too
        late = clock.is_american_day and not clock.is_home(mic)
        return ("close" if session <= clock.over(mic) and not late else "intraday"), False
    return natural.phase, clock.stamped
