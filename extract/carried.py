"""Words of time that hold beyond their own sentence: a section's ("On Thursday:"), a market's day."""

from __future__ import annotations

from extract.clock import FLOWING
from extract.frames import Frame
from extract.lexicon import words
from extract.near import of_kind, said
from extract.regions import region_of_shares
from extract.statement import Statement, main_day, names_day
from extract.tokens import Token

_FLOWS = words("flows")
_STREET = words("wall_street_alone")
_LEFT = words("left")
_HAD = words("had")
_PARTS = {"europe": words("parts_of_europe"), "asia": words("parts_of_asia")}
_OF_EVENTS = words("headings_of_events")
_LONG_HEADING = 8
"""Words from which on a heading lends nothing to the lines below."""
_LONG = 160
"""Characters of a sentence that ends a section."""


class Days:
    """Reads statements in their order and lends them the times of those before. `dated` says that the page gives a day
    and no hour."""

    def __init__(self, text: str, dated: bool) -> None:
        self.text, self.dated = text, dated
        self._before: Statement | None = None
        self._told: Statement | None = None
        """The newest statement, its times settled."""
        self._section_period: str | None = None
        self._section_times: list[Token] = []
        self._day: list[Token] = []
        self._day_region: str | None = None
        self._day_line = -1
        self._begun: tuple[int, list[Token], str | None] = (-1, [], None)
        """The line of the newest figures, and the day and region held there."""
        self._left: tuple[list[Token], str | None] | None = None
        """The day and region of a paragraph that a later sentence of it leaves."""
        self._flow_day: Token | None = None
        self._flow_line = -1

    def pass_by(self, item: Statement) -> None:
        """A sentence that names nobody: its day can hold for what follows."""
        self._section(item)
        if (day := self._market_day(item)) is not None:
            self._hold(item, day)
        self._flow_day = _day_of_flows(item)
        self._flow_line = item.sentence.line

    def settle(self, item: Statement) -> None:
        """Give a statement and its frames the times that hold for them, and keep its own for what follows."""
        item.times = _own_times(item.frames)
        self._section(item)
        self._go_on(item)
        self._lend(item)
        self._told = item
        self._keep_flows(item)
        if not item.times and (day := self._market_day(item)) is not None:
            item.times = [day]
            self._hold(item, day)
        else:
            self._keep(item)

    def _section(self, item: Statement) -> None:
        """ "For the week:", "On Thursday:" hold for the lines below them."""
        tokens = item.tokens
        if tokens and not item.frames and self.text[tokens[-1].start : tokens[-1].end] == ":":
            lends = len(tokens) < _LONG_HEADING and not said(tokens, 0, len(tokens), _OF_EVENTS)
            self._section_period = next((t.value for t in tokens if t.kind == "P" and lends), None)
            self._section_times = [t for t in tokens if t.kind == "T" and lends]
        elif not item.sentence.bullet and item.sentence.end - item.sentence.start > _LONG:
            self._section_period, self._section_times = None, []

    def _go_on(self, item: Statement) -> None:
        """ "All three were down for the week. The S&P fell 0.24%": indices without a day go on with the week."""
        before, self._before = self._before, item
        if before is None or before.sentence.line != item.sentence.line or not item.frames or not before.frames:
            return
        last = before.frames[-1]
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
        if self._left is not None and item.sentence.line != self._day_line:
            (self._day, self._day_region), self._left = self._left, None
        if item.times:
            return
        item.times = self._section_times or self._of_semicolon(item)
        holds = item.sentence.line == self._day_line or (self.dated and not _all_flow(item))
        if not item.times and holds and self._is_of_region(item) and not _all_contracts(item):
            item.times, item.lent = self._day, bool(self._day)
        if self._flow_day is not None and not item.times and _all_flow(item):
            item.times, item.lent = [self._flow_day], True

    def _of_semicolon(self, item: Statement) -> list[Token]:
        """ "On Friday the Sensex fell 0.2%; the Nifty lost 0.3%": the day holds behind the semicolon."""
        before = self._told
        if before is None or before.sentence.line != item.sentence.line or self.text[before.sentence.end - 1] != ";":
            return []
        return before.times

    def _is_of_region(self, item: Statement) -> bool:
        """Whether a statement is about the region whose day is held, or a part of it."""
        region, held = item.region, self._day_region
        return region is not None and held is not None and (region == held or region in _PARTS.get(held, ()))

    def _keep_flows(self, item: Statement) -> None:
        """Keep the day of a sentence on oil, metals or money: for the next one, and to the paragraph's end for all that
        tell of nothing else."""
        line = item.sentence.line
        if (day := _day_of_flows(item)) is not None:
            self._flow_day, self._flow_line = day, line
        elif line != self._flow_line or not _all_flow(item):
            self._flow_day = None

    def _market_day(self, item: Statement) -> Token | None:
        """The day of a sentence that tells of a market as a whole ("Key indices ended lower on Monday"): where the page
        gives no hour, it holds for what follows of that market."""
        if not self.dated or "T" not in item.kinds or item.has_figures or item.quoted:
            return None
        tokens, end = item.tokens, len(item.tokens)
        if not any((t.kind == "h" and t.value in ("index", "shares")) or t.low in _STREET for t in tokens):
            return None
        return main_day(tokens) if of_kind(tokens, 0, end, "VCWOv") or said(tokens, 0, end, _LEFT) else None

    def _hold(self, item: Statement, day: Token) -> None:
        self._day, self._day_region = [day], region_of_shares(item.tokens) or item.region

    def _keep(self, item: Statement) -> None:
        """Keep a statement's own day for what follows of its market."""
        self._keep_day(item)
        if item.has_figures:
            self._begun = item.sentence.line, self._day, self._day_region

    def _keep_day(self, item: Statement) -> None:
        if item.quoted:
            return
        if (not item.times and item.region == self._day_region) or (item.lent and not _all_flow(item)):
            return
        line, day, region = self._begun
        if self.dated and item.times and line == item.sentence.line and self._left is None:
            self._left = day, region
        self._day = [t for t in item.times if names_day(t) or t.low.startswith("yesterday")]
        told = [f.subjects[0].region for f in item.frames if f.subjects[0].kind == "index" and not f.modal]
        self._day_region = _region_told(item.region, told) if self._day and told else None
        self._day_line = item.sentence.line


