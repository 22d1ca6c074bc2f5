"""The words of reasons: lang/en/drivers.toml and the moving words of words.toml, compiled once into one phrase book."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any, NamedTuple

from extract.phrases import Phrase, PhraseBook, fold, forms

_WEIGHTS = {"strong": 3.0, "fair": 2.0, "faint": 0.5}
_SIGNS = {
    "up": 1.0,
    "down": -1.0,
    "flat": 0.0,
    "turned": 0.0,
    "limit": 0.0,
    "stir": 1.0,
    "calm": -1.0,
    "gains": 1.0,
    "suffers": -1.0,
}


class Grammar(NamedTuple):
    """The closed word classes that the rules ask for.

    `goes_on` are verbs before "to" that leave no doubt, `elsewhere` and `from_us` match words for other markets, `passive` matches what follows a participle (" by ", " lower by "), `participles` are those that do not end in -ed,
    `noun_marks` and `noun_followers` words that make the verb beside them a noun, `yields` the categories that give way where the first one
    governs them, `sum_of_money` the end of a text before a currency's name, `news` the beginning of "after the news", `no_names`
    capitalized words that name no company.
    """

    passive: re.Pattern[str]
    participles: frozenset[str]
    passive_only: frozenset[str]
    noun_marks: frozenset[str]
    noun_followers: frozenset[str]
    goes_on: frozenset[str]
    yields: Mapping[str, list[str]]
    elsewhere: re.Pattern[str]
    from_us: re.Pattern[str]
    pronouns: re.Pattern[str]
    sum_of_money: re.Pattern[str]
    news: re.Pattern[str]
    no_names: frozenset[str]


@cache
def load(name: str, language: str = "en") -> dict[str, Any]:
    """One TOML file of a language's folder."""
    with (Path(__file__).parent / "lang" / language / f"{name}.toml").open("rb") as source:
        return tomllib.load(source)


@cache
def grammar() -> Grammar:
    """The closed word classes, compiled."""
    reasons = load("drivers")
    influence, coordination = reasons["influence"], reasons["coordination"]
    return Grammar(
        re.compile(rf"(?: (?:{alternation(influence['adverbs'])}))? by(?= )"),
        frozenset(influence["participles"]),
        frozenset(influence["passive_only"]),
        frozenset(influence["noun_marks"]),
        frozenset(influence["noun_followers"]),
        frozenset(influence["goes_on"]),
        coordination["yields"],
        re.compile(rf"\b(?:{alternation(coordination['elsewhere'])})\b"),
        re.compile(rf"\b(?:{alternation(coordination['from_us'])})\b"),
        re.compile(rf"\s*(?:{alternation(coordination['pronouns'])})\b"),
        re.compile(rf"(?:\d|\b(?:{alternation(coordination['sums'])})) ?$"),
        re.compile(
            rf"(?: \w+){{0,3}} (?:{alternation(coordination['pointers'])}) (?:{alternation(coordination['news'])})\b"
        ),
        frozenset(load("words")["names"]["refused"]),
    )


@cache
def phrase_book() -> PhraseBook:
    """Layers: `link` (what joins effect and cause), `subject`, `move`, `place`, `theme`, `bound`, `own`, `feeling`,
    `report`, `list`. An influence and a moving word carry their sign as value, a theme its weight, a place its region."""
    words, reasons = load("words"), load("drivers")
    irregular = {**words["irregular"], **reasons["irregular"]}
    return PhraseBook(
        [
            *_links(reasons, irregular),
            *_moving(words, reasons, irregular),
            *_subjects(words, reasons),
            *_themes(reasons),
            *_plain(reasons["bounds"]["hard"], "bound", "hard"),
            *_plain(reasons["bounds"]["contrast"], "bound", "contrast"),
            *_plain(reasons["refused"]["modal"], "bound", "modal"),
            *_plain(reasons["refused"]["own_moves"], "own", "own"),
            *_plain(
                (form for verb in reasons["mood"]["against"] for form in forms(verb, irregular)), "against", "against"
            ),
            *_plain(reasons["feelings"]["words"], "feeling", "feeling"),
            *_plain(reasons["feelings"]["good"], "feeling", "good", 1.0),
            *_plain(reasons["feelings"]["bad"], "feeling", "bad", -1.0),
            *_plain(reasons["feelings"]["reporting"], "report", "report"),
            *_plain(reasons["lists"]["headings"], "list", "heading"),
        ]
    )


