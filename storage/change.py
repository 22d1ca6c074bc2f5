"""What one call does to a store: the unit that is written as one line, kept whole or not at all."""

from __future__ import annotations

from dataclasses import dataclass

from storage.card import Card
from storage.record import Delivery, GuildSettings, Reply


@dataclass(frozen=True, slots=True)
class Change:
    """Any of these, applied from top to bottom; applying a change a second time does nothing more."""

    drop: tuple[str, ...] = ()
    """Ids of stories that go."""
    erase: str | None = None
    """A scope whose settings, deliveries, replies and marks go."""
    put: Card | None = None
    """A story; of the same id there is one at a time."""
    settings: GuildSettings | None = None
    delivery: Delivery | None = None
    reply: Reply | None = None
    unreply: tuple[str, str] | None = None
    """Scope and message whose reply is forgotten."""
    mark: tuple[str, str, str] | None = None
    """Scope, channel and the newest message handled there."""
