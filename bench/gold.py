"""Score readings against labeled stories: facts one by one, drivers and events by the words they rest on.

A labeled story is NAME.txt (title, blank line, body) with NAME.json beside it. A label holds the fields of the
contract's move, driver or event and, in place of offsets, a `quote` (one or several) from the text. Where several
answers are right, a field is a list of them; `optional` labels may be given or left out; `names` are further names of
an instrument.

Every field of a move is one fact under its kind, instrument, session, phase and period. A right number under a wrong
day or phase is therefore a wrong fact and a missing one. A fact told twice counts once.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

Row = Mapping[str, Any]
Spans = list[tuple[int, int]]

FIELDS = ("direction", "level", "change", "percent", "previous", "low", "high", "record")
HEAD = ("id", "text", "title", "url", "published_at", "received_at")
_FORMS = frozenset(  # words that do not tell one company, stock or sector from another
    re.findall(
        r"\w+",
        """inc corp corporation co company ltd limited plc group holdings holding ag se sa nv
        shares stock index sector the and class platforms technologies""",
    )
)


@dataclass(slots=True)
class Tally:
    """How many facts were right, stated wrongly, and missed."""

    right: int = 0
    wrong: int = 0
    missing: int = 0

    @property
    def precision(self) -> float:
        """The share of what was stated that is right; 1 when nothing was stated."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        """The share of what is labeled that was stated; 1 when nothing is labeled."""
        return self.right / (self.right + self.missing) if self.right + self.missing else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


class Miss(NamedTuple):
    """One wrong or missing thing: of which story, under which key, which field, with what value."""

    story: str
    verdict: str
    key: str
    field: str
    value: Any


class Score:
    """The tallies by name and the list of misses."""

    def __init__(self) -> None:
        self.tallies: defaultdict[str, Tally] = defaultdict(Tally)
        self.misses: list[Miss] = []

    def count(self, verdict: str, names: Iterable[str]) -> None:
        """Add one to the verdict ("right", "wrong", "missing") of each tally."""
        for name in names:
            tally = self.tallies[name]
            setattr(tally, verdict, getattr(tally, verdict) + 1)


def load(folder: Path) -> list[dict[str, Any]]:
    """The labeled stories of a folder, with `text`, and `spans` for each label.

    ValueError names a quote that is not in its text.
    """
    stories = []
    for path in sorted(folder.glob("*.json")):
        story = json.loads(path.read_text(encoding="utf-8"))
        text = story["text"] = path.with_suffix(".txt").read_text(encoding="utf-8")
        for label in (*story["moves"], *story["drivers"], *story["events"]):
            label["spans"] = []
            for quote in _any_of(label.get("quote")):
                if (start := text.find(quote)) < 0:
                    raise ValueError(f"{path.name}: not in the text: {quote!r}")
                label["spans"].append((start, start + len(quote)))
        stories.append(story)
    return stories


def score(stories: Iterable[Row], outputs: Mapping[str, Row]) -> Score:
    """Score the contract's output rows, by story id, against the labels. A story without output has stated nothing."""
    result = Score()
    for story in stories:
        output = outputs.get(story["id"], {})
        _moves(result, story, output.get("moves", ()), strict=True)
        _moves(result, story, output.get("moves", ()), strict=False)
        drivers = output.get("drivers", ())
        _spanned(result, "drivers", story, drivers, lambda label, found: _fits(found["category"], label["category"]))
        _spanned(result, "drivers, category aside", story, drivers, lambda label, found: True)
        dated = output.get("events", ())
        _spanned(result, "events", story, dated, lambda label, found: _fits(found.get("date"), label.get("date")))
    return result


def table(result: Score) -> str:
    """The tallies as lines of text, the heading first."""
    lines = [f"{'':27}{'precision':>10}{'recall':>9}{'F1':>9}{'right':>8}{'wrong':>7}{'missing':>9}"]
    for name, t in sorted(result.tallies.items()):
        lines.append(f"{name:27}{t.precision:10.3f}{t.recall:9.3f}{t.f1:9.3f}{t.right:8}{t.wrong:7}{t.missing:9}")
    return "\n".join(lines)


# --- moves ---


