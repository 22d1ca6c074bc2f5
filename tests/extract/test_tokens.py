"""A sentence to tokens: what each phrase is taken for, by its kind, and that every token lies in its text."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.lexicon import load
from extract.tokens import Scanner, Token, kinds
from tests.extract.made_up import texts, wordings

LEXICON = load()


def scan(text: str) -> list[Token]:
    """The tokens of a text taken as one sentence."""
    return Scanner(text, LEXICON).scan(0, len(text))


def of_kind(text: str, kind: str) -> list[str]:
    """The text's words of that kind, as written."""
    return [text[t.start : t.end] for t in scan(text) if t.kind == kind]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Dow rose 0.5%.", "xIV#x"),
        ("Toyota fell 2%", "BV#"),
        ("Bank stocks gained 1%", "SV#"),
        ("The Nikkei closed up 12.50 points at 41,207.55", "xICD#p#"),
        ("The Hang Seng opened lower", "xIOD"),
        ("The yield on the 10-year Treasury note", "xZpxKZ"),
        ("on Wednesday, May 13, 2026", "pT"),
        ("the benchmark index fell to a record low", "rVpxH"),
        ("may fall to 5,500", "mVp#"),
        ("The Dow pared losses", "xIvG"),
        ("fell as much as 2%", "Vq#"),
        ("for the week", "P"),
        ("at 10:30 a.m.", "pF"),
        ("(41,207.55)", "(#)"),
    ],
)
def test_kinds(text: str, expected: str) -> None:
    assert kinds(scan(text)) == expected


@pytest.mark.parametrize(
    ("text", "instrument"),
    [
        ("the S&P 500", "sp500"),
        ("the Standard & Poor's 500", "sp500"),
        ("the Nasdaq 100", "nasdaq100"),
        ("the Nasdaq Composite", "nasdaq"),
        ("the Dow Jones Transportation Average", "djtransport"),
        ("the Euro Stoxx 50", "eurostoxx50"),
        ("the FTSE 250", "ftse250"),
        ("the FTSE 100", "ftse100"),
        ("the Hang Seng Tech Index", "hstech"),
        ("the KOSPI 200", "kospi200"),
        ("Nifty Bank", "banknifty"),
        ("日経平均", "nikkei225"),
        (".N225", "nikkei225"),
        ("Taiwan's benchmark index", "taiex"),
    ],
)
def test_the_longest_name_is_meant(text: str, instrument: str) -> None:
    found = [t.value[0].id for t in scan(text) if t.kind == "I"]
    assert found == [instrument]


@pytest.mark.parametrize(
    "text", ["Hang Seng Bank", "Nikkei Asia", "S&P Global", "Nasdaq Inc", "Dow Jones Newswires", "Nikkei Inc"]
)
def test_names_that_only_contain_an_index(text: str) -> None:
    assert of_kind(f"Shares of {text} rose 2%", "I") == []


@pytest.mark.parametrize(
    ("text", "unit", "value"),
    [
        ("0.5%", "%", "0.5"),
        ("0.5 %", "%", "0.5"),
        ("0.5 percent", "%", "0.5"),
        ("0.5 per cent", "%", "0.5"),
        ("0.5 pct", "%", "0.5"),
        ("12 points", "pt", "12"),
        ("12 pts", "pt", "12"),
        ("4.2 basis points", "bp", "4.2"),
        ("4.2 bps", "bp", "4.2"),
        ("$67.31", "$", "67.31"),
        ("67.31 dollars", "$", "67.31"),
        ("45 cents", "$", "0.45"),
        ("17 paise", "$", "0.17"),
        ("41,207.55", "", "41207.55"),
        ("half a percent", "%", "0.5"),
        ("two percent", "%", "2"),
        ("24-1/2", "", "24.5"),
    ],
)
def test_figures_and_their_units(text: str, unit: str, value: str) -> None:
    figures = [t.value for t in scan(f"rose {text}") if t.kind == "#"]
    assert [(f.unit, f.value) for f in figures] == [(unit, Decimal(value))]


@pytest.mark.parametrize(
    "text",
    [
        "12 million shares",
        "₹4.2 lakh crore",
        "3.2 billion",
        "119 gainers",
        "in 2026",
        "1-3 percent",
        "the 41,000 mark",
        "a 41,000-point barrier",
        "five sessions",
        "40 weeks",
    ],
)
def test_figures_that_are_no_price_and_no_move(text: str) -> None:
    assert of_kind(f"rose {text}", "#") == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Wednesday", ("weekday", 2, False)),
        ("last Friday", ("weekday", 4, True)),
        ("May 13", ("day", 5, 13, None)),
        ("13 May 2026", ("day", 5, 13, 2026)),
        ("May 13th, 2026", ("day", 5, 13, 2026)),
        ("Sept. 3", ("day", 9, 3, None)),
        ("2026-05-13", ("date", "2026-05-13")),
    ],
)
def test_days(text: str, value: tuple[object, ...]) -> None:
    assert [t.value for t in scan(f"on {text} the Dow fell") if t.kind == "T"] == [value]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Toyota's shares fell", "Toyota"),
        ("Toyota’s shares fell", "Toyota"),
        ("Sainsbury's fell", "Sainsbury's"),
        ("Bank of America fell", "Bank of America"),
        ("AT&T fell", "AT&T"),
        ("the miner Rio Tinto fell", "Rio Tinto"),
        ("chipmaker SK hynix fell", "SK hynix"),
    ],
)
def test_company_names(text: str, name: str) -> None:
    found = [t for t in scan(text) if t.kind == "B"]
    assert [t.value for t in found] == [name]


@pytest.mark.parametrize("text", ["The market fell", "Meanwhile stocks rose", "On Friday", "Investors sold", "A rally"])
def test_a_capital_alone_makes_no_company(text: str) -> None:
    assert of_kind(text, "B") == []


@pytest.mark.parametrize(
    ("verb", "sign"),
    [
        ("rose", 1), ("climbed", 1), ("clambered", 1), ("gained ground", 1), ("bounced back", 1), ("soaring", 1),
        ("slid", -1), ("plummeted", -1), ("shed", -1), ("gave up", -1), ("sold off", -1), ("skidded", -1),
        ("stagnated", 0),
    ],
)  # fmt: skip
def test_verbs_have_a_sign(verb: str, sign: int) -> None:
    assert [t.value[0] for t in scan(f"The Dow {verb} today") if t.kind == "V"] == [sign]


@given(texts)
def test_tokens_lie_in_order_in_the_text(text: str) -> None:
    end = 0
    for token in scan(text):
        assert len(token.kind) == 1
        assert end <= token.start < token.end <= len(text)
        assert text[token.start : token.end].strip()
        end = token.end


@given(wordings(), st.text(alphabet="ab .", max_size=10))
def test_a_sentence_is_scanned_alike_wherever_it_stands(text: str, before: str) -> None:
    alone = [(t.kind, t.start, t.end) for t in scan(text)]
    whole = before + "\n" + text
    within = Scanner(whole, LEXICON).scan(len(before) + 1, len(whole))
    shift = len(before) + 1
    assert [(t.kind, t.start - shift, t.end - shift) for t in within] == alone
