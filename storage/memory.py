"""A store that lasts as long as the process: the one that tests use, and what the journal is replayed into."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeAlias, TypeVar

from storage.card import Card
from storage.change import Change
from storage.index import Index
from storage.record import Delivery, GuildSettings, Query, Reply, Wrap

T = TypeVar("T")

Plan: TypeAlias = Callable[[], tuple[T, Change | None]]
"""Looks at the index and says what the call answers and what it changes, if anything."""

Touches: TypeAlias = frozenset[Hashable] | None
"""What a plan looks at and changes; two plans that share none of it may be made side by side. None: everything."""


@dataclass(frozen=True, slots=True)
class Held:
    """A story as it was found; `place` is for the backend to read it from later, whatever has become of it since."""

    card: Card
    wrap: Wrap | None
    place: object = None


class MemoryStore:
    """`Store` in memory. A backend that keeps the stories elsewhere overrides `_keep`, `_held` and `_wraps`."""

    def __init__(self) -> None:
        self._index = Index()

    async def _keep(self, plan: Plan[T], touches: Touches) -> T:
        answer, change = plan()
        if change is not None:
            self._index.apply(change)
        return answer

    def _held(self, cards: Sequence[Card]) -> list[Held]:
        return [Held(card, card.wrap) for card in cards]

    async def _wraps(self, held: Sequence[Held]) -> list[Wrap]:
        return [story.wrap for story in held if story.wrap is not None]

    async def add(self, wrap: Wrap) -> Wrap | None:
        def plan() -> tuple[list[Held], Change | None]:
            same = self._index.story(wrap.id)
            cards = [same] if same else self._index.by_content(wrap.scope, wrap.fingerprint)[:1]
            return self._held(cards), None if cards else Change(put=Card.of(wrap))

        first = await self._wraps(await self._keep(plan, _of_story(wrap)))
        return first[0] if first else None

    async def replace(self, wrap: Wrap) -> None:
        def plan() -> tuple[None, Change | None]:
            return None, Change(drop=_ids(self._brought_before(wrap)), put=Card.of(wrap))

        await self._keep(plan, _of_story(wrap))

    def _brought_before(self, wrap: Wrap) -> list[Card]:
        scope, origin = wrap.scope, wrap.origin
        if origin.message_id is not None:
            return self._index.by_message(scope, origin.message_id)
        if origin.url is not None:
            return [card for card in self._index.by_url(scope, origin.url) if card.message_id is None]
        return []

    async def withdraw(
        self, scope: str, *, message_ids: Sequence[str] = (), channel_id: str | None = None
    ) -> list[Wrap]:
        def of_messages() -> list[Card]:
            return [card for message in dict.fromkeys(message_ids) for card in self._index.by_message(scope, message)]

        def plan() -> tuple[list[Held], Change | None]:
            gone = of_messages() if message_ids else self._index.stories(scope) if channel_id is not None else []
            if channel_id is not None:
                gone = [card for card in gone if card.in_channel(channel_id)]
            return self._held(gone), Change(drop=_ids(gone)) if gone else None

        touches = frozenset((scope, "message", message) for message in message_ids)
        return await self._wraps(await self._keep(plan, touches or None))

    async def erase(self, scope: str | None = None, *, author_id: str | None = None) -> int:
        if scope is None and author_id is None:
            raise ValueError("erase needs a scope, an author or both")

        def plan() -> tuple[int, Change | None]:
            gone = self._index.stories(scope)
            if author_id is not None:
                gone = [card for card in gone if card.author_id == author_id]
                return len(gone), Change(drop=_ids(gone)) if gone else None
            return len(gone), Change(drop=_ids(gone), erase=scope)

        return await self._keep(plan, None)

    async def find(self, query: Query) -> list[Wrap]:
        return await self._wraps(self._held(self._index.find(query)))

    async def by_url(self, scope: str, url: str) -> Wrap | None:
        newest = await self._wraps(self._held(self._index.by_url(scope, url)[-1:]))
        return newest[0] if newest else None

    async def by_message(self, scope: str, message_id: str) -> list[Wrap]:
        return await self._wraps(self._held(self._index.by_message(scope, message_id)))

    async def sessions(self, scopes: Sequence[str], instrument: str) -> list[date]:
        return self._index.sessions(scopes, instrument)

    async def settings(self, scope: str) -> GuildSettings:
        return self._index.settings(scope) or GuildSettings(scope)

    async def save_settings(self, settings: GuildSettings) -> None:
        def plan() -> tuple[None, Change | None]:
            return None, None if self._index.settings(settings.scope) == settings else Change(settings=settings)

        await self._keep(plan, frozenset([(settings.scope, "settings")]))

    async def all_settings(self) -> list[GuildSettings]:
        return self._index.all_settings()

    async def claim(self, delivery: Delivery) -> bool:
        def plan() -> tuple[bool, Change | None]:
            free = self._index.delivery(delivery.key) is None
            return free, Change(delivery=delivery) if free else None

        return await self._keep(plan, frozenset([("delivery", delivery.key)]))

    async def sent(self, key: str, message_id: str) -> None:
        def plan() -> tuple[None, Change | None]:
            claimed = self._index.delivery(key)
            if claimed is None or claimed.message_id == message_id:
                return None, None
            return None, Change(delivery=replace(claimed, message_id=message_id))

        await self._keep(plan, frozenset([("delivery", key)]))

    async def delivery(self, key: str) -> Delivery | None:
        return self._index.delivery(key)

    async def save_reply(self, reply: Reply) -> None:
        def plan() -> tuple[None, Change | None]:
            return None, None if self._index.reply(reply.scope, reply.message_id) == reply else Change(reply=reply)

        await self._keep(plan, frozenset([(reply.scope, "reply", reply.message_id)]))

    async def reply_to(self, scope: str, message_id: str) -> Reply | None:
        return self._index.reply(scope, message_id)

    async def drop_reply(self, scope: str, message_id: str) -> None:
        def plan() -> tuple[None, Change | None]:
            known = self._index.reply(scope, message_id) is not None
            return None, Change(unreply=(scope, message_id)) if known else None

        await self._keep(plan, frozenset([(scope, "reply", message_id)]))

    async def mark(self, scope: str, channel_id: str, message_id: str) -> None:
        def plan() -> tuple[None, Change | None]:
            newer = _age(message_id) > _age(self._index.marks(scope).get(channel_id, ""))
            return None, Change(mark=(scope, channel_id, message_id)) if newer else None

        await self._keep(plan, frozenset([(scope, "mark", channel_id)]))

    async def marks(self, scope: str) -> dict[str, str]:
        return self._index.marks(scope)

    async def close(self) -> None:
        """Nothing to let go of."""


def _ids(cards: list[Card]) -> tuple[str, ...]:
    return tuple(card.id for card in cards)


def _age(message_id: str) -> tuple[int, str]:
    """Discord's ids are numbers that grow with time, written without leading zeros."""
    return len(message_id), message_id


def _of_story(wrap: Wrap) -> frozenset[Hashable]:
    """A story meets others by its id, its content, and by the message or address that brought it."""
    touches: set[Hashable] = {("story", wrap.id), (wrap.scope, "content", wrap.fingerprint)}
    if wrap.origin.message_id is not None:
        touches.add((wrap.scope, "message", wrap.origin.message_id))
    elif wrap.origin.url is not None:
        touches.add((wrap.scope, "url", wrap.origin.url))
    return frozenset(touches)
