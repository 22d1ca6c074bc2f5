"""A post becomes a wrap: read, quoted, and sketched so that the same story is known again. Pure, and fit for a worker
process: everything goes in and comes out by value."""

from __future__ import annotations

import bisect
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from hashlib import blake2b

from bot.desk.sketch import fingerprint, shingles
from extract.model import Document, Driver, Event, Move, Reading, Span
from extract.sentences import Sentence, sentences
from storage.record import Form, Origin, Quoted, Wrap

Reader = Callable[[Document], Reading]

_QUOTE = 420
_NUMBER = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?")
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_KEPT_FACTS = 400
_KEPT_DOUBTS = 20


@dataclass(frozen=True, slots=True)
class Post:
    """One story as it reached us. `received_at` is aware; `published_at` is the article's own time, if it gave one.

    `message_id` ties the story to the message that brought it: an edit or a deletion of the message finds it by that
    id. A feed's story has no message; its `url` stands in."""

    scope: str
    text: str
    received_at: datetime
    form: Form = "text"
    title: str | None = None
    url: str | None = None
    outlet: str | None = None
    published_at: datetime | date | None = None
    channel_id: str | None = None
    message_id: str | None = None
    message_link: str | None = None
    author_id: str | None = None
    parent_id: str | None = None


def wrap(read: Reader, post: Post) -> Wrap | None:
    """The post read and made ready to keep; None when it states nothing worth keeping."""
    post = _storable(post)
    document = Document(post.text, post.received_at, post.title, post.url, post.published_at)
    reading = read(document)
    facts = _worth_keeping(reading)
    if not facts:
        return None
    cut = Cutter(post.text)
    content = fingerprint(post.text)
    return Wrap(
        id=_identity(post, content),
        scope=post.scope,
        origin=_origin(post),
        fingerprint=content,
        shingles=shingles(post.text),
        facts=tuple(Quoted(fact, cut.quote(fact)) for fact in facts),
        doubts=reading.doubts[:_KEPT_DOUBTS],
    )


def _storable(post: Post) -> Post:
    """The post without what no store takes: lone surrogates and NULs, each a single space or mark in their place."""
    title, url, outlet = (None if text is None else _plain(text) for text in (post.title, post.url, post.outlet))
    return replace(post, text=_plain(post.text), title=title, url=url, outlet=outlet)


def _plain(text: str) -> str:
    return _UNSTORABLE.sub("\ufffd", text)


def _worth_keeping(reading: Reading) -> tuple[Move | Driver | Event, ...]:
    """The facts in the order of their worth; none when there is neither a move nor a dated event."""
    moves = sorted(reading.moves, key=lambda m: (m.kind != "index", m.kind in ("stock", "sector")))
    if not moves and not any(event.date for event in reading.events):
        return ()
    return (*moves[:_KEPT_FACTS], *reading.drivers[:_KEPT_FACTS], *reading.events[:_KEPT_FACTS])


def _identity(post: Post, content: str) -> str:
    whence = "\n".join((post.scope, post.message_id or "", post.url or "", content))
    return blake2b(whence.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()


def _origin(post: Post) -> Origin:
    return Origin(
        form=post.form,
        url=post.url,
        title=post.title,
        outlet=post.outlet,
        published_at=post.published_at,
        received_at=post.received_at,
        channel_id=post.channel_id,
        message_id=post.message_id,
        message_link=post.message_link,
        author_id=post.author_id,
        parent_id=post.parent_id,
    )


def _figures(fact: Move | Driver | Event) -> frozenset[Decimal]:
    stated = (fact.level, fact.change, fact.percent) if isinstance(fact, Move) else ()
    return frozenset(abs(figure) for figure in stated if figure is not None)


def _told(words: str, figures: frozenset[Decimal]) -> int:
    """How many of the figures stand in the words."""
    printed = (found.replace(",", "") for found in _NUMBER.findall(words))
    return len(figures & {Decimal(number) for number in printed})


class Cutter:
    """Cuts the sentences around evidence out of a text, a bounded number of characters a fact."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._sentences: Sequence[Sentence] = sentences(text)
        self._starts = [s.start for s in self._sentences]

    def quote(self, fact: Move | Driver | Event) -> str:
        """The sentences around a fact's evidence, overlong ones cut around it: of a move all, each once, those with
        figures first; of a reason told in several places the fullest telling, a heading only when there is no other."""
        if isinstance(fact, Driver) and len(fact.evidence) > 1:
            return self._quoted([max(fact.evidence, key=self._telling)])
        figures = _figures(fact)
        return self._quoted(
            sorted(fact.evidence, key=lambda s: -_told(self._text[s.start : min(s.end, s.start + _QUOTE)], figures))
        )

    def _telling(self, span: Span) -> tuple[bool, int]:
        at = bisect.bisect_right(self._starts, span.start) - 1
        return at >= 0 and not self._sentences[at].heading, min(span.end - span.start, _QUOTE)

    def _quoted(self, evidence: Sequence[Span]) -> str:
        parts: list[str] = []
        seen: set[tuple[int, int]] = set()
        room = _QUOTE
        for span in evidence:
            start, end = self._sentence_around(span)
            if (start, end) in seen or room < 40:
                continue
            seen.add((start, end))
            part = self._cut(start, end, span, room)
            parts.append(part)
            room -= len(part)
        return " … ".join(parts)

    def _sentence_around(self, span: Span) -> tuple[int, int]:
        first = max(0, bisect.bisect_right(self._starts, span.start) - 1)
        last = max(first, bisect.bisect_left(self._starts, span.end) - 1)
        if not self._sentences:
            return span.start, span.end
        return min(span.start, self._sentences[first].start), max(span.end, self._sentences[last].end)

    def _cut(self, start: int, end: int, span: Span, room: int) -> str:
        if end - start <= room:
            return " ".join(self._text[start:end].split())
        spare = max(0, room - (span.end - span.start))
        begin = max(start, span.start - spare // 2)
        stop = min(end, begin + room)
        words = self._text[begin:stop].split()
        if begin > start and len(words) > 1:
            words = ["…", *words[1:]]
        if stop < end and len(words) > 1:
            words = [*words[:-1], "…"]
        return " ".join(words)
