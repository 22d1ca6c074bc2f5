"""Lines to whole inputs."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.prompt import Editing, piped, typed


def from_pipe(text: str) -> list[str]:
    return list(piped(io.StringIO(text)))


def test_commands_links_and_questions_stand_alone_and_the_rest_is_a_story() -> None:
    text = "First line of a story.\n\nIts second paragraph.\n/close nikkei\nhttps://wire.example/a\nhow is asia?\nMore."
    assert from_pipe(text) == [
        "First line of a story.\n\nIts second paragraph.",
        "/close nikkei",
        "https://wire.example/a",
        "how is asia?",
        "More.",
    ]


def test_a_story_at_the_end_needs_no_line_break() -> None:
    assert from_pipe("/help\r\nA story\r\nof two lines") == ["/help", "A story\nof two lines"]


def test_nothing_gives_nothing() -> None:
    assert from_pipe("") == []
    assert from_pipe("\n\n  \n") == []


def test_an_endless_story_is_cut_into_parts() -> None:
    parts = from_pipe("word " * 20 + "\n" + ("x" * 99 + "\n") * 25_000)
    assert len(parts) == 2
    assert all(len(part) < 2_100_000 for part in parts)


def test_input_from_a_pipe_is_handed_on_as_it_comes() -> None:
    seen: list[str] = []

    def lines() -> Iterator[str]:
        for line in ("/close nikkei\n", "/brief\n"):
            seen.append(line)
            yield line

    inputs = piped(lines())  # type: ignore[arg-type]
    assert next(inputs) == "/close nikkei"
    assert seen == ["/close nikkei\n"]


def test_lines_that_arrive_together_are_one_paste() -> None:
    lines = ["First line.", "", "Last line.", "/close nikkei"]
    waiting = iter([True, True, False, False, False])

    def ask_line(_: str) -> str:
        if not lines:
            raise EOFError
        return lines.pop(0)

    assert list(typed("> ", ask_line, lambda: next(waiting))) == ["First line.\n\nLast line.", "/close nikkei"]


def test_ctrl_c_is_for_the_caller() -> None:
    def interrupted(_: str) -> str:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        next(typed("> ", interrupted, lambda: False))


def test_typed_lines_are_remembered_and_stories_are_not(tmp_path: Path) -> None:
    readline = pytest.importorskip("readline")
    history = tmp_path / "history"
    editing = Editing(history, ["close", "clear"])
    readline.clear_history()
    editing.remember("/close nikkei")
    editing.remember("a story\nof lines")
    editing.remember("x" * 500)
    assert history.read_text("utf-8").splitlines()[-1] == "/close nikkei"
    readline.clear_history()
    Editing(history, ["close"])
    assert readline.get_history_item(1) == "/close nikkei"
    readline.clear_history()


def test_commands_are_completed() -> None:
    editing = Editing(None, ["close", "clear", "why"])
    assert [editing._complete("/cl", n) for n in range(3)] == ["/close ", "/clear ", None]
    assert editing._complete("nik", 0) is None


def test_names_are_completed_after_a_command() -> None:
    editing = Editing(None, ["close"], lambda begun: ["Nikkei 225", "Nifty 50", "TOPIX"])
    assert [editing._complete("/close ni", n) for n in range(3)] == ["/close Nikkei 225", "/close Nifty 50", None]
    assert editing._complete("/dance ni", 0) is None
