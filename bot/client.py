"""The Discord side: the client, its intents and caches, the command tree with its one error handler."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import discord
from discord import app_commands

from bot import commands
from bot.brief_news import BriefNews
from bot.desk import Desk
from bot.failures import Lacking, Place, answer_error
from bot.feed_news import FeedNews
from bot.feed_schedule import Feeds
from bot.feeds import FeedReader
from bot.fetch import Fetcher
from bot.forgetting import Forgetting
from bot.listen import CatchUp, Changes, FirstLook, Listener, Modes, Replies, StoryReader, scope_of
from bot.listen.catchup import channels
from bot.listen.glance import load as load_glance
from bot.schedule import Briefs
from bot.servers import Servers
from bot.settings import Settings
from storage import StorageError, Store

log = logging.getLogger(__name__)

_DRAIN_SECONDS = 8.0
_WORK = ("discord.py: on_", "CommandTree-invoker", "discord-ui-view-dispatch")
"""How discord.py names the tasks in which it calls us."""


def utc_now() -> datetime:
    """The time, aware."""
    return datetime.now(UTC)


def intents(*, message_content: bool) -> discord.Intents:
    """The fewest that do the job: channels, messages and reactions; members, presences and voice are no concern."""
    return discord.Intents(guilds=True, messages=True, reactions=True, message_content=message_content)


class Tree(app_commands.CommandTree["App"]):
    """All commands; whatever goes wrong in one is answered in one place."""

    async def on_error(self, interaction: discord.Interaction[App], error: app_commands.AppCommandError) -> None:
        await answer_error(interaction, error)

    async def sync_if_changed(self) -> bool:
        """Tell Discord of the commands, if they are others than it knows."""
        assert self.client.application_id is not None
        there = await self.client.http.get_global_commands(self.client.application_id)
        here = [command.to_dict(self) for command in self.get_commands()]
        if commands.as_compared(there) == commands.as_compared(here):
            return False
        await self.sync()
        return True


class App(discord.Client):
    """The bot on Discord. It keeps no members and no messages in memory, and pings nobody."""

    def __init__(
        self,
        settings: Settings,
        store: Store,
        desk: Desk,
        fetcher: Fetcher,
        *,
        now: Callable[[], datetime] = utc_now,
        message_content: bool = True,
        **options: Any,
    ) -> None:
        super().__init__(
            intents=intents(message_content=message_content),
            allowed_mentions=discord.AllowedMentions.none(),
            max_messages=None,
            chunk_guilds_at_startup=False,
            member_cache_flags=discord.MemberCacheFlags.none(),
            **options,
        )
        self.settings, self.store, self.desk, self.fetcher, self.now = settings, store, desk, fetcher, now
        self.servers = Servers(store)
        self.modes = Modes(settings.default_mode)
        self.lacking = Lacking()
        self.reader = StoryReader(desk, fetcher, settings.fetch_max_bytes)
        replies = Replies(store, self.lacking, lambda: discord.Object(self.me_id))
        self.listener = Listener(desk, self.reader, replies, self.modes, load_glance(), now, lambda: self.me_id)
        self.changes = Changes(self.listener, store)
        self.catch_up = CatchUp(self.listener, store)
        self.briefs = Briefs(store, self.servers, desk, BriefNews(self).send, now)
        self.feed_reader = FeedReader(fetcher, desk, most_new=settings.feeds_max_new)
        every, news = timedelta(minutes=settings.feeds_minutes), FeedNews(self)
        self.feeds = Feeds(
            store, self.servers, self.feed_reader, now, every=every, tell=news.card, warn=news.switched_off
        )
        self.first_look = self.look()
        self.forgetting = Forgetting(self)
        self.tree = Tree(self)
        commands.add_all(self.tree)
        self.caught_up = asyncio.Event()
        self.leaving = False

    @property
    def me_id(self) -> int:
        """The bot's own user id; 0 before it is logged in."""
        return self.user.id if self.user is not None else 0

    async def setup_hook(self) -> None:
        """Logged in and not yet connected: everything is put in place before the first event comes."""
        self.modes.learn(await self.store.all_settings())
        self.look().install(self._connection.parsers)
        if await self.tree.sync_if_changed():
            log.info("The commands were sent to Discord")
        await self.briefs.start()
        self.briefs.every_minute(self.note_presence)
        await self.feeds.start(self.briefs.scheduler, self.settings.feeds)

    def look(self) -> FirstLook:
        """The first look that all messages get, from now on."""
        started = discord.utils.time_snowflake(self.now())
        listener = self.listener
        made = FirstLook(
            listener.glance, self.modes, listener.runs, self.me_id, self._parent_of, self._own_role, started
        )
        self.listener.remember, self.listener.told_at = made.remember, made.told_at
        self.first_look = made
        return made

    def _parent_of(self, guild_id: int, channel_id: int) -> int | None:
        guild = self.get_guild(guild_id)
        thread = guild.get_thread(channel_id) if guild is not None else None
        return thread.parent_id if thread is not None else None

    def _own_role(self, guild_id: int) -> str | None:
        guild = self.get_guild(guild_id)
        role = guild.self_role if guild is not None else None
        return str(role.id) if role is not None else None

    # events

    async def on_connect(self) -> None:
        """A new session: what was missed is still to be read."""
        self.caught_up.clear()

    async def on_ready(self) -> None:
        """All servers are known: those that are gone are erased, what was missed is read."""
        if self.leaving:
            return
        log.info("Connected as %s to %d servers", self.user, len(self.guilds))
        await self.forgetting.left_servers()
        await self.catch_up.run(self.guilds)
        self.caught_up.set()
        await self.note_presence()

    async def on_message(self, message: discord.Message) -> None:
        await self.listener.posted(message)

    async def on_raw_message_edit(self, payload: discord.RawMessageUpdateEvent) -> None:
        await self.changes.edited(payload.message)

    async def on_raw_message_delete(self, payload: discord.RawMessageDeleteEvent) -> None:
        where = scope_of(payload.guild_id, payload.channel_id)
        await self.changes.deleted(where, self._channel(payload), [payload.message_id])

    async def on_raw_bulk_message_delete(self, payload: discord.RawBulkMessageDeleteEvent) -> None:
        where = scope_of(payload.guild_id, payload.channel_id)
        await self.changes.deleted(where, self._channel(payload), sorted(payload.message_ids))

    async def on_raw_reaction_add(self, payload: discord.RawReactionActionEvent) -> None:
        """Somebody puts the bot's emoji on a message: it is to be read."""
        await self.listener.reacted(payload, self._channel(payload))

    async def on_guild_channel_delete(self, channel: discord.abc.GuildChannel) -> None:
        await self._place_gone(channel.guild.id, channel.id)

    async def on_raw_thread_delete(self, payload: discord.RawThreadDeleteEvent) -> None:
        await self._place_gone(payload.guild_id, payload.thread_id)

    async def _place_gone(self, guild_id: int, channel_id: int) -> None:
        """A channel or thread was deleted: its stories go, and what was set up for it."""
        scope = scope_of(guild_id, channel_id)
        await self.desk.withdraw(scope, channel_id=str(channel_id))
        await self.briefs.channel_gone(scope, str(channel_id))
        await self.feeds.channel_gone(scope, str(channel_id))

    async def on_guild_join(self, guild: discord.Guild) -> None:
        await self.servers.know(scope_of(guild.id, 0))

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """The server removed the bot: nothing of it is kept."""
        await self.forgetting.server(scope_of(guild.id, 0))

    async def on_error(self, event_method: str, /, *args: Any, **kwargs: Any) -> None:
        log.exception("Error in %s", event_method)

    async def note_presence(self) -> None:
        """Note that the bot is here and up to date, if it is."""
        if self.caught_up.is_set() and self.in_touch and not self.listener.serial.under_way:
            last = (channel.last_message_id or 0 for guild in self.guilds for channel in channels(guild))
            newest = max(self.first_look.newest, *last, 0)
            await self.catch_up.there(newest or discord.utils.time_snowflake(self.now()))

    @property
    def in_touch(self) -> bool:
        """Whether the connection to Discord stands."""
        return not self.is_closed() and self.ws is not None and self.ws.open

    async def idle(self) -> None:
        """Come back when nothing is being read, answered or forgotten."""
        while under_way := self._under_way():
            await asyncio.wait(under_way)
        await self.listener.serial.idle()
        await self.briefs.idle()

    async def close(self) -> None:
        """Leave in order: nothing more is taken in, what is under way is finished (for a while), then the connection
        ends."""
        if not self.leaving:
            self.leaving = True
            self._connection.parsers.clear()
            self.briefs.pause()
            try:
                async with asyncio.timeout(_DRAIN_SECONDS):
                    await self.idle()
            except TimeoutError:
                log.warning("Leaving before all that was under way has ended")
            self.briefs.stop()
            with contextlib.suppress(StorageError):
                await self.note_presence()
        await super().close()
        for task in (rest := self._under_way()):
            task.cancel()
        await asyncio.gather(*rest, return_exceptions=True)

    def _under_way(self) -> list[asyncio.Task[Any]]:
        """What discord.py has called us for and is not yet done."""
        tasks = asyncio.all_tasks() - {asyncio.current_task()}
        return [task for task in tasks if task.get_name().startswith(_WORK)]

    def _channel(
        self,
        payload: discord.RawMessageDeleteEvent | discord.RawBulkMessageDeleteEvent | discord.RawReactionActionEvent,
    ) -> Any:
        found = self.get_channel(payload.channel_id)
        if isinstance(found, Place | discord.DMChannel):
            return found
        return self.get_partial_messageable(payload.channel_id, guild_id=payload.guild_id)


class ShardedApp(App, discord.AutoShardedClient):
    """The same for any number of servers: as many connections as Discord asks for."""

    @property
    def in_touch(self) -> bool:
        """Whether all connections to Discord stand."""
        return not self.is_closed() and all(not shard.is_closed() for shard in self.shards.values())
