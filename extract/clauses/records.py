"""Records: "closed at a record high" is the frame's, "near its record", "below the record set in May" are not."""

from __future__ import annotations

from extract.clauses.names_behind import names_behind
from extract.clauses.runs import is_record_of_run
from extract.clauses.subjects import subject_of
from extract.clauses.walk import Walk
from extract.figures import AT_LEVEL
from extract.frames import Frame
from extract.lexicon import words
from extract.near import of_kind, said
from extract.quick import BARE_RECORDS
from extract.tokens import Token

_WHICH = words("relative")
_CLAUSE = 8
"""Tokens from a record to the day that it was set on."""
_BLOCKED = words("record_blocked")
_SET = words("record_set")
_ARTICLES = words("articles")
_FROM = words("record_from")
_AFTER = words("behind_which_earlier")
_REACHED, _VERBS, _IN_A_ROW = words("reached"), words("record_verbs"), words("in_a_row")
_OVERTAKING = words("overtaking")
_ON_DAY, _FOR = words("noun_on_day"), words("of_span_for")
_NEAR = 8
"""Tokens from a figure to the record that it overtakes."""
_BOTH, _BOTH_BEFORE = words("both"), 4
_A_WHILE, _ITS = words("a_while"), words("its")
_BEING, _TELLING = words("being"), frozenset((":", "of", "at"))
_NEW_HIGHS, _OF_SPAN = words("new_highs"), words("of_span_of_high")
_DAY, _ONE = words("one_day"), words("just_one")
_TWO, _REACH, _RESULTS = 2, 12, 20
_SPANNED = frozenset(("week", "month", "quarter", "half", "year", "ytd"))
_WAYS = {"high": 1, "low": -1}
_WHEN = words("when")
_RECORD_KINDS = frozenset(("index", "stock", "commodity", "currency", "crypto"))


def record(walk: Walk, at: int, token: Token) -> None:
    """Mark the frame's figure as a record, or open a frame that tells nothing else."""
    tokens, frame = walk.tokens, walk.frame
    behind_figure = frame is not None and not of_kind(tokens, frame.last + 1, at, "#")
    if (
        frame is not None
        and frame.percents
        and behind_figure
        and at - frame.last < 5
        and said(tokens, at - 4, at, _FROM)
    ):
        frame.periods.append("other")
    if frame is not None and frame.has_figures and said(tokens, at - 4, at, _OVERTAKING) and at - frame.last < _NEAR:
        frame.record = token.value  # "eclipsing the record high set on May 6"
        return
    if is_record_of_run(walk, at, _WAYS[token.value]):
        return
    if _is_of_before(walk, at) or _is_of_results(walk, at) or _is_of_another_day(walk, at) or _is_standing(walk, at):
        return
    if token.low in BARE_RECORDS and ((frame is not None and frame.sign == -1) or said(tokens, at - 5, at, _WHEN)):
        return  # "fell to a record": of which side nobody says; "since Monday, when it hit a record"
    if token.low in _NEW_HIGHS and not _is_closing_high(walk, at):
        return
    if frame is not None and _names_next(walk, frame):
        frame = None
    # "having closed at a record high of 573.8 on Wednesday"
    dated = frame is not None and frame.earlier and frame.closing and of_kind(tokens, at + 1, at + _NEAR, "T")
    behind = _after(walk, at)
    if not dated and (behind is None or not _in_session(walk, behind, at)):
        is_before = behind is not None and walk.low(behind + 1).endswith("ing")
        if is_before or said(tokens, max(at - 4, _name(walk) + 1), at, _BLOCKED) or _is_old(walk, at):
            return
    if frame is None:
        if walk.pending and _is_told_aside(walk, at):
            return
        _open(walk, at)
        frame = walk.frame
    if frame is not None and not frame.modal and (dated or not frame.earlier):
        if frame.percents and not _SPANNED.isdisjoint(frame.periods):
            if of_kind(tokens, at + 1, at + 2, "P"):
                return  # "put on 12% in the quarter and set its first record since 2021 on 18 September"
            frame = walk.open(frame.subjects, at, "record")
            frame.spoken = True
        frame.record = token.value
        if "clos" in token.low or "finish" in token.low:
            frame.phases.append("close")
        frame.last = max(frame.last, at)
        if said(tokens, at - _BOTH_BEFORE, at, _BOTH):
            _share(walk, frame, token.value)


