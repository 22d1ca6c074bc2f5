"""What a message brings: passages of text, links, files, in whatever form it was posted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal
from urllib.parse import urlsplit

import discord

from bot.listen.markup import plain

LINKS = 5
"""Links of one message that are opened, at most."""
FILES = 4
READABLE = (".txt", ".md", ".html", ".htm", ".pdf")
NO_STORIES = (
    *("discord.com", "discord.gg", "discordapp.com", "discordapp.net", "tenor.com", "giphy.com", "imgur.com"),
    *("youtube.com", "youtu.be", "twitch.tv", "spotify.com", "soundcloud.com"),
    *("instagram.com", "tiktok.com", "x.com", "twitter.com", "t.me"),
)
"""Sites whose pages hold no article; what Discord shows of them is read instead."""
_PICTURES = (".gif", ".png", ".jpg", ".jpeg", ".webp", ".mp4", ".webm", ".mov", ".mp3")


@dataclass(frozen=True, slots=True)
class Passage:
    """A text as it stands in a message: what somebody wrote, an embed, or Discord's preview of a link."""

    text: str
    form: Literal["text", "embed", "preview"] = "text"
    title: str | None = None
    url: str | None = None
    outlet: str | None = None
    published_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that may be a story. A link is opened first; its passage is read when the page gives nothing."""

    passage: Passage | None = None
    link: str | None = None
    file: discord.Attachment | None = None
    published_at: datetime | None = None
    """When it was first posted, if that was not now (a forward)."""


def items(message: discord.Message) -> list[Item]:
    """All that a message brings, forwards included; texts first, each link and text once."""
    own = _items(_written(message), message.embeds, message.attachments, by_bot=_by_program(message))
    for forwarded in message.message_snapshots:
        there = _items(_written(forwarded), forwarded.embeds, forwarded.attachments, by_bot=True)
        own += [replace(item, published_at=forwarded.created_at) for item in there]
    return _bounded(own)


def text_of(message: discord.Message) -> str:
    """What somebody wrote, without markup and links."""
    return plain(_written(message)).text


def _written(message: discord.Message | discord.MessageSnapshot) -> str:
    """The content, and the texts among the components, which some programs write in place of it."""
    shown = (c.content for c in _each(message.components) if isinstance(c, discord.TextDisplay))
    return "\n".join(text for text in (message.content, *shown) if text)


def _each(components: Iterable[object]) -> Iterator[object]:
    for component in components:
        yield component
        yield from _each(getattr(component, "children", ()))


def link_items(text: str) -> list[Item]:
    """The links and the text of something typed into a command."""
    return _bounded(_items(text, (), (), by_bot=False))


def story_host(url: str) -> bool:
    """Whether a link may lead to an article."""
    host = _host(url)
    known = any(host == site or host.endswith("." + site) for site in NO_STORIES)
    return bool(host) and not known and not urlsplit(url).path.lower().endswith(_PICTURES)


def _host(url: str) -> str:
    """The host of a link; empty for what is no link, or a monstrous one."""
    try:
        return (urlsplit(url).hostname or "") if len(url) <= 2000 else ""
    except ValueError:
        return ""


def readable(filename: str) -> bool:
    """Whether a file of this name can be read."""
    return filename.lower().endswith(READABLE)


def previews(message: discord.Message) -> dict[str, Passage]:
    """What Discord itself shows of a message's links, by link."""
    return {p.url: p for p in map(_passage, message.embeds) if p is not None and p.url is not None}


def _by_program(message: discord.Message) -> bool:
    return message.author.bot or message.webhook_id is not None


def _items(
    content: str, embeds: Sequence[discord.Embed], files: Sequence[discord.Attachment], *, by_bot: bool
) -> list[Item]:
    text, links = plain(content)
    found = [Item(Passage(text))] if text else []
    shown = [p for p in map(_passage, embeds) if p is not None]
    for link in links:
        fallback = next((p for p in shown if p.url is not None and same_link(p.url, link)), None)
        shown = [p for p in shown if p is not fallback]
        found.append(Item(replace(fallback, form="preview") if fallback else None, link))
    found += [Item(p if by_bot else replace(p, form="preview"), p.url if by_bot else None) for p in shown]
    return found + [Item(file=file) for file in files if readable(file.filename)]


def same_link(one: str, other: str) -> bool:
    """Whether two spellings are the same link, scheme and a slash at the end aside."""
    return one.partition("://")[2].rstrip("/") == other.partition("://")[2].rstrip("/")


def _passage(embed: discord.Embed) -> Passage | None:
    """An embed's text: title, description, fields and footer, a line each."""
    fields = (f"{field.name}: {field.value}" for field in embed.fields)
    parts = [plain(part) for part in (embed.title, embed.description, *fields, embed.footer.text) if part]
    text = "\n".join(part.text for part in parts)
    if not text.strip():
        return None
    links = [embed.url or "", *(link for part in parts for link in part.links), ""]
    url = next((link for link in links if link.startswith(("http://", "https://")) and _host(link)), None)
    return Passage(text, "embed", embed.title, url, embed.provider.name or embed.author.name, embed.timestamp)


def _bounded(found: Iterable[Item]) -> list[Item]:
    """Each link once, so many links and files at most; a link that leads to no article keeps only its passage."""
    return list(_each_once(found))


def _each_once(found: Iterable[Item]) -> Iterator[Item]:
    links: set[str] = set()
    files = 0
    for item in found:
        if item.file is not None:
            files += 1
            if files <= FILES:
                yield item
        elif item.link is not None and (not story_host(item.link) or len(links) >= LINKS or item.link in links):
            if item.passage is not None and item.link not in links:
                yield replace(item, link=None)
        else:
            if item.link is not None:
                links.add(item.link)
            yield item
