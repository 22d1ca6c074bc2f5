"""Figures in digits with their units ("12.5 points"), and the years of bonds."""

from __future__ import annotations

from extract.cardinals import AND
from extract.line import Line
from extract.lists import valued, word_set
from extract.numbers import FRACTION_WORDS, WORD_VALUES, Quantity, end_of_quote, fraction, quantity, with_fraction
from extract.quick import NUMBER_WORDS, TENORS, tenor
from extract.spoken import UNITS, spoken, with_dollars, with_part

_SIGN_WORDS = valued("figures", "sign_words")
_ATTACHED = valued("figures", "attached")
"""Units written behind a figure and a hyphen."""
_OF, _COUNTED, _MARKS, _OF_A_YEAR = (word_set("figures", key) for key in ("of", "counted", "marks", "of_a_year"))
_BEGINS = word_set("figures", "begins")
_APART, _USUAL, _MOVING = (word_set("tenors", key) for key in ("apart", "usual", "moving"))
_BETWEEN_TENORS = word_set("tenors", "between")
_THOUSANDS, _PIECES = word_set("figures", "thousands"), word_set("figures", "pieces")
_RANGE = "-–"
_CENTS, _OF_ONE = "cents", "a-"
_PERCENT, _CHANGES = word_set("figures", "percent_before"), word_set("figures", "changes")
_BOUNDS, _TO, _EACH = (word_set("figures", key) for key in ("bounds", "to", "each"))
_ROUND = 1000
"""From here on a figure in whole hundreds is a line that was crossed ("reclaimed $111,000")."""
_RANGED, _RANGES, _SHARES = (word_set("figures", key) for key in ("ranged", "ranges", "shares"))
_MOST_BOUNDS = 4
"""Words that can stand between a verb and its figure ("by more than 2%")."""


def figure_follows(line: Line, at: int) -> bool:
    """Whether a figure begins here."""
    return at < line.count and (line.lows[at] in _BEGINS or line.is_number(at))


def move_follows(line: Line, at: int) -> bool:
    """Whether a figure of points, money or percent begins here behind bounds and articles, no share of a whole."""
    stop = min(line.count, at + _MOST_BOUNDS)
    while at < stop and line.lows[at] in _BOUNDS:
        at += 1
    if at >= line.count:
        return False
    low, text = line.lows[at], line.texts[at]
    after = at + 1
    if low in NUMBER_WORDS:
        told = spoken(line, at)
        unit = line.phrase(told[1]).unit if told is not None else None
        return unit is not None and unit != "refused"
    found = quantity(text) if not text.isalpha() else None
    if found is None:
        return False
    words = line.phrase(after)
    if words.unit == "refused" or (found.value >= _ROUND and not found.value % 100):
        return False
    after += words.size if words.unit is not None else 0
    next_low = line.lows[after] if after < line.count else ""
    measured = words.unit is not None or found.unit != "" or words.currency is not None
    return (measured or (found.decimals > 0 and next_low in _TO)) and next_low not in _OF


def figure(line: Line, at: int) -> int:
    """The token of a figure with its unit; says behind which piece to go on."""
    text, start, end = line.texts[at], line.starts[at], line.ends[at]
    found = quantity(text)
    if found is None:
        line.add("~", at, at + 1, text)
        return at + 1
    if found.sign and text[1:2].isspace() and [t.kind for t in line.tokens[-2:]] == ["(", "I"]:
        found = found._replace(sign=0)  # "(VIX - 10.71)"
    found, end = with_fraction(found, line.text, end)
    whole = end
    found, end = fraction(found, line.text, end)
    is_part = end > whole
    end = end_of_quote(found, line.text, end)
    if (sign := _sign_in_words(line, at)) and not found.sign:
        found, start = found._replace(sign=sign), line.tokens.pop().start
    after = at + 1
    while after < line.count and line.starts[after] < end:
        after += 1
    if after < line.count and line.lows[after] in AND and (told := with_part(line, found, after)) is not None:
        found, after = told
        end = line.ends[after - 1]
    found, stop, refused = _unit(line, found, after)
    if refused and line.lows[after] in _OF_A_YEAR and _is_year(found, text):
        stop = after  # "the 2024 session"
    if not found.unit and not refused and line.lows[max(0, at - 1)] in _OF and _is_of_percent(line, at):
        found = found._replace(unit="%")
    if not found.unit and not refused and (money := line.phrase(stop).currency) is not None:
        found = found._replace(unit="$", currency=money)
    if found.currency == _CENTS:
        found, start = with_dollars(line, found, start, stop)
    end = end if stop == after else line.ends[stop - 1]
    is_range = _is_range(line.text, start, end) or _to_percent(line, found, stop)
    refused = refused or _is_counted_too(line, found, stop)
    if is_range and _is_day_range(line, found, at, start):
        is_range = False
    if refused or is_range or _is_year(found, text) or (is_part and found.unit != "%"):
        line.add("~", at, stop, text, found)
    else:
        line.add("#", at, stop, text, found)
    line.tokens[-1].start, line.tokens[-1].end = start, end
    return stop


