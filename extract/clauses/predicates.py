"""Predicates: verbs that move, stand, close and open, and direction words ("rose", "traded", "closed", "was up")."""

from __future__ import annotations

from extract.clauses.closes import close_joins, pass_by, period_closed
from extract.clauses.lists import aside
from extract.clauses.lookalikes import NO_PREDICATE, is_count
from extract.clauses.subjects import ahead, begins_clause, is_place, linked, start_of_predicate, subject_of
from extract.clauses.unreal import has_not_happened, is_awaited
from extract.clauses.walk import Walk
from extract.frames import Entity, Frame
from extract.lexicon import words
from extract.near import of_kind, said
from extract.tokens import Token

_AFTER = words("behind_which_earlier")
_EXTREMES = words("extreme_marks")
_BEGINNINGS = words("beginnings")
_SESSIONS = words("session_nouns")
_RELATIVE = words("relative")
_LEVELS = words("at_level")
_UNDIRECTED = words("undirected")
_CONTINUING = words("before_continued_direction")
_BETWEEN = words("between")
_EXTREME_OF = words("extreme_reached")
_PLACE_REACH = 5

_REACH, _SENTENCE = 9, 40
"""Tokens behind an opening in which "with" gives it names, and in which a close takes it from them."""

_NAMES = {"V": "name moves", "W": "name stands at", "C": "name closes", "O": "name opens", "D": "name is up or down"}


def predicate(walk: Walk, at: int, token: Token) -> None:
    """A predicate opens a frame about its subject, or goes on with the one before."""
    kind = token.kind
    if NO_PREDICATE[kind](walk, at):
        return
    if kind == "W" and _reports(walk.tokens, at):
        walk.frame = walk.subject = None
        walk.last_predicate = at
        if at and walk.tokens[at - 1].low not in _RELATIVE:
            walk.pending.clear()
        return
    if kind in "VC" and is_count(walk.tokens, at - 1):
        walk.frame, walk.subject, walk.last_predicate = None, None, at
        walk.pending.clear()
        return
    if kind == "V" and _touches(walk, at):
        walk.last_predicate = at
        return
    sign = _sign(walk.tokens, at)
    if kind == "D" and (walk.frame is not None or _of_shares(walk, at)) and _continues(walk, at):
        if walk.frame is not None:  # else "after U.S. stocks closed lower": nobody's that is known
            _turn(walk.frame, sign)
        walk.last_predicate = at
        return
    finite = (kind != "D" and not token.low.endswith("ing")) or linked(walk.tokens, at)
    subject = subject_of(walk, at, finite)
    walk.last_predicate = at
    if not subject and kind != "O" and (at == 0 or is_earlier(walk.tokens, at)):
        subject = ahead(walk, at)
    if subject:
        _state(walk, at, subject, sign)
    else:
        walk.frame = None
        if kind == "O" and not walk.frames and _opens_market(walk.tokens, at):
            walk.lead.append(Token("F", token.start, token.end, token.low, "open"))
        if any(is_place(walk.tokens, back) for back in range(max(0, at - _PLACE_REACH), at)):
            walk.subject = None  # what comes behind is told of the place's market


def tempered(walk: Walk, at: int, token: Token) -> None:
    """ "extended gains", "led the losses": no figure of its own, but the names before it stay the subject."""
    after = walk.tokens[at + 1] if at + 1 < len(walk.tokens) else None
    if token.low == "leading" and after is not None and after.kind in "xSsBR" and after.low != "the":
        return
    subject = subject_of(walk, at, finite=not token.low.endswith("ing"))
    if subject:
        if walk.frame is None or walk.frame.subjects is not subject:
            aside(walk, subject, at)
        walk.subject = subject
        walk.pending.clear()
    walk.last_predicate = at


