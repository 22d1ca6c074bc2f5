"""Texts for hypothesis to make up: the genre's own words in any order, among marks, digits and letters of any kind."""

from __future__ import annotations

from datetime import UTC, date, datetime

from hypothesis import strategies as st

_WORDS = """
the Dow|S&P 500|Nasdaq|Nasdaq 100|Nikkei 225|.N225|Hang Seng|KOSPI|Nifty|FTSE 100|日経平均|benchmark index|it
|the index|both indexes|Toyota|Bank of America|SK hynix|Toyota's|Acme Corp.|bank stocks|Nifty Pharma|oil
|Brent crude|gold|Bitcoin|the dollar|the yen|EUR/USD|10-year Treasury yield|basis points|rose|fell|closed|opened
|was last|pared losses|swung|up|down|flat|lower|higher|0.5%|-1.2%|+12|41,207.55|1,02,415.30|$67.31|₹86
|half a percent|24-1/2|1-3|12 million|2026|.5|1.2.3|as much as|over|nearly|to|at|by|from|between|and|,|or
|respectively|each|after|while|which|as|amid|due to|despite|because of|may|expected|record high|on Wednesday
|Monday's|May 13|May 13, 2026|2026-05-13|0001-01-01|9999-12-31|13/13/13|yesterday|overnight|at 10:30 a.m.|midday
|for the week|this year|since April|futures|premarket|in early trade|at the close|previous close of|rate cut
|inflation|tariffs|earnings|will see|is due on Friday|forecast|target|gainers|support at|volume|(|)|[|]|{|}|"|“
|”|'|’|:|;|.|!|?|-|–|—|•|*|#|_|\\|/|&|%|$|+|~|=|▲|▼|🔺|📈|🙂|👩\u200d👩\u200d👧|é|ß|İ|ﬁ|½|²|٣|५|\u202e|\u200f|\u00a0
|\u2028|\x00|\x07|\x1b[31m|\x85|\ufeff|\ufffd|\ud800
""".replace("\n", "").split("|")
WORDS = [word for word in _WORDS if word]
BREAKS = [" ", " ", " ", " ", "", "\n", "\n\n", ". ", "\t", " | ", "\r\n", "\n- ", "\n| "]

words = st.sampled_from(WORDS)
breaks = st.sampled_from(BREAKS)


@st.composite
def wordings(draw: st.DrawFn, most: int = 30) -> str:
    """Words of the genre with any break between them."""
    return "".join(word + gap for word, gap in draw(st.lists(st.tuples(words, breaks), max_size=most)))


_long = st.builds(
    lambda unit, times: unit * times,
    st.sampled_from(
        ["9", "9,", "1.", "(", "[(", "(1%", "Dow ", "the Dow rose 1% ", "▲1% ", "A", "and ", ", ", "\n", "|", "| 1 "]
    ),
    st.integers(1, 400),
)

texts = st.text(max_size=120) | wordings() | _long | st.builds(str.__add__, _long, wordings(most=12))
"""Any text: of any characters, of the genre's words, and of one thing again and again."""

times = st.one_of(
    st.datetimes(datetime(1990, 1, 1), datetime(2050, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
    st.dates(date(1990, 1, 1), date(2050, 1, 1)),
)