def _is_closing_high(walk: Walk, at: int) -> bool:
    """ "closed at a new high": an index's close at one of no span ("at a new high for the year")."""
    frame, behind = walk.frame, walk.low(at + 1)
    if frame is None or frame.subjects[0].kind != "index" or not frame.closing or frame.sign == -1:
        return False
    return not (behind in _OF_SPAN or of_kind(walk.tokens, at + 1, at + 2, "P~"))


def part_records(walk: Walk) -> None:
    """ "Up 14% this year, it hit a record high on Thursday": a record is the session's, whatever its figure spans."""
    for frame in list(walk.frames):
        if frame.record is None or not frame.percents or _SPANNED.isdisjoint(frame.periods) or frame.modal:
            continue
        told = Frame(frame.subjects, "record", frame.first, spoken=True, record=frame.record, last=frame.last)
        told.times, told.phases = list(frame.times), list(frame.phases)
        told.closing, told.aside = frame.closing, frame.aside
        frame.record = None
        walk.frames.append(told)


def _is_of_another_day(walk: Walk, at: int) -> bool:
    """ "up 2%, and Friday's finish at 22,135 was its fifth record": give it to the level that stands before it; "down
    0.2% after gains on Monday had lifted it to a record" tells of none today."""
    if _behind_day(walk, at):
        return True
    last = walk.frames[-1] if walk.frames else None
    if last is None or last is walk.frame or not (last.aside and last.levels):
        return False
    if walk.frame is not None and walk.frame.last > last.first:
        return False
    if not said(walk.tokens, last.first + 1, last.first + 3, _BEING) or of_kind(
        walk.tokens, last.first + 1, at, ";VCI"
    ):
        return False
    last.record = walk.tokens[at].value
    return True


def _behind_day(walk: Walk, at: int) -> bool:
    """Whether a clause behind "after" names another day before its record."""
    tokens, dated = walk.tokens, False
    for back in range(at - 1, 0, -1):
        if tokens[back].low in _AFTER:
            return dated
        if tokens[back].kind in "a;:#":
            return False
        dated = dated or (tokens[back].kind == "T" and tokens[back].value != "today")
    return False


def _is_standing(walk: Walk, at: int) -> bool:
    """ "rose 0.1% (its record close is 8,871)": the record that stands, which the brackets tell, is no close of today;
    its figure is spent."""
    tokens, begins = walk.tokens, at - 1 - (walk.low(at - 1) in _ITS)
    if begins < 0 or tokens[begins].kind != "(" or not (walk.low(at + 1) in _BEING or walk.low(at + 1) in _TELLING):
        return False
    figure = next((place for place in range(at + 2, min(len(tokens), at + 5)) if tokens[place].kind == "#"), None)
    walk.spent.update([figure] if figure is not None else [])
    return figure is not None


def _share(walk: Walk, frame: Frame, record: str) -> None:
    """ "the Dow rose 0.4% and the S&P 500 0.6%, both to records": the frame before has it too."""
    before = next((f for f in reversed(walk.frames) if f is not frame), None)
    if before is not None and before.has_figures and not (before.aside or before.earlier or before.modal):
        before.record = record


def _names_next(walk: Walk, frame: Frame) -> bool:
    """ "rose 0.4% as the S&P 500 set an all-time high": whether an index behind the frame has the record."""
    group = walk.pending[-1] if walk.pending else None
    if group is None or group[0].at < frame.last:
        return False
    return group[0].kind == "index" and group[0].under is None and not group[-1].object


def _is_of_before(walk: Walk, at: int) -> bool:
    """ "a day after setting its third all-time high": a record of days before, but for the clause of its own behind "a
    day after", which is read."""
    for back in range(at - 2, max(0, at - _REACH), -1):
        if walk.tokens[back].low in _AFTER:
            apart = bool(walk.pending) or (walk.frame is not None and walk.frame.first > back)
            read = apart and walk.tokens[back - 1].low in _DAY and walk.tokens[back - _TWO].low in _ONE
            return walk.tokens[back - 1].low.rpartition(" ")[2] in _A_WHILE and not read
    return False


