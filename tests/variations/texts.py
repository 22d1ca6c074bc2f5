"""Texts of every kind, the same ones from the same seed: sentences, and stories of several."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, datetime
from typing import NamedTuple

from tests.variations.parts import Kind, Parts
from tests.variations.scene import Scene, Unfit
from tests.variations.writing import Facts, Writing

STORIES = "stories"
_TRIES = 400
_ABROAD = 0.25
"""How often a text tells of another place than that of its desk."""
_PERCENT_WORDS = ("%", "%", " percent", " per cent")
_PARAGRAPHS = (3, 6)


class Text(NamedTuple):
    """One text: what kind it is, when it was published, and what it states."""

    kind: str
    at: datetime | date
    body: str
    facts: Facts
    may: Facts


def texts(parts: Parts, seed: int, count: int, only: str = "") -> Iterator[Text]:
    """So many texts of each kind, or of the one that is named."""
    for kind in parts.kinds:
        if only in ("", kind.name):
            yield from (_one(parts, kind, f"{seed} {kind.name} {number}") for number in range(count))
    if only in ("", STORIES):
        yield from (_one(parts, None, f"{seed} {STORIES} {number}") for number in range(count))


def _one(parts: Parts, kind: Kind | None, name: str) -> Text:
    """The first draw that can be told at its moment."""
    draw = random.Random(name)
    for _ in range(_TRIES):
        scene = Scene(parts, draw.choice(parts.moments), draw, draw.choice(_PERCENT_WORDS))
        try:
            return _sentence(scene, kind) if kind else _story(scene)
        except Unfit:
            continue
    raise ValueError(f"{name}: nothing could be written")


def _sentence(scene: Scene, kind: Kind) -> Text:
    _cast(scene)
    if scene.told(scene.subject("A")) not in kind.when:
        raise Unfit(kind.name)
    writing = Writing(scene)
    body = writing.write(scene.draw.choice(kind.texts))
    return Text(kind.name, scene.published, body, writing.facts, writing.may)


def _cast(scene: Scene) -> None:
    """Let A be an index of another place now and then."""
    if not scene.moment.dated and scene.draw.random() < _ABROAD:
        others = [s for s in scene.parts.subjects if s.kind == "index" and s.place != scene.moment.home]
        scene.cast("A", scene.draw.choice([s for s in others if scene.told(s) != "during"]))


def _story(scene: Scene) -> Text:
    """A lead of the desk's own market and some paragraphs more, each of its own index."""
    kinds = [k for k in scene.parts.kinds if k.in_stories]
    facts: Facts = {}
    may: Facts = {}
    paragraphs: list[str] = []
    state = scene.told(scene.subject("A"))
    for _ in range(scene.draw.randint(*_PARAGRAPHS)):
        kind = scene.draw.choice([k for k in kinds if state in k.when] if paragraphs else kinds[:1])
        writing = Writing(scene.again(), facts, may)
        paragraphs.append(writing.write(scene.draw.choice(kind.texts)))
    return Text(STORIES, scene.published, "\n\n".join(paragraphs), facts, may)
