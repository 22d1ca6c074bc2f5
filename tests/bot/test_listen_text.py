"""Discord's markup, the first look at a text, and what a link may lead to: pure functions."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.listen.chatter import chatter
from bot.listen.content import link_items, readable, same_link, story_host
from bot.listen.glance import load
from bot.listen.markup import plain

GLANCE = load()

SHOWN = {
    "**bold** and *slanted* and __under__ and ~~gone~~": "bold and slanted and under and gone",
    "||spoiler 5%|| `code` ``more``": "spoiler 5% code more",
    "> quoted\n>>> and more": "quoted\nand more",
    "# Title\n## Sub\n-# small": "Title\nSub\nsmall",
    "* one\n* two\n- three": "- one\n- two\n- three",
    "snake_case stays, _this_ goes": "snake_case stays, this goes",
    r"\*kept\* and \_kept\_": "*kept* and _kept_",
    "on <t:1771977600:D> it rose": "on 25 February 2026 it rose",
    "on <t:99999999999:D> it rose": "on 16 November 5138 it rose",
    "<@123456789012345678> <@&123456789012345678> <#123456789012345678> hi": "hi",
    "up <:green:123456789012345678> <a:up:123456789012345678> 2%": "up   2%",
    "S&P 500 < 6,000 > 5,900": "S&P 500 < 6,000 > 5,900",
    "```\na | b\n1 | 2\n```": "a | b\n1 | 2",
    "5*3 is 15, **5%** of 300": "5*3 is 15, 5% of 300",
    "S&amp;P 500 &lt; 6,000 &nope; &#8364;5": "S&P 500 < 6,000 &nope; €5",
    "[Nikkei](https://a.example/n) rose": "Nikkei rose",
    "| Index | Close |\n|---|---|\n| Nikkei | 58,583.12 |": "| Index | Close |\n|---|---|\n| Nikkei | 58,583.12 |",
}

LINKS = {
    "https://a.example/x": ("https://a.example/x",),
    "see https://a.example/x.": ("https://a.example/x",),
    "(https://a.example/x)": ("https://a.example/x",),
    "https://a.example/x_(y)": ("https://a.example/x_(y)",),
    "**https://a.example/x**": ("https://a.example/x",),
    "||https://a.example/x||": ("https://a.example/x",),
    "https://a.example/x, https://b.example": ("https://a.example/x", "https://b.example"),
    "https://a.example/x https://a.example/x": ("https://a.example/x",),
    "<https://a.example/x>": (),
    "[named](https://a.example/x)": ("https://a.example/x",),
    "[named](<https://a.example/x>)": (),
    "`https://a.example/x`": (),
    "```\nhttps://a.example/x\n```": (),
    "http://": (),
    "ftp://a.example/x javascript:alert(1)": (),
}


@pytest.mark.parametrize("told", SHOWN)
def test_markup_is_taken_off(told: str) -> None:
    assert plain(told).text == SHOWN[told]


@pytest.mark.parametrize("told", LINKS)
def test_links_that_may_be_opened(told: str) -> None:
    assert plain(told).links == LINKS[told]


@given(st.text(alphabet="*_~|`<>[]()\\#@:/htps.x1 \n-é😀"))
def test_no_text_breaks_it(told: str) -> None:
    text, links = plain(told)
    assert all(link.startswith(("http://", "https://")) and " " not in link for link in links)
    assert plain(text).text is not None and isinstance(GLANCE.story(told), bool)


@pytest.mark.parametrize("unit", ["[", "[a](https://", "<", "```", "*_", "https://", "||", "\\", "<t:", "((", "a_"])
def test_long_texts_of_one_sign_are_no_harder_than_others(unit: str) -> None:
    made = plain(unit * 40_000)
    assert len(made.text) <= len(unit) * 40_000


STORIES = [
    "Nikkei 58,583.12 (+2.2%)",
    "日経平均は58,583円12銭で取引を終えた",
    "the s&p 500 fell 1%",
    "KOSPI:6,100.25",
    "dow closes up 100 points",
]
CHAT = [
    "",
    "ok",
    "nikkei",
    "lets go down to the window at 5",
    "I shadowed 3 people",
    "we won 3-1",
    "x" * 4000,
    "5" * 4000,
    "Nikkei Nikkei Nikkei " * 100,
]


@pytest.mark.parametrize("told", STORIES)
def test_what_names_a_market_and_a_figure_is_worth_reading(told: str) -> None:
    assert GLANCE.story(told)


@pytest.mark.parametrize("told", CHAT)
def test_chat_is_not(told: str) -> None:
    assert not GLANCE.story(told)


REMARKS = [
    "did the nikkei really close at 41,000 today?",
    "i think nikkei closes at 60000 tomorrow",
    "sold dow at 49,000",
    "was the kospi at 6,100.25 yesterday",
    "wish the nikkei had closed at 60,000",
    "haha nikkei down 2%",
    "what if the nikkei closed at 61,000 today",
    "if the dow falls 5% im out",
    "remember when the nikkei was at 38,957",
    "I’m calling nikkei 61,000",
]


@pytest.mark.parametrize("told", REMARKS)
def test_a_remark_is_no_report(told: str) -> None:
    assert chatter(told)


@pytest.mark.parametrize(
    "told", [s for s in STORIES if s] + ["Nikkei closed at 58,583.12 as traders bet on a rate cut"]
)
def test_a_short_report_is_no_remark(told: str) -> None:
    assert not chatter(told)


def test_a_long_text_may_speak_of_markets_in_general() -> None:
    assert GLANCE.story("Stocks rose 1 percent. " + "The mood was calm. " * 12)
    assert not GLANCE.story("Socks cost 1 pound. " + "The mood was calm. " * 12)


def test_names_are_told_by_what_they_name() -> None:
    assert GLANCE.named("The Nikkei and the Kospi rose, the Nikkei 225 by 2%") == {"nikkei225", "kospi"}


@pytest.mark.parametrize(
    ("url", "may"),
    [
        ("https://news.example/a", True),
        ("https://www.youtube.com/watch?v=1", False),
        ("https://x.com/a/status/1", False),
        ("https://ex.com/a", True),
        ("https://cdn.example/a.PNG", False),
        ("https://discord.com/channels/1/2/3", False),
        ("http://", False),
        ("https://[", False),
        ("https://a.example/" + "x" * 3000, False),
    ],
)
def test_which_links_may_lead_to_an_article(url: str, may: bool) -> None:
    assert story_host(url) is may


def test_links_are_bounded_and_each_opened_once() -> None:
    told = " ".join(f"https://a.example/{n % 9}" for n in range(100))
    assert [item.link for item in link_items(told) if item.link] == [f"https://a.example/{n}" for n in range(5)]


def test_files_and_links_are_compared_as_people_see_them() -> None:
    assert readable("Wrap.PDF") and readable("a.b.md") and not readable("wrap.docx") and not readable("pdf")
    assert same_link("http://a.example/x/", "https://a.example/x")
    assert not same_link("https://a.example/x", "https://a.example/y")
