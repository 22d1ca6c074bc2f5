"""TOML to a frozen lexicon. The only place where words become something to match with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import product
from typing import Any

from extract import lists
from extract.columns import Columns
from extract.cut import words_of
from extract.instruments import bonds_of, load_instruments
from extract.lists import LexiconError, rows, table
from extract.meanings import Entry, Instrument, Lexicon, Node, add_phrase, seal
from extract.months import MONTHS
from extract.quick import quick_words
from extract.spans import UNITS
from extract.verbs import SIGNS, add_verbs

__all__ = [
    "Entry", "Instrument", "Lexicon", "LexiconError", "Node", "add_phrase", "load", "regions_with", "words", "words_of",
]  # fmt: skip

_HERE = lists.HERE
_WIDE = ("USD", "EUR")
"""Money that prices are told in elsewhere too."""
_LISTS: tuple[tuple[str, str, str, str | None], ...] = (
    ("closing", "forms", "C", None),
    ("closing", "phrases", "F", "close"),
    ("opening", "forms", "O", None),
    ("opening", "phrases", "F", "open"),
    ("during", "phrases", "F", "intraday"),
    ("before", "phrases", "F", "pre"),
    ("home", "phrases", "T", "home"),
    ("behind", "phrases", "p", None),
    ("meanwhile", "phrases", "x", None),
    ("modal", "words", "m", None),
    ("econ", "words", "e", None),
)
"""Lists of words.toml: section, name, role and value."""
_GROUPS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("qualifiers", "q", ("over", "under", "about", "up_to")),
    ("records", "H", ("high", "low")),
    ("periods", "P", ()),
    ("time", "T", ()),
    ("subjects", "h", ()),
    ("references", "r", ()),
    ("units", "u", ("percent", "points", "basis", "hundredths", "cents", "pence", "refused")),
)
"""Sections of words.toml whose lists' names are the values: section, role, and the names where not all count."""


def _table(file: str) -> dict[str, Any]:
    return table(_HERE / file)


def _add_words(root: Node, words: Mapping[str, Any]) -> None:
    add_verbs(root, words)
    for name, sign in SIGNS.items():
        _put(root, rows(words, "words.toml", "directions", name), "D", sign)
        _put(root, rows(words, "words.toml", "nouns", name), "G", sign)
    for section, name, role, value in _LISTS:
        _put(root, rows(words, "words.toml", section, name), role, value)
    for head, month in product(words["delivery"]["heads"], MONTHS):
        add_phrase(root, f"{head} {month}", Entry("x", "month"))
    moods = _grammar()["moods_of_periods"]
    for named, units in ((words["ranked"]["words"], words["ranked"]["units"]), (moods, words["moods"]["units"])):
        for word, unit in product(named, units):
            add_phrase(root, f"{word} {unit}", Entry("P", unit))
    for section, role, names in _GROUPS:
        for name in names or words[section]:
            _put(root, words[section][name], role, name)


def _put(root: Node, phrases: Iterable[str], role: str, value: Any) -> None:
    for phrase in phrases:
        add_phrase(root, phrase, Entry(role, value))


def _pairs(quoted: list[str]) -> dict[tuple[str, str], tuple[str, bool]]:
    pairs: dict[tuple[str, str], tuple[str, bool]] = {}
    for pair in quoted:
        base, counter = pair[:3], pair[3:]
        pairs[base, counter] = (pair.lower(), False)
        pairs[counter, base] = (pair.lower(), True)
    return pairs


def _joined_names(companies: Mapping[str, list[str]]) -> dict[str, tuple[tuple[str, ...], ...]]:
    names: dict[str, set[tuple[str, ...]]] = {}
    for listed in companies.values():
        for name in listed:
            if any(word.islower() for word in name.split()):
                words = tuple(words_of(name))
                names.setdefault(words[0], set()).add(words)
    return {first: tuple(sorted(found, key=len, reverse=True)) for first, found in names.items()}


