"""The process that reads pages: bodies in on one pipe, stories out on another, within limits that it sets itself.

Run as `python -m bot.page_worker` by `bot.pages`. A body that crashes it, or takes too long or too much, costs this
process and nothing else.
"""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path
from typing import IO, Any

import orjson
from selectolax.lexbor import SelectolaxError

from bot.pages import FRAME
from extract.page.feed import read_feed
from extract.page.model import PageRefused
from extract.page.reader import Moved, read_page

_SWOLLEN = 200 * 2**20
"""Bytes; with all libraries loaded the worker holds some 60 MB."""


def main() -> None:
    """Answer one job after another until the pipe closes."""
    replies = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints must not get between the answers
    seconds, megabytes = int(sys.argv[1]), int(sys.argv[2])
    _warm_up()
    _limit_memory(megabytes)
    jobs = sys.stdin.buffer
    while (job := _next(jobs)) is not None:
        head, body = job
        _limit_time(seconds)
        answer = _answer(head, body)
        replies.write(FRAME.pack(len(answer), _is_swollen()) + answer)
        replies.flush()


def _next(jobs: IO[bytes]) -> tuple[dict[str, Any], bytes] | None:
    frame = jobs.read(FRAME.size)
    if len(frame) < FRAME.size:
        return None
    head, body = FRAME.unpack(frame)
    return orjson.loads(jobs.read(head)), jobs.read(body)


def _answer(head: dict[str, Any], body: bytes) -> bytes:
    try:
        if head["job"] == "feed":
            return orjson.dumps({"feed": read_feed(body, url=head["url"], content_type=head["content_type"])})
        read = read_page(body, url=head["url"], content_type=head["content_type"], name=head["name"])
        return orjson.dumps({"moved": read.url} if isinstance(read, Moved) else {"page": read})
    except PageRefused as refused:
        return orjson.dumps({"refused": refused.code, "detail": refused.detail[:300]})
    except (MemoryError, RecursionError, SelectolaxError) as error:  # the last: Lexbor parses anything, memory allowing
        return orjson.dumps({"refused": "too_complex", "detail": type(error).__name__})
    except Exception as error:
        # A body found a way that is not known. The link is refused, the parent logs the way.
        return orjson.dumps({"refused": "broken", "detail": f"{type(error).__name__}: {error}"[:300], "unknown": True})


def _is_swollen() -> bool:
    """True when some page has made this process large, which it then stays: it asks to be replaced."""
    return _peak() > _SWOLLEN


def _peak() -> int:
    """The most memory this program has held, in bytes; 0 where the system does not say."""
    with contextlib.suppress(OSError, ValueError, IndexError):
        # not getrusage: its peak is that of the process which started this one, where that was larger
        status = Path("/proc/self/status").read_text(encoding="ascii")
        return int(status.split("VmHWM:", 1)[1].split(None, 1)[0]) * 1024
    if sys.platform == "darwin":
        import resource

        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return 0


def _warm_up() -> None:
    """Imports what reading will need, before memory and files are limited."""
    import pypdf  # noqa: F401

    page = (
        b"<html><body><article><h1>A</h1><p>"
        + b"The index rose one percent to close. " * 20
        + b"</p></article></body></html>"
    )
    with contextlib.suppress(PageRefused):
        read_page(page, url="http://page.example/a", content_type="text/html")
    read_feed(b"<rss version='2.0'><channel><title>A</title></channel></rss>", url="", content_type="text/xml")


def _limit_memory(megabytes: int) -> None:
    """This much more than what is in use, where the system can (Windows cannot)."""
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource

        in_use = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (in_use + megabytes * 2**20,) * 2)
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        os.nice(5)


def _limit_time(seconds: int) -> None:
    """This many seconds of processor time from now on; the system ends the process after them."""
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource

        used = resource.getrusage(resource.RUSAGE_SELF)
        _, hard = resource.getrlimit(resource.RLIMIT_CPU)
        resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime) + 1 + seconds, hard))


if __name__ == "__main__":
    main()
