"""The figures of one text: who is told of, what each did in which session, drawn once and the same all through."""

from __future__ import annotations

import random
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from zoneinfo import ZoneInfo

from tests.variations.parts import Moment, Parts, Subject, Way


class Unfit(Exception):
    """A text asks for something that cannot be told at its moment; another is written."""


@dataclass(frozen=True, slots=True)
class Quote:
    """What a subject did over one span: where it stood before and after, in figures that add up."""

    prior: Decimal
    level: Decimal
    percent: Decimal
    """Without its sign."""
    way: Way

    @property
    def points(self) -> Decimal:
        """The change, without its sign."""
        return abs(self.level - self.prior)


SPANS = {
    "day": "day", "before": "day", "against": "day", "along": "day", "earlier": "day", "moment": "day", "turn": "day",
    "open": "day", "week": "week", "lastweek": "week", "month": "month", "ytd": "ytd", "none": "", "past": "",
}  # fmt: skip
"""What can be told of a subject, and the period of that; no fact where it is empty."""
_SIZES = {"week": 400, "lastweek": 400, "month": 700, "ytd": 1900}
_KINDS = {"S": "stock", "T": "stock", "K": "commodity", "Y": "bond", "U": "future", "X": "currency", "Z": "crypto"}
_IN_FULL = 0.6
"""How many percents are told with two decimals."""
_BEFORE = ("before", "against", "along")
_WEDNESDAY, _SATURDAY = 2, 5
_FOREIGN_MORNING = 14
"""Hours behind a close in which a story elsewhere calls it last night's."""


