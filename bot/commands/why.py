"""/why: the reasons told for an index's move."""

from __future__ import annotations

from bot.commands.close import asking

command = asking("why", "Why an index moved, in the words of the stories shared here")
