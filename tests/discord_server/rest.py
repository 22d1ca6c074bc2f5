"""The HTTP side: one door that checks every request and finds the route that answers it."""

from __future__ import annotations

import json
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from aiohttp import BodyPartReader, web

from tests.discord_server import schema

if TYPE_CHECKING:
    from tests.discord_server.world import Discord

BASE = "/api/v10"
INVALID_FORM = 50035
OPEN = re.compile(r"/interactions/|/webhooks/")


class Refused(Exception):
    """Discord's own error answer."""

    def __init__(self, status: int, code: int, message: str, **extra: Any) -> None:
        super().__init__(message)
        self.status = status
        self.told = {"code": code, "message": message} | extra


@dataclass(eq=False)
class Call:
    """One request as it arrived, and what it got."""

    method: str
    path: str
    query: dict[str, str]
    body: Any = None
    files: list[tuple[str, bytes, str | None]] = field(default_factory=list)
    template: str = ""
    ids: dict[str, str] = field(default_factory=dict)
    status: int = 0
    answered: bool = False

    def __repr__(self) -> str:
        return f"{self.method} {self.path} -> {self.status}"


Handler = Callable[["Discord", Call], Awaitable[Any]]
ROUTES: list[tuple[str, re.Pattern[str], str, Handler]] = []


def route(method: str, template: str) -> Callable[[Handler], Handler]:
    """Serve `template` (written as Discord's description writes it) with the function below."""
    pattern = re.compile(re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", template) + "$")

    def keep(handler: Handler) -> Handler:
        ROUTES.append((method, pattern, template, handler))
        return handler

    return keep


async def serve(world: Discord, request: web.Request) -> web.StreamResponse:
    """Check a request and answer it; then, the answer being on its way, wake whoever waits for something to happen."""
    call = Call(request.method, request.path.removeprefix(BASE), dict(request.query))
    world.requests.append(call)
    try:
        told = await _answer(world, request, call)
        call.status = 204 if told is None else 200
    except Refused as refused:
        call.status, told = refused.status, refused.told
    if told is None:
        response = web.Response(status=204)
    else:
        headers = {"Content-Type": "application/json", "Via": "1.1 loopback"}
        if call.status == 429:
            headers |= {"Retry-After": str(told["retry_after"]), "X-RateLimit-Scope": "user"}
        response = web.Response(status=call.status, body=json.dumps(told).encode(), headers=headers)
    if world.swallowed and call.method == "POST" and call.path.endswith("/messages") and call.status == 200:
        world.swallowed -= 1
        call.answered = True
        assert request.transport is not None
        request.transport.close()
        return response
    await response.prepare(request)
    await response.write_eof()
    call.answered = True
    world.changed()
    return response


async def _answer(world: Discord, request: web.Request, call: Call) -> Any:
    if not request.headers.get("User-Agent", "").startswith("DiscordBot (") and not OPEN.match(call.path):
        world.violation("User-Agent must be 'DiscordBot (url, version)'")
    if not OPEN.match(call.path) and request.headers.get("Authorization") != f"Bot {world.token}":
        raise Refused(401, 0, "401: Unauthorized")
    await _read_body(request, call)
    world.throttle(call)
    for method, pattern, template, handler in ROUTES:
        if method == call.method and (match := pattern.match(call.path)):
            call.template, call.ids = template, {key: unquote(value) for key, value in match.groupdict().items()}
            if call.body is not None:
                world.require(*schema.problems(template, method, call.body))
            told = await handler(world, call)
            if world.check_answers and told is not None:
                world.require(*schema.problems(template, method, told, answer=True))
            return told
    world.violation("no such route")
    raise Refused(404, 0, "404: Not Found")


async def _read_body(request: web.Request, call: Call) -> None:
    if request.content_type == "multipart/form-data":
        async for part in await request.multipart():
            assert isinstance(part, BodyPartReader), "a part within a part"
            content = bytes(await part.read(decode=True))
            if part.name == "payload_json":
                call.body = json.loads(content)
            else:
                call.files.append((part.filename or "", content, part.headers.get("Content-Type")))
    elif request.can_read_body:
        if request.content_type != "application/json":
            raise Refused(400, INVALID_FORM, f"Content-Type {request.content_type}")
        call.body = await request.json()
