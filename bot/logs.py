"""Logging, set up once: one line an event, in UTC, without secrets."""

from __future__ import annotations

import logging
import sys
import time
from collections.abc import Iterable
from typing import TextIO

_HIDDEN = "[hidden]"


class _Formatter(logging.Formatter):
    def __init__(self, secrets: Iterable[str]) -> None:
        super().__init__("%(asctime)sZ %(levelname)s %(name)s: %(message)s", "%Y-%m-%dT%H:%M:%S")
        self.converter = time.gmtime
        self._secrets = tuple(secret for secret in secrets if len(secret) > 3)

    def format(self, record: logging.LogRecord) -> str:
        text = super().format(record)
        for secret in self._secrets:
            text = text.replace(secret, _HIDDEN)
        return text


def set_up(level: str, secrets: Iterable[str] = (), stream: TextIO | None = None) -> None:
    """Log to `stream` (standard error) from `level` up; none of `secrets` is ever written."""
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(_Formatter(secrets))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    logging.getLogger("discord.client").addFilter(lambda record: "voice will NOT" not in record.getMessage())
    for chatty in ("apscheduler", "trafilatura", "asyncio"):
        logging.getLogger(chatty).setLevel(max(logging.WARNING, logging.getLogger().level))
