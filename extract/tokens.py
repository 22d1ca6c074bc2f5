"""A sentence to tokens of a kind. Phrases are found in the lexicon's trie, longest first; names are what is left capitalized.

Kinds, one character each, so that a sentence's kinds make a string that rules can be matched on:

    I instrument      B company name     S sector           R region word      Y currency       Z government paper
    K tenor (10-year) r reference        V verb that moves  W verb that stands v verb that tempers
    C closing verb    O opening verb     D direction word   G noun of a move   H record         h head (shares, futures)
    # figure          ~ figure that is no price or move     q qualifier        P period         T day
    F phase of the session               m modal            e economics head   p preposition    a and, or, comma
    ; clause break    ( ) brackets       : colon or table bar                  x anything else
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from extract.lexicon import Entry, Lexicon, Node
from extract.numbers import FRACTION_WORDS, NUMBER, WORD_VALUES, Quantity, quantity, with_fraction

_WORD = r"""(?:[A-Za-z]\.){2,}(?:['’]s\b)?|['’]s\b|\.[A-Z][A-Z0-9]{2,}(?:\.[A-Z]+)?\b|[A-Z0-9]{1,12}\.[A-Z]{1,3}\b|\d[\d.,]{0,14}(?:-\d/\d)?-[A-Za-z][\w-]*|\d{1,8}(?!(?:bps?|pts?|pct|pc)\b)[A-Za-z]\w*
|[^\W\d_]\w*(?:(?:[&'’-]|\.(?=(?:com|Com|ai|co)\b))\w+)*"""
_MONEY = r"(?:US|AU|A|CA|C|NZ|HK|NT|S|R)\$\s?\d[\d,]*(?:\.\d+)?|Rs\.?\s?\d[\d,]*(?:\.\d+)?"
_DATE = r"\d{4}-\d{2}-\d{2}(?:T[\d:.]+Z?)?|\d{1,2}/\d{1,2}/\d{2,4}"
_CLOCK = r"\d{1,2}[:.]\d{2}\s?(?:[ap]\.?m\b\.?|[AP]\.?M\b\.?)|\d{1,2}:\d{2}(?::\d{2})?|\d{1,2}\s?(?:[ap]\.m\.|[ap]m\b|[AP]M\b)|\b\d{4}\s(?:GMT|IST|ET|EST)\b"
WORDS = re.compile(
    rf"(?P<small>[a-z]+(?=[\s,;.](?!\w)|[\s]))|(?=[0-9])(?:(?P<date>{_DATE})|(?P<clock>{_CLOCK}))|(?P<money>{_MONEY})"
    rf"|(?P<word>{_WORD})|(?P<num>{NUMBER})|(?P<mark>\S)",
    re.X,
)
"""Small words come first: they are most of a text, and the other kinds need not be tried on them."""


_BREAKS = {"while", "whereas", "but", "though", "although", "whilst", ";", "meanwhile", "even"}
_PREPOSITIONS = frozenset(
    "to at from by of in for with between against versus vs per on after before than into near past through within since until"
    " following amid despite toward towards among including like as via without under over around about across because due".split()
)
_MONTHS = {m: i for i, m in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)}
_MONTHS |= {
    m: i
    for i, m in enumerate(
        "january february march april may june july august september october november december".split(), 1
    )
} | {"sept": 9}
_WEEKDAYS = {d: i for i, d in enumerate("monday tuesday wednesday thursday friday saturday sunday".split())}
_WEEKDAYS |= {"mon": 0, "tue": 1, "tues": 1, "wed": 2, "thu": 3, "thur": 3, "thurs": 3, "fri": 4}
_TENOR = re.compile(r"(\d{1,2}|two|three|five|ten|thirty|twenty)-?(?:year|yr)s?$")
_TENOR_WORDS = {"two": "2", "three": "3", "five": "5", "ten": "10", "twenty": "20", "thirty": "30"}
_NEUTRAL_AFTER = {"the", "a", "an", "its", "their", "this", "that", "of", "his", "her", "any", "no", "sharp", "steep", "big", "early", "overnight", "further", "modest", "slight", "strong", "another", "similar", "biggest", "largest", "weekly", "daily", "monthly", "annual", "small", "more", "day's", "for", "broad", "fresh", "heavy", "earlier", "late", "initial", "recent", "with", "on", "solid", "significant", "massive"}  # fmt: skip


class Token:
    """One word, phrase, figure or sign: its kind, where it stands, its words in lower case, and what it means."""

    __slots__ = ("end", "kind", "low", "poss", "start", "value")

    def __init__(self, kind: str, start: int, end: int, low: str, value: Any = None, poss: bool = False) -> None:
        self.kind, self.start, self.end, self.low, self.value, self.poss = kind, start, end, low, value, poss

    def __repr__(self) -> str:
        return f"{self.kind}{self.low!r}" + (f"={self.value}" if self.value is not None else "")


class Scanner:
    """Cuts sentences of one text into tokens."""

    def __init__(self, text: str, lexicon: Lexicon) -> None:
        self.text, self.lexicon = text, lexicon
        self.root = lexicon.phrases
        self.tokens: list[Token] = []

    def scan(self, start: int, end: int) -> list[Token]:
        """The tokens of text[start:end]."""
        self.raw = [
            ("word" if m.lastgroup == "small" else m.lastgroup, *m.span(), m[0])
            for m in WORDS.finditer(self.text, start, end)
        ]
        self.lows = [r[3].lower() for r in self.raw]
        if "’" in self.text:
            self.lows = [low.replace("’", "'") for low in self.lows]
        self.found: dict[int, tuple[int, list[Entry]]] = {}
        self.tokens = []
        self.titled = self._is_titled()
        at, count = 0, len(self.raw)
        while at < count:
            at = self._next(at)
        return self.tokens

    def _is_titled(self) -> bool:
        words = [r[3] for r in self.raw if r[0] == "word" and len(r[3]) > 3]
        return len(words) > 3 and sum(w[0].isupper() for w in words) > 0.8 * len(words)

    def _next(self, at: int) -> int:
        group, start, end, text = self.raw[at]
        if group == "word":
            return self._word(at, start, end, text)
        if group in ("num", "money"):
            return self._number(at)
        if group in ("date", "clock"):
            self._add("T" if group == "date" else "F", start, end, text, ("date", text) if group == "date" else "clock")
            return at + 1
        low = self.lows[at]
        if low == "(" and (after := self._listing(at)):
            return after
        if low in self.root:
            size, entries = self._phrase(at)
            if entries:
                return self._known(at, size, entries)
        self._add(_MARKS.get(low, "x"), start, end, low)
        return at + 1

    def _word(self, at: int, start: int, end: int, text: str) -> int:
        low = self.lows[at]
        small = text.islower()
        if small and low not in self.root and text.isalpha() and low not in _NUMBER_WORDS:
            # most words of a text: small, and nothing the lexicon knows
            self.tokens.append(Token(_SMALL.get(low, "x"), start, end, low))
            return at + 1
        if low in _NUMBER_WORDS and (words := self._number_words(at)):
            return words
        size, entries = self._phrase(at)
        if small:
            if entries:
                return self._benchmark(at, size, entries) or self._family(at) or self._known(at, size, entries)
            return self._plain(at)
        after = self._calendar(at) or self._family(at) or self._quote(at) or self._benchmark(at, size, entries)
        if after:
            return after
        if not size and (text[0] == "." or _RIC.match(text)) or self._is_code(at):
            return self._plain(at)
        if text[0].isupper() or (len(text) > 2 and text[1].isupper()):
            after = self._name(at, size, entries)
            if after:
                return after
        if entries:
            return self._known(at, size, entries)
        return self._plain(at)

    def _family(self, at: int) -> int:
        """ "Nifty Pharma", "TOPIX Information & Communication index": a family's name and an industry's; 0 when it is none."""
        node, index = self.lexicon.families, at
        if self.lows[at] not in node:
            return 0
        while index < len(self.lows) and self.lows[index] in node:
            node = node[self.lows[index]]
            index += 1
        if "" not in node:
            return 0
        longer, entries = self._phrase(at)
        if at + longer > index and any(e.role == "I" for e in entries):
            return 0
        stop, named = index, False
        while stop < len(self.raw) and stop < index + 5:
            size, found = self._phrase(stop)
            if any(e.role == "s" for e in found):
                named, stop = True, stop + size
            elif self.raw[stop][3] == "&" or (
                self.raw[stop][0] == "word" and self.raw[stop][3][0].isupper() and not found and stop == index
            ):
                stop += 1
            else:
                break
        if not named or (self.titled and not self._figure_near(stop)):
            return 0
        if stop < len(self.lows) and self.lows[stop] in (
            "index",
            "sector",
            "subindex",
            "sub-index",
            "gauge",
            "sectors",
        ):
            stop += 1
        start, end = self.raw[at][1], self.raw[stop - 1][2]
        self._add("S", start, end, "headed", self.text[start:end])
        return stop

    def _quote(self, at: int) -> int:
        """ "SXXP, -0.23%" behind a name: a page's live quote, not the story's; 0 when it is none."""
        return (
            self._skip_quote(at) if self.tokens and self.tokens[-1].kind in "BIhx" and self.tokens[-1].low != "." else 0
        )

    def _skip_quote(self, at: int) -> int:
        if at + 3 >= len(self.raw):
            return 0
        code, comma, figure, percent = self.raw[at : at + 4]
        if not (
            code[3].isupper() and code[3].isalnum() and len(code[3]) < 8 and comma[3] == "," and figure[0] == "num"
        ):
            return 0
        if figure[3][0] not in "+-−–" or percent[3] != "%":
            return 0
        self._add("x", code[1], percent[2], "quote")
        return at + 4

    def _benchmark(self, at: int, size: int, entries: list[Entry]) -> int:
        """ "Saudi Arabia's benchmark index", "the Abu Dhabi index": the region's own index; 0 when it is none."""
        region = next((e.value for e in entries if e.role == "R"), None)
        if region is None or any(e.role == "I" for e in entries) or region not in self.lexicon.home:
            return 0
        index = at + size
        while index < len(self.lows) and index < at + size + 4 and self.lows[index] in _MAIN:
            index += 1
        if index >= len(self.lows) or self.lows[index] not in ("index", "gauge", "benchmark", "barometer"):
            return 0
        known = self.lexicon.instruments[self.lexicon.home[region]]
        low = " ".join(self.lows[at : index + 1])
        self._add("I", self.raw[at][1], self.raw[index][2], low, (known, index == at + size))
        return index + 1

    def _figure_near(self, at: int) -> bool:
        return any(r[0] == "num" for r in self.raw[at : at + 5])

    def _listing(self, at: int) -> int:
        """ "(NASDAQ: PANW)": where a share is listed, no index; 0 when it is none."""
        if at + 4 >= len(self.raw) or self.lows[at + 2] != ":" or self.lows[at + 4] != ")":
            return 0
        if not (self.raw[at + 1][3].isupper() and self.raw[at + 3][3].isupper()):
            return 0
        self._add("x", self.raw[at][1], self.raw[at + 4][2], "(listing)")
        return at + 5

    def _is_code(self, at: int) -> bool:
        """ "(NVDA)", "EURONEXT:IACWI": an exchange's code behind a name, no name itself."""
        text = self.raw[at][3]
        if not text.isupper() or not text.isalnum():
            return False
        before = self.raw[at - 1][3] if at else ""
        after = self.raw[at + 1][3] if at + 1 < len(self.raw) else ""
        if before == "(" and after == ")" and at > 1 and self.tokens and self.tokens[-2:][0].kind in "BI":
            return True
        if after == ":" and at + 2 < len(self.raw):
            return (
                self.raw[at + 1][1] == self.raw[at][2]
                and self.raw[at + 2][1] == self.raw[at + 1][2]
                and self.raw[at + 2][3].isupper()
            )
        return (
            before == ":"
            and at > 1
            and self.raw[at - 1][1] == self.raw[at - 2][2]
            and self.raw[at - 2][3].isupper()
            and self.raw[at][1] == self.raw[at - 1][2]
        )

    def _add(self, kind: str, start: int, end: int, low: str, value: Any = None, poss: bool = False) -> None:
        self.tokens.append(Token(kind, start, end, low, value, poss))

    # phrases

    def _phrase(self, at: int) -> tuple[int, list[Entry]]:
        """The longest phrase of the lexicon that begins here: how many raw tokens, and what it can mean."""
        if (known := self.found.get(at)) is not None:
            return known
        self.found[at] = best = self._longest(at)
        return best

    def _longest(self, at: int) -> tuple[int, list[Entry]]:
        node: Node = self.lexicon.phrases
        best: tuple[int, list[Entry]] = _NOTHING
        lows, index, count = self.lows, at, len(self.lows)
        while index < count:
            low = lows[index]
            child = node.get(low)
            if child is None and low.endswith("'s"):
                child = node.get(low[:-2])
                possessive = True
            else:
                possessive = False
            if child is None:
                break
            node = child
            index += 1
            if "" in node and (fitting := self._fitting(node[""], at, index)):
                best = (index - at, fitting)
            if possessive:
                break
        return best

    def _fitting(self, entries: list[Entry], at: int, after: int) -> list[Entry]:
        if all(entry.exact is None for entry in entries):
            return entries
        fitting = []
        for entry in entries:
            if entry.exact is None:
                fitting.append(entry)
            else:
                written = self.text[self.raw[at][1] : self.raw[after - 1][2]].replace("’", "'").removesuffix("'s")
                if written == entry.exact:
                    fitting.append(entry)
        return fitting

    def _known(self, at: int, size: int, entries: list[Entry]) -> int:
        start, end = self.raw[at][1], self.raw[at + size - 1][2]
        low = " ".join(self.lows[at : at + size])
        entry = self._choose(entries, at, size)
        self._add(entry.role, start, end, low, entry.value, self.lows[at + size - 1].endswith("'s"))
        if entry.role == "!":
            self.tokens[-1].kind = "x"
        elif entry.value == "company" and low in ("shares", "shares of") and len(self.tokens) > 1:
            self.tokens[-1].kind, self.tokens[-1].value = "h", "shares"
        elif entry.role in "kfu":
            self.tokens[-1].kind = "h" if entry.role == "k" else "x"
        elif entry.role == "s":
            return self._sector(at, size, entry)
        elif entry.role == "W" and low in ("trade", "hit", "touch", "reach") and not self._stands(at + size):
            self.tokens[-1].kind = "x"
        elif entry.role == "q" and low in _PREPOSITIONS and not self._figure_follows(at + size):
            self.tokens[-1].kind = "p"
        return at + size

    def _stands(self, at: int) -> bool:
        """Whether what follows makes a bare "trade" a verb ("to trade at $105")."""
        if at >= len(self.lows):
            return False
        if self.lows[at - 1] == "trade" and at > 1 and self.lows[at - 2] not in _VERBAL:
            return False
        return self.lows[at] in (
            "at",
            "near",
            "around",
            "higher",
            "lower",
            "up",
            "down",
            "between",
            "flat",
            "a",
            "an",
            "its",
            "their",
            "another",
            "fresh",
            "new",
            "record",
            "all-time",
        ) or self._figure_follows(at)

    def _figure_follows(self, at: int) -> bool:
        return at < len(self.raw) and (self.raw[at][0] == "num" or self.lows[at] in ("a", "half", "1", "one", "two"))

    def _choose(self, entries: list[Entry], at: int, size: int) -> Entry:
        """Which of a phrase's meanings holds here, by its neighbors."""
        if len(entries) == 1:
            return entries[0]
        roles = {e.role: e for e in reversed(entries)}
        before = self.lows[at - 1] if at else ""
        after = self.lows[at + size] if at + size < len(self.lows) else ""
        if "V" in roles and "G" in roles:
            noun = self._determined(at, size) or (
                before in _NEUTRAL_AFTER
                or before.endswith("'s")
                or self._after_figure()
                or after == "of"
                or after == "in"
            )
            if after in ("in", "of") and not noun:
                noun = False
            return roles["G" if noun else "V"]
        if "I" in roles and "R" in roles:
            place = before in ("in", "from", "of", "to", "at") or self.lows[at + size - 1].endswith("'s")
            return roles["R" if place else "I"]
        for role in "IsYZHFPTDrCOVGWvqhkbmefRu!":
            if role in roles:
                return roles[role]
        return entries[0]

    def _determined(self, at: int, size: int) -> bool:
        """Whether an article up to three words before makes a noun of a bare form ("a Wall Street rally")."""
        if size > 1 or self.lows[at].endswith(("ed", "ing")):
            return False
        for back in range(1, 4):
            if at < back or self.raw[at - back][0] != "word":
                return False
            if self.lows[at - back] in ("a", "an", "its", "their", "this"):
                return True
        return False

    def _after_figure(self) -> bool:
        return bool(self.tokens) and self.tokens[-1].kind == "#"

    def _sector(self, at: int, size: int, entry: Entry) -> int:
        """A sector with the head behind it ("bank stocks"), or bare where it may stand so; else plain words."""
        token = self.tokens[-1]
        index = at + size
        while index < len(self.lows) and index < at + size + 3:
            more, entries = self._phrase(index)
            if more and any(e.role == "k" for e in entries):
                token.kind, token.end = "S", self.raw[index + more - 1][2]
                token.value = self.text[token.start : token.end]
                token.low = "headed"
                return index + more
            if more and any(e.role == "s" for e in entries):
                index += more
                token.end = self.raw[index - 1][2]
            elif self.lows[index] in ("and", "&", ","):
                break
            else:
                break
        token.end = self.raw[at + size - 1][2]
        token.kind = "S" if entry.value or (size and self._bare(at, size)) else "x"
        token.value = self.text[token.start : token.end]
        return at + size

    def _bare(self, at: int, size: int) -> bool:
        _, entries = self._phrase(at)
        return any(e.role == "s" and e.value for e in entries)

    # figures

    def _number(self, at: int) -> int:
        _, start, end, text = self.raw[at]
        figure = quantity(text)
        if figure is None:
            self._add("~", start, end, text)
            return at + 1
        figure, end = with_fraction(figure, self.text, end)
        after = at + 1
        while after < len(self.raw) and self.raw[after][1] < end:
            after += 1
        figure, after, end, refused = self._unit(figure, after, end)
        if not figure.unit and not refused and after < len(self.raw):
            money = next((e.value for e in self._phrase(after)[1] if e.role == "Y"), None)
            if money is not None:
                figure = figure._replace(unit="$", currency=money)
        kind = "~" if refused or self._is_range(start, end) or _is_year(figure, text) else "#"
        self._add(kind, start, end, text, figure)
        return after

    def _unit(self, figure: Quantity, after: int, end: int) -> tuple[Quantity, int, int, bool]:
        if after >= len(self.raw):
            return figure, after, end, False
        size, entries = self._phrase(after)
        unit = next((e.value for e in entries if e.role == "u"), None)
        if unit is None:
            return figure, after, end, False
        close = self.raw[after + size - 1][2]
        if unit == "refused":
            low = self.lows[after]
            if low in ("of", "day", "days", "stocks") and (figure.unit == "$" or low == "of"):
                return figure, after, end, False
            return figure, after + size, close, True
        if unit == "cents":
            return figure._replace(value=figure.value / 100, unit="$", currency="cents"), after + size, close, False
        short = {"percent": "%", "points": "pt", "basis": "bp"}[unit]
        if (
            short == "pt"
            and after + size < len(self.lows)
            and self.lows[after + size] in ("mark", "level", "plateau", "barrier")
        ):
            return figure, after + size, close, True
        return figure._replace(unit=short), after + size, close, False

    def _is_range(self, start: int, end: int) -> bool:
        """Whether this is one end of "1-3 percent"."""
        text = self.text
        if end < len(text) - 1 and text[end] in "-–" and text[end + 1].isdigit():
            return True
        return start >= 2 and text[start - 1] in "-–" and (text[start - 2].isdigit() or text[start - 2] == "%")

    # days

    def _calendar(self, at: int) -> int:
        """Weekday and month names with their day of the month; 0 when there is none."""
        low = self.lows[at].removesuffix("'s").rstrip(".")
        text = self.raw[at][3]
        if not text[0].isupper():
            return 0
        if low in _WEEKDAYS:
            last = bool(self.tokens) and self.tokens[-1].low in ("last", "previous")
            poss = self.lows[at].endswith("'s")
            self._add("T", self.raw[at][1], self.raw[at][2], low, ("weekday", _WEEKDAYS[low], last), poss)
            return at + 1
        if (
            low in _MONTHS
            and (low != "may" or self._figure_follows(at + 1) or not self._starts(at))
            and (low not in ("mar", "march") or text != "MAR")
        ):
            return self._month(at, _MONTHS[low])
        return 0

    def _month(self, at: int, month: int) -> int:
        after = at + 1
        if after < len(self.raw) and self.raw[after][3] == ".":
            after += 1
        day, year = None, None
        if after < len(self.raw) and self.raw[after][0] in ("num", "word"):
            digits = re.match(r"(\d{1,2})(?:st|nd|rd|th)?$", self.raw[after][3])
            if digits and 1 <= int(digits[1]) <= 31:
                day = int(digits[1])
                after += 1
        if day is None and self.tokens and (digits := re.match(r"(\d{1,2})(?:st|nd|rd|th)?$", self.tokens[-1].low)):
            if 1 <= int(digits[1]) <= 31 and self.tokens[-1].kind in "#x~":
                day = int(digits[1])
                self.tokens.pop()
        comma = after < len(self.raw) and self.raw[after][3] == ","
        where = after + comma
        if day is not None and where < len(self.raw) and re.match(r"(?:19|20)\d\d$", self.raw[where][3]):
            year, after = int(self.raw[where][3]), where + 1
        kind = (
            "T"
            if day is not None
            else "P"
            if self.lows[at - 1 : at] in (["in"], ["since"])
            or (self.lows[at - 1 : at] == ["for"] and self.lows[after : after + 1] == [","])
            else "x"
        )
        value = (
            ("day", month, day, year)
            if day is not None
            else ("other" if self.lows[at - 1 : at] == ["since"] else "month")
        )
        self._add(kind, self.raw[at][1], self.raw[after - 1][2], self.lows[at], value)
        return after

    # names

    def _name(self, at: int, size: int, entries: list[Entry]) -> int:
        """A run of capitalized words that names a company (or a fund); 0 when these words are something else."""
        roles = {e.role for e in entries}
        for words in self.lexicon.joined_names.get(self.lows[at], ()):
            if tuple(self.lows[at : at + len(words)]) == words:
                self._put_name(at, at + len(words))
                after = at + len(words)
                while after < len(self.raw) and self.lows[after] in _FORMS:
                    after += 1
                return after
        stop = self._run(at)
        words = self.raw[at:stop]
        if (
            stop > at + 1
            and self.text[self.raw[at][1] : self.raw[stop - 1][2]].casefold() in self.lexicon.company_regions
        ):
            self._put_name(at, stop)
            return stop
        if roles == {"!"} and (stop > at + size or (stop == at + size and self.lows[stop - 1] in _COMPANY_WORDS)):
            stop = self._cut(at + size - 1, stop)
            self._put_name(at, stop)
            return stop
        if any(w[3].casefold() in self.lexicon.fund_words for w in words) and len(words) > 1:
            self._fund(at, stop)
            return stop
        if roles & set("hk") and stop <= at + size:
            return 0
        if roles & set("I!fYZHTPF") and not self._swallowed(at, size, stop, roles):
            return 0
        if "I" in roles and "R" not in roles and size >= 1 and not self._swallowed(at, size, stop, roles):
            return 0
        if "R" in roles and (stop <= at + size or self.lows[at + size - 1].endswith("'s")):
            return 0
        if self.lows[at] in _PREPOSITIONS:
            return 0
        stop = self._cut(at, stop)
        lone = stop == at + 1
        if lone and roles & set("VWvCODGqmehksPrxb") and (self.titled or self._starts(at)):
            return 0
        if lone and roles & set("sk"):
            return 0
        long = stop - at >= 3 and not self.titled and self.lows[at] not in _DROPPED | _PREPOSITIONS
        while (
            stop > at
            and not long
            and self.lows[at] in self.lexicon.refused_names
            and self.lows[at] not in self.lexicon.company_regions
        ):
            if not roles and stop > at + 1 and not self._starts(at) and self.lows[at] not in _DROPPED:
                break
            return 0
        if "R" in roles and stop <= at + size:
            return 0
        if stop <= at:
            return 0
        self._put_name(at, stop)
        return stop

    def _starts(self, at: int) -> bool:
        return at == 0 or self.raw[at - 1][3] in '"“‘:.(—–•'

    def _swallowed(self, at: int, size: int, stop: int, roles: set[str]) -> bool:
        """Whether an instrument's or region's name is only the beginning of a company's ("Gold Fields")."""
        if stop <= at + size or self.lows[at + size - 1].endswith("'s"):
            return False
        if self.text[self.raw[at][1] : self.raw[stop - 1][2]].casefold() in self.lexicon.company_regions:
            return True
        following = self.lows[at + size]
        more, entries = self._phrase(at + size)
        after = {e.role for e in entries}
        if after & set("IkhVWvCODGFPTHseu") or following in self.lexicon.refused_names:
            return False
        return "R" in roles or self.lexicon.region_of(self.text[self.raw[at][1] : self.raw[stop - 1][2]]) is not None

    def _run(self, at: int) -> int:
        """Where the run of capitalized words ends."""
        index = at
        last = min(len(self.raw), at + _LONGEST_NAME)
        while index < last:
            group, _, _, text = self.raw[index]
            low = self.lows[index]
            if group == "word" and (text[0].isupper() or (len(text) > 2 and text[1].isupper())):
                if index > at and (_RIC.match(text) or self._quoted(index)):
                    break
                if self.titled and index > at and self._is_verb(index):
                    break
                index += 1
                if low.endswith("'s") and low not in self.lexicon.possessive_names:
                    two = " ".join(self.lows[max(at, index - 2) : index])
                    if two not in self.lexicon.possessive_names:
                        break
            elif index > at and text in ("&", "of", "/") and self._capital(index + 1) and (text != "of" or low == "of"):
                if text == "of" and self.lows[index - 1] not in ("bank", "trust", "group", "industries", "children"):
                    break
                index += 1
            elif index > at and group == "num" and self._number_in_name(index):
                index += 1
            elif index > at and text == "." and self.lows[index - 1] in _ABBREVIATED and index + 1 < len(self.raw):
                index += 1
            elif index > at and low in _CONNECTORS and self._capital(index + 1):
                index += 1
            elif index > at and group == "word" and self._known_name(at, index):
                index += 1
            else:
                break
        return index

    def _quoted(self, at: int) -> bool:
        """Whether a code with a live quote stands here."""
        return (
            at + 3 < len(self.raw)
            and self.raw[at + 1][3] == ","
            and self.raw[at][3].isupper()
            and self.raw[at + 2][0] == "num"
            and self.raw[at + 2][3][0] in "+-−–"
        )

    def _known_name(self, at: int, index: int) -> bool:
        """Whether a small word belongs to a known company's name ("SK hynix")."""
        return " ".join(self.lows[at : index + 1]) in self.lexicon.company_regions

    def _is_verb(self, index: int) -> bool:
        size, entries = self._phrase(index)
        return (
            any(e.role in "VWvCODGFPTqmH" for e in entries)
            or self.lows[index] in _PREPOSITIONS
            or self.lows[index] in _BREAKS
            or self.lows[index] in ("as", "and", "amid", "will")
        )

    def _capital(self, index: int) -> bool:
        return index < len(self.raw) and self.raw[index][0] == "word" and self.raw[index][3][0].isupper()

    def _number_in_name(self, index: int) -> bool:
        text = self.raw[index][3]
        if not text.isdigit() or len(text) > 3:
            return False
        size, entries = self._phrase(index + 1)
        return not any(e.role == "u" for e in entries)

    def _cut(self, at: int, stop: int) -> int:
        """The run up to the first word that begins something else (an instrument, a day)."""
        for index in range(at + 1, stop):
            size, entries = self._phrase(index)
            roles = {e.role for e in entries}
            if "I" in roles and not (entries[0].value[0].kind == "commodity" and index + size == stop):
                return index
            if roles & set("YZF") or self._is_day(index) or (roles & set("P") and size > 1):
                return index
        return stop

    def _is_day(self, index: int) -> bool:
        low = self.lows[index].removesuffix("'s").rstrip(".")
        return low in _WEEKDAYS or (low in _MONTHS and low not in ("mar", "may", "march", "sun"))

    def _fund(self, at: int, stop: int) -> None:
        self._add(
            "B", self.raw[at][1], self.raw[stop - 1][2], "fund", self.text[self.raw[at][1] : self.raw[stop - 1][2]]
        )

    def _put_name(self, at: int, stop: int) -> None:
        start, end = self.raw[at][1], self.raw[stop - 1][2]
        name = self.text[start:end].replace("’", "'")
        low = name.lower()
        poss = False
        if low.endswith("'s") and not any(low.endswith(p) for p in self.lexicon.possessive_names):
            name, poss = name[:-2], True
        self._add("B", start, end - (2 if poss else 0), low, name, poss)

    # everything else

    def _plain(self, at: int) -> int:
        _, start, end, _ = self.raw[at]
        low = self.lows[at]
        if tenor := _TENOR.match(low):
            self._add("K", start, end, low, _TENOR_WORDS.get(tenor[1], tenor[1]))
            return at + 1
        if low in _NUMBER_WORDS:
            if words := self._number_words(at):
                return words
        self._add(_SMALL.get(low, "x"), start, end, low)
        return at + 1

    def _number_words(self, at: int) -> int:
        """ "half a percent", "two percent", "a quarter of a percent"; 0 when it is none."""
        low = self.lows[at]
        if low not in WORD_VALUES and low not in FRACTION_WORDS:
            return 0
        value = FRACTION_WORDS.get(low) or WORD_VALUES[low]
        if low in WORD_VALUES and self.lows[at + 1 : at + 4] == ["and", "a", "half"]:
            return self._word_figure(at, at + 4, value + FRACTION_WORDS["half"])
        for skip in ((), ("a",), ("of", "a"), ("of", "one"), ("of", "1")):
            index = at + 1 + len(skip)
            if tuple(self.lows[at + 1 : index]) != skip or index >= len(self.lows):
                continue
            if after := self._word_figure(at, index, value):
                return after
        return 0

    def _word_figure(self, at: int, index: int, value: Decimal) -> int:
        """The figure of number words whose unit stands at `index`; 0 where none does."""
        if index >= len(self.lows):
            return 0
        size, entries = self._phrase(index)
        unit = next((e.value for e in entries if e.role == "u"), None)
        if unit not in ("percent", "points", "basis"):
            return 0
        figure = Quantity(value, 0, {"percent": "%", "points": "pt", "basis": "bp"}[unit], "", False, 1)
        self._add("#", self.raw[at][1], self.raw[index + size - 1][2], self.lows[at], figure)
        return index + size


_LONGEST_NAME = 12
_NOTHING: tuple[int, list[Entry]] = (0, [])
_NUMBER_WORDS = WORD_VALUES.keys() | FRACTION_WORDS.keys()
_VERBAL = frozenset("to and stocks shares futures they will would may markets contracts continue prices".split())
_MARKS = {",": "a", "&": "a", "/": "a", ";": ";", "(": "(", ")": ")", ":": ":", "|": ":"}
_SMALL = {w: "p" for w in _PREPOSITIONS} | {w: ";" for w in _BREAKS if w != ";"} | {"and": "a", "or": "a", "plus": "a"}
_RIC = re.compile(r"[A-Z0-9]{1,12}\.[A-Z]{1,3}$")
_MAIN = {
    "benchmark",
    "main",
    "key",
    "blue-chip",
    "share",
    "stock",
    "broad",
    "broader",
    "headline",
    "primary",
    "equity",
    "all-share",
    "leading",
}
_FORMS = frozenset("scarl spa sa plc ag nv se ltd inc corp co sc oyj ab asa limited".split())
_ABBREVIATED = frozenset(("corp", "inc", "co", "ltd", "cos", "bros"))
_CONNECTORS = frozenset("di de del della la du da dos van von der el al dei".split())
_COMPANY_WORDS = {"bank", "electric", "inc", "limited", "ltd", "chemical", "holdings", "global", "airport"}
_DROPPED = {
    "the",
    "a",
    "an",
    "meanwhile",
    "elsewhere",
    "among",
    "in",
    "on",
    "at",
    "and",
    "but",
    "shares",
    "stocks",
    "while",
    "trump",
    "president",
}


def _is_year(figure: Quantity, text: str) -> bool:
    return text.isdigit() and len(text) == 4 and 1900 <= figure.value <= 2100 and not figure.unit


def kinds(tokens: list[Token]) -> str:
    """The kinds of a sentence's tokens as one string, a character a token."""
    return "".join(t.kind for t in tokens)
