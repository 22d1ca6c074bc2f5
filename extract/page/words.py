"""The lexicon of pages: by which words walls, errors, live pages and furniture are known. Loaded once."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def words() -> dict[str, Any]:
    """The tables of `words.toml`."""
    return tomllib.loads(files("extract.page").joinpath("words.toml").read_text(encoding="utf-8"))


@cache
def months() -> dict[str, int]:
    """Month names to their numbers, "feb" and "february" alike."""
    return {name: number for number, names in enumerate(words()["months"], 1) for name in names}


@cache
def pattern(table: str, row: str) -> re.Pattern[str]:
    """One alternation of a row's phrases, to be searched in lower-case text."""
    return re.compile("|".join(re.escape(phrase) for phrase in words()[table][row]))
