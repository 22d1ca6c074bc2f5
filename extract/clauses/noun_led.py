"""Moves whose figure and noun stand before the name: "a 0.8% advance took the index to 1,904.11", "half a percent came
off the index", "gains of 0.4% and 0.6% for the Dow and the S&P 500"."""

from __future__ import annotations

from msgspec.structs import replace

from extract import slots
from extract.clauses.ahead import ahead
from extract.clauses.names_behind import names_behind
from extract.clauses.walk import Walk
from extract.figures import figure_at, governor
from extract.frames import Entity, Frame
from extract.lexicon import words
from extract.near import of_kind, said
from extract.tokens import Token

_CARRYING = words("carrying")
_COMING = words("coming_off")
_OFF, _ONTO = words("taken_off"), words("put_onto")
_DOUBTFUL = ("from", "to")
"""Where these stand right behind points, a name is what those were taken from or put on to."""
_BARE_NOUNS = words("bare_move_nouns")
_FRONTING = words("fronting")
_NOUN_REACH, _VERB_REACH = 3, 12
"""Tokens from a figure to its noun, from that to the verb."""
_UNITS = ("%", "pt")
_ENDS = "IBSYr;VCOG"
_OF = words("of_whole")
_COSTING = words("costing")
_FOR, _AMOUNTING, _EACH = words("noun_of_name"), words("amounting"), words("each")


def carried(walk: Walk, at: int) -> bool:
    """ "A 204.11-point fall, or 0.5%, left the Dow at 42,118.36": the name behind has the noun's figures."""
    tokens = walk.tokens
    if tokens[at].value.unit not in ("%", "pt"):
        return False
    noun = noun_behind(tokens, at)
    verb = _carrying(tokens, noun) if noun is not None else None
    if noun is None or verb is None:
        return False
    group, last = names_behind(walk, verb + 1)
    if not group:
        return False
    frame = _open(walk, group, at, sign_of(tokens[noun]), "noun carries name")
    frame.modal = any(t.kind == "m" for t in tokens[noun:verb])
    if at and tokens[at - 1].kind in "TP" and tokens[at - 1].poss:  # "Tuesday's 204-point fall left the Dow at"
        frame.cue(tokens[at - 1])
    for place in range(at, verb):
        if tokens[place].kind == "#" and tokens[place].value.unit in _UNITS:  # ", or 0.5%,", ", equal to 0.5%,"
            frame.tell(replace(figure_at(tokens, place), sign=None), tokens[place].value.unit)
            walk.spent.add(place)
    walk.spent.update(range(verb, last + 1))
    frame.last = last
    walk.last_predicate = verb
    return True


def _open(walk: Walk, group: list[Entity], at: int, sign: int | None, rule: str) -> Frame:
    for entity in group:
        entity.under, entity.object = None, False
    frame = walk.open(group, at, rule)
    frame.sign, frame.spoken = sign, True
    walk.subject = group
    walk.pending.clear()
    return frame


def sign_of(token: Token) -> int:
    """The way of a move that a noun, or a verb that is its noun, tells; 0 for none."""
    return int(token.value if token.kind == "G" else token.value[0])


def noun_behind(tokens: list[Token], at: int) -> int | None:
    """The place of the noun of a move that the figure here describes ("a 2.5% late fall")."""
    for place in range(at + 1, min(len(tokens), at + 1 + _NOUN_REACH)):
        token = tokens[place]
        if token.kind == "G" or (token.kind == "V" and token.low in _BARE_NOUNS):
            return place if sign_of(token) else None
        if token.kind not in "xD" or not token.low[0].isalpha() or token.low == "of":
            return None
    return None


def _carrying(tokens: list[Token], noun: int) -> int | None:
    """The place of a verb that carries a name behind the noun ("took", "left"), figures and times passed over."""
    for place in range(noun + 1, min(len(tokens), noun + 1 + _VERB_REACH)):
        token = tokens[place]
        if token.low in _CARRYING:
            return place
        if token.kind in "IBYr;VCOWG:" or token.low == ".":
            return None
    return None


def off_name(walk: Walk, at: int) -> bool:
    """ "Half a percent came off the Dow", "wiped 96.75 points, or 1.2%, off the FTSE 100", "tacked 104 points onto"."""
    tokens = walk.tokens
    if tokens[at].value.unit not in ("%", "pt") or walk.pending:
        return False
    place, figures = at + 1, [at]
    while place < min(len(tokens), at + _VERB_REACH):
        token = tokens[place]
        word = token.low.rpartition(" ")[2]
        if word in _OFF or word in _ONTO:
            break
        if token.kind == "#":
            figures.append(place)
        elif token.kind not in "a()" and token.low not in _COMING:
            return False
        place += 1
    else:
        return False
    word = tokens[place].low.rpartition(" ")[2]
    if word in _DOUBTFUL and (tokens[at].value.unit != "pt" or place > at + 1):
        return False
    if word in _DOUBTFUL and governor(tokens, at)[0] in _OF:
        return False  # "at a discount of 88 points to the cash index"
    if place == at + 1 and " " not in tokens[place].low and (walk.last_predicate < 0 or tokens[at - 1].kind == "D"):
        return False
    group, last = names_behind(walk, place + 1)
    if not group or group[0].kind not in ("index", "stock", "future") or (word in _DOUBTFUL and last > place + 2):
        return False
    if len(figures) == 1 and _is_of_share(tokens, at, at, "BrSh"):
        return True  # "Miners knocked 14.6 points off the FTSE 100"
    frame = _open(walk, group, at, -1 if tokens[place].low.rpartition(" ")[2] in _OFF else 1, "points off name")
    for figure in figures:
        slots.take(frame, tokens, figure)
    walk.spent.update(range(at, last + 1))
    frame.last = last
    return True


