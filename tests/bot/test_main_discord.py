"""The program with a token: from the command line to a Discord and back, in a process of its own."""

from __future__ import annotations

import asyncio
import signal
import sys
from asyncio.subprocess import PIPE, Process
from pathlib import Path

from tests.bot.test_discord_way import STORY as POSTED
from tests.bot.test_main import environment
from tests.discord_server import Channel, Discord, User

STORY = "Tokyo was calm. The Nikkei 225 closed 0.70 percent lower at 58,172.92 on Thursday, Feb. 26, 2026."


async def started(world: Discord, tmp_path: Path, token: str, **changed: str) -> Process:
    told = {"DISCORD_TOKEN": token, "DISCORD_API_URL": world.api_url, "DISCORD_GATEWAY_URL": world.gateway_url}
    set_up = environment(tmp_path, **told, **changed)
    return await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot"), cwd=tmp_path, env=set_up, stdin=PIPE, stdout=PIPE, stderr=PIPE
    )


async def test_with_a_token_it_is_on_discord_until_it_is_told_to_stop(
    world: Discord, channel: Channel, ann: User, tmp_path: Path
) -> None:
    running = await started(world, tmp_path, world.token)
    try:
        await world.connected()
        posted = await world.post(channel, ann, POSTED)
        assert "58,583.12" in (await world.reply_to(posted)).text
        assert "58,172.92" in (await world.slash(channel, ann, "read", story=STORY)).text
        assert "26 Feb 2026" in (await world.slash(channel, ann, "close", index="nikkei")).text
        running.send_signal(signal.SIGTERM)
        out, err = await asyncio.wait_for(running.communicate(), 20)
    finally:
        if running.returncode is None:
            running.kill()
    assert running.returncode == 0, err.decode()
    assert b"Traceback" not in err
    assert world.token.encode() not in out + err
    assert (tmp_path / "data").is_dir()


async def test_a_token_that_is_refused_is_one_line_and_an_exit_status(world: Discord, tmp_path: Path) -> None:
    running = await started(world, tmp_path, "not-the-token", LOG_LEVEL="ERROR")
    _, err = await asyncio.wait_for(running.communicate(), 20)
    assert running.returncode == 4
    [line] = err.decode().strip().splitlines()
    assert line.startswith("market-briefer: Discord refuses DISCORD_TOKEN")
    assert b"not-the-token" not in err
