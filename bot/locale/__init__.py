"""What the bot says, a file a language; a language that lacks a phrase borrows it from English."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

DEFAULT = "en"


class Phrases:
    """The phrases of one language, by dotted key ("close.stale")."""

    def __init__(self, table: Mapping[str, Any], fallback: Phrases | None = None) -> None:
        self._table = table
        self._fallback = fallback

    def say(self, key: str, **places: object) -> str:
        """A phrase with its places filled; KeyError for a key that no language has."""
        return str(self._row(key)).format(**places)

    def words(self, key: str) -> tuple[str, ...]:
        """A list of words, such as those that a question is known by."""
        return tuple(self._row(key))

    def known(self, key: str) -> bool:
        """Whether there is such a phrase."""
        try:
            self._row(key)
        except KeyError:
            return False
        return True

    def day(self, day: date, *, short: bool = False) -> str:
        """A date as it is said: "Wed 25 Feb 2026"; without the year when short."""
        return self.say(
            "date_short" if short else "date",
            weekday=self._row("weekdays")[day.weekday()],
            day=day.day,
            month=self._row("months")[day.month - 1],
            year=day.year,
        )

    def _row(self, key: str) -> Any:
        row: Any = self._table
        for part in key.split("."):
            row = row.get(part) if isinstance(row, Mapping) else None
        if row is not None:
            return row
        if self._fallback is None:
            raise KeyError(key)
        return self._fallback._row(key)


def languages() -> tuple[str, ...]:
    """The languages that have a file, as their codes."""
    return tuple(
        sorted(f.name.removesuffix(".toml") for f in files("bot.locale").iterdir() if f.name.endswith(".toml"))
    )


@cache
def phrases(language: str = DEFAULT) -> Phrases:
    """The phrases of a language; English for one that has no file ("de-AT" takes "de")."""
    for code in (language, language.partition("-")[0]):
        if code != DEFAULT and code in languages():
            return Phrases(_table(code), phrases(DEFAULT))
    return Phrases(_table(DEFAULT))


def _table(code: str) -> Mapping[str, Any]:
    return tomllib.loads(files("bot.locale").joinpath(f"{code}.toml").read_text("utf-8"))
