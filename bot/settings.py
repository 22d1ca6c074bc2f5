"""What an operator can set: from the environment and `.env`, read once at the start."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, HttpUrl, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict


class SettingsError(Exception):
    """A setting is wrong; the message is one line that names it and says what is expected."""


class Settings(BaseSettings):
    """Every field can be set in the environment or `.env` under its upper-case name; `.env.example` lists them all."""

    model_config = SettingsConfigDict(
        env_file=".env", env_file_encoding="utf-8", env_ignore_empty=True, extra="ignore", frozen=True
    )

    discord_token: SecretStr | None = None
    """The bot's token; without it `make run` opens the local chat."""
    discord_api_url: HttpUrl | None = None
    """Where Discord's HTTP API is reached instead of discord.com, with its version ("http://proxy:8080/api/v10")."""
    discord_gateway_url: Annotated[str, Field(pattern=r"^wss?://\S+$")] | None = None
    """Where the gateway is reached instead of what Discord names."""
    message_content: bool = True
    """Ask for the privileged Message Content intent; without it the bot reads what is handed to it."""
    data_dir: Path = Path("data")
    """Where everything is kept when storage_url names no other place."""
    storage_url: str | None = None
    """The store's address; None is the journal in data_dir."""
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    default_mode: Literal["auto", "quiet", "react", "off"] = "auto"
    """What the bot does in a channel that nobody set: read and reply, read and react, read when asked, nothing."""
    read_workers: Annotated[int, Field(ge=1, le=32)] = 1
    """Processes that read stories, apart from the one that talks to Discord."""

    fetch_timeout: Annotated[float, Field(gt=0, le=120)] = 15.0
    """Seconds for one link, redirects and all."""
    fetch_connect_timeout: Annotated[float, Field(gt=0, le=60)] = 5.0
    fetch_max_bytes: Annotated[int, Field(ge=10_000, le=50_000_000)] = 2_000_000
    """Bytes of one page, on the wire and again unpacked."""
    fetch_max_redirects: Annotated[int, Field(ge=0, le=20)] = 5
    fetch_concurrency: Annotated[int, Field(ge=1, le=256)] = 16
    """Links fetched at once in all."""
    fetch_per_host: Annotated[int, Field(ge=1, le=32)] = 2
    fetch_per_scope: Annotated[int, Field(ge=1, le=64)] = 4
    """Links fetched at once for one server."""
    fetch_ports: Annotated[tuple[int, ...], NoDecode] = (80, 443)
    fetch_user_agent: Annotated[str, Field(min_length=1, max_length=200, pattern=r"^[ -~]+$")] = "MarketBriefer/0.1"
    fetch_proxy: HttpUrl | None = None
    """A proxy that every link goes through; it then guards what may be reached."""

    feeds: Annotated[tuple[str, ...], NoDecode] = ()
    """Feeds of the operator, read for every server."""
    feeds_minutes: Annotated[int, Field(ge=1, le=1440)] = 10
    """Minutes between two looks at a feed."""
    feeds_max_new: Annotated[int, Field(ge=1, le=100)] = 5
    """New stories taken from one feed at one look."""

    @field_validator("fetch_ports", "feeds", mode="before")
    @classmethod
    def _listed(cls, value: object) -> object:
        if isinstance(value, str):
            return tuple(part for part in value.replace(",", " ").split() if part)
        return value

    @field_validator("fetch_ports")
    @classmethod
    def _ports(cls, value: tuple[int, ...]) -> tuple[int, ...]:
        if not value or not all(0 < port < 65536 for port in value):
            raise ValueError("expected port numbers between 1 and 65535, such as 80,443")
        return value

    @field_validator("feeds")
    @classmethod
    def _feeds(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for url in value:
            if not url.startswith(("http://", "https://")):
                raise ValueError("expected http or https addresses separated by spaces")
        return value

    @property
    def storage(self) -> str:
        """The store's address, whichever way it was set."""
        return self.storage_url or str(self.data_dir)


def load(**overrides: object) -> Settings:
    """The settings of this process; SettingsError in one line when one is wrong. A wrong value is never echoed: it may
    be a secret in the wrong place."""
    try:
        return Settings(**overrides)  # type: ignore[arg-type]
    except ValidationError as error:
        wrong = error.errors(include_input=False, include_url=False)[0]
        name = "_".join(str(part) for part in wrong["loc"][:1]).upper()
        more = f" (and {error.error_count() - 1} more)" if error.error_count() > 1 else ""
        raise SettingsError(f"{name}: {wrong['msg'].removeprefix('Value error, ')}{more}") from None
