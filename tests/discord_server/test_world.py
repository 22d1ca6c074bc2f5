"""The loopback Discord itself: the real client is at home in it, and it notices what breaks Discord's rules."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable, Iterator
from typing import Any

import discord
import pytest
import yarl
from discord import app_commands
from discord.gateway import DiscordWebSocket
from discord.http import Route

from tests.discord_server import Channel, Discord, User, schema
from tests.discord_server.gateway import CONTENT
from tests.discord_server.running import discord_elsewhere


@pytest.fixture(autouse=True)
def _where_discord_is() -> Iterator[None]:
    with discord_elsewhere():
        yield


class Client(discord.Client):
    """A client as small as can be; what it hears is kept."""

    def __init__(self, intents: discord.Intents, **options: object) -> None:
        super().__init__(intents=intents, allowed_mentions=discord.AllowedMentions.none(), max_messages=None)
        self.tree = app_commands.CommandTree(self)
        self.heard: list[discord.Message] = []

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Do not wait before a second identify."""

    async def on_message(self, message: discord.Message) -> None:
        self.heard.append(message)


INTENTS = discord.Intents(guilds=True, messages=True, message_content=True, reactions=True)


@contextlib.asynccontextmanager
async def client(
    world: Discord, intents: discord.Intents = INTENTS, *, commands: Callable[[Client], None] | None = None
) -> AsyncIterator[Client]:
    """A real client, connected to the world."""
    async with logged_in(world, intents) as made:
        if commands is not None:
            commands(made)
            await made.tree.sync()
        running = asyncio.create_task(made.connect())
        try:
            await world.connected()
            yield made
        finally:
            await made.close()
            await running


@contextlib.asynccontextmanager
async def logged_in(world: Discord, intents: discord.Intents, token: str | None = None) -> AsyncIterator[Client]:
    Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = world.api_url, yarl.URL(world.gateway_url)
    async with Client(intents) as made:
        await made.login(token or world.token)
        yield made


@contextlib.asynccontextmanager
async def discord_with(**options: object) -> AsyncIterator[tuple[Discord, Channel, User]]:
    async with Discord(check_answers=True, **options) as world:  # type: ignore[arg-type]
        yield world, world.channel(world.guild("Desk"), "markets"), world.user("ann")


async def test_a_message_is_heard_answered_edited_reacted_to_and_deleted() -> None:
    async with discord_with() as (world, channel, ann), client(world) as bot:
        posted = await world.post(channel, ann, "hello", files=[("a.txt", b"inside", "text/plain")])
        await world.gateway.heard()
        [heard] = bot.heard
        assert (heard.content, heard.author.name, str(heard.channel)) == ("hello", "ann", "markets")
        assert await heard.attachments[0].read() == b"inside"
        await heard.add_reaction("👀")
        assert await world.reaction(posted) == "👀"
        reply = await heard.reply("hi", embed=discord.Embed(title="t"), mention_author=False, nonce="1")
        said = await world.reply_to(posted)
        assert (said.content, said.pings) == ("hi", set())
        await reply.edit(content="ho", attachments=[discord.File(__file__, "b.txt")])
        assert (said.content, said.edits, [a.filename for a in said.attachments]) == ("ho", 1, ["b.txt"])
        assert [m.content async for m in heard.channel.history(after=discord.Object(posted.id))] == ["ho"]
        await reply.delete()
        assert said.deleted


