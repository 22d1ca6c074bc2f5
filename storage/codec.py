"""A change as one line of JSON and back: Decimals and dates as strings, the unset left out, a quote written once.

Each line begins with the checksum of its rest. What fits its checksum is what was written, and what was written could
be read: so the start only skims the stories for what the index needs, and their words are read when asked for.
"""

from __future__ import annotations

import json
from dataclasses import fields
from datetime import date, datetime
from functools import lru_cache
from sys import intern
from typing import Annotated, Any, TypeAlias, TypeVar, get_args
from zlib import crc32

import msgspec

from extract.model import Doubt, Driver, Event, Move
from storage.card import Card, seconds
from storage.change import Change
from storage.record import Delivery, Form, GuildSettings, Origin, Quoted, Reply, Wrap

Shape: TypeAlias = dict[str, Any]
L = TypeVar("L")

UNREADABLE = (ValueError, LookupError, TypeError, RecursionError)
"""What reading a line may raise that no store wrote, and writing a record of wrong types."""

_FACTS = {Move: "move", Driver: "driver", Event: "event"}
_OPEN = b'{"crc":"'
_BODY = len(b'{"crc":"01234567",')


class _Fact(msgspec.Struct, forbid_unknown_fields=True):
    """One of three, and which of the story's quotes states it."""

    quote: Annotated[int, msgspec.Meta(ge=0)]
    move: Move | None = None
    driver: Driver | None = None
    event: Event | None = None


class _Story(msgspec.Struct, forbid_unknown_fields=True):
    id: str
    scope: str
    origin: dict[str, str]
    fingerprint: str
    shingles: tuple[int, ...]
    quotes: tuple[str, ...]
    facts: list[_Fact]
    doubts: tuple[Doubt, ...] = ()


class _SkimmedMove(msgspec.Struct):
    instrument: str
    session: str | None = None


class _SkimmedFact(msgspec.Struct):
    move: _SkimmedMove | None = None


class _SkimmedOrigin(msgspec.Struct):
    url: str | None = None
    message_id: str | None = None
    channel_id: str | None = None
    author_id: str | None = None
    received_at: str | None = None
    parent_id: str | None = None


class _SkimmedStory(msgspec.Struct):
    id: str
    scope: str
    origin: _SkimmedOrigin
    fingerprint: str
    facts: list[_SkimmedFact]


class _Line(msgspec.Struct, forbid_unknown_fields=True):
    """The fields of a Change but for the story."""

    crc: str = ""
    drop: tuple[str, ...] = ()
    erase: str | None = None
    settings: GuildSettings | None = None
    delivery: Delivery | None = None
    reply: Reply | None = None
    unreply: tuple[str, str] | None = None
    mark: tuple[str, str, str] | None = None


class _Full(_Line, forbid_unknown_fields=True):
    put: _Story | None = None


class _Skimmed(_Line, forbid_unknown_fields=True):
    put: _SkimmedStory | None = None


_full = msgspec.json.Decoder(_Full)
_skimmed = msgspec.json.Decoder(_Skimmed)


_DEFAULTS = {kind: [(field.name, field.default) for field in fields(kind)] for kind in (Change, Origin, *_FACTS)}
"""Of a field without a default MISSING, which no value equals."""


def encode(change: Change) -> bytes:
    """One line with its line feed. ValueError or TypeError for what JSON has no words for, or what `decode` would not
    read again."""
    shape = _set_fields(change)
    if change.put is not None:
        if change.put.wrap is None:
            raise ValueError(f"the words of story {change.put.id} are not at hand")
        shape["put"] = _story_shape(change.put.wrap)
    try:
        body = msgspec.json.encode(shape)
    except UnicodeEncodeError:  # half a surrogate pair, which UTF-8 cannot hold; an escape in JSON can
        body = json.dumps(msgspec.to_builtins(shape)).encode("ascii")
    line = b'%b%08x",%b\n' % (_OPEN, crc32(body), body[1:])
    decode(line)
    return line


def decode(line: bytes) -> Change:
    """The change of a line; ValueError, saying what was expected where, if the line holds none."""
    read = _checked(line, _full)
    return _change(read, Card.of(_story(read.put)) if read.put is not None else None)


