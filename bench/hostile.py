"""`make hostile`: hostile links and servers, what each got, and what it cost. Everything runs on the loopback."""

from __future__ import annotations

import asyncio
import resource
import sys
import time
from dataclasses import dataclass, replace

from bench import hostile_links, hostile_servers
from bench.hostile_links import STORY, Case
from bot.addresses import is_public
from bot.fetch import Fetcher, FetchLimits, FetchRefused
from tests.loopback_web import LoopbackWeb

LIMITS = FetchLimits(
    total_seconds=15, connect_seconds=5, read_seconds=6, per_group=8, waiting_per_group=1_000, wait_seconds=120
)
"""The bot's own limits of time and size, and room for all cases to wait their turn."""
HURRIED = replace(LIMITS, total_seconds=0.8, connect_seconds=0.8, read_seconds=0.8)
"""For what only ends by a time limit: what is shown is that it ends."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one case got: a refusal's code and reason, or the title that was read."""

    case: Case
    code: str
    said: str
    seconds: float

    @property
    def right(self) -> bool:
        """True when it got what it must."""
        return self.code in self.case.refused if self.case.refused else self.code == "read"


async def run(cases: list[Case], fetcher: Fetcher, hurried: Fetcher) -> list[Outcome]:
    """Every case, several at once as in life."""

    async def one(case: Case) -> Outcome:
        begun = time.perf_counter()
        try:
            page = await (hurried if case.slow else fetcher).fetch(case.link, group="guild:1")
            code, said = "read", page.title or ""
        except FetchRefused as refused:
            code, said = refused.code, refused.reason
        return Outcome(case, code, said, time.perf_counter() - begun)

    return list(await asyncio.gather(*map(one, cases)))


async def measure() -> tuple[list[Outcome], LoopbackWeb]:
    """Runs all of it in one web."""
    async with LoopbackWeb() as web:
        cases = [*hostile_links.set_up(web), *await hostile_servers.set_up(web)]
        fetcher, hurried = web.fetcher(LIMITS), web.fetcher(HURRIED)
        try:
            outcomes = await run(cases, fetcher, hurried)
            web.page("http://after.example/story", STORY)
            await fetcher.fetch("http://after.example/story")  # and it still reads
        finally:
            await fetcher.close()
            await hurried.close()
        return outcomes, web


def main() -> int:
    """Print the table; 1 when any case got something else than it must."""
    before = _megabytes(resource.RUSAGE_SELF)
    outcomes, web = asyncio.run(measure())
    for outcome in outcomes:
        mark = " " if outcome.right else "!"
        link = outcome.case.link.encode("unicode_escape").decode()
        shown = link if len(link) <= 44 else f"{link[:41]}..."
        print(f"{mark} {outcome.case.name:<48} {shown:<45} {outcome.code:<18} {outcome.seconds:6.2f} s  {outcome.said}")
    private = sorted({address for address, _ in web.dialed if not is_public(address)})
    wrong = [outcome for outcome in outcomes if not outcome.right]
    slowest = max(outcomes, key=lambda outcome: outcome.seconds)
    print(f"\n{len(outcomes)} hostile links and servers, {len(wrong)} got something else than they must.")
    print(f"{len(web.dialed)} connections were dialed, {len(private)} to an address that is not public.")
    print(f"Slowest: {slowest.case.name}, {slowest.seconds:.1f} s.")
    print(
        f"Peak memory: {_megabytes(resource.RUSAGE_SELF):.0f} MB here, the servers included ({before:.0f} MB before),"
    )
    print(f"{_megabytes(resource.RUSAGE_CHILDREN):.0f} MB in the worker that reads pages.")
    return 1 if wrong or private else 0


def _megabytes(who: int) -> float:
    return resource.getrusage(who).ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10)


if __name__ == "__main__":
    sys.exit(main())
