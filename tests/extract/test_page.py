"""Pages in, stories out: forty pages of our own, in the styles in which outlets build theirs."""

from __future__ import annotations

import contextlib
import tomllib
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.page.model import Page, PageRefused
from extract.page.reader import Moved, form_of, read_page

PAGES = Path(__file__).parent.parent / "pages"
EXPECTED: dict[str, dict[str, Any]] = tomllib.loads((PAGES / "expected.toml").read_text(encoding="utf-8"))
STORIES = [name for name, told in EXPECTED.items() if "title" in told]
REFUSED = [name for name, told in EXPECTED.items() if "refused" in told]


def read(name: str) -> Page | Moved:
    told = EXPECTED[name]
    return read_page((PAGES / f"{name}.html").read_bytes(), url=told["address"], content_type="text/html")


def when(text: str | None) -> datetime | date | None:
    if text is None:
        return None
    return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)


def same_time(one: datetime | date | None, other: datetime | date | None) -> bool:
    """Equal in kind, moment and zone: 16:30+08:00 is not 08:30Z here."""
    offsets = [value.utcoffset() if isinstance(value, datetime) else None for value in (one, other)]
    return isinstance(one, datetime) == isinstance(other, datetime) and one == other and offsets[0] == offsets[1]


def test_every_page_has_its_expectation_and_thirty_are_stories() -> None:
    assert {page.stem for page in PAGES.glob("*.html")} == set(EXPECTED)
    assert len(STORIES) >= 30


@pytest.mark.parametrize("name", STORIES)
def test_title_times_and_text_are_right(name: str) -> None:
    told, page = EXPECTED[name], read(name)
    assert isinstance(page, Page)
    assert page.title == told["title"]
    assert same_time(page.published_at, when(told.get("published"))), page.published_at
    assert same_time(page.modified_at, when(told.get("modified"))), page.modified_at
    if "outlet" in told:
        assert page.outlet == told["outlet"]
    assert page.canonical_url == told.get("canonical", told["address"])
    assert page.form == "page"
    for words in told["has"]:
        assert words in page.text
    for words in told.get("lacks", ()):
        assert words not in page.text
    posts = told.get("posts", [])
    assert len(page.posts) == len(posts)
    for post, (at, title, words) in zip(page.posts, posts, strict=True):
        assert same_time(post.at, when(at))
        assert post.title == (title or None)
        assert words in post.text


@pytest.mark.parametrize("name", REFUSED)
def test_walls_errors_and_lists_are_refused(name: str) -> None:
    with pytest.raises(PageRefused) as refused:
        read(name)
    assert refused.value.code == EXPECTED[name]["refused"]


def test_a_page_that_only_leads_on_says_where() -> None:
    assert read("moved_by_refresh") == Moved(EXPECTED["moved_by_refresh"]["moved"])


def test_the_text_of_a_story_is_not_refused_for_words_of_walls() -> None:
    body = "<p>Shares of a cookie maker rose 4% after a robot check of its plant; a subscription service fell.</p>" * 9
    page = read_page(
        f"<html><title>Access to markets</title><article><h1>A</h1>{body}</article>".encode(), url="http://a.example/b"
    )
    assert isinstance(page, Page) and "cookie maker rose 4%" in page.text


def test_a_story_among_many_links_is_no_list() -> None:
    around = "".join(
        f'<div><h3><a href="/s/{n}">Another story number {n} of this site</a></h3></div>' for n in range(40)
    )
    told = "<p>Tokyo shares closed higher on Wednesday as makers of chip tools led the market in heavy trade.</p>" * 5
    body = f"<html><title>A</title><body><h1>Tokyo shares close higher</h1><div>{told}</div><div>{around}</div>"
    page = read_page(body.encode(), url="http://a.example/story", content_type="text/html")
    assert isinstance(page, Page) and "chip tools" in page.text


