"""`make score`: read every labeled story there is with one run of `python -m extract`, and print how well it was read.

The project's own gold stories and refused texts always; the shared stories and their scorers where they lie beside the
project (`../shared/extraction`).
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from bench import gold

PROJECT = Path(__file__).resolve().parents[1]
GOLD = PROJECT / "tests" / "gold"
REFUSED = PROJECT / "tests" / "refused" / "texts.toml"
SHARED = PROJECT.parent / "shared" / "extraction"
_SHARED_SETS = (("score.py", "dev"), ("truth.py", "real"))

Rows = list[dict[str, Any]]


def gold_documents() -> Rows:
    """The project's own labeled stories as documents of the contract."""
    return [{key: story[key] for key in gold.HEAD} for story in gold.load(GOLD)]


def refused_documents() -> Rows:
    """The texts that hold no close, as documents that arrived on a Wednesday after every market's close."""
    texts = tomllib.loads(REFUSED.read_text(encoding="utf-8"))["text"]
    return [
        {"id": text["name"], "text": text["body"].strip(), "received_at": "2025-09-03T22:00:00+00:00"} for text in texts
    ]


def stated_closes(row: Mapping[str, Any]) -> Rows:
    """The index closes of a day that an output row states: what `/close` would answer from."""
    return [
        move
        for move in row.get("moves", ())
        if (move["kind"], move["phase"], move.get("period") or "day") == ("index", "close", "day")
    ]


def read_all(sets: Mapping[str, Rows]) -> tuple[dict[str, dict[str, dict[str, Any]]], float]:
    """The output rows by set and id, of one run of `python -m extract` over all documents, and the seconds it took."""
    lines = [
        json.dumps({**document, "id": f"{name}/{document['id']}"}, ensure_ascii=False)
        for name, documents in sets.items()
        for document in documents
    ]
    started = time.perf_counter()
    out = _run([sys.executable, "-m", "extract"], "\n".join(lines) + "\n", cwd=PROJECT)
    seconds = time.perf_counter() - started
    outputs: dict[str, dict[str, dict[str, Any]]] = {name: {} for name in sets}
    for line in out.splitlines():
        row = json.loads(line)
        name, _, identity = row["id"].partition("/")
        outputs[name][identity] = {**row, "id": identity}
    return outputs, seconds


def main(arguments: list[str] | None = None) -> int:
    """Print the tables; 0, or 1 where a refused text gave a close."""
    parser = argparse.ArgumentParser(prog="python -m bench.score", description=__doc__.splitlines()[0])
    parser.add_argument("--misses", action="store_true", help="list every wrong and every missing fact")
    misses = parser.parse_args(arguments).misses
    sets = {"gold": gold_documents(), "refused": refused_documents()}
    shared = [(scorer, folder) for scorer, folder in _SHARED_SETS if (SHARED / scorer).exists()]
    for scorer, folder in shared:
        listed = _run([sys.executable, scorer, "documents", folder], "", cwd=SHARED)
        sets[folder] = [json.loads(line) for line in listed.splitlines()]
    outputs, seconds = read_all(sets)
    total = sum(len(documents) for documents in sets.values())
    print(f"{total} documents read in {seconds:.2f} s, start-up included\n")
    for scorer, folder in shared:
        print(f"== {scorer}: {folder}")
        print(_shared_table(scorer, folder, outputs[folder].values(), misses))
    print(f"== gold: {len(sets['gold'])} stories of our own")
    result = gold.score(gold.load(GOLD), outputs["gold"])
    if misses:
        print(*("  ".join(map(str, miss)) for miss in result.misses), sep="\n", end="\n\n")
    print(gold.table(result))
    return _refused(outputs["refused"])


def _refused(outputs: Mapping[str, Mapping[str, Any]]) -> int:
    stated = {name: closes for name, row in outputs.items() if (closes := stated_closes(row))}
    print(f"\n== refused: {len(outputs)} texts, {sum(map(len, stated.values()))} closes stated (none is right)")
    for name, closes in stated.items():
        print(f"   {name}: " + ", ".join(f"{move['instrument']} {move.get('level') or ''}".strip() for move in closes))
    return 1 if stated else 0


def _shared_table(scorer: str, folder: str, rows: Iterable[Mapping[str, Any]], misses: bool) -> str:
    with tempfile.TemporaryDirectory() as scratch:
        out = Path(scratch) / "out.jsonl"
        out.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
        return _run(
            [sys.executable, scorer, "score", folder, str(out), *(["--misses"] if misses else [])], "", cwd=SHARED
        )


def _run(command: list[str], text: str, *, cwd: Path) -> str:
    return subprocess.run(
        command, input=text, cwd=cwd, capture_output=True, encoding="utf-8", check=True, timeout=600
    ).stdout


if __name__ == "__main__":
    sys.exit(main())