def is_earlier(tokens: list[Token], at: int) -> bool:
    """ "after falling 2%", "following a 1% gain": before the session that the sentence is about."""
    if at + 1 < len(tokens) and tokens[at + 1].low in _BETWEEN:  # "after moving between": the day's own range
        return False
    if at and tokens[at].kind == "V" and tokens[at - 1].low == "having":  # "having slumped on Monday"
        return True
    for back in range(at - 1, max(-1, at - 4), -1):
        if tokens[back].low in _AFTER:
            kind = tokens[at].kind
            return kind != "W" and (kind == "G" or tokens[at].low.split()[0].endswith("ing"))
        if tokens[back].kind not in "xqh#P":
            return False
    return False


def _state(walk: Walk, at: int, subject: list[Entity], sign: int | None) -> None:
    """Say it of the subject: in the open frame where the predicate goes on with that, else in a new one."""
    token, frame = walk.tokens[at], walk.frame
    joins = frame is not None and frame.subjects is subject and _joins(walk, frame, at, sign)
    if frame is not None and frame.subjects is subject and _ends_relative(walk, frame, at):
        joins = False
        for told in reversed(walk.frames):
            if told.subjects is not subject or told.aside:
                break
            told.aside = True
    earlier = is_earlier(walk.tokens, at) and not (frame and joins and _tells_how(walk, frame, at))
    if token.kind in "CV" and frame is not None and frame.subjects is subject:
        pass_by(walk, frame, at, joins)
    if frame is None or not joins or earlier or (frame.has_figures and is_awaited(walk, at)):
        frame = walk.open(subject, at, _NAMES[token.kind])
        frame.earlier = earlier
        if earlier and _to_extreme(walk.tokens, at):
            frame.earlier = False
            frame.phases.append("intraday")
        if at and begins_clause(walk.tokens[at - 1]):
            frame.cue(walk.tokens[at - 1])
    walk.subject = (walk.subject or subject) if earlier else subject
    walk.pending.clear()
    _say(walk, frame, at, sign)
    if has_not_happened(walk, at):
        frame.modal = True
    frame.last = at


def _to_extreme(tokens: list[Token], at: int) -> bool:
    """ "after having fallen 1.8% to its lowest since May": a moment of the session, where no other day is named."""
    behind = tokens[at + 1 : at + 9]
    return any(t.low in _EXTREME_OF for t in behind) and not any(t.kind == "T" for t in behind)


def _tells_how(walk: Walk, frame: Frame, at: int) -> bool:
    """ "closed at 3,953.76 after falling 1.81 percent": a close without a direction takes the one behind it."""
    if (
        not (frame.closing and frame.levels)
        or frame.percents
        or frame.changes
        or frame.sign is not None
        or frame.earlier
    ):
        return False
    behind = walk.tokens[at + 1 : at + 8]
    return bool(behind) and behind[0].kind == "#" and not any(t.kind == "T" for t in behind)


def _say(walk: Walk, frame: Frame, at: int, sign: int | None) -> None:
    """What the predicate's own word says: a direction, a close, an opening."""
    kind = walk.tokens[at].kind
    if kind in "VD" and (frame.sign is None or (kind == "D" and not frame.has_figures)):
        frame.sign = sign
    if kind == "C":
        frame.closing = True
        if period := period_closed(walk, at):
            frame.periods.append(period)
    if kind == "O":
        if _is_beginning(walk.tokens, at):
            return
        frame.opening = True
    frame.spoken = True


def _reports(tokens: list[Token], at: int) -> bool:
    """ "reported sales of $10 billion, down 3%": a company's news, no move."""
    for token in tokens[at + 1 : at + 4]:
        if token.kind not in "xDHp" or token.low in _LEVELS:
            return token.kind == "e"
    return False


def _touches(walk: Walk, at: int) -> bool:
    """ "after sinking as low as 3,484.72": an end of the range, no move."""
    return walk.frame is not None and walk.low(at + 1) in _EXTREMES


def _is_beginning(tokens: list[Token], at: int) -> bool:
    """ "began the week", "started on a strong note" are no openings of a session."""
    if tokens[at].low not in _BEGINNINGS:
        return False
    if at + 2 < len(tokens) and tokens[at + 1].low == "at" and tokens[at + 2].kind == "#":
        return False  # "the Sensex began at 80,647.62"
    return not any(t.kind == "T" or t.low in _SESSIONS for t in tokens[at + 1 : at + 4])


