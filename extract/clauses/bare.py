"""Names with figures and no verb of their own: "Nikkei 225: 38,801.17 (+0.04%)", "the S&P 500 0.77 percent"."""

from __future__ import annotations

from msgspec.structs import replace

from extract import slots
from extract.clauses.coordination import alike
from extract.clauses.earlier_moves import note_left
from extract.clauses.pairs import second_rate
from extract.clauses.subjects import headed_by_economics
from extract.clauses.unreal import after_modal, is_supposed_of
from extract.clauses.walk import Walk
from extract.figures import governor, sign_after
from extract.frames import Entity, Frame
from extract.lexicon import words
from extract.near import direction, of_kind, said
from extract.tokens import Token

_LINKING, _DRIVING = words("linking"), words("driving")
_FOLLOWED = words("followed_by")
_ROW_MARKS = words("row_marks")
_LISTING = words("listing")
_BEFORE_GAPPED = words("placing") | words("by")
_JOINS_NO_GAP = words("joins_no_gap")
_HEADING = 4
"""Tokens in which the heading of a list ends."""
_SEEN = words("seen")
_HEAD = 6
"""Tokens in which a sentence says what all its names did."""
_CONTRACTS, _MONTH = frozenset(("commodity", "future")), "month"
_MOVED = frozenset(("index", "stock", "commodity", "currency"))


def moved(walk: Walk, at: int) -> bool:
    """ "helped lift the FTSE 100 0.5% to 7,106.08", "driving down the 10-year yield to 2.56%": a name that a verb
    moves, with its figure."""
    if not walk.pending or walk.last_predicate < 0:
        return False
    group, tokens = walk.pending[-1], walk.tokens
    behind = group[-1].at + 1
    if group[-1].kind == "bond" and _is_driven(walk, group[-1].at, at):
        frame = walk.open(group, at, "name is moved")
        frame.sign, frame.spoken = direction(tokens, walk.last_predicate, group[-1].at), True
        return _take(walk, frame, at)
    if not group[-1].object or group[-1].kind not in _MOVED or any(t.kind not in "xhqD" for t in tokens[behind:at]):
        return False
    sign = walk.entities.lexicon.causative.get(tokens[walk.last_predicate].low)
    if sign is None:
        return False
    turned = sign_after(tokens, at)
    frame = walk.open(group, at, "name is moved")
    frame.sign, frame.spoken = (turned if turned is not None else sign), True
    _take(walk, frame, at)
    return True


def _is_driven(walk: Walk, name: int, at: int) -> bool:
    """Whether a verb that drives or sends stands before a bond's name, and only "to" between that and its yield."""
    tokens = walk.tokens
    place = name + 1
    while of_kind(tokens, place, place + 1, "Zh"):
        place += 1
    near = any(t.low in _DRIVING for t in tokens[max(0, name - _HEAD) : name])
    return near and place == at - 1 and tokens[place].low == "to" and tokens[at].value.unit == "%"


def _take(walk: Walk, frame: Frame, at: int) -> bool:
    """The names before are the frame's now, and the figure with them."""
    walk.subject = frame.subjects
    walk.pending.clear()
    return slots.take(frame, walk.tokens, at)


def gapped(walk: Walk, at: int) -> bool:
    """ "the Dow gained 0.76 percent, the S&P 500 0.77 percent": the verb before holds for the next name."""
    before = walk.frame
    if not walk.pending or before is None or not before.spoken or not before.sign:
        return False
    group = walk.pending[-1]
    if not (before.percents or before.changes) or group[-1].object or not _goes_on(walk.tokens, before, group, at):
        return False
    kind, token = before.subjects[0].kind, walk.tokens[group[-1].at]
    if (kind == "bond") != (group[-1].kind == "bond"):
        return False  # "the pound down 0.3% and the 10-year yield at 4.61%"
    if kind == "sector" and group[-1].kind == "commodity":  # "the platinum index rose 4%, gold 3%"
        group[-1] = replace(
            before.subjects[0], id=token.low, name=token.low, start=token.start, end=token.end, at=group[-1].at
        )
    elif not (alike(kind, token) or group[-1].kind == kind) and not (
        group[-1].kind == "stock" and kind in ("index", "sector")
    ):
        return False  # but "the Nasdaq gained 0.7% and Acme 2.1%"
    if sign_after(walk.tokens, at) is not None:
        return False
    frame = walk.open(group, at, "name as before")
    frame.sign, frame.spoken, frame.modal = before.sign, True, before.modal
    frame.closing, frame.times, frame.phases = before.closing, list(before.times), list(before.phases)
    _take(walk, frame, at)
    return True


