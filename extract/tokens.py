"""A sentence to tokens of a kind. Phrases are found in the lexicon's trie, longest first; names are what is left of the
words with a capital.

Kinds, one character each, so that a sentence's kinds make a string that rules can be matched on:

    I instrument      B company name     S sector           R region word      Y currency       Z government paper
    K tenor (10-year) r reference        V verb that moves  W verb that stands v verb that tempers
    C closing verb    O opening verb     D direction word   G noun of a move   H record         h head (shares, futures)
    # figure          ~ figure that is no price or move     q qualifier        P period         T day
    F phase of the session               m modal            e economics head   p preposition    a and, or, comma
    ; clause break    ( ) brackets       : colon or table bar                  x anything else
"""

from __future__ import annotations

from extract.choices import beside_figure, by_neighbors, chosen, is_level, is_won
from extract.crude import OIL, crude, end_of_oil
from extract.cut import APOSTROPHES, sort_of
from extract.families import BEFORE_CODE, BRACKETS, benchmark, bracketed, family, is_code, is_ric, listing, pair, quote
from extract.lexicon import Lexicon
from extract.line import Line, Token, capital
from extract.lists import word_set
from extract.meanings import Meanings
from extract.month_days import CALENDAR, calendar
from extract.names import name
from extract.quick import BARE_RECORDS, MARKS, NUMBER_WORDS, SMALL, settled, tenor
from extract.sector_names import sector
from extract.spans import UNITS, span
from extract.spoken import number_words
from extract.units import attached, figure, move_follows, tenor_apart
from extract.unlisted import PROVIDERS, longer, tracking

__all__ = ["Scanner", "Token", "kinds"]

_UP_TO, _CLOSE_TO = "up to", "close to"
_LAST_WAY = word_set("choice", "last_and_way")
_BEGINNING, _DATED_OR_COUNTED = OIL | PROVIDERS, CALENDAR | NUMBER_WORDS
_TWO = 2


class Scanner:
    """Cuts sentences of one text into tokens."""

    def __init__(self, text: str, lexicon: Lexicon) -> None:
        self.text, self.lexicon = text, lexicon
        self._curly = any(mark in text for mark in APOSTROPHES)

    def scan(self, start: int, end: int) -> list[Token]:
        """The tokens of text[start:end]."""
        line = Line(self.text, self.lexicon, start, end, self._curly)
        root, quick, lows, texts, owning = line.root, self.lexicon.quick, line.lows, line.texts, line.owning
        starts, ends, put = line.starts, line.ends, line.tokens.append
        at, count, last = 0, line.count, line.count - 1
        while at < count:
            text = texts[at]
            told = quick.get(text)  # as it is written: words with a capital are not among the quick ones
            if told is not None:
                kind, value, behind = told
                goes_on = behind and at < last and (lows[at + 1] in behind or (owning and line.owns(at + 1)))
                if not goes_on or not _is_longer(line, at, kind):
                    put(Token(kind, starts[at], ends[at], text, value))
                    at += 1
                    continue
            elif text.islower() and text.isalpha() and text not in root and text not in NUMBER_WORDS:
                put(Token("x", starts[at], ends[at], text))
                at += 1
                continue
            at = _slow(line, at)
        return line.tokens


def kinds(tokens: list[Token]) -> str:
    """The kinds of a sentence's tokens as one string, a character a token."""
    return "".join(t.kind for t in tokens)


def _is_longer(line: Line, at: int, kind: str) -> bool:
    """Whether more than a quick word may stand here: a phrase, or an index or a currency that is told by more words."""
    return kind in "IY" or line.lows[at] in PROVIDERS or line.phrase(at).size >= _TWO


# Every rule below puts its token and says behind which piece to go on.


def _slow(line: Line, at: int) -> int:
    """The token of a piece that has to be looked at with its neighbors."""
    text, low = line.texts[at], line.lows[at]
    sort = "word" if text.isalpha() else sort_of(text)
    if sort == "word":
        return _small_word(line, at) if text.islower() else _word(line, at)
    if sort in ("num", "money"):
        return tenor_apart(line, at) or figure(line, at)
    if sort == "date":
        line.add("T", at, at + 1, text, ("date", text))
    elif sort == "clock":
        line.add("F", at, at + 1, text, "clock")
    elif low in BRACKETS and (after := listing(line, at) or bracketed(line, at)):
        return after
    elif found := line.phrase(at):
        return _known(line, at, found)
    else:
        line.add(MARKS.get(low, "x"), at, at + 1, low)
    return at + 1


def _small_word(line: Line, at: int) -> int:
    if line.lows[at] in NUMBER_WORDS and (after := number_words(line, at) or tenor_apart(line, at)):
        return after
    found = line.phrase(at)
    if line.lows[at] in UNITS and found.size < _TWO and (after := span(line, at)):
        return after
    if not found:
        return _plain(line, at)
    return _of_region(line, at, found) or _known(line, at, found)


