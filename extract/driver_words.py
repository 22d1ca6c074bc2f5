"""The words of reasons: lang/en/drivers.toml and the moving words of words.toml, compiled once into one phrase book."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import product
from typing import Any

from extract.lists import HERE, table
from extract.phrases import Phrase, PhraseBook, fold, forms

_WEIGHTS = {"strong": 3.0, "fair": 2.0, "faint": 0.5}
_SIGNS = {"up": 1.0, "down": -1.0, "gains": 1.0, "suffers": -1.0, "stir": 1.0, "calm": -1.0}
_NOUN, _MOOD = 0.5, 0.25
INFLUENCES = ("stir", "calm", "turned", "limit", "down", "up")
APART = ("assign", "gift", "boon", "bane", "figured", "cost", "carried", "having", "flowing", "behind")
"""Links whose words stand apart."""
DONE = ("done", "flow", "blame", "which", "traded")
"""Links that need no object: the move was told before."""


def load(name: str, language: str = "en") -> dict[str, Any]:
    """One TOML file of a language's folder."""
    return table(HERE / "lang" / language / f"{name}.toml")


@cache
def phrase_book() -> PhraseBook:
    """Layers: `link` (what joins effect and cause), `subject`, `move`, `numbered` (verbs that move with a figure),
    `place`, `theme`, `bound`, `own`, `against`, `feeling`, `report`, `news`, `list`. The value of a moving word is its
    sign times 1 for a verb or direction, 0.5 for a noun, 0.25 for a mood; an influence and a feeling carry their sign,
    a theme its weight, a place its region."""
    words, reasons = load("words"), load("drivers")
    irregular = {**words["irregular"], **reasons["irregular"]}
    mood, refused, feelings = reasons["mood"], reasons["refused"], reasons["feelings"]
    return PhraseBook(
        [
            *_links(reasons, irregular),
            *_moving(words, reasons, irregular),
            *_subjects(words, reasons),
            *_themes(reasons),
            *_held(reasons["held"], irregular),
            *_plain(reasons["bounds"]["hard"], "bound", "hard"),
            *_plain(reasons["bounds"]["contrast"], "bound", "contrast"),
            *_plain(refused["modal"], "bound", "modal"),
            *_plain(refused["own_moves"], "own", "own"),
            *_plain((form for verb in mood["against"] for form in forms(verb, irregular)), "against", "against"),
            *_plain(feelings["words"], "feeling", "feeling"),
            *_plain(feelings["good"], "feeling", "good", 1.0),
            *_plain(feelings["bad"], "feeling", "bad", -1.0),
            *_plain(feelings["reporting"], "report", "report"),
            *(hit for words in reasons["coordination"]["news"].values() for hit in _plain(words, "news", "news")),
            *_plain(reasons["lists"]["headings"], "list", "heading"),
            *_plain(_what_moved(reasons, irregular), "list", "heading"),
        ],
        marked=(
            "link",
            "move",
            "numbered",
            "by",
            "list",
            "theme",
            "feeling",
            "report",
            "news",
            "strong",
            "lead",
            *INFLUENCES,
            *APART,
            *DONE,
        ),
    )


def region_names() -> Iterator[tuple[str, str]]:
    """Every region's names, folded: those of places.toml and what else stands for a region in reasons."""
    for places in (load("places")["regions"], load("drivers")["places"]):
        for region, names in places.items():
            for name in names:
                yield region, " ".join(fold(name).split())


def alternation(words: Iterable[str]) -> str:
    """Words as one alternative of a pattern, the longest first."""
    return "|".join(re.escape(word) for word in sorted(filter(None, words), key=len, reverse=True))


def _plain(words: Iterable[str], layer: str, kind: str, value: float | str = 0.0) -> Iterator[Phrase]:
    for word in words:
        yield Phrase(word, layer, kind, value)


