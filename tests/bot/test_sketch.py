"""Stories known again."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.desk.sketch import alike, fingerprint, shingles

STORY = " ".join(f"word{n}" for n in range(120))


def test_layout_and_typography_do_not_make_another_story() -> None:
    assert fingerprint("The Nikkei’s up 2.2%, at 58,583.12.") == fingerprint("the  NIKKEI's up\n2.2% at “58,583.12”")
    assert fingerprint("at 58,583.12") != fingerprint("at 58,583.13")


def test_a_copy_with_another_frame_is_alike() -> None:
    assert alike(shingles(f"By A Writer. {STORY}"), shingles(f"{STORY} Follow us for more news every day."))


def test_two_stories_in_the_same_form_are_not() -> None:
    other = " ".join(f"word{n if n % 3 else n + 500}" for n in range(120))
    assert not alike(shingles(STORY), shingles(other))


def test_short_notes_are_never_taken_for_copies() -> None:
    assert not alike(shingles("Nikkei closed at 58,583.12 today"), shingles("Nikkei closed at 58,583.12 today"))


@given(st.text())
def test_any_text_has_a_sketch(text: str) -> None:
    assert shingles(text) == shingles(text)
    assert len(fingerprint(text)) == 32
