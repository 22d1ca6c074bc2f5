"""What users do with the bot's commands and buttons: the events that tell the bot, and the routes it answers on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.discord_server import limits
from tests.discord_server.messages import EPHEMERAL, LOADING, Interaction, Message
from tests.discord_server.objects import Channel, Json, User, bits
from tests.discord_server.rest import Call, Refused, route
from tests.discord_server.routes import message_of

if TYPE_CHECKING:
    from tests.discord_server.world import Discord

COMMAND, COMPONENT, AUTOCOMPLETE = 2, 3, 4
REPLY, DEFER, DEFER_UPDATE, UPDATE, CHOICES, MODAL = 4, 5, 6, 7, 8, 9
ALLOWED = {
    COMMAND: {REPLY, DEFER, MODAL},
    COMPONENT: {REPLY, DEFER, DEFER_UPDATE, UPDATE, MODAL},
    AUTOCOMPLETE: {CHOICES},
}
RESPOND_WITHIN, TOKEN_LASTS = 3.0, 15 * 60.0
OPTION_TYPES = {3: str, 4: int, 5: bool, 6: User, 7: Channel, 10: float}


def find_command(world: Discord, name: str, kind: int = 1) -> tuple[Json, list[str]]:
    """The registered command of this name ("feed add": its root) and the path below it."""
    root, *path = [name] if kind != 1 else name.split()
    for command in world.commands:
        if command["name"] == root and (command.get("type") or 1) == kind:
            return command, path
    raise AssertionError(f"no command {root!r} is registered, only {[c['name'] for c in world.commands]}")


def command_data(world: Discord, name: str, given: Json, focused: str | None = None) -> Json:
    """The `data` of a slash command typed by a user: refused where Discord's own client would not send it."""
    command, path = find_command(world, name)
    node: Json = command
    for step in path:
        node = next((o for o in node.get("options") or [] if o["name"] == step and o["type"] in (1, 2)), {})
        assert node, f"/{name}: no subcommand {step!r}"
    known = {option["name"]: option for option in node.get("options") or []}
    assert set(given) <= set(known), f"/{name} has no option {sorted(set(given) - set(known))}"
    if focused is None:
        missing = {n for n, o in known.items() if o.get("required")} - set(given)
        assert not missing, f"/{name} needs {sorted(missing)}"
    resolved: Json = {}
    options = [_option(known[key], value, resolved, focused, name) for key, value in given.items()]
    for step in reversed(path):
        options = [{"name": step, "type": 2 if path.index(step) < len(path) - 1 else 1, "options": options}]
    told = {"id": command["id"], "name": command["name"], "type": 1, "options": options}
    return told | ({"resolved": resolved} if resolved else {})


def _option(option: Json, value: Any, resolved: Json, focused: str | None, name: str) -> Json:
    kind, key = option["type"], option["name"]
    told: Json = {"name": key, "type": kind, "value": value}
    if key == focused:
        assert option.get("autocomplete"), f"/{name}: {key!r} has no autocomplete"
        return told | {"focused": True}
    assert isinstance(value, OPTION_TYPES[kind]), f"/{name}: {key!r} is not a {OPTION_TYPES[kind].__name__}"
    choices = option.get("choices") or []
    assert not choices or value in [c["value"] for c in choices], f"/{name}: {value!r} is no choice of {key!r}"
    if isinstance(value, Channel):
        partial = value.payload() | {"permissions": str(bits(value.permissions()))}
        resolved.setdefault("channels", {})[str(value.id)] = partial
        told["value"] = str(value.id)
    if isinstance(value, User):
        resolved.setdefault("users", {})[str(value.id)] = value.payload()
        told["value"] = str(value.id)
    return told


