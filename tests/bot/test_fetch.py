"""Fetching links over real sockets, in a web of made-up hosts on the loopback."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
import pytest_asyncio
from aiohttp import web as http

from bot.fetch import Fetcher, FetchRefused, Page
from bot.pages import PageReader
from tests.extract.pdf import pdf
from tests.loopback_web import LoopbackWeb

PAGES = Path(__file__).parent.parent / "pages"
LINK = "http://www.harborwire.example/markets/asia/tokyo-shares-end-higher-2026-02-25/"
STORY = (PAGES / "wire_graph.html").read_bytes()


pytestmark = pytest.mark.asyncio(loop_scope="module")  # the worker that reads pages serves all these tests


class Clock:
    """Seconds that pass when a test says so."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def reader() -> AsyncIterator[PageReader]:
    made = PageReader()
    yield made
    await made.close()


@pytest_asyncio.fixture(loop_scope="module")
async def net() -> AsyncIterator[LoopbackWeb]:
    async with LoopbackWeb() as started:
        yield started


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest_asyncio.fixture(loop_scope="module")
async def fetcher(net: LoopbackWeb, clock: Clock, reader: PageReader) -> AsyncIterator[Fetcher]:
    made = net.fetcher(clock=clock, reader=reader, fresh_seconds=600, refused_seconds=60)
    yield made
    await made.close()


async def refusal(fetcher: Fetcher, link: str, group: str = "") -> FetchRefused:
    with pytest.raises(FetchRefused) as refused:
        await fetcher.fetch(link, group=group)
    return refused.value


async def test_a_link_becomes_its_story(net: LoopbackWeb, fetcher: Fetcher) -> None:
    net.page(LINK, STORY)
    net.redirect("http://short.example/1", LINK + "?utm_source=short")
    page = await fetcher.fetch("http://short.example/1")
    assert page.title == "Tokyo shares end higher as chip names lead"
    assert page.published_at == datetime(2026, 2, 25, 15, 48, 7, tzinfo=timezone(timedelta(hours=9)))
    assert page.published_at.utcoffset() == timedelta(hours=9)
    assert "0.73%, to 57,020.44" in page.text
    assert page.url == LINK + "?utm_source=short"
    assert page.canonical_url == LINK.replace("http://", "https://")  # the page's own word, on its own site
    assert (page.outlet, page.form) == ("Harbor Wire", "page")


