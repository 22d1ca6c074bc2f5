"""The words of the stories in a journal: those used last are at hand, the others are read from the file."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

from storage import StorageError, codec
from storage.card import Card
from storage.change import Change
from storage.extents import Extents
from storage.logfile import Extent, Pages
from storage.memory import Held
from storage.record import Wrap

AT_HAND = 2_000
"""Stories whose words stay in memory: some 15 KiB each."""


class _Place(NamedTuple):
    """Where to read a story, also when the file has been replaced or the story forgotten since."""

    pages: Pages
    extent: Extent


class Words:
    """Knows the file and where each story lies in it; these two change together, and only in the event loop."""

    def __init__(self, pages: Pages, extents: Extents) -> None:
        self.extents = extents
        self.pages = pages
        self._closed = False
        self._recent: OrderedDict[str, Card] = OrderedDict()
        self._reader = ThreadPoolExecutor(1, "journal-reader")

    def held(self, cards: Sequence[Card]) -> list[Held]:
        """The stories as they are now, for `wraps`. StorageError when the file is closed."""
        return [Held(card, card.wrap, None if card.wrap else self._place(card)) for card in cards]

    def _place(self, card: Card) -> _Place:
        if self._closed:
            raise StorageError("the store is closed")
        return _Place(self.pages, self.extents.of(card.id))

    async def wraps(self, held: Sequence[Held]) -> list[Wrap]:
        """The stories in the same order. StorageError when the disk fails."""
        places = [story.place for story in held if isinstance(story.place, _Place)]
        read = await asyncio.get_running_loop().run_in_executor(self._reader, _read, places) if places else []
        rest = iter(read)
        wraps = [story.wrap or next(rest) for story in held]
        for story, wrap in zip(held, wraps, strict=True):
            if story.card.id in self.extents:  # else it was forgotten meanwhile
                self._remember(story.card, wrap)
        return wraps

    def _remember(self, card: Card, wrap: Wrap) -> None:
        card.wrap = wrap
        self._recent[card.id] = card
        self._recent.move_to_end(card.id)
        if len(self._recent) > AT_HAND:
            _, longest_unused = self._recent.popitem(last=False)
            longest_unused.wrap = None

    def note(self, change: Change, extent: Extent) -> None:
        """A line was written."""
        self.extents.note(change, extent)
        for story in change.drop:
            self._recent.pop(story, None)
        if change.put is not None and change.put.wrap is not None:
            self._remember(change.put, change.put.wrap)

    def move(self, pages: Pages, extents: Extents) -> None:
        """A compaction put another file in the place of the one known."""
        self.pages, self.extents = pages, extents

    def close(self) -> None:
        """Let go of the file as soon as the last reader has."""
        self._closed = True
        del self.pages
        self._reader.shutdown(wait=False)


def _read(places: list[_Place]) -> list[Wrap]:
    try:
        return [codec.story(pages.read(extent)) for pages, extent in places]
    except (OSError, *codec.UNREADABLE) as error:
        raise StorageError(f"cannot read stories from the journal: {error}") from error