def _is_of_results(walk: Walk, at: int) -> bool:
    """ "rose 4% after a dividend of $2, its highest ever": what stands behind a comma is of the results told before."""
    tokens = walk.tokens
    if walk.frame is None or at < _TWO or tokens[at - 1].low not in _ITS or tokens[at - _TWO].low != ",":
        return False
    return "clos" not in tokens[at].low and of_kind(tokens, max(walk.frame.last + 1, at - _RESULTS), at, "e")


def _is_told_aside(walk: Walk, at: int) -> bool:
    """ "the benchmark, which set an all-time high of 8,615.2 last Friday, had been": a record of another day."""
    tokens, name = walk.tokens, walk.pending[-1][-1].at
    if not said(tokens, name + 1, name + 4, _WHICH):
        return False
    for token in tokens[at + 1 : at + _CLAUSE]:
        if token.kind == "T":
            return bool(token.value != "today")
        if token.kind == "a":
            return False
    return False


def _name(walk: Walk) -> int:
    """The place of the name that the open frame is about, behind which its own clause stands."""
    return walk.frame.subjects[-1].at if walk.frame is not None and walk.frame.subjects else -1


def _is_old(walk: Walk, at: int) -> bool:
    """ "the record set in May"; but "climbs 1.2% to record close of 164,214.70", a headline's."""
    if walk.tokens[at].low in _NEW_HIGHS:
        return False
    if walk.low(at + 1) not in _SET or said(walk.tokens, at - 4, at, _ARTICLES):
        return False
    way = _WAYS[walk.tokens[at].value]
    owned = walk.low(at - 1) in _ITS and of_kind(walk.tokens, at - 3, at - 2, "#D")
    to = at - 1 - owned  # "0.4% higher to its record close of 61,297"
    risen = walk.frame is not None and walk.frame.sign in (way, None) and said(walk.tokens, to, to + 1, AT_LEVEL)
    return not (risen and of_kind(walk.tokens, at + 2, at + 3, "#"))


def _after(walk: Walk, at: int) -> int | None:
    """The place of the "after" of "after notching its third straight record close": a record of the session before."""
    for back in range(at - 2, max(-1, at - 8), -1):
        if walk.tokens[back].low in _AFTER:
            return back
        if walk.tokens[back].kind in "a;:()#" or back == _name(walk):  # "after the S&P 500 hit another record"
            return None
    return None


def _in_session(walk: Walk, after: int, at: int) -> bool:
    """ "closed at 7,100 after hitting a record high of 7,150": reached in the session that is told of."""
    frame, tokens = walk.frame, walk.tokens
    if (
        frame is None
        or not (frame.levels or frame.percents)
        or tokens[after].low != "after"
        or "clos" in tokens[at].low
    ):
        return False
    reached = tokens[after + 1].low in _REACHED or tokens[after + 1].low in _VERBS
    return reached and not of_kind(tokens, after, at + 8, "TP") and not said(tokens, after, at, _IN_A_ROW)


def _open(walk: Walk, at: int) -> None:
    """ "The Sensex, a fresh record": a frame about the names before, or about the subject of the last predicate."""
    if walk.pending and walk.pending[-1][0].kind in _RECORD_KINDS:
        walk.subject = subject_of(walk, at, finite=True)
        if walk.subject:
            walk.open(walk.subject, at, "record")
            walk.pending.clear()
            return
    if not walk.pending and not walk.frames and _of_names_behind(walk, at):
        return
    if not walk.pending and walk.subject and walk.subject[0].kind == "index" and at - walk.last_predicate < 9:
        walk.open(walk.subject, at, "record")


def _of_names_behind(walk: Walk, at: int) -> bool:
    """ "Record closes on Wednesday for the Nasdaq and the S&P 500": the names behind "for" have it."""
    tokens, place = walk.tokens, at + 1
    while place < len(tokens) and (tokens[place].kind in "TF" or tokens[place].low in _ON_DAY):
        place += 1
    if walk.low(place) not in _FOR:
        return False
    group = [entity for entity in names_behind(walk, place + 1)[0] if entity.kind in _RECORD_KINDS]
    if not group:
        return False
    frame = Frame(group, "record", at, spoken=True, record=tokens[at].value, last=at)
    frame.closing = "clos" in tokens[at].low or "finish" in tokens[at].low
    for token in tokens[at + 1 : place]:
        if token.kind in "TF":
            frame.cue(token)
    walk.frames.append(frame)
    return True
