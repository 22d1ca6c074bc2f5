"""Indices told by what they are like, not by name: "the tech-heavy index", "the 30-share barometer"."""

from __future__ import annotations

from extract.lexicon import words

_CALLED = (
    ("nasdaq", words("called_nasdaq")),
    ("dow", words("called_dow")),
    ("sp500", words("called_sp500")),
    ("nifty50", words("called_nifty50")),
    ("nikkei225", words("called_nikkei225")),
)
_AMERICAN = ("dow", "sp500")
"""Indices that are described so only in American stories."""
_OF_THIRTY = words("called_of_thirty")


def described(low: str, place: str | None, home: str | None) -> str | None:
    """The instrument that the words describe; `place` is the region whose indices are told of, `home` the story's."""
    for index, descriptions in _CALLED:
        if any(d in low for d in descriptions) and (index not in _AMERICAN or place == "us"):
            return index
    if any(low.startswith(d) for d in _OF_THIRTY):
        indian = home == "india" or (home is None and "-share" in low)
        return "sensex" if indian else "dow"
    return None
