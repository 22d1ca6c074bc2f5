"""What an operator can set, and what a mistake says."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.settings import Settings, SettingsError, load

NAMES = tuple(name.upper() for name in Settings.model_fields)


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)


def test_nothing_need_be_set() -> None:
    settings = load()
    assert settings.discord_token is None
    assert settings.storage == "data"
    assert settings.fetch_ports == (80, 443)


def test_the_environment_and_the_env_file_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    Path(".env").write_text("DATA_DIR=/var/lib/briefer\nFETCH_PORTS=80, 443 8080\nDISCORD_TOKEN=\n", encoding="utf-8")
    monkeypatch.setenv("FEEDS", "https://a.example/feed https://b.example/rss")
    settings = load()
    assert settings.storage == "/var/lib/briefer"
    assert settings.fetch_ports == (80, 443, 8080)
    assert settings.feeds == ("https://a.example/feed", "https://b.example/rss")
    assert settings.discord_token is None


def test_the_environment_goes_before_the_env_file(monkeypatch: pytest.MonkeyPatch) -> None:
    Path(".env").write_text("STORAGE_URL=memory:\nUNKNOWN_SETTING=1\n", encoding="utf-8")
    assert load().storage == "memory:"
    monkeypatch.setenv("STORAGE_URL", "journal:elsewhere")
    assert load().storage == "journal:elsewhere"


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("LOG_LEVEL", "loud", "'DEBUG', 'INFO'"),
        ("FETCH_TIMEOUT", "soon", "valid number"),
        ("FETCH_TIMEOUT", "-1", "greater than 0"),
        ("FETCH_PORTS", "80,99999", "between 1 and 65535"),
        ("FETCH_PORTS", ",", "between 1 and 65535"),
        ("FEEDS", "ftp://a.example/feed", "http or https"),
        ("DISCORD_GATEWAY_URL", "http://a.example", "pattern"),
        ("DISCORD_API_URL", "nonsense", "URL"),
        ("DEFAULT_MODE", "noisy", "'auto'"),
        ("FETCH_USER_AGENT", "two\nlines", "pattern"),
    ],
)
def test_a_mistake_is_one_line_that_names_it(monkeypatch: pytest.MonkeyPatch, name: str, value: str, told: str) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError) as raised:
        load()
    message = str(raised.value)
    assert message.startswith(f"{name}: ")
    assert told in message
    assert "\n" not in message


def test_a_mistake_never_repeats_the_value(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISCORD_GATEWAY_URL", "a-token-in-the-wrong-place")
    with pytest.raises(SettingsError) as raised:
        load()
    assert "a-token" not in str(raised.value)
    assert raised.value.__cause__ is None


def test_the_token_is_not_shown() -> None:
    assert "s3cret" not in repr(load(discord_token="s3cret"))
