"""The project's word lists, TOML files: each is parsed once, and what is wrong with one is said with its name."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import product
from pathlib import Path
from re import escape
from typing import Any

HERE = Path(__file__).parent
_ONE_OF = re.compile(r"\{([^{}]*)\}")


class LexiconError(ValueError):
    """A word list that cannot be read; the message names the file, the row and what was expected."""


@lru_cache(maxsize=24)
def table(path: Path) -> dict[str, Any]:
    """A TOML file's content, its rows spelled out and not to be changed; LexiconError where it cannot be read."""
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise LexiconError(f"{path.name}: not readable as TOML: {error}") from error
    spelled: dict[str, Any] = _spelled_out(content)
    return spelled


def _spelled_out(content: Any) -> Any:
    """A table in whose lists a row with a choice stands for one row for each way to choose."""
    if isinstance(content, dict):
        return {key: _spelled_out(value) for key, value in content.items()}
    if isinstance(content, list):
        return [each for row in content for each in (choices(row) if isinstance(row, str) else [_spelled_out(row)])]
    return content


def choices(row: str) -> list[str]:
    """A row of a list with what stands between braces chosen in every way.

    >>> choices("at {its|the} {low|high}")
    ['at its low', 'at its high', 'at the low', 'at the high']
    """
    parts = _ONE_OF.split(row)  # every other one is a choice
    options = [part.split("|") if at % 2 else [part] for at, part in enumerate(parts)]
    return ["".join(chosen) for chosen in product(*options)]


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
