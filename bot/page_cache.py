"""Pages already fetched: fresh ones are given again, older ones are asked for only if they changed."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass

from bot.refusals import FetchRefused
from extract.page.model import Page

_MOST_PAGES = 500
_MOST_CHARACTERS = 8_000_000


@dataclass(frozen=True, slots=True)
class Kept:
    """What one address gave, and what the server needs to say that nothing changed. `at` is the keeper's clock."""

    outcome: Page | FetchRefused
    at: float
    requested: str
    """The address that answered, to which alone the validators belong."""
    etag: str | None = None
    modified: str | None = None

    @property
    def size(self) -> int:
        """Characters held, roughly."""
        if isinstance(self.outcome, FetchRefused):
            return 200
        return len(self.outcome.text) + sum(len(post.text) for post in self.outcome.posts) + 500


class PageCache:
    """The pages fetched last, within a bound on their number and size. Pages of the public web only: nothing in it
    tells one server what another asked for."""

    def __init__(self, fresh_seconds: float, refused_seconds: float) -> None:
        self._fresh, self._refused = fresh_seconds, refused_seconds
        self._kept: OrderedDict[str, Kept] = OrderedDict()
        self._size = 0

    def fresh(self, key: str, now: float) -> Page | FetchRefused | None:
        """What the address gave a short while ago, if it did."""
        kept = self._kept.get(key)
        if kept is None:
            return None
        span = self._refused if isinstance(kept.outcome, FetchRefused) else self._fresh
        return kept.outcome if now - kept.at < span else None

    def stale(self, key: str) -> Kept | None:
        """A page kept from before, when the server can be asked whether it changed."""
        kept = self._kept.get(key)
        if kept is None or isinstance(kept.outcome, FetchRefused) or not (kept.etag or kept.modified):
            return None
        return kept

    def keep(self, key: str, kept: Kept) -> None:
        """Remember what an address gave, in place of what it gave before."""
        self.forget(key)
        self._kept[key] = kept
        self._size += kept.size
        while len(self._kept) > _MOST_PAGES or self._size > _MOST_CHARACTERS:
            _, dropped = self._kept.popitem(last=False)
            self._size -= dropped.size

    def forget(self, key: str) -> None:
        """Drop an address."""
        dropped = self._kept.pop(key, None)
        if dropped is not None:
            self._size -= dropped.size