def _region_told(region: str | None, told: list[str | None]) -> str | None:
    """The region whose day is told: the sentence's own, or that of all its indices where those are of another ("Asian
    shares followed New York, where the S&P 500 rose on Monday")."""
    if region is None or not told or told[0] is None or told.count(told[0]) < len(told):
        return region
    return region if told[0] in (region, *_PARTS.get(region, ())) else told[0]


def _own_times(frames: list[Frame]) -> list[Token]:
    """Words of time that hold for the whole sentence: the first main frame's that has any."""
    for frame in frames:
        if frame.times and not frame.earlier and not frame.aside and not frame.modal:
            return list(frame.times)
    return []


def _day_of_flows(item: Statement) -> Token | None:
    """The day of a sentence that tells of oil, metals or money as a whole ("Oil prices rose on Tuesday")."""
    if "T" not in item.kinds or not of_kind(item.tokens, 0, len(item.tokens), "VCWODv"):
        return None
    if said(item.tokens, 0, len(item.tokens), _HAD):
        return None  # "On Tuesday producers had shut their wells": before what is told
    flows = any(t.low in _FLOWS or (t.kind == "I" and t.value[0].kind == "commodity") for t in item.tokens)
    return main_day(item.tokens) if flows else None


def _all_flow(item: Statement) -> bool:
    """Whether a statement tells of nothing but money and metals."""
    return all(f.subjects[0].kind in FLOWING for f in item.frames)


def _all_contracts(item: Statement) -> bool:
    """Whether a statement tells only of an index's contracts, which trade when it is told."""
    return bool(item.frames) and all(f.subjects[0].kind == "future" for f in item.frames)


def _is_bare(frame: Frame) -> bool:
    """Whether a frame gives an index's percent and no word of time."""
    if not frame.percents or frame.subjects[0].kind != "index":
        return False
    return not (frame.periods or frame.times or frame.levels or frame.changes or frame.phases)


def _names(item: Statement) -> set[str]:
    return {entity.id for frame in item.frames for entity in frame.subjects}
