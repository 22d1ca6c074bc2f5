"""What the documents say is so."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import discord
from discord import app_commands

from bot import commands, sample
from bot.console import Chat
from bot.desk import Desk
from bot.locale import languages, phrases
from bot.render.discord import embed
from bot.render.terminal import Terminal
from bot.settings import Settings
from extract import read
from storage.memory import MemoryStore
from tests.bot.stories import NOW, at_once

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")
EXAMPLE = (ROOT / ".env.example").read_text("utf-8")
FIELDS = {name.upper(): field for name, field in Settings.model_fields.items()}


def in_code(text: str) -> set[str]:
    return set(re.findall(r"`([^`\n]+)`", text))


def test_every_setting_is_in_the_example_with_its_default() -> None:
    lines = dict(line.split("=", 1) for line in EXAMPLE.splitlines() if line and not line.startswith("#"))
    assert set(lines) == set(FIELDS)
    given = {name.lower(): value for name, value in lines.items() if value}
    made = Settings(_env_file=None, **given)  # type: ignore[arg-type]
    for name in FIELDS:
        assert getattr(made, name.lower()) == FIELDS[name].default, name


def test_every_setting_is_in_the_readme_and_no_other() -> None:
    told = {word for word in in_code(README) if re.fullmatch(r"[A-Z]+(?:_[A-Z]+)+|FEEDS", word)}
    assert told == set(FIELDS)


def told_commands() -> dict[str, str]:
    table = README.split("## Commands")[1].split("\n\n")[1]
    return {row.split("|")[1].strip().strip("`"): row for row in table.splitlines()[2:]}


def test_the_command_table_is_the_command_list() -> None:
    expected = set()
    for module in commands.MODULES:
        command = module.command
        if isinstance(command, app_commands.ContextMenu):
            expected.add(f"Apps > {command.name}")
            continue
        for one in command.commands if isinstance(command, app_commands.Group) else [command]:
            options = " ".join(p.name if p.required else f"[{p.name}]" for p in one.parameters)
            expected.add(f"/{one.qualified_name} {options}".strip())
    assert set(told_commands()) == expected


def test_the_chat_has_the_commands_the_readme_names() -> None:
    chat = Chat(Desk(MemoryStore(), read, at_once), Terminal(), lambda: NOW)
    (line,) = [line for line in README.splitlines() if line.startswith("In the local chat:")]
    told = {word.split()[0].removeprefix("/") for word in in_code(line)}
    assert told == set(chat.commands) - {"exit"}


def test_two_commands_set_it_up() -> None:
    block = re.search(r"## Try it\n(?:.|\n)*?\n((?:    .+\n)+)", README)
    assert block is not None
    clone, start = (line.strip() for line in block[1].splitlines())
    assert clone.startswith("git clone ")
    assert start == "make run"


def test_every_make_target_that_is_named_is_there() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md"):
        told = set(re.findall(r"\bmake ([a-z]+)\b(?=`|\s+#|\n)", (ROOT / name).read_text("utf-8")))
        assert told <= targets, name


def test_the_invitation_asks_for_what_it_says() -> None:
    link = re.search(r"permissions=(\d+)", README)
    assert link is not None
    granted = {name for name, given in discord.Permissions(int(link[1])) if given}
    assert granted == {
        "read_messages",  # View Channels
        "send_messages",
        "send_messages_in_threads",
        "embed_links",
        "add_reactions",
        "read_message_history",
    }
    assert "scope=bot+applications.commands" in README


async def test_the_picture_shows_what_the_bot_answers() -> None:
    first = await sample.load(Desk(MemoryStore(), read, at_once))
    made = embed(await first.desk.close(("local",), "nikkei", None, first.now))
    picture = re.search(r"!\[(.+?)\. (.+?)\. Below", README)
    assert picture is not None
    assert picture[1] == made.title
    assert picture[2] in (made.description or "")
    assert (ROOT / "docs" / "answer.png").stat().st_size > 10_000


def test_links_in_the_documents_lead_somewhere() -> None:
    for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md"):
        text = (ROOT / name).read_text("utf-8")
        for target in re.findall(r"\]\(([^)#]+)\)", text):
            assert (ROOT / target).exists(), target


def keys(table: object, path: str = "") -> set[str]:
    if isinstance(table, dict):
        return {key for name, row in table.items() for key in keys(row, f"{path}.{name}" if path else name)}
    return {path}


def test_every_phrase_that_is_said_is_there_and_every_one_there_is_said() -> None:
    table = tomllib.loads((ROOT / "bot" / "locale" / "en.toml").read_text("utf-8"))
    known = keys(table)
    source = "\n".join(path.read_text("utf-8") for path in (ROOT / "bot").rglob("*.py"))
    said = set(re.findall(r"(?:say|words|_row)\(\s*[\"']([a-z_.]+)[\"']", source))
    assert said <= known
    named = set(re.findall(r"[\"']([a-z_.]+)[\"']", source))
    begun = tuple(set(re.findall(r"f[\"']([a-z_]+(?:\.[a-z_]+)*[._])\{", source)))
    assert {key for key in known - named if not key.startswith(begun)} == set()


def test_a_language_that_is_not_there_is_english() -> None:
    assert languages() == ("en",)
    assert phrases("xx").say("close.why") == "Why"
    assert phrases("en-GB").say("close.why") == "Why"
