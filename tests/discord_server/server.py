"""The server itself: its sockets, the rules that were broken, and waiting for something to become true."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from datetime import UTC, datetime
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from aiohttp import web

from tests.discord_server import rest
from tests.discord_server.gateway import CONTENT, Gateway
from tests.discord_server.messages import Attachment, Interaction
from tests.discord_server.objects import Channel, Guild, Json, User

if TYPE_CHECKING:
    from tests.discord_server.world import Discord

T = TypeVar("T")
PATIENCE = 30.0
"""How long a test waits for what it expects, in seconds: only a failing test waits that long."""


class Server:
    """A whole Discord for one bot. `granted` are the privileged intents that its portal page allows."""

    def __init__(self, *, granted: int = CONTENT, now: datetime | None = None, check_answers: bool = False) -> None:
        self.now = now or datetime(2026, 2, 25, 9, 0, tzinfo=UTC)
        self.clock: Callable[[], float] = time.monotonic
        self.granted, self.check_answers = granted, check_answers
        self.careful = False
        """Whether the bot is held to its own rules besides Discord's: nobody can be pinged, nothing can stand twice."""
        self.token = "a-token-of-the-test"
        self._made = 0
        self.users: dict[int, User] = {}
        self.guilds: dict[int, Guild] = {}
        self.channels: dict[int, Channel] = {}
        self.commands: list[Json] = []
        self.interactions: list[Interaction] = []
        self.requests: list[rest.Call] = []
        self.violations: list[str] = []
        self.files: dict[str, Attachment] = {}
        self.failures = 0
        """So many requests to come are answered as by a Discord that is out of order."""
        self.swallowed = 0
        """So many messages to come are posted, but the answer never arrives: the connection breaks."""
        self.throttles: list[dict[str, Any]] = []
        self.gateway = Gateway(cast("Discord", self))
        self.bot = User(1_000_000_000_000_000_001, "Market Briefer", bot=True)
        self.users[self.bot.id] = self.bot
        self.application_id = self.bot.id
        self._waiting: list[asyncio.Future[None]] = []
        self._runner: web.AppRunner | None = None
        self.address = ""

    async def __aenter__(self) -> Self:
        app = web.Application(client_max_size=64 << 20)
        app.router.add_get("/", self.gateway.serve)
        app.router.add_get("/attachments/{channel}/{id}/{name}", self._file)
        app.router.add_route("*", rest.BASE + "/{path:.*}", self._serve)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        port = site._server.sockets[0].getsockname()[1]  # type: ignore[union-attr]
        self.address = f"127.0.0.1:{port}"
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None
    ) -> None:
        assert self._runner is not None
        await self._runner.cleanup()
        for asked in self.interactions:
            if not asked.answered:
                self.violation(f"never answered: {asked.asked}")
        if error is not None:
            error.add_note(self.story())
        elif self.violations:
            raise AssertionError(self.story())

    @property
    def api_url(self) -> str:
        return f"http://{self.address}{rest.BASE}"

    @property
    def gateway_url(self) -> str:
        return f"ws://{self.address}"

    def story(self) -> str:
        """What broke a rule, and the last requests, for a failing test's output."""
        broken = [f"broke a rule: {v}" for v in self.violations]
        return "\n".join([*broken, "last requests:", *(f"  {c!r}" for c in self.requests[-15:])])

    def violation(self, what: str) -> None:
        """Note that a rule was broken: the test fails."""
        self.violations.append(f"{self.requests[-1] if self.requests else 'gateway'}: {what}")
        self.changed()

    def require_none(self) -> None:
        """Fail at once when a rule was broken."""
        if self.violations:
            raise AssertionError(self.story())

    def require(self, *problems: str) -> None:
        """Refuse the request in hand if anything is wrong with it."""
        for problem in problems:
            self.violation(problem)
        if problems:
            raise rest.Refused(
                400,
                rest.INVALID_FORM,
                "Invalid Form Body",
                errors={"_errors": [{"code": "REFUSED", "message": problem} for problem in problems]},
            )

    def throttle(self, call: rest.Call) -> None:
        """Answer 503 or 429 where the test asked for it (see `failures` and `limit`)."""
        if self.failures > 0:
            self.failures -= 1
            raise rest.Refused(503, 0, "Service Unavailable")
        for told in self.throttles:
            if told["times"] > 0 and told["method"] == call.method and told["part"] in call.path:
                told["times"] -= 1
                raise rest.Refused(
                    429, 0, "You are being rate limited.", retry_after=told["after"], **{"global": told["all"]}
                )

    def limit(self, method: str, part: str, *, after: float = 0.01, times: int = 1, everything: bool = False) -> None:
        """Answer the next `times` requests whose path holds `part` with 429."""
        self.throttles.append({"method": method, "part": part, "after": after, "times": times, "all": everything})

    async def _serve(self, request: web.Request) -> web.StreamResponse:
        return await rest.serve(cast("Discord", self), request)

    async def _file(self, request: web.Request) -> web.Response:
        kept = self.files.get(request.path)
        if kept is None:
            return web.Response(status=404)
        return web.Response(body=kept.content, content_type=(kept.content_type or "text/plain").split(";")[0])

    @property
    def idle(self) -> bool:
        """Whether every request so far has been answered."""
        return all(call.answered for call in self.requests[-50:])

    def changed(self) -> None:
        """Wake those who wait for something to become true."""
        for waiter in self._waiting:
            if not waiter.done():
                waiter.set_result(None)
        self._waiting.clear()

    async def until(self, ready: Callable[[], T], what: str = "what the test waits for") -> T:
        """Wait until `ready()` is true (and return it); fail at once when a rule is broken."""
        try:
            async with asyncio.timeout(PATIENCE):
                while not (found := ready()):
                    self.require_none()
                    self._waiting.append(waiter := asyncio.get_running_loop().create_future())
                    await waiter
                return found
        except TimeoutError:
            raise AssertionError(f"{what} did not come\n{self.story()}") from None
