"""A packed body, unpacked as it arrives and never further than a limit."""

from __future__ import annotations

import zlib
from typing import Protocol

import brotli

from bot.refusals import FetchRefused

ACCEPTED = "gzip, deflate, br"
"""What is asked for, which is all that is understood."""

_BOMB_RATIO = 60
"""Pages shrink to a tenth; what grows this much is not meant to be read."""

_MOST_MEMBERS = 100
_SLICE = 4096


class Unpacker(Protocol):
    """Takes bytes off the wire, gives at most `room` bytes of the body at a time."""

    def feed(self, packed: bytes, room: int) -> bytes:
        """The next bytes of the body; call again with b"" while `hungry` is False."""
        ...

    @property
    def hungry(self) -> bool:
        """True when all that was fed has been given back."""
        ...

    @property
    def complete(self) -> bool:
        """True when the packed stream has reached its own end."""
        ...


class _Plain:
    hungry = True
    complete = True

    def feed(self, packed: bytes, room: int) -> bytes:
        return packed


class _Zlib:
    """gzip (several members too) and deflate, which servers send with and without zlib's wrapping."""

    def __init__(self, gzip: bool) -> None:
        self._gzip = gzip
        self._stream = zlib.decompressobj(zlib.MAX_WBITS | 16) if gzip else None
        self._rest = b""
        self._members = 0

    @property
    def hungry(self) -> bool:
        return not self._rest

    @property
    def complete(self) -> bool:
        return self._stream is None or self._stream.eof

    def feed(self, packed: bytes, room: int) -> bytes:
        data = self._rest + packed
        if not data:
            return b""
        if self._stream is None:
            wrapped = data[0] & 0x0F == 8 and (len(data) < 2 or (data[0] << 8 | data[1]) % 31 == 0)
            self._stream = zlib.decompressobj(zlib.MAX_WBITS if wrapped else -zlib.MAX_WBITS)
        if self._stream.eof:
            self._members += 1
            if not self._gzip or data[:1] != b"\x1f" or self._members > _MOST_MEMBERS:
                self._rest = b""  # padding after the end, as gzip files carry it
                return b""
            self._stream = zlib.decompressobj(zlib.MAX_WBITS | 16)
        body = self._stream.decompress(data, room)
        self._rest = self._stream.unused_data or self._stream.unconsumed_tail
        return body


class _Brotli:
    def __init__(self) -> None:
        self._stream = brotli.Decompressor()

    @property
    def hungry(self) -> bool:
        return bool(self._stream.can_accept_more_data())

    @property
    def complete(self) -> bool:
        return bool(self._stream.is_finished())

    def feed(self, packed: bytes, room: int) -> bytes:
        if self._stream.is_finished():
            return b""
        return bytes(self._stream.process(packed, output_buffer_limit=room))


def unpacker(encoding: str) -> Unpacker:
    """The unpacker for a Content-Encoding; FetchRefused for one that was not asked for, or several stacked."""
    name = encoding.strip().lower()
    if name in ("", "identity"):
        return _Plain()
    if name in ("gzip", "x-gzip"):
        return _Zlib(gzip=True)
    if name == "deflate":
        return _Zlib(gzip=False)
    if name == "br":
        return _Brotli()
    raise FetchRefused("encoding", name[:80])


class Body:
    """A body as it grows: counts what came over the wire and what it unpacks to, refuses the first byte too many."""

    def __init__(self, encoding: str, wire_limit: int, limit: int) -> None:
        self._unpack = unpacker(encoding)
        self._plain = isinstance(self._unpack, _Plain)
        self._wire_limit, self._limit = wire_limit, limit
        self._wire = 0
        self._parts = bytearray()

    def add(self, packed: bytes) -> None:
        """Take the next bytes off the wire."""
        for start in range(0, len(packed), _SLICE):
            self._add(packed[start : start + _SLICE])

    def _add(self, packed: bytes) -> None:
        self._wire += len(packed)
        if self._wire > self._wire_limit:
            raise FetchRefused("too_large", f"over {self._wire_limit} bytes on the wire")
        while True:
            try:
                part = self._unpack.feed(packed, self._limit + 1 - len(self._parts))
            except (zlib.error, brotli.error) as error:
                raise FetchRefused("broken", f"damaged packing: {error}") from None
            self._parts += part
            if len(self._parts) > self._limit:
                bomb = not self._plain and len(self._parts) > _BOMB_RATIO * self._wire
                raise FetchRefused("bomb" if bomb else "too_large", f"{self._wire} bytes unpack to over {self._limit}")
            if self._unpack.hungry or not (part or packed):
                return
            packed = b""

    def whole(self) -> bytes:
        """The body, once the wire has gone quiet; FetchRefused when its packing was cut short."""
        if self._wire and not self._unpack.complete:
            raise FetchRefused("broken", "packing cut short")
        return bytes(self._parts)
