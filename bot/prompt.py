"""What a person types or pastes, as whole inputs: a command, a question, or all the lines of one story."""

from __future__ import annotations

import select
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TextIO

from bot import ask

_TOGETHER = 0.08
"""Seconds within which the next line of a paste follows; a person types slower."""
_HISTORY = 500
_LONGEST = 2_000_000


def typed(prompt: str, ask_line: Callable[[str], str] = input, more: Callable[[], bool] | None = None) -> Iterator[str]:
    """Inputs from a terminal: a line each, or a paste whole. Ends at Ctrl-D; Ctrl-C raises KeyboardInterrupt."""
    following = more or _more_waiting
    while True:
        try:
            lines = [ask_line(prompt)]
            while following():
                lines.append(ask_line(""))
        except EOFError:
            return
        yield "\n".join(lines)


def _more_waiting() -> bool:
    try:
        return bool(select.select([sys.stdin], [], [], _TOGETHER)[0])
    except (OSError, ValueError):  # not every system can tell
        return False


def piped(stream: TextIO) -> Iterator[str]:
    """Inputs from a pipe: a command, link or question is one line; other lines up to the next of these are a story."""
    story: list[str] = []
    size = 0
    for line in stream:
        text = line.rstrip("\r\n")
        if _stands_alone(text) or size > _LONGEST:
            yield from _whole(story)
            story, size = [], 0
            if _stands_alone(text):
                yield text
                continue
        story.append(text)
        size += len(text) + 1
    yield from _whole(story)


def _whole(story: Sequence[str]) -> Iterator[str]:
    text = "\n".join(story).strip()
    if text:
        yield text


def _stands_alone(line: str) -> bool:
    text = line.strip()
    if text.startswith(("/", "http://", "https://")):
        return " " not in text or text.startswith("/")
    return len(text) < 120 and text.endswith("?") and ask.is_question(text)


class Editing:
    """Line editing, history and completion where the system has readline; nothing elsewhere. `names` gives the names
    that may follow a command, for what was typed of one."""

    def __init__(
        self, history: Path | None, commands: Sequence[str], names: Callable[[str], Sequence[str]] = lambda _: ()
    ) -> None:
        self._history = history
        self._commands = [f"/{name}" for name in commands]
        self._names = names
        try:
            import readline
        except ImportError:
            return
        readline.parse_and_bind("set enable-bracketed-paste on")
        readline.parse_and_bind("tab: complete")
        readline.set_completer_delims("\n")
        readline.set_completer(self._complete)
        readline.set_history_length(_HISTORY)
        readline.set_auto_history(False)
        if history is not None and history.is_file():
            try:
                readline.read_history_file(history)
            except OSError:
                self._history = None

    def remember(self, text: str) -> None:
        """Keep a typed line for the arrow keys; a pasted story is not one."""
        if "\n" in text or len(text) > 200 or not text.strip():
            return
        try:
            import readline

            readline.add_history(text)
            if self._history is not None:
                readline.write_history_file(self._history)
        except (ImportError, OSError):
            self._history = None

    def _complete(self, text: str, state: int) -> str | None:
        fitting = self._fitting(text)
        return fitting[state] if state < len(fitting) else None

    def _fitting(self, text: str) -> list[str]:
        """Whole lines that begin with what was typed: a command with room for its name, then the name."""
        command, space, begun = text.partition(" ")
        if not space:
            return [f"{name} " for name in self._commands if text.startswith("/") and name.startswith(text)]
        names = self._names(begun) if command in self._commands else ()
        return [f"{command} {name}" for name in names if name.casefold().startswith(begun.casefold())]
