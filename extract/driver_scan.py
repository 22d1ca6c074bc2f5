"""A text's sentences with the words of reasons found in them, opened one at a time and only where they may tell one."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from operator import itemgetter
from typing import TYPE_CHECKING

from extract.books import Words
from extract.driver_grammar import RANKED_REACH, grammar
from extract.driver_words import APART, DONE, INFLUENCES, phrase_book
from extract.model import Mention, Move
from extract.phrases import Hit, within
from extract.sentences import Sentence

if TYPE_CHECKING:
    from extract.driver_scope import Moved

LONGEST_SENTENCE = 1500
_NONE: list[Hit] = []
_VALUE = itemgetter(3)
_TELLING = ("move", "numbered", "by", *INFLUENCES, *APART, *DONE)
_ABOUT = ("theme", "feeling", "report", "news", "strong", "lead")


class Page:
    """A text folded and searched once, with what others read in it."""

    def __init__(
        self,
        text: str,
        sentences: Sequence[Sentence],
        moves: Sequence[Move],
        mentions: Sequence[Mention],
        words: Words,
    ) -> None:
        self.text = text
        self.folded = words.folded
        self.sentences = sentences
        self.mentions = [mention for mention in mentions if not self._is_in_passing(mention)]
        self.moves = sorted((move for move in moves if move.evidence), key=lambda move: move.evidence[0].start)
        self.home = _home(self.mentions)
        self._mention_starts = [mention.start for mention in self.mentions]
        self._move_starts = [move.evidence[0].start for move in self.moves]
        self._book = phrase_book()
        self._found = words.reasons
        self._link, self._telling, self._about = map(self._book.bits, (["link"], _TELLING, _ABOUT))
        self._report = self._book.bits(["report"])
        self._opened: dict[int, Scan] = {}

    def _is_in_passing(self, mention: Mention) -> bool:
        """Whether money is only what a sum is in, or an index only where a share is "the worst performer"."""
        if mention.kind == "currency":
            return bool(grammar().sum_of_money.search(self.folded, max(0, mention.start - 9), mention.start))
        ranked = grammar().ranked_on
        return mention.kind == "index" and bool(
            ranked.search(self.folded, max(0, mention.start - RANKED_REACH), mention.start)
        )

    def may_tell(self, place: int) -> bool:
        """Whether a sentence has a link word, something for a reason, and a move or a word that points back at one."""
        start, end = _read(self.sentences[place])
        bits = self._found.marks(start, end)
        if not bits & self._link:
            return False
        if bits & self._about and (bits & self._telling or self.told(start, end)):
            return True
        return grammar().pointing.match(self.folded, start) is not None

    def goes_on_reporting(self, place: int) -> bool:
        """Whether the sentence behind one stands in its line and has a verb of a company's news."""
        if place + 1 >= len(self.sentences) or self.sentences[place + 1].line != self.sentences[place].line:
            return False
        return bool(self._found.marks(*_read(self.sentences[place + 1])) & self._report)

    def names_list(self) -> bool:
        """Whether a heading of a list of reasons may stand in the text."""
        return bool(self._found.marks(0, len(self.text)) & self._book.bits(["list"]))

    def heads_list(self, place: int) -> bool:
        """Whether a sentence has the words of such a heading."""
        return bool(self._found.marks(*_read(self.sentences[place])) & self._book.bits(["list"]))

    def scan(self, place: int) -> Scan:
        """A sentence's hits, by its place."""
        if place not in self._opened:
            self._opened[place] = Scan(self, place)
        return self._opened[place]

    def close(self) -> None:
        """Let the opened sentences go: they and the page hold each other, which only the collector would undo."""
        self._opened.clear()

    def hits(self, sentence: Sentence) -> dict[str, list[Hit]]:
        """The hits of each layer inside a sentence."""
        return self._found.layers(*_read(sentence))

    def mentioned(self, start: int, end: int) -> list[Mention]:
        """The instrument names that begin in [start, end)."""
        return self.mentions[bisect_left(self._mention_starts, start) : bisect_left(self._mention_starts, end)]

    def told(self, start: int, end: int) -> list[Move]:
        """The moves whose evidence begins in [start, end)."""
        return self.moves[bisect_left(self._move_starts, start) : bisect_left(self._move_starts, end)]


def _home(mentions: Sequence[Mention]) -> frozenset[str]:
    """The region of most of the indices that a story names."""
    told = [mention.region for mention in mentions if mention.kind == "index" and mention.region]
    return frozenset([max(dict.fromkeys(told), key=told.count)]) if told else frozenset()


def _read(sentence: Sentence) -> tuple[int, int]:
    """What is read of a sentence; one without end gives its beginning."""
    return sentence.start, min(sentence.end, sentence.start + LONGEST_SENTENCE)


class Scan:
    """One sentence and all that was found in it; positions are characters of the whole text."""

    __slots__ = ("folded", "layers", "memo", "mentions", "page", "place", "sentence", "text")

    def __init__(self, page: Page, place: int) -> None:
        self.page = page
        self.place = place
        self.sentence = page.sentences[place]
        self.text = page.text
        self.folded = page.folded
        self.layers = page.hits(self.sentence)
        self.mentions = page.mentioned(self.sentence.start, self.sentence.end)
        self.memo: dict[tuple[int, int, bool], Moved | None] = {}
        subjects = self.layers.get("subject")
        if subjects and any(map(_VALUE, subjects)):
            money = grammar().sum_of_money
            self.layers["subject"] = [
                hit for hit in subjects if not hit[3] or not money.search(self.folded, max(0, hit[0] - 9), hit[0])
            ]

    @property
    def earlier(self) -> Scan | None:
        """The sentence before."""
        return self.page.scan(self.place - 1) if self.place else None

    @property
    def start(self) -> int:
        return self.sentence.start

    @property
    def end(self) -> int:
        """The end of what is read of the sentence."""
        return _read(self.sentence)[1]

    def between(self, layer: str, start: int, end: int) -> list[Hit]:
        """The hits of a layer that begin in [start, end)."""
        return within(self.layers.get(layer, _NONE), start, end)

    def mentioned(self, start: int, end: int) -> list[Mention]:
        """The instrument names that begin in [start, end)."""
        if not self.mentions:
            return []
        return [mention for mention in self.mentions if start <= mention[0] < end]
