"""The project's own stories are read at least as well as the floors say; texts without a close state none."""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from bench import gold
from bench.score import GOLD, PROJECT, SHARED, gold_documents, read_all, refused_documents, stated_closes

FLOORS = tomllib.loads((GOLD / "floors.toml").read_text(encoding="utf-8"))
_SCALES = ("f1", "precision", "recall")


@pytest.fixture(scope="module")
def outputs() -> Mapping[str, Mapping[str, Any]]:
    """What one run of `python -m extract` said of both sets."""
    return read_all({"gold": gold_documents(), "refused": refused_documents()})[0]


def test_there_are_enough_of_each() -> None:
    assert len(gold_documents()) >= 25
    assert len(refused_documents()) >= 60


@pytest.mark.parametrize(("scale", "name"), [(scale, name) for scale in _SCALES for name in FLOORS[scale]])
def test_reading_stays_above_its_floor(outputs: Mapping[str, Any], scale: str, name: str) -> None:
    result = gold.score(gold.load(GOLD), outputs["gold"])
    missed = [miss for miss in result.misses if name in ("all", miss.key)]
    assert getattr(result.tallies[name], scale) >= FLOORS[scale][name], missed


def test_texts_without_a_close_state_none(outputs: Mapping[str, Any]) -> None:
    stated = {name: closes for name, row in outputs["refused"].items() if (closes := stated_closes(row))}
    assert sum(map(len, stated.values())) <= FLOORS["refused_closes"], stated


# --- stories that contradict themselves ---

CONTRADICTORY = {"doubt-percent", "doubt-range"}


def test_what_does_not_add_up_is_said(outputs: Mapping[str, Any]) -> None:
    found = {name for name in CONTRADICTORY if outputs["gold"][name]["doubts"]}
    assert len(found) >= FLOORS["doubts_found"], CONTRADICTORY - found


def test_what_adds_up_is_not_doubted(outputs: Mapping[str, Any]) -> None:
    doubted = {name: row["doubts"] for name, row in outputs["gold"].items() if row["doubts"]}
    wrongly = {name: doubts for name, doubts in doubted.items() if name not in CONTRADICTORY}
    assert len(wrongly) <= FLOORS["doubts_false"], wrongly


# --- the scorer itself ---


def story(**label: Any) -> dict[str, Any]:
    """One story with one label: the Dow's close."""
    base = {"kind": "index", "instrument": "dow", "session": "2025-09-03", "phase": "close", "period": "day"}
    return {"id": "a", "text": "The Dow fell.", "moves": [base | label], "drivers": [], "events": []}


def output(**fields: Any) -> dict[str, Any]:
    """One output row with one move: the Dow's close."""
    base = {"kind": "index", "instrument": "dow", "session": "2025-09-03", "phase": "close", "period": "day"}
    return {"a": {"id": "a", "moves": [base | fields], "drivers": [], "events": []}}


def figures(result: gold.Score, name: str = "all") -> tuple[int, int, int]:
    tally = result.tallies[name]
    return tally.right, tally.wrong, tally.missing


@pytest.mark.parametrize(
    ("label", "stated", "expected"),
    [
        ({"level": 45271.23, "percent": -0.1}, {"level": 45271.23, "percent": -0.1}, (2, 0, 0)),
        ({"level": 45271.23}, {"level": 45271.32}, (0, 1, 1)),
        ({"level": 45271.23}, {}, (0, 0, 1)),
        ({}, {"level": 45271.23}, (0, 1, 0)),
        ({"level": 45271.23}, {"level": 45271.23, "session": "2025-09-02"}, (0, 1, 1)),
        ({"level": 45271.23, "session": ["2025-09-03", "2025-09-02"]}, {"level": 45271.23}, (1, 0, 0)),
        ({"level": 45271.23}, {"level": 45271.23, "phase": "intraday"}, (0, 1, 1)),
        ({"percent": -3}, {"percent": -3, "percent_qualifier": "over"}, (0, 1, 1)),
        (
            {"percent": -3, "percent_qualifier": ["over", "about"]},
            {"percent": -3, "percent_qualifier": "about"},
            (1, 0, 0),
        ),
        ({"level": 1, "optional": True}, {"level": 2}, (0, 0, 0)),
        ({"level": 1, "optional": True}, {}, (0, 0, 0)),
        (
            {"kind": "stock", "instrument": "Toyota Motor Corp.", "percent": 1},
            {"kind": "stock", "instrument": "TOYOTA Motor", "percent": 1},
            (1, 0, 0),
        ),
        ({"direction": "down", "names": ["dowjones"]}, {"direction": "down", "instrument": "dowjones"}, (1, 0, 0)),
    ],
)  # fmt: skip
def test_facts_are_counted_one_by_one(label: Any, stated: Any, expected: tuple[int, int, int]) -> None:
    assert figures(gold.score([story(**label)], output(**stated))) == expected


def test_a_fact_told_twice_counts_once() -> None:
    rows = output(level=45271.23)
    rows["a"]["moves"] *= 2
    assert figures(gold.score([story(level=45271.23)], rows)) == (1, 0, 0)


def test_the_day_aside_a_wrong_session_is_forgiven() -> None:
    result = gold.score([story(level=45271.23)], output(level=45271.23, session="2025-09-02"))
    assert figures(result, "all, day and phase aside") == (1, 0, 0)
    assert figures(result, "index closes") == (0, 1, 1)


@pytest.mark.parametrize(
    ("span", "category", "expected"),
    [
        ((0, 20), "trade", (1, 0, 0)),
        ((10, 40), "trade", (1, 0, 0)),
        ((18, 60), "trade", (0, 1, 1)),
        ((0, 20), "health", (0, 1, 1)),
    ],
)
def test_drivers_match_by_their_words(span: Any, category: str, expected: tuple[int, int, int]) -> None:
    labeled = {"category": ["trade", "politics"], "quote": "x", "spans": [(0, 20)]}
    one = {"id": "a", "text": "x" * 80, "moves": [], "drivers": [labeled], "events": []}
    rows = {"a": {"drivers": [{"category": category, "evidence": [span]}]}}
    assert figures(gold.score([one], rows), "drivers") == expected


def test_a_quote_that_is_not_in_its_text_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The Dow fell.")
    (tmp_path / "a.json").write_text(json.dumps({"moves": [{"quote": "The Dow rose."}], "drivers": [], "events": []}))
    with pytest.raises(ValueError, match=r"a\.json.*The Dow rose"):
        gold.load(tmp_path)


def test_no_output_is_all_missing() -> None:
    assert figures(gold.score([story(level=1)], {})) == (0, 0, 1)


@pytest.mark.skipif(not (SHARED / "score.py").exists(), reason="the shared scorer does not lie beside the project")
def test_the_shared_scorer_counts_the_same(outputs: Mapping[str, Any], tmp_path: Path) -> None:
    scorer = SHARED / "score.py"
    rows = tmp_path / "out.jsonl"
    rows.write_text("".join(json.dumps(row) + "\n" for row in outputs["gold"].values()), encoding="utf-8")
    told = subprocess.run(
        [sys.executable, str(scorer), "score", str(GOLD), str(rows), "--json"],
        capture_output=True, check=True, cwd=PROJECT,
    )  # fmt: skip
    theirs = {name: (row["right"], row["wrong"], row["missing"]) for name, row in json.loads(told.stdout).items()}
    result = gold.score(gold.load(GOLD), outputs["gold"])
    assert {name: figures(result, name) for name in result.tallies} == theirs
