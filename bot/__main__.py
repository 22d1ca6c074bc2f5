"""The composition root: settings, store, reader and desk; then Discord, or the local chat when there is no token."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import os
import shutil
import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import storage
from bot import demo, logs, prompt, sample, settings
from bot.console import Chat, Quit
from bot.desk import Desk, clock
from bot.fetch import Fetcher, FetchLimits
from bot.locale import phrases
from bot.render.terminal import Terminal
from bot.settings import Settings, SettingsError
from bot.workers import Workers
from extract import read
from storage import StorageError

_SEEDS = Path("../shared/extraction/dev")
_WRONG_SETTING, _NO_STORE, _NO_START = 2, 3, 4


def main(arguments: Sequence[str] | None = None) -> int:
    """Run until told to stop; the exit status. A wrong setting or an unusable store is one line on standard error."""
    options = _options(arguments)
    _plain_text_streams()
    try:
        configured = settings.load()
        if options.demo:
            return _demo()
        token = configured.discord_token
        if token is not None and token.get_secret_value().strip():
            return _discord(configured)
        return _chat(configured)
    except SettingsError as error:
        print(f"market-briefer: setting {error}", file=sys.stderr)
        return _WRONG_SETTING
    except StorageError as error:
        print(f"market-briefer: {error}", file=sys.stderr)
        return _NO_STORE
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # nobody reads on: nothing is left to flush
        return 0
    except KeyboardInterrupt:
        return 0


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="market-briefer",
        description="Reads the market stories a community posts and answers with the sentence behind every number. "
        "Without DISCORD_TOKEN it opens a local chat.",
    )
    parser.add_argument("--demo", action="store_true", help="read two stories, ask for closes, and end")
    parser.add_argument("--version", action="version", version=_version())
    return parser.parse_args(arguments)


def _version() -> str:
    try:
        return version("market-briefer")
    except PackageNotFoundError:
        return "from source"


def _plain_text_streams() -> None:
    """No text, in or out, may end the program for its encoding."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        with contextlib.suppress(AttributeError, ValueError):
            stream.reconfigure(errors="replace")  # type: ignore[union-attr]


def _now() -> datetime:
    return datetime.now(UTC)


def _terminal() -> Terminal:
    color = sys.stdout.isatty() and "NO_COLOR" not in os.environ and os.environ.get("TERM") != "dumb"
    return Terminal(shutil.get_terminal_size().columns, color=color)


def _demo() -> int:
    from storage.memory import MemoryStore

    logs.set_up("WARNING")
    asyncio.run(demo.run(Desk(MemoryStore(), read), _terminal(), _SEEDS, print))
    return 0


def _discord(configured: Settings) -> int:
    from bot.failures import StartError

    token = configured.discord_token.get_secret_value() if configured.discord_token else ""
    logs.set_up(configured.log_level, [token])
    try:
        asyncio.run(_on_discord(configured))
    except StartError as error:
        print(f"market-briefer: {error}", file=sys.stderr)
        return _NO_START
    return 0


async def _on_discord(configured: Settings) -> None:
    from bot import app

    store = await storage.connect(configured.storage)
    workers = Workers(configured.read_workers)
    fetcher = Fetcher(_limits(configured))
    try:
        await asyncio.to_thread(clock.prepare, _now())
        await app.run(configured, store, Desk(store, read, workers.run), fetcher)
    finally:
        await fetcher.close()
        workers.close()
        await store.close()


def _limits(configured: Settings) -> FetchLimits:
    return FetchLimits(
        ports=configured.fetch_ports,
        total_seconds=configured.fetch_timeout,
        connect_seconds=configured.fetch_connect_timeout,
        wire_bytes=configured.fetch_max_bytes,
        page_bytes=configured.fetch_max_bytes,
        redirects=configured.fetch_max_redirects,
        at_once=configured.fetch_concurrency,
        per_host=configured.fetch_per_host,
        per_group=configured.fetch_per_scope,
        user_agent=configured.fetch_user_agent,
        proxy=str(configured.fetch_proxy) if configured.fetch_proxy else None,
    )


def _chat(configured: Settings) -> int:
    logs.set_up("DEBUG" if configured.log_level == "DEBUG" else "ERROR")
    with asyncio.Runner() as runner:
        store = runner.run(storage.connect(configured.storage))
        try:
            desk = Desk(store, read)
            links = Fetcher(_limits(configured))
            first = runner.run(sample.load(desk))
            chat = Chat(desk, _terminal(), _now, links=links, sample=first)
            try:
                _talk(runner, chat, configured)
            finally:
                runner.run(links.close())
        finally:
            runner.run(store.close())
    return 0


def _talk(runner: asyncio.Runner, chat: Chat, configured: Settings) -> None:
    say = phrases()
    typing = sys.stdin.isatty()
    print(runner.run(chat.welcome()), flush=True)
    editing = prompt.Editing(configured.data_dir / "chat-history", chat.commands, chat.names) if typing else None
    try:
        for text in _inputs(typing, say.say("chat.prompt")):
            if editing is None:
                print(f"\n{say.say('chat.prompt')}{_first_line(text)}")
            else:
                editing.remember(text)
            print(runner.run(chat.reply(text)), flush=True)
    except (Quit, KeyboardInterrupt):
        pass
    print(("\n" if typing else "") + say.say("chat.quit"), flush=True)


def _inputs(typing: bool, mark: str) -> Iterator[str]:
    return prompt.typed(f"\n{mark}") if typing else prompt.piped(sys.stdin)


def _first_line(text: str) -> str:
    first, _, rest = text.partition("\n")
    return f"{first[:100]} …" if rest or len(first) > 100 else first


if __name__ == "__main__":
    sys.exit(main())
