"""Indices that have no row: names that end in a word for an index, and MSCI's, told by what they track."""

from __future__ import annotations

from extract.line import Line
from extract.lists import valued, word_set
from extract.meanings import Instrument, Meanings

_HEADS, _SMALL_HEADS = word_set("indices", "heads"), word_set("indices", "small_heads")
_SURVEYS, _FUNDS, _OPENERS = (word_set("indices", key) for key in ("surveys", "funds", "openers"))
_ADJECTIVES = word_set("indices", "adjectives")
_GENERIC, _DESCRIBING = word_set("indices", "generic"), word_set("indices", "describing")
PROVIDERS, _TRACKING = word_set("indices", "providers"), word_set("indices", "tracking")
_TRACKED = {name: frozenset(words.split()) for name, words in valued("indices", "tracked").items()}
_GAUGES = word_set("indices", "gauges")
_MOST = 9
_NAMED = frozenset("Isk")
_ENDS = tuple(_HEADS)
_DIGITS = "0123456789-"
_BARE = 2
"""Words of a provider's index that says nothing of what it tracks."""


def may_be_unlisted(line: Line, at: int, stop: int) -> bool:
    """Whether a word for an index, or a number, stands where `unlisted` looks for one."""
    if line.texts[stop - 1][-1].isdigit() or (stop < line.count and line.lows[stop] in _SMALL_HEADS):
        return True
    return stop > at + 1 and not _HEADS.isdisjoint(line.lows[at + 1 : stop])


def unlisted(line: Line, at: int, stop: int) -> int:
    """ "Tel Aviv Growth Index", "MSCI Mexico index": a capitalized run [at, stop) or the word behind it ends in a word
    for an index, of a market or of an economy ("Consumer Confidence Index"); 0 where it is none."""
    if line.texts[stop - 1][-1].isdigit() and _is_numbered(line, at, stop):
        return _put(line, at, stop)
    end = next((index + 1 for index in range(stop - 1, at, -1) if line.lows[index] in _HEADS), 0)
    if not end and stop < line.count and line.lows[stop] in _SMALL_HEADS and line.texts[stop].islower():
        end = stop + 1
    words = line.lows[at:end]
    if len(words) < 2 or line.titled or words[0] in _OPENERS or line.owns(at) or line.owns(end - 2):
        return 0
    if len(words) == _BARE and words[0].rpartition("-")[2] in _ADJECTIVES:
        return 0  # "the UK-focused benchmark"
    if end < line.count and line.lows[end] in _FUNDS:
        return 0
    if words[0] in PROVIDERS and len(words) == _BARE:
        return 0  # "the MSCI benchmark of developing-nation shares"
    if _GENERIC.issuperset(words):  # "the tech-heavy Nasdaq Composite Index": more of the name before
        line.add("h", at, end, " ".join(words), "index")
        return end
    inside = [line.phrase(index) for index in range(at, end - 1)]
    if all("s" in found.roles for found in inside) or any("I" in found.roles for found in inside):
        return 0
    if not _SURVEYS.isdisjoint(words) and not (inside[0].size > 1 and "s" in inside[0].roles):
        line.add("e", at, end, " ".join(words))
        return end
    return 0 if inside[0].size >= end - 1 - at and "R" in inside[0].roles else _put(line, at, end)


