"""What has not happened: "if the index closes at", "expected to rise", a question."""

from __future__ import annotations

from extract.clauses.auxiliaries import linked
from extract.clauses.walk import Walk
from extract.entities import ENTITY
from extract.lexicon import words
from extract.near import is_participle, of_kind, said
from extract.tokens import Token

_UNREAL = words("unreal")
_EXPECTED = words("expected")
_ON_COURSE, _ON = words("on_course"), words("noun_on_day")
_OPTIONS, _AVERAGES = words("options"), words("averages")
_AVERAGED = 5
"""Tokens behind a verb in which it is told to be an average."""
_NOT, _BUT = words("not"), words("not_only")
_YET, _TO, _ALMOST = words("yet") | words("in_vain"), words("in_vain_to"), words("almost_done")
_DENIED = 5
"""Tokens before a predicate in which a word can deny it."""
_AWAITED = words("awaited")
_COMPARED = words("compared_with_expected")
_TO_DO = words("noun_period_to")
_BEING, _TOLD = words("being"), 9
"""Tokens before a colon in which a statement is made."""
_ODDS = words("odds")
_ODDS_REACH = 10
"""Tokens from a word for odds to the verb of what they are of."""
_CALLS, _CALLING = words("opening_calls"), words("calling")
_EARLY, _HAS = words("early"), words("has")
_CALLED = _CALLING | _HAS
_HEADLINE = 4
"""Tokens in which a headline's name and its predicate stand ("DAX to fall")."""
_HEADING = 10
"""Tokens in which a sentence tells that it gives calls for an opening."""


def gives_calls(tokens: list[Token], kinds: str) -> bool:
    """ "Opening calls: FTSE 100 up 21", "Expected to open: DAX up 84": whether a sentence begins with how markets are
    called to open."""
    if not ("O" in kinds or "F" in kinds or (tokens and tokens[0].low in _EARLY)):
        return False
    if "#" not in kinds and ("V" in kinds or "C" in kinds or "W" in kinds):
        return False  # "opening calls had pointed to gains"
    stop = kinds.find("#", 0, _HEADING)
    stop = min(len(tokens), _HEADING) if stop < 0 else stop
    for at in range(stop):
        if tokens[at].low in _CALLS:
            pre = any(t.kind == "F" and t.value == "pre" for t in tokens[max(0, at - 3) : at])
            return pre or of_kind(tokens, at - 3, min(at + 5, stop), "O") or said(tokens, at - 1, at, _EARLY)
    head = kinds.find(":", 0, stop)
    return head > 0 and "O" in kinds[:head] and (said(tokens, 0, head, _EXPECTED) or "m" in kinds[:head])


def has_not_happened(walk: Walk, at: int) -> bool:
    """Whether a predicate at this place tells of nothing that has happened."""
    token = walk.tokens[at]
    how = at + 1 + walk.low(at + 1).endswith("ly")
    seen = token.kind == "W" and token.low in _EXPECTED and of_kind(walk.tokens, how, how + 1, "D#")
    if seen and not of_kind(walk.tokens, at - 1, at, "F"):
        return True  # "with the FTSE 100 seen up 21 points", but "last seen up 21 points"
    if walk.subject and not _CALLED.isdisjoint(walk.lows) and _is_called(walk.tokens, walk.subject[0].at, at):
        return True
    if is_awaited(walk, at) or is_unreal(walk, at) or is_denied(walk.tokens, at) or _is_odds(walk, at):
        return True
    if token.kind == "V" and said(walk.tokens, at - 1, at, _TO_DO):  # "DAX to fall at open", ", CAC 40 to rise"
        return at <= _HEADLINE or after_modal(walk, at)
    return token.kind == "D" and after_modal(walk, at)


def _is_called(tokens: list[Token], name: int, at: int) -> bool:
    """ "calls the FTSE 100 up 21 points", "has the DAX opening 84 points higher": what somebody says of an opening, not
    of the close before it ("after closing at 7,618.03")."""
    if tokens[at].kind == "C":
        return False
    if said(tokens, name - 2, name, _CALLING):
        return True
    return tokens[at].kind == "O" and is_participle(tokens[at]) and said(tokens, name - 2, name, _HAS)


def is_denied(tokens: list[Token], at: int) -> bool:
    """ "did not fall 2%", "never closed below", "has yet to lose", "failed to close at", "almost closed at", but "not
    only fell"."""
    if at and tokens[at].kind == "C" and tokens[at - 1].low in _ALMOST:
        return True
    place = at - 1
    while place >= 0 and at - place <= _DENIED and tokens[place].kind in "xmqpF":
        low = tokens[place].low
        if low in _NOT:
            return tokens[place + 1].low not in _BUT
        if low in _YET:
            return tokens[place + 1].low in _TO
        place -= 1
    return False


