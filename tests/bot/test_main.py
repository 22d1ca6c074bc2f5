"""The program as it is started: from a pipe, with mistakes, twice at once, and to be stopped."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from bot.settings import Settings

ROOT = Path(__file__).parents[2]
STORY = "The Nikkei 225 closed 0.70 percent lower at 58,172.92 on Thursday, Feb. 26, 2026.\nTokyo was calm.\n"
SECONDS = 60


def environment(tmp_path: Path, **values: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name.lower() not in Settings.model_fields}
    return {**kept, "DATA_DIR": str(tmp_path / "data"), "PYTHONPATH": str(ROOT), "COLUMNS": "100", **values}


def run(tmp_path: Path, typed: str | bytes = "", *arguments: str, **values: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "bot", *arguments],
        input=typed.encode() if isinstance(typed, str) else typed,
        capture_output=True,
        cwd=tmp_path,
        env=environment(tmp_path, **values),
        timeout=SECONDS,
        check=False,
    )


def test_a_story_and_a_question_from_a_pipe_and_again_after_a_restart(tmp_path: Path) -> None:
    first = run(tmp_path, f"{STORY}/close nikkei\n")
    assert first.returncode == 0, first.stderr
    text = first.stdout.decode()
    assert "▼ Nikkei 225 58,172.92 (-0.70%)" in text
    assert "Closed down, session of Thu 26 Feb 2026" in text
    assert text.endswith("Goodbye.\n")
    assert "\x1b" not in text
    assert first.stderr == b""
    again = run(tmp_path, "where did the nikkei close?")
    assert "▼ Nikkei 225 58,172.92 (-0.70%)" in again.stdout.decode()
    assert "invented" not in again.stdout.decode()


def test_no_input_is_an_end_and_any_bytes_are_no_trouble(tmp_path: Path) -> None:
    assert run(tmp_path).returncode == 0
    noise = run(tmp_path, b"\xff\xfe\x00/close nikkei\n\xc3\x28?\n" + bytes(range(256)), LC_ALL="C", PYTHONUTF8="0")
    assert noise.returncode == 0, noise.stderr
    assert b"Traceback" not in noise.stdout + noise.stderr


def test_a_mistake_in_the_settings_is_one_line(tmp_path: Path) -> None:
    ended = run(tmp_path, LOG_LEVEL="loud")
    assert ended.returncode == 2
    assert ended.stderr.decode().startswith("market-briefer: setting LOG_LEVEL: ")
    assert ended.stderr.count(b"\n") == 1


def test_a_data_directory_that_is_none_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file", encoding="utf-8")
    ended = run(tmp_path)
    assert ended.returncode == 3
    assert ended.stderr.decode().startswith("market-briefer: ")
    assert ended.stderr.count(b"\n") == 1


def test_ctrl_c_ends_it_cleanly_and_a_second_one_cannot_start_beside_it(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "bot"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=tmp_path,
        env=environment(tmp_path),
    ) as running:
        assert running.stdout is not None
        for line in running.stdout:
            if line.startswith(b"Try:"):
                break
        beside = run(tmp_path, "/help\n")
        assert beside.returncode == 3
        assert beside.stderr.count(b"\n") == 1
        running.send_signal(signal.SIGINT)
        out, err = running.communicate(timeout=SECONDS)
        assert running.returncode == 0
        assert out.endswith(b"Goodbye.\n")
        assert b"Traceback" not in err


def test_the_demo_needs_nothing_and_keeps_nothing(tmp_path: Path) -> None:
    ended = run(tmp_path, "", "--demo")
    assert ended.returncode == 0, ended.stderr
    assert "▲ Nikkei 225 58,583.12 (+1,262.03, +2.20%)" in ended.stdout.decode()
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize("argument", ["--help", "--version"])
def test_help_and_version(tmp_path: Path, argument: str) -> None:
    assert run(tmp_path, "", argument).returncode == 0
