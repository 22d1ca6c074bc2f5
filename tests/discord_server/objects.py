"""Who and what there is on a Discord: users, servers and channels, and how each is written as JSON."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.discord_server.messages import Message

Json = dict[str, Any]
EPOCH_MS = 1_420_070_400_000
TEXT, DM, NEWS_THREAD, THREAD, FORUM = 0, 1, 10, 11, 15

PERMISSIONS = {
    "add_reactions": 1 << 6,
    "administrator": 1 << 3,
    "manage_guild": 1 << 5,
    "view_channel": 1 << 10,
    "send_messages": 1 << 11,
    "manage_messages": 1 << 13,
    "embed_links": 1 << 14,
    "attach_files": 1 << 15,
    "read_message_history": 1 << 16,
    "use_application_commands": 1 << 31,
    "send_messages_in_threads": 1 << 38,
}
ORDINARY = (
    "add_reactions",
    "view_channel",
    "send_messages",
    "embed_links",
    "attach_files",
    "read_message_history",
    "use_application_commands",
    "send_messages_in_threads",
)


def bits(names: tuple[str, ...] | set[str]) -> int:
    """The permissions of these names as Discord's number."""
    return sum(PERMISSIONS[name] for name in set(names))


def moment(snowflake: int) -> datetime:
    """When the thing of this id was made."""
    return datetime.fromtimestamp(((snowflake >> 22) + EPOCH_MS) / 1000, UTC)


@dataclass(eq=False)
class User:
    """Somebody, or the bot itself."""

    id: int
    name: str
    bot: bool = False

    @property
    def mention(self) -> str:
        return f"<@{self.id}>"

    def payload(self) -> Json:
        return {
            "id": str(self.id),
            "username": self.name,
            "discriminator": "0",
            "global_name": None,
            "avatar": None,
            "public_flags": 0,
            "flags": 0,
            "bot": self.bot,
            "primary_guild": None,
        }

    def member(self) -> Json:
        """The member object without its user, as messages carry it."""
        return {
            "roles": [],
            "joined_at": "2024-01-01T00:00:00+00:00",
            "deaf": False,
            "mute": False,
            "flags": 0,
            "nick": None,
            "avatar": None,
            "premium_since": None,
            "pending": False,
            "communication_disabled_until": None,
            "banner": None,
        }


_ROLE = {"color": 0, "hoist": False, "managed": False, "mentionable": False, "flags": 0}


@dataclass(eq=False)
class Guild:
    """A server; everyone, the bot too, has `permissions` in it, `admins` may administer."""

    id: int
    name: str
    owner: User
    permissions: set[str] = field(default_factory=lambda: set(ORDINARY))
    channels: dict[int, Channel] = field(default_factory=dict)
    admins: set[User] = field(default_factory=set)

    @property
    def bot_role(self) -> int:
        """The id of the role that the server made for the bot."""
        return self.id ^ 1 << 21

    def payload(self, bot: User) -> Json:
        """As GUILD_CREATE tells it."""
        everyone: Json = {
            "id": str(self.id),
            "name": "@everyone",
            "permissions": str(bits(self.permissions)),
            "position": 0,
        }
        own: Json = {"id": str(self.bot_role), "name": bot.name, "permissions": "0", "position": 1, "managed": True}
        own["tags"] = {"bot_id": str(bot.id)}
        seen = [c for c in self.channels.values() if "view_channel" in c.permissions()]
        return {
            "id": str(self.id),
            "name": self.name,
            "owner_id": str(self.owner.id),
            "unavailable": False,
            "member_count": 3,
            "large": False,
            "preferred_locale": "en-US",
            "features": [],
            "emojis": [],
            "stickers": [],
            "roles": [_ROLE | everyone, _ROLE | own],
            "members": [bot.member() | {"user": bot.payload(), "roles": [str(self.bot_role)]}],
            "channels": [c.payload() for c in seen if not c.is_thread],
            "threads": [c.payload() for c in seen if c.is_thread],
            "presences": [],
            "voice_states": [],
            "stage_instances": [],
            "guild_scheduled_events": [],
            "joined_at": "2024-01-01T00:00:00+00:00",
            "system_channel_id": None,
            "verification_level": 1,
            "default_message_notifications": 1,
            "explicit_content_filter": 0,
            "nsfw_level": 0,
            "mfa_level": 0,
            "premium_tier": 0,
            "afk_timeout": 300,
            "system_channel_flags": 0,
            "application_id": None,
        }


@dataclass(eq=False)
class Channel:
    """A channel, a thread (it has a parent) or a direct chat (it has no guild); `denied` is taken from the bot."""

    id: int
    name: str
    type: int = TEXT
    guild: Guild | None = None
    parent: Channel | None = None
    recipient: User | None = None
    denied: set[str] = field(default_factory=set)
    messages: dict[int, Message] = field(default_factory=dict)
    typing: int = 0
    archived: bool = False

    @property
    def is_thread(self) -> bool:
        return self.type in (THREAD, NEWS_THREAD)

    @property
    def mention(self) -> str:
        return f"<#{self.id}>"

    @property
    def newest(self) -> str | None:
        """The id of the last message, as the channel tells it."""
        return str(max(self.messages)) if self.messages else None

    def permissions(self) -> set[str]:
        """What the bot may do here."""
        if self.guild is None:
            return set(ORDINARY)
        return self.guild.permissions - self.denied - (self.parent.denied if self.parent else set())

    def payload(self) -> Json:
        made: Json = {"id": str(self.id), "type": self.type, "last_message_id": self.newest, "flags": 0}
        if self.guild is None:
            return made | {"recipients": [self.recipient.payload()] if self.recipient else []}
        made |= {"name": self.name, "guild_id": str(self.guild.id), "rate_limit_per_user": 0}
        made["parent_id"] = str(self.parent.id) if self.parent else None
        if self.is_thread:
            return made | {
                "owner_id": str(self.guild.owner.id),
                "message_count": len(self.messages),
                "member_count": 2,
                "total_message_sent": len(self.messages),
                "thread_metadata": {
                    "archived": self.archived,
                    "auto_archive_duration": 1440,
                    "archive_timestamp": moment(self.id).isoformat(),
                    "locked": False,
                    "create_timestamp": moment(self.id).isoformat(),
                },
            }
        overwrite = {"id": str(self.guild.id), "type": 0, "allow": "0", "deny": str(bits(self.denied))}
        made |= {"position": 0, "topic": None, "nsfw": False}
        if self.type == FORUM:
            made |= {"available_tags": [], "default_reaction_emoji": None, "default_sort_order": None}
        return made | {"permission_overwrites": [overwrite] if self.denied else []}