def _is_counted_too(line: Line, found: Quantity, at: int) -> bool:
    """ "with 16 stocks up, 36 down", "37 stocks rose and 59 fell": shares counted on, behind some whose number was told
    with the word for them."""
    if found.unit or found.decimals or found.sign or not line.tokens or line.tokens[-1].kind != "a":
        return False
    counted = next((t for t in reversed(line.tokens) if t.kind in "~#"), None)
    if counted is None or counted.kind != "~" or at >= line.count:
        return False
    of_shares = line.text[counted.start : counted.end].rpartition(" ")[2].lower() in _SHARES
    return of_shares and not line.phrase(at).roles.isdisjoint("VD")


def _is_of_percent(line: Line, at: int) -> bool:
    """ "a percentage change of -1.24": a figure whose unit is said before it."""
    return at > 2 and line.lows[at - 2] in _CHANGES and line.lows[at - 3] in _PERCENT


def _sign_in_words(line: Line, at: int) -> int:
    """ "at minus 3.9 percent": the sign that the word before says, no sum ("9.3% plus 0.5%"); 0 for none."""
    if not at or not line.tokens or line.tokens[-1].low != line.lows[at - 1]:
        return 0
    summed = len(line.tokens) > 1 and line.tokens[-2].kind == "#"
    return 0 if summed else _SIGN_WORDS.get(line.lows[at - 1], 0)


def tenor_apart(line: Line, at: int) -> int:
    """ "2 year yield", "the ten year rose", "UK 10 year up", "two- and 10-year": a bond's years, apart from the word
    "year"; 0 for other years."""
    lows = line.lows
    if at + 2 >= line.count:
        return 0
    if line.texts[at + 1] == "-" and (after := _tenor_shared(line, at)):
        return after
    if lows[at + 1] not in _APART or (years := TENORS.get(lows[at], lows[at])) not in _USUAL:
        return 0
    owned = at > 0 and (lows[at - 1] == "the" or (bool(line.tokens) and line.tokens[-1].kind == "R"))
    if "Z" not in line.phrase(at + 2).roles and not (owned and _moves(line, at + 2)):
        return 0
    line.add("K", at, at + 2, " ".join(lows[at : at + 2]), years)
    return at + 2


def _moves(line: Line, at: int) -> bool:
    """Whether a verb follows a bond's years, or its figure where another bond's stood before."""
    return line.lows[at] in _MOVING or (line.is_number(at) and any(token.kind in "KZ" for token in line.tokens))


def _tenor_shared(line: Line, at: int) -> int:
    """ "two- and 10-year notes": years whose word stands with the figure behind "and"; 0 where none does."""
    index = at
    while index + 2 < line.count and line.texts[index + 1] == "-" and line.ends[index] == line.starts[index + 1]:
        index += 2 + (line.lows[index + 2] == ",") + (line.lows[index + 2] in _BETWEEN_TENORS)
        if index < line.count and tenor(line.lows[index]):
            break
    else:
        return 0
    years = TENORS.get(line.lows[at], line.lows[at])
    if not years.isdigit():
        return 0
    line.add("K", at, at + 2, line.lows[at], years)
    return at + 2


