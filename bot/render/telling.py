"""How a story is named beside what it says: outlet and link, who shared it, how old it is; its words; its doubts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from urllib.parse import urlsplit

from bot.locale import Phrases
from bot.render import figures
from bot.render.sheet import Line, Piece, line
from bot.statements import Misfit, Reason, Source, Statement

QUOTE = 300
_QUOTES = '"“”'


def name(source: Source, say: Phrases) -> str:
    """The outlet, the page's host, or what was pasted."""
    if source.outlet:
        return source.outlet
    host = (urlsplit(source.url).hostname or "") if source.url else ""
    return host.removeprefix("www.") or say.say(f"form.{source.form}")


def link(source: Source) -> str | None:
    """Where the story can be read: its page, or the message that shared it."""
    return source.url or source.message_link


def named(source: Source, say: Phrases) -> Piece:
    """The story's name, linked."""
    return Piece(name(source, say), url=link(source))


def origin(source: Source, say: Phrases) -> Line:
    """Name, time of publishing, who shared it and when: one line."""
    parts: list[Piece | str] = [replace(named(source, say), spelled=True)]
    if source.form == "preview":
        parts.append(f" ({say.say('form.preview_mark')})")
    if source.published_at is not None:
        published = source.published_at
        day = published.date() if isinstance(published, datetime) else published
        parts.append(" · " + say.say("close.published", date=say.day(day)))
    parts.extend(_shared(source, say))
    return line(*parts)


def _shared(source: Source, say: Phrases) -> list[Piece | str]:
    parts: list[Piece | str] = [" · "]
    if source.operator:
        parts.append(say.say("close.operator"))
    elif source.author_id is not None:
        before, _, after = say.say("close.posted_by", who="\0", age="").rstrip().partition("\0")
        parts += [before, Piece("", who=source.author_id), after]
    else:
        parts.append(say.say("close.posted", age="").rstrip())
    if source.received_at is not None:
        parts += [" ", Piece("", at=source.received_at)]
    if source.message_link is not None and source.url is not None:
        parts += [" ", Piece("↗", url=source.message_link)]
    return parts


def quote(words: str, *, room: int = QUOTE) -> Line:
    """A story's own words in quotation marks, cut at a word."""
    return line(Piece(f"“{shorten(words, room).strip(_QUOTES)}”", "faint"))


def reason(told: Reason, say: Phrases, *, room: int = QUOTE) -> Line:
    """A reason as a bullet: its words and what kind of reason it is."""
    key = f"categories.{told.driver.category}"
    kind = say.say(key) if say.known(key) else told.driver.category
    return line(f"• {shorten(told.quote, room)} ", Piece(f"({kind})", "faint"))


def doubt(misfit: Misfit, session: date, say: Phrases) -> str:
    """What does not add up, in words."""
    stated = figures.number(misfit.stated) if misfit.stated is not None else "?"
    implied = figures.number(misfit.implied) if misfit.implied is not None else "?"
    if misfit.kind == "text":
        return say.say("doubt.text", note=misfit.note or "")
    key: str = misfit.kind
    places = {"stated": stated, "implied": implied, "date": ""}
    if misfit.kind == "points_percent":
        places["stated"], places["implied"] = f"{stated}%", f"{implied}%"
        key = "points_percent" if misfit.implied is not None else "points_percent_none"
    if misfit.neighbor is not None:
        places["date"] = say.day(misfit.neighbor, short=True)
    if misfit.kind == "neighbor":
        return _neighbor(misfit, session, places, say)
    return say.say(f"doubt.{key}", **places)


def _neighbor(misfit: Misfit, session: date, places: dict[str, str], say: Phrases) -> str:
    if misfit.neighbor is None:
        return say.say("doubt.neighbor_own", **places)
    return say.say("doubt.neighbor" if misfit.neighbor < session else "doubt.neighbor_after", **places)


def doubts(statement: Statement, session: date, say: Phrases, *, remarks: bool = False) -> tuple[Line, ...]:
    """What does not add up in a statement, a line each, none twice; with `remarks` also what the reader noted aside,
    which is more often about another figure near by than about this one."""
    misfits = [misfit for misfit in statement.misfits if remarks or misfit.kind != "text"]
    told = dict.fromkeys(doubt(misfit, session, say) for misfit in misfits)
    return tuple(line(f"⚠ {words}") for words in told if words)


def shorten(words: str, room: int) -> str:
    """At most `room` characters, cut at a word's end.

    >>> shorten("stocks rose on hopes of peace", 18)
    'stocks rose on …'
    """
    plain = " ".join(words.split())
    if len(plain) <= room:
        return plain
    cut = plain[: room - 1]
    whole = cut.rpartition(" ")[0]
    return (whole if len(whole) > room // 2 else cut.rstrip()) + (" …" if len(whole) > room // 2 else "…")
