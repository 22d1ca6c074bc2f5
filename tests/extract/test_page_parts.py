"""The parts of reading a page that have rules of their own: addresses, times, JSON-LD, PDF, feeds."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.page.address import canonical, same_site, unwrapped
from extract.page.dates import address_date, find_time, parse_time
from extract.page.feed import read_feed
from extract.page.model import Page, PageRefused
from extract.page.reader import read_page
from tests.extract.pdf import pdf


@pytest.mark.parametrize(
    ("linked", "known"),
    [
        ("https://www.news.example/a?utm_source=x&id=7&fbclid=y#top", "https://www.news.example/a?id=7"),
        ("HTTPS://News.Example:443/a", "https://news.example/a"),
        ("http://news.example:80", "http://news.example/"),
        ("http://news.example:8080/a", "http://news.example:8080/a"),
        ("https://m.news.example/a", "https://www.news.example/a"),
        ("https://amp.news.co.uk/a", "https://www.news.co.uk/a"),
        ("https://en.m.wiki.example/w", "https://en.wiki.example/w"),
        ("https://news.example/amp/2026/a.html", "https://news.example/2026/a.html"),
        ("https://news.example/business/amp/a", "https://news.example/business/a"),
        ("https://news.example/a/amp/", "https://news.example/a"),
        ("https://news.example/a.amp.html?amp=1&outputType=amp", "https://news.example/a.html"),
        ("https://news.example/camp/amplifier", "https://news.example/camp/amplifier"),
        ("https://www.google.com/amp/s/www.news.example/amp/a", "https://www.news.example/a"),
        ("https://news-example.cdn.ampproject.org/c/s/news.example/a", "https://news.example/a"),
        ("https://www.google.com/url?q=https%3A%2F%2Fnews.example%2Fa%3Fid%3D1&sa=D", "https://news.example/a?id=1"),
        ("https://m.me/a", "https://m.me/a"),
        ("not a link", "not a link"),
        ("https://[2606:2800::1]/a", "https://[2606:2800::1]/a"),
    ],
)
def test_a_page_is_known_by_one_address(linked: str, known: str) -> None:
    assert canonical(linked) == known
    assert canonical(known) == known


@given(st.text(max_size=300))
def test_no_text_upsets_the_addresses(text: str) -> None:
    for link in (text, f"https://{text}", f"https://www.google.com/url?q={text}"):
        assert isinstance(canonical(link), str)
        assert isinstance(unwrapped(link), str)
        same_site(link, link)


def test_sites_are_told_apart_by_their_registered_names() -> None:
    assert same_site("https://www.news.co.uk/a", "https://amp.news.co.uk/b")
    assert not same_site("https://one.co.uk/a", "https://two.co.uk/a")
    assert not same_site("https://one.substack.com/a", "https://two.substack.com/a")
    assert same_site("https://one.substack.com/a", "https://one.substack.com/b")
    assert not same_site("https://news.example/a", "https://news.example.evil.test/a")


EST, JST = timezone(timedelta(hours=-5)), timezone(timedelta(hours=9))


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2026-02-25T06:42:00Z", datetime(2026, 2, 25, 6, 42, tzinfo=UTC)),
        ("2026-02-25 15:42:00 +0900", datetime(2026, 2, 25, 15, 42, tzinfo=JST)),
        ("2026-02-25T06:42:00", date(2026, 2, 25)),
        ("2026-02-25", date(2026, 2, 25)),
        ("20260225T064200Z", datetime(2026, 2, 25, 6, 42, tzinfo=UTC)),
        (1772001720, datetime(2026, 2, 25, 6, 42, tzinfo=UTC)),
        ("1772001720000", datetime(2026, 2, 25, 6, 42, tzinfo=UTC)),
        ("Wed, 25 Feb 2026 06:42:00 -0500", datetime(2026, 2, 25, 6, 42, tzinfo=EST)),
        ("February 25, 2026 4:12 p.m. EST", datetime(2026, 2, 25, 16, 12, tzinfo=EST)),
        ("12:05 AM ET, Wed Feb. 25, 2026", datetime(2026, 2, 25, 0, 5, tzinfo=EST)),
        ("Wed 25 Feb 2026 06.42 GMT", datetime(2026, 2, 25, 6, 42, tzinfo=UTC)),
        ("25.02.2026, 17:58 Uhr", date(2026, 2, 25)),
        ("2026年2月25日 15:42 JST", datetime(2026, 2, 25, 15, 42, tzinfo=JST)),
        ("Feb 25, 2026 at 16:12 UTC+9", datetime(2026, 2, 25, 16, 12, tzinfo=JST)),
        ("2/25/2026 4:58 AM ET", datetime(2026, 2, 25, 4, 58, tzinfo=EST)),
        ("3/4/2026 4:58 AM ET", None),
        ("2026-02-25T25:99", date(2026, 2, 25)),
        ("30 February 2026", None),
        ("0001-01-01T00:00:00Z", None),
        ("soon", None),
        (True, None),
        (None, None),
    ],
)
def test_times_are_read_as_far_as_they_are_told(written: object, meant: datetime | date | None) -> None:
    read = parse_time(written)
    assert read == meant
    assert isinstance(read, datetime) == isinstance(meant, datetime)
    if isinstance(read, datetime) and isinstance(meant, datetime):
        assert read.utcoffset() == meant.utcoffset()


@given(st.text(max_size=300))
def test_no_text_upsets_the_times(text: str) -> None:
    parse_time(text)
    find_time(text)
    address_date(f"https://news.example/{text}")


def test_an_address_may_tell_the_day() -> None:
    assert address_date("https://news.example/business/2026/feb/25/nikkei") == date(2026, 2, 25)
    assert address_date("https://news.example/2026/02/25/nikkei.html") == date(2026, 2, 25)
    assert address_date("https://news.example/20260225/nikkei") is None


def test_a_pdf_gives_its_text_and_the_date_in_its_head_but_not_the_day_it_was_made() -> None:
    lines = ["Rates desk, 4 March 2026", "The Nikkei 225 closed at 57,020.44, up 0.73%."]
    page = read_page(
        pdf(lines, created="D:20190101000000Z"), url="https://desk.example/note.pdf", content_type="application/pdf"
    )
    assert isinstance(page, Page)
    assert (page.form, page.published_at) == ("pdf", date(2026, 3, 4))
    assert "closed at 57,020.44, up 0.73%" in page.text
    undated = read_page(pdf(["No date here.", "The Nikkei 225 closed at 57,020.44."], created="D:20190101000000Z"))
    assert isinstance(undated, Page) and undated.published_at is None


FEEDS = Path(__file__).parent.parent / "feeds"


def test_feeds_of_three_kinds() -> None:
    rss = read_feed((FEEDS / "rss.xml").read_bytes(), url="https://hw.example/rss", content_type="application/rss+xml")
    assert (rss.title, len(rss.entries)) == ("Harbor Wire", 2)
    first = rss.entries[0]
    assert (first.id, first.title) == ("hw-1", "Kospi falls & won slips")
    assert first.url == "https://hw.example/1?utm_source=rss"
    assert first.text == "The Kospi fell 2.39%.\nThe won slipped."
    assert first.published_at == datetime(2026, 3, 3, 16, 2, tzinfo=JST)
    atom = read_feed((FEEDS / "atom.xml").read_bytes(), url="https://notes.example/feed").entries[0]
    assert (atom.id, atom.url, atom.text) == ("tag:1", "https://notes.example/n/1", "The Dax rose 0.92%.")
    json = read_feed((FEEDS / "feed.json").read_bytes(), url="https://j.example/feed.json").entries
    assert [(entry.id[:5], entry.url, entry.text) for entry in json] == [
        ("7", "https://j.example/j/7", "Taiex jumped 2%."),
        ("sha1:", None, ""),
    ]


def test_a_page_names_its_feeds() -> None:
    found = read_feed((FEEDS / "page.html").read_bytes(), url="https://news.example/x")
    assert not found.is_feed and found.links == ("https://news.example/rss", "https://other.example/atom")


@pytest.mark.parametrize(
    "body", [b"", b"hello", b"/etc/passwd", b"<x/>", b"{}", b'{"version": 1', b"[1]", b"<?xml version='1.0'?><html/>"]
)
def test_what_is_no_feed_is_refused(body: bytes) -> None:
    with pytest.raises(PageRefused):
        read_feed(body, url="https://news.example/x")


@given(st.binary(max_size=300))
def test_any_bytes_give_a_feed_or_a_typed_refusal(body: bytes) -> None:
    for start in (b"", b"<rss version='2.0'><channel><item>", b'{"version":"https://jsonfeed.org/version/1","items":['):
        try:
            read_feed(start + body, url="https://news.example/x", content_type="application/xml")
        except PageRefused:
            continue
