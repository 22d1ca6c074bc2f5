"""The local chat's talk: one line or pasted story in, terminal text out. Same commands, same desk as in Discord."""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import Awaitable, Callable
from datetime import date, datetime
from difflib import get_close_matches
from pathlib import Path
from typing import Protocol

from bot import ask
from bot.answers import (
    Answer,
    BriefAnswer,
    CloseAnswer,
    Help,
    Ingested,
    RegionAnswer,
    SourcesAnswer,
    UserError,
    WhyAnswer,
)
from bot.desk import Desk, Post, pages
from bot.fetch import FetchRefused
from bot.listen.markup import plain
from bot.locale import phrases
from bot.render.terminal import Terminal
from bot.sample import Sample
from extract.page.model import Page
from storage import StorageError
from storage.record import FEEDS, Query

log = logging.getLogger(__name__)

SCOPE = "local"
SCOPES = (SCOPE, FEEDS)
_LARGEST_FILE = 2_000_000
_LINK = re.compile(r"https?://\S+", re.IGNORECASE)
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*://\S+", re.IGNORECASE)
_OPTION = re.compile(r"\b(index|name|date|region)\s*:\s*", re.IGNORECASE)
_ONE_LINER = 300
_TOLD = (CloseAnswer, WhyAnswer, SourcesAnswer, RegionAnswer, BriefAnswer)


class Links(Protocol):
    """What reads links and files: a Fetcher."""

    async def fetch(self, url: str, *, group: str = "") -> Page: ...

    async def read(self, body: bytes, *, content_type: str = "", name: str = "", url: str = "") -> Page: ...


class Quit(Exception):
    """The user is done."""