async def test_the_request_is_honest_and_plain(
    net: LoopbackWeb, fetcher: Fetcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://10.0.0.1:3128")
    monkeypatch.setenv("http_proxy", "http://10.0.0.1:3128")
    net.page("http://a.example/1", STORY, Set_Cookie="id=7; Path=/; Domain=a.example")
    net.page("http://a.example/2", STORY)
    await fetcher.fetch("http://a.example/1")
    await fetcher.fetch("http://a.example/2")
    for _, _, headers in net.requests:
        assert headers["User-Agent"] == "MarketBriefer/0.1"
        assert not {"Cookie", "Authorization", "Referer"} & set(headers)
        assert headers["Accept-Encoding"] == "gzip, deflate, br"
    assert {address for address, _ in net.dialed} == set(net.names["a.example"])


async def test_a_page_is_not_fetched_again_while_it_is_fresh(net: LoopbackWeb, fetcher: Fetcher, clock: Clock) -> None:
    net.page(LINK, STORY)
    first = await fetcher.fetch(LINK)
    clock.now += 599
    assert await fetcher.fetch(LINK + "?utm_medium=feed#top") == first
    assert len(net.requests) == 1
    clock.now += 2
    await fetcher.fetch(LINK)
    assert len(net.requests) == 2


async def test_after_that_the_server_is_asked_whether_it_changed(
    net: LoopbackWeb, fetcher: Fetcher, clock: Clock
) -> None:
    bodies = [(b'"1"', STORY), (b'"2"', STORY.replace(b"57,020.44", b"57,999.99"))]

    async def answer(request: http.Request) -> http.Response:
        tag, body = bodies[0]
        if request.headers.get("If-None-Match") == tag.decode():
            return http.Response(status=304)
        return http.Response(body=body, content_type="text/html", headers={"ETag": tag.decode()})

    net.handle(LINK, answer)
    first = await fetcher.fetch(LINK)
    clock.now += 601
    assert await fetcher.fetch(LINK) == first
    assert net.requests[-1][2]["If-None-Match"] == '"1"'
    clock.now += 300
    await fetcher.fetch(LINK)  # a page that did not change is fresh again
    assert len(net.requests) == 2
    bodies.pop(0)
    clock.now += 601
    assert "57,999.99" in (await fetcher.fetch(LINK)).text


async def test_validators_go_only_to_the_address_that_gave_them(
    net: LoopbackWeb, fetcher: Fetcher, clock: Clock
) -> None:
    net.page(LINK, STORY, ETag='"1"', Last_Modified="Wed, 25 Feb 2026 07:20:00 GMT")
    net.redirect("http://short.example/1", LINK)
    await fetcher.fetch("http://short.example/1")
    clock.now += 601
    await fetcher.fetch("http://short.example/1")
    assert not any("If-None-Match" in headers for host, _, headers in net.requests if host == "short.example")


async def test_one_link_asked_for_at_once_is_fetched_once(net: LoopbackWeb, fetcher: Fetcher) -> None:
    arrived, go = asyncio.Event(), asyncio.Event()

    async def answer(_: http.Request) -> http.Response:
        arrived.set()
        await go.wait()
        return http.Response(body=STORY, content_type="text/html")

    net.handle(LINK, answer)
    asking = [asyncio.create_task(fetcher.fetch(LINK, group=f"guild:{n}")) for n in range(5)]
    await arrived.wait()
    asking[0].cancel()  # the one who asked first gives up; the others still get the page
    go.set()
    outcomes = await asyncio.gather(*asking, return_exceptions=True)
    assert isinstance(outcomes[0], asyncio.CancelledError)
    assert all(isinstance(outcome, Page) for outcome in outcomes[1:])
    assert len(net.requests) == 1


async def test_a_refusal_is_remembered_for_a_minute(net: LoopbackWeb, fetcher: Fetcher, clock: Clock) -> None:
    net.page(LINK, "gone", status=404)
    assert (await refusal(fetcher, LINK)).code == "error_page"
    net.page(LINK, STORY)
    assert (await refusal(fetcher, LINK)).code == "error_page"
    clock.now += 61
    assert (await fetcher.fetch(LINK)).title


async def test_amp_caches_and_redirectors_are_never_asked(net: LoopbackWeb, fetcher: Fetcher) -> None:
    net.page("https://www.news.example/a", STORY)
    net.page("http://www.news.example/amp/a", STORY)
    await fetcher.fetch("https://www-news-example.cdn.ampproject.org/c/www.news.example/amp/a")
    assert net.asked == ["www.news.example"]


async def test_text_and_pdf_are_read_too(net: LoopbackWeb, fetcher: Fetcher) -> None:
    net.page("http://a.example/n.txt", "Nikkei 225\t57,020.44\t+0.73%", Content_Type="text/plain")
    net.page(
        "http://a.example/n.pdf", pdf(["The Nikkei 225 closed at 57,020.44, up 0.73%."]), Content_Type="application/pdf"
    )
    assert (await fetcher.fetch("http://a.example/n.txt")).text == "Nikkei 225\t57,020.44\t+0.73%"
    assert (await fetcher.fetch("http://a.example/n.pdf")).form == "pdf"


async def test_files_that_are_here_already_are_read(fetcher: Fetcher) -> None:
    page = await fetcher.read(STORY, name="story.html")
    assert page.title == "Tokyo shares end higher as chip names lead"
    assert (await fetcher.read(b"The Dow closed 1% higher.", name="note.md")).form == "text"
    for body, name, code in ((b"\x00\x01\x02" * 9, "a.txt", "not_a_page"), (b"x" * 2_000_001, "a.txt", "too_large")):
        with pytest.raises(FetchRefused) as refused:
            await fetcher.read(body, name=name)
        assert refused.value.code == code


async def test_a_refusal_says_it_in_words_for_the_reader(net: LoopbackWeb, fetcher: Fetcher) -> None:
    net.page("http://a.example/500", "x", status=500)
    assert (await refusal(fetcher, "http://a.example/500")).reason == "The site answered with an error (500)."
    private = await refusal(fetcher, "http://127.0.0.1/")
    assert "public" in private.reason and "127.0.0.1" not in private.reason


class Crowd:
    """A handler that holds every request until it is let go, and knows the most that it held at once."""

    def __init__(self, expected: int) -> None:
        self.inside = self.most = 0
        self.full, self.go = asyncio.Event(), asyncio.Event()
        self._expected = expected

    async def __call__(self, _: http.Request) -> http.Response:
        self.inside += 1
        self.most = max(self.most, self.inside)
        if self.inside == self._expected:
            self.full.set()
        await self.go.wait()
        self.inside -= 1
        return http.Response(body=STORY, content_type="text/html")


@pytest.mark.parametrize(
    ("limits", "links", "groups", "held"),
    [
        ({"per_host": 2, "per_group": 9, "at_once": 9}, ["http://a.example/{}"], 1, 2),
        ({"per_host": 9, "per_group": 3, "at_once": 9}, ["http://h{}.example/"], 1, 3),
        ({"per_host": 9, "per_group": 9, "at_once": 4}, ["http://h{}.example/"], 3, 4),
        ({"per_host": 9, "per_group": 2, "at_once": 9}, ["http://h{}.example/"], 3, 6),
    ],
)
async def test_only_so_many_at_once(
    net: LoopbackWeb, reader: PageReader, limits: dict[str, int], links: list[str], groups: int, held: int
) -> None:
    crowd = Crowd(held)
    wanted = [links[0].format(n) for n in range(8)]
    for link in wanted:
        net.handle(link, crowd)
    fetcher = net.fetcher(reader=reader, **limits)
    tasks = [asyncio.create_task(fetcher.fetch(link, group=f"g{n % groups}")) for n, link in enumerate(wanted)]
    await crowd.full.wait()
    for _ in range(20):
        await asyncio.sleep(0)  # whoever else could get in would be in by now
    crowd.go.set()
    await asyncio.gather(*tasks)
    assert crowd.most == held
    await fetcher.close()


async def test_a_queue_that_is_too_long_is_refused(net: LoopbackWeb, reader: PageReader) -> None:
    crowd = Crowd(1)
    for n in range(4):
        net.handle(f"http://h{n}.example/", crowd)
    fetcher = net.fetcher(reader=reader, per_group=1, waiting_per_group=2)
    tasks = [asyncio.create_task(fetcher.fetch(f"http://h{n}.example/", group="g")) for n in range(3)]
    await crowd.full.wait()
    assert (await refusal(fetcher, "http://h3.example/", group="g")).code == "busy"
    crowd.go.set()
    await asyncio.gather(*tasks)
    assert (await fetcher.fetch("http://h3.example/", group="g")).title  # and that refusal is not remembered
    await fetcher.close()


async def test_closing_ends_what_is_under_way(net: LoopbackWeb) -> None:
    crowd = Crowd(1)
    net.handle("http://h.example/", crowd)
    fetcher = net.fetcher()
    task = asyncio.create_task(fetcher.fetch("http://h.example/"))
    await crowd.full.wait()
    await fetcher.close()
    with pytest.raises(asyncio.CancelledError):
        await task
    crowd.go.set()


async def test_a_name_server_that_never_answers_is_not_waited_for() -> None:
    async def never(_: str) -> list[str]:
        await asyncio.Event().wait()
        return []

    async with LoopbackWeb() as net:
        fetcher = Fetcher(net.fetcher(total_seconds=0.05).limits, dial=net.dial, resolver=never)
        assert (await refusal(fetcher, "http://a.example/")).code == "too_slow"
        await fetcher.close()


async def test_a_proxy_is_used_only_when_it_is_set_and_private_links_still_are_refused(
    net: LoopbackWeb, reader: PageReader
) -> None:
    net.host("proxy.internal", "10.9.9.9")
    net.host("private.example", "10.0.0.1")
    net.page("http://a.example/1", STORY)
    fetcher = net.fetcher(reader=reader, proxy="http://proxy.internal:3128")
    assert (await fetcher.fetch("http://a.example/1")).title
    assert net.dialed == [("10.9.9.9", 3128)]
    for link in ("http://private.example/", "http://127.0.0.1/", "http://localhost/"):
        assert (await refusal(fetcher, link)).code == "private_address"
    assert net.dialed == [("10.9.9.9", 3128)]
    await fetcher.close()
