"""TOML to a frozen lexicon. The only place where words become something to match with."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from extract.model import Kind

_HERE = Path(__file__).parent


class LexiconError(ValueError):
    """A word list that cannot be read; the message names the file, the row and what was expected."""


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


class Entry(NamedTuple):
    """What a phrase stands for: `role` is a token kind of one character, `value` what the role needs; `exact` is the
    only spelling that counts, if there is one."""

    role: str
    value: Any
    exact: str | None = None


Node = dict[str, Any]
"""A trie over lower-case words; the entries of the phrase that ends here stand under the empty word."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Everything the reader knows about words."""

    instruments: Mapping[str, Instrument]
    phrases: Node
    families: Node
    """Index families in a trie of their own: what follows them can be a sector's name."""
    leaders: Mapping[str, int]
    """Words for those who lead a list ("gainers"), and which way they went."""
    joined_names: Mapping[str, tuple[tuple[str, ...], ...]]
    """First word -> companies whose names hold a small word ("and", "di"), as words in lower case, longest first."""
    columns: Mapping[str, tuple[str, ...]]
    """What a table's column holds -> words of its heading."""
    causative: Mapping[str, int]
    """Verbs that move the name behind them, and which way."""
    home: Mapping[str, str]
    exchanges: Mapping[str, str]
    pairs: Mapping[tuple[str, str], tuple[str, bool]]
    """(currency told about, currency it is told in) -> pair id, and whether the pair moves the other way."""
    bonds: Mapping[tuple[str, str], str]
    """(region, tenor in years) -> bond id."""
    company_regions: Mapping[str, str]
    name_regions: Mapping[str, str]
    """What indices and places are called -> their region, in lower case."""
    refused_names: frozenset[str]
    possessive_names: frozenset[str]
    fund_words: frozenset[str]
    sector_index: Mapping[tuple[str, str], str]
    """(region, sector word) -> the index that stands for it there."""

    def region_of_family(self, name: str) -> str | None:
        """The region of the index family or place that a sector's name begins with."""
        words = name.casefold().split()
        for count in range(len(words), 0, -1):
            if found := self.name_regions.get(" ".join(words[:count])):
                return found
        return None

    def region_of(self, name: str) -> str | None:
        """Where a company's shares trade, by the longest beginning of its name that is known."""
        words = name.split()
        for count in range(len(words), 0, -1):
            if found := self.company_regions.get(" ".join(words[:count]).casefold()):
                return found
        return None


def words_of(phrase: str) -> list[str]:
    """A phrase cut as the tokenizer cuts text, in lower case."""
    from extract.tokens import WORDS

    return [m.group().lower().replace("’", "'") for m in WORDS.finditer(phrase)]


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


def _table(file: str) -> dict[str, Any]:
    path = _HERE / file
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise LexiconError(f"{path.name}: not readable as TOML: {error}") from error


def _rows(table: Mapping[str, Any], file: str, *keys: str) -> list[str]:
    found: Any = table
    for key in keys:
        if not isinstance(found, Mapping) or key not in found:
            raise LexiconError(f"{file}: [{'.'.join(keys)}] is missing")
        found = found[key]
    if not isinstance(found, list) or not all(isinstance(w, str) for w in found):
        raise LexiconError(f"{file}: {'.'.join(keys)}: expected a list of words")
    return found


def _span(levels: Any, number: int) -> tuple[float, float] | None:
    if levels is None:
        return None
    if not isinstance(levels, list) or len(levels) != 2 or not levels[0] < levels[1]:
        raise LexiconError(f"instruments.toml: row {number}: levels: expected [least, most]")
    return float(levels[0]), float(levels[1])


def _load_instruments(root: Node) -> dict[str, Instrument]:
    instruments: dict[str, Instrument] = {}
    for number, row in enumerate(_table("instruments.toml")["instrument"], 1):
        try:
            known = Instrument(
                row["id"],
                row["kind"],
                row["name"],
                row["region"],
                row["exchange"],
                row["zone"],
                tuple(row.get("aliases", ())),
                _span(row.get("levels"), number),
            )
        except KeyError as error:
            raise LexiconError(f"instruments.toml: row {number}: {error} is missing") from error
        instruments[known.id] = known
        weak, exact = set(row.get("weak", ())), set(row.get("exact", ()))
        for alias in known.aliases:
            add_phrase(root, alias, Entry("I", (known, alias in weak), alias if alias in exact else None))
        for name in row.get("refused", ()):
            add_phrase(root, name, Entry("!", name))
    return instruments


