"""Every form in which a market story reaches a channel, end to end."""

from __future__ import annotations

from typing import Any

import pytest

from storage.record import Query
from tests.bot.test_discord_way import PAGE, STORY
from tests.bot.test_listen_text import REMARKS
from tests.discord_server import Channel, Discord, Guild, User
from tests.discord_server.objects import FORUM
from tests.discord_server.running import Running, running
from tests.extract.pdf import pdf
from tests.loopback_web import LoopbackWeb

LEVEL = "58,583.12"
CHAT = "nikkei to the moon lol, see you at 8"


async def closes(world: Discord, place: Channel, user: User, index: str = "nikkei") -> str:
    return (await world.slash(place, user, "close", index=index)).text


async def settle(world: Discord, bot: Running) -> None:
    """All that was posted so far has been heard and handled."""
    await world.gateway.heard()
    await bot.app.idle()


FORMS = {
    "plain": STORY,
    "bold and emphasized": STORY.replace("58,583.12", "**58,583.12**").replace("Nikkei 225", "__Nikkei__ *225*"),
    "quote": "\n".join(f"> {line}" for line in STORY.split(". ")),
    "block quote": f">>> {STORY}",
    "spoiler": f"||{STORY}||",
    "code block": f"```\n{STORY}\n```",
    "code block with a language": f"```txt\n{STORY}\n```",
    "heading": f"# Asia wrap\n{STORY}",
    "bullets": "* The Nikkei 225 closed 2.2% higher at 58,583.12 on Wednesday\n* The Kospi fell 0.4% to 5,969.64",
    "crossed out": STORY.replace("mixed", "~~lower~~ mixed"),
    "mentions in it": f"<@123456789012345678> {STORY} <#123456789012345678> <:up:123456789012345678>",
    "a link that is suppressed": f"{STORY} <http://news.example/wrap>",
    "a named link that is suppressed": f"{STORY} [more](<http://news.example/wrap>)",
    "a link inside code": f"{STORY} ```\nhttp://news.example/wrap\n```",
}


@pytest.mark.parametrize("form", FORMS)
async def test_text_in_discords_markup_is_read(world: Discord, channel: Channel, ann: User, form: str) -> None:
    async with LoopbackWeb() as web, running(world, fetcher=web.fetcher()):
        await world.reaction(await world.post(channel, ann, FORMS[form]))
        assert LEVEL in await closes(world, channel, ann)
        assert web.asked == [], "no link was looked up"


@pytest.mark.parametrize(
    "text",
    ["http://news.example/wrap", "[Wall Street](http://news.example/wrap)", "read (http://news.example/wrap)."],
)
async def test_a_link_is_opened(world: Discord, channel: Channel, ann: User, text: str) -> None:
    async with LoopbackWeb() as web:
        web.page("http://news.example/wrap", PAGE)
        async with running(world, fetcher=web.fetcher()):
            await world.reaction(await world.post(channel, ann, text))
            assert "49,174.50" in await closes(world, channel, ann, "dow")


async def test_a_story_of_three_messages_is_one_story(world: Discord, channel: Channel, ann: User) -> None:
    filler = " Traders spoke of calm dealings, with most of the action in the shares of banks and of car makers." * 2
    parts = [
        f"TOKYO - Stocks ended higher on Wednesday, 25 February.{filler} The Nikkei 225 gained 2.2 percent.",
        f"The index closed at 58,583.12.{filler} In Seoul, stocks slipped.",
        f"The Kospi ended 0.4 percent lower at 5,969.64.{filler}",
    ]
    async with running(world) as bot:
        posted = []
        for part in parts:
            posted.append(await world.post(channel, ann, part))
            world.tick(seconds=5)
        for message in posted:
            await world.reaction(message)
        await settle(world, bot)
        assert [len(world.replies(message)) for message in posted] == [1, 0, 0]
        assert LEVEL in await closes(world, channel, ann)
        assert "5,969.64" in await closes(world, channel, ann, "kospi")
        [story] = await bot.store.by_message(f"guild:{channel.guild.id}", str(posted[0].id))  # type: ignore[union-attr]
        assert len(story.moves) >= 2


async def test_what_two_people_write_is_not_one_story(world: Discord, channel: Channel, ann: User) -> None:
    long = (
        " The mood was calm all day long and dealings were thin, as many were away for the holidays, traders said." * 2
    )
    async with running(world) as bot:
        first = await world.post(channel, ann, f"The Nikkei 225 rose 2.2 percent on Wednesday.{long}")
        second = await world.post(channel, world.user("ben"), f"The index closed at 7,100.50 in Seoul.{long}")
        await world.reaction(first)
        await settle(world, bot)
        assert "7,100.50" not in await closes(world, channel, ann)
        assert not world.replies(second)


