"""How a text reached us changes no fact: lines broken to fit a page, and what pages put below a title."""

from __future__ import annotations

import json
import re
import textwrap
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from extract import Document, read
from extract.rows import moment
from extract.wrapped import unbroken

GOLD = sorted((Path(__file__).parents[1] / "gold").glob("*.json"))
FURNITURE = "By Ann Kovac\n\nMarkets reporter\n\nShare this article\n\nSave\n\nListen\n\nPrint"
_LISTED = re.compile(r"\s*([-*•|]|\d+[.)])")


def facts(path: Path, text: str) -> list[tuple[object, ...]]:
    """What is read from a gold story's text, the words aside."""
    story = json.loads(path.read_text(encoding="utf-8"))
    received = datetime.fromisoformat(story["received_at"])
    told = read(Document(text, received, published_at=moment(story["published_at"])))
    moves = [(m.kind, m.instrument, m.session, m.phase, m.period, m.level, m.change, m.percent) for m in told.moves]
    return [*moves, *((d.category, d.effect) for d in told.drivers), *((e.name, e.date) for e in told.events)]


@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.stem)
def test_a_story_broken_to_fit_a_page_is_the_same_story(path: Path) -> None:
    text = path.with_suffix(".txt").read_text(encoding="utf-8").strip()
    kept = [block if "\n" in block or _LISTED.match(block) else _broken(block) for block in text.split("\n\n")]
    broken = "\n\n".join(kept)
    assert len(unbroken(broken)) == len(broken)
    assert facts(path, broken) == facts(path, text)


@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.stem)
def test_broken_lines_without_blank_ones_tell_the_same_moves(path: Path) -> None:
    blocks = path.with_suffix(".txt").read_text(encoding="utf-8").strip().split("\n\n")
    if any("\n" in block or _LISTED.match(block) for block in blocks):
        return  # lists and tables, whose lines nothing has broken
    closed_up = "\n".join(map(_broken, blocks))
    assert closes(path, closed_up) == closes(path, "\n\n".join(blocks))
    below = (
        closed_up
        + "\n"
        + "This report is for those who get it and for nobody else, and is no advice to buy or sell. " * 2
    )
    assert closes(path, below) == closes(path, closed_up)


def closes(path: Path, text: str) -> list[tuple[object, ...]]:
    return [fact for fact in facts(path, text) if "index" in fact and "close" in fact]


def test_a_day_at_a_lines_beginning_is_no_item() -> None:
    broken = (
        "Stocks in Toronto rose in calm trade. All eyes are on the\n"
        "report on prices, the last one before the decision of July\n24. Economists expect a cut."
    )
    assert unbroken(broken) == broken.replace("\n", " ")


def _broken(paragraph: str) -> str:
    return "\n".join(textwrap.wrap(paragraph, 72, break_on_hyphens=False))


@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.stem)
def test_bylines_and_buttons_change_nothing(path: Path) -> None:
    text = path.with_suffix(".txt").read_text(encoding="utf-8").strip()
    title, _, rest = text.partition("\n\n")
    assert facts(path, f"{title}\n\n{FURNITURE}\n\n{rest}") == facts(path, text)


def test_a_lead_below_buttons_still_says_its_week() -> None:
    lead = "Irish shares ended the week higher as lenders rose."
    text = f"Dublin rises\n\n{FURNITURE}\n\n{lead}\n\nThe ISEQ gained 1.2%."
    saturday = datetime(2026, 5, 16, 10, tzinfo=UTC)
    assert [m.period for m in read(Document(text, saturday, published_at=saturday)).moves] == ["week"]


def test_a_lead_below_buttons_still_says_its_day() -> None:
    text = f"Dublin slips\n\n{FURNITURE}\n\nIrish shares closed lower on Monday.\n\nThe ISEQ lost 0.7% to 9,410.55."
    published = datetime(2026, 5, 12, 20, tzinfo=UTC)
    assert [m.session for m in read(Document(text, published, published_at=published)).moves] == [date(2026, 5, 11)]


@pytest.mark.parametrize("stump", ["0.7", "0.7 per", "7"])
def test_the_figure_at_which_a_long_text_is_cut_off_is_none(stump: str) -> None:
    filler = "Traders in Dublin spoke of a calm day with few orders, and most of them stayed away. " * 23
    text = f"{filler}\n\nAt the close the ISEQ, the index of the largest shares of the exchange, had gained {stump}"
    published = datetime(2026, 5, 12, 20, tzinfo=UTC)
    cut = read(Document(text, published, published_at=published)).moves
    assert [(move.direction, move.change, move.level) for move in cut] == [("up", None, None)]


def test_periods_head_what_follows_in_one_paragraph_too() -> None:
    days = "On Friday: The S&P 500 rose 12.10 points, or 0.2%. The Dow fell 40 points, or 0.1%."
    weeks = "For the week: The S&P 500 is up 60.50 points, or 1%. The Dow is down 210 points, or 0.5%."
    published = datetime(2026, 5, 15, 21, tzinfo=UTC)
    moves = read(Document(f"{days} {weeks}", published, published_at=published)).moves
    assert [move.period for move in moves] == ["day", "day", "week", "week"]


@pytest.mark.parametrize(
    "lines",
    [
        "Nikkei 225 up 1.2% at 52,110.35 as exporters gained\nTopix up 0.8% at 3,410.20 as banks and insurers rose",
        "- The CAC 40 closed down 0.6% at 8,011.20 as luxury slid and\n- the DAX ended up 0.1% at 24,010.15",
        "| index | close |\n| CAC 40 | 8,011.20 |\n| dax | 24,010.15 |",
        "Paris shares closed lower.\nThe CAC 40 fell 0.6% to 8,011.20.",
    ],
)
def test_lines_of_their_own_stay_apart(lines: str) -> None:
    assert unbroken(lines) == lines


def test_broken_lines_with_blank_ones_between_are_one_paragraph() -> None:
    lead = (
        "LISBON, May 13 - Shares in Lisbon climbed on Wednesday, with lenders rising after the central bank left its "
        "main rate where it was. The PSI 20 gained 1.2% to 9,410.55. The Ibex 35 lost 0.4% on worries about a new "
        "levy on the power that they sell abroad, dealers in the city said."
    )
    published = datetime(2026, 5, 13, 18, tzinfo=UTC)
    told = [
        [(m.instrument, m.level, m.percent) for m in read(Document(text, published, published_at=published)).moves]
        for text in (lead, "\n\n".join(textwrap.wrap(lead, 60)))
    ]
    assert told[0] == told[1]
    assert len(told[0]) > 1