def longer(line: Line, at: int, stop: int) -> int:
    """ "S&P 500 Low Volatility Index", "Nasdaq 100 Equal Weighted Index": capitals between an index [at, stop) and a
    word for one make another of it; 0 where none stand there ("Kospi Composite Index")."""
    gauge = stop < line.count and line.lows[stop] in _GAUGES and line.is_capital(stop) and not line.owns(stop - 1)
    if gauge and _GAUGES.isdisjoint(line.lows[at:stop]):
        # "the CAC 40 VIX", "the Nikkei Volatility": how far its options say that it will swing
        end = stop + 1 + (stop + 1 < line.count and line.lows[stop + 1] in _SMALL_HEADS)
        return _put(line, at, end)
    end = stop
    while end < line.count and end - stop < _MOST and line.is_capital(end) and line.lows[end] not in _SMALL_HEADS:
        end += 1
    if end == stop or end >= line.count or line.lows[end] not in _SMALL_HEADS or line.titled or line.owns(stop - 1):
        return 0
    if not line.phrase(stop).roles.isdisjoint(_NAMED):
        return 0  # "S&P BSE Mid-Cap index"
    if _DESCRIBING.issuperset(line.lows[stop:end]) or any(line.owns(index) for index in range(stop, end)):
        return 0
    return _put(line, at, end + 1)


def _is_numbered(line: Line, at: int, stop: int) -> bool:
    """ "BlueIndex30", "BlueIndex 30": one word that ends in a word for an index and a number."""
    head = line.lows[at].rstrip(_DIGITS)
    counted = line.texts[stop - 1].isdigit() if stop == at + _BARE else stop == at + 1 and head != line.lows[at]
    return counted and head.endswith(_ENDS) and head not in _HEADS and not line.titled


def slashed(line: Line, at: int, found: Meanings) -> int:
    """ "S&P/BNV Retail index", "FTSE/JNB Top40": an index's name before a slash is its provider's, and the whole is
    another index; 0 where two are named, or none."""
    mark = at + found.size
    end = mark + 1
    if end >= line.count or line.texts[mark] != "/" or line.ends[mark - 1] != line.starts[mark]:
        return 0
    named = line.phrase(end)
    while end < line.count and (line.is_capital(end) or line.texts[end].isdigit()):
        end += 1
    if "I" in named.roles and end <= mark + 1 + named.size:
        return 0  # "S&P/Nasdaq"
    if end < line.count and line.lows[end] in _SMALL_HEADS:
        end += 1
    if end == mark + 1 or not (line.lows[end - 1] in _SMALL_HEADS or line.texts[end - 1][-1].isdigit()):
        return 0
    if _SURVEYS.isdisjoint(line.lows[mark:end]):
        return _put(line, at, end)
    line.add("e", at, end, " ".join(line.lows[at:end]))
    return end


def _put(line: Line, at: int, end: int) -> int:
    name = line.written(at, end)
    region = line.lexicon.region_of_family(name) or ""
    known = Instrument(name, "index", name, region, "", "UTC", ())
    line.add("I", at, end, " ".join(line.lows[at:end]), (known, True))
    return end


def tracking(line: Line, at: int) -> int:
    """ "MSCI's gauge of stocks across the globe": the index of one of `PROVIDERS` by what it tracks; 0 where it is
    none."""
    end = _described_end(line, at)
    if not end:
        return 0
    words = frozenset(part for low in line.lows[at + 1 : end] for part in (low, *low.split("-")))
    for name, needed in _TRACKED.items():
        if any(needed_of <= words for needed_of in _alternatives(needed)):
            known = line.lexicon.instruments[name]
            line.add("I", at, end, " ".join(line.lows[at:end]), (known, False))
            return end
    return 0


def _alternatives(needed: frozenset[str]) -> list[frozenset[str]]:
    """ "asia outside|ex": every word is needed, of those joined by a bar any."""
    found: list[frozenset[str]] = [frozenset()]
    for word in needed:
        found = [chosen | {part} for chosen in found for part in word.split("|")]
    return found


def _described_end(line: Line, at: int) -> int:
    """Where the words for such an index end, 0 where none of them is a word for an index."""
    head = next((i for i in range(at + 1, min(line.count, at + _MOST)) if line.lows[i] in _SMALL_HEADS), 0)
    if not head or any(not line.is_word(i) and line.texts[i] not in "-/&" for i in range(at + 1, head)):
        return 0
    end = head + 1
    while end < line.count and end < head + _MOST and line.lows[end] in _TRACKING:
        end += 1
    return end
