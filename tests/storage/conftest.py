"""The stores under test: every backend, and the journal with no story's words at hand, so that all come from disk."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from storage import Store, connect, words


@pytest.fixture(params=["memory", "journal", "journal, words on disk"])
async def store(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Store]:
    """An empty store."""
    if request.param.endswith("on disk"):
        monkeypatch.setattr(words, "AT_HAND", 0)
    opened = await connect("memory:" if request.param == "memory" else str(tmp_path / "store"))
    yield opened
    await opened.close()
