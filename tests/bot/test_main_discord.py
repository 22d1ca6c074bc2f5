"""The program with a token: from the command line to a Discord and back, in a process of its own."""

from __future__ import annotations

import asyncio
import signal
import sys
from asyncio.subprocess import PIPE, Process
from pathlib import Path

from tests.bot.test_main import environment
from tests.discord_server import Channel, Discord, User

STORY = "Tokyo was calm. The Nikkei 225 closed 0.70 percent lower at 58,172.92 on Thursday, Feb. 26, 2026."


async def started(world: Discord, tmp_path: Path, token: str) -> Process:
    set_up = environment(
        tmp_path, DISCORD_TOKEN=token, DISCORD_API_URL=world.api_url, DISCORD_GATEWAY_URL=world.gateway_url
    )
    return await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot"), cwd=tmp_path, env=set_up, stdin=PIPE, stdout=PIPE, stderr=PIPE
    )


async def test_with_a_token_it_is_on_discord_until_it_is_told_to_stop(
    world: Discord, channel: Channel, ann: User, tmp_path: Path
) -> None:
    running = await started(world, tmp_path, world.token)
    try:
        await world.connected()
        assert "58,172.92" in (await world.slash(channel, ann, "read", story=STORY)).text
        assert "26 Feb 2026" in (await world.slash(channel, ann, "close", index="nikkei")).text
    finally:
        running.send_signal(signal.SIGTERM)
        out, err = await running.communicate()
    assert running.returncode == 0, err.decode()
    assert b"Traceback" not in err
    assert world.token.encode() not in out + err
    assert (tmp_path / "data").is_dir()


async def test_a_token_that_is_refused_is_one_line_and_an_exit_status(world: Discord, tmp_path: Path) -> None:
    running = await started(world, tmp_path, "not-the-token")
    _, err = await running.communicate()
    assert running.returncode == 4
    assert err.decode().splitlines()[-1].startswith("market-briefer: Discord refuses DISCORD_TOKEN")
    assert b"Traceback" not in err
    assert b"not-the-token" not in err