async def test_a_bots_embed_is_read(world: Discord, channel: Channel) -> None:
    news = world.user("Wire", bot=True)
    embed: dict[str, Any] = {
        "type": "rich",
        "title": "Asia wrap",
        "description": STORY,
        "timestamp": "2026-02-25T07:30:00+00:00",
        "author": {"name": "The Wire"},
        "fields": [{"name": "Hang Seng", "value": "closed up 0.66% at 26,765.72", "inline": True}],
        "footer": {"text": "a news bot"},
    }
    async with running(world):
        posted = await world.post(channel, news, embeds=[embed])
        assert LEVEL in (await world.reply_to(posted)).text
        answer = await closes(world, channel, world.user("ann"))
        assert LEVEL in answer and "The Wire" in answer


async def test_a_webhooks_embed_with_a_link_is_opened_and_its_own_text_is_the_fallback(
    world: Discord, channel: Channel, ann: User
) -> None:
    async with LoopbackWeb() as web:
        web.page("http://news.example/wrap", PAGE)
        hook = world.user("Feed", bot=True)
        async with running(world, fetcher=web.fetcher()):
            teaser = {"type": "rich", "title": "Wall Street higher", "description": "Chips led.", "url": ""}
            await world.reaction(
                await world.post(channel, hook, embeds=[teaser | {"url": "http://news.example/wrap"}], webhook=True)
            )
            assert "49,174.50" in await closes(world, channel, ann, "dow")
            gone = {"type": "rich", "title": "Asia", "description": STORY, "url": "http://news.example/gone"}
            await world.reaction(await world.post(channel, hook, embeds=[gone], webhook=True))
            assert LEVEL in await closes(world, channel, ann)


async def test_a_page_that_cannot_be_had_is_read_from_discords_preview_and_the_answer_says_so(
    world: Discord, channel: Channel, ann: User
) -> None:
    async with LoopbackWeb() as web:
        web.page("http://news.example/wall", "<p>subscribe</p>", status=402)
        async with running(world, fetcher=web.fetcher()) as bot:
            posted = await world.post(channel, ann, "http://news.example/wall")
            await settle(world, bot)
            assert not world.said(channel), "nobody asked: nothing is said"
            await world.unfurl(posted, url="http://news.example/wall", title="Asia ends mixed", description=STORY)
            await world.reaction(posted)
            answer = await closes(world, channel, ann)
            assert LEVEL in answer and "preview" in answer
            await world.unfurl(posted, url="http://news.example/wall", title="again", description=STORY)
            await settle(world, bot)
            assert len(world.replies(posted)) == 1


async def test_a_bots_message_of_components_is_read(world: Discord, channel: Channel) -> None:
    shown = [{"type": 10, "content": "## Asia wrap"}, {"type": 10, "content": STORY}]
    box = {"type": 17, "components": [*shown, {"type": 14, "divider": True, "spacing": 1}]}
    async with running(world):
        posted = await world.post(channel, world.user("Wire", bot=True), components=[box])
        assert LEVEL in (await world.reply_to(posted)).text


async def test_the_bots_own_role_is_its_name_too(world: Discord, guild: Guild, channel: Channel, ann: User) -> None:
    async with running(world):
        await world.reply_to(await world.post(channel, ann, STORY))
        asked = await world.post(channel, ann, f"<@&{guild.bot_role}> where did the nikkei close?")
        assert LEVEL in (await world.reply_to(asked)).text


FILES = {
    "wrap.txt": (STORY.encode(), "text/plain; charset=utf-8"),
    "wrap.md": (f"# Asia\n\n{STORY}".encode(), None),
    "wrap.html": (PAGE.replace("49,174.50", "48,583.12").encode(), "text/html"),
}


@pytest.mark.parametrize("name", FILES)
async def test_an_attached_file_is_read(world: Discord, channel: Channel, ann: User, name: str) -> None:
    body, kind = FILES[name]
    async with running(world):
        await world.reaction(await world.post(channel, ann, files=[(name, body, kind)]))
        told = await closes(world, channel, ann, "dow" if name.endswith("html") else "nikkei")
        assert ("48,583.12" if name.endswith("html") else LEVEL) in told and "attached file" in told


async def test_an_attached_pdf_is_read(world: Discord, channel: Channel, ann: User) -> None:
    async with running(world):
        await world.reaction(
            await world.post(channel, ann, files=[("wrap.pdf", pdf(STORY.split(". ")), "application/pdf")])
        )
        assert LEVEL in await closes(world, channel, ann)


