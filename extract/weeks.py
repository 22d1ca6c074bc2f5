"""Whose figures are a week's where only the sentences around say so: a weekly story's, paragraph by paragraph."""

from __future__ import annotations

from calendar import FRIDAY

from extract.clauses.periods import is_streak
from extract.frames import Frame
from extract.lexicon import words
from extract.near import places_of, said
from extract.statement import Statement, is_idle, names_day
from extract.tokens import Token

_LAST_WEEK = words("last_week")
_WEEK, _TITLES = "week", words("titles_of_weeks")
_LEAD = 3
"""Tokens in which a statement's own period begins it."""
_CLOSED = 4
"""Tokens behind a closing verb in which the week that ends stands ("closed the trading week")."""
_OPENING = 4
"""Statements (a title, a greeting, a lead) that can call a story that of a week."""


_Shape = tuple[bool, bool, bool]


class Weeks:
    """Reads statements in their order. A statement that tells a week and no day makes its paragraph the week's, until a
    day is named there: where the story is a weekly one, or where the week begins that statement. `weekend` says that
    the page bears a Saturday's or a Sunday's date, `monday` that it bears the next day's."""

    def __init__(self, weekend: bool, monday: bool = False) -> None:
        self._weekend, self._monday = weekend, monday
        self.weekly: bool | None = None
        """Whether the story tells a week, not a day; None before its first figures."""
        self._declared = False
        """Whether a weekend's story says so in its title or lead: all is the week's then that is of no day."""
        self._firm = False
        """Whether no day that is named later can take that back, as behind "Stocks end week higher"."""
        self._read = 0
        self._line = -1
        self._of_week = False
        """Whether the paragraph of that line is a week's."""
        self._over: str | None = None
        """The region whose week before the page's own that is, as the paragraph's first sentence says."""
        self._of_day = False
        """Whether a day's level was told in it: what stands behind a week's figure is the day's again."""
        self._saturday = weekend
        self._in_points = False
        """Whether a weekend's page tells what indices gained in points in the week: so are those behind, of no day."""
        self._shape: _Shape | None = None
        """What the newest index of the week was told with, its level among that."""

    @property
    def of_last_week(self) -> bool:
        """Whether a Monday's story says in its title that it tells the week before."""
        return self._monday and self._declared

    def settle(self, item: Statement) -> None:
        """Give the week to a statement's figures that have no time of their own."""
        if item.sentence.line != self._line:
            self._line, self._of_week, self._of_day = item.sentence.line, self._declared, False
            self._shape = None
            self._over = item.region if _closes_last_week(item) else self._over if self._declared else None
        tells = _tells_week(item)
        self._judge(item, tells)
        if any(names_day(t) for f in item.frames if f.times and not f.aside and f not in tells for t in f.times):
            self._lend(item.frames, self._of_week and not item.lent)
            self._of_week, self._in_points, self._over = False, False, None
            return
        if self._over is not None:
            _lend_last(item, self._over)
        if not self._of_week and ("P" in item.kinds or "C" in item.kinds):
            told = self.weekly is not False and not self._of_day and _is_of_week(item, tells)
            self._of_week = told or _begins_with_week(item)
        self._of_day = self._of_day or any(f.levels and f not in tells for f in item.frames)
        if self._saturday:
            self._go_on_in_points(item, tells)
        if self.weekly and not item.times and _closes_week(item):
            _lend_to_end(item.frames)
        self._lend(item.frames, self._of_week and not item.times)

    def _go_on_in_points(self, item: Statement, tells: list[Frame]) -> None:
        """The week, to indices told in points behind one that was told of it so."""
        if self._in_points and not item.times:
            _lend_points(item.frames)
        self._in_points = self._in_points or any(_is_in_points(f) for f in tells)

    def _judge(self, item: Statement, tells: list[Frame]) -> None:
        """Settle whether the story is a weekly one, by what it opens with or by its first figures."""
        self._read += not is_idle(item)
        self._weekend = self._weekend or (self._monday and self._read <= _OPENING and _titles_week(item))
        open_yet = self._weekend and self._read <= _OPENING and not (self._declared and self._firm)
        if open_yet and _names_market_day(item.tokens):
            self._weekend = self._declared = False
        if self.weekly is None and item.has_figures:
            whole = bool(tells) and len(tells) == sum(f.has_figures for f in item.frames)
            self.weekly = whole or (self._weekend and _closes_week(item) and not item.times)
        elif self.weekly is None and self._read <= _OPENING and _names_week(item):
            self.weekly, self._declared = True, self._weekend
            self._firm = not (_closes_week(item) or _sums_week(item))

    def _lend(self, frames: list[Frame], holds: bool) -> None:
        """The week, to frames with nothing but a percent: up to the first that has a day."""
        for frame in frames:
            if frame.times and not frame.periods and not frame.aside:
                return
            if self._of_day and not self._declared and frame.subjects[0].kind != "index":
                continue  # "The TSX ended at 25,442.91. For the week, it was down 0.3%. Energy lost 2%."
            if holds and (_is_bare(frame) or (self._declared and _is_told_whole(frame, self._firm))):
                frame.periods.append(_WEEK)
            elif holds and self.weekly and _shape(frame) == self._shape and not _is_apart(frame):
                frame.periods.append(_WEEK)  # "The DSEX ended the week 38 points down at 4,731, the DS30 11 at 1,591"
            if _WEEK in frame.periods and frame.levels:
                self._shape = _shape(frame)
            holds = holds or (bool(self.weekly) and _WEEK in frame.periods and not frame.aside)


