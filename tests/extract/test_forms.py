"""How a text reached us changes no fact: other spaces, marks and bullets, lines of a page between its own."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from extract import Document, Reading, Span, read
from extract.rows import moment
from extract.unmarked import unmarked

GOLD = {path.stem: path for path in sorted((Path(__file__).parents[1] / "gold").glob("*.json"))}
NAMES = r"(Nasdaq|Dow|S&P 500|Nikkei 225|Nikkei|Topix|Kospi|Sensex|Nifty 50|DAX|CAC 40|Hang Seng|FTSE 100|Tesla|Apple)"
FIGURES = r"(\d[\d,.]*\d%?)"


def _each(pattern: str, form: str) -> Callable[[str], str]:
    return lambda text: re.sub(pattern, form, text)


def _between(line: str) -> Callable[[str], str]:
    """The line put behind each second paragraph."""
    return lambda text: re.sub(r"(?s)(\n\n.+?\n\n.+?)(?=\n\n)", rf"\1\n\n{line}", text)


def _begun(mark: str) -> Callable[[str], str]:
    """The paragraphs behind the title each begun with a mark."""
    return _each(r"(?<=\n\n)(?=[A-Z])", mark)


FORMS: dict[str, Callable[[str], str]] = {
    "spaces that do not break": lambda text: text.replace(" ", "\u00a0"),
    "narrow spaces behind figures": _each(r"(?<=\d) (?=[a-z])", "\u202f"),
    "a space before the percent sign": _each(r"(?<=\d)%", " %"),
    "marks of no width": _each(r"(?<=[a-z]) (?=[A-Z])", "\u200b "),
    "soft hyphens": _each(r"\b([a-z]{4})(?=[a-z]{4})", "\\1\u00ad"),
    "hyphens that do not break": _each(r"(?<=\w)-(?=[A-Za-z])", "\u2011"),
    "such hyphens for minus": _each(r"(?<!\w)-(?=\d)", "\u2011"),
    "minus signs": _each(r"(?<!\w)-(?=\d)", "\u2212"),
    "line separators": lambda text: text.replace("\n", "\u2028"),
    "old line ends": lambda text: text.replace("\n", "\r"),
    "line ends of Windows": lambda text: text.replace("\n", "\r\n"),
    "no blank lines": lambda text: text.replace("\n\n", "\n"),
    "two blank lines": lambda text: text.replace("\n\n", "\n\n\n"),
    "lines broken behind hyphens": _each(r"(?<=[a-z]-)(?=[a-z])", "\n"),
    "bold names": _each(NAMES, r"**\1**"),
    "bold figures": _each(FIGURES, r"**\1**"),
    "slanted figures": _each(FIGURES, r"*\1*"),
    "figures between low lines": _each(rf"(?<![\w.,]){FIGURES}", r"_\1_"),
    "linked names": _each(NAMES, r"[\1](https://quotes.example/a_(b)?c=1)"),
    "names linked to pages of the site": _each(NAMES, r"[\1](/quotes/a)"),
    "entities": lambda text: text.replace("&", "&amp;").replace("'", "&#39;").replace(" ", "&nbsp;"),
    "a heading of Markdown": lambda text: f"# {text}",
    "code": lambda text: f"```text\n{text}\n```",
    "quoted": _each(r"(?m)^", "> "),
    "quoted twice, tightly": _each(r"(?m)^", ">>"),
    "pictures before paragraphs": _begun("\U0001f680 "),
    "flags before paragraphs": _begun("\U0001f1ef\U0001f1f5 "),
    "pictures of falls before paragraphs": _begun("\U0001f4c9 "),
    "pictures behind sentences": _each(r"\.(?=\n)", ". \U0001f62c"),
    **{f"bullets {mark}": _each(r"(?m)^- ", mark) for mark in ("* ", "\u2022 ", "\u25cf", "\u25aa\ufe0e ", "\u2023 ")},
    **{
        f"bullets {mark}": _each(r"(?m)^- ", mark)
        for mark in ("+ ", "\u25ba ", "\u2192 ", "\u00bb ", "o ", "\u2022\u00a0")
    },
    "percent as a word": _each(r"(?<=\d)%", " percent"),
    "percent as brokers write it": _each(r"(?<=\d)%", " pct"),
    "two hyphens for a dash": _each(r" [\u2013\u2014-] ", " -- "),
    "the title told twice": lambda text: text.partition("\n\n")[0] + f"\n\n{text}",
    "tags below": lambda text: f"{text}\n\n#nikkei #SP500 #tech\n$QQQ $NVDA",
    "tags behind": lambda text: f"{text} #nikkei #SP500 $NVDA",
    "an advertisement between": _between("Advertisement"),
    "a promise of more between": _between("STORY CONTINUES BELOW"),
    "other stories between": _between("**Also read:** Dow sinks 900 points on Monday"),
    "other stories between, with a dash": _between("Read more \u2013 Nikkei closes at 30,000"),
}


def facts(told: Reading) -> list[tuple[object, ...]]:
    """What is read, the words aside."""
    moves = [(m.kind, m.instrument, m.session, m.phase, m.period, m.level, m.change, m.percent) for m in told.moves]
    return [*moves, *((d.category, d.effect) for d in told.drivers), *((e.region, e.date) for e in told.events)]


def reading(stem: str, text: str) -> Reading:
    story = json.loads(GOLD[stem].read_text(encoding="utf-8"))
    received = datetime.fromisoformat(story["received_at"])
    return read(Document(text, received, published_at=moment(story["published_at"])))


@pytest.mark.parametrize("form", FORMS)
def test_the_form_of_a_story_changes_no_fact(form: str) -> None:
    changed = {}
    for stem, path in GOLD.items():
        text = path.with_suffix(".txt").read_text(encoding="utf-8").strip()
        if (other := FORMS[form](text)) != text:
            was, now = facts(reading(stem, text)), facts(reading(stem, other))
            if was != now:
                changed[stem] = [fact for fact in was + now if (fact in was) != (fact in now)]
    assert not changed


@pytest.mark.parametrize("stem", [stem for stem in GOLD if stem != "chat-post"])  # that has no title
def test_a_title_in_capitals_changes_no_move(stem: str) -> None:
    text = GOLD[stem].with_suffix(".txt").read_text(encoding="utf-8").strip()
    title, _, rest = text.partition("\n\n")
    was, now = reading(stem, text).moves, reading(stem, f"{title.upper()}\n\n{rest}").moves
    assert facts(Reading(now)) == facts(Reading(was))


def test_capitals_throughout_a_line_name_no_company() -> None:
    text = "SEOUL SHARES REBOUND OVER 1 PCT, KOSPI ALSO GREEN, CLOSED +0.52% AT 3,200.83 AFTER CALM TRADE"
    told = read(Document(text, datetime.fromisoformat("2026-05-14T09:00:00+00:00"))).moves
    assert {move.instrument for move in told} == {"kospi"}


def test_what_stands_in_words_of_no_mark_is_kept() -> None:
    for text in (
        "5*3 is 15",
        "snake_case",
        "the banks' `AXVN` rose",
        "* item",
        "a < b > c",
        "#markets",
        "[sic] (so)",
        "R&D; up",
    ):
        assert unmarked(text).text == text


def test_one_space_stands_behind_a_sentence() -> None:
    assert unmarked("Oil fell.  U.S.  gas rose.  Name  Last").text == "Oil fell. U.S. gas rose. Name  Last"


def test_evidence_is_of_the_text_as_written() -> None:
    text = "\U0001f4ca > x\n\nThe **S&amp;P\u00a0500** [rose *0.5%*](https://a.example/q) to 6,000.10 in New York.\r\n"
    shown = unmarked(text)
    assert shown.text == "> x\n\nThe S&P 500 rose 0.5% to 6,000.10 in New York.\r\n"
    start = shown.text.index("rose")
    assert text[slice(*shown.written(Span(start, start + len("rose 0.5%"))))] == "rose *0.5%"
    moves = read(Document(text, datetime.fromisoformat("2026-05-14T09:00:00+00:00"))).moves
    assert [text[slice(*span)] for move in moves for span in move.evidence] == [
        "S&amp;P\u00a0500** [rose *0.5%*](https://a.example/q) to 6,000.10"
    ]
