"""The commands of the bot on Discord, one a file; each module's `command` is added to the tree."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from bot.commands import brief, brief_schedule, channel, close, feed, forget, read, read_story, sources, why
from bot.commands import help as help_

if TYPE_CHECKING:
    from discord import app_commands

    from bot.client import App

MODULES = (close, why, sources, brief, brief_schedule, read, channel, feed, forget, help_, read_story)


def add_all(tree: app_commands.CommandTree[App]) -> None:
    """Put every command into the tree, and the buttons that outlive a restart into the client."""
    for module in MODULES:
        tree.add_command(module.command)
    tree.client.add_dynamic_items(close.Suggested)


_KEYS = ("name", "description", "type", "options", "choices", "required", "autocomplete", "contexts", "nsfw")
_MORE = ("min_value", "max_value", "min_length", "max_length", "channel_types", "value", "default_member_permissions")


def as_compared(told: Iterable[Mapping[str, Any]]) -> list[Any]:
    """Commands as they are compared: what was left out and what was left empty are the same."""
    return sorted((_bare(command) for command in told), key=lambda command: (command["name"], command.get("type", 1)))


def _bare(node: Mapping[str, Any]) -> dict[str, Any]:
    kept: dict[str, Any] = {}
    for key in (*_KEYS, *_MORE):
        value = node.get(key)
        if key in ("options", "choices") and value:
            value = [_bare(one) for one in value]
        if key == "default_member_permissions" and value is not None:
            value = str(value)
        if key == "contexts" and value:
            value = sorted(value)
        if key == "type" and value == 1 and "required" not in node:
            continue
        if value not in (None, False, "", []):
            kept[key] = value
    return kept
