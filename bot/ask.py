"""A question in plain words becomes one desk call."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.answers import Answer, Help
from bot.desk import Desk


async def ask(desk: Desk, scopes: Sequence[str], question: str, now: datetime) -> Answer:
    """The answer to a plain question; `Help(unclear=question)` when it is none that the desk can answer."""
    return Help(unclear=question)
