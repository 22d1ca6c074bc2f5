"""A document to facts: sentences to frames, references between them, then sessions, phases and one move a fact."""

from __future__ import annotations

import re
from dataclasses import replace
from operator import attrgetter

from msgspec import structs

from extract.agreed import agreed
from extract.anchor import settle_clock
from extract.beside_names import is_futures
from extract.books import searched
from extract.carried import Days
from extract.chips import with_cents, without_chips
from extract.clauses import ClauseReader, gives_calls, is_labelled, names_only, tells_on
from extract.clock import Clock
from extract.contracts import go_on
from extract.drivers import read_drivers
from extract.entities import ENTITY, EntityReader
from extract.events import read_events
from extract.frames import Frame
from extract.furniture import without_furniture
from extract.held_phase import HeldPhase
from extract.late import day_of_writing
from extract.lexicon import Lexicon, words
from extract.meanings import Instrument
from extract.merge import merged
from extract.model import Document, Doubt, Mention, Move, Reading, Span, Unread
from extract.moves import Story, Told, moves_of
from extract.percent_rows import PercentRows
from extract.placing import Places
from extract.pronouns import of_contracts
from extract.quotes import Quotes, is_quote
from extract.ranges import EXTREMES
from extract.rankings import Rankings, as_before
from extract.references import References
from extract.row_days import is_row, of_one_day
from extract.running import hours_told
from extract.sentences import Sentence, sentences
from extract.stamps import Stamps
from extract.statement import QUOTES, Statement, Times
from extract.table_rows import Row
from extract.tabled import frames_of, outside
from extract.tables import rows
from extract.title_month import TitleMonth
from extract.tokens import Scanner, Token
from extract.unmarked import unmarked
from extract.wrapped import unbroken, without_stump

_KIND, _LOW = attrgetter("kind"), attrgetter("low")
_NAMES = re.compile(f"[{ENTITY}ZR]")
_DONE = re.compile("[VCWv]")
_VERBS = re.compile("[VCWOv]")
_MARKS = words("aside_marks") | {":", "("}
_HEAD = 4
"""Sentences in which a story says where it was written."""


