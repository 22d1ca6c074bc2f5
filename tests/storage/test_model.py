"""Any sequence of calls, with restarts between: the stores answer what a plain list would."""

from __future__ import annotations

import asyncio
import tempfile
from dataclasses import replace
from datetime import date
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from storage import Store
from storage.journal import JournalStore
from storage.memory import MemoryStore
from storage.record import FEEDS, Delivery, GuildSettings, Query, Reply, Wrap
from tests.storage.stories import NINE, move, story

SCOPES = ("guild:1", "guild:2", FEEDS)
INSTRUMENTS = ("nikkei", "kospi", "dax")
DAYS = tuple(date(2026, 2, day) for day in (23, 24, 25, 26))

scopes = st.sampled_from(SCOPES)
messages = st.sampled_from(("8", "9", "10"))
channels = st.sampled_from(("7", "8"))
wraps = st.builds(
    story,
    st.sampled_from("abcd"),
    scope=scopes,
    moves=st.lists(
        st.builds(move, st.sampled_from(INSTRUMENTS), st.none() | st.sampled_from(DAYS)), max_size=3
    ).map(tuple),
    message=st.none() | messages,
    channel=channels,
    parent=st.none() | channels,
    author=st.sampled_from(("42", "43")),
    url=st.none() | st.sampled_from(("u", "v")),
    after=st.integers(0, 4),
)  # fmt: skip
queries = st.builds(
    Query,
    st.lists(scopes, max_size=3).map(tuple),
    st.lists(st.sampled_from(INSTRUMENTS), max_size=2).map(tuple),
    st.none() | st.sampled_from(DAYS),
    st.none() | st.sampled_from(DAYS),
    st.integers(0, 5),
)


def in_channel(wrap: Wrap, channel: str) -> bool:
    """Whether a story was shared in the channel or in a thread of it."""
    return channel in (wrap.origin.channel_id, wrap.origin.parent_id)


class PlainList:
    """The contract said in the plainest way: a list of stories, looked through from end to end."""

    def __init__(self) -> None:
        self.wraps: list[Wrap] = []
        self.others: dict[tuple[str, str, str], object] = {}

    def add(self, wrap: Wrap) -> Wrap | None:
        same_id = [each for each in self.wraps if each.id == wrap.id]
        same = [each for each in self.wraps if (each.scope, each.fingerprint) == (wrap.scope, wrap.fingerprint)]
        if same_id or same:
            return (same_id or same)[0]
        self.wraps.append(wrap)
        return None

    def replace(self, wrap: Wrap) -> None:
        def superseded(each: Wrap) -> bool:
            if each.scope != wrap.scope or each.id == wrap.id:
                return each.id == wrap.id
            if wrap.origin.message_id is not None:
                return each.origin.message_id == wrap.origin.message_id
            return each.origin.message_id is None and each.origin.url == wrap.origin.url is not None

        self.wraps = [*(each for each in self.wraps if not superseded(each)), wrap]

    def take(self, gone: list[Wrap]) -> list[Wrap]:
        self.wraps = [each for each in self.wraps if each not in gone]
        return gone

    def find(self, query: Query) -> list[Wrap]:
        def fits(wrap: Wrap) -> bool:
            moves = [each for each, _ in wrap.moves if not query.instruments or each.instrument in query.instruments]
            if query.since is None and query.until is None:
                return bool(moves) or not query.instruments
            days = [each.session for each in moves if each.session is not None]
            return any((query.since or date.min) <= day <= (query.until or date.max) for day in days)

        fitting = [wrap for wrap in reversed(self.wraps) if wrap.scope in query.scopes and fits(wrap)]
        return sorted(fitting, key=lambda wrap: wrap.origin.received_at or NINE, reverse=True)[: query.limit]


