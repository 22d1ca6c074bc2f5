"""The bot of a test is ended whatever becomes of the test."""

from __future__ import annotations

import asyncio

import pytest

from tests.discord_server import Discord
from tests.discord_server.running import running


async def test_a_rule_broken_before_the_bot_has_started_fails_at_once() -> None:
    before = asyncio.all_tasks()
    with pytest.raises(AssertionError, match="a rule of before"):
        async with asyncio.timeout(10), Discord() as world:
            world.violation("a rule of before")
            async with running(world):
                raise RuntimeError("it started")
    assert asyncio.all_tasks() == before
