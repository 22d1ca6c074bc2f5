"""What is logged."""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Iterator

import pytest

from bot import logs


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    root = logging.getLogger()
    level, handlers = root.level, root.handlers[:]
    root.handlers = []
    yield
    root.handlers = handlers
    root.setLevel(level)


def test_a_line_in_utc_without_secrets() -> None:
    stream = io.StringIO()
    logs.set_up("INFO", ["t0ken.of.mine", ""], stream)
    try:
        raise ValueError("t0ken.of.mine is wrong")
    except ValueError:
        logging.getLogger("bot.app").exception("log in with %s", "t0ken.of.mine")
    logging.getLogger("bot.app").debug("not told")
    text = stream.getvalue()
    assert re.match(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ ERROR bot\.app: log in with \[hidden\]\n", text)
    assert "t0ken" not in text
    assert "[hidden] is wrong" in text
    assert "not told" not in text