def _listings(companies: Mapping[str, list[str]]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for region, names in companies.items():
        for name in names:
            found.setdefault(name.casefold(), set()).add(region)
    return {name: frozenset(regions) for name, regions in found.items() if len(regions) > 1}


@lru_cache(maxsize=1)
def _grammar() -> dict[str, frozenset[str]]:
    found = _table("lang/en/grammar.toml")["words"]
    return {name: frozenset(rows(found, "grammar.toml", name)) for name in found}


def words(name: str) -> frozenset[str]:
    """The small words that a rule of grammar goes by, by the rule's name (lang/en/grammar.toml).

    LexiconError for a name that is not there."""
    found = _grammar().get(name)
    if found is None:
        raise LexiconError(f"grammar.toml: [words] {name} is missing")
    return found


@lru_cache(maxsize=1)
def _traits() -> dict[str, frozenset[str]]:
    found = _table("lang/en/places.toml")["traits"]
    return {name: frozenset(rows(found, "places.toml", name)) for name in found}


def regions_with(trait: str) -> frozenset[str]:
    """The regions that have something of their own, by its name (lang/en/places.toml); LexiconError where it is not
    there."""
    found = _traits().get(trait)
    if found is None:
        raise LexiconError(f"places.toml: [traits] {trait} is missing")
    return found


def _add_places(root: Node, places: Mapping[str, Any], sectors: Mapping[str, Any]) -> None:
    for region, names in places["regions"].items():
        _put(root, names, "R", region)
    for code, names in places["currencies"].items():
        _put(root, names, "Y", code)
    _add_pairs(root, places)
    for code, names in places["cents"].items():
        _put(root, names, "u", f"cents {code}")
    for region, names in places["bonds"].items():
        _put(root, names, "Z", region)
    for bare, listed in ((False, sectors["words"]), (True, sectors["bare"])):
        for word in listed:
            add_phrase(root, word, Entry("s", bare, word if word.isupper() else None))
    _put(root, sectors["heads"], "k", None)


def _add_pairs(root: Node, places: Mapping[str, Any]) -> None:
    """What a region's money is called by it ("the Japanese currency", "Japan's currency")."""
    for region, code in {**places["money"], **places["abroad"]}.items():
        for name, what in product(places["regions"][region], places["currency_nouns"]["names"]):
            for owner in (name, f"{name}'s") if not name.endswith("'s") else (name,):
                add_phrase(root, f"{owner} {what}", Entry("Y", code))


def _signed(section: Mapping[str, list[str]]) -> dict[str, int]:
    return {word: SIGNS[name] for name in ("up", "down") for word in section[name]}


def _bourses(places: Mapping[str, Any], which: str) -> dict[str, str]:
    """The index of each city's exchange, or of each country's."""
    region = {name.casefold(): region for region, names in places["regions"].items() for name in names}
    return {place: places["cities"].get(place) or places["home"][region[place]] for place in places["bourses"][which]}


def _name_regions(places: Mapping[str, Any], instruments: Mapping[str, Instrument]) -> dict[str, str]:
    named = {name.casefold(): region for region, names in places["regions"].items() for name in names}
    indices = (known for known in instruments.values() if known.kind == "index")
    return named | {alias.casefold(): known.region for known in indices for alias in known.aliases}


@lru_cache(maxsize=1)
def load() -> Lexicon:
    """The lexicon of the project's word lists, read once; LexiconError names what is wrong in which file."""
    root: Node = {}
    families: Node = {}
    instruments = load_instruments(root, _table("instruments.toml")["instrument"])
    words, places, sectors, companies = (
        _table(f"lang/en/{name}.toml") for name in ("words", "places", "sectors", "companies")
    )
    _add_words(root, words)
    _add_places(root, places, sectors)
    _put(families, sectors["families"], "f", None)
    for unit in UNITS:
        root.setdefault(unit, {})  # words that are looked at with those before them
    seal(root)
    return Lexicon(
        instruments=instruments,
        phrases=root,
        quick=quick_words(root, families),
        causative=_signed(words["causative"]),
        leaders=_signed(words["breadth"]),
        joined_names=_joined_names(companies),
        columns=Columns(words["columns"], _signed(words["breadth"])),
        families=families,
        home=places["home"],
        benchmarks=places["benchmarks"],
        cities=places["cities"],
        bourses=_bourses(places, "cities"),
        countries=_bourses(places, "countries"),
        exchanges=places["exchanges"],
        pairs=_pairs(places["pairs"]["quoted"]),
        money=places["money"],
        money_regions={
            code: region for region, code in {**places["money"], **places["abroad"]}.items() if code not in _WIDE
        },
        shared_money=places["shared"],
        money_signs=places["signs"],
        bonds=bonds_of(instruments),
        company_regions={name.casefold(): region for region, names in reversed(companies.items()) for name in names},
        listings=_listings(companies),
        name_parts=frozenset(
            part for names in companies.values() for name in names for part in name.casefold().split()[1:]
        ),
        name_regions=_name_regions(places, instruments),
        refused_names=frozenset(words["names"]["refused"]),
        possessive_names=frozenset(words["names"]["possessive"]),
        fund_words=frozenset(words["names"]["funds"]),
        sector_index={(region, word): index for word, by in sectors["index"].items() for region, index in by.items()},
    )