@pytest.mark.parametrize(
    ("published", "modified", "told"),
    [
        ("2026-02-25T06:00:00-05:00", "2026-02-25T16:40:00-05:00", "2026-02-25T16:40:00-05:00"),
        ("2026-02-24T18:05:00-05:00", "2026-02-25T21:30:00+00:00", "2026-02-25T21:30:00+00:00"),
        ("2026-02-25T16:40:00-05:00", "2026-03-02T09:00:00-05:00", "2026-02-25T16:40:00-05:00"),
        ("2026-02-25T16:40:00-05:00", "2026-02-25T16:00:00-05:00", "2026-02-25T16:40:00-05:00"),
        ("2026-02-25T16:40:00-05:00", None, "2026-02-25T16:40:00-05:00"),
        ("2026-02-25", "2026-02-26", "2026-02-25"),
        (None, "2026-02-25T16:40:00-05:00", None),
    ],
)
def test_a_report_is_of_the_time_it_was_last_rewritten(
    published: str | None, modified: str | None, told: str | None
) -> None:
    page = Page("u", "u", None, "text", published_at=when(published), modified_at=when(modified))
    assert same_time(page.as_of, when(told))


def test_plain_text_keeps_its_lines_and_columns() -> None:
    body = b"# Closing note\r\n\r\nNikkei 225\t57,020.44\t+0.73%\r\nTopix\t3,871.90\t+0.41%\r\n"
    page = read_page(body, content_type="text/plain", name="note.md")
    assert isinstance(page, Page)
    assert (page.form, page.title) == ("text", "Closing note")
    assert page.text.split("\n")[1:] == ["Nikkei 225\t57,020.44\t+0.73%", "Topix\t3,871.90\t+0.41%"]


def test_what_the_bytes_are_comes_before_what_they_are_called() -> None:
    assert form_of(b"%PDF-1.7 ...", "text/html") == "pdf"
    assert form_of(b"<!DOCTYPE html><p>x", "text/plain") == "html"
    assert form_of(b"Dow up 1% < 2%", "", "note.txt") == "text"
    for body, kind, code in [
        (b"\x89PNG\r\n\x1a\n\x00\x00", "text/html", "not_a_page"),
        (b"PK\x03\x04\x00\x00", "", "not_a_page"),
        (b"hello", "application/pdf", "broken"),
        (b"{}", "application/json", "not_a_page"),
    ]:
        with pytest.raises(PageRefused) as refused:
            form_of(body, kind)
        assert refused.value.code == code


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        ("<p>Börse</p>".encode(), "text/html; charset=windows-1252, no: utf-8"),
        ("<p>Börse</p>".encode(), "text/html; charset=utf-16"),
        ("<p>Börse</p>".encode("cp1252"), "text/html; charset=utf-8"),
        ("<p>Börse</p>".encode("utf-16"), "text/html; charset=utf-8"),
        ('<meta charset="no-such-charset"><p>Börse</p>'.encode(), "text/html"),
        ('<meta charset="zip"><p>Börse</p>'.encode(), "text/html; charset=rot13"),
        ('<meta charset="iso-8859-1"><p>Börse</p>'.encode("cp1252"), "text/html"),
    ],
)
def test_a_charset_lie_does_not_hide_the_text(body: bytes, content_type: str) -> None:
    from extract.page.charset import decode

    text = decode(body, content_type)
    assert "<p>B" in text and "rse</p>" in text
    if "windows" not in content_type:
        assert "Börse" in text


@given(
    st.binary(max_size=400),
    st.sampled_from(["text/html", "text/plain", "application/pdf", "", "text/html; charset=utf-7"]),
)
def test_any_bytes_give_a_page_or_a_typed_refusal(body: bytes, content_type: str) -> None:
    try:
        page = read_page(body, url="http://a.example/b", content_type=content_type)
    except PageRefused:
        return
    assert isinstance(page, Page | Moved)


PIECES = [
    *(
        "<p>",
        "</p>",
        "<div class=related>",
        "</div>",
        "<h1>",
        "<table><tr><td>",
        "&amp;",
        "<noscript>",
        "<article>",
        "\x00",
    ),
    *("<script type='application/ld+json'>", '{"@type":"NewsArticle","articleBody":', "[[[[", '"x"}', "</script>"),
    *("<time datetime='2026-13-45'>", "<meta http-equiv=refresh content='0;url=//x'>", "<a href='http://[::1'>"),
    "The Dow rose 1% to 49,000.",
]


@given(st.lists(st.sampled_from(PIECES), max_size=40))
def test_any_markup_gives_a_page_or_a_typed_refusal(parts: list[str]) -> None:
    with contextlib.suppress(PageRefused):
        read_page(("<html>" + "".join(parts)).encode(), url="http://a.example/b", content_type="text/html")
