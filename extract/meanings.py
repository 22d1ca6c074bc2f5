"""What words stand for: the data types of the lexicon, and the trie that phrases are found in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple, TypeVar

from extract.columns import Columns
from extract.cut import words_of
from extract.lists import LexiconError
from extract.model import Kind

_T = TypeVar("_T")
_RANK = "IsYZHFPTDrCOVGWwvqhkbmefRu!"
"""Roles in the order in which they are taken where a phrase has several and no rule chooses."""


@dataclass(frozen=True, slots=True)
class Instrument:
    """One row of instruments.toml."""

    id: str
    kind: Kind
    name: str
    region: str
    exchange: str
    zone: str
    aliases: tuple[str, ...]
    levels: tuple[float, float] | None = None
    """The span in which a figure can be its level at all."""
    local: frozenset[str] = frozenset()
    """Of its names those, in lower case, that mean it only at home."""
    as_written: bool = False
    """Whether nobody else knows its id, so that moves of it are told under the name that the text writes."""

    def is_called(self, parts: list[str]) -> bool:
        """Whether one of its names has all of these words ("all-share" is "All Share" too)."""
        told = [part.replace("-", " ") for part in parts]
        names = (alias.casefold().replace("-", " ") for alias in self.aliases)
        return any(all(part in name for part in told) for name in names)


class Entry(NamedTuple):
    """What a phrase stands for: `role` is a token kind of one character, `value` what the role needs; `exact` is the
    only spelling that counts, if there is one."""

    role: str
    value: Any
    exact: str | None = None


class Meanings(list[Entry]):
    """All that a phrase of `size` words can mean. `first` is the first entry of each role, `choice` the one that holds
    whatever stands around, None where that decides; `unit`, `currency` and `region` are the values of these roles.
    `spelled` are the meanings that each exact spelling has, None where spelling does not matter; `loose` those of any
    other spelling."""

    __slots__ = ("choice", "currency", "first", "loose", "main", "region", "roles", "size", "spelled", "unit")

    def __init__(self, entries: Iterable[Entry], size: int) -> None:
        super().__init__(entries)
        self.size = size
        self.first = {entry.role: entry for entry in reversed(self)}
        self.roles = frozenset(self.first)
        self.main = next((self.first[role] for role in _RANK if role in self.first), self[0] if self else None)
        contested = {"V", "G"} <= self.roles or {"I", "R"} <= self.roles
        self.choice = None if contested and len(self) > 1 else self[0] if len(self) == 1 else self.main
        self.unit, self.currency, self.region = (self._value(role) for role in "uYR")
        self.loose: Meanings | None = None
        self.spelled: dict[str, Meanings] | None = None
        spellings = {entry.exact for entry in self if entry.exact is not None}
        if spellings:
            loose = [entry for entry in self if entry.exact is None]
            self.loose = Meanings(loose, size)
            self.spelled = {spelling: Meanings(self._as(spelling), size) for spelling in spellings}

    def _as(self, spelling: str) -> list[Entry]:
        return [entry._replace(exact=None) for entry in self if entry.exact in (None, spelling)]

    def _value(self, role: str) -> Any:
        entry = self.first.get(role)
        return None if entry is None else entry.value


NOTHING = Meanings((), 0)
Node = dict[str, Any]
"""A trie over lower-case words; the meanings of the phrase that ends here stand under the empty word."""


def add_phrase(root: Node, phrase: str, entry: Entry) -> None:
    """Put a phrase in the trie; a phrase without words is an error."""
    node = root
    words = words_of(phrase)
    if not words:
        raise LexiconError(f"a phrase of no words: {phrase!r}")
    for word in words:
        node = node.setdefault(word, {})
    entries: list[Entry] = node.setdefault("", [])
    if entry not in entries:
        entries.append(entry)


def seal(root: Node) -> None:
    """Weigh the entries of every phrase of a trie that is complete, once for all texts."""
    level, size = [root], 0
    while level:
        for node in level:
            if entries := node.get(""):
                node[""] = Meanings(entries, size)
        level = [child for node in level for word, child in node.items() if word]
        size += 1


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Everything the reader knows about words."""

    instruments: Mapping[str, Instrument]
    phrases: Node
    quick: Mapping[str, tuple[str, Any, Node]]
    """Small words whose token is the same wherever they stand, unless a longer phrase begins with them: kind, value,
    and where such a phrase goes on."""
    families: Node
    """Index families in a trie of their own: what follows them can be a sector's name."""
    leaders: Mapping[str, int]
    """Words for those who lead a list ("gainers"), and which way they went."""
    joined_names: Mapping[str, tuple[tuple[str, ...], ...]]
    """First word -> companies whose names hold a small word ("and", "di"), as words in lower case, longest first."""
    columns: Columns
    """What reads the headings of tables."""
    causative: Mapping[str, int]
    """Verbs that move the name behind them, and which way."""
    home: Mapping[str, str]
    benchmarks: Mapping[str, list[str]]
    """region -> the indices that "the benchmark" can mean there, where there are several."""
    cities: Mapping[str, str]
    """City -> its index, where a region has several exchanges."""
    bourses: Mapping[str, str]
    """City -> the index that it stands for where it moves itself ("Sydney gave back 9.2 points")."""
    countries: Mapping[str, str]
    """Country -> the index that it stands for where its level in points is told."""
    exchanges: Mapping[str, str]
    pairs: Mapping[tuple[str, str], tuple[str, bool]]
    """(currency told about, currency it is told in) -> pair id, and whether the pair moves the other way."""
    money: Mapping[str, str]
    """Region -> the code of its currency, where "the dollar" is told in that."""
    money_regions: Mapping[str, str]
    """The code of a currency that one region alone has -> that region."""
    shared_money: Mapping[str, Mapping[str, str]]
    """A currency's name that several regions have -> region -> code, "" standing for any other."""
    money_signs: Mapping[str, str]
    bonds: Mapping[tuple[str, str], str]
    """(region, tenor in years) -> bond id."""
    company_regions: Mapping[str, str]
    listings: Mapping[str, frozenset[str]]
    """Companies whose shares trade in several regions -> these."""
    name_parts: frozenset[str]
    """Words of known companies' names behind the first."""
    name_regions: Mapping[str, str]
    """What indices and places are called -> their region, in lower case."""
    refused_names: frozenset[str]
    possessive_names: frozenset[str]
    fund_words: frozenset[str]
    sector_index: Mapping[tuple[str, str], str]
    """(region, sector word) -> the index that stands for it there."""

    def region_of_family(self, name: str) -> str | None:
        """The region of the index family or place that a sector's name begins with."""
        return _longest_beginning(self.name_regions, name.casefold().split())

    def called(self, own: str, parts: list[str]) -> Instrument | None:
        """A region's `own` index, or where that has another name the one that has all of these words in its ("Kenya's
        all-share index"); None where none has."""
        known = self.instruments[own]
        others = (
            other for other in self.instruments.values() if other.region == known.region and other.kind == "index"
        )
        return next((index for index in (known, *others) if index.is_called(parts)), None) if parts else known

    def listed_in(self, name: str) -> frozenset[str]:
        """Where else a company's shares trade, if in several places."""
        return _longest_beginning(self.listings, name.casefold().split()) or frozenset()

    def region_of(self, name: str) -> str | None:
        """Where a company's shares trade, by the longest beginning of its name that is known."""
        return _longest_beginning(self.company_regions, name.casefold().split())


def _longest_beginning(regions: Mapping[str, _T], words: list[str]) -> _T | None:
    for count in range(len(words), 0, -1):
        if found := regions.get(" ".join(words[:count])):
            return found
    return None