def _moves(result: Score, story: Row, moves: Iterable[Row], *, strict: bool) -> None:
    labels = story["moves"]
    credited: list[dict[str, Any]] = [{} for _ in labels]
    for move in moves:
        stated = [field for field in FIELDS if move.get(field) is not None]
        rivals = [n for n, label in enumerate(labels) if _same_move(label, move, strict)]
        best = max(rivals, key=lambda n: sum(_agrees(labels[n], move, field) for field in stated), default=None)
        if best is not None and labels[best].get("optional"):
            continue
        for field in stated:
            value = move[field]
            if best is not None and _agrees(labels[best], move, field):
                if field not in credited[best]:
                    credited[best][field] = value
                    result.count("right", _tallies(labels[best], field, strict))
            elif best is None or field not in credited[best] or not _fits(value, credited[best][field]):
                result.count("wrong", _tallies(move, field, strict))
                if strict:
                    result.misses.append(Miss(story["id"], "wrong", _key(move), field, value))
    for label, found in zip(labels, credited, strict=True):
        for field in FIELDS:
            if label.get(field) is not None and field not in found and not label.get("optional"):
                result.count("missing", _tallies(label, field, strict))
                if strict:
                    result.misses.append(Miss(story["id"], "missing", _key(label), field, label[field]))


def _same_move(label: Row, move: Row, strict: bool) -> bool:
    """Whether a move is what the label speaks of; its day and phase count when `strict`."""
    if not _fits(move.get("kind"), label["kind"]) or not _fits(move.get("period") or "day", label.get("period", "day")):
        return False
    names = [label["instrument"], *label.get("names", ())]
    told = move.get("instrument")
    if move["kind"] in ("stock", "sector"):
        if _bare(told or "") not in {_bare(name) for name in names}:
            return False
    elif told not in names:
        return False
    if not strict:
        return True
    return _fits(move.get("session"), label.get("session")) and _fits(move.get("phase"), label.get("phase", "close"))


def _agrees(label: Row, move: Row, field: str) -> bool:
    if label.get(field) is None or not _fits(move[field], label[field]):
        return False
    return field != "percent" or _fits(move.get("percent_qualifier"), label.get("percent_qualifier"))


def _bare(name: str) -> str:
    """A name as it is compared: no case, no punctuation, no company forms (unless nothing else is left)."""
    words = re.sub(r"[^\w\s&]", " ", name.casefold()).split()
    return " ".join(word for word in words if word not in _FORMS) or " ".join(words)


def _tallies(row: Row, field: str, strict: bool) -> list[str]:
    """The tallies that a fact of this move or label belongs to."""
    if not strict:
        return ["all, day and phase aside"]
    kind, phase, period = (_one(row.get(key)) for key in ("kind", "phase", "period"))
    names = ["all", f"kind {kind}", f"field {field}"]
    if (kind, phase or "close", period or "day") == ("index", "close", "day"):
        names.append("index closes")
    return names


def _key(row: Row) -> str:
    return " ".join(str(_one(row.get(key))) for key in ("kind", "instrument", "session", "phase", "period"))


# --- drivers and events ---


def _spanned(result: Score, name: str, story: Row, items: Iterable[Row], same: Callable[[Row, Row], bool]) -> None:
    labels = story[name.partition(",")[0]]
    left = list(labels)
    for item in items:
        spans = [(start, end) for start, end in item.get("evidence") or ()]
        touched = [label for label in labels if _overlap(spans, label["spans"])]
        hit = next((label for label in left if label in touched and same(label, item)), None)
        if hit is not None:
            left.remove(hit)
            if not hit.get("optional"):
                result.count("right", [name])
        elif not any(label.get("optional") or same(label, item) for label in touched):
            result.count("wrong", [name])
            words = " / ".join(story["text"][start:end] for start, end in spans)
            result.misses.append(Miss(story["id"], "wrong", name, str(item.get("category") or item.get("name")), words))
    for label in left:
        if not label.get("optional"):
            result.count("missing", [name])
            what = str(_one(label.get("category")) or label.get("name"))
            result.misses.append(Miss(story["id"], "missing", name, what, _one(label.get("quote"))))


def _overlap(some: Spans, others: Spans) -> bool:
    """Whether a span of one shares at least half of the shorter with a span of the other."""
    for start, end in some:
        for first, last in others:
            shared = min(end, last) - max(start, first)
            if shared > 0 and 2 * shared >= min(end - start, last - first):
                return True
    return False


# --- values ---


def _any_of(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _one(value: Any) -> Any:
    return value[0] if isinstance(value, list) and value else value


def _fits(value: Any, label: Any) -> bool:
    """Whether a value is (one of) the labeled; numbers to one part in a million."""
    accepted = label if isinstance(label, list) else [label]
    for right in accepted:
        if isinstance(right, int | float) and isinstance(value, int | float):
            if abs(value - right) <= 1e-6 * max(1.0, abs(right)):
                return True
        elif value == right:
            return True
    return False
