"""The use cases, free of Discord: text in, answers out. Store, reader and time are arguments; nothing has a clock."""

from __future__ import annotations

from bot.desk.desk import Desk
from bot.desk.intake import Post

__all__ = ["Desk", "Post"]
