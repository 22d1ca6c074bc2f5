"""Every phrasing of the corpus gives its canonical lines, all of them and no other."""

from __future__ import annotations

import pytest

from extract import read
from tests.extract.canonical import CORPUS, Phrasing, corpus, document, lines_of, normal

PHRASINGS = list(corpus())


def told(phrasing: Phrasing, lines: list[str]) -> str:
    """What a failure shows: the text, and what was expected of it beside what was read."""
    expected = "\n    ".join(phrasing.gives) or "no move"
    return f"\n{phrasing.text}\n  at {phrasing.at}\n  expected\n    {expected}\n  read\n    " + (
        "\n    ".join(lines) or "no move"
    )


@pytest.mark.parametrize("phrasing", PHRASINGS, ids=[p.name for p in PHRASINGS])
def test_phrasing(phrasing: Phrasing) -> None:
    reading = read(document(phrasing.text, phrasing.at))
    lines = lines_of(reading.moves)
    stated = [line for line in lines if line not in phrasing.may]
    assert stated == sorted(phrasing.gives), told(phrasing, lines)
    assert bool(reading.doubts) == phrasing.doubted, f"{told(phrasing, lines)}\n  doubts {reading.doubts}"


@pytest.mark.parametrize("phrasing", [p for p in PHRASINGS if p.gives], ids=lambda p: p.name)
def test_evidence_lies_in_the_text(phrasing: Phrasing) -> None:
    for move in read(document(phrasing.text, phrasing.at)).moves:
        assert move.evidence, phrasing.text
        for start, end in move.evidence:
            assert 0 <= start < end <= len(phrasing.text)
            assert phrasing.text[start:end].strip()


def test_names_are_told_apart() -> None:
    names = [p.name for p in PHRASINGS]
    assert len(names) == len(set(names)), "two entries of the corpus have the same `about`"


def test_texts_are_told_apart() -> None:
    texts = [(p.text, p.at) for p in PHRASINGS]
    assert len(texts) == len(set(texts)), "a phrasing stands twice in the corpus"


def test_the_corpus_is_as_wide_as_the_language() -> None:
    """Enough of every kind of fact, so that no part of the language is left untested."""
    assert len(PHRASINGS) >= 250, CORPUS
    given = [line for p in PHRASINGS for line in p.gives]
    for kind in ("index", "stock", "sector", "commodity", "currency", "bond", "crypto", "future"):
        assert sum(line.startswith(f"{kind} ") for line in given) >= 3, kind
    for word in (" open ", " intraday ", " week ", " month ", " ytd ", " year ", " other ", " flat", " from:", " low:"):
        assert sum(word in line for line in given) >= 2, word
    for word in (" over:", " under:", " about:", " up_to:", " record:high", " record:low", " high:", "bp"):
        assert sum(word in line for line in given) >= 2, word
    assert sum(not p.gives for p in PHRASINGS) >= 40


@pytest.mark.parametrize(
    ("line", "plain"),
    [
        (
            "index dow 2026-05-13 close up +0.490% +204.11 42118.360",
            "index dow 2026-05-13 close up 42118.36 +204.11 +0.49%",
        ),
        (
            'stock "Acme Steel" - intraday week down up_to:-12%',
            "stock 'Acme Steel' - intraday week down up_to:-12%",
        ),
        (
            "bond us10y 2026-05-13 intraday ? 4.38 -4bp from:4.42",
            "bond us10y 2026-05-13 intraday ? 4.38 -4bp from:4.42",
        ),
    ],
)
def test_canonical_lines(line: str, plain: str) -> None:
    assert normal(line) == plain


@pytest.mark.parametrize("line", ["index dow 2026-05-13 close sideways 1", "index dow 2026-05-13 close up near:2%"])
def test_a_canonical_line_must_be_one(line: str) -> None:
    with pytest.raises(ValueError, match=r"is no direction|names no figure"):
        normal(line)
