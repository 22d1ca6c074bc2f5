"""A question in plain words becomes one desk call."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.answers import Answer, Help, NoSuchIndex, UserError
from bot.desk import Desk, clock
from bot.desk.days import day_in, day_of, span_in
from bot.desk.names import region_called
from bot.locale import Phrases, phrases
from bot.statements import Instrument

_LONGEST_QUESTION = 400
_LONGEST_NAME = 6
_MENTION = re.compile(r"<[@#][!&]?\d{1,20}>|https?://\S+")
_WORD = re.compile(r"[\w&/.'’^-]+")
_DAY_FIGURES = re.compile(r"\d{1,4}(?:[-/.]\d{1,2}){0,2}(?:[-/.]\d{4})?(?:st|nd|rd|th)?", re.IGNORECASE)
_PLAIN = (
    *("plain_words", "joining", "on", "last", "next", "ago", "numbers", "months", "weekdays"),
    *("today", "yesterday", "before_yesterday", "tomorrow", "after_tomorrow"),
)
_EDGES = ".'’-/"


@dataclass(frozen=True, slots=True)
class Question:
    """What a question was understood to be about; nothing of it is an answer yet."""

    about: str
    """`close`, `why`, `sources`, `brief`, `region`, `help` or `unclear`."""
    instrument: Instrument | None = None
    others: tuple[Instrument, ...] = ()
    """What else is named beside it."""
    region: str | None = None
    day: date | None = None
    misspelt: str | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a command is asked for: a name as it is to be looked up, and the day by the clock of its exchange."""

    name: str
    day: date | None = None
    others: tuple[Instrument, ...] = ()
    """What else is named beside it."""
    told: str | None = None
    """The words that told the day, for whoever has to choose another name first."""


def wanted(desk: Desk, name: str, told: str | None, now: datetime) -> Wanted:
    """What a command's name and its day in words mean. "nikkei yesterday" as a name tells the day too, unless one is
    told apart; "nikkei futures" is no name of the Nikkei. UserError for a day that is none."""
    instrument, day = desk.directory.resolve(name), None
    others: tuple[Instrument, ...] = ()
    if instrument is None:
        asked = understand(desk, name, now)
        if asked.instrument is not None and not _beside_names(desk, name, asked):
            instrument, day, others, name = asked.instrument, asked.day, asked.others, asked.instrument.id
        elif asked.misspelt is not None and day_in(name.casefold(), now.date()):
            told, name = told or name.replace(asked.misspelt, " ", 1), asked.misspelt
    if told:
        day = day_of(told, clock.clock(instrument, now).today if instrument else now.date())
    return Wanted(name, day, others, told)


async def ask(desk: Desk, scopes: Sequence[str], question: str, now: datetime) -> Answer:
    """The answer to a plain question; `Help(unclear=question)` when it is none that the desk can answer.

    Raises UserError for a date that does not exist and for more days than one."""
    asked = understand(desk, question, now)
    if asked.instrument is not None and asked.others and asked.about == "close":
        return await desk.several(scopes, (asked.instrument, *asked.others), now, asked.day)
    if asked.instrument is not None:
        call = {"why": desk.why, "sources": desk.sources}.get(asked.about, desk.close)
        return await call(scopes, asked.instrument.id, asked.day, now)
    if asked.about == "brief":
        return await desk.brief(scopes, now, region=asked.region)
    if asked.region is not None:
        return await desk.region(scopes, asked.region, now, asked.day)
    if asked.misspelt is not None:
        meant = desk.directory.slips(asked.misspelt) or desk.directory.near(asked.misspelt)
        return NoSuchIndex(asked.misspelt, meant)
    return Help() if asked.about == "help" else Help(unclear=question)


def is_question(line: str, language: str = "en") -> bool:
    """Whether a line asks: it ends with a question mark or opens with a word that questions open with."""
    text = _MENTION.sub(" ", line[:_LONGEST_QUESTION]).strip().casefold()
    first = text.partition(" ")[0].strip(",.!")
    return line.rstrip().endswith("?") or first.partition("'")[0] in phrases(language).words("ask.opening")


