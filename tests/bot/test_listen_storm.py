"""Whatever people do, in whatever order: nothing breaks, nothing is said twice, nothing that is gone is kept."""

from __future__ import annotations

import random

import pytest

from storage.record import Query
from tests.bot.test_discord_way import STORY
from tests.bot.test_listen_forms import settle
from tests.discord_server import Channel, Discord, Guild, Message
from tests.discord_server.running import running
from tests.loopback_web import LoopbackWeb

SCRAPS = (
    "the nikkei 225 closed at 58,{n}.12, up 2.2 percent. ",
    "The Kospi slipped 0.4 percent to 5,{n}.64 on Wednesday. ",
    "日経平均は58,{n}円 ",
    *("http://news.example/{n} ", "https://[", "<http://news.example/{n}>", "https://", "[x](", ")"),
    *("**", "||", "```", "> ", "<", ">", "@everyone ", "<@1> ", "\x00", "😀", "lol ", "\n", "if ", "?", "📊", "\u202e"),
    *("1" * 50, "x" * 300),
)


def scribble(chance: random.Random) -> str:
    scraps = (chance.choice(SCRAPS) for _ in range(chance.randint(1, 14)))
    return "".join(scrap.replace("{n}", str(chance.randint(100, 999))) for scrap in scraps)[:3000]


@pytest.mark.parametrize("seed", range(4))
async def test_a_storm(world: Discord, guild: Guild, channel: Channel, seed: int) -> None:
    chance = random.Random(seed)
    people = [world.user(f"user {n}") for n in range(4)] + [world.user("Wire", bot=True)]
    posted: list[Message] = []
    gone: list[Message] = []
    async with LoopbackWeb() as web:
        web.host("news.example")
        async with running(world, fetcher=web.fetcher()) as bot:
            for _ in range(80):
                world.tick(seconds=chance.randint(0, 90))
                deed = chance.random()
                if deed < 0.6 or not posted:
                    embeds = [{"type": "rich", "description": scribble(chance) or "x"}] * (chance.random() < 0.2)
                    files = [("a.txt", scribble(chance).encode("utf-8", "replace"), None)] * (chance.random() < 0.1)
                    mention = f"{world.bot.mention} " * (chance.random() < 0.2)
                    author = chance.choice(people)
                    told = mention + (STORY if chance.random() < 0.2 else scribble(chance))
                    posted.append(await world.post(channel, author, told, embeds=embeds, files=files))
                elif deed < 0.8:
                    await world.edit(chance.choice(posted), scribble(chance))
                elif deed < 0.9:
                    await world.react(chance.choice(posted), chance.choice(people), "📊")
                else:
                    gone.append(posted.pop(chance.randrange(len(posted))))
                    await world.delete(gone[-1])
            await settle(world, bot)
            assert max(len(world.replies(message)) for message in posted) <= 1
            assert not [m for message in gone for m in world.replies(message)]
            kept = await bot.store.find(Query((f"guild:{guild.id}",), limit=1000))
            assert not {str(message.id) for message in gone} & {wrap.origin.message_id for wrap in kept}
            assert len(world.gateway.identifies) == 1
