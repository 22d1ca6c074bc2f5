"""A sentence's tokens to frames: who is told about, and what is said of it, clause by clause from left to right."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from extract import figures
from extract.entities import ENTITY, EntityReader
from extract.frames import Entity, Frame
from extract.tokens import Token

_AFTER = frozenset(
    (
        "after",
        "following",
        "from",
        "since",
        "despite",
        "on top of",
        "snapping",
        "erasing",
        "reversing",
        "recouping",
        "against",
        "paring",
    )
)
_RECORD_BLOCKED = frozenset(
    "near below from off shy short after since previous eclipsing surpassing surpassed beating toward towards under approaching within away recent"
    " yesterday's compared prior last its-previous retreat retreated".split()
)
_SUBORDINATE = frozenset(
    "as while after before because since when whereas with and but which that who where although though even".split()
)
_LINKING = frozenset("is was were are be been being had has have 's it's remained remains".split())
_EXPECTED = frozenset(
    "predicted called tipped forecasted due predicts may might could will would can should likely expected poised seen set projected anticipated if forecast unless won't".split()
)


ELSEWHERE = frozenset(
    "after following since until before as amid because when that which said says ahead from than due despite".split()
)
_LAST_CLOSES = frozenset(
    ("last close", "previous close", "prior close", "last closing level", "previous closing level")
)
_STREAKS = frozenset("losing winning streak slide run high low holiday break weekend stretch slump skid".split())
_OPTIONS = frozenset(("puts", "calls", "put", "call", "strike"))
_UNREAL = frozenset(
    "decades guesses see sees case support resistance hurdle if unless expect expects expecting forecast forecasts forecasting predict predicts predicting target targets targeting wish wished guess guesses suppose"
    " imagine scenario base-case hypothetical envisages envisage projects projecting anticipate anticipates would pencil penciled whether".split()
)
_ADJECTIVES = frozenset("weekly monthly annual yearly quarterly annually".split())


class ClauseReader:
    """Reads one sentence after another; `refer` gives the entities that a reference ("both indexes") points back to."""

    def __init__(self, entities: EntityReader, refer: Callable[[Token, list[Token]], list[Entity]], year: int) -> None:
        self.entities, self.refer, self.year = entities, refer, year

    def read(self, tokens: list[Token]) -> list[Frame]:
        """The frames of a sentence, in its order; figures that belong to nobody are left."""
        self.tokens = tokens
        self.frames: list[Frame] = []
        self.pending: list[list[Entity]] = []
        self.subject: list[Entity] | None = None
        self.frame: Frame | None = None
        self.lead: list[Token] = []
        self.last_predicate = -1
        self.futures = False
        self.spent: set[int] = set()
        self.asked = bool(tokens) and tokens[-1].low == "?"
        for at, token in enumerate(tokens):
            self._step(at, token)
        self._finish()
        self._lend_period()
        return self.frames

    def _lend_period(self) -> None:
        """ "All three were down for the week, with the Dow ending 0.5% lower": the week is the figures' too."""
        first = self.frames[0] if self.frames else None
        if first is None or first.has_figures or not first.periods or first.levels:
            return
        for frame in self.frames[1:]:
            if not frame.periods and not frame.times and not frame.levels:
                frame.periods = list(first.periods)

    def _step(self, at: int, token: Token) -> None:
        kind = token.kind
        if kind in ENTITY:
            self._entity(at, token)
        elif kind in "VWCOvD":
            self._predicate(at, token)
        elif kind == "G":
            self._noun(at, token)
        elif kind == "#":
            self._figure(at)
        elif kind in "TPF":
            self._cue(at, token)
        elif kind == "H":
            self._record(at, token)
        elif kind == "~":
            self._year(at, token)
        elif kind == ";":
            self._break()
        elif kind == "h" and token.value == "futures":
            self.futures = self._futures_of(at)

    def _year(self, at: int, token: Token) -> None:
        """ "rose 26% in 2025": the year so far, or a year that is over."""
        if (
            self.frame is None
            or at < 1
            or self.tokens[at - 1].low not in ("in", "for")
            or at - self.frame.last > 4
            or not self.frame.percents
        ):
            return
        if len(token.low) == 4 and token.low.isdigit() and 0 <= self.year - int(token.low) <= 30:
            self.frame.periods.append("ytd" if int(token.low) == self.year else "year")

    def _break(self) -> None:
        self.futures = False

    def _futures_of(self, at: int) -> bool:
        """ "futures tied to the Dow", "Futures down: Dow 0.2%": the names behind are those of the contracts."""
        after = self.tokens[at + 1 : at + 5]
        return any(
            t.low in ("tied", "linked", "pegged", "on", "for", "of", "tracking") or t.kind == ":" for t in after[:2]
        ) or any(t.kind == ":" for t in after)

    # who

    def _entity(self, at: int, token: Token) -> None:
        found = self.refer(token, self.tokens) if token.kind == "r" else self.entities.at(self.tokens, at, self.futures)
        if not found:
            return
        if token.kind == "r":
            if self.futures:
                self._all_futures(found)
            self.pending.append(found)
            return
        entity = found[0]
        if self._described(entity, at):
            self.pending.pop()
        entity.object = self._is_object(at)
        if self._as_did(entity, at):
            return
        group = self.pending[-1] if self.pending else None
        if group is not None and self._coordinated(group[-1], at):
            entity.under, entity.object = group[-1].under, group[-1].object
            if entity.kind == "future":
                self._all_futures(group)
            if not (entity.id == group[-1].id and entity.kind == group[-1].kind):
                group.append(entity)
        else:
            self.pending.append([entity])

    def _as_did(self, entity: Entity, at: int) -> bool:
        """ "rose 0.7%, as did the Nasdaq": the same is told of the next name."""
        words = [t.low for t in self.tokens[max(0, at - 3) : at] if t.low not in ("the", "also")]
        if words[-2:] not in (["as", "did"], ["so", "did"], ["as", "was"], ["as", "were"]) or not self.frames:
            return False
        before = self.frames[-1]
        told = replace(
            before,
            subjects=[replace(entity, under=None, object=False)],
            rule="name as before",
            levels=[],
            changes=[],
            previous=None,
            low=None,
            high=None,
            record=None,
        )
        self.frames.append(told)
        return True

    def _described(self, entity: Entity, at: int) -> bool:
        """ "the barometer index, the Sensex": the words before only describe the name."""
        if not self.pending or entity.kind != "index" or not all(e.reference for e in self.pending[-1]):
            return False
        return all(t.kind in "xhR" or t.low == "," for t in self.tokens[self.pending[-1][-1].at + 1 : at])

    def _all_futures(self, group: list[Entity]) -> None:
        """ "S&P 500 and Nasdaq-100 futures": the contract's word holds for the names before it."""
        for earlier in group:
            if earlier.kind == "index":
                earlier.kind = "future"
                earlier.id = "nasdaq100" if earlier.id == "nasdaq" else earlier.id

    def _is_object(self, at: int) -> bool:
        """Whether a verb right before governs it ("topped the FTSE 100")."""
        for back in range(at - 1, max(self.last_predicate, at - 30), -1):
            token = self.tokens[back]
            if token.kind in "a;:(,#" or token.low in _SUBORDINATE or token.low in (".", "—", "–", "-"):
                return False
        return self.last_predicate >= 0 and self.tokens[self.last_predicate].kind in "VvWGC"

    def _coordinated(self, last: Entity, at: int) -> bool:
        between = self.tokens[last.at + 1 : at]
        if not _alike(last.kind, self.tokens[at]):
            return False
        depth, joined = 0, False
        for token in between:
            if token.kind == "(":
                depth += 1
            elif token.kind == ")":
                depth -= 1
            elif depth:
                continue
            elif token.kind == "a" or token.low == "well":
                joined = True
            elif token.low in ("as", "well") or token.kind in "Rhkx:" and token.low not in _LINKING:
                if token.kind == "x" and len(between) > 5:
                    return False
            else:
                return False
        return joined

    # what

    def _subject(self, at: int, finite: bool) -> list[Entity] | None:
        """Whom a predicate at this place is about; None when a head that is no market stands before it."""
        if self._headed_by_economics(at):
            self.pending.clear()
            self.subject = None
            return None
        groups = [g for g in self.pending if not g[-1].object]
        free = [g for g in groups if g[0].under is None]
        near = self.pending[-1] if self.pending else None
        first = self._start_of_predicate(at)
        comma = (first > 0 and self.tokens[first - 1].low == ",") or (
            at > 0
            and self.tokens[at - 1].kind == "a"
            or (at > 1 and self.tokens[at - 1].low in ("also", "which") and self.tokens[at - 2].kind == "a")
        )
        if near is None:
            return None if finite and self._other_subject(at) else self.subject
        if finite and (relative := self._relative(at)):
            return relative
        if finite:
            chosen = (free[0] if comma and len(free) > 1 and self._apposed(free[0], at) else free[-1]) if free else None
            if chosen is None:
                chosen = self.subject or (groups[-1] if groups and self._adjacent(groups[-1], at) else None)
        else:
            if near[0].under == "of" and len(self.pending) > 1 and self.pending[-2][0].under in (None, "with"):
                near = self.pending[-2]
            absolute = near[0].under == "with" and not near[-1].object
            if near[0].under in ("in", "of", "on", "at", "to", "for") and free and free[-1] is not near:
                near = free[-1]
                absolute = self._adjacent(near, at) or self.tokens[at - 1].kind == "a"
            chosen = (
                near
                if absolute or (self._adjacent(near, at) and not near[-1].object)
                else (free[-1] if free else self.subject)
            )
            if near[-1].object and self._adjacent(near, at) and self.tokens[at - 1].kind != "a":
                chosen = near
        if finite and chosen and chosen is near and chosen[0].kind == "stock" and self._noun_between(chosen, at):
            return None
        return chosen

    def _noun_between(self, group: list[Entity], at: int) -> bool:
        """ "Gross domestic product grew": a name that only begins the subject."""
        between = self.tokens[group[-1].at + 1 : self._start_of_predicate(at)]
        return bool(between) and all(t.kind == "x" for t in between) and any(_is_noun(t.low) for t in between)

    def _relative(self, at: int) -> list[Entity] | None:
        """The names right before "which" ("ArcelorMittal, which closed down 0.6%")."""
        start = self._start_of_predicate(at)
        if start < 1 or self.tokens[start - 1].low not in ("which", "that", "who") or not self.pending:
            return None
        group = self.pending[-1]
        between = self.tokens[group[-1].at + 1 : start - 1]
        return group if all(t.kind in "axh()R" for t in between) and len(between) < 7 else None

    def _other_subject(self, at: int) -> bool:
        """Whether words that name nothing known are the verb's subject ("as exporters gained")."""
        start = self._start_of_predicate(at)
        if start > 0 and self.tokens[start - 1].low == ",":
            return False
        for back in range(at - 1, self.last_predicate, -1):
            token = self.tokens[back]
            if token.kind in "#()TPFq" or token.kind == "p":
                return False
            if token.kind in "hrSYBe" or (token.kind == "x" and _is_noun(token.low)):
                return True
        return False

    def _apposed(self, group: list[Entity], at: int) -> bool:
        after = group[-1].at + 1
        while after < at and self.tokens[after].kind in "h()x:" and self.tokens[after].low != "which":
            after += 1
        return after < at and self.tokens[after].low == ","

    def _adjacent(self, group: list[Entity], at: int) -> bool:
        depth = 0
        for token in self.tokens[group[-1].at + 1 : at]:
            if token.kind == "(":
                depth += 1
            elif token.kind == ")":
                depth -= 1
            elif depth == 0 and token.kind not in "axhRkqmFTPp":
                return False
            elif depth == 0 and token.kind == "p" and token.low not in ("on", "in", "at"):
                return False
        return True

    def _headed_by_economics(self, at: int) -> bool:
        for back in range(at - 1, max(-1, at - 7), -1):
            token = self.tokens[back]
            if token.kind == "e":
                return not any(t.kind in ENTITY for t in self.tokens[back + 1 : at])
            if token.kind in ENTITY or token.kind in "a;#VWCODv:":
                return False
            if token.kind == "h":
                return False
        return False

    def _predicate(self, at: int, token: Token) -> None:
        kind = token.kind
        if kind == "v":
            self._tempered(at, token)
            return
        if kind == "D" and self._is_adjective(at):
            return
        if kind in "CO" and self._is_noun(at):
            return
        if (kind == "V" and self._is_modifier(at)) or (kind == "W" and self._is_attribute(at)):
            return
        if kind == "V" and self._touches(at):
            self.last_predicate = at
            return
        sign = self._sign(at, token)
        if kind == "D" and self.frame is not None and self._continues(at):
            self._turn(sign)
            self.last_predicate = at
            return
        finite = (kind in "VWCO" and not token.low.endswith("ing")) or self._linked(at)
        subject = self._subject(at, finite)
        if not subject:
            self.frame = None
            self.last_predicate = at
            return
        self._open(at, token, subject, sign)

    def _touches(self, at: int) -> bool:
        """ "after sinking as low as 3,484.72": an end of the range, no move."""
        return (
            at + 1 < len(self.tokens)
            and self.tokens[at + 1].low in ("as low as", "as high as")
            and self.frame is not None
        )

    def _linked(self, at: int) -> bool:
        """Whether a verb of being stands right before ("was up")."""
        return self._start_of_predicate(at) < at and any(
            t.low in _LINKING for t in self.tokens[self._start_of_predicate(at) : at]
        )

    def _start_of_predicate(self, at: int) -> int:
        """The first of the auxiliaries and adverbs that belong to the predicate at this place."""
        index = at
        while (
            index > 0
            and self.tokens[index - 1].kind in "xmq"
            and self.tokens[index - 1].low not in ("the", "which", "who", ".")
        ):
            index -= 1
        return index

    def _open(self, at: int, token: Token, subject: list[Entity], sign: int | None) -> None:
        kind = token.kind
        frame = self.frame
        same = frame is not None and frame.subjects is subject
        earlier = self._is_earlier(at)
        if not (same and frame is not None and self._joins(frame, at, token, sign) and not earlier):
            frame = self._new(subject, at, _RULES.get(kind, "direction"))
            frame.earlier = earlier
        assert frame is not None
        self.subject = subject if not earlier else self.subject or subject
        self.pending.clear()
        if kind in "VD" or sign is not None:
            if frame.sign is None or kind == "D" and not frame.has_figures:
                frame.sign = sign
            frame.spoken = True
        if kind == "C":
            frame.closing, frame.spoken = True, True
            if period := self._of_period(at):
                frame.periods.append(period)
        if kind == "O" and not self._is_beginning(at):
            frame.opening = True
            frame.spoken = True
        if kind == "W":
            frame.spoken = True
        if (
            self._is_expected(at)
            or self._is_unreal(at)
            or (kind == "O" and self._is_awaited(at))
            or (kind == "D" and self._after_modal(at))
        ):
            frame.modal = True
        self.last_predicate = at
        frame.last = at

    def _is_unreal(self, at: int) -> bool:
        """ "if the index closes at", "we expect it to end at", a question: nothing that has happened."""
        if self.asked or (at + 1 < len(self.tokens) and self.tokens[at + 1].low in _OPTIONS):
            return True
        if self.tokens[at].kind == "V" and at + 1 < len(self.tokens) and self.tokens[at + 1].kind == "~":
            return True
        if self.tokens[at].kind == "C" and at + 1 < len(self.tokens) and self.tokens[at + 1].low == "a":
            return True
        for back in range(at - 1, max(-1, at - 14), -1):
            token = self.tokens[back]
            if token.low in _UNREAL:
                return True
            if token.kind == ";" or (token.low == "," and back > 3):
                break
        return any(t.low in ("if", "suppose", "imagine", "unless") for t in self.tokens[:2])

    def _is_awaited(self, at: int) -> bool:
        """ "seen opening 3% higher", "set to open higher": an opening that has not come."""
        before = [t.low for t in self.tokens[max(0, at - 3) : at]]
        return "to" in before or "seen" in before or "for" in before

    def _after_modal(self, at: int) -> bool:
        """Whether only expectations were told before in the sentence, which a verbless clause goes on with."""
        return bool(self.frames[:-1]) and all(f.modal for f in self.frames[:-1]) and not self._linked(at)

    def _of_period(self, at: int) -> str | None:
        """ "ended the week": the period that a closing verb is about."""
        after = [t.low for t in self.tokens[at + 1 : at + 3]]
        return (
            after[1]
            if len(after) == 2 and after[0] == "the" and after[1] in ("week", "month", "quarter", "year")
            else None
        )

    def _is_beginning(self, at: int) -> bool:
        """ "began the week", "started on a strong note" are no openings of a session."""
        return self.tokens[at].low in (
            "began",
            "begin",
            "begins",
            "starts",
            "start",
            "started",
            "kicked off",
        ) and not any(
            t.kind == "T" or t.low in ("day", "session", "trade", "trading") for t in self.tokens[at + 1 : at + 4]
        )

    def _new(self, subject: list[Entity], at: int, rule: str) -> Frame:
        first = min([at, *[e.at for e in subject if self.frame is None or e.at > self.frame.last]])
        self.frame = Frame(subjects=subject, rule=rule, first=first, last=at)
        self.frames.append(self.frame)
        for cue in self.lead:
            self.frame.cue(cue)
        return self.frame

    def _joins(self, frame: Frame, at: int, token: Token, sign: int | None) -> bool:
        """Whether a further predicate of the same subject goes on with the frame ("... to close at")."""
        if frame.modal:
            return False
        if token.kind == "C" and any(f.qualifier == "up_to" for f in frame.percents):
            frame.phases.append("intraday")
        if token.kind == "C" and ("intraday" in frame.phases or (frame.percents and self._of_period(at))):
            return False
        if token.kind == "D" and frame.percents and (frame.periods or self._linked(at)):
            return False
        if token.kind in "CWD":
            return not (token.kind == "C" and frame.levels and frame.percents) and not (
                frame.opening and token.kind == "C"
            )
        if frame.opening:
            return False
        if frame.has_figures and sign is not None and frame.sign is not None and sign != frame.sign:
            return False
        return not frame.percents or self.tokens[at - 1].kind not in "a"

    def _continues(self, at: int) -> bool:
        """Whether a direction word belongs to the predicate before it ("closed sharply higher", "was 0.5% lower")."""
        if self.pending and not self.pending[-1][-1].object and self.pending[-1][-1].under is None:
            return False
        for back in range(at - 1, max(-1, at - 6), -1):
            token = self.tokens[back]
            if token.kind in "VWCO":
                return True
            if token.kind not in "xq#TFD" and token.low not in ("the", "in", "by", "and"):
                return False
        return False

    def _turn(self, sign: int | None) -> None:
        assert self.frame is not None
        if sign is not None and not self.frame.percents:
            self.frame.sign = sign
        elif sign is not None and self.frame.sign is None:
            self.frame.sign = sign
        self.frame.spoken = True

    def _sign(self, at: int, token: Token) -> int | None:
        if token.kind == "D":
            return int(token.value)
        if token.kind == "V":
            sign, turned, _ = token.value
            if turned:
                for after in self.tokens[at + 1 : at + 4]:
                    if after.kind == "D":
                        return int(after.value)
                    if after.kind not in "xaq":
                        break
            return int(sign)
        return None

    def _is_noun(self, at: int) -> bool:
        """ "from the previous session's close", "since the end of": no verb."""
        token = self.tokens[at]
        if at < 1 or token.low not in ("close", "end", "finish", "start", "open", "opening", "closing"):
            return False
        before = self.tokens[at - 1]
        return (
            before.low in ("the", "a", "an", "its", "their", "since", "of", "after", "before", "strong", "weak")
            or before.low.endswith("'s")
            or before.poss
            or before.kind in "TGD"
        )

    def _is_adjective(self, at: int) -> bool:
        """ "tracking higher oil prices", "a weaker yen": a direction word that only describes a noun."""
        if at + 1 >= len(self.tokens) or self.tokens[at].low in ("up", "down", "off"):
            return False
        after = self.tokens[at + 1]
        return (
            after.kind in "eYZKSI"
            or (after.kind == "h" and after.value != "futures")
            or (after.kind == "x" and _is_noun(after.low))
        )

    def _is_attribute(self, at: int) -> bool:
        """ "the actively traded Invesco QQQ Trust": a participle before a name."""
        return at + 1 < len(self.tokens) and self.tokens[at + 1].kind in "BI" and self.tokens[at - 1].low.endswith("ly")

    def _is_modifier(self, at: int) -> bool:
        """A participle that stands before a noun ("rising oil prices") moves nothing."""
        token = self.tokens[at]
        if not token.low.endswith("ing") or at + 1 >= len(self.tokens):
            return False
        after = self.tokens[at + 1]
        before = self.tokens[at - 1] if at else None
        if before is not None and before.kind in ENTITY:
            return False
        if before is not None and before.kind == "a" and self.frame is not None:
            return after.kind in "IYShe" and after.kind != "h"
        return after.kind in "xehsYRIS" and after.low not in (
            "the",
            "as",
            "its",
            "a",
            "nearly",
            "to",
            "further",
            "sharply",
            "another",
            "back",
            "for",
            "more",
            "slightly",
        )

    def _is_earlier(self, at: int) -> bool:
        """ "after falling 2%", "following a 1% gain": before the session that the sentence is about."""
        for back in range(at - 1, max(-1, at - 4), -1):
            low = self.tokens[back].low
            if low in _AFTER:
                return self.tokens[at].kind != "W" and (
                    self.tokens[at].low.split()[0].endswith("ing") or self.tokens[at].kind == "G"
                )
            if self.tokens[back].kind not in "xqh#P":
                return False
        return False

    def _is_expected(self, at: int) -> bool:
        for back in range(at - 1, max(-1, at - 5), -1):
            token = self.tokens[back]
            if token.low in _EXPECTED and (token.low != "may" or token.kind == "m"):
                return not (
                    token.low == "set" or (token.low == "expected" and self.tokens[back - 1].low in ("than", "as"))
                )
            if token.kind in ENTITY or token.kind in "#;" or (token.kind == "a" and token.low == ","):
                return False
        return False

    def _tempered(self, at: int, token: Token) -> None:
        """ "extended gains", "led the losses": no figure of its own, but the names before it stay the subject."""
        if (
            token.low == "leading"
            and at + 1 < len(self.tokens)
            and self.tokens[at + 1].kind in "xSsBR"
            and self.tokens[at + 1].low != "the"
        ):
            return
        subject = self._subject(at, finite=not token.low.endswith("ing"))
        if subject:
            if self.frame is None or self.frame.subjects is not subject:
                self._aside(subject, at)
            self.subject = subject
            self.pending.clear()
        self.last_predicate = at

    def _aside(self, subject: list[Entity], at: int) -> None:
        """Figures in brackets behind names get their sign from the noun that the verb leads ("led the gains")."""
        if not any(e.aside for e in subject):
            self.frame = None
            return
        sign = next((t.value for t in self.tokens[at : at + 5] if t.kind in "GD" and t.value is not None), None)
        self._bracketed(subject, at, sign)
        self.frame = None

    def _bracketed(self, subject: list[Entity], at: int, sign: int | None) -> None:
        for entity in subject:
            if entity.aside is not None:
                frame = Frame(subjects=[entity], rule="name (figure)", first=entity.at, sign=sign, spoken=True, last=at)
                frame.percents.append(entity.aside)
                for cue in self.lead:
                    frame.cue(cue)
                self.frames.append(frame)
                entity.aside = None

    def _noun(self, at: int, token: Token) -> None:
        """ "a 2.5% fall in banks", "its weekly gains to about 5%", "losses of 2%"."""
        before = self.tokens[at - 1] if at else None
        figure_before = before is not None and (before.kind == "#" or (at > 1 and self.tokens[at - 2].kind == "#"))
        last = self.frame.percents[-1] if self.frame is not None and self.frame.percents else None
        if (
            figure_before
            and self.frame is not None
            and last is not None
            and last.sign is None
            and last.end >= self.tokens[max(0, at - 2)].start
        ):
            self.frame.percents[-1].sign = token.value
        after = self.tokens[at + 1 : at + 4]
        if (
            any(t.kind == "#" and (t.value.unit in ("%", "pt") or t.value.grouped) for t in after)
            and after
            and (
                after[0].low in ("of", "to", "by") or (after[0].kind == "P" and len(after) > 1 and after[1].low == "to")
            )
        ):
            subject = (
                self.frame.subjects
                if self.frame is not None and not self.pending
                else self._subject(at, finite=False) or self.subject
            )
            if subject:
                periods = [t for t in (*self.tokens[max(0, at - 3) : at], *after[:1]) if t.kind == "P"]
                old = self.frame
                frame = self._new(subject, at, "noun of figure")
                frame.sign, frame.spoken = token.value, True
                frame.earlier, frame.modal = self._is_earlier(at), self._is_unreal(at)
                if old is not None:
                    frame.times, frame.phases = list(old.times), list(old.phases)
                    frame.closing = old.closing
                for cue in periods:
                    frame.cue(cue)
                if periods and old is not None and periods[-1].value in old.periods:
                    old.periods.remove(periods[-1].value)
        self.last_predicate = at

    # figures

    def _figure(self, at: int) -> None:
        tokens = self.tokens
        if self._in_brackets(at):
            return
        if self._noun_of(at) or self._close_of(at) or self._day_before(at) or self._noun_on(at):
            return
        if self.pending and (self._moved(at) or self._gapped(at) or self._tabled(at)):
            return
        frame = self.frame
        if (
            self.pending
            and not self.pending[-1][-1].object
            and self.pending[-1][0].under is None
            and self._with_noun(at, self.pending[-1])
        ):
            self.pending.clear()
            return
        if frame is None:
            if not self.pending and self.subject and (self._with_noun(at, self.subject) or self._signed(at)):
                return
            self._headless(at)
            return
        if self.pending and self._adjacent(self.pending[-1], at) and not self.pending[-1][-1].object:
            self._headless(at)
            return
        if self._day_of_week(frame, at):
            return
        if figures.take(frame, tokens, at):
            frame.last = at

    def _signed(self, at: int) -> bool:
        """ "SoftBank did the heavy lifting, +6.5%": a signed figure behind a comma."""
        quantity = self.tokens[at].value
        if self.subject is None or not quantity.sign or quantity.unit != "%" or self.tokens[at - 1].kind not in "a(":
            return False
        frame = self._new(self.subject, at, "signed figure")
        frame.spoken = True
        return figures.take(frame, self.tokens, at)

    def _with_noun(self, at: int, subject: list[Entity]) -> bool:
        """ "utilities led the losses with a 2.5% fall": the figure of the noun is the subject's."""
        sign = figures.sign_after(self.tokens, at)
        if sign is None or figures.governor(self.tokens, at)[0] not in ("with", "by", "after"):
            return False
        self.subject = subject
        frame = self._new(subject, at, "names lead with figure")
        frame.sign, frame.spoken = sign, True
        return figures.take(frame, self.tokens, at)

    def _day_of_week(self, frame: Frame, at: int) -> bool:
        """ "surged 4.2% in the week and 2.1% on Friday": after the week's figure, the day's."""
        tokens = self.tokens
        if not frame.percents or tokens[at].value.unit != "%" or len(frame.subjects) > 1 or tokens[at - 1].kind != "a":
            return False
        after = tokens[at + 1 : at + 4]
        day = frame.periods and any(t.kind == "T" or t.low == "on the day" for t in after)
        other = not frame.periods and any(t.kind == "P" and t.value not in ("day", "other") for t in after)
        if not (day or other):
            return False
        told = self._new(frame.subjects, at, "name as before")
        told.sign, told.spoken = frame.sign, True
        return figures.take(told, tokens, at)

    def _in_brackets(self, at: int) -> bool:
        """ "Hanwha Ocean (6.9%)" """
        tokens = self.tokens
        if (
            not self.pending
            or at < 2
            or tokens[at - 1].kind != "("
            or tokens[at - 2].kind not in "BS"
            or tokens[at].value.unit != "%"
        ):
            return False
        entity = self.pending[-1][-1]
        if entity.at != at - 2:
            return False
        figure = figures.figure_at(tokens, at)
        if figure.sign is not None:
            frame = Frame(
                subjects=[entity], rule="name (figure)", first=entity.at, sign=figure.sign, spoken=True, last=at
            )
            frame.percents.append(figure)
            for cue in self.lead:
                frame.cue(cue)
            self.frames.append(frame)
        else:
            entity.aside = figure
        return True

    def _noun_of(self, at: int) -> bool:
        """ "a 1.5% climb in the oil and gas sector": the figure is of the name behind."""
        tokens = self.tokens
        index = at + 1
        while index < len(tokens) and tokens[index].kind in "xD" and index < at + 3:
            index += 1
        if index >= len(tokens) or tokens[at].value.unit != "%":
            return False
        noun = tokens[index]
        if noun.kind not in "GV" or index + 1 >= len(tokens) or tokens[index + 1].low not in ("in", "for", "by"):
            return False
        target = index + 2
        while (
            target < len(tokens)
            and tokens[target].kind in "xhR"
            and tokens[target].low not in (",", ".")
            and target < index + 8
        ):
            target += 1
        if target >= len(tokens) or tokens[target].kind not in ENTITY or tokens[target].kind == "r":
            # "a 75% surge in revenue" is no market's
            return not (target < len(tokens) and tokens[target].kind in "TPF")
        found = self.entities.at(tokens, target, self.futures)
        if not found:
            return True
        found[0].under = None
        sign = noun.value if noun.kind == "G" else noun.value[0]
        group = [found[0], *self._more(target)]
        frame = Frame(subjects=group, rule="figure noun in name", first=at, sign=sign, spoken=True, last=target)
        frame.percents.append(figures.figure_at(tokens, at))
        frame.percents[0].sign = sign
        if self.frame is not None:
            frame.times, frame.phases, frame.closing = (
                list(self.frame.times),
                list(self.frame.phases),
                self.frame.closing,
            )
        else:
            for cue in self.lead:
                frame.cue(cue)
        self.frames.append(frame)
        return True

    def _close_of(self, at: int) -> bool:
        """ "compared with the index's last close of 25,335.95", "above Thursday's close of 23,031.4"."""
        tokens = self.tokens
        low, index = figures.governor(tokens, at)
        if low not in ("of", "at", "was") or index < 1 or tokens[at].value.unit not in ("", "pt"):
            return False
        noun = tokens[index - 1]
        day = tokens[index - 2] if index > 1 else None
        if noun.low in _LAST_CLOSES:
            cue = Token("T", noun.start, noun.end, noun.low, "last close")
        elif (
            noun.low in ("close", "finish", "closing level")
            and day is not None
            and day.kind == "T"
            and (day.poss or day.low.endswith("'s"))
        ):
            cue = day
        else:
            return False
        entity = self._index_before(index)
        if entity is None:
            return False
        frame = Frame(
            [entity], "close of the session before", index - 1, spoken=True, closing=True, last=at, aside=True
        )
        frame.levels.append(figures.figure_at(tokens, at))
        frame.times.append(cue)
        self.frames.append(frame)
        return True

    def _day_before(self, at: int) -> bool:
        """ "building on the previous day's 0.58% gain": a figure of another session, before its noun."""
        tokens = self.tokens
        day = tokens[at - 1]
        if at < 1 or day.kind != "T" or self.frame is None or not (day.poss or day.low.endswith("'s")):
            return False
        sign = figures.sign_after(tokens, at)
        if sign is None:
            return False
        frame = Frame(
            self.frame.subjects, "noun of another day", at, sign=sign, spoken=True, last=at, aside=True, closing=True
        )
        frame.percents.append(figures.figure_at(tokens, at))
        frame.times.append(day)
        if day in self.frame.times:
            self.frame.times.remove(day)
        self.frames.append(frame)
        return True

    def _noun_on(self, at: int) -> bool:
        """ "recovering from a more than 3% tumble on Monday": a figure of another day, with the day behind its noun."""
        tokens = self.tokens
        if self.frame is None or not self.frame.percents or at + 3 >= len(tokens) or tokens[at + 1].kind not in "GV":
            return False
        day = tokens[at + 3] if tokens[at + 2].low in ("on", "in") else tokens[at + 2]
        if day.kind != "T" or day.value in ("today", "home"):
            return False
        sign = figures.sign_after(tokens, at)
        frame = Frame(
            self.frame.subjects,
            "noun of another day",
            at,
            sign=sign,
            spoken=True,
            last=at + 3,
            aside=True,
            closing=True,
        )
        frame.percents.append(figures.figure_at(tokens, at))
        frame.times.append(day)
        self.frames.append(frame)
        self.spent.add(id(day))
        return True

    def _index_before(self, at: int) -> Entity | None:
        """The index that a close mentioned here is of: the nearest named before it, a contract's own index included."""
        told = [g[-1] for g in self.pending] or [f.subjects[-1] for f in self.frames]
        for entity in reversed(told):
            if entity.kind in ("index", "future"):
                return replace(entity, kind="index", under=None)
        return None

    def _more(self, at: int) -> list[Entity]:
        """Names joined to the one at this place by "and"."""
        more = []
        index = at + 1
        while index + 1 < len(self.tokens) and self.tokens[index].low == "and" and self.tokens[index + 1].kind in "BI":
            if index + 2 < len(self.tokens) and self.tokens[index + 2].kind in "VWCO":
                break
            more += self.entities.at(self.tokens, index + 1, self.futures)
            index += 2
        return more

    def _gapped(self, at: int) -> bool:
        """ "the Dow gained 0.76 percent, the S&P 500 0.77 percent": the verb of the clause before holds for the next name."""
        group, before = self.pending[-1], self.frame
        if (
            before is None
            or not before.spoken
            or not before.sign
            or not (before.percents or before.changes)
            or group[-1].object
        ):
            return False
        if any(
            t.kind not in "hq(x)" or t.low in _LINKING or (t.kind == "x" and not t.low.startswith("."))
            for t in self.tokens[group[-1].at + 1 : at]
        ):
            return False
        joined = self.tokens[before.last + 1 : group[0].at]
        if not any(t.kind == "a" for t in joined) or any(
            t.kind in "VWCOv;" or t.low in ("with", "as", "after") for t in joined
        ):
            return False
        if (
            not _alike(before.subjects[0].kind, self.tokens[group[-1].at])
            or figures.sign_after(self.tokens, at) is not None
        ):
            return False
        frame = self._new(group, at, "name as before")
        frame.sign, frame.spoken, frame.modal = before.sign, True, before.modal
        frame.closing, frame.times, frame.phases = before.closing, list(before.times), list(before.phases)
        self.subject = group
        self.pending.clear()
        figures.take(frame, self.tokens, at)
        return True

    def _moved(self, at: int) -> bool:
        """ "helped lift the FTSE 100 0.5% to 7,106.08": a name that a verb moves, with its figure."""
        group = self.pending[-1]
        if (
            not group[-1].object
            or group[-1].kind not in ("index", "stock", "commodity", "currency")
            or self.last_predicate < 0
        ):
            return False
        if any(t.kind not in "xhqD" for t in self.tokens[group[-1].at + 1 : at]):
            return False
        sign = self.entities.lexicon.causative.get(self.tokens[self.last_predicate].low)
        if sign is None:
            return False
        turned = next(
            (t.value for t in self.tokens[group[-1].at + 1 : at] if t.kind == "D"), figures.sign_after(self.tokens, at)
        )
        frame = self._new(group, at, "name is moved")
        frame.sign, frame.spoken = turned if turned is not None else sign, True
        self.subject = group
        self.pending.clear()
        figures.take(frame, self.tokens, at)
        return True

    def _tabled(self, at: int) -> bool:
        """ "Nikkei 225: 38,801.17 (+0.04%)", "Dow 0.99%, S&P 500 0.77%": a name and figures, no verb."""
        group = self.pending[-1]
        for token in self.tokens[group[-1].at + 1 : at]:
            if token.kind not in ":(qhDxZK)" or token.low in _LINKING:
                return False
            if token.kind == "x" and token.low not in (
                "-",
                "–",
                "—",
                "=",
                "*",
                "**",
                ")",
                "`",
                "→",
                "~",
                "index",
                "[",
                "]",
                "last",
            ):
                return False
        if (
            group[-1].under is not None
            and self.tokens[group[-1].at + 1].kind not in ":(|"
            and group[-1].under not in ("like", "including")
        ):
            return False
        if (
            group[-1].kind == "stock"
            and not any(t.kind in ":D" for t in self.tokens[group[-1].at + 1 : at])
            and not self.tokens[at].value.sign
        ):
            return False
        frame = self._new([group[-1]], at, "name figures")
        frame.modal = self._is_unreal(at) or self._is_expected(at) or self._after_modal(at)
        sign = next((t.value for t in self.tokens[group[-1].at + 1 : at] if t.kind == "D"), None)
        if sign is None:
            sign = next((t.value for t in self.tokens[: group[-1].at] if t.kind == "D" and t.value), None)
        if sign is None and self.tokens[at].value.unit == "%":
            nearby = next((t.value for t in self.tokens[at + 1 : at + 3] if t.kind == "D"), None)
            sign = nearby
        frame.sign = sign
        self.subject = frame.subjects
        self.pending.clear()
        figures.take(frame, self.tokens, at)
        return True

    def _headless(self, at: int) -> None:
        """A figure before its verb: "was 0.15% higher", "closed 2% up" is the frame's; "the dollar at 156.5" a level."""
        if not self.pending:
            return
        group = self.pending[-1]
        low, index = figures.governor(self.tokens, at)
        linked = any(t.low in _LINKING for t in self.tokens[group[-1].at + 1 : at])
        turned = figures.sign_after(self.tokens, at)
        if not (linked or turned is not None or low == "at") or self._headed_by_economics(at):
            return
        if group[-1].kind == "stock" and low == "at":
            return
        if group[-1].under is not None and not linked and group[-1].under != "with":
            return
        frame = self._new(group, at, "name is figure")
        frame.sign = turned
        frame.spoken = turned is not None or linked
        frame.modal = self._is_expected(at) or self._is_unreal(at) or (not linked and self._after_modal(at))
        self.subject = group
        self.pending.clear()
        if figures.take(frame, self.tokens, at):
            frame.last = at

    # cues

    def _cue(self, at: int, token: Token) -> None:
        if id(token) in self.spent:
            return
        if self.frame is None and not self.frames:
            if token.kind == "P" and any(t.low in _STREAKS for t in self.tokens[at + 1 : at + 3]):
                return
            if self.pending and (
                token.kind == "P" or any(t.low in ("which", "who") for t in self.tokens[self.pending[-1][-1].at : at])
            ):
                return
            if token.kind != "T" or not any(t.low in ELSEWHERE for t in self.tokens[max(0, at - 6) : at]):
                self.lead.append(token)
            return
        if self.frame is None:
            return
        if token.kind == "P" and not self._is_period(at):
            return
        if token.kind == "T" and (self._belongs_elsewhere(at) or self._of_close(at)):
            return
        if (
            token.kind == "F"
            and token.value == "close"
            and any(
                t.low in ("after", "before", "since", "until", "following") for t in self.tokens[max(0, at - 3) : at]
            )
        ):
            return
        if (
            token.kind == "F"
            and token.value == "open"
            and any(t.low in ("before", "ahead") for t in self.tokens[max(0, at - 3) : at])
        ):
            token.value = "pre"
        self.frame.cue(token)

    def _of_close(self, at: int) -> bool:
        """ "compared with Tuesday's close": the day of the close that is compared with."""
        return (
            self.tokens[at].poss
            and at + 1 < len(self.tokens)
            and self.tokens[at + 1].low in ("close", "finish", "closing level")
        )

    def _belongs_elsewhere(self, at: int) -> bool:
        """Whether a day is that of a reason or a comparison ("after the Fed cut rates on Monday", "since Nov. 3")."""
        assert self.frame is not None
        if self.frame.earlier:
            return False
        if self.frame.previous is not None and at - self.frame.last <= 2:
            return True
        if (
            at > 3
            and self.tokens[at - 1].low == "on"
            and self.tokens[at - 2].kind == "G"
            and self.tokens[at - 3].low in ("their", "its", "the", "a")
        ):
            return True
        start = max(self.frame.first + 1, at - 14)
        return any(t.low in ELSEWHERE or t.kind == ";" for t in self.tokens[start:at])

    def _is_period(self, at: int) -> bool:
        """Whether a period word is near a figure of the frame ("up 2% for the week"), not "its worst week since May"."""
        assert self.frame is not None
        low = self.tokens[at].low
        if low in ("since", "in the last", "in the past") and (self._superlative(at) or at - self.frame.last > 3):
            return False
        if at - self.frame.last > 7 or (low in _ADJECTIVES and not self._noun_follows(at)):
            return False
        if any(t.kind in ";VWCvemB" or t.low in ELSEWHERE for t in self.tokens[self.frame.last + 1 : at]):
            return False
        if any(t.low in _STREAKS for t in self.tokens[at + 1 : at + 3]):
            return False
        for token in self.tokens[max(0, at - 4) : at]:
            if token.low in (
                "worst",
                "best",
                "biggest",
                "largest",
                "straight",
                "consecutive",
                "highest",
                "lowest",
                "strongest",
                "steepest",
                "sharpest",
                "first",
                "third",
                "fourth",
                "fifth",
                "second",
                "weakest",
                "earlier",
                "later",
                "released",
                "data",
                "earnings",
                "profit",
                "due",
            ):
                return False
        return True

    def _noun_follows(self, at: int) -> bool:
        """Whether "weekly" has its noun, or stands for itself at a clause's end ("jumped 7% weekly")."""
        after = self.tokens[at + 1 : at + 3]
        return (
            not after
            or after[0].low in (",", ".")
            or any(t.kind == "G" or t.low in ("performance", "basis", "terms") for t in after)
        )

    def _superlative(self, at: int) -> bool:
        return any(
            t.low.endswith("est")
            or t.low in ("best", "worst", "first", "high", "low", "peak", "most", "time")
            or t.kind == "H"
            for t in self.tokens[max(0, at - 7) : at]
        )

    def _record(self, at: int, token: Token) -> None:
        before = [t.low for t in self.tokens[max(0, at - 4) : at]]
        if self.frame is not None and self.frame.percents and "from" in before and at - self.frame.last < 5:
            self.frame.periods.append("other")
        if _RECORD_BLOCKED & set(before) or any(b in ("just under", "close to", "compared", "within") for b in before):
            return
        if (
            at + 1 < len(self.tokens)
            and self.tokens[at + 1].low in ("set", "of", "hit", "reached", "touched", "scaled")
            and "a" not in before
            and "an" not in before
        ):
            return
        if (
            self.frame is None
            and self.pending
            and self.pending[-1][0].kind in ("index", "stock", "commodity", "currency", "crypto")
        ):
            self.subject = self._subject(at, finite=True)
            if self.subject:
                self._new(self.subject, at, "record")
                self.pending.clear()
        if (
            self.frame is None
            and not self.pending
            and self.subject
            and self.subject[0].kind == "index"
            and at - self.last_predicate < 9
        ):
            self._new(self.subject, at, "record")
        if self.frame is not None and not self.frame.modal and not self.frame.earlier:
            self.frame.record = token.value
            if "clos" in token.low or "finish" in token.low:
                self.frame.phases.append("close")
            self.frame.last = max(self.frame.last, at)

    def _leaders(self) -> int | None:
        """The sign of a list in brackets: that of "gainers" or "losses" in its sentence."""
        for token in self.tokens:
            if token.kind in "GD" and token.value:
                return int(token.value)
            if (sign := self.entities.lexicon.leaders.get(token.low)) is not None:
                return sign
        return None

    def _finish(self) -> None:
        for group in self.pending:
            if any(e.aside for e in group):
                sign = self._leaders()
                self._bracketed(group, len(self.tokens) - 1, sign)


_NO_NOUNS = frozenset(
    "also then later has have had been still just even further not again it which that who they now only initially earlier previously soon"
    " is was were are be being having did does do to . ahead compared despite overall across late early overnight today because since while when where"
    " on at amid trading monday tuesday wednesday thursday friday a an the as well back more less much very so there this both all each once yet too never ever".split()
)


def _is_noun(low: str) -> bool:
    return low.isalpha() and not low.endswith("ly") and low not in _NO_NOUNS


def _alike(kind: str, token: Token) -> bool:
    """Whether a token can be named in one breath with an entity of this kind."""
    if token.kind == "B":
        return kind == "stock"
    if token.kind == "S":
        return kind == "sector"
    return kind not in ("stock", "sector")


_RULES = {"V": "name moves", "W": "name stands at", "C": "name closes", "O": "name opens", "D": "name is up or down"}
