"""What stands behind "a day after": a clause of the session before, and where the sentence's own day goes on."""

from __future__ import annotations

from extract.clauses.walk import Walk
from extract.entities import ENTITY
from extract.frames import Frame
from extract.lexicon import words
from extract.near import is_participle, of_kind
from extract.statement import names_day
from extract.tokens import Token

_AFTER, _DAY, _ONE = words("clause_after"), words("one_day"), words("just_one")
_WITH = words("beside_clause")
_DAY_AFTER = 3
_CLAUSE = 12
"""Tokens in which a clause behind "a day after" has its verb."""
_PREDICATES = "VWCODvH"


def of_day_after(walk: Walk, kinds: str) -> None:
    """ "Futures were up on Wednesday, a day after all three indexes closed at records": the clause is of the day before
    the sentence's own; "a day after its record, the Dow fell": not so the sentence's own clause."""
    at = kinds.find("p")
    while at >= 0:
        if is_day_after(walk.tokens, at + 1):
            fronted = not of_kind(walk.tokens, 0, at - 1, f"{_PREDICATES}#")
            end = _front_end(walk, at) if fronted else _clause_end(walk, at)
            _tell(walk, at, end)
            if not fronted:
                _doubt(walk, at, end)
            return
        at = kinds.find("p", at + 1)


def is_day_after(tokens: list[Token], at: int) -> bool:
    """ "A day after hitting a record": whether such words stand right before a predicate."""
    if at < _DAY_AFTER or tokens[at - 1].low not in _AFTER:
        return False
    return tokens[at - 2].low in _DAY and tokens[at - 3].low in _ONE


def _tell(walk: Walk, at: int, end: int) -> None:
    """Give the frames up to the clause's end the day before."""
    token = walk.tokens[at]
    # behind its verb the clause goes on with other indices alone
    inside = [f for f in walk.frames if _is_inside(walk, f, at, end)]
    own = any(f.has_figures and f.subjects[0].kind == "index" and not f.modal for f in walk.frames if f not in inside)
    for frame in inside:
        named = [day for day in frame.times if names_day(day)]
        value = "previous" if named else "session before" if own else "last close"
        frame.times, frame.aside = [*named, Token("T", token.start, token.end, token.low, value)], True


def _is_inside(walk: Walk, frame: Frame, at: int, end: int) -> bool:
    """Whether a frame is of the clause: begins there, or goes on there with whom another was told of ("fell 1.2%, a day
    after it rose 2%")."""
    if frame.first > at:
        return frame.first < end and (frame.first < at + _CLAUSE or frame.subjects[0].kind == "index")
    if not any(f.subjects is frame.subjects and f.last < at for f in walk.frames if f is not frame):
        return False
    comma = next((place for place in range(at + 1, end) if walk.low(place) == ","), end)
    if at < frame.last <= comma:
        return True
    start, stop = walk.tokens[at].start, walk.tokens[min(comma, len(walk.tokens) - 1)].start
    if any(start < figure.start < stop for figure in (*frame.percents, *frame.changes)):
        frame.modal = True  # "a day after it edged up 2%, and closed at 7,907": of two days
    return False


def _front_end(walk: Walk, at: int) -> int:
    """Where the clause ends that opens a sentence: at its comma, one in a list of names left out ("A day after the Dow,
    the S&P 500 and the Nasdaq set records, stocks fell"). Without one nobody knows, and nothing in it is told."""
    listing = True
    for place in range(at + 1, len(walk.tokens)):
        token = walk.tokens[place]
        listing = listing and token.kind not in _PREDICATES
        if token.low == "," and not (listing and walk.tokens[place - 1].kind in f"{ENTITY}h)"):
            return place
    for frame in walk.frames:
        frame.modal = True
    return at


def _clause_end(walk: Walk, at: int) -> int:
    """Where the clause ends behind the sentence's own: "a day after setting a record, and the Dow rose" is of the day
    that the sentence tells again, as is ", with Acme up 2%"; an index goes on with the indices of the day before."""
    tokens = walk.tokens
    participle = at + 1 < len(tokens) and is_participle(tokens[at + 1])
    for place in range(at + 1, len(tokens) - 1):
        if tokens[place].kind == ";":
            return place
        if tokens[place].low != ",":
            continue
        if participle or not of_kind(tokens, at + 1, place, ENTITY):
            return place
        if tokens[place + 1].low in _WITH and not of_kind(tokens, place + 2, place + 5, "I"):
            return place
    return len(tokens)


def _doubt(walk: Walk, at: int, end: int) -> None:
    """ "The Dow fell 0.3% a day after it had gained 0.4%, and the Nasdaq lost 0.5%": an index behind the clause's comma
    can be of both days, where the sentence's own is told of an index."""
    if not any(f.last < at and f.has_figures and f.subjects[0].kind == "index" for f in walk.frames):
        return
    comma = next((place for place in range(at + 1, end) if walk.low(place) == ","), end)
    for frame in walk.frames:
        frame.modal = frame.modal or comma < frame.first < end
