"""The routes of the bot's own account, of channels, messages, reactions and commands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.discord_server import limits
from tests.discord_server.messages import Message
from tests.discord_server.objects import Channel, Json
from tests.discord_server.rest import Call, Refused, route

if TYPE_CHECKING:
    from tests.discord_server.world import Discord

UNKNOWN_CHANNEL, UNKNOWN_MESSAGE = 10003, 10008
MISSING_ACCESS, MISSING_PERMISSIONS = 50001, 50013


def allow(channel: Channel, *wanted: str) -> None:
    """Refuse as Discord does unless the bot may do all of it here."""
    held = channel.permissions()
    if "view_channel" not in held:
        raise Refused(403, MISSING_ACCESS, "Missing Access")
    if not set(wanted) <= held:
        raise Refused(403, MISSING_PERMISSIONS, "Missing Permissions")


def channel_of(world: Discord, call: Call) -> Channel:
    """The channel that the path names."""
    channel = world.channels.get(int(call.ids["channel_id"]))
    if channel is None:
        raise Refused(404, UNKNOWN_CHANNEL, "Unknown Channel")
    return channel


def message_of(channel: Channel, message_id: str) -> Message:
    """A message of a channel."""
    message = channel.messages.get(int(message_id))
    if message is None:
        raise Refused(404, UNKNOWN_MESSAGE, "Unknown Message")
    return message


def sending(channel: Channel, call: Call) -> None:
    """Refuse a message that the bot may not send here."""
    wanted = ["send_messages_in_threads" if channel.is_thread else "send_messages"]
    wanted += ["embed_links"] if call.body.get("embeds") else []
    wanted += ["attach_files"] if call.files else []
    wanted += ["read_message_history"] if call.body.get("message_reference") else []
    allow(channel, *wanted)


@route("GET", "/users/@me")
async def me(world: Discord, call: Call) -> Json:
    return world.bot.payload() | {"mfa_enabled": True, "verified": True, "locale": "en-US", "accent_color": None}


@route("GET", "/oauth2/applications/@me")
async def application(world: Discord, call: Call) -> Json:
    return world.application()


@route("GET", "/gateway")
async def gateway(world: Discord, call: Call) -> Json:
    return {"url": world.gateway_url}


@route("GET", "/gateway/bot")
async def gateway_bot(world: Discord, call: Call) -> Json:
    limit = {"total": 1000, "remaining": 999, "reset_after": 1, "max_concurrency": 1}
    return {"url": world.gateway_url, "shards": 1, "session_start_limit": limit}


@route("POST", "/users/@me/channels")
async def open_dm(world: Discord, call: Call) -> Json:
    user = world.users.get(int(call.body["recipient_id"]))
    if user is None:
        raise Refused(400, 50033, "Invalid Recipient(s)")
    return world.dm(user).payload()


@route("GET", "/channels/{channel_id}")
async def get_channel(world: Discord, call: Call) -> Json:
    channel = channel_of(world, call)
    allow(channel)
    return channel.payload()


@route("POST", "/channels/{channel_id}/typing")
async def typing(world: Discord, call: Call) -> Json:
    channel = channel_of(world, call)
    allow(channel, "send_messages")
    channel.typing += 1
    return {}


@route("GET", "/channels/{channel_id}/messages")
async def history(world: Discord, call: Call) -> list[Json]:
    channel, limit = channel_of(world, call), int(call.query.get("limit", 50))
    allow(channel)
    if not 1 <= limit <= 100:
        world.violation("limit must be 1 to 100")
    if "read_message_history" not in channel.permissions():
        return []
    ids = sorted(channel.messages, reverse=True)
    if "after" in call.query:  # the oldest ones after it, told newest first
        ids = sorted(i for i in ids if i > int(call.query["after"]))[:limit][::-1]
    elif "before" in call.query:
        ids = [i for i in ids if i < int(call.query["before"])]
    return [world.told(channel.messages[i]) for i in ids[:limit]]


@route("POST", "/channels/{channel_id}/messages")
async def create_message(world: Discord, call: Call) -> Json:
    channel = channel_of(world, call)
    world.require(*limits.message(call.body, files=len(call.files)))
    sending(channel, call)
    if world.careful:
        world.require(*limits.doubling(call.body))
    nonce = call.body.get("nonce")
    if nonce is not None and call.body.get("enforce_nonce"):
        for known in channel.messages.values():
            if known.nonce == str(nonce) and known.author is world.bot:
                return world.told(known)
    message = world.compose(channel, call.body, call.files)
    await world.publish(message)
    return world.told(message)


@route("GET", "/channels/{channel_id}/messages/{message_id}")
async def get_message(world: Discord, call: Call) -> Json:
    channel = channel_of(world, call)
    allow(channel, "read_message_history")
    return world.told(message_of(channel, call.ids["message_id"]))


@route("PATCH", "/channels/{channel_id}/messages/{message_id}")
async def edit_message(world: Discord, call: Call) -> Json:
    channel = channel_of(world, call)
    allow(channel)
    message = message_of(channel, call.ids["message_id"])
    if message.author is not world.bot:
        raise Refused(403, 50005, "Cannot edit a message authored by another user")
    world.require(*limits.message(call.body, files=len(call.files), new=False))
    world.rewrite(message, call.body, call.files)
    await world.gateway.dispatch_message("MESSAGE_UPDATE", message)
    return world.told(message)


@route("DELETE", "/channels/{channel_id}/messages/{message_id}")
async def delete_message(world: Discord, call: Call) -> None:
    channel = channel_of(world, call)
    message = message_of(channel, call.ids["message_id"])
    allow(channel, *(() if message.author is world.bot else ("manage_messages",)))
    await world.delete(message)


@route("PUT", "/channels/{channel_id}/messages/{message_id}/reactions/{emoji_name}/@me")
async def react(world: Discord, call: Call) -> None:
    channel = channel_of(world, call)
    message = message_of(channel, call.ids["message_id"])
    new = call.ids["emoji_name"] not in message.reactions
    allow(channel, "read_message_history", *(("add_reactions",) if new else ()))
    await world.react(message, world.bot, call.ids["emoji_name"])


@route("DELETE", "/channels/{channel_id}/messages/{message_id}/reactions/{emoji_name}/@me")
async def unreact(world: Discord, call: Call) -> None:
    channel = channel_of(world, call)
    allow(channel)
    await world.unreact(message_of(channel, call.ids["message_id"]), world.bot, call.ids["emoji_name"])


@route("GET", "/guilds/{guild_id}/threads/active")
async def active_threads(world: Discord, call: Call) -> Json:
    guild = world.guilds.get(int(call.ids["guild_id"]))
    if guild is None:
        raise Refused(403, MISSING_ACCESS, "Missing Access")
    threads = [c for c in guild.channels.values() if c.is_thread and not c.archived]
    return {"threads": [c.payload() for c in threads if "view_channel" in c.permissions()], "members": []}


@route("GET", "/applications/{application_id}/commands")
async def get_commands(world: Discord, call: Call) -> list[Json]:
    return world.commands


@route("PUT", "/applications/{application_id}/commands")
async def put_commands(world: Discord, call: Call) -> list[Json]:
    world.require(*limits.commands(call.body))
    return world.register(call.body)
