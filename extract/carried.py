"""Words of time that hold beyond their own sentence: a section's ("On Thursday:"), a market's day."""

from __future__ import annotations

from calendar import FRIDAY, MONDAY
from datetime import date

from msgspec import Struct

from extract.clauses.periods import lend_gone
from extract.flows import all_flow, day_of_flows
from extract.frames import Frame
from extract.headings import is_short_heading, lends_time
from extract.lexicon import words
from extract.near import of_kind, said
from extract.regions import ANY, is_part, region_of_shares, region_told
from extract.statement import Statement, is_yesterday, names_day
from extract.that_day import ThatDay, begins_week, begins_with_day, day_or_today, is_last, is_past
from extract.tokens import Token
from extract.told_times import all_contracts, is_of_moment, is_of_span, lender, looks_back, own_times
from extract.weeks import Weeks

_STREET = words("wall_street_alone")
_LEFT, _ALIKE = words("left"), words("alike")
_WHOLE = ("index", "shares", "several")
_TODAY = "today"
_LONG = 160
"""Characters of a sentence that ends a section."""


class _Held(Struct, gc=False):
    """The day that a paragraph holds: the line that named it, its words, and the region whose market it is of."""

    line: int
    day: list[Token]
    region: str | None
    closed: bool = False
    """Whether it is one that only tells a past day, while the market may trade when the page tells it."""


