"""Answers to words, and words to a Discord embed or terminal text."""

from __future__ import annotations

from bot.answers import Answer, BriefAnswer, CloseAnswer, Help, NothingKnown, RegionAnswer, SourcesAnswer, WhyAnswer
from bot.locale import phrases
from bot.render import closes, lists
from bot.render.sheet import Sheet


def sheet(answer: Answer, language: str = "en") -> Sheet:
    """Any answer of the desk, worded."""
    say = phrases(language)
    match answer:
        case CloseAnswer():
            return closes.close(answer, say)
        case NothingKnown():
            return closes.nothing(answer, say)
        case WhyAnswer():
            return closes.why(answer, say)
        case SourcesAnswer():
            return closes.sources(answer, say)
        case RegionAnswer():
            return lists.region(answer, say)
        case BriefAnswer():
            return lists.brief(answer, say)
        case Help():
            return lists.help_sheet(answer, say)
        case _:
            return closes.unknown(answer, say)
