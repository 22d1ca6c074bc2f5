"""Every reason for which a link is not read has its own sentence."""

from __future__ import annotations

import pytest

from bot.locale import phrases
from bot.refusals import CODES, FetchRefused


@pytest.mark.parametrize("code", CODES)
def test_every_refusal_is_a_sentence_of_the_phrases(code: str) -> None:
    told = FetchRefused(code, "a detail for the log").reason  # type: ignore[arg-type]
    assert told == phrases().say(f"refused.{code}") and told.endswith(".")
    assert "detail" not in told


def test_no_two_refusals_sound_alike() -> None:
    assert len({FetchRefused(code).reason for code in CODES}) == len(CODES)
