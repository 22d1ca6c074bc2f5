"""The gateway: sessions over WebSockets, identify, heartbeat, resume, and who is told what."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from aiohttp import WSMsgType, web

from tests.discord_server.messages import Message
from tests.discord_server.objects import DM, Channel, Json

if TYPE_CHECKING:
    from tests.discord_server.world import Discord

GUILDS, MEMBERS, PRESENCES, CONTENT = 1 << 0, 1 << 1, 1 << 8, 1 << 15
MESSAGES, REACTIONS, DM_MESSAGES, DM_REACTIONS = 1 << 9, 1 << 10, 1 << 12, 1 << 13
PRIVILEGED = MEMBERS | PRESENCES | CONTENT
DISPATCH, HEARTBEAT, IDENTIFY, PRESENCE, RESUME, RECONNECT, REQUEST_MEMBERS = 0, 1, 2, 3, 6, 7, 8
INVALID_SESSION, HELLO, ACK = 9, 10, 11


@dataclass(eq=False)
class Session:
    """One identified client; `log` keeps what it was sent, for a resume."""

    id: str
    intents: int
    socket: web.WebSocketResponse | None
    shard: list[int] | None = None
    log: list[Json] = field(default_factory=list)
    closed: bool = False


class Gateway:
    """Serves the gateway's socket for a world and dispatches events by intents and permissions."""

    def __init__(self, world: Discord) -> None:
        self.world = world
        self.sessions: dict[str, Session] = {}
        self.identifies: list[Json] = []
        self.resumes = 0
        self.refuse_resume = False
        self.refuse_token = False
        self.heartbeat_interval = 41_250
        self._beats = 0
        self._sending = asyncio.Lock()

    async def serve(self, request: web.Request) -> web.WebSocketResponse:
        """One connection, from HELLO to its end."""
        socket = web.WebSocketResponse(max_msg_size=0)
        await socket.prepare(request)
        if request.query.get("v") != "10" or request.query.get("encoding") != "json":
            self.world.violation(f"gateway asked with {dict(request.query)}")
        await socket.send_json(
            {"op": HELLO, "d": {"heartbeat_interval": self.heartbeat_interval}, "s": None, "t": None}
        )
        session: Session | None = None
        async for frame in socket:
            if frame.type is not WSMsgType.TEXT:
                break
            session = await self._received(socket, json.loads(frame.data), session)
        if session is not None and session.socket is socket:
            session.socket = None
            session.closed = session.closed or socket.close_code in (1000, 1001)
        self.world.changed()
        return socket

    async def _received(self, socket: web.WebSocketResponse, told: Json, session: Session | None) -> Session | None:
        op, asked = told.get("op"), told.get("d") or {}
        if op == HEARTBEAT:
            self._beats += 1
            await socket.send_json({"op": ACK, "d": None, "s": None, "t": None})
        elif op == IDENTIFY and session is None:
            session = await self._identify(socket, asked)
        elif op == RESUME and session is None:
            session = await self._resume(socket, asked)
        elif op == REQUEST_MEMBERS and session is not None and not session.intents & MEMBERS:
            self.world.violation("members asked for without the members intent")
        elif op not in (PRESENCE, REQUEST_MEMBERS) or session is None:
            await socket.close(code=4003 if session is None else 4001)
        self.world.changed()
        return session

    async def _identify(self, socket: web.WebSocketResponse, asked: Json) -> Session | None:
        self.identifies.append(asked)
        world, intents = self.world, asked.get("intents")
        if asked.get("token") != world.token or self.refuse_token:
            await socket.close(code=4004, message=b"Authentication failed.")
        elif not isinstance(intents, int) or not {"os", "browser", "device"} <= set(asked.get("properties", {})):
            await socket.close(code=4013, message=b"Invalid intent(s).")
        elif intents & PRIVILEGED & ~world.granted:
            await socket.close(code=4014, message=b"Disallowed intent(s).")
        else:
            session = Session(f"session-{len(self.identifies)}", intents, socket, asked.get("shard"))
            self.sessions[session.id] = session
            await self._send(session, "READY", self._ready(session))
            for guild in list(world.guilds.values()):
                await self._send(session, "GUILD_CREATE", guild.payload(world.bot))
            return session
        return None

    def _ready(self, session: Session) -> Json:
        world = self.world
        shard = {} if session.shard is None else {"shard": session.shard}
        return shard | {
            "v": 10,
            "user": world.bot.payload() | {"verified": True, "mfa_enabled": True, "email": None},
            "guilds": [{"id": str(g.id), "unavailable": True} for g in world.guilds.values()],
            "session_id": session.id,
            "resume_gateway_url": world.gateway_url,
            "application": {"id": str(world.application_id), "flags": world.application_flags},
        }

    async def _resume(self, socket: web.WebSocketResponse, asked: Json) -> Session | None:
        self.resumes += 1
        if asked.get("token") != self.world.token:
            await socket.close(code=4004, message=b"Authentication failed.")
            return None
        session = self.sessions.get(asked.get("session_id") or "")
        if session is None or session.closed or self.refuse_resume:
            await socket.send_json({"op": INVALID_SESSION, "d": False, "s": None, "t": None})
            return None
        session.socket = socket
        for frame in [f for f in session.log if f["s"] > asked["seq"]]:
            await socket.send_json(frame)
        await self._send(session, "RESUMED", {})
        return session

    async def _send(self, session: Session, event: str, told: Json) -> None:
        async with self._sending:
            frame = {"op": DISPATCH, "d": told, "s": len(session.log) + 1, "t": event}
            session.log.append(frame)
            if session.socket is not None and not session.socket.closed:
                await session.socket.send_json(frame)

    async def dispatch(self, event: str, told: Json, *, needs: int = 0, channel: Channel | None = None) -> None:
        """Tell every session that holds the intents `needs` and may see `channel`."""
        if channel is not None and "view_channel" not in channel.permissions():
            return
        for session in self.sessions.values():
            if not session.closed and session.intents & needs == needs:
                await self._send(session, event, told)

    async def dispatch_message(self, event: str, message: Message) -> None:
        """Tell of a message: its content only to a session with that intent, or where the bot is concerned itself."""
        channel, bot = message.channel, self.world.bot
        if "view_channel" not in channel.permissions():
            return
        needs = DM_MESSAGES if channel.type == DM else MESSAGES
        concerned = channel.type == DM or message.author is bot or bot in message.mentions
        for session in self.sessions.values():
            if session.closed or not session.intents & needs:
                continue
            told = message.payload(bot, bare=not concerned and not session.intents & CONTENT)
            if channel.guild is not None:
                told["guild_id"] = str(channel.guild.id)
                if not message.webhook:
                    told["member"] = message.author.member()
            await self._send(session, event, told)

    @property
    def live(self) -> list[Session]:
        """The sessions with an open socket."""
        return [s for s in self.sessions.values() if s.socket is not None and not s.socket.closed]

    async def drop(self, code: int = 4000) -> None:
        """Cut every connection; the sessions can be resumed."""
        for session in self.live:
            socket, session.socket = session.socket, None
            if socket is not None:
                await socket.close(code=code)

    async def say(self, op: int, told: object = None) -> None:
        """Send every connected client a frame that is no event."""
        for session in self.live:
            if session.socket is not None:
                await session.socket.send_json({"op": op, "d": told, "s": None, "t": None})

    async def heard(self) -> None:
        """Come back when every client has taken in all it was sent so far: it answers a heartbeat request in order."""
        live = self.live
        awaited = self._beats + len(live)
        await self.say(HEARTBEAT)
        await self.world.until(lambda: self._beats >= awaited, "an answer to the heartbeat request")
