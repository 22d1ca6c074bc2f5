"""One GET, hop by hop: what answers, within limits of time and size, from public addresses only."""

from __future__ import annotations

import logging
import socket
import ssl
from collections.abc import Callable, Mapping
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, replace
from typing import Any

import aiohttp
from aiohttp import hdrs
from yarl import URL

from bot.addresses import Dial, GuardedResolver, PrivateAddress, Resolve, check_link, guarded, is_public
from bot.refusals import FetchRefused
from bot.unpack import ACCEPTED, Body

log = logging.getLogger(__name__)

_REDIRECTS = (301, 302, 303, 307, 308)


@dataclass(frozen=True, slots=True)
class FetchLimits:
    """What one link may cost. Times are seconds, sizes bytes."""

    ports: tuple[int, ...] = (80, 443)
    total_seconds: float = 15.0
    """For one link, redirects and all, once its turn has come."""
    connect_seconds: float = 5.0
    read_seconds: float = 6.0
    """Between two pieces of an answer."""
    wait_seconds: float = 30.0
    """For its turn."""
    wire_bytes: int = 2_000_000
    page_bytes: int = 2_000_000
    redirects: int = 5
    at_once: int = 16
    per_host: int = 2
    per_group: int = 4
    waiting_per_group: int = 50
    fresh_seconds: float = 600.0
    """A page is not asked for again within this time."""
    refused_seconds: float = 60.0
    """Nor one that was refused within this."""
    user_agent: str = "MarketBriefer/0.1"
    proxy: str | None = None
    """A proxy that every link goes through. Names are still looked up here first, but the proxy looks them up again:
    it has to refuse private addresses itself."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server said: `body` is empty for a 304 and for a status of 400 or more that the caller did not want."""

    url: URL
    status: int
    body: bytes
    content_type: str
    """With its parameters, as sent; empty when the server named none."""
    etag: str | None = None
    modified: str | None = None
    moved_for_good: bool = False
    """True when every redirect on the way was a permanent one, and there was at least one."""


HostTurn = Callable[[str], AbstractAsyncContextManager[Any]]
WantsBody = Callable[[int, Mapping[str, str]], None]
"""Looks at status and headers before the body is read, and raises FetchRefused to leave it unread."""


