"""A document to moves: sentences to frames, references between them, then sessions, phases and one move a fact."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from extract.clauses import ELSEWHERE, ClauseReader
from extract.entities import ENTITY, EntityReader
from extract.frames import Entity, Frame
from extract.lexicon import Lexicon
from extract.merge import merged
from extract.model import Document, Doubt, Mention, Move, Reading, Unread, Span
from extract.moves import moves_of
from extract.sentences import Sentence, sentences
from extract.sessions import FLOWING, Clock, dateline
from extract.tabled import frames_of, inside
from extract.tables import rows
from extract.tokens import Scanner, Token


@dataclass(slots=True)
class Said:
    """A sentence with its tokens and frames, the region it is about and the words of time that hold for it."""

    sentence: Sentence
    tokens: list[Token]
    frames: list[Frame]
    region: str | None = None
    times: list[Token] = field(default_factory=list)


_FLOWS = frozenset(
    ("oil", "crude", "gold", "metals", "precious metals", "dollar", "greenback", "currencies", "bullion")
)


class Engine:
    """Reads one document."""

    def __init__(self, document: Document, lexicon: Lexicon) -> None:
        self.document, self.lexicon, self.text = document, lexicon, document.text
        self.clock = Clock(document)
        if document.published_at is None and (day := dateline(self.text[:400])) is not None:
            self.clock.date, self.clock.instant = day(self.clock.date), None
        self.scanner = Scanner(self.text, lexicon)
        self.entities = EntityReader(lexicon, self.text)
        self.clauses = ClauseReader(self.entities, self._refer, self.clock.date.year)
        self.recent: list[Entity] = []
        self.company: list[Entity] = []
        self.metal: list[Entity] = []
        self.last: Entity | None = None
        self.main: Entity | None = None
        self.mentions: list[Mention] = []
        self.section_period: str | None = None
        self.section_times: list[Token] = []
        self.region: str | None = None
        self.before: Said | None = None
        self.day: list[Token] = []
        self.day_region: str | None = None
        self.flow_day: Token | None = None
        self.day_line = -1
        self.stamped = False

    def read(self) -> tuple[list[Move], list[Mention], list[Sentence], list[Unread], list[Doubt]]:
        """Moves, mentions, sentences, unread names and doubts of the document."""
        table, lines = rows(self.text, self.lexicon.columns)
        found = sentences(self.text)
        said = [self._sentence(s) for s in found if not inside(s.start, lines)]
        self._settle_clock(said)
        self._anchor(said)
        self.clock.premarket = any(t.kind == "F" and t.value == "pre" for item in said for t in item.tokens)
        told = []
        for item in said:
            for frame in item.frames:
                told += moves_of(frame, item.region, item.times, self)
        for row in table:
            for frame in frames_of(row, self):
                told += moves_of(frame, frame.subjects[0].region, [], self)
        moves, doubts = merged(told, self.clock.instant is None)
        return moves, self.mentions, found, self._unread(said), doubts

    # sentences

    def _sentence(self, sentence: Sentence) -> Said:
        tokens = list(self.scanner.scan(sentence.start, sentence.end))
        region = self._region(tokens)
        self._mention(tokens)
        self._stamped(sentence, tokens)
        if not any(t.kind in ENTITY for t in tokens):
            self._section(sentence, tokens, [])
            said = Said(sentence, tokens, [], region or self.region)
            if (day := self._market_day(said)) is not None:
                self.day, self.day_region = [day], self._region_told(tokens) or said.region
            self.flow_day = self._main_day(said) if self._flows(tokens) else None
            return said
        frames = self.clauses.read(tokens)
        said = Said(sentence, tokens, frames, region or self.region)
        self._remember(frames, tokens)
        said.times = self._times(frames, tokens)
        self._section(sentence, tokens, frames)
        if self.stamped:
            for frame in frames:
                if not frame.closing:
                    frame.phases.append("intraday")
        self._go_on(said)
        if self.section_period:
            for frame in frames:
                if not frame.periods:
                    frame.periods.append(self.section_period)
        if not said.times and self.section_times:
            said.times = self.section_times
        if not said.times and said.region is not None and said.region == self.day_region:
            if self.clock.instant is None or sentence.line == self.day_line:
                said.times = self.day
        if not said.times and self.flow_day is not None and all(f.subjects[0].kind in FLOWING for f in frames):
            said.times = [self.flow_day]
        self.flow_day = self._main_day(said) if self._flows(tokens) and not any(f.has_figures for f in frames) else None
        if not said.times and (day := self._market_day(said)) is not None:
            said.times = [day]
            self.day, self.day_region = said.times, self._region_told(tokens) or said.region
            return said
        told = any(f.subjects[0].kind == "index" and not f.modal for f in frames)
        if said.times or said.region != self.day_region:
            self.day = [t for t in said.times if isinstance(t.value, tuple) or t.low.startswith("yesterday")]
            self.day_region, self.day_line = said.region if self.day and told else None, sentence.line
        return said

    @staticmethod
    def _flows(tokens: list[Token]) -> bool:
        """Whether a sentence tells of oil, metals or money as a whole ("Oil prices rose on Tuesday")."""
        return any(t.low in _FLOWS or (t.kind == "I" and t.value[0].kind == "commodity") for t in tokens)

    @staticmethod
    def _region_told(tokens: list[Token]) -> str | None:
        """The region whose shares a sentence names ("a rise in Hong Kong equities")."""
        for token, after in zip(tokens, tokens[1:], strict=False):
            if token.kind == "R" and after.kind == "h":
                return str(token.value)
        return None

    def _market_day(self, said: Said) -> Token | None:
        """The day of a sentence that tells of a market as a whole ("Key indices ended lower on Monday"): where the page gives
        no hour, it holds for what follows of that market."""
        if self.clock.instant is not None or any(f.has_figures for f in said.frames):
            return None
        heads = any((t.kind == "h" and t.value in ("index", "shares")) or t.low == "wall street" for t in said.tokens)
        return (
            self._main_day(said) if heads and any(t.kind in "VCWOv" or t.low == "left" for t in said.tokens) else None
        )

    def _main_day(self, said: Said) -> Token | None:
        """The day of a sentence's main clause: before any "after", "as" or "may", or right behind a word for trading."""
        blocked = False
        for at, token in enumerate(said.tokens):
            if at < 5 and token.kind == "T" and isinstance(token.value, tuple) and token.value[0] == "day":
                continue
            if token.kind == "T" and token.low == "yesterday" and not blocked:
                return token
            blocked = blocked or token.low in ELSEWHERE or token.kind == "m"
            if token.kind == "T" and isinstance(token.value, tuple) and not token.poss:
                traded = any(t.low in ("trade", "trading", "session") for t in said.tokens[max(0, at - 2) : at])
                return token if not blocked or traded else None
        return None

    def _stamped(self, sentence: Sentence, tokens: list[Token]) -> None:
        """A line that begins with an hour ("9:47 a.m.") starts a post of a live page: what follows was told at that hour."""
        first = tokens[0] if tokens and tokens[0].start == sentence.start else None
        if first is not None and first.kind == "F" and first.value == "clock" and sentence.end - sentence.start < 400:
            hour = int(re.match(r"\d+", first.low)[0])  # type: ignore[index]
            afternoon = "p" in first.low and hour != 12
            self.stamped = hour + (12 if afternoon else 0) < 16

    def _go_on(self, said: Said) -> None:
        """ "All three were down for the week. The S&P fell 0.24%": indices without a day of their own go on with the week."""
        before, self.before = self.before, said
        if before is None or before.sentence.line != said.sentence.line or not said.frames or not before.frames:
            return
        last = before.frames[-1]
        bare = all(
            f.percents
            and not (f.periods or f.times or f.levels or f.changes or f.phases)
            and f.subjects[0].kind == "index"
            for f in said.frames
        )
        if (
            bare
            and last.periods
            and last.subjects[0].kind == "index"
            and {s.id for f in said.frames for s in f.subjects} & {s.id for f in before.frames for s in f.subjects}
        ):
            for frame in said.frames:
                frame.periods = list(last.periods)

    def _section(self, sentence: Sentence, tokens: list[Token], frames: list[Frame]) -> None:
        """ "For the week:", "On Thursday:" hold for the lines below them."""
        if tokens and self.text[tokens[-1].start : tokens[-1].end] == ":" and len(tokens) < 8 and not frames:
            periods = [t.value for t in tokens if t.kind == "P"]
            self.section_period = periods[0] if periods else None
            self.section_times = [t for t in tokens if t.kind == "T"]
        elif not sentence.bullet and sentence.end - sentence.start > 160:
            self.section_period, self.section_times = None, []

    def _mention(self, tokens: list[Token]) -> None:
        for token in tokens:
            if token.kind == "I":
                known = token.value[0]
                self.mentions.append(Mention(token.start, token.end, known.id, known.kind, known.region))

    def _region(self, tokens: list[Token]) -> str | None:
        """The region that a sentence is about: of its index, or of the market words behind a region word."""
        found = None
        for at, token in enumerate(tokens):
            if token.value == "home" and token.kind == "T":
                found = self.entities.home
            elif token.kind == "I" and token.value[0].kind == "index" and found is None:
                found = token.value[0].region
            elif token.kind == "S" and found is None and token.low == "headed":
                found = self.lexicon.region_of_family(token.value)
            elif token.kind == "R" and found is None:
                after = tokens[at + 1 : at + 4]
                lead = (
                    at and at < 4 and tokens[at - 1].low in ("in", "on", "the") and any(t.low == "," for t in after[:1])
                )
                if lead or (at < 6 and self._tells_of_market(tokens, at)):
                    found = token.value
        if found is not None:
            self.region = found
            if self.entities.home is None:
                self.entities.home = found
        return found

    @staticmethod
    def _tells_of_market(tokens: list[Token], at: int) -> bool:
        """Whether a region word is the market that moves ("Hong Kong shares rose"), not a place in passing."""
        if at and tokens[at - 1].low in ("the", "of", "to", "from", "with"):
            return tokens[at].low in ("wall street", "wall st") and any(
                t.kind in "VCWD" for t in tokens[at + 1 : at + 4]
            )
        index = at + 1
        while index < len(tokens) and tokens[index].kind in "xSsha" and index < at + 6 and tokens[index].kind != "V":
            index += 1
        head = any(t.kind in "hS" for t in tokens[at + 1 : index]) or tokens[at].low in ("wall street", "wall st")
        return head and index < len(tokens) and tokens[index].kind in "VvCWODq"

    # what refers back

    def _refer(self, token: Token, tokens: list[Token]) -> list[Entity]:
        at = tokens.index(token)
        which = token.value
        if which == "company":
            if (
                at
                and tokens[at - 1].kind in "BRShxp"
                and token.low in ("shares", "the stock", "the shares")
                and tokens[at - 1].kind != "x"
            ):
                return []
            if token.low == "shares" and at:
                return []
            return [self._again(e, token, at) for e in self.company]
        if which == "currency":
            return self._home_currency(token, at, tokens)
        if which == "it":
            return self._it(token, tokens)
        if which == "metal":
            if at + 1 < len(tokens) and tokens[at + 1].kind in "hGk":
                return []
            return [self._again(e, token, at) for e in self.metal]
        if token.poss:
            return []
        if which == "one":
            return self._one(token, at)
        count = 2 if which == "two" else 3
        last = self.recent[-count:]
        us = [e for e in self.recent if e.id in ("dow", "sp500", "nasdaq")]
        if count == 3:
            names = ("dow", "sp500", "nasdaq")
            if (
                (self.region or self.entities.home) == "us"
                or "u.s." in token.low
                or "averages" in token.low
                or len(us) >= 3
            ):
                return [replace(self.entities.of(self.lexicon.instruments[n], token, at), name="three") for n in names]
        return [self._again(e, token, at) for e in last] if len(last) == count else []

    def _it(self, token: Token, tokens: list[Token]) -> list[Entity]:
        """ "since Nov. 3, when it finished at": what was last told of."""
        at = tokens.index(token)
        if self.last is None or at + 1 >= len(tokens):
            return []
        if at == 0 or all(t.kind in "TPFa" for t in tokens[:at]):
            tokens = tokens[at:]
            told = tokens[1].kind in "VC" or (
                tokens[1].low in ("is", "was", "are", "were", "had", "has", "have")
                and any(t.kind in "VCD" for t in tokens[2:5])
            )
            return [self._again(self.main, token, at)] if self.main is not None and told else []
        if tokens[at - 1].low != "when" or tokens[at + 1].kind not in "CW":
            return []
        return [self._again(self.last, token, at)]

    def _one(self, token: Token, at: int) -> list[Entity]:
        if token.low in ("the market", "the bourse", "the local bourse"):
            return []
        hints = {
            "tech-heavy": "nasdaq",
            "tech-laden": "nasdaq",
            "30-stock": "dow",
            "30-company": "dow",
            "50-share": "nifty50",
            "225-issue": "nikkei225",
        }
        for word, index in hints.items():
            if word in token.low and (index != "dow" or not self.recent or self.recent[-1].region == "us"):
                return [self.entities.of(self.lexicon.instruments[index], token, at)]
        if token.low.startswith("the 30-share"):
            return [
                self.entities.of(
                    self.lexicon.instruments["sensex" if self.entities.home == "india" else "dow"], token, at
                )
            ]
        after = self.clauses.tokens[at + 1] if at + 1 < len(self.clauses.tokens) else None
        if after is not None and after.kind == "R" and (known := self.lexicon.home.get(after.value)):
            return [self.entities.of(self.lexicon.instruments[known], token, at)]
        recent = self.recent if token.low == "the index" else [e for e in self.recent if e.kind == "index"]
        if recent:
            return [self._again(recent[-1], token, at)]
        home = self.lexicon.home.get(self.region or self.entities.home or "")
        return [self.entities.of(self.lexicon.instruments[home], token, at)] if home else []

    def _again(self, entity: Entity, token: Token, at: int) -> Entity:
        return Entity(
            entity.kind,
            entity.id,
            entity.name,
            token.start,
            token.end,
            at,
            entity.region,
            entity.exchange,
            inverted=entity.inverted,
            reference=True,
        )

    def _home_currency(self, token: Token, at: int, tokens: list[Token]) -> list[Entity]:
        code = {"japan": "JPY", "korea": "KRW", "india": "INR", "china": "CNY"}.get(self.entities.home or "", "")
        if "indian" in token.low:
            code = "INR"
        code = code or next((t.value.currency for t in tokens if t.kind == "#" and len(t.value.currency) == 3), "")
        found = self.lexicon.pairs.get((code, "USD"))
        if found is None:
            return []
        entity = self.entities.of(self.lexicon.instruments[found[0]], token, at)
        entity.inverted = found[1]
        return [entity]

    def _remember(self, frames: list[Frame], tokens: list[Token]) -> None:
        named: list[Entity] = []
        for frame in frames:
            for entity in frame.subjects:
                if (entity.kind == "index" and entity.id not in ("vix",)) or (
                    entity.kind == "sector" and entity.id.lower().endswith("index")
                ):
                    named.append(entity)
        seen: list[Entity] = []
        for entity in named:
            if entity.id not in [s.id for s in seen]:
                seen.append(entity)
        if seen:
            self.recent = [e for e in self.recent if e.id not in [s.id for s in seen]][-4:] + seen
        if frames:
            self.last, self.main = frames[-1].subjects[0], frames[0].subjects[0]
        metals = [f.subjects[0] for f in frames if f.subjects[0].kind == "commodity"]
        self.metal = metals[-1:] or self.metal
        companies = [f.subjects for f in frames if f.subjects[0].kind == "stock"]
        if companies:
            self.company = companies[-1][:1]
        else:
            leads = [t for t in tokens if t.kind == "B"]
            if leads and tokens and tokens[0] is leads[0]:
                self.company = self.entities.at(tokens, 0, False)

    # time

    def _times(self, frames: list[Frame], tokens: list[Token]) -> list[Token]:
        """Words of time that hold for the whole sentence: the first main frame's that has any."""
        for frame in frames:
            if frame.times and not frame.earlier and not frame.aside and not frame.modal:
                return list(frame.times)
        return []

    def _settle_clock(self, said: list[Said]) -> None:
        """The story's own exchange, and whether it looks ahead to its next day ("may rise on Thursday")."""
        self.clock.home = self.lexicon.exchanges.get(self.entities.home or "")
        if self.clock.instant is not None:
            return
        tomorrow = (self.clock.date.weekday() + 1) % 7
        for item in said[:8]:
            modal = False
            for token in item.tokens:
                modal = modal or token.kind == "m"
                if (
                    modal
                    and token.kind == "T"
                    and isinstance(token.value, tuple)
                    and token.value[:2] == ("weekday", tomorrow)
                ):
                    self.clock.ahead = True
                if (
                    modal
                    and token.kind == "T"
                    and isinstance(token.value, tuple)
                    and token.value[:2] == ("weekday", self.clock.date.weekday())
                ):
                    self.clock.morning = True

    def _anchor(self, said: list[Said]) -> None:
        """Where the lead's day is before the clock's own session, the story tells that day."""
        for item in said[: 3 if self.clock.instant is not None else 5]:
            if not any(t.kind in "VCWOvhR" for t in item.tokens) or any(t.value == "overnight" for t in item.tokens):
                continue
            mic = self._exchange_of(item)
            if any(t.kind == "T" and t.low in ("today", "today's") for t in item.tokens):
                return
            if self.clock.instant is None and any(
                t.kind == "T" and t.low == "yesterday" for f in item.frames for t in f.times
            ):
                self.clock.morning = True
                return
            token = self._day_named(item)
            if token is None:
                continue
            value = token.value
            day = self.clock.of_weekday(mic, value[1], value[2]) if value[0] == "weekday" else self.clock.of_date(value)
            natural = self.clock.natural(mic)
            if day is not None and natural.session is not None and 0 < (natural.session - day).days < 8:
                self.clock.anchor = day
                self.clock.anchored = mic
            return

    def _exchange_of(self, item: Said) -> str:
        for frame in item.frames:
            if frame.subjects[0].kind == "index" and frame.subjects[0].exchange:
                return frame.subjects[0].exchange
        return self.lexicon.exchanges.get(item.region or self.entities.home or "us", "XNYS")

    def _day_named(self, item: Said) -> Token | None:
        """The day that a sentence's main clause is about, if it names one."""
        for frame in item.frames:
            if not frame.earlier and not frame.aside and not frame.modal:
                for token in frame.times:
                    if isinstance(token.value, tuple):
                        return token
        if any(f.has_figures for f in item.frames):
            return self._dateline(item)
        moved = any(t.kind in "hR" for t in item.tokens)
        for token in item.tokens:
            moved = moved or token.kind in "VC"
            if token.kind == "m" or token.low in ELSEWHERE or (token.kind == "T" and not moved):
                return self._dateline(item)
            if token.kind == "T" and token.value == "today":
                return None
            if token.kind == "T" and isinstance(token.value, tuple) and not token.poss:
                return token
        return None

    def _dateline(self, item: Said) -> Token | None:
        """ "SEOUL, Dec. 29": a date before anything is told; it counts where the page gave no hour of its own."""
        if self.clock.instant is not None:
            return None
        for token in item.tokens[:24]:
            if token.low in ("on", "since"):
                return None
            if token.kind == "T" and isinstance(token.value, tuple) and token.value[0] != "weekday":
                return token
            if token.kind in "VWC":
                return None
        return None

    def _unread(self, said: list[Said]) -> list[Unread]:
        unread = []
        for item in said:
            taken = {(e.start, e.end) for f in item.frames for e in f.subjects}
            figures = any(t.kind == "#" for t in item.tokens)
            for token in item.tokens:
                if token.kind == "I" and token.value[0].kind == "index" and (token.start, token.end) not in taken:
                    why = "no rule reads its figures" if figures else "no figure and no direction"
                    unread.append(Unread(Span(token.start, token.end), why))
        return unread


def reading(document: Document, lexicon: Lexicon) -> Reading:
    """All that a document states; never raises on any text."""
    from extract.drivers import read_drivers

    engine = Engine(document, lexicon)
    moves, mentions, found, unread, doubts = engine.read()
    drivers = read_drivers(document.text, found, moves, mentions)
    try:
        from extract.events import read_events
    except ImportError:
        return Reading(tuple(moves), tuple(drivers), (), tuple(unread), tuple(doubts))
    events = read_events(document.text, found, engine.clock.date, mentions)
    return Reading(tuple(moves), tuple(drivers), tuple(events), tuple(unread), tuple(doubts))
