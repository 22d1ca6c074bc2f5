"""Phrases in a text: folding, the leftmost longest, and the forms of verbs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.phrases import Found, Hit, Phrase, PhraseBook, Shelf, fold, forms, within

BOOK = PhraseBook(
    [
        Phrase("as", "link", "clause"),
        Phrase("as of", "link", "refused"),
        Phrase("trade war*", "theme", "trade", 3.0),
        Phrase("war", "theme", "geopolitics", 3.0),
        Phrase("war", "mood", "down", -1.0),
    ],
    marked=("link", "theme"),
)


def search(book: PhraseBook, text: str) -> Found:
    return Shelf(book).search(fold(text))[0]


def hits(text: str) -> dict[str, list[Hit]]:
    return search(BOOK, text).layers(0, len(text))


@given(st.text())
def test_folding_keeps_the_length(text: str) -> None:
    assert len(fold(text)) == len(text)


def test_the_longest_wins_within_a_layer_only() -> None:
    found = hits("Shares fell as of noon as trade-wars and war went on")
    assert found["link"] == [Hit(12, 17, "refused", 0.0), Hit(23, 25, "clause", 0.0)]
    assert found["theme"] == [Hit(26, 36, "trade", 3.0), Hit(41, 44, "geopolitics", 3.0)]
    assert found["mood"] == [Hit(41, 44, "down", -1.0)]


@pytest.mark.parametrize("text", ["gas", "has as-", "as", "(as)", "“as”"])
def test_only_whole_words(text: str) -> None:
    assert len(hits(text).get("link", [])) == (0 if text == "gas" else 1)


def test_a_stretch_has_the_places_of_its_characters() -> None:
    text = "as war as"
    found = search(BOOK, text)
    assert found.marks(3, 6) == BOOK.bits(["theme"])
    assert list(found.layers(3, 6)) == ["theme", "mood"]
    assert within(hits(text)["link"], 1, 9) == [Hit(7, 9, "clause", 0.0)]


def test_a_phrase_is_found_however_its_marks_are_written() -> None:
    book = PhraseBook([Phrase("opec+ meeting", "thing", "meeting"), Phrase("factory-gate prices", "thing", "data")])
    text = "OPEC+ meeting after factory gate prices"
    assert [(hit.start, hit.end) for hit in search(book, text).layers(0, len(text))["thing"]] == [
        (0, 13),
        (20, 39),
    ]


@pytest.mark.parametrize(
    ("verb", "made"),
    [
        ("weigh on", ["weigh on", "weighs on", "weighed on", "weighing on"]),
        ("dip", ["dip", "dips", "dipped", "dipping"]),
        ("worry", ["worry", "worries", "worried", "worrying"]),
        ("crush", ["crush", "crushes", "crushed", "crushing"]),
        ("agree", ["agree", "agrees", "agreed", "agreeing"]),
        ("fall", ["fall", "falls", "fell"]),
    ],
)
def test_forms(verb: str, made: list[str]) -> None:
    assert forms(verb, {"fall": ["falls", "fell"]}) == made


def test_books_on_one_shelf_are_each_searched() -> None:
    other = PhraseBook([Phrase("war", "thing", "war"), Phrase("as it", "thing", "it")])
    first, second = Shelf(BOOK, other).search(fold("as it went on, war"))
    assert [hit.kind for hit in first.layers(0, 18)["link"]] == ["clause"]
    assert second.layers(0, 18) == {"thing": [Hit(0, 5, "it", 0.0), Hit(15, 18, "war", 0.0)]}