def _unit(line: Line, found: Quantity, at: int) -> tuple[Quantity, int, bool]:
    """The figure with the unit that stands here, where to go on, and whether the unit makes it no price and no move."""
    if found.unit == "$" and at < line.count and line.lows[at] in _THOUSANDS and line.starts[at] == line.ends[at - 1]:
        return found._replace(value=found.value * 1000), at + 1, False  # "$110.9k"
    words = line.phrase(at)
    unit, stop = words.unit, at + words.size
    if unit is None:
        return found, at, False
    if unit == "refused":
        low = line.lows[at]
        if low in _PIECES and found.decimals > 0:
            return found, stop, False  # "to 58,553.58 units": no count has decimals
        if low in _EACH and found.unit == "$" and _closes_at(line):
            return found, stop, False  # "to close at N9.35 per share"
        told = (low in _COUNTED and (found.unit == "$" or low in _OF)) or (low in _MARKS and found.decimals > 0)
        return (found, at, False) if told else (found, stop, True)
    if unit.startswith("cents"):  # also "cents AUD", of another dollar
        return found._replace(value=found.value / 100, unit="$", currency=unit.removeprefix("cents ")), stop, False
    if unit == "pence":
        return found._replace(unit="$", currency="pence"), stop, False
    if unit == "hundredths":  # "0.025 percentage point" of a yield
        return found._replace(value=found.value * 100, unit="bp"), stop, False
    if unit == "points" and stop < line.count and line.lows[stop] in _MARKS:
        return found, stop, not found.decimals
    if unit == "basis" and found.value >= _ROUND and stop > at + 1:
        unit = "points"  # "to 27,301.83 basis points": what Lagos calls the points of its index
    value, sign, _, currency, grouped, decimals = found
    return Quantity(value, sign, UNITS[unit], currency, grouped, decimals), stop, False


def _closes_at(line: Line) -> bool:
    """Whether a closing verb and "at" stand before this place."""
    return [token.kind for token in line.tokens[-2:]] == ["C", "p"] and line.tokens[-1].low in _TO


def attached(line: Line, at: int) -> int:
    """ "a 204.11-point advance", "a half-percent dip", "half-a-cent": a figure with its unit in one word; 0 where none
    is."""
    amount, _, unit = line.lows[at].partition("-")
    kind = _ATTACHED.get(unit.removeprefix(_OF_ONE))
    if kind is None:
        return 0
    found = quantity(amount) if amount[:1].isdigit() else None
    if found is None and (value := FRACTION_WORDS.get(amount) or WORD_VALUES.get(amount)):
        found = Quantity(value, 0, "", "", False, 1)
    if found is None or found.unit or (line.lows[at + 1] if at + 1 < line.count else "") in _MARKS:
        return 0
    if kind == _CENTS:
        found = found._replace(value=found.value / 100, unit="$", currency=kind)
    else:
        found = found._replace(unit=UNITS[kind])
    line.add("#", at, at + 1, line.lows[at], found)
    return at + 1


def _is_range(text: str, start: int, end: int) -> bool:
    """Whether this is one end of "1-3 percent"."""
    if end < len(text) - 1 and text[end] in _RANGE and text[end + 1].isdigit():
        return True
    if start and text[start] in _RANGE and text[start - 1] == "%":  # "1.40%-0.92%", whose hyphen is no sign
        return True
    return start >= 2 and text[start - 1] in _RANGE and (text[start - 2].isdigit() or text[start - 2] == "%")


def _is_day_range(line: Line, found: Quantity, at: int, start: int) -> bool:
    """Whether this is one end of levels that a word makes a range of ("in a range of 18,294.3-18,529.7")."""
    if found.unit or not found.decimals:
        return False
    if line.text[start - 1] in _RANGE:
        return len(line.tokens) > 1 and line.tokens[-2].kind == "#" and line.tokens[-2].end == start - 1
    return not _RANGES.isdisjoint(line.lows[max(0, at - 2) : at])


def _to_percent(line: Line, found: Quantity, at: int) -> bool:
    """Whether this is the first end of "1.7 to 1.8 percent"."""
    if (
        found.unit
        or found.grouped
        or at + 2 >= line.count
        or line.lows[at] not in _RANGED
        or not line.is_number(at + 1)
    ):
        return False
    return bool(line.phrase(at + 2).unit == "percent")


def _is_year(found: Quantity, text: str) -> bool:
    return len(text) == 4 and not found.unit and text.isdigit() and 1900 <= found.value <= 2100
