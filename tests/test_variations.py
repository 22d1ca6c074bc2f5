"""Texts put together from parts are read for what they state: no close wrongly, and enough of each kind."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from tests.variations.__main__ import Read, readings, tallies
from tests.variations.parts import load
from tests.variations.texts import texts

SEED, COUNT = 2026, 60
FLOORS = tomllib.loads((Path(__file__).parent / "variations" / "floors.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def sample() -> list[Read]:
    """The same texts every time, as the reader reads them."""
    return list(readings(load(), SEED, COUNT))


def test_no_close_is_read_wrongly(sample: list[Read]) -> None:
    wrong = {r.text.body: faults for r in sample if (faults := [f for f in r.faults if f.what == "wrong close"])}
    assert sum(map(len, wrong.values())) <= FLOORS["wrong_closes"], wrong


@pytest.mark.parametrize("kind", FLOORS["right"])
def test_facts_are_read(sample: list[Read], kind: str) -> None:
    tally = tallies(sample)[kind]
    failed = [(r.text.body, r.faults) for r in sample if r.text.kind == kind and r.faults]
    assert tally.right / (tally.right + tally.missing) >= FLOORS["right"][kind], failed
    assert tally.wrong <= FLOORS["wrong"].get(kind, 0), failed


def test_every_kind_has_its_floor(sample: list[Read]) -> None:
    assert set(FLOORS["right"]) == {r.text.kind for r in sample}


def test_the_same_seed_writes_the_same_texts() -> None:
    parts = load()
    assert list(texts(parts, SEED, 3)) == list(texts(load(), SEED, 3))
    assert list(texts(parts, SEED, 3)) != list(texts(parts, SEED + 1, 3))


def test_what_is_written_is_whole() -> None:
    """Every text is of words alone and states something."""
    for text in texts(load(), SEED, COUNT):
        assert text.facts, text.body
        assert not set("{}<>") & set(text.body), text.body
        assert text.body[0].isupper() or text.body[0] in "|-*", text.body
