"""Text to sentences: where they end, what is a heading or a bullet, and offsets that hold."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.sentences import sentences


def cut(text: str) -> list[str]:
    """The sentences' own text."""
    return [text[s.start : s.end] for s in sentences(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Dow fell. The Nasdaq rose.", ["The Dow fell.", "The Nasdaq rose."]),
        ("U.S. stocks rose. The Dow fell 0.5%.", ["U.S. stocks rose.", "The Dow fell 0.5%."]),
        ("The Dow fell 0.5% to 42,118.36.", ["The Dow fell 0.5% to 42,118.36."]),
        ("Yields rose in the U.S. The Dow fell.", ["Yields rose in the U.S.", "The Dow fell."]),
        ("In Dec. 30 trading it fell.", ["In Dec. 30 trading it fell."]),
        ("Acme Corp. shares rose 2%.", ["Acme Corp. shares rose 2%."]),
        ("Mr. Smith of Acme Inc. said so. It fell.", ["Mr. Smith of Acme Inc. said so.", "It fell."]),
        ("By 10 a.m. Tokyo time it rose.", ["By 10 a.m. Tokyo time it rose."]),
        ("It fell! Why? Rates.", ["It fell!", "Why?", "Rates."]),
        ("“It fell.” The Dow rose.", ["“It fell.”", "The Dow rose."]),
        ("It fell (1%). The Dow rose.", ["It fell (1%).", "The Dow rose."]),
        ("Stocks fell; bonds rose.", ["Stocks fell;", "bonds rose."]),
        ("One line\nanother line", ["One line", "another line"]),
        ("One.\r\nTwo.", ["One.", "Two."]),
        ("  padded.  \n\t\n  more  ", ["padded.", "more"]),
        ("Rs. 500 a share", ["Rs. 500 a share"]),
        ("It fell. 2,611.08 was the close.", ["It fell.", "2,611.08 was the close."]),
        ("It fell. “We sold,” he said.", ["It fell.", "“We sold,” he said."]),
        ("It fell… The Dow rose.", ["It fell…", "The Dow rose."]),
        ("rose 0.5%.Then on", ["rose 0.5%.Then on"]),
        ("", []),
        ("\n \n", []),
    ],
)
def test_where_sentences_end(text: str, expected: list[str]) -> None:
    assert cut(text) == expected


@pytest.mark.parametrize(
    ("line", "heading"),
    [
        ("Nikkei ends higher", True),
        ("Nikkei ends higher.", False),
        ("Movers:", False),
        ("Why did it fall?", False),
        ("- Nikkei ends higher", False),
        ("A long line of words " * 8, False),
    ],
)
def test_headings(line: str, heading: bool) -> None:
    assert {s.heading for s in sentences(line)} == {heading}


@pytest.mark.parametrize("mark", ["-", "*", "•", "–", "—", "·", "1.", "12)"])
def test_bullets(mark: str) -> None:
    text = f"{mark} The Dow fell. It closed lower."
    found = sentences(text)
    assert [text[s.start : s.end] for s in found] == ["The Dow fell.", "It closed lower."]
    assert all(s.bullet and not s.heading for s in found)


@pytest.mark.parametrize("line", ["-0.5% for the Dow", "1.5 points lost", "2026 was the year"])
def test_a_figure_is_no_bullet(line: str) -> None:
    assert cut(line) == [line]
    assert not sentences(line)[0].bullet


def test_lines_are_counted() -> None:
    assert [s.line for s in sentences("One. Two.\nThree.\n\nFour.")] == [0, 0, 1, 2]


@given(st.text(alphabet=st.sampled_from(" \n\r\t.!?;:-*•()[]\"'“”‘’…1a2.AÉ日٣\u2028\x85\x00🙂"), max_size=200))
def test_sentences_lie_in_order_and_hold_every_word(text: str) -> None:
    found = sentences(text)
    end = 0
    for sentence in found:
        assert end <= sentence.start < sentence.end <= len(text)
        own = text[sentence.start : sentence.end]
        assert own == own.strip()
        for before, after in pairwise(own.split("\n")):  # only a line that was broken to fit a page goes on
            assert before[-1].isalnum()
            assert after[0].islower() or after[0].isdigit()
        end = sentence.end
    assert [s.line for s in found] == sorted(s.line for s in found)
    left = "".join(text[a.end : b.start] for a, b in pairwise(found))
    assert not any(c.isalpha() for c in left)


def test_a_hard_wrapped_sentence_is_one() -> None:
    text = "The Nikkei 225 in Tokyo\nclosed up 2.2 percent\nat 58,583.12 on Monday."
    assert cut(text) == [text]


def test_lines_with_their_own_ends_stay_apart() -> None:
    text = "The Nikkei 225 closed up.\nThe Topix fell.\nThe Hang Seng rose."
    assert cut(text) == ["The Nikkei 225 closed up.", "The Topix fell.", "The Hang Seng rose."]


def test_a_numbered_line_is_an_item_of_its_own() -> None:
    text = "Reasons for the rally\n1. Earnings beat forecasts.\n2) The yen fell."
    assert cut(text) == ["Reasons for the rally", "Earnings beat forecasts.", "The yen fell."]
