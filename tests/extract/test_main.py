"""`python -m extract`: JSON lines in and out, in order, whatever is among them; `--show` for people."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from extract.__main__ import lines, main

NOW = datetime(2026, 5, 13, 22, 0, tzinfo=UTC)
STORY = "The Dow rose 204.11 points, or 0.49%, to 42,118.36 after the rate cut. Retail sales are due on Friday."


def run(given: bytes, *arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """The command with that standard input."""
    command = [sys.executable, "-m", "extract", *arguments]
    return subprocess.run(
        command, input=given, capture_output=True, check=False, env={"PATH": "", **environment} if environment else None
    )


def answers(*given: str) -> list[dict[str, Any]]:
    """What `lines` writes for these lines."""
    target = io.StringIO()
    lines(io.StringIO("".join(f"{line}\n" for line in given)), target, NOW)
    return [json.loads(line) for line in target.getvalue().splitlines()]


def row(**fields: Any) -> str:
    """An input line."""
    return json.dumps({"id": "a", "text": STORY, "published_at": "2026-05-13T17:00:00-04:00"} | fields)


def test_a_story_in_its_facts_out() -> None:
    (answer,) = answers(row(id="a17"))
    assert answer["id"] == "a17"
    (move,) = answer["moves"]
    assert set(move) >= {
        *("kind", "instrument", "session", "phase", "period", "direction", "level", "change", "percent"),
        *("percent_qualifier", "previous", "low", "high", "record", "evidence"),
    }
    assert (move["instrument"], move["session"], move["phase"]) == ("dow", "2026-05-13", "close")
    assert (move["level"], move["change"], move["percent"]) == (42118.36, 204.11, 0.49)
    ((start, end),) = move["evidence"]
    assert STORY[start:end].startswith("Dow")
    assert [d["category"] for d in answer["drivers"]] == ["monetary_policy"]
    for driver in answer["drivers"]:
        assert set(driver) >= {"category", "effect", "markets", "evidence"}
    for event in answer["events"]:
        assert set(event) >= {"name", "region", "date", "expected", "previous", "evidence"}


def test_one_process_answers_every_line_in_order() -> None:
    given = "".join(row(id=number, text=f"The Dow fell {number}%.") + "\n" for number in range(1, 21))
    done = run(given.encode())
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert (done.returncode, done.stderr) == (0, b"")
    assert [answer["id"] for answer in found] == list(range(1, 21))
    assert [answer["moves"][0]["percent"] for answer in found] == [-float(number) for number in range(1, 21)]


@pytest.mark.parametrize("identity", ["a", "", 7, None, 1.5, ["x"], {"y": 1}, "日経"])
def test_an_id_comes_back_as_it_went_in(identity: Any) -> None:
    assert answers(row(id=identity))[0]["id"] == identity


def test_an_id_may_be_missing() -> None:
    assert answers('{"text": "The Dow fell 1%."}')[0]["id"] is None


@pytest.mark.parametrize(
    "broken",
    [
        "{",
        "nonsense",
        "[]",
        "null",
        "5",
        '"text"',
        "{}",
        '{"text": 5}',
        '{"text": null}',
        row(published_at="yesterday"),
        row(published_at="2026-13-40"),
        row(received_at=5),
        "[" * 50_000 + "]" * 50_000,
        '{"text": "x", "id": ' + "9" * 5_000 + "}",
    ],
    ids=lambda line: line[:20],
)
def test_a_broken_line_is_told_and_the_next_one_read(broken: str) -> None:
    first, error, last = answers(row(id=1), broken, row(id=2))
    assert (first["id"], last["id"]) == (1, 2)
    assert first["moves"] == last["moves"] != []
    assert error["error"]
    assert len(error["error"]) <= 200
    assert (error["moves"], error["drivers"], error["events"]) == ([], [], [])


def test_blank_lines_are_passed_over() -> None:
    assert [a["id"] for a in answers("", row(id=1), "   ", "\t", row(id=2), "")] == [1, 2]


@pytest.mark.parametrize("published", [None, "", "2026-05-13", "2026-05-13T17:00:00-04:00", "2026-05-13T21:00:00"])
def test_times_as_pages_give_them(published: str | None) -> None:
    (answer,) = answers(row(published_at=published, received_at="2026-05-13T22:00:00+00:00"))
    assert [m["session"] for m in answer["moves"]] == ["2026-05-13"]


@pytest.mark.parametrize("published", ["0001-01-01", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:00-10:00"])
def test_times_at_the_ends_of_the_calendar(published: str) -> None:
    text = "Dow futures fell 1% on Monday, after a 2% gain yesterday. The Nikkei lost 1%. Bitcoin rose 2% overnight."
    (answer,) = answers(row(text=text, published_at=published))
    assert "error" not in answer


def test_what_does_not_add_up_is_told() -> None:
    (answer,) = answers(row(text="The Dow fell 204.11 points, or 4.9%, to 42,118.36."))
    assert [set(doubt) for doubt in answer["doubts"]] == [{"what", "evidence"}]


# --- bytes ---


BYTES = [
    b'\xef\xbb\xbf{"id": 1, "text": "The Dow fell 1%."}\n',
    b"\xff\xfe\n",
    b'{"id": 2, "text": "The \xff Dow \xc3"}\n',
    b'{"id": 3, "text": "\xe6\x97\xa5\xe7\xb5\x8c\xe5\xb9\xb3\xe5\x9d\x87 rose 1.2%."}\n',
    b'{"id": "\\ud800", "text": "The Dow \\ud800 fell 1%."}\n',
    b'{"id": 4, "text": "The Dow fell 1%."}\r\n',
    b'{"id": 5, "text": "\\ud83d\\ude80 The Dow \\u0000 fell 1%."}',
]
"""A byte order mark, bytes that are no text, other alphabets, half a surrogate pair, no line end at the end."""


@pytest.mark.parametrize("encoding", ["ascii:strict", "utf-8:strict", "latin-1"])
def test_any_bytes_under_any_locale(encoding: str) -> None:
    done = run(b"".join(BYTES), PYTHONIOENCODING=encoding)
    assert (done.returncode, done.stderr) == (0, b"")
    found = [json.loads(line) for line in done.stdout.decode("utf-8").splitlines()]
    assert [answer["id"] for answer in found] == [1, None, 2, 3, "\ud800", 4, 5]
    assert [m["instrument"] for answer in found for m in answer["moves"]] == ["dow", "nikkei225", "dow", "dow", "dow"]


def test_a_reader_that_leaves_is_no_error() -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "extract"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        try:
            for _ in range(200):
                process.stdin.write((row() + "\n").encode())
            process.stdin.close()
        except BrokenPipeError:
            pass
        said = process.stderr.read()
        process.wait()
    assert b"Traceback" not in said


# --- for people ---


@pytest.fixture
def story(tmp_path: Path) -> Path:
    """A story in a file."""
    path = tmp_path / "story.txt"
    path.write_text(f"{STORY}\n\nThe FTSE 100 tracks large companies.\n", encoding="utf-8")
    return path


def test_show_tells_facts_and_what_was_left(story: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--show", str(story), "--published", "2026-05-13T17:00:00-04:00"]) == 0
    said = capsys.readouterr().out
    for words in ("index dow", "2026-05-13", "close", "42118.36", "0.49", "monetary_policy", "FTSE 100"):
        assert words in said
    assert "\x1b[" not in said


def test_show_colors_when_told_to(story: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--show", str(story), "--published", "2026-05-13", "--color"]) == 0
    said = capsys.readouterr().out
    assert "\x1b[" in said
    assert said.count("\x1b[0m") > 0


@pytest.mark.parametrize("text", ["", "\n\n", "Pancakes: flour, eggs, milk.", "\x00\x1b[31m 1% ( ( ("])
def test_show_of_a_text_without_facts(tmp_path: Path, text: str, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "text.txt"
    path.write_text(text, encoding="utf-8")
    assert main(["--show", str(path), "--published", "2026-05-13"]) == 0
    assert "index" not in capsys.readouterr().out


def test_show_of_a_file_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "none.txt"
    assert main(["--show", str(path)]) == 2
    assert str(path) in capsys.readouterr().err


def test_show_of_a_file_that_is_no_text(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "picture.png"
    path.write_bytes(b"\x89PNG\xff\xfe")
    assert main(["--show", str(path)]) == 2
    assert str(path) in capsys.readouterr().err


def test_show_with_a_time_that_is_none(story: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--show", str(story), "--published", "noon"]) == 2
    assert "noon" in capsys.readouterr().err
