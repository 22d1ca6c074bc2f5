"""All that is kept, in memory, arranged so that no question has to look at every story of a scope."""

from __future__ import annotations

import heapq
from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Sequence
from datetime import date
from operator import attrgetter

from storage.card import Card
from storage.change import Change
from storage.record import Delivery, GuildSettings, Query, Reply

_ANY = ""
"""Stands for every instrument: the shelf on which all stories of a scope lie."""

_order = attrgetter("order")


class _Shelf:
    """The stories of one scope on one instrument: all of them, and those of each session, oldest received first."""

    __slots__ = ("all", "by_day", "days")

    def __init__(self) -> None:
        self.all: list[Card] = []
        self.by_day: dict[date, list[Card]] = {}
        self.days: list[date] = []

    def put(self, card: Card, days: Iterable[date]) -> None:
        _insert(self.all, card)
        for day in days:
            if day not in self.by_day:
                self.by_day[day] = []
                insort(self.days, day)
            _insert(self.by_day[day], card)

    def drop(self, card: Card, days: Iterable[date]) -> None:
        _remove(self.all, card)
        for day in days:
            _remove(self.by_day[day], card)
            if not self.by_day[day]:
                del self.by_day[day], self.days[bisect_left(self.days, day)]

    def runs(self, since: date | None, until: date | None) -> list[list[Card]]:
        """Sorted lists that together hold the stories of [since, until]; a story may be in several of them."""
        if since is None and until is None:
            return [self.all]
        first = 0 if since is None else bisect_left(self.days, since)
        last = len(self.days) if until is None else bisect_right(self.days, until)
        return [self.by_day[day] for day in self.days[first:last]]


def _insert(run: list[Card], card: Card) -> None:
    if not run or run[-1].order < card.order:
        run.append(card)  # nearly always: stories come in the order in which they were received
    else:
        insort(run, card, key=_order)


def _remove(run: list[Card], card: Card) -> None:
    del run[bisect_left(run, card.order, key=_order)]


def _newest(runs: list[list[Card]], limit: int) -> list[Card]:
    """The last `limit` cards of sorted runs, last first, each once. (heapq.merge takes ten times as long to begin.)"""
    heap = [(-run[-1].order[0], -run[-1].order[1], number) for number, run in enumerate(runs)]
    heapq.heapify(heap)
    left = [len(run) for run in runs]
    found: list[Card] = []
    while heap and len(found) < limit:
        number = heap[0][2]
        left[number] -= 1
        card = runs[number][left[number]]
        if not found or found[-1] is not card:  # one card met in several runs comes at once from all of them
            found.append(card)
        if left[number]:
            received, added = runs[number][left[number] - 1].order
            heapq.heapreplace(heap, (-received, -added, number))
        else:
            heapq.heappop(heap)
    return found


class _Groups(dict[tuple[str, str], list[Card]]):
    """Stories of a scope that share a key, in the order of adding; no key is left without a story."""

    def join(self, scope: str, key: str | None, card: Card) -> None:
        if key is not None:
            self.setdefault((scope, key), []).append(card)

    def leave(self, scope: str, key: str | None, card: Card) -> None:
        if key is not None:
            self[scope, key].remove(card)
            if not self[scope, key]:
                del self[scope, key]

    def of(self, scope: str, key: str) -> list[Card]:
        return list(self.get((scope, key), ()))


