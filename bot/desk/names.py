"""What people call an instrument or a region, to the one that is meant; nearest names when none is meant exactly."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.resources import files
from itertools import zip_longest

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from bot.statements import Instrument
from extract import lexicon

_NOT_WORD = re.compile(r"[\W_]+")
_LEAD = re.compile(r"^(?:index|instrument|name)\s*:\s*|^(?:the|our)\s+", re.IGNORECASE)
_TAIL = re.compile(r"\s+(?:index|indexes|stock index|stocks|shares|average|composite)$", re.IGNORECASE)
_LONGEST = 100
_NEAR = 72
_OFFERED = 5
_TALKED_ABOUT = 5
_CHOICES = 25
_ROUND_THE_CLOCK = ("OTC", "24X7", "APAC", "WRLD")
"""Rows of the exchange table that stand for no exchange."""
ASKED = "asked"
"""The region that is no place: whatever was asked for together."""
_KIND_ORDER = {"index": 0, "commodity": 1, "currency": 2, "bond": 3, "crypto": 4}


@dataclass(frozen=True, slots=True)
class Region:
    """A part of the world and the indices that speak for it, first ones first; `missing` are told when absent."""

    id: str
    main: tuple[str, ...]
    missing: tuple[str, ...]
    parts: frozenset[str]
    wide: bool


class Directory:
    """Every instrument and region that can be asked for."""

    def __init__(
        self, known: Iterable[tuple[Instrument, Iterable[str]]], regions: Mapping[str, Mapping[str, list[str]]]
    ):
        self._by_id: dict[str, Instrument] = {}
        self._by_key: dict[str, Instrument] = {}
        self._named: list[tuple[str, Instrument]] = []
        for instrument, aliases in known:
            self._by_id[instrument.id] = instrument
            for alias in (instrument.id, instrument.name, *aliases):
                if key := _key(alias):
                    self._by_key.setdefault(key, instrument)
                    self._named.append((key, instrument))
        self._keys = [key for key, _ in self._named]
        self._own_keys = {instrument.id: _key(instrument.name) for instrument in self._by_id.values()}
        self.regions = tuple(self._region(name, row) for name, row in regions.items())
        usual = [i for place in zip_longest(*(r.main for r in self.regions)) for i in place if i is not None]
        self._usual = {instrument_id: at for at, instrument_id in enumerate(usual)}

    def _region(self, name: str, row: Mapping[str, list[str]]) -> Region:
        return Region(name, tuple(row["main"]), tuple(row["missing"]), frozenset((name, *row["parts"])), wide=True)

    def get(self, instrument_id: str) -> Instrument | None:
        """The instrument of an id."""
        return self._by_id.get(instrument_id)

    def resolve(self, asked: str) -> Instrument | None:
        """The instrument that a name, alias, code or id stands for, in any case and with or without "index:", "the"
        and a trailing "index"; None unless it is exactly one of those."""
        for form in _forms(asked):
            if found := self._by_key.get(_key(form)):
                return found
        return None

    def exactly(self, name: str) -> Instrument | None:
        """The instrument of a name, alias, code or id as it stands, case and punctuation aside."""
        return self._by_key.get(_key(name))

    def near(self, asked: str) -> tuple[Instrument, ...]:
        """The instruments whose names are nearest to a misspelt one, best first; of a region's name, its indices."""
        if region := self.region(_LEAD.sub("", asked.strip()[:_LONGEST])):
            return self.indices(region)[:_OFFERED]
        key = _key(_LEAD.sub("", asked.strip()[:_LONGEST]))
        if len(key) < 2:
            return ()
        scored = process.extract(key, self._keys, scorer=_likeness, score_cutoff=_NEAR, limit=40)
        ranked = sorted(scored, key=lambda hit: (-hit[1], hit[2]))
        holding = [i for name, i in self._named if len(key) >= 3 and (name.endswith(key) or name.startswith(key))]
        holding.sort(key=lambda i: _KIND_ORDER.get(i.kind, 9))
        return tuple(dict.fromkeys([*holding, *(self._named[at][1] for _, _, at in ranked)]))[:_OFFERED]

    def slips(self, word: str) -> tuple[Instrument, ...]:
        """The instruments that a word is one slip of the finger away from (two, for a long word): for words in plain
        talk, where far likenesses mean nothing."""
        key = _key(word[:_LONGEST])
        if len(key) < _TALKED_ABOUT:
            return ()
        slips = 1 if len(key) < 2 * _TALKED_ABOUT else 2
        found = process.extract(key, self._keys, scorer=OSA.distance, score_cutoff=slips, limit=20)
        return tuple(dict.fromkeys(self._named[at][1] for _, _, at in sorted(found, key=lambda hit: hit[1:])))[
            :_OFFERED
        ]

    def suggest(self, prefix: str) -> list[tuple[str, str]]:
        """At most 25 (label, id): names that begin with what was typed, then names that hold it, then near ones."""
        key = _key(prefix[:_LONGEST])
        ranked: dict[str, tuple[int, int, int, int]] = {}
        for at, (name, instrument) in enumerate(self._named):
            own = name == self._own_keys[instrument.id]
            place = (0 if own else 1) if name.startswith(key) else 2 if len(key) > 1 and key in name else 3
            if place < 3:
                usual = self._usual.get(instrument.id, len(self._usual))
                rank = (place, _KIND_ORDER.get(instrument.kind, 9), usual, at)
                ranked[instrument.id] = min(rank, ranked.get(instrument.id, rank))
        ids = sorted(ranked, key=lambda i: ranked[i])
        if len(ids) < _OFFERED:
            ids.extend(i.id for i in self.near(prefix) if i.id not in ranked)
        return [(self.label(self._by_id[i]), i) for i in ids[:_CHOICES]]

    @staticmethod
    def label(instrument: Instrument) -> str:
        """How an instrument is offered in a list, at most 100 characters."""
        return instrument.name[:_LONGEST]

    def region(self, asked: str) -> Region | None:
        """The region of an id or a name ("asia", "Wall Street"); a country's own indices are its main ones."""
        key = region_called(asked) or _key(asked)
        for region in self.regions:
            if key == region.id:
                return region
        own = tuple(i.id for i in self._by_id.values() if i.kind == "index" and i.region == key)
        if not own:
            return None
        return Region(key, own, own[:1], frozenset((key,)), wide=False)

    def of_exchange(self, mic: str) -> Instrument | None:
        """The first index of an exchange."""
        return next((i for i in self._by_id.values() if i.mic == mic and i.kind == "index"), None)

    def home(self, region: str) -> str | None:
        """The id of the index that a region's market is known by."""
        return lexicon.load().home.get(region)

    def wide_region(self, region: str) -> str | None:
        """The wide region that a country belongs to: asia for japan."""
        return next((r.id for r in self.regions if region in r.parts), None)

    def markets(self, instrument: Instrument) -> tuple[str, ...]:
        """The names under which reasons for an instrument's move may be told, nearest first, out to the world."""
        if instrument.kind != "index":
            return (instrument.id, instrument.name)  # what moved a country's shares did not move its oil
        wide = self.wide_region(instrument.region)
        around = (instrument.region, *((wide,) if wide and wide != instrument.region else ()), "global")
        return (instrument.id, instrument.name, *dict.fromkeys(around))

    def indices(self, region: Region) -> tuple[Instrument, ...]:
        """The indices of a region, main ones first."""
        main = [self._by_id[i] for i in region.main if i in self._by_id]
        rest = [i for i in self._by_id.values() if i.kind == "index" and i.region in region.parts and i not in main]
        return (*main, *rest)


