"""The wording of a close, of its sources and reasons, and of not knowing one."""

from __future__ import annotations

from bot.answers import CloseAnswer, NoSuchIndex, NoSuchRegion, NothingKnown, SourcesAnswer, WhyAnswer
from bot.locale import Phrases
from bot.render import figures, telling
from bot.render.sheet import Line, Piece, Section, Sheet, line
from bot.statements import Instrument, Reason, Statement, Trading
from extract.model import Move

_CONFLICTS = 4
_REASONS = 8
_STATEMENTS = 10


def close(answer: CloseAnswer, say: Phrases) -> Sheet:
    """One close: figures, session, how sure, why, and the sentence behind it."""
    if not answer.agreement.decided:
        return _undecided(answer, say)
    move = answer.told.move
    sections = [Section(say.say("close.why"), tuple(telling.reason(r, say) for r in answer.reasons))]
    sections.append(Section(say.say("close.source"), _source(answer, say)))
    sections.append(Section(say.say("close.doubts"), telling.doubts(answer.told, answer.session, say)))
    return Sheet(
        title=_title(answer.instrument, move, say),
        tone=figures.tone(move),
        url=telling.link(answer.told.source),
        lines=(*_headline(answer, say), *_freshness(answer, say)),
        sections=tuple(section for section in sections if section.lines),
    )


def _undecided(answer: CloseAnswer, say: Phrases) -> Sheet:
    """Stories that contradict each other with nothing to choose by: what each says, none of it as the close."""
    told = (answer.told, *answer.agreement.conflicts)[: 1 + _CONFLICTS]
    sections = tuple(Section(figures.figures(s.move, say), _words_of(s, say)) for s in told)
    session = line(Piece(say.say("close.session_bare", date=say.day(answer.session)), "strong"))
    return Sheet(
        title=say.say("close.undecided", name=answer.instrument.name),
        lines=(session, line(say.say("close.undecided_why")), *_freshness(answer, say)),
        sections=sections,
    )


def _words_of(statement: Statement, say: Phrases) -> tuple[Line, ...]:
    quote = (telling.quote(statement.quote),) if statement.quote else ()
    return (*quote, telling.origin(statement.source, say))


def _title(instrument: Instrument, move: Move, say: Phrases) -> str:
    mark = figures.MARKS[figures.tone(move)]
    return say.say("close.title", mark=mark, name=instrument.name, figures=figures.figures(move, say))


def _headline(answer: CloseAnswer, say: Phrases) -> list[Line]:
    lines = [line(Piece(_session(answer, say), "strong"))]
    more = _more(answer.told.move, say)
    return [*lines, line(more)] if more else lines


def _session(answer: CloseAnswer, say: Phrases) -> str:
    word = say.say(f"figures.closed_{figures.tone(answer.told.move)}")
    return say.say("close.session", word=word, date=say.day(answer.session))


def _more(move: Move, say: Phrases) -> str:
    told = []
    if move.record is not None:
        told.append(say.say(f"figures.record_{move.record}"))
    low = figures.number(move.low) if move.low is not None else None
    high = figures.number(move.high) if move.high is not None else None
    if low and high:
        told.append(say.say("figures.range", low=low, high=high))
    elif low:
        told.append(say.say("figures.low", low=low))
    elif high:
        told.append(say.say("figures.high", high=high))
    if move.previous is not None:
        told.append(say.say("figures.previous", previous=figures.number(move.previous)))
    return " · ".join(told)


def _freshness(answer: CloseAnswer, say: Phrases) -> list[Line]:
    """Whether this is the newest there can be, and what goes on since."""
    clock, place = answer.clock, figures.city(answer.instrument, say)
    lines: list[Line] = []
    if answer.stale and clock.last_over is not None:
        lines.append(line(Piece("⚠ " + say.say("close.stale", city=place, date=say.day(clock.last_over)), "strong")))
    if answer.trading is not None:
        lines.append(heard(answer.instrument, answer.trading, say))
    if answer.asked is not None:
        return lines
    if clock.state == "closed":
        key = "close.holiday" if clock.holiday else "close.weekend"
        lines.append(line(say.say(key, city=place, holiday=clock.holiday)))
    elif clock.state == "trading" and answer.trading is None and not answer.stale:
        lines.append(line(say.say("close.trading_now", city=place)))
    return lines


def heard(instrument: Instrument, trading: Trading, say: Phrases) -> Line:
    """A value from a session without a known close, never to be taken for one."""
    move = trading.statement.move
    day = move.session or trading.at.date()
    same_day = trading.at.date() == day
    words = say.say(
        "close.trading" if same_day else "close.trading_then",
        date=say.day(day, short=True),
        time=f"{trading.at:%H:%M}",
        city=figures.city(instrument, say),
        figures=figures.figures(move, say),
    )
    return line(f"{words} (", telling.named(trading.statement.source, say), ")")


def _source(answer: CloseAnswer, say: Phrases) -> tuple[Line, ...]:
    told = answer.told
    lines = [telling.quote(told.quote)] if told.quote else []
    lines += [telling.origin(told.source, say), *_agreement(answer, say)]
    return tuple(lines)


