"""Figures of another session than the sentence's own: "Thursday's close of 23,031.4", "Monday's 0.6% gain"."""

from __future__ import annotations

from extract.clauses.ahead import ahead
from extract.clauses.earlier_moves import is_momentary
from extract.clauses.lookalikes import is_noun
from extract.clauses.noun_led import noun_behind
from extract.clauses.walk import Walk
from extract.figures import figure_at, sign_after
from extract.frames import Entity, Frame
from extract.lexicon import words
from extract.near import of_kind, said
from extract.statement import names_day
from extract.tokens import Token

_UNITS = ("%", "pt")
_ON_DAY = words("noun_on_day")
_CLOSES = words("closes")
_AFTER = words("behind_which_earlier")
_FOLLOWED = _AFTER | words("compared_to") | words("compared_than")
_LAST_WEEK = words("last_week")
_RELATIVE, _IT = words("relative") | words("extreme_of"), words("it")
_APART = words("apart_possessive")
_OWNED = words("its") | words("whose")
_ASIDES = words("aside_marks")
_BEING = words("being")
_FROM, _DETERMINERS = words("record_from"), words("determiners")
_LINES, _THEY = words("lines_crossed"), words("they")
_HAD, _WHAT, _JOINED = words("had_has"), words("told_of"), words("joined_days")


def relative(walk: Walk, at: int) -> bool:
    """ "clawing back the 1.2% it lost on Tuesday", "from the 5,938.02 at which it had closed on Tuesday", "the 1.5%
    drubbing it took on Tuesday": the figure of another day, with its own verb."""
    tokens = walk.tokens
    place, sign = at + 1, None
    if place < len(tokens) and tokens[place].kind == "G":
        place, sign = place + 1, tokens[place].value
    while walk.low(place) in _RELATIVE:
        place += 1
    if walk.low(place) not in _IT or place + 2 >= len(tokens):
        return False
    place += 1 + (walk.low(place + 1) in _HAD)
    verb = tokens[place] if place < len(tokens) else None
    if verb is None or (verb.kind not in "VCW" and sign is None):
        return False
    sign = verb.value[0] if sign is None and verb.kind == "V" else sign
    place += 1 + (walk.low(place + 1) in _ON_DAY)
    day = tokens[place] if place < len(tokens) else None
    week = day is not None and day.kind == "P" and day.low in _LAST_WEEK
    if day is None or not (week or (day.kind == "T" and day.value != "today")):
        return False
    return _tell_relative(walk, at, place, sign, week)


def _tell_relative(walk: Walk, at: int, place: int, sign: int | None, week: bool) -> bool:
    tokens, day = walk.tokens, walk.tokens[place]
    told = walk.frame.subjects if walk.frame is not None else walk.subject
    if not told or (sign is None) == (tokens[at].value.unit == "%"):
        return False
    frame = of_another_day(told, "noun of another day", at, sign, day)
    if week:
        frame.times, frame.earlier = [], True
        frame.cue(day)
    slot = frame.percents if tokens[at].value.unit == "%" else frame.levels if sign is None else frame.changes
    slot.append(figure_at(tokens, at))
    walk.frames.append(frame)
    walk.spent.update(range(at + 1, place + 1))
    return True


def relative_verb(walk: Walk, at: int) -> bool:
    """ "recovered half the ground it lost a day earlier", "recouped what it had shed on Tuesday", "the losses it
    suffered on Tuesday": the way of another day, with its own verb."""
    tokens = walk.tokens
    start = at - 1 - (tokens[at - 1].low in _HAD)
    if start < 1 or tokens[start].low not in _IT:
        return False
    noun = start - 1 - (start > 1 and tokens[start - 1].low in _RELATIVE)
    place = at + 1 + (walk.low(at + 1) in _ON_DAY)
    day = tokens[place] if place < len(tokens) else None
    if day is None or day.kind != "T" or day.value in ("today", "home") or not _is_told_of(tokens[noun]):
        return False
    walk.spent.update(range(noun, place + 1))
    if of_kind(tokens, place + 2, place + 3, "T") and tokens[place + 1].low in _JOINED:
        walk.spent.add(place + 2)
        return True  # "all that it lost on Monday and Tuesday"
    told = walk.frame.subjects if walk.frame is not None else walk.pending[-1] if walk.pending else walk.subject
    sign = tokens[at].value[0] if tokens[at].kind == "V" else int(tokens[noun].value) if tokens[noun].kind == "G" else 0
    # "the US won back what they had lost" is not of the one index told before
    of_others = told is not None and len(told) == 1 and tokens[start].low in _THEY
    if told and sign and not of_others and tokens[noun].low not in _LINES:  # "a mark it had lost on Tuesday"
        frame = of_another_day(told, "verb of another day", at, sign, day)
        walk.frames.append(frame)
    return True