def of_links(irregular: Mapping[str, list[str]]) -> dict[str, list[str]]:
    """The irregular forms without the lists that leave out what is a noun as well ("boosts", "weighs"): a link is told
    from a noun by what stands around it."""
    return {verb: made for verb, made in irregular.items() if any(form.endswith("s") for form in made)}


def _links(reasons: Mapping[str, Any], irregular: Mapping[str, list[str]]) -> Iterator[Phrase]:
    irregular = of_links(irregular)
    yield from _apart(reasons, irregular)
    for kind in INFLUENCES:
        for verb in reasons["influence"][kind]:
            yield from _plain(forms(verb, irregular), "link", kind, _SIGNS.get(kind, 0.0))
    links = reasons["links"]
    for kind in ("ahead", "lead", "clause", "near", "weak", "strong"):
        yield from _plain(links[kind], "link", kind)
    for key, sign in (("felt_up", 1.0), ("felt_down", -1.0)):
        yield from _plain(links[key], "link", "by", sign)
    for parts in product(links["lead_verbs"], links["lead_determiners"], links["lead_nouns"], ["from"]):
        yield Phrase(" ".join(filter(None, parts)), "link", "lead")
    for kind in ("gains", "suffers"):
        yield from _plain(links[kind], "link", "by", _SIGNS[kind])
        for parts in product(links["gains_verbs"], links["gains_determiners"], links[f"{kind}_nouns"], ["from"]):
            yield Phrase(" ".join(filter(None, parts)), "link", "by", _SIGNS[kind])
        for parts in product(links["given_verbs"], links["gains_determiners"], links[f"{kind}_nouns"], ["by", "from"]):
            yield Phrase(" ".join(filter(None, parts)), "link", "by", _SIGNS[kind])
    for told in product(links["source_verbs"], links["source_determiners"], links["source_nouns"]):
        yield Phrase(" ".join(filter(None, told)), "link", "turned")
    yield from _plain(reasons["refused"]["links"], "link", "refused")


def gift_nouns(reasons: Mapping[str, Any]) -> tuple[list[str], list[str]]:
    """What a market may be given: good things and bad ones."""
    return reasons["links"]["gains_nouns"], reasons["links"]["suffers_nouns"]


def _apart(reasons: Mapping[str, Any], irregular: Mapping[str, list[str]]) -> Iterator[Phrase]:
    """The links whose words stand apart, and those that need no object."""
    links = reasons["links"]
    for kind, nouns in zip(("boon", "bane"), gift_nouns(reasons), strict=True):
        yield from _plain((f"{noun} {of}" for noun, of in product(nouns, links["being_of"])), "link", kind)
    yield from _plain(links["being_on"], "link", "bane")
    verbs = {"gift": links["gift_verbs"], "carried": links["carried"]["verbs"]}
    verbs["assign"] = links["assigned"]["verbs"]
    verbs["figured"] = [*links["figured"]["off"], *links["figured"]["on"]]
    for kind, bases in verbs.items():
        yield from _plain((form for verb in bases for form in forms(verb, irregular)), "link", kind)
    yield from _plain(links["figured"]["cost"], "link", "cost")
    yield from _plain(links["carried"]["phrases"], "link", "carried")
    yield from _plain(["having"], "link", "having")
    yield from _plain(links["done"]["flowing"], "link", "flowing")
    yield from _plain(links["which"], "link", "which")
    yield from _plain(links["done"]["behind"], "link", "behind")
    done = links["done"]
    for key, sign in (("up", 1.0), ("down", -1.0), ("same", 0.0)):
        yield from _plain(done[key], "link", "done", sign)
        yield from _plain(done[f"blame_{key}"], "link", "blame", sign)
    for key, sign in (("flow_up", 1.0), ("flow_down", -1.0)):
        yield from _plain(done[key], "link", "flow", sign)
    yield from _composed(links)