class Days:
    """Reads statements in their order and lends them the times of those before. `dated` says that the page gives a day
    and no hour, `weekday` which day of the week its `date` is."""

    def __init__(self, text: str, dated: bool, weekday: int, date: date) -> None:
        self.text, self.dated, self.date = text, dated, date
        self.settled = dated or weekday > FRIDAY
        """Whether no market trades as the page is told, as far as it says."""
        self._weeks, self._that_day = Weeks(weekday > FRIDAY, weekday == MONDAY), ThatDay()
        self._before: Statement | None = None
        self._title: int | None = None
        """The line of the first statement."""
        self._told: Statement | None = None
        """The newest statement, its times settled."""
        self._section_period: str | None = None
        self._section_times: list[Token] = []
        self._section_headed = False
        """Whether a heading holds until the next one, not only a line that ends in a colon."""
        self._main: dict[str, list[Token]] = {}
        """The day of each region's market, as the last statement before its first figures names it, or those do."""
        self._firm: set[str | None] = set()
        """The regions whose figures have begun."""
        self._here: _Held = _Held(-1, [], None)
        self._undated = -1
        """The line of the newest statement that tells figures of no day."""
        self._flow_day: Token | None = None
        self._flow_line = -1

    @property
    def weekly(self) -> bool:
        """Whether the story tells a week, not a day."""
        return bool(self._weeks.weekly)

    @property
    def of_last_week(self) -> bool:
        """Whether it is a Monday's story of the week before."""
        return self._weeks.of_last_week

    def pass_by(self, item: Statement) -> None:
        """A sentence that names nobody: its day can hold for what follows."""
        self._that_day.note(item)
        self._weeks.settle(item)
        self._section(item)
        if (day := self._market_day(item)) is not None:
            self._hold(item, day)
        else:
            self._begin(item)
        self._flow_day = day_of_flows(item)
        self._flow_line = item.sentence.line

    def settle(self, item: Statement) -> None:
        """Give a statement and its frames the times that hold for them, and keep its own for what follows."""
        item.times, item.lender = own_times(item.frames), lender(item.frames)
        self._that_day.note(item)
        self._section(item)
        self._go_on(item)
        self._lend(item)
        self._weeks.settle(item)
        self._told = item
        self._keep_flows(item)
        if not item.times and (day := self._market_day(item)) is not None:
            item.times = [day]
            self._hold(item, day)
        elif item.frames or not self._begin(item):
            self._keep(item)

    def _begin(self, item: Statement) -> bool:
        """Hold the day that a sentence without figures begins with; whether there is one."""
        day = begins_with_day(item) or begins_week(item)
        if day is not None:
            self._here = _Held(item.sentence.line, [day], item.region or ANY)
        return day is not None

    def _section(self, item: Statement) -> None:
        """ "For the week:", "On Thursday:" hold for the lines below them, a heading ("YESTERDAY IN SYDNEY") for all up
        to the next."""
        tokens = item.tokens
        self._title = item.sentence.line if self._title is None else self._title
        headed = item.sentence.heading and item.sentence.line > self._title and is_short_heading(item)
        if tokens and not item.frames and (headed or self.text[tokens[-1].start : tokens[-1].end] == ":"):
            lends = lends_time(tokens)
            self._section_period = next((t.value for t in tokens if t.kind == "P" and lends), None)
            self._section_times = [t for t in tokens if t.kind == "T" and lends and not self._is_page_date(t)]
            self._section_headed = headed
        elif self._section_headed and item.sentence.heading and not item.frames:
            self._section_period, self._section_times, self._section_headed = None, [], False
        elif not self._section_headed and not item.sentence.bullet and item.sentence.end - item.sentence.start > _LONG:
            self._section_period, self._section_times = None, []

    def _is_page_date(self, token: Token) -> bool:
        """ "18 February 2009": the day that the page bears, written out, which is not always the story's."""
        value = token.value
        return names_day(token) and value[0] == "day" and value[1:] == (self.date.month, self.date.day, self.date.year)

    def _go_on(self, item: Statement) -> None:
        """ "All three were down for the week. The S&P fell 0.24%": indices without a day go on with the week."""
        before, self._before = self._before, item
        if before is None or before.sentence.line != item.sentence.line or not item.frames or not before.frames:
            return
        last = before.frames[-1]
        if last.periods and self.text[before.sentence.end - 1] == ";":
            lend_gone(item.tokens, last, item.frames[0])  # "Since May the Dow has lost 6.5%; the Dax has gained 7.9%"
        if not last.periods or last.subjects[0].kind != "index" or not all(_is_bare(f) for f in item.frames):
            return
        if _names(item) & _names(before):
            for frame in item.frames:
                frame.periods = list(last.periods)

    def _lend(self, item: Statement) -> None:
        """The times of its section, its market's day or that of money and metals, for a statement without its own."""
        if self._section_period:
            for frame in item.frames:
                if not frame.periods:
                    frame.periods.append(self._section_period)
        if item.times or self._that_day.lend(item):
            return
        if (first := begins_week(item)) is not None:
            item.times = [first]
            return
        item.times = ([] if is_of_moment(item) else self._section_times) or self._of_semicolon(item)
        if not item.times and not all_contracts(item):
            item.times = self._held(item)
            item.lent = bool(item.times)
        if self._flow_day is not None and not (item.times or is_of_moment(item)) and all_flow(item):
            item.times, item.lent = [self._flow_day], True

    def _of_semicolon(self, item: Statement) -> list[Token]:
        """ "On Friday the Sensex fell 0.2%; the Nifty lost 0.3%", "Similarly, the Nifty lost 0.3%": the day holds
        behind the semicolon, and for what went as that before did."""
        before = self._told
        if before is None or before.sentence.line != item.sentence.line:
            return []
        alike = item.tokens[0].low in _ALIKE
        return before.times if alike or self.text[before.sentence.end - 1] == ";" else []

    def _held(self, item: Statement) -> list[Token]:
        """The day that the paragraph holds, else, where the page gives no hour, that of the statement's market."""
        if item.sentence.line == self._here.line:
            held = is_part(item.region, self._here.region) and (self.dated or not self._here.closed or is_past(item))
            return self._here.day if held else []
        if not self.dated or self.weekly or all_flow(item):
            return []
        return next((day for region, day in self._main.items() if is_part(item.region, region)), [])

    def _keep_flows(self, item: Statement) -> None:
        """Keep the day of a sentence on oil, metals or money: for the next one, and to the paragraph's end for all that
        tell of nothing else."""
        line = item.sentence.line
        if (day := day_of_flows(item)) is not None:
            self._flow_day, self._flow_line = day, line
        elif line != self._flow_line or not all_flow(item):
            self._flow_day = None

    def _market_day(self, item: Statement) -> Token | None:
        """The day of a sentence that tells of a market as a whole ("Key indices ended lower on Monday"): where the page
        gives no hour or is a weekend's, it holds for what follows of that market."""
        if "T" not in item.kinds or item.has_figures or item.quoted or not (self.settled or is_last(item)):
            return None
        tokens, end = item.tokens, len(item.tokens)
        if not any((t.kind in "hr" and t.value in _WHOLE) or t.low in _STREET for t in tokens):
            return None
        return day_or_today(tokens) if of_kind(tokens, 0, end, "VCWOv") or said(tokens, 0, end, _LEFT) else None

    def _hold(self, item: Statement, day: Token) -> None:
        region = ANY if day.value == _TODAY else region_of_shares(item.tokens) or item.region
        self._here = _Held(item.sentence.line, [day], region, not self.dated)
        # "Japanese and South Korean stocks fell today", in a story of yesterday's session in New York
        told = [t.value for t in item.tokens if t.kind == "R"] if region == ANY else [region]
        for region in told:
            if region is not None and region not in self._firm and region != ANY:
                self._main[region] = [day]

    def _keep(self, item: Statement) -> None:
        """Keep a statement's own day for what follows of its market."""
        if item.quoted or looks_back(item):
            return
        if not item.times and any(f.has_figures and not f.periods for f in item.frames):
            self._undated = item.sentence.line
        begun = {item.region} if any(not f.periods and f.has_figures for f in item.frames) else set()
        if (not item.times and item.region == self._here.region) or (item.lent and not all_flow(item)):
            self._firm |= begun
            return
        day = [t for t in item.times if names_day(t) or is_yesterday(t)]
        day = [] if item.has_figures and all(is_of_span(f) for f in item.frames) else day
        told = [f.subjects[0].region for f in item.frames if f.subjects[0].kind == "index" and not f.modal]
        told += [item.region for f in item.frames if f.subjects[0].kind == "sector" and not f.modal]
        region = region_told(item.region, told) if day and told else None
        aside = not self.dated and self._undated == item.sentence.line  # "rose 0.4%. It had gained 0.1% on Monday."
        self._here = _Held(item.sentence.line, [] if aside else day, region)
        if region is not None and region not in self._firm:
            self._main[region] = day
        if begun:
            self._firm |= begun | {region}


def _is_bare(frame: Frame) -> bool:
    """Whether a frame gives an index's percent and no word of time."""
    if not frame.percents or frame.subjects[0].kind != "index":
        return False
    return not (frame.periods or frame.times or frame.levels or frame.changes or frame.phases)


def _names(item: Statement) -> set[str]:
    return {entity.id for frame in item.frames for entity in frame.subjects}
