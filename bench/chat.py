"""What a busy server costs: ordinary chat through a client with an empty `on_message`, and through the bot."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Iterable, Iterator
from typing import Any

import discord
import orjson
from discord.gateway import DiscordWebSocket

from bot.client import App
from bot.desk import Desk
from bot.fetch import Fetcher
from bot.settings import Settings
from extract import read
from storage.memory import MemoryStore
from tests.discord_server import Discord, Message

LINES = (
    "lol ok",
    "did you see the game last night? we won 3-1",
    "haha yeah",
    "brb 5 min",
    "what time is it over there",
    "I think we should go down to the 2nd place on the list, it was 20% off last week",
    "good morning everyone",
    "no way, that was 2 years ago",
    "can someone send me the notes of yesterday",
    "😂😂😂",
)
LINKS = (
    "https://tenor.com/view/cat-wow-5",
    "look https://www.youtube.com/watch?v=abc",
    "https://discord.com/channels/1/2/3",
)
REMARKS = ("nasdaq down 2% again lol, I'm out", "is the dow at 49,000 yet?", "I think the nikkei hits 60,000 soon")
"""What names a market and a figure and is no story: the bot has to look closer."""
EVERY_LINK, EVERY_REMARK = 20, 100
MESSAGES = 20_000
ROUNDS = 3


class Plain(discord.Client):
    """A client that does nothing with messages."""

    async def on_message(self, message: discord.Message) -> None:
        """Nothing."""


def frames() -> Iterator[str]:
    """The gateway's frames: a server, then its chat."""
    world, chance = Discord(), random.Random(1)
    guild = world.guild("busy")
    channel = world.channel(guild, "chat")
    people = [world.user(f"user {n}") for n in range(50)]
    yield _frame("GUILD_CREATE", guild.payload(world.bot))
    for number in range(MESSAGES):
        lines = REMARKS if number % EVERY_REMARK == 0 else LINKS if number % EVERY_LINK == 0 else LINES
        message = Message(world.snowflake(), channel, chance.choice(people), chance.choice(lines))
        told = message.payload(world.bot) | {"guild_id": str(guild.id), "member": message.author.member()}
        yield _frame("MESSAGE_CREATE", told)


def _frame(event: str, told: Any) -> str:
    return orjson.dumps({"op": 0, "t": event, "s": 1, "d": told}).decode()


async def _microseconds(client: discord.Client, told: Iterable[str]) -> float:
    """Processor time of one message."""
    await client._async_setup_hook()
    client._connection.user = discord.ClientUser(state=client._connection, data=Discord().bot.payload())  # type: ignore[arg-type]
    if isinstance(client, App):
        client.look().install(client._connection.parsers)
    socket = DiscordWebSocket(None, loop=asyncio.get_running_loop())  # type: ignore[arg-type]
    socket.shard_id = None
    socket._discord_parsers, socket._dispatch = client._connection.parsers, client.dispatch
    begin = time.process_time()
    for number, frame in enumerate(told):
        await socket.received_message(frame)
        if number % 20 == 0:
            await asyncio.sleep(0)
    await asyncio.sleep(0)
    if isinstance(client, App):
        await client.idle()
    return (time.process_time() - begin) / MESSAGES * 1e6


async def _both(told: list[str]) -> tuple[float, float]:
    plain = Plain(
        intents=discord.Intents(guilds=True, messages=True, message_content=True),
        max_messages=None,
        chunk_guilds_at_startup=False,
        member_cache_flags=discord.MemberCacheFlags.none(),
    )
    store = MemoryStore()
    bot = App(Settings(_env_file=None), store, Desk(store, read), Fetcher())  # type: ignore[call-arg]
    return await _microseconds(plain, told), await _microseconds(bot, told)


def rows() -> list[tuple[str, float, str]]:
    """The best of some rounds of each."""
    told = list(frames())
    measured = [asyncio.run(_both(told)) for _ in range(ROUNDS)]
    plain, bot = (min(round_[at] for round_ in measured) for at in (0, 1))
    return [
        ("chat: a message, client with an empty on_message", plain, "µs"),
        ("chat: a message, the bot", bot, "µs"),
        ("chat: the bot against the empty client", bot / plain, "times"),
    ]
