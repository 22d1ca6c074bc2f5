"""The wording of several facts at once: a region, a brief, the card of a story just read, help."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

from bot.answers import BriefAnswer, Card, CloseAnswer, Help, RegionAnswer
from bot.answers import Line as Told
from bot.locale import Phrases
from bot.render import figures, telling
from bot.render.sheet import Line, Piece, Section, Sheet, line
from bot.statements import Coming

_REASON = 200


def region(answer: RegionAnswer, say: Phrases) -> Sheet:
    """How a region's indices last closed."""
    if not answer.closes and answer.asked is not None:
        name, day = _region_name(answer.region, say), say.day(answer.asked)
        return Sheet(f"{name} · {day}", lines=(line(say.say("region.none_that_day")), line(say.say("nothing.post"))))
    if not answer.closes:
        lines = (line(say.say("region.none")), line(say.say("nothing.post")))
        return Sheet(_region_name(answer.region, say), lines=lines)
    return Sheet(_heading(answer, say), lines=_rows(answer, say))


def _region_name(region_id: str, say: Phrases) -> str:
    key = f"regions.{region_id}"
    return say.say(key) if say.known(key) else region_id


def _heading(answer: RegionAnswer, say: Phrases) -> str:
    return f"{_region_name(answer.region, say)} · {say.day(_usual_day(answer.closes))}"


def _usual_day(closes: Sequence[CloseAnswer]) -> date:
    """The session most rows are of, the newer of two: it stands in the heading, other days beside their rows."""
    counted = Counter(close.session for close in closes)
    return max(counted, key=lambda day: (counted[day], day))


def _rows(answer: RegionAnswer, say: Phrases) -> tuple[Line, ...]:
    usual = _usual_day(answer.closes)
    rows = [_row(close, usual, say) for close in answer.closes]
    rows += [telling.reason(reason, say, room=_REASON) for reason in answer.reasons]
    if answer.missing:
        names = ", ".join(instrument.name for instrument in answer.missing)
        key, day = ("region.missing_that_day", answer.asked) if answer.asked else ("region.missing", answer.now)
        rows.append(line(Piece(say.say(key, names=names, date=say.day(day, short=True)), "faint")))
    return tuple(rows)


def _row(close: CloseAnswer, usual: date, say: Phrases) -> Line:
    if not close.agreement.decided:
        words = say.say("close.undecided", name=close.instrument.name)
        return line(figures.MARKS["plain"], " ", Piece(words, "strong"), f" · {say.day(close.session, short=True)}")
    move = close.told.move
    way = figures.tone(move)
    parts: list[Piece | str] = [Piece(figures.MARKS[way], way), " ", Piece(close.instrument.name, "strong"), " "]
    if reached := figures.level(move):
        parts += [reached, " "]
    parts.append(Piece(figures.percent(move, say) or figures.moved(move, say), way))
    if close.session != usual:
        parts.append(f" · {say.day(close.session, short=True)}")
    parts += [" · ", telling.named(close.told.source, say)]
    if close.agreement.verdict == "conflict":
        parts.append(f" ⚠ {say.say('region.row_conflict')}")
    elif any(misfit.kind != "text" for misfit in close.told.misfits):
        parts.append(f" ⚠ {say.say('region.row_doubt')}")
    return line(*parts)


def brief(answer: BriefAnswer, say: Phrases) -> Sheet:
    """The morning brief: a section a region, then what is scheduled."""
    title = say.say("brief.title", date=say.day(answer.today))
    lines: list[Line] = []
    if answer.holiday and answer.local:
        city = figures.city(answer.local, say)
        lines.append(line(say.say("brief.holiday", city=city, holiday=answer.holiday)))
    if answer.empty:
        return Sheet(title, lines=(*lines, line(say.say("brief.empty"))))
    sections = [
        Section(_heading(part, say), _rows(part, say)) if part.closes else _silent(part, say)
        for part in answer.sections
    ]
    if answer.events:
        sections.append(Section(say.say("brief.events"), tuple(_event(event, say) for event in answer.events)))
    return Sheet(title, lines=tuple(lines), sections=tuple(sections))


def _silent(part: RegionAnswer, say: Phrases) -> Section:
    return Section(_region_name(part.region, say), (line(Piece(say.say("region.none"), "faint")),))


def _event(coming: Coming, say: Phrases) -> Line:
    event = coming.event
    where = f"{_region_name(event.region, say)}: " if event.region else ""
    figures_told = [say.say("brief.event_expected", expected=event.expected)] if event.expected else []
    if event.previous:
        figures_told.append(say.say("brief.event_previous", previous=event.previous))
    told = f" ({', '.join(figures_told)})" if figures_told else ""
    return line(f"• {where}{telling.shorten(event.name, 120)}{told} · ", telling.named(coming.source, say))


def card(read: Card, say: Phrases, *, again: bool = False) -> Sheet:
    """What was read in a story: its headline moves."""
    title = telling.shorten(read.source.title or read.source.outlet or say.say("card.untitled"), 120)
    preview = [line(Piece(say.say("card.preview"), "faint"))] if read.source.form == "preview" else []
    lines = [*preview, *(_told(told, say) for told in read.lines)]
    rest = read.moves - len(read.lines)
    if rest > 0:
        lines.append(line(Piece(say.say("card.more", count=rest), "faint")))
    return Sheet(
        say.say("card.again" if again else "card.title", title=title),
        url=telling.link(read.source),
        lines=tuple(lines),
        foot=say.say("card.counts", moves=read.moves, drivers=read.drivers, events=read.events),
    )


def _told(told: Told, say: Phrases) -> Line:
    move = told.statement.move
    way = figures.tone(move)
    name = told.instrument.name if told.instrument else telling.shorten(move.instrument, 60)
    return line(
        Piece(figures.MARKS[way], way),
        " ",
        Piece(name, "strong"),
        " ",
        Piece(figures.figures(move, say), way),
        " · ",
        say.day(move.session, short=True) if move.session else say.say("card.undated"),
        *_standing(told, say),
    )


def _standing(told: Told, say: Phrases) -> list[str]:
    """What keeps a line from being a close of a day, in words."""
    move = told.statement.move
    words = [] if move.period == "day" else [say.say(f"card.{move.period}")]
    if move.phase != "close":
        words.append(say.say("card.opened" if move.phase == "open" else "card.not_close"))
    return [f" ({', '.join(words)})"] if words else []


def help_sheet(answer: Help, say: Phrases, *, server: bool = False) -> Sheet:
    """What can be asked; in a server also what can be set, in a chat of one's own what else there is. To what was not
    understood only a word: a whole list would be in the way."""
    if answer.unclear is not None:
        return Sheet(say.say("help.unclear_title"), lines=(line(say.say("help.unclear")),))
    asking = tuple(line(say.say(f"help.{key}")) for key in ("close", "close_day", "why", "sources", "brief", "plain"))
    sharing = Section(say.say("help.sharing"), (line(say.say("help.post")),))
    sections = [Section(say.say("help.asking"), asking), sharing]
    more = ("read", "menu", "schedule", "channel", "feed", "forget") if server else ("read_here", "region")
    told = tuple(line(say.say(f"help.{key}")) for key in more)
    sections.append(Section(say.say("help.server" if server else "help.local"), told))
    return Sheet(say.say("help.title"), sections=tuple(sections))