def _composed(links: Mapping[str, Any]) -> Iterator[Phrase]:
    """The links of several words, one of each list: "saw some profit taking", "support came from", "was the spark"."""
    traded, comes, was = links["traded"], links["comes"], links["was"]
    for key, sign in (("up", 1.0), ("down", -1.0)):
        for parts in product(traded["verbs"], traded["determiners"], traded[key]):
            yield Phrase(" ".join(filter(None, parts)), "link", "traded", sign)
    for key, sign in (("up", 1.0), ("down", -1.0), ("same", 0.0)):
        for noun, verb in product(comes[key], comes["verbs"]):
            yield Phrase(f"{noun} {verb}", "link", "blame", sign)
    for parts in product(was["verbs"], was["determiners"], was["nouns"]):
        yield Phrase(" ".join(parts), "link", "done", 0.0)


def _what_moved(reasons: Mapping[str, Any], irregular: Mapping[str, list[str]]) -> Iterator[str]:
    """ "What dragged", "what sent": how a heading over reasons begins."""
    for kind in ("up", "down", "turned"):
        for verb in reasons["influence"][kind]:
            yield from (f"what {form}" for form in forms(verb, of_links(irregular))[2:-1])


def _moving(
    words: Mapping[str, Any], reasons: Mapping[str, Any], irregular: Mapping[str, list[str]]
) -> Iterator[Phrase]:
    for kind in ("up", "down"):
        for verb in reasons["influence"][kind]:
            past = (form for form in forms(verb, irregular) if form.endswith("ed") and form != "weighed")
            yield from _plain(past, "move", kind, _SIGNS[kind])
    for kind in ("down", "up"):
        phrases = (form for verb in reasons["mood"][f"verbs_{kind}"] for form in forms(verb, irregular))
        yield from _plain(phrases, "move", kind, _SIGNS[kind])
    for kind in ("flat", "down", "up"):
        sign = _SIGNS.get(kind, 0.0)
        yield from _plain(reasons["mood"][kind], "move", kind, sign * _MOOD)
        for verb in words["verbs"][kind]:
            layer = "numbered" if verb in reasons["mood"]["unmoved"] else "move"
            yield from _plain(forms(verb, irregular), layer, kind, sign)
    for kind in ("flat", "down", "up"):
        sign = _SIGNS.get(kind, 0.0)
        yield from _plain(words["nouns"][kind], "move", kind, sign * _NOUN)
        yield from _plain(reasons["leading"].get(kind, []), "move", kind, sign)
        ascii_words = filter(str.isascii, words["directions"][kind])
        yield from _plain(ascii_words, "move", kind, sign)


def _subjects(words: Mapping[str, Any], reasons: Mapping[str, Any]) -> Iterator[Phrase]:
    subjects = reasons["subjects"]
    econ = set(words["econ"]["words"]).difference(words["nouns"]["up"], words["nouns"]["down"])
    yield from _plain(econ, "subject", "other")
    yield from _plain(subjects["more"]["other"], "subject", "other")
    yield from _plain(subjects["more"]["backs"], "subject", "back")
    yield from _plain(subjects["markets"], "subject", "market", "")
    for instrument, names in subjects["general"].items():
        yield from _plain(names, "subject", "market", instrument)
    yield from _plain(reasons["came"]["backs"], "subject", "back")
    yield from _plain(reasons["mood"]["people"], "subject", "people")
    for region, name in region_names():
        yield Phrase(name, "place", "place", region)


def _held(words: Mapping[str, list[str]], irregular: Mapping[str, list[str]]) -> Iterator[Phrase]:
    """ "Trimmed their holdings": what those who trade do with what they hold."""
    verbs = (form for verb in words["verbs"] for form in forms(verb, irregular))
    for parts in product(verbs, words["whose"], words["held"]):
        yield Phrase(" ".join(filter(None, parts)), "theme", "positioning", _WEIGHTS["strong"])


def _themes(reasons: Mapping[str, Any]) -> Iterator[Phrase]:
    for category, lists in reasons["themes"].items():
        for strength, weight in _WEIGHTS.items():
            yield from _plain(lists.get(strength, []), "theme", category, weight)
