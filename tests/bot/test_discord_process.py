"""The program as an operator runs it: a process with settings from the environment, ended by a signal."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from asyncio.subprocess import PIPE, Process
from pathlib import Path

from tests.bot.test_discord_way import STORY
from tests.discord_server import Channel, Discord, User

ROOT = Path(__file__).resolve().parents[2]


async def start(world: Discord, home: Path, **changed: str) -> Process:
    """`python -m bot` in an empty directory."""
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "LANG", "TMPDIR")}
    told = {
        "PYTHONPATH": str(ROOT),
        "DISCORD_TOKEN": world.token,
        "DISCORD_API_URL": world.api_url,
        "DISCORD_GATEWAY_URL": world.gateway_url,
        "DATA_DIR": str(home / "data"),
    }
    return await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", cwd=home, env=kept | told | changed, stdout=PIPE, stderr=PIPE
    )


async def test_the_program_reads_answers_and_ends_in_order(
    world: Discord, channel: Channel, ann: User, tmp_path: Path
) -> None:
    program = await start(world, tmp_path)
    try:
        await world.connected()
        posted = await world.post(channel, ann, STORY)
        assert "58,583.12" in (await world.reply_to(posted)).text
        assert "58,583.12" in (await world.slash(channel, ann, "close", index="nikkei")).text
        program.send_signal(signal.SIGTERM)
        _, log = await asyncio.wait_for(program.communicate(), 20)
    finally:
        if program.returncode is None:
            program.kill()
    assert program.returncode == 0, log.decode()
    assert b"Traceback" not in log and world.token.encode() not in log, log.decode()


async def test_a_wrong_token_is_one_line_and_a_status(world: Discord, tmp_path: Path) -> None:
    program = await start(world, tmp_path, DISCORD_TOKEN="not-the-token", LOG_LEVEL="ERROR")
    _, log = await asyncio.wait_for(program.communicate(), 20)
    assert program.returncode not in (0, None)
    assert len(log.decode().strip().splitlines()) == 1 and b"DISCORD_TOKEN" in log and b"not-the-token" not in log
