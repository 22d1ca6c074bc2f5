"""Several messages in a row that make one story: one author, one channel, short gaps, each a good part of a text and
none that tells again of a market told before (that is another story)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

import discord

from bot.listen.glance import Glance

GAP = timedelta(seconds=60)
PARTS = 8
_PARAGRAPH = 200
"""Characters of a message that may be a paragraph of a longer story."""
_CUT = 1_800
"""Characters of a message that may have been cut off by Discord's limit."""
_REMEMBERED = 500


@dataclass(slots=True)
class Run:
    """The messages of one story so far, oldest first, how long and of when the last one is, what all of them name."""

    parts: list[discord.Message] = field(default_factory=list)
    last_length: int = 0
    last_at: datetime | None = None
    named: frozenset[str] = frozenset()

    @property
    def head(self) -> discord.Message:
        """The message that the story is filed under."""
        return self.parts[0]


class Runs:
    """The stories that may still go on, by channel and author."""

    def __init__(self, glance: Glance) -> None:
        self._glance = glance
        self._open: dict[tuple[str, str], Run] = {}

    def expects(self, channel_id: str, author_id: str) -> bool:
        """Whether a message of this author may continue a story (asked for every message, ids as the gateway's)."""
        return bool(self._open) and (channel_id, author_id) in self._open

    def add(self, message: discord.Message, text: str, at: datetime) -> Run:
        """The run that the message, posted `at`, belongs to: one that it continues, or one of its own."""
        key = str(message.channel.id), str(message.author.id)
        run = self._open.pop(key, None)
        if run is None or not self._continues(run, message, text, at):
            run = Run()
        run.parts.append(message)
        run.last_length, run.last_at = len(text), at
        run.named |= self._glance.named(text)
        if len(text) >= _PARAGRAPH and len(run.parts) < PARTS and message.reference is None:
            self._open[key] = run
            while len(self._open) > _REMEMBERED:
                del self._open[next(iter(self._open))]
        return run

    def close(self, message_id: int) -> None:
        """A message was edited or deleted: what it belongs to is not continued."""
        for key, run in list(self._open.items()):
            if any(part.id == message_id for part in run.parts):
                del self._open[key]

    def _continues(self, run: Run, message: discord.Message, text: str, at: datetime) -> bool:
        if run.last_at is None or at - run.last_at > GAP or message.reference is not None:
            return False
        if run.last_length >= _CUT and len(text) >= 20:
            return True
        if message.author.bot or message.webhook_id is not None or len(text) < _PARAGRAPH:
            return False
        return self._glance.story(text) and not run.named & self._glance.named(text)
