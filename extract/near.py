"""Small questions about the words near a place in a sentence."""

from __future__ import annotations

from extract.tokens import Token


def said(tokens: list[Token], start: int, stop: int, words: frozenset[str]) -> bool:
    """Whether one of the words stands in tokens[start:stop]; a start before the sentence is its first."""
    for token in tokens[start if start > 0 else 0 : stop]:  # noqa: SIM110 - a generator and `max` would cost more
        if token.low in words:
            return True
    return False


def of_kind(tokens: list[Token], start: int, stop: int, kinds: str) -> bool:
    """Whether a token of one of the kinds stands in tokens[start:stop]; a start before the sentence is its first."""
    for token in tokens[start if start > 0 else 0 : stop]:  # noqa: SIM110 - a generator and `max` would cost more
        if token.kind in kinds:
            return True
    return False


def places_of(kinds: str, kind: str) -> list[int]:
    """Where tokens of a kind stand, by the kinds of all."""
    found: list[int] = []
    at = kinds.find(kind)
    while at >= 0:
        found.append(at)
        at = kinds.find(kind, at + 1)
    return found


def direction(tokens: list[Token], start: int, stop: int, kinds: str = "D") -> int | None:
    """The sign of the first direction word (or noun, as `kinds` say) in tokens[start:stop] that has one."""
    for token in tokens[max(0, start) : stop]:
        if token.kind in kinds and token.value is not None:
            return int(token.value)
    return None


def is_participle(token: Token) -> bool:
    """Whether a verb ends in "-ing", or its first word does ("tacking on")."""
    return token.low.partition(" ")[0].endswith("ing")


def behind_colon(tokens: list[Token], at: int, reach: int) -> int:
    """Where begins what can govern a place: `reach` tokens before it, or behind a colon ("A year after the crash:")."""
    for place in range(at - 1, max(-1, at - reach), -1):
        if tokens[place].kind == ":":
            return place
    return at - reach