def _shape(frame: Frame) -> _Shape:
    """Whether a frame gives a percent, a change and a level, of an index."""
    return bool(frame.percents), bool(frame.changes), bool(frame.levels and frame.subjects[0].kind == "index")


def _lend_to_end(frames: list[Frame]) -> None:
    """ "was up 11 points, or 0.4%, to close the week at 3,199.29" in a weekly story: what it gained is the week's."""
    for frame in frames:
        if frame.subjects[0].kind == "index" and (frame.percents or frame.changes) and not _is_apart(frame):
            frame.periods.append(_WEEK)


def _closes_last_week(item: Statement) -> bool:
    """ "The Kuwait bourse ended last week mixed.": no figures, and a week that is over."""
    closed = item.kinds.find("C")
    return closed >= 0 and not item.has_figures and said(item.tokens, closed + 1, closed + _LEAD, _LAST_WEEK)


def _lend_last(item: Statement, region: str) -> None:
    """ "The main index closed at 5,244.10, down 0.7%": closes and bare percents of that market behind it are of that
    week."""
    if item.times:
        return
    for frame in item.frames:
        if frame.subjects[0].region != region or _is_apart(frame) or frame.opening:
            continue
        if frame.closing or _is_bare(frame):
            frame.periods.append(_WEEK)
            frame.week_before = True


def _lend_points(frames: list[Frame]) -> None:
    """ "the FBM Emas Index added 66.09 points to 12,071.0" behind what the main index gained in the week."""
    for frame in frames:
        if _is_in_points(frame) and not (frame.closing or frame.opening or _is_apart(frame)):
            frame.periods.append(_WEEK)


def _is_in_points(frame: Frame) -> bool:
    return frame.subjects[0].kind == "index" and bool(frame.changes and frame.levels)


def _names_market_day(tokens: list[Token]) -> bool:
    """Whether a weekday is named on which markets trade: a story that opens with it tells a day, whatever week ends;
    but the one that "week ended Friday" names is the week's."""
    for at, token in enumerate(tokens):
        if not names_day(token) or token.value[0] != "weekday" or token.value[1] > FRIDAY:
            continue
        if not (at and tokens[at - 1].kind == "P" and tokens[at - 1].value == _WEEK):
            return True
    return False


def _tells_week(item: Statement) -> list[Frame]:
    """The frames whose figures are a week's."""
    return [f for f in item.frames if _WEEK in f.periods and f.has_figures]


def _names_week(item: Statement) -> bool:
    """Whether a statement names the week ("finished the week in the green"), and not as the length of a streak."""
    tokens = item.tokens
    return _closes_week(item) or any(
        tokens[at].value == _WEEK and not is_streak(tokens, at) for at in places_of(item.kinds, "P")
    )


def _titles_week(item: Statement) -> bool:
    """ "Weekly market recap", "Last week on Wall Street": a title of the week before a Monday."""
    return item.sentence.heading and any(t.low in _TITLES for t in item.tokens[:_LEAD])


def _closes_week(item: Statement) -> bool:
    """ "ended the week"."""
    closed = item.kinds.find("C")
    behind = item.tokens[closed + 1 : closed + _CLOSED]
    return closed >= 0 and any(t.low == _WEEK or (t.kind == "P" and t.value == _WEEK) for t in behind)


def _sums_week(item: Statement) -> bool:
    """ "The TSX posts weekly decline": how the week came out, which a story of its last day tells as well."""
    weeks = (at for at in places_of(item.kinds, "P") if item.tokens[at].value == _WEEK)
    return any(item.kinds[at + 1 : at + 2] == "G" for at in weeks)


def _begins_with_week(item: Statement) -> bool:
    """ "For the week, the Dow fell 1.2%.", "The Dow ended the week down 1.2%.": it is said before any figure."""
    tells = _tells_week(item)
    if tells and _closes_week(item):
        return len(tells) == sum(f.has_figures for f in item.frames)
    return bool(tells) and any(t.kind == "P" and t.value == _WEEK for t in item.tokens[:_LEAD])


def _is_of_week(item: Statement, tells: list[Frame]) -> bool:
    """Whether all figures of a statement are the week's, or it has none and says how the week ended."""
    told = sum(f.has_figures for f in item.frames)
    return len(tells) == told if told else _names_week(item) and "T" not in item.kinds


def _is_bare(frame: Frame) -> bool:
    """Whether a frame gives a percent, or only a direction ("finished lower"), and no word of time nor what only a
    day's close has."""
    if frame.changes or frame.opening or frame.levels or frame.record or (frame.closing and frame.has_figures):
        return False
    return not _is_apart(frame)


def _is_told_whole(frame: Frame, firm: bool) -> bool:
    """Whether a frame says how something ended a week of which all is told ("ended 3.5% lower", "fell 2% to 5,505");
    `firm` where points alone are the week's too ("shed 47 points to 1,730")."""
    if frame.opening or (frame.closing and frame.levels) or _is_apart(frame):
        return False
    if frame.subjects[0].kind == "bond":
        return bool(frame.changes)
    if frame.percents and frame.changes:
        return False
    return bool(frame.percents or (firm and frame.changes))


def _is_apart(frame: Frame) -> bool:
    """Whether a frame has a time of its own, or is not of the sentence's."""
    return bool(
        frame.aside or frame.earlier or frame.modal or frame.periods or frame.times or frame.phases or frame.moment
    )