def _is_odds(walk: Walk, at: int) -> bool:
    """ "a one-in-five chance that the index falls 10%", "the probability of it closing higher has risen"."""
    if _ODDS.isdisjoint(walk.lows):
        return False
    for back in range(at - 1, max(-1, at - _ODDS_REACH), -1):
        token = walk.tokens[back]
        if token.low in _ODDS:
            return True
        if token.kind in "a;" or (token.kind == "V" and not _is_within_modal(walk, back)):
            return False
    return False


def _is_within_modal(walk: Walk, at: int) -> bool:
    return any(frame.modal and frame.first <= at <= frame.last for frame in walk.frames[-2:])


def is_apart(walk: Walk, at: int) -> bool:
    """Whether what has not happened says nothing of what was told before it ("fell 2% and has not closed below")."""
    return is_awaited(walk, at) or is_denied(walk.tokens, at)


def is_awaited(walk: Walk, at: int) -> bool:
    """ "is expected to open higher", "was seen opening lower": what is still to come."""
    return is_expected(walk, at) or (walk.tokens[at].kind == "O" and said(walk.tokens, at - 3, at, _AWAITED))


def is_unreal(walk: Walk, at: int) -> bool:
    """ "if the index closes at", "we expect it to end at", "rose to a put strike": nothing that has happened."""
    tokens = walk.tokens
    if walk.supposed or (at + 1 < len(tokens) and _is_no_statement(walk, at)):
        return True
    if _UNREAL.isdisjoint(walk.lows):
        return False
    told = False
    for back in range(at - 1, max(-1, at - 14), -1):
        token = tokens[back]
        told = told or (token.kind == ":" and said(tokens, max(0, back - _TOLD), back, _BEING))
        if token.low in _UNREAL:
            return not told  # but "Our target was met: the index rose 1.2%"
        if token.kind == ";" or (token.low == "," and back > 3):
            return False
    return False


def _is_no_statement(walk: Walk, at: int) -> bool:
    """ "rose 2026 calls", "closed a deal": the word behind makes it no statement about a market."""
    token, after = walk.tokens[at], walk.tokens[at + 1]
    if after.low in _OPTIONS or (token.kind == "V" and said(walk.tokens, at + 1, at + _AVERAGED, _AVERAGES)):
        return True
    if token.kind == "C" and after.low == "a":
        # "ended a December at": no session
        return at + 2 < len(walk.tokens) and walk.tokens[at + 2].value in ("month", "other")
    if token.kind == "V" and after.low == "in" and walk.low(at + 3) == "of":
        return walk.tokens[at + 2].kind in "#~"  # "fell in 6 of the last 10 Mays"
    return token.kind == "V" and after.kind == "~"


def is_expected(walk: Walk, at: int) -> bool:
    """ "is expected to open higher", "may fall": a word of expectation right before."""
    if _EXPECTED.isdisjoint(walk.lows):
        return False
    for back in range(at - 1, max(-1, at - 5), -1):
        token = walk.tokens[back]
        if token.low in _ON_COURSE and not said(walk.tokens, back - 1, back, _ON):
            continue  # "changed course and lost"
        if token.low in _EXPECTED and (token.low != "may" or token.kind == "m"):
            if token.low == "set":  # "looks set to open lower", but "has set a high"
                return walk.tokens[back + 1].low in _AWAITED
            if token.low == "seen" and of_kind(walk.tokens, back + 1, back + 2, "W"):
                return False  # "was last seen trading 0.4% lower"
            return not (token.low == "expected" and walk.tokens[back - 1].low in _COMPARED)
        if token.kind in ENTITY or token.kind in "#;" or token.low == ",":
            return False
    return False


def is_supposed_of(walk: Walk, name: int, at: int) -> bool:
    """ "the ASX 200 is expected to open the day 23 points lower": expectation between a name and its figure."""
    if _is_called(walk.tokens, name, at):
        return True
    return is_unreal(walk, at) or is_expected(walk, at) or of_kind(walk.tokens, name + 1, at, "m")


def after_modal(walk: Walk, at: int) -> bool:
    """Whether only expectations were told before in the sentence, which a verbless clause goes on with."""
    before = walk.frames[:-1]
    if linked(walk.tokens, at):
        return False
    return all(f.modal for f in before) if before else _heads_expected(walk.tokens, at)


def _heads_expected(tokens: list[Token], at: int) -> bool:
    """ "European shares poised for gains, DAX lower": an expectation that no frame tells of, right before the comma in
    front of a name; contracts are what it is read from."""
    comma = next((place for place in range(at - 1, max(0, at - _HEADLINE), -1) if tokens[place].kind in "a;"), 0)
    for place in range(max(0, comma - _HEADING), comma):
        if tokens[place].low in _EXPECTED and tokens[place].low not in _ON_COURSE:
            told = of_kind(tokens, place + 1, comma, "DOG") and not of_kind(tokens, comma, at, "h")
            return told and not (of_kind(tokens, 0, place, "D") or of_kind(tokens, 0, comma, "T#"))
    return False
