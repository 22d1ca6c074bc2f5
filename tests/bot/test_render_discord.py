"""Embeds: within every limit, escaped, never pinging; and saying what must be said."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import discord
import pytest

from bot.answers import CloseAnswer, NoSuchIndex, NoSuchRegion
from bot.render.discord import card, embed, escape, safe_url
from bot.statements import Agreement, Other, Reason, Source
from extract.model import Driver
from tests.bot.stories import NOW, SCOPE, WEDNESDAY, Room, move

NASTY = (
    "@everyone <@123456> <@&99> <#5> [win](https://evil.example) `code` ```py\nx``` **b** __u__ ~~s~~ ||sp|| <t:1:R>"
)
ACTIVE = re.compile(r"(?<!\\)(?:\\\\)*[*_`~|>\[\]<@]")


def shown(made: discord.Embed) -> str:
    """All that a reader sees of an embed."""
    told = [made.title or "", made.description or "", made.footer.text or ""]
    return "\n".join([*told, *(f"{f.name}\n{f.value}" for f in made.fields)])


async def close(*facts: Any, now: datetime = NOW, **origin: Any) -> CloseAnswer:
    room = Room()
    await room.share(*(facts or WEDNESDAY), **origin)
    answer = await room.close("nikkei", now=now)
    assert isinstance(answer, CloseAnswer)
    return answer


async def test_a_close_shows_figures_session_reason_words_and_source() -> None:
    answer = await close(
        outlet="Tokyo Wire",
        url="https://wire.example/a",
        author_id="77",
        message_link="https://discord.com/channels/1/2/3",
    )
    made = embed(answer)
    assert made.title == "▲ Nikkei 225 58,583.12 (+1,262.03, +2.20%)"
    assert made.url == "https://wire.example/a"
    text = shown(made)
    assert "Closed up, session of Wed 25 Feb 2026" in text
    assert "Range 57,656.50 to 58,875.17" in text
    assert "Chip makers pulled Tokyo higher" in text
    assert "(technology)" in text
    assert "“The Nikkei added 1,262.03 points or 2.20 percent to end at 58,583.12.”" in text
    assert "[Tokyo Wire](https://wire.example/a)" in text
    assert f"shared by <@77> <t:{int(NOW.timestamp())}:R>" in text
    assert "(https://discord.com/channels/1/2/3)" in text
    assert "One source so far." in text


async def test_what_is_not_stated_is_not_shown() -> None:
    made = embed(await close(move("nikkei225", "2026-02-25", "The Nikkei fell 0.4 percent", percent="-0.4")))
    assert made.title == "▼ Nikkei 225 -0.4%"
    assert "Closed down" in shown(made)
    assert "Range" not in shown(made)
    worded = embed(await close(move("nikkei225", "2026-02-25", "The Nikkei closed flat", direction="flat")))
    assert worded.title == "■ Nikkei 225 unchanged"


async def test_record_qualifier_and_earlier_level_are_words() -> None:
    told = move(
        "nikkei225",
        "2026-02-25",
        "The Nikkei jumped more than 2 percent to a record 58,583",
        level="58583",
        percent="2",
        percent_qualifier="over",
        record="high",
        previous="57321",
    )
    text = shown(embed(await close(told)))
    assert "58,583 (more than +2%)" in text
    assert "All-time high that day · Before: 57,321" in text


async def test_a_stale_close_says_so_first() -> None:
    made = embed(await close(now=datetime(2026, 2, 26, 9, tzinfo=UTC)))
    assert "Tokyo's session of Thu 26 Feb 2026 is over, but nobody shared its close yet" in (made.description or "")


async def test_a_close_on_a_holiday_names_it() -> None:
    room = Room()
    told = move("nikkei225", "2026-07-17", "The Nikkei ended at 60,000.10", level="60000.10")
    await room.share(told, at=datetime(2026, 7, 17, 8, tzinfo=UTC))
    text = shown(embed(await room.close("nikkei", now=datetime(2026, 7, 20, 3, tzinfo=UTC))))
    assert "Tokyo is closed today (Marine Day)" in text
    assert "session of Fri 17 Jul 2026" in text


async def test_trading_values_are_told_apart_from_the_close() -> None:
    room = Room()
    await room.share(*WEDNESDAY)
    midday = datetime(2026, 2, 26, 2, 46, tzinfo=UTC)
    up = move("nikkei225", "2026-02-26", "The Nikkei was up 1.1% at midday", percent="1.1", phase="intraday")
    await room.share(up, at=midday)
    made = embed(await room.close("nikkei", now=midday))
    assert "+1.1%" not in (made.title or "")
    assert "Trading on Thu 26 Feb, told at 11:46 in Tokyo: +1.1%. Not a close." in (made.description or "")


async def test_conflicts_agreement_and_copies_are_words() -> None:
    room = Room()
    await room.share(*WEDNESDAY, outlet="Wire")
    await room.share(move("nikkei225", "2026-02-25", "The Nikkei rose 2.2%", percent="2.2"), outlet="Paper")
    assert "2 independent sources agree." in shown(embed(await room.close("nikkei")))
    odd = move("nikkei225", "2026-02-25", "The Nikkei fell 1.1%", percent="-1.1")
    await room.share(odd, outlet="Odd")
    text = shown(embed(await room.close("nikkei")))
    assert "2 sources back the figure shown." in text
    assert "Sources disagree" in text
    assert "Odd says -1.1%" in text
    await room.share(*WEDNESDAY[:1], outlet="wire")
    assert "1 more copy of the same story or source, not counted again." in shown(embed(await room.close("nikkei")))


async def test_doubts_are_shown() -> None:
    wrong = move("nikkei225", "2026-02-25", "up 1,262.03 or 3.2%", level="58583.12", change="1262.03", percent="3.2")
    text = shown(embed(await close(wrong)))
    assert "Does not add up" in text
    assert "The points make 2.20%, but the story prints 3.2%." in text


async def test_with_nothing_to_choose_by_no_figure_is_the_close() -> None:
    room = Room()
    await room.share(move("nikkei225", "2026-02-25", "ended at 58,583.12", level="58583.12"), outlet="Wire")
    await room.share(move("nikkei225", "2026-02-25", "ended at 57,583.12", level="57583.12"), outlet="Paper")
    made = embed(await room.close("nikkei"))
    assert made.title == "Nikkei 225: sources disagree"
    assert {f.name for f in made.fields} == {"58,583.12", "57,583.12"}
    assert "Nothing decides between them yet." in shown(made)
    sources = embed(await room.desk.sources((SCOPE,), "nikkei", None, NOW))
    assert [f.name for f in sources.fields] == [f.name for f in made.fields]
    assert "figure shown" not in shown(sources)
    why = embed(await room.desk.why((SCOPE,), "nikkei", None, NOW))
    assert why.title == made.title
    row = shown(embed(await room.desk.region((SCOPE,), "asia", NOW)))
    assert "58,583.12" not in row
    assert "Nikkei 225: sources disagree" in row


async def test_remarks_of_the_reader_are_for_those_who_look_closer() -> None:
    room = Room()
    told = move("nikkei225", "2026-02-25", "The Nikkei ended at 58,583.12", level="58583.12")
    await room.share(told, doubts=("percent 2 here, 3 before",))
    assert "percent 2 here" not in shown(embed(await room.close("nikkei")))
    sources = await room.desk.sources((SCOPE,), "nikkei", None, NOW)
    assert "Noted in reading: percent 2 here, 3 before." in shown(embed(sources))


async def test_a_level_of_another_story_is_named_as_that_storys() -> None:
    room = Room()
    await room.share(
        move("nikkei225", "2026-02-25", "+1,262.03, 2.20%", change="1262.03", percent="2.20"), outlet="Wire"
    )
    await room.share(move("nikkei225", "2026-02-25", "ended at 58,583", level="58583"), outlet="Paper")
    text = shown(embed(await room.close("nikkei")))
    assert "Paper also says: 58,583" in text


async def test_a_preview_is_told_as_one() -> None:
    assert "preview only" in shown(embed(await close(form="preview", outlet="Wire")))


async def test_the_card_of_a_preview_says_that_the_page_was_not_read() -> None:
    words = "Only the link's preview was read"
    got = await Room().share(*WEDNESDAY, form="preview", url="https://wire.example/a")
    assert words in shown(card(got.card))
    assert words not in shown(card((await Room().share(*WEDNESDAY, form="page")).card))


async def test_one_source_against_another_is_one() -> None:
    room = Room()
    fits = {"level": "58583.12", "change": "1262.03", "percent": "2.20"}
    await room.share(move("nikkei225", "2026-02-25", "ended at 58,583.12", **fits), outlet="Wire")
    await room.share(move("nikkei225", "2026-02-25", "ended at 57,583.12", level="57583.12"), outlet="Paper")
    assert "1 source backs the figure shown." in shown(embed(await room.close("nikkei")))


async def test_every_way_of_not_knowing_has_its_words() -> None:
    room = Room()
    await room.share(*WEDNESDAY)
    expected = {
        "2026-02-27": "still to come",
        "2026-02-26": "not over yet",
        "2026-02-23": "Emperor's Birthday",
        "2026-02-22": "does not trade on Sun 22 Feb 2026",
        "2026-02-24": "Nobody has shared",
    }
    for day, words in expected.items():
        text = shown(embed(await room.close("nikkei", day)))
        assert words in text
        assert "Known closes: Wed 25 Feb 2026." in text
    assert "Post a market story" in shown(embed(await room.close("dax")))


def test_unknown_names_offer_others() -> None:
    assert "Did you mean Nikkei 225?" not in shown(embed(NoSuchIndex("qqq")))
    assert "such as Nikkei" in shown(embed(NoSuchIndex("qqq")))
    assert "Asia-Pacific" in shown(embed(NoSuchRegion("narnia", ("asia", "us"))))


async def test_a_brief_and_its_sections() -> None:
    room = Room()
    await room.share(*WEDNESDAY, outlet="Wire", url="https://wire.example/a")
    made = embed(await room.desk.brief((SCOPE,), NOW, exchange="XTKS"))
    assert made.title == "Market brief, Thu 26 Feb 2026"
    assert made.fields[0].name == "Asia-Pacific · Wed 25 Feb 2026"
    assert "**▲** **Nikkei 225** 58,583.12 **+2.20%** · [Wire](https://wire.example/a)" in (made.fields[0].value or "")
    assert "Newest close not shared yet:" in (made.fields[0].value or "")
    empty = embed(await Room().desk.brief((SCOPE,), NOW))
    assert "Nothing is known yet" in shown(empty)


async def test_a_card_is_compact_and_says_what_is_no_close() -> None:
    room = Room()
    trading = move("kospi", "2026-02-26", "The Kospi was up 0.5%", percent="0.5", phase="intraday")
    weekly = move("dax", "2026-02-20", "The DAX lost 1% for the week", percent="-1", period="week")
    got = await room.share(*WEDNESDAY, trading, weekly, title="Tokyo wrap")
    text = shown(card(got.card))
    assert "Read: Tokyo wrap" in text
    assert "Thu 26 Feb (trading)" in text
    assert "(week)" in text
    assert "Moves: 3 · reasons: 1 · events: 0" in text
    assert "Read before" in shown(card(got.card, again=True))


@pytest.mark.parametrize(
    "nasty", [NASTY, "# big", "> quote", "- item", "1. item", "-# small", "a\u202eb", ":smile: <:x:12>"]
)
def test_quoted_text_is_shown_as_it_is(nasty: str) -> None:
    assert not ACTIVE.search(escape(nasty))
    plain = re.sub(r"\\([^0-9A-Za-z\s])", r"\1", escape(nasty))
    assert plain == nasty.replace("\u202e", "")
    assert not re.match(r"\s*(#|>|-|\d+\.)\s", escape(nasty))


def test_towers_of_marks_and_unseen_characters_are_taken_down() -> None:
    tower = "N" + "\u0301\u0316\u0489" * 50 + "ikkei \u061c\u00ad\U000e0041\u2066up"
    assert escape(tower) == "N\u0301\u0316ikkei up"
    assert escape("Việt Nam, Cộng, naïve, ไทยที่") == "Việt Nam, Cộng, naïve, ไทยที่"


async def test_nothing_in_a_story_pings_or_marks_up() -> None:
    answer = await close(outlet=NASTY, title=NASTY)
    told = replace(answer.told, quote=NASTY, source=replace(answer.told.source, outlet=NASTY))
    reason = Reason(Driver("other", "up", (), ()), NASTY, Source("w", "text", outlet=NASTY))
    others = (Other("conflicts", replace(told, source=Source("v", "text", outlet=NASTY))),)
    answer = replace(answer, told=told, reasons=(reason,), agreement=Agreement("conflict", 1, others))
    text = shown(embed(answer))
    bold_and_times = re.sub(r"\*\*(?=\S)|(?<=\S)\*\*|<t:\d+:R>", "", text)
    assert not ACTIVE.search(bold_and_times)
    assert "evil.example)" in text, "the words themselves are kept"


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "https://a b",
        "https://",
        "http://[::1",
        "x" * 3000,
        "https://x.example/>evil",
        None,
        "ftp://x.example",
    ],
)
def test_addresses_that_are_no_link_are_left_out(url: str | None) -> None:
    assert safe_url(url) is None


def test_a_bracket_in_an_address_does_not_end_the_link() -> None:
    assert safe_url("https://x.example/a_(b)") == "https://x.example/a_%28b%29"
