"""What is posted, edited, deleted and reacted to on the Discord of a test."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from tests.discord_server import limits, rest
from tests.discord_server.gateway import DM_MESSAGES, DM_REACTIONS, MESSAGES, REACTIONS
from tests.discord_server.messages import COMPONENTS_V2, LOADING, Attachment, Message, reference, snapshot
from tests.discord_server.objects import DM, Channel, Json, User
from tests.discord_server.place import Place

File = tuple[str, bytes, str | None]


class Posts(Place):
    """Messages, reactions and files of a test's Discord."""

    def told(self, message: Message) -> Json:
        """A message as HTTP tells the bot."""
        return message.payload(self.bot)

    def attach(self, channel: Channel, file: File) -> Attachment:
        """Put a file on the file server."""
        name, content, kind = file
        made = self.snowflake()
        path = f"/attachments/{channel.id}/{made}/{name}"
        kept = self.files[path] = Attachment(made, name, content, kind, f"http://{self.address}{path}")
        return kept

    def compose(self, channel: Channel, body: Json, files: Sequence[File]) -> Message:
        """A message of the bot's as it asked for it; a ping of anybody breaks a rule."""
        pointer = body.get("message_reference")
        replied = channel.messages.get(int(pointer["message_id"])) if pointer else None
        if pointer and replied is None and pointer.get("fail_if_not_exists", True):
            raise rest.Refused(
                400,
                rest.INVALID_FORM,
                "Invalid Form Body",
                errors={"message_reference": {"_errors": [{"code": "UNKNOWN", "message": "Unknown message"}]}},
            )
        message = Message(self.snowflake(), channel, self.bot, type=19 if replied else 0)
        message.nonce = str(body["nonce"]) if body.get("nonce") is not None else None
        if replied is not None:
            message.reference = reference(replied)
        message.flags = body.get("flags") or 0
        self.rewrite(message, body, files, replied)
        message.edits, message.edited = 0, None
        return message

    def rewrite(self, message: Message, body: Json, files: Sequence[File], replied: Message | None = None) -> None:
        """Change a message of the bot's as it asked for it."""
        for key in ("content", "embeds", "components"):
            if key in body:
                setattr(message, key, body[key] or ("" if key == "content" else []))
        if "attachments" in body or files:
            kept = {str(told["id"]) for told in body.get("attachments") or []}
            message.attachments = [a for a in message.attachments if str(a.id) in kept]
            message.attachments += [self.attach(message.channel, file) for file in files]
        pinging = "content" in body or message.id not in message.channel.messages or message.flags & LOADING
        if self.careful and pinging and not (body.get("flags") or 0) & LOADING:
            for what in limits.unguarded(body):
                self.violation(what)
        message.pings = limits.pings(body, str(replied.author.id) if replied else None)
        if message.pings:
            self.violation(f"the message pings {sorted(message.pings)}")
        message.edits += 1
        message.edited = self.now

    async def publish(self, message: Message) -> None:
        """Put a message into its channel and tell of it."""
        message.channel.messages[message.id] = message
        self.changed()
        await self.gateway.dispatch_message("MESSAGE_CREATE", message)

    async def tell_update(self, message: Message) -> None:
        """Tell of a changed message, unless it is one that only its reader sees."""
        if not message.ephemeral:
            await self.gateway.dispatch_message("MESSAGE_UPDATE", message)

    async def post(
        self,
        channel: Channel,
        author: User,
        text: str = "",
        *,
        embeds: Sequence[Json] = (),
        files: Sequence[File] = (),
        components: Sequence[Json] = (),
        reply_to: Message | None = None,
        forward: Message | None = None,
        webhook: bool = False,
        quietly: bool = False,
    ) -> Message:
        """A user (or, with `webhook`, a webhook) posts; `quietly` puts it there without telling the bot."""
        assert len(text) <= 4000, "Discord's own client does not send that much"
        message = Message(self.snowflake(), channel, author, text, list(embeds), webhook=webhook)
        message.attachments = [self.attach(channel, file) for file in files]
        message.components, message.flags = list(components), COMPONENTS_V2 if components else 0
        message.mentions = [u for u in self.users.values() if re.search(rf"<@!?{u.id}>", text)]
        if reply_to is not None:
            message.type, message.reference = 19, reference(reply_to)
            message.mentions += [u for u in [reply_to.author] if u not in message.mentions]
        if forward is not None:
            message.reference = reference(forward) | {"type": 1}
            message.snapshots = [snapshot(forward.payload(self.bot))]
        if quietly:
            channel.messages[message.id] = message
        else:
            await self.publish(message)
        return message

    async def edit(self, message: Message, text: str) -> None:
        """The author edits a message."""
        message.content, message.edited = text, self.now
        await self.gateway.dispatch_message("MESSAGE_UPDATE", message)

    async def unfurl(self, message: Message, **embed: Any) -> None:
        """Discord adds its preview of a link to a message, some time after the message."""
        message.embeds = [*message.embeds, {"type": "article"} | embed]
        await self.gateway.dispatch_message("MESSAGE_UPDATE", message)

    async def delete(self, message: Message) -> None:
        """A message is deleted."""
        await self.delete_many([message], bulk=False)

    async def delete_many(self, messages: Sequence[Message], *, bulk: bool = True) -> None:
        """A moderator deletes messages of one channel at once."""
        channel = messages[0].channel
        for message in messages:
            message.deleted = True
            channel.messages.pop(message.id, None)
        told: Json = {"channel_id": str(channel.id)}
        told |= {"ids": [str(m.id) for m in messages]} if bulk else {"id": str(messages[0].id)}
        if channel.guild is not None:
            told["guild_id"] = str(channel.guild.id)
        event = "MESSAGE_DELETE_BULK" if bulk else "MESSAGE_DELETE"
        self.changed()
        await self.gateway.dispatch(event, told, needs=DM_MESSAGES if channel.type == DM else MESSAGES, channel=channel)

    async def react(self, message: Message, user: User, emoji: str) -> None:
        """Somebody adds a reaction."""
        message.reactions.setdefault(emoji, set()).add(user)
        await self._tell_reaction("MESSAGE_REACTION_ADD", message, user, emoji)

    async def unreact(self, message: Message, user: User, emoji: str) -> None:
        """Somebody takes a reaction back."""
        users = message.reactions.get(emoji, set())
        users.discard(user)
        if not users:
            message.reactions.pop(emoji, None)
        await self._tell_reaction("MESSAGE_REACTION_REMOVE", message, user, emoji)

    async def _tell_reaction(self, event: str, message: Message, user: User, emoji: str) -> None:
        channel = message.channel
        told: Json = {
            "user_id": str(user.id),
            "channel_id": str(channel.id),
            "message_id": str(message.id),
            "emoji": {"id": None, "name": emoji},
            "type": 0,
            "burst": False,
        }
        if event.endswith("ADD"):
            told["message_author_id"] = str(message.author.id)
        if channel.guild is not None:
            told["guild_id"] = str(channel.guild.id)
            if event.endswith("ADD"):
                told["member"] = user.member() | {"user": user.payload()}
        self.changed()
        needs = DM_REACTIONS if channel.type == DM else REACTIONS
        await self.gateway.dispatch(event, told, needs=needs, channel=channel)
