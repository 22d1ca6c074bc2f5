"""A posted link -> its story, or a typed refusal. Everything that leaves for the network goes through here."""

from __future__ import annotations

from dataclasses import dataclass

from bot.refusals import FetchRefused, RefusalCode
from extract.page.model import Page, Post

__all__ = ["FetchLimits", "FetchRefused", "Fetcher", "Page", "Post", "RefusalCode"]


@dataclass(frozen=True, slots=True)
class FetchLimits:
    """What one link may cost. Times are seconds, sizes bytes."""

    ports: tuple[int, ...] = (80, 443)
    total_seconds: float = 15.0
    connect_seconds: float = 5.0
    read_seconds: float = 6.0
    wait_seconds: float = 30.0
    wire_bytes: int = 2_000_000
    page_bytes: int = 2_000_000
    redirects: int = 5
    at_once: int = 16
    per_host: int = 2
    per_group: int = 4
    fresh_seconds: float = 600.0
    user_agent: str = "MarketBriefer/0.1"
    proxy: str | None = None


class Fetcher:
    """Fetches and reads links. One for the whole process; `close` it in the end.

    `dial` makes the socket for an address that has passed the guard, `resolver` gives a name's addresses: tests
    replace both, so that none of them can reach a real host.
    """

    async def fetch(self, url: str, *, group: str = "") -> Page:
        """The story at `url`; FetchRefused says why there is none. `group` (a server's scope) shares one allowance.

        A page fetched within its freshness is not fetched again, and one link asked for twice at once is fetched once.
        """
        raise NotImplementedError

    async def read(self, body: bytes, *, content_type: str = "", name: str = "", url: str = "") -> Page:
        """The story in a file that is already here (an attachment): HTML, plain text, Markdown or PDF."""
        raise NotImplementedError

    async def close(self) -> None:
        """End what is under way and let go of the worker and the sockets."""
