"""WHO is to DO something, and when: "Powell is due to speak on Tuesday", "the ECB is expected to cut rates"."""

from __future__ import annotations

from collections.abc import Iterator

from extract.event_clause import BEFORE_REACH, THING_REACH, Clause, Told, elliptic, joined, made, of_thing, time_of
from extract.event_dates import Moment
from extract.event_names import Page, act_name, subject_before
from extract.event_words import event_grammar
from extract.phrases import Hit

_ACT_REACH = 14
_COMMON_ACTS = ("meeting", "start", "release", "vote", "closure", "reopening", "taking effect", "speech")
_FIRM = ("scheduled to", "due to", "set to", "slated to")


def acts(page: Page, clause: Clause, will: Hit, taken: set[int]) -> Iterator[Told]:
    """WHO is to DO something: speak, report, release data, decide on rates."""
    within = next((time for time in clause.times if 0 < time.start - will.end < _ACT_REACH), None)
    near = (within.end if within else will.end) + _ACT_REACH
    act = next(iter(page.between("act", will.end, min(clause.end, near))), None)
    if act is None:
        return
    moment = time_of(clause, act.end, opening=True, reach=BEFORE_REACH)
    if within and within.end <= act.start and not within.soft:
        moment = within  # "will on Monday release"
    if page.between("bet", clause.start, will.start) and not _on_a_date(page, act, moment):
        return
    if moment is None:
        if taken or not _is_sure(page, will, act):
            return
        moment = Moment(clause.end, clause.end, None, False)
    if act.kind == "release" or (act.kind == "results" and _of_policy(page, clause, act)):
        found = _released(page, clause, act, moment, taken)
        yield from found
        if found:
            yield from elliptic(page, clause, moment, "", taken)
        subject = page.between("thing", will.start - THING_REACH // 2, will.start)
        if found or page.folded.startswith("see", act.start) or (subject and will.start - subject[-1].end < 2):
            return
    if moment.start in taken and moment.start < clause.end:
        return
    if act.kind in _COMMON_ACTS and not _says_whose(page, clause, will):
        return
    taken.add(moment.start)
    taken.update(hit.start for hit in page.between("thing", will.start - THING_REACH // 2, moment.start))
    name = act_name(
        page, subject_before(page, clause.start, will.start), act.kind, act.start, _stop(clause, act, moment)
    )
    yield made(page, clause, name, act.start, moment, act.kind), ""


def _on_a_date(page: Page, act: Hit, moment: Moment | None) -> bool:
    """ "Whether the Fed will cut rates on June 17": whatever it decides, it does so on that day."""
    if act.kind != "rate decision" or moment is None or moment.day is None:
        return False
    return any(letter.isdigit() for letter in page.text[moment.start : moment.end])


def _is_sure(page: Page, will: Hit, act: Hit) -> bool:
    """Whether an act without a time is one of the schedule: a speech, or a decision on rates that is expected."""
    said = page.folded[will.start : will.end]
    if said.endswith(_FIRM) and act.kind in ("speech", "testimony"):
        return True
    return act.kind == "rate decision" and "expected" in said


def _released(page: Page, clause: Clause, act: Hit, moment: Moment, taken: set[int]) -> list[Told]:
    """The things that are to be released, up to the time."""
    stop = moment.start if moment.start > act.end else min(clause.end, act.end + THING_REACH)
    return [
        event
        for span in joined(page, page.between("thing", act.end, stop))
        for event in of_thing(page, clause, span, moment, taken, "release")
    ]


def _says_whose(page: Page, clause: Clause, will: Hit) -> bool:
    """Whether a place, a thing or an official is named."""
    if page.between("region", clause.start, clause.end) or page.between("thing", clause.start, clause.end):
        return True
    return event_grammar().officials.search(page.folded, clause.start, will.start) is not None


def _stop(clause: Clause, act: Hit, moment: Moment) -> int:
    """Where the words of an act end: at its time, or with the statement where the time stands before."""
    return moment.start if moment.start >= act.end else clause.end


def _of_policy(page: Page, clause: Clause, act: Hit) -> bool:
    """ "Will release its policy statement": no company's results."""
    behind = page.between("thing", act.end, min(clause.end, act.end + THING_REACH // 2))
    return bool(behind) and behind[0].kind in ("decision", "minutes", "data")
