"""Listening to Discord's channels: what is posted becomes facts and replies, what is withdrawn is forgotten."""

from __future__ import annotations

from bot.listen.catchup import CatchUp
from bot.listen.changes import Changes
from bot.listen.first_look import FirstLook
from bot.listen.listener import Listener
from bot.listen.modes import MODES, WATCHING, Mode, Modes, scope_of
from bot.listen.reading import Outcome, StoryReader, Whence
from bot.listen.replies import READ, Replies, Target

__all__ = [
    "MODES",
    "READ",
    "WATCHING",
    "CatchUp",
    "Changes",
    "FirstLook",
    "Listener",
    "Mode",
    "Modes",
    "Outcome",
    "Replies",
    "StoryReader",
    "Target",
    "Whence",
    "scope_of",
]