def verb_forms(verb: str, irregular: Mapping[str, list[str]]) -> Iterator[str]:
    """Every form of a verb: its irregular ones where they are listed, else made by rule."""
    yield verb
    if verb in irregular:
        yield from irregular[verb]
        return
    stem = verb
    if verb.endswith("e"):
        yield from (verb + "s", verb + "d", verb[:-1] + "ing")
        return
    if verb.endswith("y") and verb[-2] not in "aeou":
        yield from (verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing")
        return
    yield verb + ("es" if verb.endswith(("s", "x", "ch", "sh", "z")) else "s")
    if (
        len(verb) > 2
        and verb[-1] in "bdgmnpt"
        and verb[-2] in "aeiou"
        and verb[-3] not in "aeiou"
        and _ends_stressed(verb)
    ):
        stem = verb + verb[-1]
    yield from (stem + "ed", stem + "ing")


def _ends_stressed(verb: str) -> bool:
    return sum(c in "aeiou" for c in verb) == 1 or verb in {"nosedip", "outperform"}


def _load_words(root: Node, words: Mapping[str, Any]) -> None:
    irregular = words["irregular"]
    signs = {"up": 1, "down": -1, "flat": 0}
    # one verb may be told both ways ("edge"): the direction word behind it decides, so "turned" comes last
    bare = set(_rows(words, "words.toml", "verbs", "bare"))
    turned = set(_rows(words, "words.toml", "verbs", "turned"))
    for name, sign in signs.items():
        for verb in _rows(words, "words.toml", "verbs", name):
            for form in verb_forms(verb, irregular):
                if form != verb or verb in bare or verb in irregular.get(verb, ()):
                    add_phrase(root, form, Entry("V", (sign, verb in turned, form.endswith("ing"))))
    for name in ("up", "down"):
        for phrase in _rows(words, "words.toml", "phrasal", name):
            add_phrase(root, phrase, Entry("V", (signs[name], False, "ing" in phrase.split()[0][-3:])))
    for verb in _rows(words, "words.toml", "verbs", "stand"):
        for form in verb_forms(verb, irregular):
            if form != verb or verb in ("trade", "stand", "reach", "hit", "touch"):
                add_phrase(root, form, Entry("W", form.endswith("ing")))
    for verb in _rows(words, "words.toml", "verbs", "tempered"):
        for form in verb_forms(verb, irregular):
            if form != verb or verb not in ("top", "head"):
                add_phrase(root, form, Entry("v", form.endswith("ing")))
    for name, sign in signs.items():
        _put(root, _rows(words, "words.toml", "directions", name), "D", sign)
        _put(root, _rows(words, "words.toml", "nouns", name), "G", sign)
    _put(root, words["closing"]["forms"], "C", None)
    _put(root, words["closing"]["phrases"], "F", "close")
    _put(root, words["opening"]["forms"], "O", None)
    _put(root, words["opening"]["phrases"], "F", "open")
    _put(root, words["during"]["phrases"], "F", "intraday")
    _put(root, words["before"]["phrases"], "F", "pre")
    _put(root, words["home"]["phrases"], "T", "home")
    for name in ("over", "under", "about", "up_to"):
        _put(root, words["qualifiers"][name], "q", name)
    for name in ("high", "low"):
        _put(root, words["records"][name], "H", name)
    for name, phrases in words["periods"].items():
        _put(root, phrases, "P", name)
    for name, phrases in words["time"].items():
        _put(root, phrases, "T", name)
    for name, phrases in words["subjects"].items():
        _put(root, phrases, "h", name)
    for name, phrases in words["references"].items():
        _put(root, phrases, "r", name)
    _put(root, words["modal"]["words"], "m", None)
    _put(root, words["econ"]["words"], "e", None)
    for name in ("percent", "points", "basis", "cents", "refused"):
        _put(root, words["units"][name], "u", name)


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


def _bonds(instruments: Mapping[str, Instrument]) -> dict[tuple[str, str], str]:
    found = {}
    for known in instruments.values():
        if known.kind == "bond":
            tenor = "".join(c for c in known.id if c.isdigit())
            found[known.region, tenor] = known.id
    return found


@lru_cache(maxsize=1)
def _grammar() -> dict[str, frozenset[str]]:
    table = _table("lang/en/grammar.toml")["words"]
    return {name: frozenset(_rows(table, "grammar.toml", name)) for name in table}


def words(name: str) -> frozenset[str]:
    """The small words that a rule of grammar goes by, by the rule's name (lang/en/grammar.toml); LexiconError for a name
    that is not there."""
    found = _grammar().get(name)
    if found is None:
        raise LexiconError(f"grammar.toml: [words] {name} is missing")
    return found


@lru_cache(maxsize=1)
def load() -> Lexicon:
    """The lexicon of the project's word lists, read once; LexiconError names what is wrong in which file."""
    root: Node = {}
    instruments = _load_instruments(root)
    words, places = _table("lang/en/words.toml"), _table("lang/en/places.toml")
    sectors, companies = _table("lang/en/sectors.toml"), _table("lang/en/companies.toml")
    _load_words(root, words)
    for region, names in places["regions"].items():
        _put(root, names, "R", region)
    for code, names in places["currencies"].items():
        _put(root, names, "Y", code)
    for region, names in places["bonds"].items():
        if region != "tenors":
            _put(root, names, "Z", region)
    for bare, listed in ((False, sectors["words"]), (True, sectors["bare"])):
        for word in listed:
            add_phrase(root, word, Entry("s", bare, word if word.isupper() else None))
    _put(root, sectors["heads"], "k", None)
    families: Node = {}
    _put(families, sectors["families"], "f", None)
    pulls = {verb: sign for name, sign in (("up", 1), ("down", -1)) for verb in words["causative"][name]}
    return Lexicon(
        instruments=instruments,
        phrases=root,
        causative=pulls,
        leaders={w: sign for name, sign in (("up", 1), ("down", -1)) for w in words["breadth"][name]},
        joined_names=_joined_names(companies),
        columns={name: tuple(found) for name, found in words["columns"].items()},
        families=families,
        home=places["home"],
        exchanges=places["exchanges"],
        pairs=_pairs(places["pairs"]["quoted"]),
        bonds=_bonds(instruments),
        company_regions={name.casefold(): region for region, names in companies.items() for name in names},
        name_regions={n.casefold(): r for r, names in places["regions"].items() for n in names}
        | {a.casefold(): i.region for i in instruments.values() if i.kind == "index" for a in i.aliases},
        refused_names=frozenset(words["names"]["refused"]),
        possessive_names=frozenset(words["names"]["possessive"]),
        fund_words=frozenset(words["names"]["funds"]),
        sector_index={(region, word): index for word, by in sectors["index"].items() for region, index in by.items()},
    )
