"""Which lines of a journal still count, and where they lie: what a compaction copies and what it leaves behind."""

from __future__ import annotations

from typing import TypeAlias

from storage.change import Change
from storage.logfile import HEADER, Extent

_Key: TypeAlias = str | tuple[str, str, str]
"""A story's id; scope, kind and name for everything else."""


class Extents:
    """Follows the changes in the order of the file."""

    def __init__(self) -> None:
        self.live = 0
        """Bytes of the lines that count."""
        self.end = len(HEADER)
        """Where the last line ends that was noted."""
        self.lingering = False
        """Whether the words of a forgotten story, or an erased scope's set-up, are still in the file."""
        self._where: dict[_Key, Extent] = {}

    def __len__(self) -> int:
        return len(self._where)

    def __contains__(self, story: str) -> bool:
        return story in self._where

    def of(self, story: str) -> Extent:
        """Where the line lies that holds this story."""
        return self._where[story]

    def note(self, change: Change, extent: Extent) -> None:
        """A line was written or read."""
        for story in change.drop:
            self._forget(story)
        if change.erase is not None:
            for key in [key for key in self._where if isinstance(key, tuple) and key[0] == change.erase]:
                self._forget(key)
                self.lingering = True
        if change.unreply is not None:
            scope, message = change.unreply
            self._forget((scope, "reply", message))
        written = _written(change)
        if written is not None:
            self._forget(written)
            self._where[written] = extent
            self.live += extent.length
        self.end = extent.offset + extent.length

    def _forget(self, key: _Key) -> None:
        extent = self._where.pop(key, None)
        if extent is not None:
            self.live -= extent.length
            self.lingering = self.lingering or isinstance(key, str)

    def lines(self) -> list[Extent]:
        """The lines that count, in no order."""
        return list(self._where.values())

    def moved(self, places: dict[int, Extent], shift: int) -> Extents:
        """The same lines in another file: `places` says where those that began at an offset lie there, all others moved
        by `shift` bytes."""
        moved = Extents()
        moved.live, moved.end, moved.lingering = self.live, self.end + shift, self.lingering
        moved._where = {
            key: places.get(extent.offset) or Extent(extent.offset + shift, extent.length)
            for key, extent in self._where.items()
        }
        return moved


def _written(change: Change) -> _Key | None:
    """What the line holds that a later line may supersede."""
    if change.put is not None:
        return change.put.id
    if change.settings is not None:
        return change.settings.scope, "settings", ""
    if change.delivery is not None:
        return change.delivery.scope, "delivery", change.delivery.key
    if change.reply is not None:
        return change.reply.scope, "reply", change.reply.message_id
    if change.mark is not None:
        scope, channel, _ = change.mark
        return scope, "mark", channel
    return None
