"""Servers and bodies that mean harm, and what each must get."""

from __future__ import annotations

import asyncio
import contextlib
import gzip
import ssl
import zlib
from collections.abc import Iterator
from pathlib import Path

import brotli
from aiohttp import web as http

from bench.hostile_links import STORY, Case
from bot.refusals import RefusalCode
from tests.loopback_web import LoopbackWeb, Talk

CERTIFICATE = Path(__file__).parent.parent / "tests" / "selfsigned.pem"
_HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"


def _says(*parts: bytes) -> Talk:
    """A server that says these bytes, whatever it is asked, and hangs up."""

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        for part in parts:
            writer.write(part)
        await writer.drain()

    return talk


def _repeats(start: bytes, part: bytes, pause: float = 0.0) -> Talk:
    """A server that says `start`, then `part` without end."""

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(start)
        while True:
            writer.write(part)
            await writer.drain()
            await asyncio.sleep(pause)

    return talk


async def _silent(reader: asyncio.StreamReader, _: asyncio.StreamWriter) -> None:
    await reader.read()


async def _hangs_up(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.close()


def _conversations() -> Iterator[tuple[str, Talk, tuple[RefusalCode, ...], bool]]:
    """What it is, the server, what it must get, whether only time ends it."""
    ok = STORY.encode()
    yield "never answers", _silent, ("too_slow",), True
    yield "drips its headers", _repeats(b"HTTP/1.1 200 OK\r\n", b"X", 0.05), ("too_slow", "broken"), True
    yield "drips its body", _repeats(_HEAD + b"\r\n<p>", b"x", 0.05), ("too_slow",), True
    yield (
        "interim answers without end",
        _repeats(b"", b"HTTP/1.1 102 Processing\r\n\r\n", 0.01),
        ("too_slow", "broken"),
        True,
    )
    yield "hangs up at once", _hangs_up, ("unreachable",), False
    yield "speaks no HTTP", _says(b"SSH-2.0-OpenSSH_9.6\r\n"), ("broken",), False
    yield "a body without end", _repeats(_HEAD + b"\r\n", b"<p>The Dow rose.</p>" * 4000), ("too_large",), False
    yield (
        "chunks without end",
        _repeats(_HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"4000\r\n" + b"x" * 0x4000 + b"\r\n"),
        ("too_large",),
        False,
    )
    yield "headers without end", _repeats(_HEAD, b"X-Filler: yes\r\n" * 500), ("broken",), False
    yield "one header without end", _repeats(_HEAD + b"X: ", b"y" * 65536), ("broken",), False
    yield "announces 10 GB", _says(_HEAD + b"Content-Length: 10000000000\r\n\r\n" + ok), ("too_large",), False
    yield "announces more than it sends", _says(_HEAD + b"Content-Length: 100000\r\n\r\n" + ok), ("broken",), False
    yield "announces less than it sends", _says(_HEAD + b"Content-Length: 15\r\n\r\n" + ok), ("empty", "broken"), False
    yield "announces a negative length", _says(_HEAD + b"Content-Length: -5\r\n\r\n" + ok), ("broken",), False
    yield (
        "two lengths that differ",
        _says(_HEAD + b"Content-Length: 5\r\nContent-Length: 900\r\n\r\n" + ok),
        ("broken",),
        False,
    )
    yield "broken chunks", _says(_HEAD + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n" + ok), ("broken",), False
    yield (
        "a second answer smuggled behind",
        _says(_HEAD + b"Content-Length: %d\r\n\r\n" % len(ok) + ok + _HEAD),
        (),
        False,
    )


def _bodies() -> Iterator[tuple[str, bytes, dict[str, str], tuple[RefusalCode, ...]]]:
    """What it is, the body, its headers, what it must get."""
    story = STORY.encode()
    packed = gzip.compress(story)
    yield "gzip cut short", packed[:-20], {"Content-Encoding": "gzip"}, ("broken",)
    yield "gzip that is none", story, {"Content-Encoding": "gzip"}, ("broken",)
    yield "brotli that is none", story, {"Content-Encoding": "br"}, ("broken",)
    yield "packing nobody asked for", story, {"Content-Encoding": "zstd"}, ("encoding",)
    yield "packed twice", gzip.compress(packed), {"Content-Encoding": "gzip, gzip"}, ("encoding",)
    yield "deflate bomb, 100 MB", _packed(zlib.compressobj(), 100), {"Content-Encoding": "deflate"}, ("bomb",)
    yield "brotli bomb, 100 MB", _brotli_bomb(100), {"Content-Encoding": "br"}, ("bomb",)
    yield "a picture", b"\x89PNG\r\n\x1a\n", {"Content-Type": "image/png"}, ("not_a_page",)
    yield "a program called a page", b"MZ\x90\x00\x03\x00" * 1000, {}, ("not_a_page",)
    yield "an archive called text", b"PK\x03\x04\x00\x00" * 1000, {"Content-Type": "text/plain"}, ("not_a_page",)
    yield "a video", b"", {"Content-Type": "video/mp4"}, ("not_a_page",)
    yield "UTF-8 called UTF-16", story, {"Content-Type": "text/html; charset=utf-16"}, ()
    yield "a charset that unpacks archives", story, {"Content-Type": "text/html; charset=zip"}, ()
    yield "a cookie to be kept", story, {"Set-Cookie": "track=1; Domain=example; Path=/"}, ()
    yield "elements 300,000 deep", b"<html>" + b"<div>" * 300_000, {}, ("too_complex",)
    yield "100,000 links", b"<html><body>" + b'<a href="/x">one</a> ' * 90_000, {}, ("index_page", "too_complex")
    yield (
        "150,000 attributes",
        b"<html><p " + b" ".join(b"a%d=1" % n for n in range(150_000)) + b">x",
        {},
        ("empty", "too_complex"),
    )
    yield "JSON-LD of brackets", b'<html><script type="application/ld+json">' + b"[" * 1_900_000, {}, ("empty",)
    yield (
        "2 MB of ampersands",
        b"<html><body>" + b"&" * 1_900_000,
        {"Content-Type": "text/html"},
        ("empty", "too_complex", "index_page"),
    )
    yield "a sentence of 1.9 MB", b"<html><p>" + b"The Dow rose and " * 110_000, {}, ()
    laughs = b"".join(b'<!ENTITY l%d "%s">' % (n, b"&l%d;" % (n - 1) * 10) for n in range(1, 12))
    xhtml = (
        b'<?xml version="1.0"?><!DOCTYPE html [<!ENTITY l0 "lol">'
        + laughs
        + b"]><html><body><p>&l11;</p></body></html>"
    )
    yield "entities within entities", xhtml, {"Content-Type": "application/xhtml+xml"}, ("empty",)
    yield "a PDF that is none", b"%PDF-1.7\n" + b"\x00garbage" * 1000, {"Content-Type": "application/pdf"}, ("broken",)
    yield (
        "a PDF that unpacks to 200 MB",
        _pdf_bomb(),
        {"Content-Type": "application/pdf"},
        ("broken", "too_complex", "empty"),
    )


def _packed(packer: zlib._Compress, megabytes: int) -> bytes:
    """So many megabytes of spaces, packed piece by piece: the bench itself never holds them."""
    return b"".join(packer.compress(b" " * 1_000_000) for _ in range(megabytes)) + packer.flush()


def _brotli_bomb(megabytes: int) -> bytes:
    packer = brotli.Compressor(quality=3)
    return b"".join(packer.process(b" " * 1_000_000) for _ in range(megabytes)) + bytes(packer.finish())


def _pdf_bomb() -> bytes:
    stream = zlib.compress(_packed(zlib.compressobj(9), 200), 9)
    return (
        b"%%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>endobj\n"
        b"4 0 obj<</Length %d/Filter[/FlateDecode/FlateDecode]>>stream\n%s\nendstream endobj\n"
        b"trailer<</Root 1 0 R/Size 5>>\n%%%%EOF\n" % (len(stream), stream)
    )


async def _gzip_bomb(request: http.Request) -> http.StreamResponse:
    """A gigabyte, packed as it is sent."""
    reply = http.StreamResponse(headers={"Content-Type": "text/html", "Content-Encoding": "gzip"})
    await reply.prepare(request)
    packer = zlib.compressobj(1, wbits=31)
    with contextlib.suppress(ConnectionError):
        for _ in range(1_000):
            await reply.write(packer.compress(b" " * 1_000_000))
            await asyncio.sleep(0)  # let the other servers speak
        await reply.write(packer.flush())
    return reply


STATUSES: list[tuple[int, RefusalCode]] = [
    (204, "http_error"),
    (300, "http_error"),
    (304, "http_error"),
    (401, "paywall"),
    (402, "paywall"),
    (403, "robot_check"),
    (404, "error_page"),
    (410, "error_page"),
    (429, "robot_check"),
    (451, "http_error"),
    (500, "http_error"),
    (503, "http_error"),
]


async def set_up(web: LoopbackWeb) -> list[Case]:
    """Start the servers; the cases that use them."""
    cases = []
    for number, (name, talk, refused, slow) in enumerate(_conversations()):
        await web.talk(f"raw{number}.example", talk)
        cases.append(Case(name, f"http://raw{number}.example/", refused, slow))
    for number, (name, body, headers, refused) in enumerate(_bodies()):
        link = f"http://body{number}.example/story"
        web.page(link, body, **{key.replace("-", "_"): value for key, value in headers.items()})
        cases.append(Case(name, link, refused))
    web.handle("http://bomb.example/story", _gzip_bomb)
    cases.append(Case("gzip bomb, 1 GB", "http://bomb.example/story", ("bomb",)))
    for status, code in STATUSES:
        web.page(f"http://status.example/{status}", STORY if status not in (204, 304) else b"", status=status)
        cases.append(Case(f"status {status}", f"http://status.example/{status}", (code,)))
    cases += await _encrypted(web)
    return cases


async def _encrypted(web: LoopbackWeb) -> list[Case]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE)
    await web.talk("selfsigned.example", _says(_HEAD + b"\r\n" + STORY.encode()), ssl=context)
    await web.talk("plain.example", _says(b""))
    await web.talk("mute.example", _silent)
    return [
        Case("a certificate of its own making", "https://selfsigned.example/", ("insecure",)),
        Case("no encryption where some was asked", "https://news.example/story", ("insecure",)),
        Case("silent while encryption is agreed", "https://mute.example/", ("too_slow",), slow=True),
    ]
