"""`python -m extract`: JSON lines in and out, one process for all; `python -m extract --show FILE` for people.

In: {"id", "text", "title", "url", "published_at", "received_at"} a line. Out: {"id", "moves", "drivers", "events"} a
line, in the same order. A line that is no such object gets {"id": null, "error": "..."} and the next one is read.
"""

from __future__ import annotations

import argparse
import gc
import io
import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TextIO

from extract import Document, read
from extract.rows import document, moment, row_of


def answer(line: str, now: datetime) -> dict[str, Any]:
    """The output row of an input line, an error row where the line cannot be read."""
    try:
        row = json.loads(line)
        found = document(row, now)
    except (ValueError, RecursionError) as error:
        return {"id": None, "moves": [], "drivers": [], "events": [], "error": str(error)[:200]}
    return row_of(row.get("id"), read(found))


def lines(source: TextIO, target: TextIO, now: datetime) -> None:
    """Answer every line of `source` on `target`."""
    read(Document("", now))
    gc.freeze()  # the word lists stay: the collector need not look through them again and again
    for line in source:
        if line.strip():
            target.write(json.dumps(answer(line, now), ensure_ascii=False) + "\n")


def _plain_streams() -> None:
    """UTF-8 whatever the locale: a byte that is none is read as U+FFFD, half a surrogate pair written as its escape."""
    if isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(encoding="utf-8-sig", errors="replace")
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")


def main(arguments: list[str] | None = None) -> int:
    """The command; 0 when all went well, 2 when a file cannot be read."""
    parser = argparse.ArgumentParser(prog="python -m extract", description="Read market stories.")
    parser.add_argument("--show", metavar="FILE", type=Path, help="show one text with its facts, for people")
    parser.add_argument("--published", metavar="TIME", help="the text's own time, ISO (with --show)")
    parser.add_argument(
        "--color", action="store_true", default=sys.stdout.isatty(), help="color even where output is no terminal"
    )
    options = parser.parse_args(arguments)
    _plain_streams()
    now = datetime.now(UTC)
    if options.show is None:
        lines(sys.stdin, sys.stdout, now)
        return 0
    from extract.show import shown

    try:
        text = options.show.read_text(encoding="utf-8")
        published = moment(options.published)
    except (OSError, ValueError) as error:
        print(f"{options.show}: {error}", file=sys.stderr)
        return 2
    print(shown(Document(text, now, published_at=published), color=options.color))
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except (BrokenPipeError, KeyboardInterrupt):
        sys.exit(1)