def nouns_listed(walk: Walk, at: int) -> bool:
    """ "Gains of 0.4% and 0.6% for the Dow and the S&P 500", "losses for the DAX and the CAC 40 stood at 0.9 and 1.1
    percent": a plural noun with figures and names."""
    tokens = walk.tokens
    if walk.pending or tokens[at].low[-1:] != "s" or at + 2 >= len(tokens):
        return False
    named_first = tokens[at + 1].low in _FOR
    if named_first:
        group, last = names_behind(walk, at + 2)
        figures, stop = _figures(tokens, last + 1)
        if not any(t.low in _AMOUNTING for t in tokens[last + 1 : (figures or [stop])[0]]):
            return False
    else:
        figures, stop = _figures(tokens, at + 1)
        place = next((i for i in range(stop, min(len(tokens), stop + _VERB_REACH)) if tokens[i].low in _FOR), None)
        if place is None or any(t.kind in _ENDS for t in tokens[stop:place]):
            return False
        group, last = names_behind(walk, place + 1)
    if (
        not group
        or not figures
        or tokens[figures[-1]].value.unit not in _UNITS
        or not _shared(tokens, at, max(last, stop), len(group), len(figures))
    ):
        return False
    frame = _open(walk, group, at, sign_of(tokens[at]), "nouns listed")
    _give(frame, tokens, figures)
    walk.spent.update(range(at, max(last + 1, stop)))
    frame.last = max(last, stop - 1)
    walk.last_predicate = frame.last
    return True


def _figures(tokens: list[Token], start: int) -> tuple[list[int], int]:
    """The places of the figures of percent, points or basis points that begin a few words behind a place, joined by
    commas and "and", and where they end."""
    found: list[int] = []
    place = start
    while place < min(len(tokens), start + _VERB_REACH):
        token = tokens[place]
        if token.kind == "#":
            found.append(place)
        elif token.kind in _ENDS or (found and token.kind not in "aq" and token.low not in _EACH):
            break
        place += 1
    return found, place


def _give(frame: Frame, tokens: list[Token], figures: list[int]) -> None:
    """Give a frame its figures, the unit behind the last being that of all ("0.9 and 1.1 percent")."""
    unit = tokens[figures[-1]].value.unit
    for place in figures:
        frame.tell(replace(figure_at(tokens, place), sign=None), tokens[place].value.unit or unit)


def _shared(tokens: list[Token], start: int, stop: int, names: int, figures: int) -> bool:
    """Whether each name has its figure: as many of both, or one that is said to be each one's."""
    if figures == names:
        return names > 1
    return figures == 1 and said(tokens, start, stop + 1, _EACH)


def level_ahead(walk: Walk, at: int) -> bool:
    """ "At 5,914.20, the S&P 500 ended down": a level before the name that it is of."""
    tokens = walk.tokens
    if at > _NOUN_REACH or governor(tokens, at)[0] not in _FRONTING or any(t.kind not in "pxq" for t in tokens[:at]):
        return False
    if tokens[at].value.unit == "%" and not tokens[at].value.sign:
        return False
    subject = ahead(walk, at)
    if not subject:
        return False
    frame = _open(walk, subject, at, None, "level ahead")
    frame.spoken = False
    if not slots.take(frame, tokens, at):
        walk.frames.remove(frame)
        walk.frame = walk.subject = None
        return False
    walk.spent.update(range(subject[0].at, subject[-1].at + 1))
    return True


def _is_of_share(tokens: list[Token], at: int, verb: int, kinds: str) -> bool:
    """ "Orbis added 12 points to the S&P 500", "Orbis fell 3%; it cost the S&P 500 12 points": whether points are
    some shares' part of a move."""
    return bool(tokens[at].value.unit == "pt") and of_kind(tokens, 0, verb, kinds)


def cost(walk: Walk, at: int) -> bool:
    """ "Late selling cost the Nifty 50 0.3%": what something takes from the name behind it."""
    tokens, group = walk.tokens, walk.pending[-1] if walk.pending else None
    if (
        group is None
        or tokens[at].value.unit not in _UNITS
        or any(t.kind not in "xqh" for t in tokens[group[-1].at + 1 : at])
    ):
        return False
    verb = group[0].at - 1
    while (
        verb > 0 and tokens[verb].kind == "x" and tokens[verb].low not in _COSTING and verb > group[0].at - _NOUN_REACH
    ):
        verb -= 1
    if verb < 1 or tokens[verb].low not in _COSTING:
        return False
    if _is_of_share(tokens, at, verb, "Br"):
        return True
    frame = _open(walk, group, at, -1, "cost name")
    frame.modal = any(t.kind == "m" for t in tokens[max(0, verb - 2) : verb])
    for place in range(verb - 1):
        if tokens[place].kind == "P" and tokens[place + 1].low in _OF:  # "Three days of losses have cost the Dow"
            frame.cue(tokens[place])
    slots.take(frame, tokens, at)
    frame.last = at
    return True
