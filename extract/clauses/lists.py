"""Lists of names with figures in brackets: "led by Hanwha Ocean (6.9%) and Daikin (3.8%)"."""

from __future__ import annotations

from extract.clauses.subjects import headed_by_economics
from extract.clauses.walk import Walk
from extract.figures import figure_at
from extract.frames import Entity, Figure, Frame
from extract.lexicon import words
from extract.near import direction, of_kind, said
from extract.tokens import Token

_NOUNS = words("bare_move_nouns")
_PARTICLED = words("verbs_with_particle")
_FOLLOWED = words("followed_by")
_INDEX, _OTHER = "index", "other"
_INTRODUCING, _AS = words("introducing_some"), words("at_the_time")
_REACH = 12
"""Tokens from a verb of shares to the list of some of them."""
_IN_LIST = frozenset("BS(#)a")
_NEAR = 4
"""Tokens before a list in which a noun says which way its names went."""


def in_brackets(walk: Walk, at: int) -> bool:
    """ "Hanwha Ocean (6.9%)": the figure is the name's, once a sign is found for it."""
    tokens = walk.tokens
    if not walk.pending or at < 2 or tokens[at - 1].kind != "(" or tokens[at].value.unit != "%":
        return False
    entity = walk.pending[-1][-1]
    named = tokens[at - 2].kind
    if named not in "BSI" or entity.at != at - 2:
        return False
    figure, alone = figure_at(tokens, at), of_kind(tokens, at + 1, at + 2, ")")
    if named == "I" and (tokens[at].value.sign or entity.kind != _INDEX or not alone):
        return False
    if alone and not tokens[at].value.sign:
        figure.sign = None  # the verb or the noun of the whole list gives it
    if figure.sign is None:
        entity.aside = figure
    else:
        _tell(walk, entity, figure, figure.sign, at)
        if not walk.pending[-1][:-1]:  # told all of it: "Alder (+2%) fared better, and Birchwood rose 5%"
            walk.subject = walk.pending.pop()
            walk.last_predicate = at
    return True


def period_in_brackets(walk: Walk, at: int) -> bool:
    """ "declined -2.6% (-0.8% YTD)": a second figure, with its own period; one without a sign is a gain where the first
    has one."""
    tokens, frame = walk.tokens, walk.frame
    if frame is None or len(frame.percents) != 1 or [t.kind for t in tokens[at - 1 : at + 3]] != ["(", "#", "P", ")"]:
        return False
    first = next((t for t in reversed(tokens[: at - 1]) if t.kind == "#"), None)
    sign = tokens[at].value.sign or (1 if first is not None and first.value.sign else 0)
    if not sign or tokens[at + 1].value == _OTHER or len(frame.subjects) > 1:
        return False
    told = walk.open(frame.subjects, at, "name as before")
    told.sign, told.spoken = sign, True
    told.percents.append(figure_at(tokens, at))
    told.cue(tokens[at + 1])
    walk.spent.add(at + 1)
    told.last = at + 1
    return True


def aside(walk: Walk, subject: list[Entity], at: int) -> None:
    """Figures in brackets behind names get their sign from the noun that the verb leads ("led the gains")."""
    if any(e.aside for e in subject):
        _tell_all(walk, subject, at, _noun_ahead(walk.tokens, subject) or direction(walk.tokens, at, at + 5, "GD"))
    walk.frame = None


def _noun_ahead(tokens: list[Token], subject: list[Entity]) -> int:
    """ "Gains in Acme (2.3%) and Borealis (1.8%) offset losses": the way that the noun before a list tells, 0 for
    none."""
    place = subject[0].at - 1
    while place > 1 and tokens[place].kind in _IN_LIST:
        place -= 1
    governed = place > 0 and tokens[place].kind == "p" and tokens[place - 1].kind == "G"
    return int(tokens[place - 1].value) if governed else 0


