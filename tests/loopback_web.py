"""A web of made-up hosts on the loopback, for tests and the bench: names and servers of its own, and a dial that writes
down where it was sent and goes to these servers or nowhere. Nothing here can reach a real host, even if the guard under
test lets everything through."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from ssl import SSLContext
from typing import Any

from aiohttp import web

from bot.addresses import AddressInfo
from bot.fetch import Fetcher, FetchLimits

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
Talk = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]

QUICK = FetchLimits(total_seconds=5, connect_seconds=2, read_seconds=2, wait_seconds=5)


def nowhere() -> Fetcher:
    """A fetcher for tests that need none: it knows no name and reaches no address."""
    return LoopbackWeb().fetcher()


class LoopbackWeb:
    """Hosts on one aiohttp server, told apart by their Host header, and raw servers for what aiohttp would not say.

    `dialed` lists every address that was about to be connected to, `asked` every name that was looked up, `requests`
    every request as (host, path, headers). `turns` holds answers that a name gives one after the other, before it gives
    those in `names`.
    """

    def __init__(self) -> None:
        self.dialed: list[tuple[str, int]] = []
        self.asked: list[str] = []
        self.requests: list[tuple[str, str, dict[str, str]]] = []
        self.names: dict[str, list[str]] = {}
        self.turns: dict[str, list[list[str]]] = {}
        self._handlers: dict[tuple[str, str], Handler] = {}
        self._servers: dict[str, int] = {}
        self._raw: list[asyncio.Server] = []
        self._talks: set[asyncio.Task[None]] = set()
        self._runner: web.ServerRunner | None = None
        self._port = 0

    async def __aenter__(self) -> LoopbackWeb:
        self._runner = web.ServerRunner(web.Server(self._serve), handle_signals=False, shutdown_timeout=0)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self._port = self._runner.addresses[0][1]
        return self

    async def __aexit__(self, *_: object) -> None:
        for talk in list(self._talks):
            talk.cancel()
        await asyncio.gather(*self._talks, return_exceptions=True)
        for server in self._raw:
            server.close()
            await server.wait_closed()
        if self._runner is not None:
            await self._runner.cleanup()

    def fetcher(self, limits: FetchLimits = QUICK, **settings: Any) -> Fetcher:
        """A fetcher that lives in this web; FetchLimits' settings, `clock` and `reader` can be given by name."""
        given = {name: settings.pop(name) for name in ("clock", "reader") if name in settings}
        return Fetcher(replace(limits, **settings), dial=self.dial, resolver=self.resolve, **given)

    def host(self, name: str, *addresses: str) -> None:
        """Make a name known, at addresses of one's own or at a public one."""
        self.names[name] = list(addresses) or [f"93.184.{len(self.names) // 250}.{len(self.names) % 250 + 1}"]

    def page(self, url: str, body: str | bytes, *, status: int = 200, **headers: str) -> None:
        """Serve a body at `http://host/path`; headers by name, with underscores for dashes."""
        content = body.encode() if isinstance(body, str) else body
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        named.setdefault("Content-Type", "text/html; charset=utf-8")

        async def answer(_: web.Request) -> web.Response:
            return web.Response(body=content, status=status, headers=named)

        self.handle(url, answer)

    def redirect(self, url: str, target: str, status: int = 302) -> None:
        """Send whoever asks for `url` on to `target`."""
        self.page(url, b"", status=status, Location=target)

    def handle(self, url: str, handler: Handler) -> None:
        """Serve a path by a handler of one's own."""
        host, _, path = url.partition("://")[2].partition("/")
        if host not in self.names:
            self.host(host)
        self._handlers[host, f"/{path}"] = handler

    async def talk(self, name: str, talk: Talk, *, ssl: SSLContext | None = None) -> None:
        """Serve a host by a conversation over the bare socket, or over TLS."""

        def begin(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            async def whole() -> None:
                try:
                    await talk(reader, writer)
                except (ConnectionError, asyncio.IncompleteReadError):
                    pass
                finally:
                    writer.close()

            task = asyncio.create_task(whole())
            self._talks.add(task)
            task.add_done_callback(self._talks.discard)

        server = await asyncio.start_server(begin, "127.0.0.1", 0, ssl=ssl)
        self._raw.append(server)
        if name not in self.names:
            self.host(name)
        for address in self.names[name]:
            self._servers[address] = server.sockets[0].getsockname()[1]

    async def resolve(self, host: str) -> Sequence[str]:
        """The resolver of this web."""
        self.asked.append(host)
        if host not in self.names:
            raise socket.gaierror(socket.EAI_NONAME, "no such name in this web")
        turns = self.turns.get(host)
        return turns.pop(0) if turns else self.names[host]

    def dial(self, info: AddressInfo) -> socket.socket:
        """The dial of this web."""
        return _Dialed(info, self)

    def port_for(self, address: str) -> int | None:
        """The loopback port behind a made-up address."""
        if address in self._servers:
            return self._servers[address]
        return self._port if any(address in known for known in self.names.values()) else None

    async def _serve(self, request: web.BaseRequest) -> web.StreamResponse:
        host = request.headers.get("Host", "").partition(":")[0]
        self.requests.append((host, request.path_qs, dict(request.headers)))
        handler = self._handlers.get((host, request.path_qs)) or self._handlers.get((host, request.path))
        if handler is None:
            return web.Response(status=404, text="no such page")
        return await handler(request)  # type: ignore[arg-type]


class _Dialed(socket.socket):
    """A socket that notes where it is sent and goes to the loopback server behind that address, or nowhere."""

    def __init__(self, info: AddressInfo, net: LoopbackWeb) -> None:
        super().__init__(socket.AF_INET, socket.SOCK_STREAM)
        self._told, self._net = info, net

    @property
    def family(self) -> socket.AddressFamily:
        """The family it was asked for: the event loop checks the address against it."""
        return socket.AddressFamily(self._told[0])

    def connect(self, address: Any) -> None:
        self._net.dialed.append((str(address[0]), int(address[1])))
        port = self._net.port_for(str(address[0]))
        if port is None:
            raise ConnectionRefusedError("nobody lives at that address in this web")
        super().connect(("127.0.0.1", port))
