"""/sources: every story on a close, each in its own words."""

from __future__ import annotations

from bot.commands.close import asking

command = asking("sources", "Every story shared here on a close, each in its own words")