def region_called(name: str) -> str | None:
    """The id of the region that goes by this name ("Wall Street", "Japanese"); None when none does."""
    node = lexicon.load().phrases
    for word in lexicon.words_of(name[:_LONGEST]):
        if word not in node:
            return None
        node = node[word]
    return next((str(entry.value) for entry in node.get("", ()) if entry.role == "R"), None)


def _forms(asked: str) -> Iterable[str]:
    plain = _LEAD.sub("", asked.strip()[:_LONGEST])
    yield plain
    shorter = _LEAD.sub("", plain)
    yield shorter
    yield _TAIL.sub("", shorter)


def _key(name: str) -> str:
    """A name as it is compared: letters and digits of any script, nothing else."""
    return _NOT_WORD.sub("", unicodedata.normalize("NFKC", name).casefold())


def _likeness(one: str, other: str, *, score_cutoff: float | None = None, **_: object) -> float:
    """Near in spelling as a whole; for something short typed against a long name, near to a part of it."""
    whole = fuzz.ratio(one, other)
    if len(one) >= 4 and len(other) > len(one):
        whole = max(whole, 0.9 * fuzz.partial_ratio(one, other))
    return whole if score_cutoff is None or whole >= score_cutoff else 0.0


def load() -> Directory:
    """The directory of the instruments that the reader knows."""
    known = (
        (
            Instrument(i.id, i.kind, i.name, i.region, None if i.exchange in _ROUND_THE_CLOCK else i.exchange, i.zone),
            i.aliases,
        )
        for i in lexicon.load().instruments.values()
    )
    regions = tomllib.loads(files("bot.desk").joinpath("regions.toml").read_text("utf-8"))
    return Directory(known, regions)