def _is_told_of(token: Token) -> bool:
    """Whether a clause without a conjunction can say more of a word ("the ground it lost", "what it lost")."""
    return token.kind == "G" or token.low in _WHAT or (token.kind == "x" and is_noun(token.low))


def owns_close(tokens: list[Token], at: int) -> bool:
    """ "Tuesday's close", "its Tuesday close", "whose Tuesday close was": the day of a level behind it."""
    if is_possessive_day(tokens[at]):
        return True
    named = at > 0 and names_day(tokens[at]) and (tokens[at - 1].low in _OWNED or tokens[at - 1].poss)
    return named and at + 1 < len(tokens) and tokens[at + 1].low in _CLOSES


def is_possessive_day(token: Token) -> bool:
    return token.kind == "T" and (token.poss or token.low.endswith("'s"))


def of_another_day(subjects: list[Entity], rule: str, first: int, sign: int | None, day: Token) -> Frame:
    """A frame that lends its words of time to nobody."""
    return Frame(subjects, rule, first, sign=sign, spoken=True, closing=True, aside=True, last=first, times=[day])


def day_before(walk: Walk, at: int) -> bool:
    """ "building on the previous day's 0.58% gain": a figure of another session, before its noun."""
    tokens, day = walk.tokens, walk.tokens[at - 1]
    week = day.kind == "P" and day.low.endswith("'s")
    told = walk.frame or (walk.frames[-1] if walk.frames else None)
    if at < 1 or not (week or is_possessive_day(day)):
        return False
    sign = sign_after(tokens, at)
    if sign is None or tokens[at].value.unit not in _UNITS:
        return False
    if told is None:
        return not week and _was_of_day(walk, at, sign)
    frame = of_another_day(told.subjects, "noun of another day", at, sign, day)
    frame.tell(figure_at(tokens, at), tokens[at].value.unit)
    if week:  # "on the heels of last week's 5.3% surge"
        frame.times, frame.earlier = [], said(tokens, at - 4, at, _AFTER)
        frame.cue(day)
        told.periods = [period for period in told.periods if period != day.value]
    if day in told.times:
        told.times.remove(day)
    walk.frames.append(frame)
    return True


def _was_of_day(walk: Walk, at: int, sign: int) -> bool:
    """ "The Nikkei's last word was Thursday's 2.1% fall to 53,611": the names' own figure, on its day."""
    tokens = walk.tokens
    if not walk.pending or tokens[at - 2].low not in _BEING:
        return False
    frame = walk.open(walk.pending[-1], at, "noun of another day")
    frame.sign, frame.spoken, frame.times, frame.last = sign, True, [tokens[at - 1]], at
    frame.tell(figure_at(tokens, at), tokens[at].value.unit)
    walk.pending.clear()
    return True


def noun_ahead(walk: Walk, at: int) -> bool:
    """ "After a 2% gain on Monday, the Nasdaq slipped": a figure of a session before, ahead of the names."""
    tokens = walk.tokens
    if walk.frame is not None or tokens[at].value.unit != "%" or not said(tokens, at - 4, at, _AFTER):
        return False
    sign = sign_after(tokens, at)
    subject = ahead(walk, at) if sign is not None else []
    if not subject:
        return False
    frame = walk.open(subject, at, "noun of another day")
    frame.sign, frame.spoken = sign, True
    frame.moment = is_momentary(tokens, at)
    frame.earlier = not frame.moment
    if frame.moment:
        frame.phases.append("intraday")  # "After an early 0.8% gain, the Nasdaq slipped"
    if tokens[at - 1].kind in "PT":  # "following last week's 5.3% jump"
        frame.cue(tokens[at - 1])
    frame.tell(figure_at(tokens, at), tokens[at].value.unit)
    return True