def offered(world: Discord, command: Json, channel: Channel, user: User) -> None:
    """Refuse (as a slip of the test's) a command that Discord's client would not offer this user here."""
    contexts = command.get("contexts")
    where = 0 if channel.guild else 1
    assert contexts is None or where in contexts, f"{command['name']!r} is not offered in context {where}"
    needed = int(command.get("default_member_permissions") or 0)
    if channel.guild is not None and needed:
        assert user in channel.guild.admins, f"{command['name']!r} is offered to admins alone"


async def begin(
    world: Discord, kind: int, channel: Channel, user: User, told: Json, message: Message | None = None
) -> Interaction:
    """Tell the bot of an interaction."""
    made = world.snowflake()
    asked = Interaction(made, f"token-{made}", kind, channel, user, told, world.clock(), message)
    world.interactions.append(asked)
    permissions = str(bits(channel.permissions()))
    payload: Json = {
        "id": str(asked.id),
        "application_id": str(world.application_id),
        "type": kind,
        "token": asked.token,
        "version": 1,
        "data": told,
        "channel_id": str(channel.id),
        "channel": channel.payload() | {"permissions": permissions},
        "locale": "en-US",
        "app_permissions": permissions,
        "attachment_size_limit": 10 << 20,
        "entitlements": [],
        "authorizing_integration_owners": {},
        "context": 0 if channel.guild else 1,
    }
    if channel.guild is not None:
        all_bits = str((1 << 50) - 1)
        held = all_bits if user in channel.guild.admins else permissions
        payload["guild_id"] = str(channel.guild.id)
        payload["guild"] = {"id": str(channel.guild.id), "locale": "en-US", "features": []}
        payload["guild_locale"] = "en-US"
        payload["member"] = user.member() | {"user": user.payload(), "permissions": held}
    else:
        payload["user"] = user.payload()
    if message is not None:
        payload["message"] = message.payload(world.bot)
    await world.gateway.dispatch("INTERACTION_CREATE", payload)
    return asked


def _find(world: Discord, token: str) -> Interaction:
    found = next((i for i in world.interactions if i.token == token), None)
    if found is None or world.clock() - found.sent_at > TOKEN_LASTS:
        raise Refused(404 if found is None else 401, 10015 if found is None else 50027, "Invalid Webhook Token")
    return found


@route("POST", "/interactions/{interaction_id}/{interaction_token}/callback")
async def callback(world: Discord, call: Call) -> Json | None:
    asked = next((i for i in world.interactions if i.token == call.ids["interaction_token"]), None)
    if asked is None:
        raise Refused(404, 10062, "Unknown interaction")
    late = world.clock() - asked.sent_at
    if late > RESPOND_WITHIN:
        world.violation(f"the first response came {late:.1f} s after the interaction")
        raise Refused(404, 10062, "Unknown interaction")
    if asked.responded:
        raise Refused(400, 40060, "Interaction has already been acknowledged.")
    kind, told = call.body["type"], call.body.get("data") or {}
    if kind not in ALLOWED[asked.type]:
        world.require(f"a response of type {kind} does not answer an interaction of type {asked.type}")
    message = await _respond(world, asked, kind, told, call)
    asked.responded = True
    if call.query.get("with_response") not in ("1", "true", "True"):
        return None
    outcome: Json = {"interaction": {"id": str(asked.id), "type": asked.type}}
    if message is not None:
        outcome["interaction"] |= {
            "response_message_id": str(message.id),
            "response_message_loading": bool(message.flags & LOADING),
            "response_message_ephemeral": message.ephemeral,
        }
        outcome["resource"] = {"type": kind, "message": world.told(message)}
    return outcome