class Engine:
    """Reads one document's moves."""

    def __init__(self, document: Document, lexicon: Lexicon) -> None:
        self.lexicon, self.text = lexicon, document.text
        self.clock = Clock(document)
        self.scanner = Scanner(self.text, lexicon)
        self.entities = EntityReader(lexicon, self.text)
        self.references = References(self.entities)
        self.clauses = ClauseReader(self.entities, self.references.refer, self.clock.running_year)
        self.stamps = Stamps(self.text)
        self.days = Days(self.text, self.clock.instant is None, self.clock.weekday, self.clock.date)
        self.phase = HeldPhase()
        self.title_month = TitleMonth()
        self.rankings = Rankings(lexicon.leaders)
        self.percents = PercentRows()
        self.quotes = Quotes()
        self.mentions: list[Mention] = []
        self.sentences: list[Sentence] = []
        self.told: list[Statement] = []
        """The document's sentences as read, those of its tables aside."""
        self._table: list[Row] = []
        self.places = Places(lexicon, self.entities, self.references)
        self._begins = len(self.text) - len(self.text.lstrip())
        """Where the first line stands, blank ones aside."""
        self._contracts = False
        """Whether a line above heads the rows of contracts ("US futures")."""
        self._before: Statement | None = None
        """The newest statement that names somebody."""
        self._calls = False
        """Whether how markets are called to open is told, up to the next verb of what they did."""
        self._names: dict[str, str] = {}
        self._described: dict[str, str] = {}
        """What the text first calls each index that only we have an id for, and how it first describes it."""

    def tell(self) -> None:
        """Read the document's sentences, one after the other."""
        self._table, lines = rows(self.text, self.lexicon.columns)
        self.sentences = sentences(self.text)
        kept = list(outside(self.sentences, lines)) if lines else self.sentences
        scanned = [self.scanner.scan(s.start, s.end) for s in kept]
        self.entities.money.dateline = next(filter(None, map(_written_in, scanned[:_HEAD])), None)
        self.told = [self._statement(s, tokens) for s, tokens in zip(kept, scanned, strict=True)]

    def settle(self) -> tuple[list[Move], list[Doubt]]:
        """The moves that the sentences tell, each in its session, and what does not add up."""
        settle_clock(self.clock, self.told, self.lexicon, self.entities.home, self.days)
        items = self._moves()
        hours = hours_told(self.told, items, self.clock, self.lexicon, self.entities.home)
        moves, doubts = merged(agreed(items, hours))
        names = self._described | self._names
        if names:
            moves = [replace(move, name=names[move.instrument]) if move.instrument in names else move for move in moves]
        return moves, doubts

    def _moves(self) -> list[Told]:
        story = Story(self.clock, self.lexicon, self.entities.home)
        moves: list[Told] = []
        rowed: list[int] = []
        for item in self.told:
            first = len(moves)
            clock = self.stamps.settle(item, self.clock)
            posted = story if clock is self.clock else structs.replace(story, clock=clock)
            for frame in item.frames:
                subject = frame.subjects[0]
                placeless = subject.kind == "stock" and subject.region is None
                region = item.shares_region if placeless else item.region
                told_of = moves_of(frame, region, Times(item.times, item.lent, item.lender), posted)
                moves += told_of if item.stamp is None else [structs.replace(t, post=item.stamp) for t in told_of]
            if item.frames and is_row(item):
                rowed += range(first, len(moves))
        first = len(moves)
        for row in self._table:
            for frame in frames_of(row, self.scanner, self.entities, self.clock.instant):
                moves += moves_of(frame, frame.subjects[0].region, Times([]), story)
        of_one_day(moves, [*rowed, *range(first, len(moves))], self.lexicon)
        return moves

    def _statement(self, sentence: Sentence, tokens: list[Token]) -> Statement:
        kinds = "".join(map(_KIND, tokens))
        item = Statement(sentence, tokens, kinds, frozenset(map(_LOW, tokens)), [])
        self.places.settle(item)
        self.stamps.note(item)
        kinds = self.stamps.pass_midnight(item, self.clock)
        item.quoted = self.text[sentence.start] in QUOTES
        self._calls = gives_calls(tokens, kinds) or (self._calls and _DONE.search(kinds) is None)
        self._contracts = self._heads_contracts(item)
        ranked = self.rankings.sign_of(tokens, kinds)
        ranked = as_before(tokens, self._before) if ranked is None else ranked
        self.percents.settle(tokens, kinds)
        labelled = (sentence.bullet or self.references.headed) and is_labelled(tokens)
        told = labelled or (sentence.bullet and tells_on(tokens)) or (self.references.headed and is_quote(tokens))
        subject = self.references.goes_on(tokens[0]) if told else []
        if not subject and _NAMES.search(kinds) is None:
            item.frames = self._extremes(item)
            if not item.frames:
                self.days.pass_by(item)
                self.title_month.settle(item)
                self.references.pass_by(tokens)
            self.phase.settle(item, self.entities.home)
            self.quotes.note(item)
            return item
        self._mention(tokens, kinds)
        self.entities.here = item.region
        if (bonds := kinds.find("RZ")) >= 0:
            self.entities.bonds_of = tokens[bonds].value
        futures = (self._contracts and _VERBS.search(kinds) is None) or of_contracts(tokens, self.references.last)
        item.frames = self.clauses.read(tokens, kinds, item.lows, subject, ranked, labelled, self._calls, futures)
        item.frames = item.frames or self._extremes(item)
        self.places.go_to_bourse(item)
        go_on(item, self._before, self.clock)
        self._before = item
        self.references.remember(item.frames, tokens, kinds)
        self.references.headed = labelled or self.references.heads(tokens, names_only(tokens, kinds))
        self.days.settle(item)
        self.title_month.settle(item)
        self.phase.settle(item, self.entities.home)
        self.quotes.note(item)
        self.places.keep_abroad(item)
        return item

    def _heads_contracts(self, item: Statement) -> bool:
        """Whether the rows from here on are those of contracts: behind a line that heads them, up to the next that is
        none of their rows. A page's title heads none."""
        sentence = item.sentence
        if not (sentence.heading or sentence.bullet):
            return False
        if "#" in item.kinds:
            return self._contracts
        return sentence.start > self._begins and "h" in item.kinds and any(map(is_futures, item.tokens))

    def _extremes(self, item: Statement) -> list[Frame]:
        """The day's range of the index told of before, where a sentence without a name tells it."""
        if "#" not in item.kinds or EXTREMES.isdisjoint(item.lows):
            return []
        subject = self.references.goes_on(item.tokens[0])
        return self.clauses.extremes(item.tokens, item.kinds, item.lows, subject) if subject else []

    def _mention(self, tokens: list[Token], kinds: str) -> None:
        """Note the instruments that a sentence names."""
        at = kinds.find("I")
        while at >= 0:
            token = tokens[at]
            known = token.value[0]
            self.mentions.append(Mention(token.start, token.end, known.id, known.kind, known.region))
            if known.as_written:
                self._name(known, self.text[token.start : token.end])
            at = kinds.find("I", at + 1)

    def _name(self, known: Instrument, written: str) -> None:
        """Keep what the text first calls an index: by its name, else as it describes it ("Qatar's main index")."""
        named = self._names if written in known.aliases else self._described
        named.setdefault(known.id, written.removeprefix("the ").removeprefix("."))


