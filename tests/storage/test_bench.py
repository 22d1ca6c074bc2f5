"""The benchmark of the journal runs, and its table can be read."""

from __future__ import annotations

from bench import __main__ as bench
from bench import storage, stories


def test_every_figure_of_the_journal_is_measured() -> None:
    rows = storage.rows(stories=60, adds=15)
    names = [name for name, _, _ in rows]
    assert len(set(names)) == len(names) >= 12
    assert all(figure >= 0 and unit for _, figure, unit in rows)


def test_the_stories_are_the_same_every_time() -> None:
    assert stories.wrap(7) == stories.wrap(7) != stories.wrap(8)
    assert stories.text(7) == stories.text(7)
    assert 4_000 <= len(stories.text(7)) < 4_500


def test_the_table_is_aligned() -> None:
    assert bench.table([("adds", 1234.5, "/s"), ("a start", 0.0123456, "s"), ("moves", 8.0, "")]).splitlines() == [
        "adds      1,234 /s",
        "a start  0.0123 s",
        "moves         8",
    ]


def test_an_unknown_part_is_refused() -> None:
    assert bench.main(["weather"]) == 2