class Index:
    """Answers questions and applies changes; it decides nothing and knows no disk."""

    def __init__(self) -> None:
        self._added = 0
        self._cards: dict[str, Card] = {}
        self._shelves: dict[tuple[str, str], _Shelf] = {}
        self._by_content = _Groups()
        self._by_url = _Groups()
        self._by_message = _Groups()
        self._settings: dict[str, GuildSettings] = {}
        self._deliveries: dict[str, Delivery] = {}
        self._replies: dict[tuple[str, str], Reply] = {}
        self._marks: dict[str, dict[str, str]] = {}

    # What changes

    def apply(self, change: Change) -> None:
        """Make the change; this never fails for a change that names records of the right types."""
        for story in change.drop:
            self._drop(story)
        if change.erase is not None:
            self._erase(change.erase)
        if change.put is not None:
            self._drop(change.put.id)
            self._put(change.put)
        if change.settings is not None:
            self._settings[change.settings.scope] = change.settings
        if change.delivery is not None:
            self._deliveries[change.delivery.key] = change.delivery
        if change.reply is not None:
            self._replies[change.reply.scope, change.reply.message_id] = change.reply
        if change.unreply is not None:
            self._replies.pop(change.unreply, None)
        if change.mark is not None:
            scope, channel, message = change.mark
            self._marks.setdefault(scope, {})[channel] = message

    def _put(self, card: Card) -> None:
        self._added += 1
        card.order = (card.order[0], self._added)
        self._cards[card.id] = card
        self._by_content.join(card.scope, card.fingerprint, card)
        self._by_url.join(card.scope, card.url, card)
        self._by_message.join(card.scope, card.message_id, card)
        for instrument, days in _days(card).items():
            shelf = self._shelves.get((card.scope, instrument))
            if shelf is None:
                shelf = self._shelves[card.scope, instrument] = _Shelf()
            shelf.put(card, days)

    def _drop(self, story: str) -> None:
        card = self._cards.pop(story, None)
        if card is None:
            return
        self._by_content.leave(card.scope, card.fingerprint, card)
        self._by_url.leave(card.scope, card.url, card)
        self._by_message.leave(card.scope, card.message_id, card)
        for instrument, days in _days(card).items():
            shelf = self._shelves[card.scope, instrument]
            shelf.drop(card, days)
            if not shelf.all:
                del self._shelves[card.scope, instrument]

    def _erase(self, scope: str) -> None:
        self._settings.pop(scope, None)
        self._marks.pop(scope, None)
        self._deliveries = {key: kept for key, kept in self._deliveries.items() if kept.scope != scope}
        self._replies = {key: kept for key, kept in self._replies.items() if kept.scope != scope}

    # What is asked

    def find(self, query: Query) -> list[Card]:
        """See `Store.find`."""
        keys = [(s, i) for s in dict.fromkeys(query.scopes) for i in dict.fromkeys(query.instruments or (_ANY,))]
        shelves = [self._shelves[key] for key in keys if key in self._shelves]
        return _newest([run for shelf in shelves for run in shelf.runs(query.since, query.until)], query.limit)

    def sessions(self, scopes: Sequence[str], instrument: str) -> list[date]:
        """See `Store.sessions`."""
        shelves = (self._shelves.get((scope, instrument)) for scope in scopes if instrument != _ANY)
        return sorted({day for shelf in shelves if shelf for day in shelf.days}, reverse=True)

    def story(self, story: str) -> Card | None:
        """The story with this id."""
        return self._cards.get(story)

    def by_content(self, scope: str, fingerprint: str) -> list[Card]:
        """The stories of a scope with this content, first added first."""
        return self._by_content.of(scope, fingerprint)

    def by_url(self, scope: str, url: str) -> list[Card]:
        """The stories of a scope from this address, oldest received first."""
        return sorted(self._by_url.of(scope, url), key=_order)

    def by_message(self, scope: str, message: str) -> list[Card]:
        """The stories that a message brought, first added first."""
        return self._by_message.of(scope, message)

    def stories(self, scope: str | None = None) -> list[Card]:
        """Every story, or every story of a scope."""
        if scope is None:
            return list(self._cards.values())
        shelf = self._shelves.get((scope, _ANY))
        return list(shelf.all) if shelf else []

    def settings(self, scope: str) -> GuildSettings | None:
        """What the scope has set up."""
        return self._settings.get(scope)

    def all_settings(self) -> list[GuildSettings]:
        """What every scope has set up, by scope."""
        return sorted(self._settings.values(), key=attrgetter("scope"))

    def delivery(self, key: str) -> Delivery | None:
        """The delivery claimed under this key."""
        return self._deliveries.get(key)

    def reply(self, scope: str, message: str) -> Reply | None:
        """The reply to a message."""
        return self._replies.get((scope, message))

    def marks(self, scope: str) -> dict[str, str]:
        """The newest message handled, by channel."""
        return dict(self._marks.get(scope, {}))


def _days(card: Card) -> dict[str, set[date]]:
    """The sessions of each instrument that a story states moves of; under _ANY those of all."""
    days: dict[str, set[date]] = {_ANY: set()}
    for instrument, session in card.moves():
        of_instrument = days.setdefault(instrument, set())
        if session is not None:
            of_instrument.add(session)
            days[_ANY].add(session)
    return days
