"""The project's word lists, TOML files: each is parsed once, and what is wrong with one is said with its name."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from re import escape
from typing import Any

HERE = Path(__file__).parent


class LexiconError(ValueError):
    """A word list that cannot be read; the message names the file, the row and what was expected."""


@lru_cache(maxsize=24)
def table(path: Path) -> dict[str, Any]:
    """A TOML file's content, not to be changed; LexiconError where it cannot be read."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise LexiconError(f"{path.name}: not readable as TOML: {error}") from error


def rows(content: Mapping[str, Any], file: str, *keys: str) -> list[str]:
    """The list of words under these keys; LexiconError where there is none."""
    found: Any = content
    for key in keys:
        if not isinstance(found, Mapping) or key not in found:
            raise LexiconError(f"{file}: [{'.'.join(keys)}] is missing")
        found = found[key]
    if not isinstance(found, list) or not all(isinstance(w, str) for w in found):
        raise LexiconError(f"{file}: {'.'.join(keys)}: expected a list of words")
    return found


def listed(*keys: str) -> list[str]:
    """A list of scan.toml, the words that a text is cut into tokens by."""
    return rows(table(HERE / "lang/en/scan.toml"), "scan.toml", *keys)


def word_set(*keys: str) -> frozenset[str]:
    """A list of scan.toml as a set."""
    return frozenset(listed(*keys))


def valued(section: str, name: str) -> dict[str, Any]:
    """A table of scan.toml that gives each word its value."""
    found = table(HERE / "lang/en/scan.toml").get(section, {}).get(name)
    if not isinstance(found, dict):
        raise LexiconError(f"scan.toml: [{section}.{name}] is missing")
    return found


def alternation(words: Iterable[str]) -> str:
    """Words as one alternative of a pattern, the longest first."""
    return "|".join(escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))
