"""What is known of a story without its words: all that finding it takes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from storage.record import Wrap


@dataclass(slots=True, eq=False)
class Card:
    """The card of one story, as in a library's catalog; the story itself may lie elsewhere."""

    id: str
    scope: str
    fingerprint: str
    url: str | None
    message_id: str | None
    channel_id: str | None
    author_id: str | None
    order: tuple[float, int]
    """When it was received (seconds since 1970), then its place among all that were added, which the index gives."""
    instruments: tuple[str, ...]
    """What it states moves of; side by side with `sessions`, no pair twice."""
    sessions: tuple[date | None, ...]
    wrap: Wrap | None = None
    """The story, where it is at hand."""
    parent_id: str | None = None

    @classmethod
    def of(cls, wrap: Wrap) -> Card:
        """The card of a story that is at hand."""
        pairs = dict.fromkeys((move.instrument, move.session) for move, _ in wrap.moves)
        origin = wrap.origin
        return cls(
            wrap.id,
            wrap.scope,
            wrap.fingerprint,
            origin.url,
            origin.message_id,
            origin.channel_id,
            origin.author_id,
            (seconds(origin.received_at), 0),
            tuple(instrument for instrument, _ in pairs),
            tuple(session for _, session in pairs),
            wrap,
            origin.parent_id,
        )

    def in_channel(self, channel_id: str) -> bool:
        """Whether it was shared in the channel or in a thread of it."""
        return channel_id in (self.channel_id, self.parent_id)

    def moves(self) -> Iterator[tuple[str, date | None]]:
        """Each instrument with each of its sessions."""
        return zip(self.instruments, self.sessions, strict=True)


def seconds(received: datetime | None) -> float:
    """A moment as a number; stories without one come before all others."""
    return float("-inf") if received is None else received.timestamp()
