"""What there is on the Discord of a test, and making more of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from tests.discord_server.gateway import CONTENT
from tests.discord_server.objects import DM, EPOCH_MS, TEXT, Channel, Guild, Json, User
from tests.discord_server.server import Server


class Place(Server):
    """Users, servers, channels and commands of a test's Discord."""

    def snowflake(self, at: datetime | None = None) -> int:
        """A new id, of the world's time or another."""
        self._made += 1
        return (int((at or self.now).timestamp() * 1000) - EPOCH_MS) << 22 | self._made

    def tick(self, **step: float) -> None:
        """Let the world's time pass (`timedelta`'s arguments)."""
        self.now += timedelta(**step)

    def user(self, name: str, *, bot: bool = False) -> User:
        """The user of this name, made when first named."""
        known = next((u for u in self.users.values() if u.name == name), None)
        made = known or User(self.snowflake(), name, bot)
        self.users[made.id] = made
        return made

    def guild(self, name: str, *, owner: str = "owner") -> Guild:
        """A server that the bot is in."""
        made = Guild(self.snowflake(), name, self.user(owner))
        made.admins.add(made.owner)
        self.guilds[made.id] = made
        return made

    def channel(self, guild: Guild, name: str, *, kind: int = TEXT, denied: Sequence[str] = ()) -> Channel:
        """A channel of a server, there before the bot logs in."""
        made = Channel(self.snowflake(), name, kind, guild, denied=set(denied))
        self.channels[made.id] = guild.channels[made.id] = made
        return made

    def dm(self, user: User) -> Channel:
        """The direct chat of a user with the bot."""
        known = next((c for c in self.channels.values() if c.recipient is user), None)
        made = known or Channel(self.snowflake(), user.name, DM, recipient=user)
        self.channels[made.id] = made
        return made

    @property
    def application_flags(self) -> int:
        return 1 << 19 if self.granted & CONTENT else 0

    def application(self) -> Json:
        """The application object of the bot's login."""
        return {
            "id": str(self.application_id),
            "name": self.bot.name,
            "icon": None,
            "description": "",
            "bot_public": True,
            "bot_require_code_grant": False,
            "verify_key": "0" * 64,
            "flags": self.application_flags,
            "owner": self.user("owner").payload(),
            "team": None,
            "type": None,
            "flags_new": str(self.application_flags),
            "redirect_uris": [],
            "interactions_endpoint_url": None,
            "role_connections_verification_url": None,
            "approximate_guild_count": len(self.guilds),
            "approximate_user_install_count": 0,
            "approximate_user_authorization_count": 0,
            "explicit_content_filter": 0,
            "eligible_oauth2_scopes": ["bot", "applications.commands"],
        }

    def register(self, told: list[Json]) -> list[Json]:
        """Keep commands as Discord does: those of the same name keep their id."""
        known = {(c["name"], c.get("type") or 1): c["id"] for c in self.commands}
        self.commands = [
            command
            | {
                "id": known.get((command["name"], command.get("type") or 1)) or str(self.snowflake()),
                "application_id": str(self.application_id),
                "type": command.get("type") or 1,
                "description": command.get("description") or "",
                "version": str(self.snowflake()),
                "default_member_permissions": _text(command.get("default_member_permissions")),
                "integration_types": command.get("integration_types") or [0],
                "nsfw": bool(command.get("nsfw")),
            }
            for command in told
        ]
        return self.commands


def _text(value: object) -> str | None:
    return None if value is None else str(value)
