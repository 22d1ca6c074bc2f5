"""The whole way, once: a market story posted on Discord in, the right close out."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from tests.discord_server import Channel, Discord, User
from tests.discord_server.running import running

STORY = (
    "Asian shares ended mixed on Wednesday. In Tokyo, the Nikkei 225 closed up 2.2 percent, or 1,262.03 points, at "
    "58,583.12 after a tech rally on Wall Street lifted chip makers. The Kospi slipped 0.4 percent to 5,969.64."
)


@pytest.fixture
async def world() -> AsyncIterator[Discord]:
    async with Discord() as made:
        yield made


@pytest.fixture
def channel(world: Discord) -> Channel:
    return world.channel(world.guild("Traders"), "markets")


@pytest.fixture
def ann(world: Discord) -> User:
    return world.user("ann")


async def test_a_posted_text_is_read_and_close_answers(world: Discord, channel: Channel, ann: User) -> None:
    async with running(world):
        posted = await world.post(channel, ann, STORY)
        await world.reaction(posted)
        assert "58,583.12" in (await world.reply_to(posted)).text
        answer = await world.slash(channel, ann, "close", index="nikkei")
        assert "58,583.12" in answer.text and "1,262.03" in answer.text
