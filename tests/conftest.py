"""What tests everywhere use: a fixed time, and a store of every kind."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import settings

from storage import Store, connect

# How long an example takes says how busy the machine is, not whether the code is right; `make bench` measures speed.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


@pytest.fixture
def now() -> datetime:
    """Thursday 26 February 2026, 09:00 UTC."""
    return datetime(2026, 2, 26, 9, 0, tzinfo=UTC)


@pytest.fixture(params=["memory", "journal"])
async def store(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Store]:
    """An empty store; each test that asks for one runs once with every backend."""
    opened = await connect("memory:" if request.param == "memory" else f"journal:{tmp_path / 'store'}")
    yield opened
    await opened.close()