class Chat:
    """One person's chat with the desk. `now` is the clock; `sample` answers until something of one's own is kept."""

    def __init__(
        self,
        desk: Desk,
        terminal: Terminal,
        now: Callable[[], datetime],
        *,
        links: Links | None = None,
        sample: Sample | None = None,
    ) -> None:
        self._desk = desk
        self._terminal = terminal
        self._now = now
        self._links = links
        self._sample = sample
        self._say = phrases()
        self._commands: dict[str, Callable[[str], Awaitable[str]]] = {
            "read": self._read,
            "close": self._close,
            "why": self._why,
            "sources": self._sources,
            "region": self._region,
            "brief": self._brief,
            "help": self._help,
            "quit": self._quit,
            "exit": self._quit,
        }

    @property
    def commands(self) -> tuple[str, ...]:
        """The commands' names, for completion."""
        return tuple(self._commands)

    def names(self, begun: str) -> list[str]:
        """The names of instruments that begin with what was typed, for completion."""
        return [label for label, _ in self._desk.suggest(begun)]

    async def welcome(self) -> str:
        """What the chat opens with: a right answer, and two things to type."""
        one, two = "/close s&p 500", "/brief"
        lines = [self._say.say("chat.welcome")]
        if self._sample is not None and await self._untouched():
            lines += [self._say.say("chat.sample"), "", "/close nikkei", await self._answered_close("nikkei", None)]
        else:
            lines.append(self._say.say("chat.kept"))
        return "\n".join([*lines, "", self._say.say("chat.try", one=one, two=two)])

    async def reply(self, text: str) -> str:
        """The answer to what was typed or pasted. Raises Quit; every other trouble is a line of the answer."""
        try:
            return await self._reply(text.strip())
        except UserError as error:
            return str(error)
        except FetchRefused as error:
            return error.reason
        except StorageError as error:
            log.error("storage: %s", error, exc_info=True)
            return self._say.say("chat.storage", why=error)
        except Quit:
            raise
        except Exception:
            log.exception("could not answer")
            return self._say.say("chat.failed")

    async def _reply(self, text: str) -> str:
        if not text:
            return ""
        if text.startswith("/") and not text.startswith("//"):
            return await self._command(text)
        if links := self._only_links(text):
            return await self._read_links(links)
        if "\n" in text or len(text) > _ONE_LINER:
            return await self._read_text(text)
        return await self._one_line(text)

    async def _command(self, text: str) -> str:
        name, _, rest = text[1:].partition(" ")
        command = self._commands.get(name.casefold())
        if command is None:
            near = get_close_matches(name[:30].casefold(), self._commands, 1)
            key = "chat.no_command_near" if near else "chat.no_command"
            raise UserError(self._say.say(key, command=f"/{name[:30]}", near=f"/{near[0]}" if near else ""))
        return await command(rest.strip())

    @staticmethod
    def _only_links(text: str) -> list[str]:
        parts = text.split()
        return parts if all(_LINK.fullmatch(part) for part in parts) else []

    async def _one_line(self, text: str) -> str:
        """A single line may be a story or a question: one that states a move and does not ask is a story."""
        if not ask.is_question(text):
            got = await self._ingest(self._post(text))
            if got.outcome != "nothing":
                return self._card(got)
            if links := _LINK.findall(text):
                return await self._read_links(links)
        return await self._asked(lambda desk, now: ask.ask(desk, SCOPES, text, now))

    def _post(self, text: str) -> Post:
        return Post(SCOPE, plain(text).text, self._now())

    async def _ingest(self, post: Post) -> Ingested:
        return await self._desk.ingest(post, self._now())

    def _card(self, got: Ingested, what: str = "") -> str:
        if got.card is None:
            key = "chat.nothing_there" if what else "chat.nothing_read"
            return self._say.say(key, what=what)
        return self._terminal.card(got.card, self._now(), again=got.outcome == "again")

    async def _read_text(self, text: str) -> str:
        return self._card(await self._ingest(self._post(text)))

    async def _read(self, what: str) -> str:
        if not what:
            raise UserError(self._say.say("chat.read_what"))
        if _ADDRESS.fullmatch(what):
            return await self._read_link(what)
        return await self._read_file(Path(what))

    async def _read_links(self, links: list[str]) -> str:
        """What became of each link: one that is refused keeps nobody from the others."""
        told: list[str] = []
        for link in links:
            try:
                told.append(await self._read_link(link))
            except FetchRefused as refused:
                told.append(refused.reason if len(links) == 1 else f"{link}: {refused.reason}")
        return "\n\n".join(told)

    async def _read_link(self, url: str) -> str:
        if self._links is None:
            raise UserError(self._say.say("chat.no_links"))
        return await self._read_page(await self._links.fetch(url, group=SCOPE), url)

    async def _read_page(self, page: Page, what: str) -> str:
        got = [await self._ingest(post) for post in pages.posts(page, self._post(""))]
        told = next((g for g in reversed(got) if g.card is not None), got[-1])
        return self._card(told, what)

    async def _read_file(self, path: Path) -> str:
        try:
            body = await asyncio.to_thread(_bytes_of, path)
        except (FileNotFoundError, IsADirectoryError) as error:
            key = "chat.not_there" if isinstance(error, FileNotFoundError) else "chat.no_plain_file"
            raise UserError(self._say.say("chat.no_file", file=path, why=self._say.say(key))) from error
        except (OSError, ValueError) as error:
            why = getattr(error, "strerror", None) or str(error)
            raise UserError(self._say.say("chat.no_file", file=path, why=why)) from error
        if len(body) > _LARGEST_FILE:
            limit = self._say.say("chat.too_large", limit=_LARGEST_FILE // 1_000_000)
            raise UserError(self._say.say("chat.no_file", file=path, why=limit))
        if self._links is not None and path.suffix.casefold() in (".html", ".htm", ".pdf"):
            return await self._read_page(await self._links.read(body, name=path.name), str(path))
        return self._card(await self._ingest(self._post(body.decode("utf-8", "replace"))), str(path))

    async def _close(self, rest: str) -> str:
        wanted = self._wanted("close", rest)
        first = self._desk.directory.resolve(wanted.name)
        if first is not None and wanted.others:
            named = (first, *wanted.others)
            return await self._asked(lambda desk, now: desk.several(SCOPES, named, now, wanted.day))
        return await self._answered_close(wanted.name, wanted.day)

    async def _answered_close(self, name: str, day: date | None) -> str:
        return await self._asked(lambda desk, now: desk.close(SCOPES, name, day, now))

    async def _why(self, rest: str) -> str:
        wanted = self._wanted("why", rest)
        return await self._asked(lambda desk, now: desk.why(SCOPES, wanted.name, wanted.day, now))

    async def _sources(self, rest: str) -> str:
        wanted = self._wanted("sources", rest)
        return await self._asked(lambda desk, now: desk.sources(SCOPES, wanted.name, wanted.day, now))

    async def _region(self, rest: str) -> str:
        region = _options(rest).get("region", rest) or "asia"
        return await self._asked(lambda desk, now: desk.region(SCOPES, region, now))

    async def _brief(self, rest: str) -> str:
        region = _options(rest).get("region", rest) or None
        return await self._asked(lambda desk, now: desk.brief(SCOPES, now, region=region))

    async def _help(self, _: str) -> str:
        return self._terminal.answer(Help(), self._now())

    async def _quit(self, _: str) -> str:
        raise Quit

    def _wanted(self, command: str, rest: str) -> ask.Wanted:
        """ "index:nikkei date:2026-02-25", or "nikkei 2026-02-25", or just "nikkei"."""
        options = _options(rest)
        name = options.get("index") or options.get("name") or options.get("", "")
        if not name:
            raise UserError(self._say.say("chat.close_what", command=command))
        return ask.wanted(self._desk, name, options.get("date"), self._now())

    async def _asked(self, call: Callable[[Desk, datetime], Awaitable[Answer]]) -> str:
        """The desk's answer; from the sample while nothing of one's own is kept and the sample knows more."""
        now = self._now()
        if self._sample is not None and await self._untouched():
            answer = await call(self._sample.desk, self._sample.now)
            if isinstance(answer, _TOLD):
                told = self._terminal.answer(answer, self._sample.now)
                return f"{told}\n  {self._say.say('chat.from_sample', date=self._say.day(self._sample.now.date()))}"
        return self._terminal.answer(await call(self._desk, now), now)

    async def _untouched(self) -> bool:
        return not await self._desk.store.find(Query(SCOPES, limit=1))


def _options(rest: str) -> dict[str, str]:
    """Options by name; what stands before the first one under the empty name."""
    parts = _OPTION.split(rest)
    found = {"": parts[0].strip()}
    found |= {name.casefold(): value.strip() for name, value in zip(parts[1::2], parts[2::2], strict=True)}
    return {name: value for name, value in found.items() if value or not name}


def _bytes_of(path: Path) -> bytes:
    path = path.expanduser()
    if not path.is_file():
        raise IsADirectoryError if path.exists() else FileNotFoundError  # a pipe would never end
    with path.open("rb") as file:
        return file.read(_LARGEST_FILE + 1)
