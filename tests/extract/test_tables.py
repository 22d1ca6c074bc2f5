"""Tables: what each column holds, and which lines are left to be read as sentences."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.lexicon import load
from extract.table_rows import Row
from extract.tables import rows


def read(text: str) -> dict[str, dict[str, Decimal]]:
    """Row names -> what the columns hold, figures with their sign."""
    found, _ = rows(text, load().columns)
    return {r.name.words: {role: q.value * (q.sign or 1) for role, _, q in r.figures} for r in found}


def table(*lines: str, mark: str = " | ") -> str:
    """Lines of cells (cut at a slash) as a table."""
    return "\n".join(mark.join(cell.strip() for cell in line.split("/")) for line in lines)


NIKKEI = {"level": Decimal("41207.55"), "day change": Decimal("161.04"), "day percent": Decimal("0.39")}


@pytest.mark.parametrize("mark", [" | ", "|", "\t", ";"])
def test_bars_and_tabs(mark: str) -> None:
    text = table("Index / Close / Change / %", "Nikkei / 41,207.55 / +161.04 / +0.39%", mark=mark)
    assert read(text) == {"Nikkei": NIKKEI}


def test_markdown() -> None:
    text = "| Index | Last | Chg | Chg % |\n|:---|---:|---:|---:|\n| **Nikkei** | 41,207.55 | +161.04 | 0.39 |"
    assert read(text) == {"Nikkei": NIKKEI}


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("Close", "level"),
        ("Last price", "level"),
        ("Net change", "day change"),
        ("Points", "day change"),
        ("Pct", "day percent"),
        ("1W %", "week percent"),
        ("Weekly change", "week change"),
        ("MTD %", "month percent"),
        ("YTD %", "ytd percent"),
        ("Day high", "high"),
        ("Day low", "low"),
    ],
)
def test_headings(heading: str, role: str) -> None:
    figure = "+12.5" if role.endswith("change") else "12.5"
    assert read(table(f"Index / Note / {heading}", f"Nikkei / - / {figure}")) == {"Nikkei": {role: Decimal("12.5")}}


def test_points_without_a_sign_are_those_of_a_league() -> None:
    assert read(table("Team / Played / Points", "Dow / 12 / 31.5")) == {}


@pytest.mark.parametrize(
    "heading", ["Previous", "Volume", "52-week high", "Target", "Open", "P/E", "2024 end", "Color"]
)
def test_columns_that_tell_no_close(heading: str) -> None:
    text = "\t".join(("Index", heading, "Close")) + "\nNikkei\t45,000.10\t41,207.55"
    assert read(text) == {"Nikkei": {"level": Decimal("41207.55")}}


@pytest.mark.parametrize("mark", [" | ", "\t"])
def test_an_empty_cell_keeps_its_column(mark: str) -> None:
    """The close before stands in for nothing: a close that is not there is none."""
    text = mark.join(("Index", "Close", "Prev close", "%")) + "\n" + mark.join(("Nikkei", "", "41,046.51", "0.39"))
    assert read(text) == {"Nikkei": {"previous": Decimal("41046.51"), "day percent": Decimal("0.39")}}


def test_bars_around_a_row_are_no_cells() -> None:
    text = "| Index | Prev close | Close |\n|---|---|---|\n| Nikkei |  | 41,207.55 |\n| Topix | 2,871.64 |  |"
    assert read(text) == {"Nikkei": {"level": Decimal("41207.55")}}


def test_arrows_are_signs() -> None:
    text = table("Index / Close / Change", "Nikkei / 41,207.55 / ▼ 161.04", "Topix / 2,870.44 / ▲1.20")
    found = read(text)
    assert found["Nikkei"]["day change"] == Decimal("-161.04")
    assert found["Topix"]["day change"] == Decimal("1.20")


def test_a_percent_among_changes_is_one() -> None:
    text = table("Index / Close / Change", "Nikkei / 41,207.55 / +0.39%")
    assert read(text)["Nikkei"] == {"level": Decimal("41207.55"), "day percent": Decimal("0.39")}


@pytest.mark.parametrize("cell", ["+0.39%", "-12", "n/a", "closed", "--"])
def test_no_level_where_the_cell_writes_none(cell: str) -> None:
    text = table(f"Index / Close / Change\nNikkei / {cell} / 161.04".replace("n/a", "na"))
    assert "level" not in read(text).get("Nikkei", {})


@pytest.mark.parametrize(
    "text",
    [
        table("Nikkei / 41,207.55 / +161.04", "Topix / 2,870.44 / -1.20"),
        table("Index / Close / Change"),
        table("a / b / c", "d / e / f"),
        "The Nikkei rose 0.4% to 41,207.55.",
        "",
    ],
    ids=["no heading", "no rows", "no figures", "a sentence", "nothing"],
)
def test_what_is_no_table(text: str) -> None:
    assert rows(text, load().columns) == ([], [])


@pytest.mark.parametrize("heading", ["Name / Club / Town", "Index / Prev close / Volume", "Index / Target / Upside"])
def test_rows_under_other_headings_are_no_sentences(heading: str) -> None:
    text = table(heading, "Nikkei / 41,207.55 / 12%")
    assert rows(text, load().columns) == ([], [(text.index("Nikkei"), len(text))])


def test_a_sentence_ends_the_table() -> None:
    text = table("Index / Close / Change", "Nikkei / 41,207.55 / +161.04") + "\nMore below.\nTopix | 1 | 2"
    assert list(read(text)) == ["Nikkei"]


def test_lines_of_a_table_are_taken_and_no_others() -> None:
    text = "Before.\n" + table("Index / Close / Change", "Nikkei / 41,207.55 / +161.04") + "\nAfter."
    _, taken = rows(text, load().columns)
    assert [text[a:b].strip() for a, b in taken] == ["Nikkei | 41,207.55 | +161.04"]


def cells_of(found: list[Row]) -> list[tuple[int, int, str]]:
    """Every cell of every row."""
    return [(c.start, c.end, c.words) for r in found for c in (r.name, *(cell for _, cell, _ in r.figures))]


@given(
    st.lists(
        st.lists(st.sampled_from(["Index", "Close", "%", "+1.5", "2,870.44", "", " ", "*x*", "▼2", "---"]), max_size=6),
        max_size=6,
    ),
    st.sampled_from(["|", " | ", "\t"]),
    st.sampled_from(["\n", "\r\n", "\x0b", "\u2028"]),
)
def test_cells_lie_in_the_text(grid: list[list[str]], mark: str, ending: str) -> None:
    text = ending.join(mark.join(line) for line in grid)
    found, taken = rows(text, load().columns)
    for start, end, words in cells_of(found):
        assert text[start:end] == words
        assert any(a <= start and end <= b for a, b in taken)
    assert taken == sorted(taken)


def test_a_row_of_nothing_is_no_heading() -> None:
    text = table("Index / Last / Chg / Chg %", "Hang Seng / – / – / –", "Nikkei / 41,207.55 / +161.04 / +0.39%")
    assert read(text) == {"Nikkei": NIKKEI}


@pytest.mark.parametrize(("cell", "role"), [("+161.04", "day change"), ("+0.39%", "day percent")])
def test_a_column_of_the_day_holds_what_its_cells_say(cell: str, role: str) -> None:
    assert set(read(table("Index / Close / 1D", f"Nikkei / 41,207.55 / {cell}"))["Nikkei"]) == {"level", role}


def test_columns_of_several_days_are_left() -> None:
    text = table("Index / Close / Thursday / Friday", "Nikkei / 41,207.55 / -0.5% / +0.39%")
    assert set(read(text)["Nikkei"]) == {"level"}