def _of_region(line: Line, at: int, found: Meanings) -> int:
    """An index or a sector told by its region or family, oil by no benchmark; 0 where none is."""
    low = line.lows[at]
    if found.region is None and low not in _BEGINNING and low not in line.lexicon.families:
        return 0
    if low in OIL and (after := crude(line, at)):
        return after
    if found.region is not None and (after := benchmark(line, at, found)):
        return after
    if low in PROVIDERS and "I" not in found.roles and (after := tracking(line, at)):
        return after
    return family(line, at, found) if low in line.lexicon.families else 0


def _word(line: Line, at: int) -> int:
    """A word that is not all in small letters."""
    text, low = line.texts[at], line.lows[at]
    if low in _DATED_OR_COUNTED:
        counted = low in NUMBER_WORDS and (number_words(line, at) or tenor_apart(line, at))
        if after := counted or calendar(line, at):
            return after
    found = line.phrase(at)
    if after := _of_region(line, at, found):
        return after
    shouted = text.isupper()
    if shouted and (after := quote(line, at)):
        return after
    if not found and (tenor(low) or (not text.isalpha() and (text[0] == "." or is_ric(text)))):
        return _plain(line, at)
    if (shouted or (at and line.texts[at - 1] in BEFORE_CODE)) and is_code(line, at):
        return _plain(line, at)
    capitals = capital(text) and not (shouted and line.shouted)
    if (capitals or low in line.lexicon.company_regions) and (after := name(line, at, found)):
        return after
    return _known(line, at, found) if found else _plain(line, at)


def _plain(line: Line, at: int) -> int:
    low = line.lows[at]
    if years := tenor(low):
        line.add("K", at, at + 1, low, years)
    elif "-" in low and (after := attached(line, at)):
        return after
    else:
        line.add(SMALL.get(low, "x"), at, at + 1, low)
    return at + 1


def _known(line: Line, at: int, found: Meanings) -> int:
    """The token of a phrase, by the one of its meanings that holds here."""
    stop = at + found.size
    low = line.lows[at] if found.size == 1 else " ".join(line.lows[at:stop])
    if low == _UP_TO and (after := _up_and_to(line, at)):
        return after
    if low in _LAST_WAY and move_follows(line, stop):
        return _last_and_way(line, at, stop)
    entry = found.choice or chosen(line, at, found)
    if entry.role == "Y" and is_won(line, at, stop):
        return _plain(line, at)
    if entry.role == "Y" and (after := pair(line, at, stop, entry.value)):
        return after
    if entry.role == "s":
        return sector(line, at, found, entry)
    if entry.role == "w":
        entry = beside_figure(line, at, found, entry)
    if low == _CLOSE_TO and line.tokens and line.tokens[-1].kind == "T" and line.owns(at - 1):
        line.add("C", at, at + 1, line.lows[at])  # "from Wednesday's close to 0.835 percent"
        return at + 1
    if entry.role == "I" and entry.value[0].kind == "index" and (after := longer(line, at, stop)):
        return after
    if entry.role == "H" and low in BARE_RECORDS:
        if not is_level(line, stop):
            return _plain(line, at)
        line.add("H", at, stop, low, entry.value)
        return stop
    if entry.role == "I":
        stop = end_of_oil(line, _end_of_number(line, stop, entry.value[0].id), entry.value[0])
    kind, value = settled(entry, low) or by_neighbors(line, stop, entry)
    line.add(kind, at, stop, low, value, line.owns(stop - 1))
    return stop


def _end_of_number(line: Line, stop: int, known: str) -> int:
    """ "Spain's IBEX 35": where an index ends whose own name with a number begins with the last word of another."""
    named = line.phrase(stop - 1).first.get("I") if stop < line.count and line.texts[stop].isdigit() else None
    return stop - 1 + line.phrase(stop - 1).size if named is not None and named.value[0].id == known else stop


def _up_and_to(line: Line, at: int) -> int:
    """ "edged up to 278.15", "crept up to finish at": behind a verb that goes both ways "up" is its direction."""
    verb = line.tokens[-1] if line.tokens else None
    if verb is None or verb.kind != "V" or not verb.value[1]:
        return 0
    line.add("D", at, at + 1, "up", 1)
    line.add("p", at + 1, at + 2, "to")
    return at + 2


def _last_and_way(line: Line, at: int, stop: int) -> int:
    """ "The DAX last up 0.3%": the moment, and the direction that is the predicate."""
    line.add("F", at, stop - 1, line.lows[at], "intraday")
    line.add("D", stop - 1, stop, line.lows[stop - 1], line.phrase(stop - 1).first["D"].value)
    return stop
