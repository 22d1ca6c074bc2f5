"""Why a link was not read: a code for the program, a short sentence (`refused` in the phrases) for the reader."""

from __future__ import annotations

from typing import Literal, get_args

from bot.locale import phrases
from extract.page.model import PageCode

LinkCode = Literal[
    "scheme",
    "credentials",
    "port",
    "bad_address",
    "private_address",
    "unknown_host",
    "unreachable",
    "insecure",
    "too_slow",
    "too_many_redirects",
    "too_large",
    "bomb",
    "encoding",
    "http_error",
    "busy",
    "no_feed",
]
RefusalCode = LinkCode | PageCode

CODES: tuple[RefusalCode, ...] = (*get_args(LinkCode), *get_args(PageCode))


class FetchRefused(Exception):
    """A link, page or file that was not read. `reason` may be shown to the reader; `detail` is for the log only.
    `retry_after` is how many seconds the server asked to be left alone, if it did."""

    def __init__(
        self, code: RefusalCode, detail: str = "", *, reason: str | None = None, retry_after: float | None = None
    ) -> None:
        self.code: RefusalCode = code
        self.reason = reason or phrases().say(f"refused.{code}")
        self.detail = detail
        self.retry_after = retry_after
        super().__init__(f"{code}: {detail}" if detail else f"{code}: {self.reason}")