async def _respond(world: Discord, asked: Interaction, kind: int, told: Json, call: Call) -> Message | None:
    if kind == CHOICES:
        node: Json = asked.asked
        command, path = find_command(world, " ".join(_path(node)))
        for step in path:
            command = next(o for o in command["options"] if o["name"] == step)
            node = node["options"][0]
        focused = next(o["name"] for o in node["options"] if o.get("focused"))
        option = next(o for o in command["options"] if o["name"] == focused)
        world.require(*limits.choices(told.get("choices") or [], option))
        asked.choices = told.get("choices") or []
    elif kind == REPLY:
        world.require(*limits.message(told, files=len(call.files)))
        return await _say(world, asked, told, call)
    elif kind == DEFER:
        asked.deferred = (told.get("flags") or 0) & EPHEMERAL
        return await _say(world, asked, {"flags": asked.deferred | LOADING}, call)
    elif kind == UPDATE and asked.message is not None:
        world.require(*limits.message(told, files=len(call.files), new=False))
        world.rewrite(asked.message, told, call.files)
        asked.messages.append(asked.message)
        await world.tell_update(asked.message)
        return asked.message
    elif kind == DEFER_UPDATE and asked.message is not None:
        asked.messages.append(asked.message)
        return asked.message
    return None


def _path(node: Json) -> list[str]:
    names = [node["name"]]
    while node.get("options") and node["options"][0]["type"] in (1, 2):
        node = node["options"][0]
        names.append(node["name"])
    return names


async def _say(world: Discord, asked: Interaction, body: Json, call: Call) -> Message:
    message = world.compose(asked.channel, body, call.files)
    message.interaction = asked
    asked.messages.append(message)
    if not message.ephemeral:
        await world.publish(message)
    return message


async def _rewrite(world: Discord, asked: Interaction, message: Message, call: Call) -> Json:
    world.require(*limits.message(call.body, files=len(call.files), new=bool(message.flags & LOADING)))
    world.rewrite(message, call.body, call.files)
    message.flags &= ~LOADING
    if message is asked.messages[0]:
        asked.deferred = None
    await world.tell_update(message)
    return world.told(message)


@route("POST", "/webhooks/{webhook_id}/{webhook_token}")
async def follow_up(world: Discord, call: Call) -> Json:
    asked = _find(world, call.ids["webhook_token"])
    if not asked.responded:
        raise Refused(404, 10015, "Unknown Webhook")
    world.require(*limits.message(call.body, files=len(call.files)))
    if asked.deferred is not None and asked.messages[0].flags & LOADING:  # the first one takes the place of "thinking"
        return await _rewrite(world, asked, asked.messages[0], call)
    return world.told(await _say(world, asked, call.body, call))


def _named(world: Discord, call: Call) -> tuple[Interaction, Message]:
    asked = _find(world, call.ids["webhook_token"])
    wanted = call.ids.get("message_id", "@original")
    messages = {str(m.id): m for m in asked.messages if not m.deleted}
    message = messages.get(wanted) if wanted != "@original" else next(iter(messages.values()), None)
    if message is None:
        raise Refused(404, 10008, "Unknown Message")
    return asked, message


@route("GET", "/webhooks/{webhook_id}/{webhook_token}/messages/@original")
async def get_original(world: Discord, call: Call) -> Json:
    return world.told(_named(world, call)[1])


@route("PATCH", "/webhooks/{webhook_id}/{webhook_token}/messages/@original")
async def edit_original(world: Discord, call: Call) -> Json:
    return await _rewrite(world, *_named(world, call), call)


@route("PATCH", "/webhooks/{webhook_id}/{webhook_token}/messages/{message_id}")
async def edit_follow_up(world: Discord, call: Call) -> Json:
    return await _rewrite(world, *_named(world, call), call)


@route("DELETE", "/webhooks/{webhook_id}/{webhook_token}/messages/@original")
async def delete_original(world: Discord, call: Call) -> None:
    await _withdraw(world, call)


@route("DELETE", "/webhooks/{webhook_id}/{webhook_token}/messages/{message_id}")
async def delete_follow_up(world: Discord, call: Call) -> None:
    await _withdraw(world, call)


async def _withdraw(world: Discord, call: Call) -> None:
    asked, message = _named(world, call)
    asked.deferred = None
    if message.ephemeral:
        message.deleted = True
    else:
        await world.delete(message_of(message.channel, str(message.id)))