def _goes_on(tokens: list[Token], before: Frame, group: list[Entity], at: int) -> bool:
    """Whether a comma or "and" joins the name to the frame before, and nothing stands between it and its figure."""
    for token in tokens[group[-1].at + 1 : at]:
        if token.kind not in "hqZ(x)R" and token.low not in _BEFORE_GAPPED:
            return False
        if token.low in _LINKING or (token.kind == "x" and token.low[0] != "."):
            return False
    start, stop = before.last + 1, group[0].at
    joined = of_kind(tokens, start, stop, "a") or said(tokens, start, start + 1, _FOLLOWED)
    if not joined or of_kind(tokens, start, stop, "VWCOv;"):
        return False
    return not said(tokens, start, stop, _JOINS_NO_GAP)


def name_and_figure(walk: Walk, at: int) -> bool:
    """ "Nikkei 225: 38,801.17 (+0.04%)", "Dow 0.99%, S&P 500 0.77%": a name and figures, no verb."""
    if not walk.pending:
        return False
    entity, tokens = walk.pending[-1][-1], walk.tokens
    if not _is_row(tokens, entity, at, walk.ranked is not None):
        return False
    frame = walk.open([entity], at, "name figures")
    told = tokens[entity.at + 1 : at]
    frame.times += [token for token in told if token.kind == "T" and token not in frame.times]
    frame.closing = frame.closing or any(token.kind == "C" for token in told)
    frame.modal = is_supposed_of(walk, entity.at, at) or after_modal(walk, at)
    frame.sign = _sign_of_row(walk, entity, at)
    if frame.sign is None and walk.ranked is not None and _is_moved(tokens, at):
        frame.sign, frame.spoken = walk.ranked, True
    _take(walk, frame, at)
    return True


def _is_moved(tokens: list[Token], at: int) -> bool:
    """ "9.12%", "868.40p 9.12%": whether a row's figure is a percent, or a price with one right behind it."""
    told = at + 1 if of_kind(tokens, at + 1, at + 2, "#") else at
    return bool(tokens[told].value.unit == "%")


def _is_row(tokens: list[Token], entity: Entity, at: int, directed: bool) -> bool:
    """Whether only a row's marks stand between the name and the figure, and nothing governs the name. `directed` says
    that the list tells the direction."""
    bracketed = False
    signed = bool(tokens[at].value.sign)
    if signed and at == entity.at + 2 and tokens[at - 1].low == "," and entity.kind in _MOVED:
        return entity.under is None  # "Dax, -3.0%"
    for token in tokens[entity.at + 1 : at]:
        if bracketed and token.kind in "TC":
            continue  # "ASX 200 (Tuesday close): +0.6%"
        if token.kind not in ":(qhDxZK)" or token.low in _LINKING:
            return False
        bracketed = token.kind == "(" or (bracketed and token.low != ")")
        contract = entity.kind in _CONTRACTS and token.value == _MONTH
        if token.kind == "x" and token.low not in _ROW_MARKS and not bracketed and not contract:
            return False
        directed = directed or token.kind in ":D"
    listed = entity.under in _LISTING or said(tokens, entity.at - 2, entity.at - 1, _FOLLOWED)
    if entity.under is not None and tokens[entity.at + 1].kind not in ":(" and not listed:
        return False
    return entity.kind != "stock" or directed or signed


