"""Where a run of capitalized words that is a name ends, and where something else begins in it."""

from __future__ import annotations

from extract.families import is_ric, quoted
from extract.line import Line, capital
from extract.lists import word_set
from extract.month_days import is_day
from extract.quick import BREAKS, PREPOSITIONS

_ABBREVIATED, _CONNECTORS = word_set("names", "abbreviated"), word_set("names", "connectors")
_LEVERAGE = word_set("names", "leverage")
_FORMS = word_set("names", "forms")
_OF, _OF_HEADS = word_set("names", "of"), word_set("names", "of_heads")
_ENDS_TITLED = word_set("names", "ends_titled") | PREPOSITIONS | BREAKS
_PARTS = _OF | _CONNECTORS
_JOINS = _OF | {"&", "/", "+"}
_IN_NAMES = ("commodity", "currency")
_LONGEST = 12
_QUOTES = frozenset("'’")
# roles of a phrase that a name stops at
_OUTER = frozenset("IhVWvCODGFPT")
_VERBS, _STOPS = frozenset("VWvCODGFPTqmH"), frozenset("YZF")


def end_of_run(line: Line, at: int) -> int:
    """Where the run of capitalized words ends."""
    lows, texts, parts = line.lows, line.texts, line.lexicon.name_parts
    index, last, owning = at + 1, min(line.count, at + _LONGEST), line.owning
    while index < last:
        if owning and line.owns(index - 1) and capital(texts[index - 1]) and not _is_possessive_name(line, at, index):
            break
        text, low = texts[index], lows[index]
        if capital(text):
            if not _joins(line, index):
                break
        elif (text.isalpha() and low not in parts and low not in _PARTS) or not _goes_on(line, at, index):
            break
        index += 1
    return index


def _joins(line: Line, index: int) -> bool:
    """Whether a capitalized word belongs to the name before it, and is no code, quote or verb in a title."""
    text = line.texts[index]
    if (text.isupper() and quoted(line, index)) or (not text.isalpha() and is_ric(text)):
        return False
    if not line.titled:
        return True
    if is_adverb(line, index):
        return False
    return line.lows[index] not in _ENDS_TITLED and line.phrase(index).roles.isdisjoint(_VERBS)


def is_adverb(line: Line, index: int) -> bool:
    """ "Closes Sharply Lower": a word that says how much more a direction is."""
    return line.lows[index].endswith("ly") and "D" in line.phrase(index + 1).roles


def _is_possessive_name(line: Line, at: int, stop: int) -> bool:
    """Whether the "'s" before `stop` belongs to the name ("McDonald's", "Dick's")."""
    names = line.lexicon.possessive_names
    return line.lows[stop - 1] in names or " ".join(line.lows[max(at, stop - 2) : stop]) in names


def _goes_on(line: Line, at: int, index: int) -> bool:
    """Whether a piece without a capital, a sign or a word that names hold, belongs to the name around it."""
    text, low, before = line.texts[index], line.lows[index], line.lows[index - 1]
    if text in _JOINS and _titled_word(line, index + 1):
        return text not in _OF or before in _OF_HEADS
    if text in _QUOTES and before.endswith("s") and _titled_word(line, index + 1):
        return line.lows[index + 1] in line.lexicon.fund_words  # "Harcourt Unitholders' Fund"
    if text == ".":
        return before in _ABBREVIATED and index + 1 < line.count
    if (low in _CONNECTORS or low in _LEVERAGE) and _titled_word(line, index + 1):
        return True
    if line.is_number(index):
        return text.isdigit() and len(text) <= 3 and line.phrase(index + 1).unit is None
    return line.is_word(index) and " ".join(line.lows[at : index + 1]) in line.lexicon.company_regions


def _titled_word(line: Line, index: int) -> bool:
    return index < line.count and line.is_capital(index) and line.is_word(index)


def cut_run(line: Line, at: int, stop: int) -> int:
    """The run up to the first word that begins something else (an instrument, a day)."""
    for index in range(at + 1, stop):
        found = line.phrase(index)
        roles = found.roles
        if "I" in roles and not (found[0].value[0].kind in _IN_NAMES and _is_last(line, index + found.size, stop)):
            return index
        if "Y" in roles and _is_inner(line, index, stop):
            continue  # "Prairie Dollar Stores"
        if is_day(line.lows[index]) or not roles.isdisjoint(_STOPS) or ("P" in roles and found.size > 1):
            return index
    return stop


def _is_last(line: Line, at: int, stop: int) -> bool:
    """Whether a run ends here, its legal form and other metals aside ("Sudbury Nickel", "Rae Copper Gold Corp.")."""
    while at < stop and "I" in (found := line.phrase(at)).roles and found[0].value[0].kind in _IN_NAMES:
        at += found.size
    return at == stop or not _FORMS.isdisjoint(line.lows[at : at + 1])


def _is_inner(line: Line, at: int, stop: int) -> bool:
    """Whether a capitalized word of a run goes on behind this one, so that it is the middle of a name."""
    after = at + 1
    return after < stop and not line.titled and line.is_capital(after) and line.phrase(after).roles.isdisjoint(_OUTER)
