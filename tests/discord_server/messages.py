"""What is said on a Discord: messages, files and interactions, and how each is written as JSON."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime

from tests.discord_server.objects import Channel, Json, User, moment

EPHEMERAL, LOADING, COMPONENTS_V2 = 1 << 6, 1 << 7, 1 << 15


@dataclass(eq=False)
class Attachment:
    """A file on this Discord's own file server."""

    id: int
    filename: str
    content: bytes
    content_type: str | None
    url: str
    description: str | None = None

    def payload(self) -> Json:
        made = {
            "id": str(self.id),
            "filename": self.filename,
            "size": len(self.content),
            "url": self.url,
            "proxy_url": self.url,
        }
        optional = {"content_type": self.content_type, "description": self.description}
        return made | {key: value for key, value in optional.items() if value is not None}


@dataclass(eq=False)
class Message:
    """A message; `pings` are those whom it notified (ids, `everyone`), `edits` how often it was edited."""

    id: int
    channel: Channel
    author: User
    content: str = ""
    embeds: list[Json] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    components: list[Json] = field(default_factory=list)
    flags: int = 0
    type: int = 0
    reference: Json | None = None
    snapshots: list[Json] = field(default_factory=list)
    webhook: bool = False
    interaction: Interaction | None = None
    mentions: list[User] = field(default_factory=list)
    edited: datetime | None = None
    edits: int = 0
    deleted: bool = False
    pings: set[str] = field(default_factory=set)
    nonce: str | None = None
    reactions: dict[str, set[User]] = field(default_factory=dict)

    @property
    def link(self) -> str:
        home = self.channel.guild.id if self.channel.guild else "@me"
        return f"https://discord.com/channels/{home}/{self.channel.id}/{self.id}"

    @property
    def ephemeral(self) -> bool:
        return bool(self.flags & EPHEMERAL)

    @property
    def text(self) -> str:
        """All the words of the message, its embeds and its components, for assertions."""
        return "\n".join([self.content, *_strings(self.embeds), *_strings(self.components)])

    def payload(self, viewer: User, *, bare: bool = False) -> Json:
        """As `viewer` is told it; `bare` is how the gateway tells it to a bot that may not see message content."""
        made: Json = {
            "id": str(self.id),
            "type": self.type,
            "channel_id": str(self.channel.id),
            "author": self.author.payload(),
            "content": "" if bare else self.content,
            "embeds": [] if bare else self.embeds,
            "attachments": [] if bare else [a.payload() for a in self.attachments],
            "components": [] if bare else self.components,
            "mentions": [u.payload() for u in self.mentions],
            "mention_roles": re.findall(r"<@&(\d+)>", self.content),
            "mention_everyone": False,
            "timestamp": moment(self.id).isoformat(),
            "edited_timestamp": self.edited.isoformat() if self.edited else None,
            "flags": self.flags,
            "pinned": False,
            "tts": False,
        }
        if self.reactions:
            made["reactions"] = [_reaction(emoji, users, viewer) for emoji, users in self.reactions.items()]
        if self.webhook:
            made["webhook_id"] = str(self.author.id)
        if self.interaction is not None:
            made |= {"application_id": str(viewer.id), "webhook_id": str(viewer.id)}
            made["interaction_metadata"] = self.interaction.metadata()
        if self.reference is not None:
            made["message_reference"] = self.reference
        if self.snapshots:
            made["message_snapshots"] = [{"message": {"content": ""} if bare else s} for s in self.snapshots]
        if self.nonce is not None:
            made["nonce"] = self.nonce
        return made


def _reaction(emoji: str, users: set[User], viewer: User) -> Json:
    count = {"burst": 0, "normal": len(users)}
    made = {"emoji": {"id": None, "name": emoji}, "count": len(users), "count_details": count, "burst_colors": []}
    return made | {"me": viewer in users, "me_burst": False}


@dataclass(eq=False)
class Interaction:
    """Something a user did with the bot, and all the bot answered; the first of `messages` is the original response."""

    id: int
    token: str
    type: int
    channel: Channel
    user: User
    asked: Json
    sent_at: float
    message: Message | None = None
    responded: bool = False
    deferred: int | None = None
    choices: list[Json] | None = None
    messages: list[Message] = field(default_factory=list)

    def metadata(self) -> Json:
        """What a message that answers it tells of it."""
        told: Json = {"id": str(self.id), "type": self.type, "user": self.user.payload()}
        told["authorizing_integration_owners"] = {}
        if self.message is not None:
            told["interacted_message_id"] = str(self.message.id)
        if self.asked.get("target_id"):
            told["target_message_id"] = self.asked["target_id"]
        return told

    @property
    def answered(self) -> bool:
        """Whether the user sees an answer, not only that one is being thought of."""
        return self.responded and self.deferred is None

    @property
    def original(self) -> Message:
        return self.messages[0]

    @property
    def text(self) -> str:
        return "\n".join(m.text for m in self.messages)


def _strings(value: object) -> list[str]:
    """Every text in an embed or component, labels and links included, ids left out."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, list):
        return [text for item in value for text in _strings(item)]
    if isinstance(value, dict):
        return [text for key, item in value.items() if key not in ("type", "custom_id") for text in _strings(item)]
    return []


def reference(message: Message) -> Json:
    """How another message points at this one."""
    told = {"message_id": str(message.id), "channel_id": str(message.channel.id), "type": 0}
    return told | ({"guild_id": str(message.channel.guild.id)} if message.channel.guild else {})


def snapshot(told: Json) -> Json:
    """What a forward carries of the message it forwards."""
    kept = ("type", "content", "embeds", "attachments", "timestamp", "edited_timestamp", "flags", "components")
    return {key: told[key] for key in (*kept, "mentions", "mention_roles")}