def _joins(walk: Walk, frame: Frame, at: int, sign: int | None) -> bool:
    """Whether a further predicate of the same subject goes on with the frame ("... to close at")."""
    if frame.modal:
        return False
    kind = walk.tokens[at].kind
    if kind == "C":
        return close_joins(walk, frame, at)
    if kind == "D":
        if begins_clause(walk.tokens[at - 1]) and frame.has_figures:
            return False
        if frame.percents and sign and frame.sign and sign != frame.sign:
            return False
        if _says_anew(walk, at):
            return False
        return not (frame.percents and (frame.periods or linked(walk.tokens, at)))
    if kind == "W":
        return True
    if frame.opening:  # "opened higher, jumping 96 points to 3,942.36"
        return not frame.has_figures and walk.tokens[at].low.endswith("ing") and walk.tokens[at - 1].low == ","
    if frame.has_figures and sign is not None and frame.sign is not None and sign != frame.sign:
        return False
    begins = at if walk.tokens[at].low.endswith("ing") else start_of_predicate(walk.tokens, at)
    return not frame.percents or walk.tokens[begins - 1].kind != "a"


def _ends_relative(walk: Walk, frame: Frame, at: int) -> bool:
    """ "the index, which fell 1.2% on Tuesday, rose": whether the frame was that of a clause with a day of its own."""
    tokens, name = walk.tokens, frame.subjects[-1].at
    if tokens[at].low.endswith("ing") or not said(tokens, name + 1, name + 4, _RELATIVE):
        return False
    return tokens[start_of_predicate(tokens, at) - 1].low == "," and any(t.kind == "T" for t in frame.times)


def _continues(walk: Walk, at: int) -> bool:
    """Whether a direction word belongs to the predicate before it ("closed sharply higher", "was 0.5% lower")."""
    if walk.pending and not walk.pending[-1][-1].object and walk.pending[-1][-1].under is None:
        return False
    for back in range(at - 1, max(-1, at - 6), -1):
        token = walk.tokens[back]
        if begins_clause(token) or (token.kind == "a" and _says_anew(walk, at)):
            return False
        if token.kind in "VWCO":
            return True
        if token.kind not in "xq#TFD" and token.low not in _CONTINUING:
            return False
    return False


def _says_anew(walk: Walk, at: int) -> bool:
    """ "fell 286 points and is now down for the year": a period's direction behind the day's figures."""
    told = walk.frame is not None and walk.frame.has_figures
    return told and linked(walk.tokens, at) and of_kind(walk.tokens, at + 1, at + 4, "P")


def _opens_market(tokens: list[Token], at: int) -> bool:
    """ "Shares opened higher, with the Nifty up 0.2%": the names behind opened so, where no close follows."""
    if _is_beginning(tokens, at) or of_kind(tokens, at + 1, at + _SENTENCE, "C;"):
        return False
    return of_kind(tokens, at - 4, at, "h") and any(t.low == "with" for t in tokens[at + 1 : at + _REACH])


def _of_shares(walk: Walk, at: int) -> bool:
    """ "after U.S. stocks closed lower": whether the predicate before is that of shares in general."""
    if walk.pending:
        return False
    heads = [t for t in walk.tokens[max(0, at - 6) : at] if t.kind == "h"]
    return bool(heads) and heads[-1].value == "shares"


def _turn(frame: Frame, sign: int | None) -> None:
    """Give the frame the direction that its predicate's own word adds."""
    if sign is not None and (not frame.percents or frame.sign is None):
        frame.sign = sign
    frame.spoken = True


def _sign(tokens: list[Token], at: int) -> int | None:
    """The direction of a predicate's word; a verb told both ways ("edged") takes that of the word behind it."""
    token = tokens[at]
    if token.kind == "D":
        return int(token.value)
    if token.kind != "V":
        return None
    sign, turned, _ = token.value
    if turned:
        for after in tokens[at + 1 : at + 4]:
            if after.kind == "D":
                return int(after.value)
            if after.low in _UNDIRECTED:
                return None
            if after.kind not in "xaq":
                break
    return int(sign)
