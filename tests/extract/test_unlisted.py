"""Indices of which nobody else has an id: one index for us, the text's own name for others."""

from __future__ import annotations

from datetime import UTC, datetime

from extract import Document, Reading, read
from extract.rows import row_of

PUBLISHED = datetime(2026, 5, 13, 15, tzinfo=UTC)


def reading(text: str) -> Reading:
    return read(Document(text, PUBLISHED, published_at=PUBLISHED))


def written(text: str) -> list[str]:
    """The instruments as the contract writes them."""
    return [move["instrument"] for move in row_of("a", reading(text))["moves"]]


def test_one_index_under_several_names_is_one_move() -> None:
    found = reading("The Qatari index slipped 0.4%.\n\nQATAR\n\n.QSI lost 0.4% to 11,204.5")
    assert [(m.instrument, str(m.level), str(m.percent)) for m in found.moves] == [("qe", "11204.5", "-0.4")]


def test_the_first_name_is_told_rather_than_a_description() -> None:
    assert written("The Qatari index slipped 0.4%. The QE Index .QSI stood at 11,204.5.") == ["QE Index"]
    assert written("Egypt's blue-chip index .EGX30 rose 0.2%.") == ["EGX30"]
    assert written("The Qatari index slipped 0.4% to 11,204.5.") == ["Qatari index"]


def test_an_index_with_an_id_keeps_it() -> None:
    assert written("Germany's Dax rose 0.4% to 24,204.5.") == ["dax"]
