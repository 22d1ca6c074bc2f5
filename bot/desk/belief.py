"""What to believe of a close when several stories tell it: who copies whom, who agrees, and whose figures fit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.desk.arithmetic import Neighbor, inner_misfits, off_scale, outer_misfits, same_number, same_percent
from bot.desk.sketch import alike
from bot.statements import Agreement, Misfit, Other, Relation, Source, Statement, Verdict
from extract.model import Move

_MOST = 60
_PASTED = 5


@dataclass(frozen=True, slots=True)
class Telling:
    """One story's statement of a close, with what tells the story from others."""

    statement: Statement
    shingles: tuple[int, ...] = ()
    fingerprint: str = ""


@dataclass(frozen=True, slots=True)
class Belief:
    """The statement to show and how the others stand to it."""

    told: Statement
    agreement: Agreement


def believe(
    tellings: Sequence[Telling],
    before: Neighbor | None = None,
    after: Neighbor | None = None,
    other: Neighbor | None = None,
) -> Belief:
    """Weigh the tellings (at least one, newest first) of one close; of a great many, the newest.

    `before` and `after` are the sessions on either side, `other` is any session whose closes are known. Preferred is
    one with figures, then one whose figures fit each other and the neighbor sessions'; among equals, the one that most
    independent outlets tell, then what was read on its page before what somebody pasted, then the fullest, then the
    newest."""
    current = [_weighed(telling, before, after, other) for telling in newest_of_each_page(tellings)[:_MOST]]
    voices = _voices([w.telling for w in current])
    backings = _backings([w.telling.statement.move for w in current], voices)
    standing = [_standing(weighed, backings[i]) for i, weighed in enumerate(current)]
    told = max(range(len(current)), key=lambda i: (standing[i], _fullness(current[i]), -i))
    relations = [_relation(current[told].telling, w.telling, voices[told] == voices[i]) for i, w in enumerate(current)]
    statements = [w.telling.statement for w in current]
    relations = _disputed(relations, [statement.move for statement in statements])
    others = tuple(Other(relations[i], statements[i]) for i in _each_voice_first(voices) if i != told)
    backing, move = backings[told], current[told].telling.statement.move
    conflict = any(other.relation == "conflicts" for other in others)
    verdict: Verdict = "conflict" if conflict else "agreed" if backing > 1 else "single"
    against = [standing[i] for i, w in enumerate(current) if _compare(move, w.telling.statement.move) is False]
    decided = all(standing[told] > other for other in against)
    return Belief(current[told].telling.statement, Agreement(verdict, backing, others, decided))


@dataclass(frozen=True, slots=True)
class _Weighed:
    telling: Telling
    fit: int


def _weighed(telling: Telling, before: Neighbor | None, after: Neighbor | None, other: Neighbor | None) -> _Weighed:
    move = telling.statement.move
    inner = inner_misfits(move)
    outer, fitting = outer_misfits(move, before, after)
    scale = off_scale(move, other) if other is not None else ()
    misfits: tuple[Misfit, ...] = (*telling.statement.misfits, *inner, *outer, *scale)
    grave = [m for m in misfits if m.kind != "text"]
    return _Weighed(replace(telling, statement=replace(telling.statement, misfits=misfits)), fitting - 2 * len(grave))


def newest_of_each_page(tellings: Sequence[Telling]) -> list[Telling]:
    """A page read again says what it says now: of one address only the newest telling counts, and of what one person
    pasted the newest few, so that nobody can drown out the others."""
    seen: Counter[str] = Counter()
    kept: list[Telling] = []
    for telling in tellings:
        source = telling.statement.source
        key = source.url or (_whose(source) if not source.outlet else "")
        most = 1 if source.url else _PASTED if key else _MOST
        seen[key] += 1
        if seen[key] <= most:
            kept.append(telling)
    return kept