def _sign_of_row(walk: Walk, entity: Entity, at: int) -> int | None:
    """The direction that a word before ("Lower: ...", "Decliners: ...") or one behind the figure gives."""
    tokens = walk.tokens
    for place, token in enumerate(tokens[:_HEADING]):
        if token.kind == ":" and 0 < place < entity.at:
            head = tokens[place - 1]
            sign = head.value[0] if head.kind == "V" else head.value if head.kind == "G" else None
            return sign or walk.entities.lexicon.leaders.get(head.low) or _direction_of_row(tokens, entity, at)
    return _direction_of_row(tokens, entity, at)


def _direction_of_row(tokens: list[Token], entity: Entity, at: int) -> int | None:
    for token in tokens[: entity.at]:
        if token.kind == "D" and token.value:
            return int(token.value)
    return direction(tokens, at + 1, at + 3) if tokens[at].value.unit == "%" else None


def unknown_verb(walk: Walk, at: int) -> bool:
    """ "the TSX seesawed 30 points to 31,169.97": the verb's direction is not known, so only the level is told."""
    tokens, group = walk.tokens, walk.pending[-1] if walk.pending else None
    if group is None or group[-1].object or group[-1].kind != "index" or group[0].under is not None or at < 2:
        return False
    verb, before = tokens[at - 1], tokens[at - 2]
    if verb.kind != "x" or not verb.low.endswith("ed") or before.kind not in "Ih" or group[-1].at < at - 3:
        return False
    if tokens[at].value.unit not in ("%", "pt"):
        return False
    frame = walk.open(group, at, "name and a verb")
    frame.spoken, frame.modal = True, is_supposed_of(walk, group[-1].at, at)
    return _take(walk, frame, at)


def bare_name(walk: Walk, at: int) -> None:
    """ "was 0.15% higher", "closed 2% up": a figure before its verb; "the dollar at 156.5": a level without one."""
    if not walk.pending:
        return
    tokens, group = walk.tokens, walk.pending[-1]
    at_level = governor(tokens, at)[0] == "at"
    is_linked = said(tokens, group[-1].at + 1, at, _LINKING)
    turned = sign_after(tokens, at)
    if not (is_linked or turned is not None or at_level) or headed_by_economics(tokens, at):
        return
    if group[-1].kind == "stock" and at_level:
        return
    seen = _seen(tokens) if at_level and tokens[at].value.unit == "%" else None
    if group[-1].under not in (None, "with") and not is_linked and seen is None:
        return
    frame = walk.open(group, at, "name is figure")
    note_left(frame, tokens, at)
    frame.sign = turned
    if turned is None:
        frame.sign = seen if seen is not None else _led(walk, group[-1].at, at)
    frame.spoken = frame.sign is not None or is_linked
    frame.modal = is_supposed_of(walk, group[-1].at, at) or (not is_linked and after_modal(walk, at))
    if second_rate(walk, at):
        walk.pending.clear()
    elif _take(walk, frame, at):
        frame.last = at


def _led(walk: Walk, name: int, at: int) -> int | None:
    """ "Acme was the top loser by 1.1%", "was the major gainer (4.4%)": the way of the list that a name leads."""
    if walk.tokens[at].value.unit != "%":
        return None
    leaders = walk.entities.lexicon.leaders
    return next((leaders[t.low] for t in walk.tokens[name + 1 : at] if t.low in leaders), None)


def _seen(tokens: list[Token]) -> int | None:
    """ "Losses were told of Nifty Pharma at 0.38%": which way all went, by the noun that begins the sentence."""
    first = tokens[0]
    if not any(token.low in _SEEN for token in tokens[1:_HEAD]) or first.low[-1:] != "s":
        return None
    return int(first.value) if first.kind == "G" else int(first.value[0]) if first.kind == "V" else None
