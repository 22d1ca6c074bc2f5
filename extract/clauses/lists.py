"""Lists of names with figures in brackets: "led by Hanwha Ocean (6.9%) and Daikin (3.8%)"."""

from __future__ import annotations

from extract.clauses.walk import Walk
from extract.figures import figure_at
from extract.frames import Entity, Figure, Frame
from extract.lexicon import words
from extract.near import direction

_NOUNS = words("bare_move_nouns")
_NEAR = 4
"""Tokens before a list in which a noun says which way its names went."""


def in_brackets(walk: Walk, at: int) -> bool:
    """ "Hanwha Ocean (6.9%)": the figure is the name's, once a sign is found for it."""
    tokens = walk.tokens
    if not walk.pending or at < 2 or tokens[at - 1].kind != "(" or tokens[at].value.unit != "%":
        return False
    entity = walk.pending[-1][-1]
    if tokens[at - 2].kind not in "BS" or entity.at != at - 2:
        return False
    figure = figure_at(tokens, at)
    if figure.sign is None:
        entity.aside = figure
    else:
        _tell(walk, entity, figure, figure.sign, at)
        if not walk.pending[-1][:-1]:  # told all of it: "Alder (+2%) fared better, and Birchwood rose 5%"
            walk.subject = walk.pending.pop()
            walk.last_predicate = at
    return True


def aside(walk: Walk, subject: list[Entity], at: int) -> None:
    """Figures in brackets behind names get their sign from the noun that the verb leads ("led the gains")."""
    if any(e.aside for e in subject):
        _tell_all(walk, subject, at, direction(walk.tokens, at, at + 5, "GD"))
    walk.frame = None


def tell_asides(walk: Walk, subject: list[Entity], at: int, sign: int | None) -> None:
    """ "Acme (2.3%) and Borealis (1.8%) gained the most": the verb signs the figures in brackets behind its names."""
    if sign and any(e.aside for e in subject):
        _tell_all(walk, subject, at, sign)


def leftover(walk: Walk) -> None:
    """Names with figures in brackets that no verb took."""
    for group in walk.pending:
        if any(e.aside for e in group):
            _tell_all(walk, group, len(walk.tokens) - 1, _leaders(walk, group[0].at))


def _leaders(walk: Walk, first: int) -> int | None:
    """The sign of a list in brackets: that of "gainers" or "losses" before it, else in its sentence."""
    leaders = walk.entities.lexicon.leaders
    for token in reversed(walk.tokens[max(0, first - _NEAR) : first]):
        if token.kind == "V" and token.low in _NOUNS:
            return int(token.value[0])
        if token.kind in "GD" and token.value:
            return int(token.value)
    for token in walk.tokens:
        if token.kind in "GD" and token.value:
            return int(token.value)
        if (sign := leaders.get(token.low)) is not None:
            return sign
    return walk.ranked


def _tell_all(walk: Walk, subject: list[Entity], at: int, sign: int | None) -> None:
    for entity in subject:
        if entity.aside is not None:
            _tell(walk, entity, entity.aside, sign, at)
            entity.aside = None


def _tell(walk: Walk, entity: Entity, figure: Figure, sign: int | None, at: int) -> None:
    frame = Frame([entity], "name (figure)", entity.at, sign=sign, spoken=True, last=at)
    frame.percents.append(figure)
    walk.lend_lead(frame)
    walk.frames.append(frame)
