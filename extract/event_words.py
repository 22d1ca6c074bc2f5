"""The words of things scheduled, lang/en/events.toml, compiled once into one phrase book."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import product
from typing import Any, NamedTuple

from extract.driver_words import alternation, load, region_names
from extract.event_dates import time_phrases
from extract.months import MONTHS
from extract.phrases import Phrase, PhraseBook

SCHEDULES = ("behind", "before", "has", "turn", "foresees", "will", "state", "does")
DATED = ("meeting", "decision", "politics", "auction", "launch")
FIRM = ("speech", "testimony", "rate decision")


class EventGrammar(NamedTuple):
    """The closed word classes of things ahead, as sets or patterns.

    stops: words that end a name leftwards; shared: words of a name that do not tell it from others; tail: what carries
    it on; trailing, day_name: what is cut off at its end.
    strict: schedule words that want their time at once.
    expects, earlier, falls, figure: "expected to fall 0.3 percent, from 0.1 percent".
    lead_in: an adverbial before the subject; openers: behind one a subject starts;
    pronouns: none by itself; enacted: what comes into force.
    joint: what joins one event to the next; owner: "the Bank of Japan's" with nothing behind; told: the past.
    owned: "its", "their" behind a verb; bare: verbs that need a plural before them; plural; not_subject: what stands
    before a noun, not a verb ("the report"); officials: who meets without a place or name; days: names of weekdays.
    time_owners: "week's"; bare_things: things that stand for the one told before;
    bank_owner: "the Fed's latest" before such; dated_gap: what stands between a
    thing and the day of a month that schedules it; narrowing: before the day of "later this month, on March 26".
    belongs: what may stand between a thing and its verb ("for July").
    parts, awaited, prior: "(consensus 45.0, last 44.3)"; entry: "est. 205K" without a bracket.
    being, along: "are", "with its" behind the time of an inversion;
    as_is: ", as is"; scene: "Following the holiday,"; late: "later today".
    pronoun: "when it" at the end; central_banks: their names; publishers: "the government" and others
    that publish; dated_thing: what may stand between a day of a month and its meeting;
    next_item: where a list of things goes on; owned_before:
    "at its", "before the Fed's"; article: what begins no name.
    generic: a word that is no thing by itself ("numbers for"); generic_names: of such alone ("Economic Reports");
    over: what makes the thing before it past.
    """

    stops: frozenset[str]
    shared: frozenset[str]
    strict: frozenset[str]
    expects: re.Pattern[str]
    falls: re.Pattern[str]
    earlier: re.Pattern[str]
    openers: re.Pattern[str]
    pronouns: frozenset[str]
    enacted: re.Pattern[str]
    generic: re.Pattern[str]
    generic_names: frozenset[str]
    over: re.Pattern[str]
    lead_in: re.Pattern[str]
    tail: re.Pattern[str]
    trailing: re.Pattern[str]
    day_name: re.Pattern[str]
    figure: re.Pattern[str]
    joint: re.Pattern[str]
    owner: re.Pattern[str]
    told: re.Pattern[str]
    owned: re.Pattern[str]
    bare: frozenset[str]
    officials: re.Pattern[str]
    days: frozenset[str]
    belongs: re.Pattern[str]
    idle: re.Pattern[str]
    whose_turn: re.Pattern[str]
    name_behind: re.Pattern[str]
    turns: Mapping[str, str]
    future: re.Pattern[str]
    results_of: re.Pattern[str]
    whose: re.Pattern[str]
    bare_owner: re.Pattern[str]
    place: re.Pattern[str]
    time_owners: frozenset[str]
    bare_things: frozenset[str]
    bank_owner: re.Pattern[str]
    dated_gap: re.Pattern[str]
    narrowing: re.Pattern[str]
    plural: re.Pattern[str]
    not_subject: re.Pattern[str]
    parts: re.Pattern[str]
    entry: re.Pattern[str]
    awaited: re.Pattern[str]
    prior: re.Pattern[str]
    pronoun: re.Pattern[str]
    central_banks: re.Pattern[str]
    publishers: re.Pattern[str]
    dated_thing: re.Pattern[str]
    next_item: re.Pattern[str]
    owned_before: re.Pattern[str]
    article: re.Pattern[str]
    being: re.Pattern[str]
    along: re.Pattern[str]
    as_is: re.Pattern[str]
    scene: re.Pattern[str]
    late: tuple[str, ...]


@cache
def event_grammar() -> EventGrammar:
    """The closed classes, compiled."""
    words, times = load("events"), load("events")["times"]
    forecast, names, figures, generic = words["forecast"], words["names"], words["figures"], words["generic"]
    capitalized = r"(?:[A-Z][\w.&’'-]*)(?:(?:,| and| of|,? and the)? [A-Z][\w.&’'-]*){0,6}"
    behind = alternation(names["behind"])
    weekdays = alternation(name.capitalize() for name in times["weekdays"])
    units, signs = alternation(figures["units"]), alternation(figures["currencies"])
    return EventGrammar(
        stops=frozenset(names["stops"]),
        shared=frozenset((*names["shared"], *MONTHS, *(name for _, name in region_names() if " " not in name))),
        strict=frozenset(words["strict"]["words"]),
        expects=re.compile(rf"\b(?:{alternation(forecast['expects'])})\b"),
        falls=re.compile(rf"\b(?:{alternation(forecast['falls'])})\b"),
        earlier=re.compile(rf"\b(?:{alternation(forecast['from'])})\b"),
        openers=re.compile(rf"\b(?:{alternation(names['openers'])})\b"),
        pronouns=frozenset(names["pronouns"]),
        enacted=re.compile(
            rf"(?<![\w'’])(?:\d+% )?(?:[\w'’-]+ ){{0,2}}\b(?:{alternation(names['enacted'])})\b.*", re.I
        ),
        generic_names=frozenset((*names["shared"], *words["names"]["headings"])),
        generic=re.compile(rf"(?:{alternation(generic['words'])}) (?:{alternation(generic['joins'])}) "),
        over=re.compile(rf" (?:{alternation(generic['over'])})\b"),
        lead_in=re.compile(rf"\s*(?:{alternation(names['leads_in'])})\b[^,]{{0,60}}, "),
        tail=re.compile(
            rf" (?:(?:{alternation(names['nouns'])})\b)?"
            rf"(?: ?(?:(?:{alternation(names['tails'])}) (?:the )?"
            rf"|from (?:the )?(?!both )(?:[a-z][a-z-]+ ){{1,2}}(?={capitalized}(?:[,.;)]|$| (?:{behind})\b)))"
            rf"{capitalized})?"
        ),
        trailing=re.compile(rf"(?:,? (?:{alternation(names['trailing'])}))+$"),
        day_name=re.compile(rf"[ ,]+(?:on )?(?:{weekdays}).*$"),
        figure=re.compile(rf"(?:(?<![\w.])[-+−])?(?:{signs})?\d[\d,]*(?:\.\d+)?(?: ?(?:{units})(?!\w))*"),
        **_of_agenda(words),
    )


def _of_agenda(words: Mapping[str, Any]) -> dict[str, Any]:
    """The patterns of verbs in the present and of diaries."""
    agenda = {key: alternation(found) for key, found in words["agenda"].items()}
    name = r"[A-Z][\w.&-]*(?: (?:of (?:the )?)?[A-Z][\w.&-]*){0,4}"
    names = rf"{name}(?:,? (?:and )?{name}){{0,4}}"
    return {
        "joint": re.compile(rf" *(?:{agenda['joints']})\b"),
        "owner": re.compile(rf"\b({name}['’]s)(?: (?:{agenda['links']})){{0,2}}\s*$"),
        "told": re.compile(
            rf"\b(?:{agenda['told']}|after(?! (?:{agenda['closes']})\b)|(?!(?:{agenda['not_told']})\b)[a-z]+ed)\b"
        ),
        "owned": re.compile(rf" (?:{agenda['owned']}) "),
        "belongs": re.compile(rf"(?:{alternation(words['names']['tails'])}) (?:the )?[\w.&’'-]+(?: [A-Za-z]+)?$"),
        "future": re.compile(rf"\b(?:{alternation(words['dated']['future'])})\b"),
        "whose_turn": re.compile(rf"\b({name})['’]s $"),
        "name_behind": re.compile(rf" (?:the )?((?:[A-Z][a-z]+ markets|{names})(?: (?:markets|stocks|shares))?)"),
        "turns": words["turns"]["names"],
        "idle": re.compile(rf" (?:{agenda['owned']}) (?:{alternation(words['names']['idle'])})\b"),
        "results_of": re.compile(
            rf"(?:[A-Z]?[a-z-]+ )?(?:results|earnings|numbers) (?:from|at|by|of) (?:the )?"
            rf"(?-i:(?:[a-z-]+ ){{0,2}}({names}))$",
            re.I,
        ),
        "whose": re.compile(rf"({name}),? $"),
        "bare_owner": re.compile(rf" ({name})(?: (?:{agenda['links']}))* *$"),
        "place": re.compile(r" in [A-Z][\w.-]+(?: [A-Z][\w.-]+)?(?= )"),
        "time_owners": frozenset(words["times"]["owners"]),
        "bank_owner": re.compile(rf"\b({agenda['central_banks']})['’]s (?:[a-z-]+ ){{0,2}}$"),
        "bare_things": frozenset(words["dated"]["bare"]),
        "dated_gap": re.compile(rf"[^,;.]{{0,70}} (?:{alternation(words['dated']['links'])}) $"),
        "narrowing": re.compile(rf",? (?:{alternation(words['dated']['narrowing'])}) $"),
        "pronoun": re.compile(r"\b(?:when|as|and) (?:it|they) $|^(?:it|they) $", re.I),
        "central_banks": re.compile(rf"\b(?:{agenda['central_banks']})(?!\w)"),
        "publishers": re.compile(rf"\b(?:{agenda['publishers']})\b"),
        "owned_before": re.compile(
            rf"\b(?:{agenda['at']}) (?:its|their|the|(?:the )?(?:{agenda['central_banks']})['’]s) $"
        ),
        "article": re.compile(r"^the (?=\w)", re.I),
        "next_item": re.compile(r"; |, (?:and|while|with) (?:on|the) "),
        "dated_thing": re.compile(r" (?:policy )?"),
        "officials": re.compile(rf"\b(?:{agenda['officials']})\b"),
        "days": frozenset(words["times"]["weekdays"]),
        "bare": frozenset(words["agenda"]["bare"]),
        "plural": re.compile(
            r"(?:\b[a-z]+s(?: of [^,;]{1,40})?|\band [A-Z][\w.&'’-]*(?: [A-Z][\w.&'’-]*){0,3}"
            rf"|\b(?:{agenda['plurals']}))"
            r"(?: next| also| then| now)? $"
        ),
        "not_subject": re.compile(rf"\b(?:{agenda['not_subject']}) $"),
        "entry": re.compile(rf"\b(?:{agenda['awaited_short']})[.:]? [-+−$€£¥]?\d"),
        "parts": re.compile(rf"[;/|]|, |\b(?:{agenda['parts']})\b"),
        "awaited": re.compile(rf"\b(?:{agenda['awaited']})\b"),
        "being": re.compile(rf" (?:{alternation(words['inverted']['being'])})\b"),
        "as_is": re.compile(
            rf"(?: morning| afternoon| evening| night)?,? (?:{alternation(words['inverted']['as_is'])}) "
        ),
        "scene": re.compile(rf"\s*(?:{alternation(words['inverted']['scene'])})\b[^,]{{3,60}}, "),
        "late": tuple(words["agenda"]["late"]),
        "along": re.compile(rf" with (?:{agenda['owned']}|the)\b"),
        "prior": re.compile(rf"\b(?:{agenda['prior']})\b"),
    }


@cache
def event_book() -> PhraseBook:
    """Layers: `behind`, `before`, `has`, `turn`, `foresees`, `will`, `does` (words that schedule), `act` (deeds),
    `state`, `thing`, `time`, `diary` (heads), `past`, `delayed`, `bet` (mere opinion), `cut` (where a statement ends),
    `region`."""
    return PhraseBook(_phrases(), marked=(*SCHEDULES, *FIRM, "time", "diary", "month", *DATED))


def _phrases() -> Iterator[Phrase]:
    words = load("events")
    for layer, key in (("behind", "behind"), ("before", "before"), ("will", "acts"), ("behind", "not_behind")):
        for phrase in words["schedules"][key]:
            yield Phrase(phrase, layer, key)
    for kind in words["turns"]["names"]:
        for phrase in words["turns"][kind]:
            yield Phrase(phrase, "turn", kind)
    for phrase in words["schedules"]["foresees"]:
        yield Phrase(phrase, "foresees", "foresees")
    for first, second in (("due_to", "due_done"), ("likely", "noticed")):
        for due, done in product(words["schedules"][first], words["schedules"][second]):
            yield Phrase(f"{due} {done}", "behind", "behind")
    for day, verb in product(words["schedules"]["has_days"], words["schedules"]["has"]):
        yield Phrase(f"{day} {verb}", "has", "has")
    for layer, key in (("behind", "follows"), ("behind", "is"), ("behind", "shows"), ("before", "brings")):
        for phrase in words["schedules"][key]:
            yield Phrase(phrase, layer, key)
    yield from _of_things(words)
    for layer, phrases in (("diary", words["agenda"]["heads"]), ("bet", words["refused"]["bets"])):
        for phrase in phrases:
            yield Phrase(phrase, layer, layer)
    for bound in load("drivers")["bounds"]["hard"]:
        yield Phrase(bound, "cut", "cut")
    yield from time_phrases()
    for region, name in region_names():
        yield Phrase(name, "region", region)
    for region, phrases in words["regions"].items():
        for phrase in phrases:
            yield Phrase(phrase, "region", region)


def _of_things(words: Mapping[str, Any]) -> Iterator[Phrase]:
    """What is scheduled and what is done at it: meetings, speeches, data."""
    for layer in ("acts", "states", "things", "does"):
        for kind, phrases in words[layer].items():
            for phrase in phrases:
                yield Phrase(phrase, layer if layer == "does" else layer.removesuffix("s"), kind)
    for verb, rates in product(words["rates"]["verbs"], words["rates"]["objects"]):
        yield Phrase(f"{verb} {rates}", "act", "rate decision")
    members = words["members"]
    for parts in product(*(members[part] for part in ("verbs", "of", "which", "nouns", "acts"))):
        yield Phrase(" ".join(filter(None, parts)), "will", "acts")
    for layer in ("past", "delayed"):
        for phrase in words["refused"][layer]:
            yield Phrase(phrase, layer, layer)
    for topic, head in product(words["measures"]["topics"], words["measures"]["heads"]):
        yield Phrase(f"{topic} {head}", "thing", "data")
    for report, topic in product(words["measures"]["reports"], words["measures"]["reported"]):
        yield Phrase(f"{report} on {topic}", "thing", "data")