@dataclass(slots=True)
class Scene:
    """One text's moment and draw. Letters stand for subjects: A, B and C indices of one place, F one of another that is
    over; S and T shares, K a commodity, U the futures of A, X a
    currency, Y a yield, Z a coin."""

    parts: Parts
    moment: Moment
    draw: random.Random
    percent_word: str = "%"
    _subjects: dict[str, Subject] = field(default_factory=dict)
    _quotes: dict[tuple[str, str], Quote] = field(default_factory=dict)
    _earlier: dict[str, int] = field(default_factory=dict)

    def cast(self, letter: str, subject: Subject) -> None:
        """Let a letter stand for a subject from here on."""
        self._subjects[letter] = subject

    def again(self) -> Scene:
        """The same moment and figures with other subjects, for a story's next paragraph."""
        return replace(self, _subjects={})

    def subject(self, letter: str) -> Subject:
        """Who a letter stands for; drawn the first time that it is asked for."""
        if letter not in self._subjects:
            if letter in "BCFU":
                self.subject("A")
            self._subjects[letter] = self._drawn(letter)
        return self._subjects[letter]

    def _drawn(self, letter: str) -> Subject:
        kind, told = _KINDS.get(letter, "index"), self._subjects.values()
        found = [s for s in self.parts.subjects if s.kind == kind and s not in told]
        if letter in "BC":
            found = [s for s in found if s.place == self.subject("A").place]
        elif letter == "F":
            found = [s for s in found if s.place not in (self.subject("A").place, self.moment.home)]
            found = [s for s in found if self.told(s) != "during"]
        elif letter == "A":
            found = [s for s in found if s.place == self.moment.home]
        elif letter == "U":
            found = [s for s in found if s.id == self.subject("A").id]
        if not found:
            raise Unfit(letter)
        return self.draw.choice(found)

    def told(self, subject: Subject) -> str:
        """How a subject is told of by the clock: `during` or `after` its session, or `dated` where the page gives no
        hour; `over` where that was another day's, `abroad` where a story of elsewhere calls it last night's."""
        exchange = self.parts.exchanges[subject.place]
        state = exchange.state(self.moment.at)
        here = self.local.date()
        if self.moment.dated and subject.place == self.moment.home and state == "after":
            return "dated"
        if state == "during" or (state == "after" and exchange.newest(self.moment.at) == here):
            return state
        late = exchange.hours_since_close(self.moment.at) < _FOREIGN_MORNING
        return "abroad" if late and subject.place == "us" != self.moment.home else "over"

    @property
    def local(self) -> datetime:
        """The moment in the time of the text's home."""
        return self.moment.at.astimezone(ZoneInfo(self.parts.exchanges[self.moment.home].zone))

    @property
    def published(self) -> datetime | date:
        """What the page says of its time."""
        return self.moment.at.date() if self.moment.dated else self.moment.at

    def place(self, letter: str) -> str:
        """The place whose sessions a letter's facts are of."""
        subject = self.subject(letter)
        return subject.place or self.subject("A").place

    def session(self, letter: str, span: str) -> date:
        """The session that a span's facts are of."""
        exchange = self.parts.exchanges[self.place(letter)]
        newest = exchange.newest(self.moment.at)
        if span in _BEFORE:
            return exchange.back(newest, 1)
        if span == "earlier":
            back = self._earlier.setdefault(span, self.draw.choice((2, 3)))
            return exchange.back(newest, back)
        today = self.local.date()
        if span == "lastweek" and today.weekday() < _SATURDAY:
            return exchange.back(today - timedelta(days=today.weekday()), 1)
        if span == "lastweek" or (span == "week" and newest.weekday() < _WEDNESDAY):
            raise Unfit(span)  # on a Sunday it can be either one; a week is not summed up on its Monday
        if span == "past":
            newest -= timedelta(days=self._earlier.setdefault(span, self.draw.randint(40, 90)))
            return exchange.back(newest - timedelta(days=newest.weekday() - 3), 1)
        return newest

    def quote(self, letter: str, span: str) -> Quote:
        """What a letter did over a span; Unfit where the text has told the opposite already."""
        subject = self.subject(letter)
        key = (f"{subject.kind} {subject.id}", "before" if span in _BEFORE else span)
        if key not in self._quotes:
            self._quotes[key] = self._quoted(letter, span, subject)
        found = self._quotes[key]
        if span in ("against", "turn") and found.way.sign == self.quote(letter, "day").way.sign:
            raise Unfit(span)
        if span == "along" and found.way.sign != self.quote(letter, "day").way.sign:
            raise Unfit(span)
        return found

    def _quoted(self, letter: str, span: str, subject: Subject) -> Quote:
        sign = self.draw.choice((1, -1))
        if span in ("against", "turn", "along"):
            sign = self.quote(letter, "day").way.sign * (1 if span == "along" else -1)
        if span == "day" and subject.kind == "index":
            before = self._quotes.get((f"index {subject.id}", "before"))
            prior = before.level if before else self._round(subject)
        elif span in _BEFORE:
            level = self.quote(letter, "day").prior
            return self._made(level, sign, self._share(span), back=True, subject=subject)
        else:
            prior = self._round(subject)
        return self._made(prior, sign, self._share(span), back=False, subject=subject)

    def _share(self, span: str) -> Decimal:
        return Decimal(self.draw.randint(11, _SIZES.get(span, 240))) / 100

    def _made(self, known: Decimal, sign: int, percent: Decimal, back: bool, subject: Subject) -> Quote:
        cents = Decimal("0.001") if subject.kind == "bond" else Decimal("0.01")
        factor = 1 + sign * percent / 100
        other = (known / factor if back else known * factor).quantize(cents, ROUND_HALF_UP)
        prior, level = (other, known) if back else (known, other)
        if self.draw.random() > _IN_FULL:
            percent = max(Decimal("0.1"), percent.quantize(Decimal("0.1"), ROUND_HALF_UP))
        return Quote(prior, level, percent, self.parts.ways[0 if sign > 0 else 1])

    def _round(self, subject: Subject) -> Decimal:
        """A level near a subject's usual one."""
        drawn = subject.level * self.draw.uniform(0.97, 1.03)
        return Decimal(drawn).quantize(Decimal("0.001") if subject.kind == "bond" else Decimal("0.01"), ROUND_HALF_UP)