def alternation(words: Iterable[str]) -> str:
    """Words as one alternative of a pattern, the longest first."""
    return "|".join(re.escape(word) for word in sorted(filter(None, words), key=len, reverse=True))


def _plain(words: Iterable[str], layer: str, kind: str, value: float | str = 0.0) -> Iterator[Phrase]:
    for word in words:
        yield Phrase(word, layer, kind, value)


def _links(reasons: Mapping[str, Any], irregular: Mapping[str, list[str]]) -> Iterator[Phrase]:
    for kind in ("stir", "calm", "turned", "limit", "down", "up"):
        for verb in reasons["influence"][kind]:
            yield from _plain(forms(verb, irregular), "link", kind, _SIGNS[kind])
    for kind in ("ahead", "lead", "clause", "near", "weak", "strong"):
        yield from _plain(reasons["links"][kind], "link", kind)
    links = reasons["links"]
    for parts in product(links["lead_verbs"], links["lead_determiners"], links["lead_nouns"], ["from"]):
        yield Phrase(" ".join(filter(None, parts)), "link", "lead")
    for kind in ("gains", "suffers"):
        yield from _plain(reasons["links"][kind], "link", "by", _SIGNS[kind])
    yield from _plain(reasons["refused"]["links"], "link", "refused")


def _moving(
    words: Mapping[str, Any], reasons: Mapping[str, Any], irregular: Mapping[str, list[str]]
) -> Iterator[Phrase]:
    """Nouns weigh half: "ended lower after a strong recovery" goes by its verb."""
    for kind in ("up", "down"):
        for verb in reasons["influence"][kind]:
            past = (form for form in forms(verb, irregular) if form.endswith("ed") and form != "weighed")
            yield from _plain(past, "move", kind, _SIGNS[kind])
    for kind in ("flat", "down", "up"):
        for noun in (*words["nouns"][kind], *reasons["mood"][kind]):
            yield Phrase(fold(noun), "move", kind, _SIGNS[kind] / 2)
        for verb in set(words["verbs"][kind]).difference(reasons["mood"]["unmoved"]):
            yield from _plain(map(fold, forms(verb, irregular)), "move", kind, _SIGNS[kind])
        for word in words["directions"][kind]:
            if word.isascii():
                yield Phrase(fold(word), "move", kind, _SIGNS[kind])


def _subjects(words: Mapping[str, Any], reasons: Mapping[str, Any]) -> Iterator[Phrase]:
    yield from _plain((word for word in words["econ"]["words"] if word not in ("loss", "losses")), "subject", "other")
    subjects = reasons["subjects"]
    yield from _plain(subjects["more"]["other"], "subject", "other")
    yield from _plain(subjects["more"]["backs"], "subject", "back")
    yield from _plain(subjects["markets"], "subject", "market", "")
    for instrument, names in subjects["general"].items():
        yield from _plain(names, "subject", "market", instrument)
    yield from _plain(reasons["mood"]["people"], "subject", "people")
    for region, names in reasons["places"].items():
        for name in names:
            yield Phrase(name, "place", "place", region)


def _themes(reasons: Mapping[str, Any]) -> Iterator[Phrase]:
    for category, lists in reasons["themes"].items():
        for strength, weight in _WEIGHTS.items():
            yield from _plain(lists.get(strength, []), "theme", category, weight)
