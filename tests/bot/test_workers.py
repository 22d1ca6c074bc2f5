"""Work in processes of its own."""

from __future__ import annotations

import os
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

import pytest

from bot.desk import Post
from bot.desk.intake import wrap
from bot.workers import Workers
from extract import read
from tests.bot.stories import NOW, SCOPE


def die_once(mark: str) -> int:
    """Ends its process the first time."""
    if Path(mark).exists():
        return os.getpid()
    Path(mark).touch()
    os._exit(1)


def die() -> None:
    """Ends its process."""
    os._exit(1)


async def test_stories_are_read_elsewhere_and_a_death_is_survived(tmp_path: Path) -> None:
    workers = Workers(1)
    try:
        post = Post(SCOPE, "The Nikkei 225 closed 0.70 percent lower at 58,172.92 on Wednesday.", NOW)
        assert await workers.run(wrap, read, post) == wrap(read, post)
        assert await workers.run(die_once, str(tmp_path / "mark")) != os.getpid()
        with pytest.raises(BrokenProcessPool):
            await workers.run(die)
        assert await workers.run(wrap, read, post) == wrap(read, post)
        with pytest.raises(ZeroDivisionError):
            await workers.run(divmod, 1, 0)
    finally:
        workers.close()