def understand(desk: Desk, question: str, now: datetime, language: str = "en") -> Question:
    """What a plain question asks for. Linear in its length, which counts up to 400 characters."""
    say = phrases(language)
    text = _MENTION.sub(" ", question[:_LONGEST_QUESTION])
    lowered = " ".join(text.casefold().replace("’", "'").split())
    words = [word.strip(_EDGES) for word in _WORD.findall(text)]
    about = next((topic for topic in ("why", "sources", "help") if _any_of(lowered, say, topic)), "close")
    named = _instruments(desk, words, say)
    instrument = named[0] if named else None
    region = None if instrument else _region(desk, words)
    if instrument is None and region is not None and about in ("why", "sources"):
        home = desk.directory.home(region)
        instrument = desk.directory.get(home) if home else None
    if instrument is not None:
        topic, day = about if about != "help" else "close", _day(lowered, instrument, now, say)
        return Question(topic, instrument, tuple(named[1:]), day=day)
    if _any_of(lowered, say, "brief") and about != "help":
        return Question("brief", region=region)
    if region is not None:
        return Question("region", region=region, day=_day_there(desk, lowered, region, now, say))
    if about == "help" or not words:
        return Question("help")
    return Question("unclear", misspelt=_misspelt(desk, words, say))


def _beside_names(desk: Desk, name: str, asked: Question, language: str = "en") -> bool:
    """Whether words stand there that are neither the names understood nor a day nor a way to ask: they may make it
    another thing's name."""
    say = phrases(language)
    words = [word.strip(_EDGES) for word in _WORD.findall(name[:_LONGEST_QUESTION])]
    named = {asked.instrument, *asked.others}
    known = {at for places, run in _windows(words) if desk.directory.exactly(run) in named for at in places}
    plain = {part for key in _PLAIN for told in say.words(f"ask.{key}") for part in told.split()}
    plain |= {told[:3] for key in ("months", "weekdays") for told in say.words(f"ask.{key}")}
    return any(
        word.casefold() not in plain and not _DAY_FIGURES.fullmatch(word)
        for at, word in enumerate(words)
        if at not in known
    )


def _any_of(lowered: str, say: Phrases, topic: str) -> bool:
    return any(re.search(rf"\b{re.escape(word)}\b", lowered) for word in say.words(f"ask.{topic}"))


def _windows(words: Sequence[str]) -> Iterator[tuple[range, str]]:
    """Every run of words that may be a name, the longest first, from left to right."""
    for length in range(min(_LONGEST_NAME, len(words)), 0, -1):
        for start in range(len(words) - length + 1):
            yield range(start, start + length), " ".join(words[start : start + length])


def _instruments(desk: Desk, words: Sequence[str], say: Phrases) -> list[Instrument]:
    """What is named, each once, in the words' order; no word is part of two names."""
    ordinary = set(say.words("ask.plain_words"))
    placed: dict[int, Instrument] = {}
    taken: set[int] = set()
    for places, name in _windows(words):
        if name in ordinary or (len(name) < 3 and not name.isupper()) or not taken.isdisjoint(places):
            continue  # "set" is a word, "SET" an index
        if found := desk.directory.exactly(name):
            placed[places.start] = found
            taken.update(places)
    return list(dict.fromkeys(placed[at] for at in sorted(placed)))


def _region(desk: Desk, words: Sequence[str]) -> str | None:
    called = [(name, region_called(name) or _wide(desk, name)) for _, name in _windows(words)]
    found = [(name, region) for name, region in called if region is not None]
    found.sort(key=lambda told: told[0] == "us")  # "tell us about asia"
    return found[0][1] if found else None


def _wide(desk: Desk, name: str) -> str | None:
    key = name.casefold().replace(" ", "")
    return key if any(key == region.id and key != "us" for region in desk.directory.regions) else None


def _day_there(desk: Desk, lowered: str, region: str, now: datetime, say: Phrases) -> date | None:
    """The day asked for, by the clock of the region's first index."""
    found = desk.directory.region(region)
    indices = desk.directory.indices(found) if found else ()
    return _day(lowered, indices[0], now, say) if indices else None


def _day(lowered: str, instrument: Instrument, now: datetime, say: Phrases) -> date | None:
    """The day asked for, None for the newest; UserError for what is no single day: the newest would be no answer."""
    day = day_in(lowered, clock.clock(instrument, now).today, say)
    if day is None and (span := span_in(lowered, say)):
        raise UserError(say.say("unknown.span", asked=span))
    return day


def _misspelt(desk: Desk, words: Sequence[str], say: Phrases) -> str | None:
    """A word that is nearly a name, or one that several names have in common ("oil")."""
    ordinary, shared = set(say.words("ask.plain_words")), set(say.words("ask.shared"))
    likely = (word for word in words if word.casefold() not in ordinary)
    return next((word for word in likely if word.casefold() in shared or desk.directory.slips(word)), None)