class Transport:
    """GETs with redirects followed by hand. Cookies, credentials and the environment's proxies are never used."""

    def __init__(self, limits: FetchLimits, dial: Dial, resolve: Resolve) -> None:
        self._limits = limits
        # A proxy may well stand on a private address: then the links' names are checked before they are handed to it.
        self._dial = dial if limits.proxy else guarded(dial)
        self._names = GuardedResolver(resolve)
        self._dialed_names = GuardedResolver(resolve, public_only=not limits.proxy)
        self._session: aiohttp.ClientSession | None = None

    async def get(
        self, url: URL, *, accept: str, wants: WantsBody, turn: HostTurn, headers: Mapping[str, str] | None = None
    ) -> Answer:
        """The answer at the end of the redirects; FetchRefused for everything that goes wrong on the way. `headers`
        go to `url` alone, not to where it leads. The caller holds the watch for the whole of it."""
        hops, first, for_good = 0, url, True
        while True:
            sent = dict(headers or {}) if url == first else {}
            async with turn(url.raw_host or ""):
                answer, target = await self._hop(url, {**sent, hdrs.ACCEPT: accept}, wants)
            if answer is not None:
                return replace(answer, moved_for_good=for_good and hops > 0)
            hops += 1
            if hops > self._limits.redirects:
                raise FetchRefused("too_many_redirects", str(url))
            location, permanent = target
            for_good = for_good and permanent
            url = check_link(location, self._limits.ports)

    async def _hop(
        self, url: URL, headers: Mapping[str, str], wants: WantsBody
    ) -> tuple[Answer | None, tuple[str, bool]]:
        """One request: the answer, or where it points and whether for good."""
        try:
            if self._limits.proxy:
                await self._check_name(url.raw_host or "")
            async with self._open().get(url, headers=headers, allow_redirects=False, proxy=self._limits.proxy) as reply:
                location = reply.headers.get(hdrs.LOCATION)
                if reply.status in _REDIRECTS and location:
                    return None, (_joined(url, location), reply.status in (301, 308))
                return await self._read(url, reply, wants), ("", False)
        except FetchRefused:
            raise
        except Exception as error:
            raise _refusal(error) from error

    async def _check_name(self, host: str) -> None:
        if not is_public(host):  # an address written out was checked with its link
            await self._names.resolve(host)

    async def _read(self, url: URL, reply: aiohttp.ClientResponse, wants: WantsBody) -> Answer:
        content_type = reply.headers.get(hdrs.CONTENT_TYPE, "")
        wants(reply.status, reply.headers)
        body = b""
        if reply.status != 304:
            declared = reply.content_length
            if declared is not None and declared > self._limits.wire_bytes:
                raise FetchRefused("too_large", f"{declared} bytes announced")
            growing = Body(
                reply.headers.get(hdrs.CONTENT_ENCODING, ""), self._limits.wire_bytes, self._limits.page_bytes
            )
            async for part in reply.content.iter_any():
                growing.add(part)
            body = growing.whole()
        return Answer(
            url=url,
            status=reply.status,
            body=body,
            content_type=content_type,
            etag=reply.headers.get(hdrs.ETAG),
            modified=reply.headers.get(hdrs.LAST_MODIFIED),
        )

    def _open(self) -> aiohttp.ClientSession:
        if self._session is None:
            limits = self._limits
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(
                    resolver=self._dialed_names,
                    use_dns_cache=False,
                    socket_factory=self._dial,
                    force_close=True,
                    limit=0,
                ),
                timeout=aiohttp.ClientTimeout(
                    total=None, sock_connect=limits.connect_seconds, sock_read=limits.read_seconds
                ),
                headers={hdrs.USER_AGENT: limits.user_agent, hdrs.ACCEPT_ENCODING: ACCEPTED},
                cookie_jar=aiohttp.DummyCookieJar(),
                auto_decompress=False,
                trust_env=False,
            )
        return self._session

    async def close(self) -> None:
        """Let the sockets go."""
        if self._session is not None:
            await self._session.close()
            self._session = None


def _joined(url: URL, location: str) -> str:
    """Where a Location header points, as seen from `url`."""
    try:
        return str(url.join(URL(location)))
    except (ValueError, TypeError, UnicodeError):
        raise FetchRefused("bad_address", "a redirect that is no address") from None


def _refusal(error: Exception) -> FetchRefused:
    """The typed refusal for whatever the network did."""
    inner = error.os_error if isinstance(error, aiohttp.ClientConnectorError) else error
    detail = f"{type(error).__name__}: {error}"[:300]
    if isinstance(inner, PrivateAddress):
        return FetchRefused("private_address", detail)
    if isinstance(error, TimeoutError):
        return FetchRefused("too_slow", detail)
    if isinstance(error, aiohttp.ClientSSLError | ssl.SSLError) or isinstance(inner, ssl.SSLError):
        return FetchRefused("insecure", detail)
    if isinstance(inner, socket.gaierror):
        gone = inner.errno in (socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME))
        return FetchRefused("unknown_host" if gone else "unreachable", detail)
    if isinstance(error, aiohttp.InvalidURL):
        return FetchRefused("bad_address", detail)
    if isinstance(error, aiohttp.ClientResponseError | aiohttp.ClientPayloadError):
        return FetchRefused("broken", detail)
    if isinstance(error, aiohttp.ClientError | OSError):
        return FetchRefused("unreachable", detail)
    # A server found a way that is not known: the link is refused like any other, and the log has the way.
    log.exception("fetching a link failed in a new way")
    return FetchRefused("broken", detail)