def story(line: bytes) -> Wrap:
    """The story of a line that holds one."""
    read = _checked(line, _full).put
    if read is None:
        raise ValueError("it holds no story")
    return _story(read)


def skim(line: bytes) -> Change:
    """The change of a line, without the words of its story; several times as fast."""
    read = _checked(line, _skimmed)
    return _change(read, _card(read.put) if read.put is not None else None)


def _checked(line: bytes, decoder: msgspec.json.Decoder[L]) -> L:
    if line[: len(_OPEN)] != _OPEN or line[_BODY - 2 : _BODY] != b'",' or line[-1:] != b"\n":
        raise ValueError("it is not a line of this journal")
    if b"%08x" % crc32(memoryview(line)[_BODY:-1], crc32(b"{")) != line[len(_OPEN) : _BODY - 2]:
        raise ValueError("it is damaged or was changed by hand: its checksum does not fit")
    try:
        return decoder.decode(line)
    except msgspec.ValidationError:
        raise
    except msgspec.DecodeError:
        return msgspec.convert(json.loads(line), decoder.type)


def _change(read: _Line, card: Card | None) -> Change:
    return Change(read.drop, read.erase, card, read.settings, read.delivery, read.reply, read.unreply, read.mark)


def _set_fields(record: Any) -> Shape:
    """The fields of a dataclass that differ from their defaults."""
    return {name: value for name, usual in _DEFAULTS[type(record)] if (value := getattr(record, name)) != usual}


def _story_shape(wrap: Wrap) -> Shape:
    quotes: dict[str, int] = {}
    facts = [
        {"quote": quotes.setdefault(quoted.quote, len(quotes)), _FACTS[type(quoted.fact)]: _set_fields(quoted.fact)}
        for quoted in wrap.facts
    ]
    shape: Shape = {"id": wrap.id, "scope": wrap.scope, "origin": _origin_shape(wrap.origin)}
    shape |= {"fingerprint": wrap.fingerprint, "shingles": wrap.shingles, "quotes": list(quotes), "facts": facts}
    return shape | {"doubts": wrap.doubts} if wrap.doubts else shape


def _story(read: _Story) -> Wrap:
    if any(fact.quote >= len(read.quotes) for fact in read.facts):
        raise ValueError("a fact has no quote")
    quoted = tuple(Quoted(_one(fact), read.quotes[fact.quote]) for fact in read.facts)
    return Wrap(read.id, read.scope, _origin(read.origin), read.fingerprint, read.shingles, quoted, read.doubts)


def _one(fact: _Fact) -> Move | Driver | Event:
    read = fact.move or fact.driver or fact.event
    if read is None:
        raise ValueError("a fact is neither move nor driver nor event")
    return read


def _card(read: _SkimmedStory) -> Card:
    moves = dict.fromkeys((fact.move.instrument, fact.move.session) for fact in read.facts if fact.move)
    origin = read.origin
    received = datetime.fromisoformat(origin.received_at) if origin.received_at is not None else None
    return Card(
        read.id,
        intern(read.scope),
        read.fingerprint,
        origin.url,
        origin.message_id,
        origin.channel_id and intern(origin.channel_id),
        origin.author_id and intern(origin.author_id),
        (seconds(received), 0),
        tuple(intern(instrument) for instrument, _ in moves),
        tuple(_day(session) if session is not None else None for _, session in moves),
        parent_id=origin.parent_id and intern(origin.parent_id),
    )


_day = lru_cache(maxsize=4096)(date.fromisoformat)


def _origin_shape(origin: Origin) -> Shape:
    return {
        name: value.isoformat() if isinstance(value, date) else value for name, value in _set_fields(origin).items()
    }


def _origin(read: dict[str, str]) -> Origin:
    origin: Shape = dict(read)
    if origin.get("form") not in get_args(Form):
        raise ValueError(f"unknown form of a story: {origin.get('form')!r}")
    for name in ("published_at", "received_at"):
        if name in read:
            origin[name] = _moment(read[name])
    return Origin(**origin)


def _moment(written: str) -> datetime | date:
    """`published_at` may be a bare day."""
    return date.fromisoformat(written) if len(written) == len("2026-02-26") else datetime.fromisoformat(written)
