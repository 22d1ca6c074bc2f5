"""Being on Discord: logging in, falling back, staying, and leaving in order."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import signal
from collections.abc import Callable
from datetime import datetime
from typing import Any

import aiohttp
import discord
import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route

from bot.client import App, ShardedApp, utc_now
from bot.desk import Desk
from bot.failures import StartError
from bot.fetch import Fetcher
from bot.settings import Settings
from storage import Store

log = logging.getLogger(__name__)

NO_CONTENT = (
    "The Message Content intent is off, so posted stories are not read by themselves: switch it on under Bot > "
    "Privileged Gateway Intents at https://discord.com/developers/applications. Mentions, direct messages, /read and "
    "the context menu work without it."
)
BAD_TOKEN = "Discord refuses DISCORD_TOKEN: copy the token anew from https://discord.com/developers/applications (Bot)."
_LEAVING_SECONDS = 5.0
_RETRY_SECONDS = (1, 2, 5, 10, 30, 60)


async def run(
    settings: Settings,
    store: Store,
    desk: Desk,
    fetcher: Fetcher,
    *,
    now: Callable[[], datetime] = utc_now,
    made: Callable[[App], None] = lambda _: None,
    **options: Any,
) -> None:
    """Be on Discord until SIGINT or SIGTERM; StartError, in one line, when that cannot be. `made` is told of the client
    before it logs in, `options` are discord.py's own."""
    if settings.discord_token is None:
        raise StartError("DISCORD_TOKEN is not set.")
    _point_at(settings)
    kind = ShardedApp if settings.discord_gateway_url is None else App  # a gateway of one's own sees to the shards
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        with contextlib.suppress(NotImplementedError, ValueError):  # not on this system, not in this thread
            loop.add_signal_handler(number, stop.set)
    message_content, tries = settings.message_content, 0
    try:
        while not stop.is_set():
            app = kind(settings, store, desk, fetcher, now=now, message_content=message_content, **options)
            made(app)
            try:
                await _connected(app, settings.discord_token.get_secret_value(), stop)
                return
            except discord.PrivilegedIntentsRequired:
                if not message_content:
                    raise
                message_content = False
                log.warning(NO_CONTENT)
            except _Unreachable as error:
                wait = _RETRY_SECONDS[min(tries, len(_RETRY_SECONDS) - 1)]
                tries += 1
                log.warning("Discord cannot be reached (%s); next try in %d s", error, wait)
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(stop.wait(), wait)
    finally:
        for number in (signal.SIGINT, signal.SIGTERM):
            with contextlib.suppress(NotImplementedError, ValueError):
                loop.remove_signal_handler(number)


class _Unreachable(Exception):
    """Discord did not answer the login."""


async def _connected(app: App, token: str, stop: asyncio.Event) -> None:
    """Log in, stay connected until `stop`, and leave in order."""
    async with app:
        stopping = asyncio.create_task(stop.wait())
        staying = asyncio.create_task(_stay(app, token))
        try:
            await asyncio.wait({stopping, staying}, return_when=asyncio.FIRST_COMPLETED)
            told_to_stop = not staying.done()
            await app.close()
            await asyncio.wait({staying}, timeout=_LEAVING_SECONDS)
            if not told_to_stop:
                await staying
        finally:
            stopping.cancel()
            staying.cancel()
            await asyncio.gather(stopping, staying, return_exceptions=True)


async def _stay(app: App, token: str) -> None:
    try:
        await app.login(token)
    except discord.LoginFailure as refused:
        raise StartError(BAD_TOKEN) from refused
    except (discord.DiscordServerError, aiohttp.ClientError, OSError) as error:
        raise _Unreachable(str(error)) from error
    try:
        await app.connect()
    except discord.ConnectionClosed as closed:
        if closed.code == 4004:
            raise StartError(BAD_TOKEN) from closed
        raise


def _point_at(settings: Settings) -> None:
    """Speak to a proxy or a test server in place of Discord, where the settings say so."""
    if settings.discord_api_url is not None:
        Route.BASE = str(settings.discord_api_url).rstrip("/")
    if settings.discord_gateway_url is not None:
        DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(settings.discord_gateway_url)