def _agreement(answer: CloseAnswer, say: Phrases) -> list[Line]:
    agreement = answer.agreement
    lines: list[Line] = []
    if agreement.verdict == "conflict":
        lines.append(line(Piece("⚠ " + say.say("close.conflict"), "strong")))
        lines += [_says(s, say) for s in agreement.conflicts[:_CONFLICTS]]
        backed = "close.backed_one" if agreement.outlets == 1 else "close.backed"
        lines.append(line(say.say(backed, count=agreement.outlets)))
    elif agreement.verdict == "agreed":
        lines.append(line(say.say("close.agreed", count=agreement.outlets)))
    else:
        lines.append(line(say.say("close.single")))
    copies = sum(other.relation == "copy" for other in agreement.others)
    if copies:
        lines.append(line(say.say("close.copy_one" if copies == 1 else "close.copies", count=copies)))
    return [*lines, *_beside(answer, say)]


def _beside(answer: CloseAnswer, say: Phrases) -> list[Line]:
    """What another story alone tells (a level where this one has only a percent) is named as that story's."""
    shown = answer.told.move
    for other in answer.agreement.others:
        move = other.statement.move
        adds = (shown.level is None and move.level is not None) or (shown.percent is None and move.percent is not None)
        if other.relation in ("agrees", "beside") and adds:
            before, _, after = say.say("close.beside", source="\0", figures=figures.figures(move, say)).partition("\0")
            return [line(before, telling.named(other.statement.source, say), after)]
    return []


def _says(statement: Statement, say: Phrases) -> Line:
    told = figures.figures(statement.move, say)
    before, _, after = say.say("close.says", source="\0", figures=told).partition("\0")
    return line(f"• {before}", telling.named(statement.source, say), after)


def nothing(answer: NothingKnown, say: Phrases) -> Sheet:
    """No close: why not, what is known, what would help."""
    instrument, asked = answer.instrument, answer.asked
    place = figures.city(instrument, say)
    places = {"city": place, "holiday": answer.holiday, "date": say.day(asked) if asked else ""}
    key: str = answer.why
    if key == "no_session":
        key = "no_session_holiday" if answer.holiday else "no_session_weekend"
    lines = [line(say.say(f"nothing.{key}", **places))]
    if answer.trading is not None:
        lines.append(heard(instrument, answer.trading, say))
    if asked is None and answer.clock.state == "closed" and answer.clock.last_over is not None:
        key = "nothing.closed_today" if answer.clock.holiday else "nothing.closed_weekend"
        last = say.day(answer.clock.last_over)
        lines.append(line(say.say(key, city=place, holiday=answer.clock.holiday, date=last)))
    known = ", ".join(say.day(day) for day in answer.sessions)
    lines.append(line(say.say("nothing.known", dates=known) if known else say.say("nothing.known_none")))
    if answer.why == "nothing":
        lines.append(line(say.say("nothing.post")))
    name = {"name": instrument.name, "date": places["date"]}
    return Sheet(say.say("nothing.title_day" if asked else "nothing.title", **name), lines=tuple(lines))


def unknown(answer: NoSuchIndex | NoSuchRegion, say: Phrases) -> Sheet:
    """A name that is none: the nearest ones."""
    title = say.say("unknown.title", asked=telling.shorten(answer.asked, 80))
    if isinstance(answer, NoSuchRegion):
        names = ", ".join(say.say(f"regions.{r}") if say.known(f"regions.{r}") else r for r in answer.regions)
        return Sheet(title, lines=(line(say.say("unknown.region", names=names)),))
    if not answer.suggestions:
        return Sheet(title, lines=(line(say.say("unknown.far")),))
    names = ", ".join(i.name for i in answer.suggestions)
    return Sheet(title, lines=(line(say.say("unknown.near", names=names)),))


def why(answer: WhyAnswer, say: Phrases) -> Sheet:
    """The reasons of a move, all of them, each with its story."""
    close_answer = answer.close
    if not close_answer.agreement.decided:
        return _undecided(close_answer, say)
    move = close_answer.told.move
    told = figures.figures(move, say)
    title = say.say("why.title", name=close_answer.instrument.name, figures=told)
    lines: list[Line] = [line(Piece(_session(close_answer, say), "strong"))]
    lines += _freshness(close_answer, say)
    sections = tuple(
        Section(f"{number}. {_category(reason.driver.category, say)}", _told_reason(reason, say))
        for number, reason in enumerate(answer.reasons[:_REASONS], 1)
    )
    if not sections:
        lines.append(line(say.say("why.none")))
    return Sheet(title, figures.tone(move), telling.link(close_answer.told.source), tuple(lines), sections)


def _category(category: str, say: Phrases) -> str:
    words = say.say(f"categories.{category}") if say.known(f"categories.{category}") else category
    return words[:1].upper() + words[1:]


def _told_reason(reason: Reason, say: Phrases) -> tuple[Line, ...]:
    return telling.quote(reason.quote), telling.origin(reason.source, say)


def sources(answer: SourcesAnswer, say: Phrases) -> Sheet:
    """Every story on one close: its figures, its words."""
    told = answer.close
    title = say.say("sources.title", name=told.instrument.name, date=say.day(told.session))
    sections = tuple(
        Section(
            figures.figures(s.move, say),
            (*_words_of(s, say), *telling.doubts(s, told.session, say, remarks=True)),
        )
        for s in answer.statements[:_STATEMENTS]
    )
    if not told.agreement.decided:
        return Sheet(title, lines=(line(say.say("close.undecided_why")),), sections=sections)
    return Sheet(title, figures.tone(told.told.move), lines=tuple(_agreement(told, say)), sections=sections)