def tell_asides(walk: Walk, subject: list[Entity], at: int, sign: int | None) -> None:
    """ "Acme (2.3%) and Borealis (1.8%) gained the most", "ended in the red": the verb signs the figures in brackets
    behind its names."""
    if subject[0].kind != _INDEX and any(e.aside for e in subject):
        sign = direction(walk.tokens, at + 1, at + 3) if sign is None else sign
        if sign:
            _tell_all(walk, subject, at, sign)


def take_asides(frame: Frame) -> None:
    """ "The Nikkei (1.2%) and the Kospi (1.4%) opened higher": those of indices are the verb's, with all it says."""
    subjects = frame.subjects
    if subjects[0].aside is None or subjects[0].kind != _INDEX or frame.percents:
        return
    told = [entity.aside for entity in subjects if entity.aside is not None]
    if len(told) == len(subjects):
        frame.percents = told
    for entity in subjects:
        entity.aside = None


def leftover(walk: Walk) -> None:
    """Names with figures in brackets that no verb took; of indices nobody knows which way."""
    for group in walk.pending:
        if any(e.aside for e in group):
            index = group[0].kind == _INDEX  # "The DAX rose 0.5%, the MDAX (0.4%) and"
            sign = _followed(walk, group[0].at) if index else _leaders(walk, group[0].at)
            if sign is not None or not index:
                _tell_all(walk, group, len(walk.tokens) - 1, sign)


def _leaders(walk: Walk, first: int) -> int | None:
    """The sign of a list in brackets: that of "gainers" or "losses" before it or of "laggards" behind it, that of what
    it follows, else of such a word in its sentence."""
    leaders = walk.entities.lexicon.leaders
    for token in reversed(walk.tokens[max(0, first - _NEAR) : first]):
        if token.kind == "V" and token.low in _NOUNS:
            return int(token.value[0])
        if token.kind in "GD" and token.value:
            return int(token.value)
    told = [walk.low(at) + " " + walk.low(at + 1) for at in range(len(walk.tokens))]  # "top performers"
    ways = [leaders.get(token.low, leaders.get(both)) for token, both in zip(walk.tokens, told, strict=True)]
    behind = next((way for way in ways[first:] if way is not None), None)
    sign = _followed(walk, first) if behind is None else behind
    if sign is None:
        sign = _introduced(walk.tokens, first)
    if sign is not None:
        return sign
    for at, (token, way) in enumerate(zip(walk.tokens, ways, strict=True)):
        if token.kind in "GD" and token.value and not said(walk.tokens, at - 1, at, _PARTICLED):
            return int(token.value)
        if way is not None:
            return way
    return walk.ranked


def _followed(walk: Walk, first: int) -> int | None:
    """The sign of a list right behind what moved: "Realty fell 0.5%, followed by power (0.4%)", "Steel rose
    2.1%, cement (1.5%) and power (0.4%)"; None where it is no such list."""
    told = walk.frames[-1] if walk.frames else None
    if told is None or told.last >= first or told.modal or told.earlier or not told.percents:
        return None
    between = walk.tokens[told.last + 1 : first]
    return told.sign if between and all(t.kind == "a" or t.low in _FOLLOWED for t in between) else None


def _introduced(tokens: list[Token], first: int) -> int | None:
    """ "Carmakers rose in early trade, namely Acme (4.2%)", "Bank stocks fell, including": the sign of what shares did
    that the list gives some of; None where it gives none."""
    told = False
    for place in range(first - 1, max(0, first - _REACH), -1):
        token = tokens[place]
        told = told or token.low in _INTRODUCING or token.kind == ":"
        if token.kind == "V":
            shares = of_kind(tokens, 0, place, "hSr") and not headed_by_economics(tokens, place)
            return int(token.value[0]) if told and shares and not token.value[1] else None
        if token.kind not in "xapFT:" or (token.low in _AS and tokens[place - 1].low not in _INTRODUCING):
            return None  # "Shares fell as big holders, including Acme (6.2%), sold"
    return None


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