async def test_commands_are_registered_completed_called_and_followed_up() -> None:
    def commands(bot: Client) -> None:
        @bot.tree.command(description="Say it")
        async def say(interaction: discord.Interaction, word: str, to: discord.TextChannel | None = None) -> None:
            await interaction.response.defer(thinking=True)
            await interaction.edit_original_response(content=f"{word} {to}")
            await interaction.followup.send("privately", ephemeral=True)

        @say.autocomplete("word")
        async def words(interaction: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
            return [app_commands.Choice(name=typed.upper(), value=typed)]

        @bot.tree.context_menu(name="Read")
        async def read(interaction: discord.Interaction, message: discord.Message) -> None:
            view = discord.ui.View()
            view.add_item(button := discord.ui.Button[discord.ui.View](label="Press"))

            async def pressed(again: discord.Interaction) -> None:
                await again.response.edit_message(content="pressed", view=None)

            button.callback = pressed  # type: ignore[assignment,method-assign]
            await interaction.response.send_message(message.content, view=view)

    async with discord_with() as (world, channel, ann), client(world, commands=commands):
        assert await world.autocomplete(channel, ann, "say", "word", word="up") == [{"name": "UP", "value": "up"}]
        asked = await world.slash(channel, ann, "say", word="up", to=channel)
        assert asked.original.content == "up markets"
        await world.until(lambda: len(asked.messages) == 2)
        assert asked.messages[1].ephemeral and not asked.original.ephemeral
        assert world.said(channel) == [asked.original]
        chosen = await world.menu(await world.post(channel, ann, "look"), ann, "Read")
        assert chosen.text.startswith("look")
        assert (await world.press(chosen.original, ann, "Press")).text == "pressed"


async def test_a_dropped_connection_resumes_and_misses_nothing() -> None:
    async with discord_with() as (world, channel, ann), client(world) as bot:
        await world.drop()
        await world.post(channel, ann, "meanwhile")
        await world.until(lambda: world.gateway.resumes == 1 and world.gateway.live)
        await world.gateway.heard()
        assert [m.content for m in bot.heard] == ["meanwhile"]
        await world.ask_reconnect()
        await world.until(lambda: world.gateway.resumes == 2 and world.gateway.live)
        await world.invalidate()
        await world.until(lambda: len(world.gateway.identifies) == 2 and world.gateway.live)


async def test_message_content_is_told_only_with_its_intent() -> None:
    plain = discord.Intents(guilds=True, messages=True)
    async with discord_with(granted=0) as (world, channel, ann), client(world, plain) as bot:
        await world.post(channel, ann, "a secret")
        await world.post(channel, ann, f"not so for {world.bot.mention}")
        await world.post(world.dm(ann), ann, "nor here")
        await world.gateway.heard()
        assert [m.content for m in bot.heard] == ["", f"not so for {world.bot.mention}", "nor here"]


async def test_intents_that_were_not_granted_and_wrong_tokens_are_refused() -> None:
    async with discord_with(granted=CONTENT) as (world, _, _):
        async with logged_in(world, discord.Intents(guilds=True, members=True)) as bot:
            with pytest.raises(discord.PrivilegedIntentsRequired):
                await bot.connect()
        with pytest.raises(discord.LoginFailure):
            async with logged_in(world, INTENTS, "wrong"):
                raise AssertionError("logged in")


@pytest.mark.parametrize(
    ("denied", "code"), [("view_channel", 50001), ("send_messages", 50013), ("embed_links", 50013)]
)
async def test_what_the_bot_may_not_do_is_refused(denied: str, code: int) -> None:
    async with discord_with() as (world, channel, _), client(world) as bot:
        channel.denied = {denied}
        with pytest.raises(discord.Forbidden) as refused:
            await bot.http.send_message(
                channel.id, params=discord.http.handle_message_parameters(embed=discord.Embed(title="t"))
            )
        assert refused.value.code == code


async def test_a_rate_limit_is_waited_for() -> None:
    async with discord_with() as (world, channel, _), client(world) as bot:
        world.limit("POST", "/messages", after=0.0)
        await bot.get_partial_messageable(channel.id).send("soon")
        assert [c.status for c in world.requests[-2:]] == [429, 200]


EMBED = discord.Embed
FIELDS = discord.Embed.from_dict({"title": "t", "fields": [{"name": "n", "value": "v", "inline": True}] * 26})
WRONG: dict[str, tuple[dict[str, Any], str]] = {
    "long content": ({"content": "x" * 2001}, "2001 characters"),
    "empty": ({"content": " "}, "empty message"),
    "long title": ({"embed": EMBED(title="x" * 257)}, "title"),
    "long description": ({"embed": EMBED(description="x" * 4097)}, "description"),
    "all embeds": ({"embeds": [EMBED(description="x" * 3001)] * 2}, "6002 characters"),
    "empty field": ({"embed": EMBED(title="t").add_field(name="n", value=" ")}, "field's value is empty"),
    "many fields": ({"embed": FIELDS}, "more than 25 fields"),
    "bad link": ({"embed": EMBED(title="t", url="javascript:alert(1)")}, "not a URL"),
    "ping": ({"content": "<@123> look", "allowed_mentions": discord.AllowedMentions(users=True)}, "pings ['123']"),
    "everyone": ({"content": "@everyone", "allowed_mentions": discord.AllowedMentions.all()}, "pings ['everyone']"),
}


@pytest.mark.parametrize("wrong", WRONG)
async def test_a_message_beyond_the_limits_fails_the_test(wrong: str, monkeypatch: pytest.MonkeyPatch) -> None:
    given, told = WRONG[wrong]
    monkeypatch.setattr(schema, "problems", lambda *_, **__: [])  # these are found without the description too
    with pytest.raises(AssertionError, match=r"broke a rule") as failed:
        async with discord_with() as (world, channel, _), client(world) as bot:
            with contextlib.suppress(discord.HTTPException):
                await bot.get_partial_messageable(channel.id).send(**given)
    assert told in str(failed.value)


CARELESS: dict[str, tuple[dict[str, Any], str]] = {
    "mentions of users": ({"allowed_mentions": discord.AllowedMentions(users=True)}, "allowed_mentions"),
    "the author of what it replies to": ({"mention_author": True}, "allowed_mentions"),
    "a nonce of chance in a reply": ({"mention_author": False, "nonce": 12}, "nonce"),
}


@pytest.mark.parametrize("careless", CARELESS)
async def test_a_message_that_could_ping_or_stand_twice_fails_the_test_of_a_careful_bot(careless: str) -> None:
    given, told = CARELESS[careless]
    with pytest.raises(AssertionError, match=r"broke a rule") as failed:
        async with discord_with() as (world, channel, ann), client(world) as bot:
            world.careful = True
            one, two = [await world.post(channel, ann, "hello") for _ in range(2)]
            place = bot.get_partial_messageable(channel.id)
            await place.send("fine")
            await place.get_partial_message(one.id).reply("fine", mention_author=False, nonce=one.id)
            world.require_none()
            with contextlib.suppress(discord.HTTPException):
                await place.get_partial_message(two.id).reply("no", **({"nonce": two.id} | given))
    assert told in str(failed.value)


async def test_a_late_or_missing_answer_to_a_command_fails_the_test() -> None:
    def commands(bot: Client) -> None:
        @bot.tree.command(description="Answers late")
        async def late(interaction: discord.Interaction) -> None:
            now[0] += 3.1
            await interaction.response.send_message("late")

        @bot.tree.error
        async def ignored(interaction: discord.Interaction, error: Exception) -> None:
            """The refusal."""

    now = [0.0]
    with pytest.raises(AssertionError, match=r"first response came 3\.1 s after") as failed:
        async with discord_with() as (world, channel, ann), client(world, commands=commands):
            world.clock = lambda: now[0]
            await world.slash(channel, ann, "late")
    assert "broke a rule" in str(failed.value)
