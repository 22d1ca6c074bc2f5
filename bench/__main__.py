"""`python -m bench [PART ...]`: every benchmark in one table; parts are reading, storage and chat."""

from __future__ import annotations

import importlib
import platform
import sys
import time
from collections.abc import Iterable

PARTS = ("reading", "storage", "chat")


def figure(value: float) -> str:
    """Three digits that say something, whatever the size."""
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


def table(rows: Iterable[tuple[str, float, str]]) -> str:
    """Aligned lines: name, figure, unit."""
    lines = [(name, figure(value), unit) for name, value, unit in rows]
    names, figures = (max(len(line[column]) for line in lines) for column in (0, 1))
    return "\n".join(f"{name:{names}}  {value:>{figures}} {unit}".rstrip() for name, value, unit in lines)


def main(parts: list[str]) -> int:
    """Measure the parts named, or all, and print what was found."""
    unknown = [part for part in parts if part not in PARTS]
    if unknown:
        print(f"no such part: {', '.join(unknown)}; there are {', '.join(PARTS)}", file=sys.stderr)
        return 2
    rows: list[tuple[str, float, str]] = []
    for part in parts or PARTS:
        print(f"measuring {part} ...", file=sys.stderr, flush=True)
        begin = time.perf_counter()
        rows += importlib.import_module(f"bench.{part}").rows()
        print(f"measured {part} in {time.perf_counter() - begin:.0f} s", file=sys.stderr, flush=True)
    print(f"Python {platform.python_version()} on {platform.system()} {platform.machine()}\n")
    print(table(rows))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
