"""The driver: what a test does on its Discord and what it waits for."""

from __future__ import annotations

from typing import Any

from tests.discord_server import interactions, limits, routes
from tests.discord_server.gateway import GUILDS, INVALID_SESSION, RECONNECT
from tests.discord_server.messages import Interaction, Message
from tests.discord_server.objects import FORUM, THREAD, Channel, Guild, Json, User
from tests.discord_server.posts import Posts

assert routes and interactions, "importing them fills the table of routes"


class Discord(Posts):
    """A whole Discord for one bot. `granted` are the privileged intents that its portal page allows; the world's time
    is `now` (fixed; `tick` moves it) and stands in every id; `clock` measures how fast interactions are answered."""

    # servers, channels and threads that come and go

    async def join(self, guild: Guild) -> None:
        """The bot is added to a server."""
        self.guilds[guild.id] = guild
        await self.gateway.dispatch("GUILD_CREATE", guild.payload(self.bot), needs=GUILDS)

    async def leave(self, guild: Guild, *, outage: bool = False) -> None:
        """The bot is removed from a server; with `outage` the server is only out of reach."""
        if not outage:
            del self.guilds[guild.id]
        told = {"id": str(guild.id)} | ({"unavailable": True} if outage else {})
        await self.gateway.dispatch("GUILD_DELETE", told, needs=GUILDS)

    async def open_thread(self, parent: Channel, name: str, *, starter: Message | None = None) -> Channel:
        """Somebody opens a thread, or a post in a forum; under a message it has the message's id."""
        assert parent.guild is not None
        made = Channel(starter.id if starter else self.snowflake(), name, THREAD, parent.guild, parent=parent)
        self.channels[made.id] = parent.guild.channels[made.id] = made
        told = made.payload() | {"newly_created": True}
        await self.gateway.dispatch("THREAD_CREATE", told, needs=GUILDS, channel=made)
        return made

    async def archive(self, thread: Channel) -> None:
        """A thread is archived: it stands no more among the active ones."""
        thread.archived = True
        await self.gateway.dispatch("THREAD_UPDATE", thread.payload(), needs=GUILDS, channel=thread)

    async def open_post(self, forum: Channel, author: User, title: str, text: str) -> Message:
        """Somebody opens a post in a forum: its first message has the thread's id."""
        assert forum.type == FORUM
        thread = await self.open_thread(forum, title)
        message = Message(thread.id, thread, author, text)
        await self.publish(message)
        return message

    async def remove_channel(self, channel: Channel) -> None:
        """A channel or thread is deleted with all that is in it."""
        assert channel.guild is not None
        for gone in [c for c in channel.guild.channels.values() if channel in (c, c.parent)]:
            del self.channels[gone.id], channel.guild.channels[gone.id]
        event = "THREAD_DELETE" if channel.is_thread else "CHANNEL_DELETE"
        await self.gateway.dispatch(event, channel.payload(), needs=GUILDS, channel=channel)

    async def set_permissions(self, channel: Channel, *, denied: set[str]) -> None:
        """What the bot may not do in a channel changes."""
        seen = "view_channel" in channel.permissions()
        channel.denied = denied
        if seen or "view_channel" in channel.permissions():
            await self.gateway.dispatch("CHANNEL_UPDATE", channel.payload(), needs=GUILDS)

    # what users do with the bot

    async def slash(self, channel: Channel, user: User, name: str, /, **given: Any) -> Interaction:
        """Type a slash command ("close", "feed add") and wait for the answer."""
        return await self.answer(await self.slash_only(channel, user, name, **given))

    async def slash_only(self, channel: Channel, user: User, name: str, /, **given: Any) -> Interaction:
        """Type a slash command and do not wait."""
        command, _ = interactions.find_command(self, name)
        interactions.offered(self, command, channel, user)
        told = interactions.command_data(self, name, given)
        return await interactions.begin(self, interactions.COMMAND, channel, user, told)

    async def autocomplete(self, channel: Channel, user: User, name: str, focused: str, /, **given: Any) -> list[Json]:
        """Type in an option that completes, and wait for what it offers."""
        told = interactions.command_data(self, name, given, focused)
        asked = await interactions.begin(self, interactions.AUTOCOMPLETE, channel, user, told)
        await self.until(lambda: asked.responded, f"choices for {given}")
        return asked.choices or []

    async def menu(self, message: Message, user: User, name: str) -> Interaction:
        """Choose an app command in a message's context menu, and wait for the answer."""
        command, _ = interactions.find_command(self, name, 3)
        interactions.offered(self, command, message.channel, user)
        told: Json = {"id": command["id"], "name": name, "type": 3, "target_id": str(message.id)}
        told["resolved"] = {"messages": {str(message.id): message.payload(self.bot)}}
        return await self.answer(await interactions.begin(self, interactions.COMMAND, message.channel, user, told))

    async def press(self, message: Message, user: User, label: str, *values: str) -> Interaction:
        """Press the button (or choose in the select) of this label, placeholder or custom_id; wait for the answer."""
        every = list(limits.walk(message.components))
        wanted = [c for c in every if label in (c.get("label"), c.get("placeholder"), c.get("custom_id"))]
        assert wanted and not wanted[0].get("disabled"), f"no button {label!r} in {every}"
        await self.gateway.heard()
        told: Json = {"custom_id": wanted[0]["custom_id"], "component_type": wanted[0]["type"]}
        if values:
            told["values"] = list(values)
        return await self.answer(
            await interactions.begin(self, interactions.COMPONENT, message.channel, user, told, message)
        )

    # what a test waits for

    async def answer(self, asked: Interaction) -> Interaction:
        """Wait until the user sees the answer."""
        await self.until(lambda: asked.answered and self.idle, f"an answer to {asked.asked}")
        return asked

    def replies(self, message: Message) -> list[Message]:
        """The bot's messages that reply to this one."""
        said = [m for m in message.channel.messages.values() if m.author is self.bot and m.reference]
        return [m for m in said if m.reference and m.reference["message_id"] == str(message.id)]

    async def reply_to(self, message: Message) -> Message:
        """Wait for the bot's reply."""
        return (await self.until(lambda: self.replies(message), f"a reply to {message.content[:60]!r}"))[0]

    async def reaction(self, message: Message, emoji: str | None = None) -> str:
        """Wait for the bot's reaction (any, or this one)."""
        return await self.until(
            lambda: next((e for e, us in message.reactions.items() if self.bot in us and emoji in (None, e)), ""),
            f"a reaction to {message.content[:60]!r}",
        )

    def said(self, channel: Channel) -> list[Message]:
        """All that stands in a channel from the bot."""
        return [m for m in channel.messages.values() if m.author is self.bot]

    def calls(self, method: str, part: str) -> list[str]:
        """The paths of the requests of this method whose path holds `part`."""
        return [c.path for c in self.requests if c.method == method and part in c.path]

    async def connected(self) -> None:
        """Wait until the bot is connected and has taken in all its servers."""
        await self.until(lambda: self.gateway.live, "the bot's connection")
        await self.gateway.heard()

    # disturbances

    async def drop(self, code: int = 4000) -> None:
        """Cut the connection: the bot may resume."""
        await self.gateway.drop(code)

    async def ask_reconnect(self) -> None:
        """Ask the bot to connect anew (and resume)."""
        await self.gateway.say(RECONNECT)

    async def invalidate(self) -> None:
        """Tell the bot that its session is over: it must identify again."""
        for session in self.gateway.live:
            session.closed = True
        await self.gateway.say(INVALID_SESSION, False)
