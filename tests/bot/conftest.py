"""A Discord on the loopback with one server, one channel and one user, for the tests of the bot on Discord."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from tests.discord_server import Channel, Discord, Guild, User


@pytest.fixture
async def world() -> AsyncIterator[Discord]:
    """Wednesday 25 February 2026, 09:00 UTC: Asia has closed, Europe trades."""
    async with Discord() as made:
        yield made


@pytest.fixture
def guild(world: Discord) -> Guild:
    return world.guild("Traders")


@pytest.fixture
def channel(world: Discord, guild: Guild) -> Channel:
    return world.channel(guild, "markets")


@pytest.fixture
def ann(world: Discord) -> User:
    return world.user("ann")
