"""The whole bot, running on the Discord of a test: its own start, its real client, a real desk and reader."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from discord.gateway import DiscordWebSocket
from discord.http import Route

from bot.app import run
from bot.client import App
from bot.desk import Desk
from bot.fetch import Fetcher
from bot.settings import Settings
from extract import read
from storage import Store
from storage.memory import MemoryStore
from tests.discord_server.server import PATIENCE
from tests.discord_server.world import Discord
from tests.loopback_web import nowhere


@dataclass
class Running:
    """The bot while it runs; `ended` is its `run`."""

    app: App
    store: Store
    ended: asyncio.Task[None]


@contextlib.contextmanager
def discord_elsewhere() -> Iterator[None]:
    """Whatever is changed about where Discord is, is changed back."""
    kept = Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY
    try:
        yield
    finally:
        Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = kept


def settings_for(world: Discord, **changed: Any) -> Settings:
    """Settings that lead to the world, whatever the environment says."""
    told = {"discord_token": world.token, "discord_api_url": world.api_url, "discord_gateway_url": world.gateway_url}
    return Settings(_env_file=None, **(told | changed))  # type: ignore[call-arg]


@contextlib.asynccontextmanager
async def running(
    world: Discord,
    *,
    store: Store | None = None,
    fetcher: Fetcher | None = None,
    errors: bool = False,
    **changed: Any,
) -> AsyncIterator[Running]:
    """The bot, connected and ready; it leaves in order at the end, and the fetcher is closed. An error that is logged
    while it runs fails the test, unless `errors` are expected; so does a message that could ping or stand twice."""
    kept, links, world.careful = store or MemoryStore(), fetcher or nowhere(), True
    apps: list[App] = []

    def made(app: App) -> None:
        app.before_identify_hook = _at_once  # type: ignore[method-assign,assignment]
        apps.append(app)

    with discord_elsewhere(), _no_errors(errors):
        settings, desk = settings_for(world, **changed), Desk(kept, read)
        ended = asyncio.create_task(
            run(settings, kept, desk, links, now=lambda: world.now, made=made, guild_ready_timeout=0)
        )
        try:
            await _ready(world, apps, ended)
            yield Running(apps[-1], kept, ended)
        finally:
            if apps and not ended.done():
                await apps[-1].close()
            await asyncio.gather(ended, return_exceptions=True)
            await links.close()


class _Errors(logging.Handler):
    """Keeps what is logged as an error."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.told: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.told.append(logging.Formatter().format(record))


@contextlib.contextmanager
def _no_errors(expected: bool) -> Iterator[None]:
    """Fail if an error is logged that the test does not expect."""
    errors = _Errors()
    logging.getLogger().addHandler(errors)
    try:
        yield
    finally:
        logging.getLogger().removeHandler(errors)
    assert expected or not errors.told, "\n".join(errors.told)


async def _ready(world: Discord, apps: list[App], ended: asyncio.Task[None]) -> None:
    """Wait until the bot is connected and has caught up, or has ended with an error."""
    try:
        async with asyncio.timeout(PATIENCE):
            while not apps or not apps[-1].caught_up.is_set():
                if ended.done():
                    await ended
                    pytest.fail("the bot ended")
                world.require_none()
                if apps:
                    with contextlib.suppress(TimeoutError):
                        await asyncio.wait_for(apps[-1].caught_up.wait(), 0.05)
                else:
                    await asyncio.sleep(0)
    except BaseException:
        ended.cancel()  # without an app to close, or between two tries, it would go on for ever
        raise


async def _at_once(_: int | None, *, initial: bool = False) -> None:
    """Discord wants five seconds between two identifications, this world does not."""