async def test_files_of_other_kinds_and_large_ones_are_left_alone(world: Discord, channel: Channel, ann: User) -> None:
    async with running(world, fetch_max_bytes=10_000) as bot:
        for name, size in (("photo.png", 10), ("wrap.exe", 10), ("wrap.txt", 10_001)):
            await world.post(channel, ann, files=[(name, STORY.encode().ljust(size), "text/plain")])
        await settle(world, bot)
        assert not world.said(channel) and not any(m.reactions for m in channel.messages.values())
        asked = await world.post(channel, ann, world.bot.mention, files=[("big.txt", b"x" * 10_001, "text/plain")])
        assert "too large" in (await world.reply_to(asked)).text


async def test_a_forward_is_read_as_of_the_time_it_was_first_posted(
    world: Discord, guild: Guild, channel: Channel, ann: User
) -> None:
    elsewhere = world.channel(guild, "elsewhere", denied=["view_channel"])
    first = await world.post(elsewhere, ann, "The Nikkei 225 closed at 58,583.12 today, up 2.2 percent.", quietly=True)
    world.tick(days=1)
    async with running(world):
        await world.reaction(await world.post(channel, world.user("ben"), forward=first))
        told = await closes(world, channel, ann)
        assert LEVEL in told and "25 Feb 2026" in told


async def test_threads_and_forum_posts_are_channels_too(
    world: Discord, guild: Guild, channel: Channel, ann: User
) -> None:
    forum = world.channel(guild, "stories", kind=FORUM)
    async with running(world):
        thread = await world.open_thread(channel, "asia")
        posted = await world.post(thread, ann, STORY)
        assert LEVEL in (await world.reply_to(posted)).text
        opened = await world.open_post(
            forum, ann, "Seoul", "The Kospi closed 0.9 percent higher at 6,100.25 on Wednesday."
        )
        assert "6,100.25" in (await world.reply_to(opened)).text
        assert LEVEL in await closes(world, channel, ann)


async def test_a_mention_in_reply_to_a_story_has_it_read(world: Discord, channel: Channel, ann: User) -> None:
    async with running(world):
        await world.slash(channel, channel.guild.owner, "channel", mode="react")  # type: ignore[union-attr]
        story = await world.post(channel, ann, STORY)
        asked = await world.post(channel, world.user("ben"), world.bot.mention, reply_to=story)
        assert LEVEL in (await world.reply_to(story)).text
        assert not world.replies(asked)
        chat = await world.post(channel, ann, "see you later")
        again = await world.post(channel, world.user("ben"), world.bot.mention, reply_to=chat)
        assert "no market story" in (await world.reply_to(again)).text


async def test_a_reply_to_the_bot_is_a_question(world: Discord, channel: Channel, ann: User) -> None:
    async with running(world):
        card = await world.reply_to(await world.post(channel, ann, STORY))
        asked = await world.post(channel, ann, "and why did the nikkei rise?", reply_to=card)
        assert "tech rally" in (await world.reply_to(asked)).text


@pytest.mark.parametrize(
    "text",
    [
        CHAT,
        "good morning everyone",
        "did anyone see the score, 3-1 lol",
        "https://tenor.com/view/cat-5",
        "look https://discord.com/channels/1/2/3",
        "😀" * 100,
        "|" * 1000,
    ],
)
async def test_chat_is_left_alone(world: Discord, channel: Channel, ann: User, text: str) -> None:
    async with LoopbackWeb() as web, running(world, fetcher=web.fetcher()) as bot:
        before = len(world.requests)
        await world.post(channel, ann, text)
        await settle(world, bot)
        assert world.requests[before:] == [] and web.asked == []


@pytest.mark.parametrize("text", REMARKS)
async def test_a_remark_about_a_market_is_no_close(world: Discord, channel: Channel, ann: User, text: str) -> None:
    async with running(world) as bot:
        for told in (text, f"{text} https://tenor.com/view/1", f"{world.bot.mention} {text}"):
            await world.post(channel, ann, told)
        await settle(world, bot)
        assert await bot.store.find(Query((f"guild:{channel.guild.id}",))) == []  # type: ignore[union-attr]


async def test_other_bots_questions_are_not_answered(world: Discord, channel: Channel) -> None:
    other = world.user("Chatter", bot=True)
    async with running(world) as bot:
        posted = await world.post(channel, other, f"{world.bot.mention} where did the nikkei close?")
        await settle(world, bot)
        assert not world.replies(posted)


async def test_a_story_shared_twice_is_told_once(world: Discord, channel: Channel, ann: User) -> None:
    async with running(world) as bot:
        first = await world.post(channel, ann, STORY)
        await world.reply_to(first)
        second = await world.post(channel, world.user("ben"), STORY)
        await world.reaction(second)
        await settle(world, bot)
        assert [len(world.replies(m)) for m in (first, second)] == [1, 0]