def _voices(tellings: Sequence[Telling]) -> list[int]:
    """A number for each telling, the same for near-copies of one story, for stories of one outlet, and for what one
    person pasted without saying where it comes from."""
    voices: list[int] = []
    of_outlet: dict[str, int] = {}
    of_content: dict[str, int] = {}
    holding: dict[int, list[int]] = {}
    for at, telling in enumerate(tellings):
        outlet = _whose(telling.statement.source)
        near = {i for h in telling.shingles for i in holding.get(h, ())}
        copied = next((i for i in sorted(near) if alike(tellings[i].shingles, telling.shingles)), None)
        voice = next(
            (v for v in (of_outlet.get(outlet), of_content.get(telling.fingerprint), copied) if v is not None), at
        )
        voices.append(voice)
        if outlet:
            of_outlet.setdefault(outlet, voice)
        if telling.fingerprint:
            of_content.setdefault(telling.fingerprint, voice)
        if voice == at:
            for h in telling.shingles:
                holding.setdefault(h, []).append(at)
    return voices


def _whose(source: Source) -> str:
    """What stands behind a story, where that is known: its outlet, or whoever pasted it."""
    if source.outlet or source.url or not source.author_id:
        return (source.outlet or "").casefold()
    return f"author {source.author_id}"


def _backings(moves: Sequence[Move], voices: Sequence[int]) -> list[int]:
    """How many independent voices agree with each telling, its own among them; like figures are compared once."""
    figures = [(str(m.level), str(m.change), str(m.percent), m.percent_qualifier, m.direction) for m in moves]
    first = {figure: moves[figures.index(figure)] for figure in figures}
    speakers = {figure: {voices[i] for i, other in enumerate(figures) if other == figure} for figure in first}
    agreeing = {
        figure: set().union(*(speakers[other] for other, told in first.items() if _compare(move, told) is True))
        for figure, move in first.items()
    }
    return [len(agreeing[figure] | {voice}) for figure, voice in zip(figures, voices, strict=True)]


def _standing(weighed: _Weighed, backing: int) -> tuple[bool, int, int, bool, bool]:
    """What speaks for a telling, the weightiest first: figures, their fit, who else says so, whether they prove
    themselves (level, change and percent that come out right), whether we read the page ourselves."""
    move = weighed.telling.statement.move
    figures = (move.level, move.change, move.percent)
    proven = None not in figures and not any(m.kind != "text" for m in weighed.telling.statement.misfits)
    opened = weighed.telling.statement.source.form in ("page", "feed")
    return any(figure is not None for figure in figures), weighed.fit, backing, proven, opened


def _relation(told: Telling, other: Telling, one_voice: bool) -> Relation:
    verdict = _compare(told.statement.move, other.statement.move)
    if verdict is False:
        return "conflicts"
    if one_voice:
        return "copy"
    return "agrees" if verdict else "beside"


def _each_voice_first(voices: Sequence[int]) -> list[int]:
    """The places of all tellings, the newest of each voice before any voice's older ones: who says much is not heard
    more."""
    return sorted(range(len(voices)), key=lambda i: (voices[i] in voices[:i], i))


def _disputed(relations: Sequence[Relation], moves: Sequence[Move]) -> list[Relation]:
    """What stands beside the story shown, and contradicts another that does or that agrees with it, conflicts."""
    fine = [i for i, relation in enumerate(relations) if relation != "conflicts"]
    return [
        "conflicts" if relation == "beside" and any(_compare(moves[at], moves[i]) is False for i in fine) else relation
        for at, relation in enumerate(relations)
    ]


def _compare(one: Move, other: Move) -> bool | None:
    """Whether two statements can both be true of one close: None when they share no figure to compare."""
    verdicts: list[bool] = []
    if one.level is not None and other.level is not None:
        verdicts.append(same_number(one.level, other.level))
    if one.change is not None and other.change is not None:
        verdicts.append(same_number(one.change, other.change))
    if one.percent is not None and other.percent is not None:
        verdicts.append(same_percent(one, other))
    if {one.direction, other.direction} == {"up", "down"}:
        verdicts.append(False)
    if verdicts:
        return all(verdicts)
    return None


def _fullness(weighed: _Weighed) -> int:
    move = weighed.telling.statement.move
    figures = (move.level, move.change, move.percent)
    return 2 * sum(f is not None for f in figures) + sum(f is not None for f in (move.low, move.high, move.record))