class Stores(RuleBasedStateMachine):
    """A list, a store in memory and a journal that is closed and opened every now and then."""

    def __init__(self) -> None:
        super().__init__()
        self.loop = asyncio.Runner()
        self.place = tempfile.TemporaryDirectory()
        self.plain = PlainList()
        self.memory: Store = MemoryStore()
        self.journal = self.loop.run(self.open())

    async def open(self) -> JournalStore:
        return await JournalStore.open(Path(self.place.name), linger=1e9)

    def both(self, name: str, *arguments: object, **named: object) -> object:
        """What both stores answer, which must be the same."""
        answers = [self.loop.run(getattr(store, name)(*arguments, **named)) for store in (self.memory, self.journal)]
        assert answers[0] == answers[1]
        return answers[0]

    @rule(wrap=wraps)
    def add(self, wrap: Wrap) -> None:
        assert self.both("add", wrap) == self.plain.add(wrap)

    @rule(wrap=wraps)
    def put_in_place(self, wrap: Wrap) -> None:
        self.both("replace", wrap)
        self.plain.replace(wrap)

    @rule(scope=scopes, message=messages, channel=st.none() | channels)
    def withdraw(self, scope: str, message: str, channel: str | None) -> None:
        gone = [wrap for wrap in self.plain.wraps if wrap.scope == scope and wrap.origin.message_id == message]
        gone = [wrap for wrap in gone if channel is None or in_channel(wrap, channel)]
        assert self.both("withdraw", scope, message_ids=[message], channel_id=channel) == self.plain.take(gone)

    @rule(scope=scopes, channel=channels)
    def withdraw_channel(self, scope: str, channel: str) -> None:
        gone = [wrap for wrap in self.plain.wraps if wrap.scope == scope and in_channel(wrap, channel)]
        taken = self.both("withdraw", scope, channel_id=channel)
        assert isinstance(taken, list)
        assert sorted(taken, key=repr) == sorted(self.plain.take(gone), key=repr)

    @rule(scope=scopes)
    def erase(self, scope: str) -> None:
        gone = self.plain.take([wrap for wrap in self.plain.wraps if wrap.scope == scope])
        assert self.both("erase", scope) == len(gone)
        self.plain.others = {key: each for key, each in self.plain.others.items() if key[1] != scope}

    @rule(scope=st.none() | scopes, author=st.sampled_from(("42", "43")))
    def erase_author(self, scope: str | None, author: str) -> None:
        of_author = [wrap for wrap in self.plain.wraps if wrap.origin.author_id == author]
        gone = self.plain.take([wrap for wrap in of_author if scope in (None, wrap.scope)])
        assert self.both("erase", scope, author_id=author) == len(gone)

    @rule(scope=scopes, mode=st.sampled_from(("auto", "quiet")))
    def set_up(self, scope: str, mode: str) -> None:
        self.both("save_settings", GuildSettings(scope, mode))
        self.plain.others["settings", scope, ""] = GuildSettings(scope, mode)

    @rule(scope=scopes, key=st.sampled_from("12"))
    def claim(self, scope: str, key: str) -> None:
        claimed = self.plain.others.setdefault(("delivery", scope, key), delivery := Delivery(scope + key, scope, NINE))
        assert self.both("claim", delivery) == (claimed is delivery)

    @rule(scope=scopes, key=st.sampled_from("12"), message=messages)
    def sent(self, scope: str, key: str, message: str) -> None:
        self.both("sent", scope + key, message)
        delivery = self.plain.others.get(("delivery", scope, key))
        if isinstance(delivery, Delivery):
            self.plain.others["delivery", scope, key] = replace(delivery, message_id=message)

    @rule(scope=scopes, message=messages, reply=st.none() | messages)
    def answer(self, scope: str, message: str, reply: str | None) -> None:
        self.both("save_reply", Reply(scope, "7", message, reply))
        self.plain.others["reply", scope, message] = Reply(scope, "7", message, reply)

    @rule(scope=scopes, message=messages)
    def unsay(self, scope: str, message: str) -> None:
        self.both("drop_reply", scope, message)
        self.plain.others.pop(("reply", scope, message), None)

    @rule(scope=scopes, channel=channels, message=messages)
    def mark(self, scope: str, channel: str, message: str) -> None:
        self.both("mark", scope, channel, message)
        before = self.plain.others.get(("mark", scope, channel), "0")
        self.plain.others["mark", scope, channel] = max(str(before), message, key=int)

    @rule()
    def restart(self) -> None:
        self.loop.run(self.journal.close())
        self.journal = self.loop.run(self.open())

    @rule()
    def compact(self) -> None:
        self.loop.run(self.journal.compact())

    @rule(query=queries)
    def find(self, query: Query) -> None:
        assert self.both("find", query) == self.plain.find(query)

    @invariant()
    def stories_agree(self) -> None:
        everything = Query(SCOPES, limit=1000)
        assert self.both("find", everything) == self.plain.find(everything)

    def teardown(self) -> None:
        """Compare all that is kept, then once more after a restart."""
        for _ in range(2):
            self.compare()
            self.restart()
        self.loop.run(self.journal.close())
        self.loop.close()
        self.place.cleanup()

    def compare(self) -> None:
        for scope in SCOPES:
            of_kind = {k: {key[2]: each for key, each in self.plain.others.items() if key[:2] == (k, scope)}
                       for k in ("settings", "delivery", "reply", "mark")}  # fmt: skip
            assert self.both("settings", scope) == of_kind["settings"].get("", GuildSettings(scope))
            assert self.both("marks", scope) == of_kind["mark"]
            for message in ("8", "9", "10"):
                assert self.both("reply_to", scope, message) == of_kind["reply"].get(message)
                brought = [w for w in self.plain.wraps if w.scope == scope and w.origin.message_id == message]
                assert self.both("by_message", scope, message) == brought
            for key in "12":
                assert self.both("delivery", scope + key) == of_kind["delivery"].get(key)
            for instrument in INSTRUMENTS:
                moves = [each for wrap in self.plain.wraps if wrap.scope == scope for each, _ in wrap.moves]
                days = {each.session for each in moves if each.instrument == instrument and each.session}
                assert self.both("sessions", (scope,), instrument) == sorted(days, reverse=True)
            for url in ("u", "v"):
                at = [wrap for wrap in self.plain.find(Query((scope,), limit=1000)) if wrap.origin.url == url]
                assert self.both("by_url", scope, url) == (at[0] if at else None)


TestStores = Stores.TestCase
TestStores.settings = settings(max_examples=40, stateful_step_count=25)
