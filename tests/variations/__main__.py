"""`make variations`: write thousands of texts, read them, and print how well they were read, kind by kind.

N texts of a kind and N stories are written from SEED; some failures of each kind are printed, wrong closes first.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, time
from typing import NamedTuple

from extract import Document, read
from tests.variations.parts import Parts, load
from tests.variations.scoring import Fault, Tally, held
from tests.variations.texts import Text, texts


class Read(NamedTuple):
    """A text that was read, and what was wrong with the reading."""

    text: Text
    right: int
    faults: list[Fault]


def readings(parts: Parts, seed: int, count: int, only: str = "") -> Iterator[Read]:
    """So many texts of each kind (of the one named, where one is), read."""
    for text in texts(parts, seed, count, only):
        received = text.at if isinstance(text.at, datetime) else datetime.combine(text.at, time(23, 59), UTC)
        reading = read(Document(text.body, received, published_at=text.at))
        yield Read(text, *held(reading.moves, text.facts, text.may))


def tallies(results: list[Read]) -> dict[str, Tally]:
    """The counts of each kind, in the order written."""
    counted: dict[str, Tally] = {}
    for result in results:
        counted.setdefault(result.text.kind, Tally()).add(result.right, result.faults)
    return counted


def main(arguments: list[str] | None = None) -> int:
    """Print the table and examples; 1 where a close was read wrongly."""
    parser = argparse.ArgumentParser(prog="python -m tests.variations", description=__doc__.splitlines()[0])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=100, help="texts of each kind")
    parser.add_argument("--kind", default="", help="only this one")
    parser.add_argument("--show", type=int, default=2, help="failures printed of each kind")
    options = parser.parse_args(arguments)
    results = list(readings(load(), options.seed, options.count, options.kind))
    counted = tallies(results)
    for kind in counted:
        _show([r for r in results if r.text.kind == kind and r.faults], options.show)
    print(f"{'kind':<30}{'texts':>7}{'right':>8}{'missing':>9}{'wrong':>7}{'wrong closes':>14}")
    for kind, tally in counted.items():
        print(f"{kind:<30}{tally.texts:>7}{tally.right:>8}{tally.missing:>9}{tally.wrong:>7}{tally.wrong_closes:>14}")
    return int(any(tally.wrong_closes for tally in counted.values()))


def _show(failed: list[Read], most: int) -> None:
    ranks = ("wrong close", "wrong", "missing")
    for text, _, faults in sorted(failed, key=lambda r: min(ranks.index(f.what) for f in r.faults))[:most]:
        print(f"[{text.kind}] {text.at:%a} {text.at}\n    {text.body}")
        for what, key, name, value in faults:
            print(f"      {what}: {' '.join(str(part) for part in key)} {name} {_plain(value)}")
        print()


def _plain(value: object) -> str:
    return " ".join(str(part) for part in value if part is not None) if isinstance(value, tuple) else str(value)


if __name__ == "__main__":
    sys.exit(main())
