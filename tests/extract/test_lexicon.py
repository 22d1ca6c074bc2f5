"""The word lists: what is wrong with them is said with file and row, and what they hold is sound."""

from __future__ import annotations

import shutil
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from extract import exchanges, lexicon
from extract.lexicon import Entry, Instrument, LexiconError, add_phrase, load, words_of
from extract.lists import choices, listed
from extract.model import Kind
from extract.phrases import forms
from extract.tokens import Scanner

LISTS = Path(lexicon.__file__).parent
ROWS = tomllib.loads((LISTS / "instruments.toml").read_text(encoding="utf-8"))["instrument"]
FILES = ["instruments.toml", *(f"lang/en/{name}.toml" for name in ("words", "places", "sectors", "companies"))]
LEXICON = load()


# --- lists that cannot be read ---


@pytest.fixture
def lists(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of the word lists to break; what was loaded before stays loaded afterwards."""
    shutil.copytree(LISTS, tmp_path / "lists", ignore=shutil.ignore_patterns("__pycache__", "*.py"))
    monkeypatch.setattr(lexicon, "_HERE", tmp_path / "lists")
    yield tmp_path / "lists"


def reload() -> None:
    """Read the lists anew, past what is kept of the last reading."""
    load.__wrapped__()


def test_the_copy_itself_is_sound(lists: Path) -> None:
    reload()


@pytest.mark.parametrize("field", ["id", "kind", "name", "region", "exchange", "zone"])
def test_a_row_without_a_field_is_named(lists: Path, field: str) -> None:
    path = lists / "instruments.toml"
    before, mark, after = path.read_text(encoding="utf-8").partition('[[instrument]]\nid = "topix"')
    kept = [line for line in (mark + after).split("\n") if not line.startswith(f"{field} = ")]
    dropped = "\n".join(kept) if field != "id" else (mark + after).replace('id = "topix"\n', "", 1)
    path.write_text(before + dropped, encoding="utf-8")
    number = before.count("[[instrument]]") + 1
    with pytest.raises(LexiconError, match=rf"instruments\.toml: row {number}: '{field}' is missing"):
        reload()


@pytest.mark.parametrize("file", FILES)
def test_a_broken_file_is_named(lists: Path, file: str) -> None:
    path = lists / file
    path.write_text(path.read_text(encoding="utf-8") + "\nbroken = [", encoding="utf-8")
    with pytest.raises(LexiconError, match=f"{path.name}: not readable as TOML"):
        reload()


@pytest.mark.parametrize("file", FILES)
def test_a_missing_file_is_named(lists: Path, file: str) -> None:
    (lists / file).unlink()
    with pytest.raises(LexiconError, match=Path(file).name):
        reload()


@pytest.mark.parametrize(
    ("line", "instead", "said"),
    [
        ("flat = [", "level = [", r"words\.toml: \[verbs\.flat\] is missing"),
        ("bare = [", 'bare = "rise"\nother = [', r"words\.toml: verbs\.bare: expected a list of words"),
        ("bare = [", "bare = [7]\nother = [", r"words\.toml: verbs\.bare: expected a list of words"),
    ],
)
def test_a_broken_list_is_named(lists: Path, line: str, instead: str, said: str) -> None:
    path = lists / "lang" / "en" / "words.toml"
    text = path.read_text(encoding="utf-8")
    assert f"\n{line}" in text
    path.write_text(text.replace(f"\n{line}", f"\n{instead}", 1), encoding="utf-8")
    with pytest.raises(LexiconError, match=said):
        reload()


@pytest.mark.parametrize("phrase", ["", "   ", "\n"])
def test_a_phrase_of_no_words_is_refused(phrase: str) -> None:
    with pytest.raises(LexiconError, match="no words"):
        add_phrase({}, phrase, Entry("V", 1))


def test_every_list_of_small_words_is_read() -> None:
    sources = "".join(path.read_text(encoding="utf-8") for path in LISTS.rglob("*.py"))
    names = tomllib.loads((LISTS / "lang" / "en" / "grammar.toml").read_text(encoding="utf-8"))["words"]
    assert [name for name in names if f'words("{name}")' not in sources] == []


# --- the instruments ---


def test_ids_are_unique() -> None:
    counted = Counter(row["id"] for row in ROWS)
    assert [name for name, times in counted.items() if times > 1] == []
    assert set(LEXICON.instruments) == set(counted)


@pytest.mark.parametrize("known", LEXICON.instruments.values(), ids=lambda known: known.id)
def test_rows_are_sound(known: Instrument) -> None:
    assert known.kind in Kind.__args__  # type: ignore[attr-defined]
    assert known.name
    assert known.exchange in exchanges.mics()
    ZoneInfo(known.zone)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
def test_weak_and_exact_names_are_among_the_names(row: dict[str, list[str]]) -> None:
    assert set(row.get("weak", ())) <= set(row.get("aliases", ()))
    assert set(row.get("exact", ())) <= set(row.get("aliases", ()))
    assert set(row.get("local", ())) <= {alias.lower() for alias in row.get("aliases", ())}


def named(text: str) -> set[tuple[str, bool]]:
    """The instruments that a text names, and whether weakly."""
    tokens = Scanner(text, LEXICON).scan(0, len(text))
    return {(t.value[0].id, t.value[1]) for t in tokens if t.kind == "I"}


ALIASES = [(row, alias) for row in ROWS if row["kind"] == "index" for alias in row.get("aliases", ())]


@pytest.mark.parametrize(("row", "alias"), ALIASES, ids=[f"{row['id']}-{alias}" for row, alias in ALIASES])
def test_every_alias_resolves(row: dict[str, list[str]], alias: str) -> None:
    """In a sentence with a figure, a name is its instrument's; names that stand for more than an index are weak."""
    weak = words_of(alias) in map(words_of, row.get("weak", ()))
    assert named(f"At the close, {alias} rose 1.5% to 1,234.50.") == {(row["id"], weak)}


def test_no_name_stands_for_two_of_a_kind() -> None:
    spelled: dict[tuple[str, str], set[str]] = {}
    for row in ROWS:
        exact = set(row.get("exact", ()))
        for alias in row.get("aliases", ()):
            spelling = alias if alias in exact else " ".join(words_of(alias))
            spelled.setdefault((row["kind"], spelling), set()).add(row["id"])
    assert {name: ids for name, ids in spelled.items() if len(ids) > 1} == {}


def test_no_name_is_also_refused() -> None:
    names = {" ".join(words_of(alias)) for row in ROWS for alias in row.get("aliases", ())}
    refused = {" ".join(words_of(name)) for row in ROWS for name in row.get("refused", ())}
    assert names & refused == set()


@pytest.mark.parametrize(
    ("row", "name"), [(row, name) for row in ROWS if row["kind"] == "index" for name in row.get("refused", ())]
)
def test_refused_names_name_no_index(row: dict[str, str], name: str) -> None:
    assert row["id"] not in {found for found, _ in named(f"Shares of {name} rose 1.5%.")}


def test_every_region_has_an_exchange_and_a_home_that_is_its_own() -> None:
    for region, index in LEXICON.home.items():
        assert LEXICON.instruments[index].region == region
        assert LEXICON.exchanges[region] in exchanges.mics()


def test_a_pair_is_quoted_one_way() -> None:
    for (base, counter), (pair, inverted) in LEXICON.pairs.items():
        assert pair == (f"{counter}{base}" if inverted else f"{base}{counter}").lower()
        assert LEXICON.pairs[counter, base] == (pair, not inverted)


# --- verbs ---


@pytest.mark.parametrize(
    ("verb", "made"),
    [
        ("climb", {"climb", "climbs", "climbed", "climbing"}),
        ("slip", {"slip", "slips", "slipped", "slipping"}),
        ("edge", {"edge", "edges", "edged", "edging"}),
        ("rally", {"rally", "rallies", "rallied", "rallying"}),
        ("surge", {"surge", "surges", "surged", "surging"}),
        ("retreat", {"retreat", "retreats", "retreated", "retreating"}),
        ("rev", {"rev", "revs", "revved", "revving"}),
        ("inch", {"inch", "inches", "inched", "inching"}),
    ],
)
def test_regular_verbs(verb: str, made: set[str]) -> None:
    assert set(forms(verb, {})) == made


def test_a_row_with_a_choice_is_one_for_each_way_to_choose() -> None:
    assert choices("at {its|the} {low|high}") == ["at its low", "at its high", "at the low", "at the high"]
    assert choices("at noon") == ["at noon"]
    assert {f"{day}'s close" for day in ("yesterday", "monday", "friday")} <= set(listed("tables", "taken"))


def test_irregular_verbs_have_only_the_forms_listed() -> None:
    assert forms("fall", {"fall": ["falls", "fell"]}) == ["fall", "falls", "fell"]


def test_no_verb_goes_both_ways() -> None:
    words = tomllib.loads((LISTS / "lang" / "en" / "words.toml").read_text(encoding="utf-8"))
    turned = set(words["verbs"]["turned"])
    assert set(words["verbs"]["up"]) & set(words["verbs"]["down"]) - turned == set()
    assert set(words["phrasal"]["up"]) & set(words["phrasal"]["down"]) == set()
    assert set(words["directions"]["up"]) & set(words["directions"]["down"]) == set()