def noun_apart(walk: Walk, at: int) -> bool:
    """ "the Kospi, a day removed from a 1.81 percent slump, finished at": what is told of a name aside."""
    group, tokens = walk.pending[-1], walk.tokens
    name = group[-1].at
    if walk.frame is not None or group[-1].object or group[-1].under is not None or walk.low(name + 1) not in _ASIDES:
        return False
    sign = sign_after(tokens, at)
    if sign is None or noun_behind(tokens, at) is None or not said(tokens, max(name + 1, at - 5), at, _AFTER):
        return False
    frame = Frame(group, "noun of another day", at, sign=sign, spoken=True, earlier=True, aside=True, last=at)
    if tokens[at - 1].kind in "PT":
        frame.cue(tokens[at - 1])
    frame.tell(figure_at(tokens, at), tokens[at].value.unit)
    walk.frames.append(frame)
    return True


def _owner(walk: Walk, at: int) -> list[Entity]:
    """Whose a figure and its noun are: the name's whose "'s" stands before them, else the open frame's."""
    apart = walk.tokens[at].low in _APART  # "the S&P 500's"
    at -= apart
    token = walk.tokens[at]
    if not (token.poss or apart) or token.kind not in "IBSRh":
        return walk.frame.subjects if walk.frame is not None else []
    entity = walk.entities.at(walk.tokens, at) if token.kind in "IBS" else None
    if entity is None:
        return []
    entity.under, entity.object = None, False
    return [entity]


def noun_on(walk: Walk, at: int) -> bool:
    """ "picking up after a more than 3% slide on Tuesday": a figure of another day, with the day behind its noun."""
    tokens = walk.tokens
    if (
        walk.frame is None
        or at + 3 >= len(tokens)
        or tokens[at + 1].kind not in "GV"
        or tokens[at].value.unit not in ("%", "pt")
    ):
        return False
    carried = _is_carried_on(tokens, at)  # "slipped, adding to a 0.7% loss in the previous session"
    if not (carried or walk.frame.percents or said(tokens, at - 4, at, _FOLLOWED)):
        return False  # but "back from a 1.2% loss on Tuesday", "compared with a 1.2% gain on Tuesday"
    place = at + 3 if tokens[at + 2].low in _ON_DAY or (carried and tokens[at + 2].low in _FROM) else at + 2
    day = tokens[place]
    is_week = day.kind == "P" and day.low in _LAST_WEEK and not walk.frame.periods
    is_before = carried and day.kind == "P" and day.value == "day"
    if not (is_week or is_before) and (day.kind != "T" or day.value in ("today", "home")):
        return False
    told = _owner(walk, at - 1)
    if not told:
        walk.spent.add(place)
        return True  # "tracking Wall Street's 2% slide on Tuesday": nobody's that is known
    frame = of_another_day(told, "noun of another day", at, sign_after(tokens, at), day)
    frame.last = place
    if is_week:  # "after a 5.3% rally last week"
        frame.times, frame.earlier = [], said(tokens, at - 5, at, _AFTER)
        frame.cue(day)
    elif is_before:
        frame.times, frame.earlier = [], True
    frame.tell(figure_at(tokens, at), tokens[at].value.unit)
    walk.frames.append(frame)
    walk.spent.add(place)
    return True


def _is_carried_on(tokens: list[Token], at: int) -> bool:
    """ "extending its 0.5% decline from the previous session", "adding to a loss of": whether a verb goes on with, or
    undoes, the move that a figure is of."""
    place = at - 1
    while place > 0 and (tokens[place].kind == "q" or tokens[place].low in _DETERMINERS):
        place -= 1
    return tokens[place].kind == "v"