def _written_in(tokens: list[Token]) -> str | None:
    """ "KARACHI: The rupee lost": the region of the place that a sentence begins with."""
    placed = len(tokens) > 1 and tokens[0].kind == "R" and tokens[1].low in _MARKS
    return str(tokens[0].value) if placed else None


def _unread(told: list[Statement]) -> list[Unread]:
    """Names of indices that no frame took."""
    unread: list[Unread] = []
    for item in told:
        if "I" not in item.kinds:
            continue
        indices = [t for t in item.tokens if t.kind == "I" and t.value[0].kind == "index"]
        taken = {(e.start, e.end) for f in item.frames for e in f.subjects}
        missed = [Span(t.start, t.end) for t in indices if (t.start, t.end) not in taken]
        if missed:
            why = "no rule reads its figures" if "#" in item.kinds else "no figure and no direction"
            unread += [Unread(span, why) for span in missed]
    return unread


def _story(text: str) -> str:
    """A text with blanks in place of what is no part of its story, and of the breaks that only fit it to a page."""
    return without_stump(unbroken(with_cents(without_furniture(without_chips(text)))))


def reading(document: Document, lexicon: Lexicon) -> Reading:
    """All that a document states; never raises on any text."""
    shown = unmarked(document.text)
    document = replace(document, text=_story(shown.text))
    engine = Engine(document, lexicon)
    engine.tell()
    if document.published_at is None:
        day = day_of_writing(engine.clock, engine.told, lexicon, engine.entities.home)
        if day is not None:  # read anew: what years and weeks words mean depends on the day
            engine = Engine(replace(document, published_at=day), lexicon)
            engine.clock.told = True
            engine.tell()
    moves, doubts = engine.settle()
    words = searched(document.text)
    drivers = read_drivers(document.text, engine.sentences, moves, engine.mentions, words)
    events = read_events(document.text, engine.sentences, engine.clock.date, engine.mentions, words)
    found = Reading(tuple(moves), tuple(drivers), tuple(events), tuple(_unread(engine.told)), tuple(doubts))
    return shown.back(found)
