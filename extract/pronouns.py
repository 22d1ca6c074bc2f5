"""What a sentence does with "it", and the names before a word that refers back."""

from __future__ import annotations

from extract.entities import ENTITY, EntityReader
from extract.frames import Entity
from extract.lexicon import Instrument, Lexicon, words
from extract.near import of_kind, said
from extract.ranges import names_extreme, of_moment
from extract.tokens import Token

_BETWEEN = words("between")
_BEING = words("being")
_ADVERBS = words("adverbs_of_it")
_NAMED = ENTITY.replace("r", "")
_REACHED = words("reached")
_RESPECTIVE = words("respectively")
_IN, _JOINING = words("in_a_place"), words("joining_clauses")
_OPENING = "a;:"
_TRACKING = words("index_of")
_PAIR, _GAP = 2, 3
_WHEN, _AT = 9, words("of_a_moment")
"""Tokens before "it" that can say when."""
_OPENED = 4
"""Tokens behind a verb of opening in which its figure stands."""
_CLAUSE = 40
"""Tokens back to the name that "it" stands for."""
_THOSE, _HAD = words("those"), words("had")


def again(entities: list[Entity], token: Token, at: int) -> list[Entity]:
    """Entities told of before, where the word at this place stands for them."""
    return [
        Entity(
            e.kind, e.id, e.name, token.start, token.end, at, e.region, e.exchange,
            inverted=e.inverted, reference=True,
        )
        for e in entities
    ]  # fmt: skip


def told_by(tokens: list[Token], at: int) -> Token | None:
    """The word behind "it" that says what it did, an adverb or "had" between left out ("it finally closed")."""
    if at + 1 >= len(tokens):
        return None
    after = tokens[at + 1]
    adverb = after.low.endswith("ly") or after.low in _ADVERBS
    had = after.low in _HAD
    if at + 2 < len(tokens) and ((adverb and tokens[at + 2].kind in "VC") or (had and tokens[at + 2].kind == "O")):
        return tokens[at + 2]
    return after


def respective(tokens: list[Token], at: int) -> int:
    """How many figures stand behind this place up to "respectively"; 0 where that is not said."""
    end = next((place for place in range(at, len(tokens)) if tokens[place].low in _RESPECTIVE), at)
    return sum(token.kind == "#" for token in tokens[at:end])


def opens_with(tokens: list[Token], at: int) -> bool:
    """Whether the sentence opens with "it": before it stand times and figures at most, or what says when ("By the end
    of its fifth session,")."""
    before = tokens[:at]
    if all(t.kind in "TPFapqD#~" for t in before):
        return True
    when = 1 < at < _WHEN and before[-1].low == "," and before[0].low in _AT
    return when and of_kind(before, 1, at, "CFTP") > 0 and all(t.kind in "TPFpqCx" for t in before[1:-1])


def is_told(tokens: list[Token], at: int, after: Token) -> bool:
    """Whether a sentence that opens with "it" goes on to tell a move, a close or a range of it."""
    if after.kind in "VC" or (tokens[at].poss and of_kind(tokens, at + 1, at + 4, "D")):  # "It's up 0.5%"
        return True
    if after.kind == "O":  # "It had opened at 5,892.58", "It had opened higher"
        return _opened_at(tokens, at + 2) or bool(of_kind(tokens, at + 2, at + 5, "D"))
    if after.kind == "F" and after.low.split()[0] in _BEING and _stands_at(tokens, at + 2):
        return True  # "It was trading at 5,892.58"
    if after.kind == "W" and of_kind(tokens, at + 3, at + 4, "#") and tokens[at + 2].low in _BETWEEN:
        return True
    if after.low in _REACHED and of_moment(tokens, at + 1) and of_kind(tokens, at + 2, at + 3, "#"):
        return names_extreme(tokens, at + 2)  # "during the session it touched 8,767.80, its highest since"
    return after.low in _BEING and (bool(of_kind(tokens, at + 2, at + 5, "VCD")) or _stands_at(tokens, at + 2))


def _opened_at(tokens: list[Token], at: int) -> bool:
    """Whether the figure that something opened at, or by which, stands behind this place."""
    figure = next((place for place in range(at, min(len(tokens), at + _OPENED)) if tokens[place].kind == "#"), None)
    return figure is not None and not of_kind(tokens, at, figure, "xea:")


def newer(text: str, start: int, main: Entity | None, last: Entity | None) -> Entity | None:
    """What "it" means that begins a sentence at `start`: what the one before was about, but behind a semicolon what it
    told of last ("while the CAC slid 1.5%; it is still up 9%")."""
    if main is None or last is None or main.kind != last.kind:
        return main
    return last if text[max(0, start - _GAP) : start].rstrip()[-1:] == ";" else main


def told_before(entities: EntityReader, tokens: list[Token], at: int) -> Entity | None:
    """The name before "it" in the sentence that nothing governs ("was weighed down by a firm yen and it ended"),
    else the nearest."""
    nearest: Entity | None = None
    for place in range(at - 1, max(-1, at - _CLAUSE), -1):
        if tokens[place].kind in _NAMED and (named := entities.at(tokens, place)) is not None:
            if named.under is None:
                return named
            nearest = nearest or named
    return nearest


def currency_before(entities: EntityReader, tokens: list[Token], at: int) -> list[Entity]:
    """The currency told of before, which "it" stands for behind another ("against the euro it fell")."""
    near = told_before(entities, tokens, at)
    return again([near], tokens[at], at) if near is not None and near.kind == "currency" else []


def region_here(tokens: list[Token], at: int, region: str | None) -> str | None:
    """A sentence's region as it holds for a word: none where its places stand behind that ("The market opened up 0.3
    percent after gains on Wall Street")."""
    return None if of_kind(tokens, at, len(tokens), "R") and not of_kind(tokens, 0, at, "R") else region


def last_named(entities: EntityReader, tokens: list[Token], at: int) -> list[Entity]:
    """The two names before a place in its sentence, the nearest first; fewer where there are none."""
    found: list[Entity] = []
    for place in range(at - 1, -1, -1):
        if tokens[place].kind in _NAMED and (named := entities.at(tokens, place)) is not None:
            found.append(named)
            if len(found) == _PAIR:
                break
    return found


def named_before(lexicon: Lexicon, tokens: list[Token], at: int) -> Instrument | None:
    """The index that the sentence names last before a place ("cost the Nifty 0.3%, and the index ended at"), also by a
    city that begins it ("Tokyo rose 0.2% -- the index has surged 27% this year")."""
    for back in range(at - 1, -1, -1):
        if tokens[back].kind == "I":
            known: Instrument = tokens[back].value[0]
            return known if known.kind == "index" else None
        if tokens[back].kind in "rS":
            return None
    moved = not tokens[0].poss and of_kind(tokens, 0, 1, "R") and of_kind(tokens, 1, 2, "VCW")
    return lexicon.instruments.get(lexicon.bourses.get(tokens[0].low, "")) if moved else None


def index_there(entities: EntityReader, tokens: list[Token], at: int, recent: list[Entity]) -> list[Entity] | None:
    """ "In Seoul, the index", "and in Abu Dhabi the index": that of the place which opens the clause, where the newest
    index told of (`recent`) is another place's; None where no such place stands there."""
    place = at - 1 - (at > 0 and tokens[at - 1].kind == "a")
    if place < 1 or tokens[place].kind != "R" or tokens[place].poss or tokens[place - 1].low not in _IN:
        return None
    if place > 1 and tokens[place - 2].kind not in _OPENING and tokens[place - 2].low not in _JOINING:
        return None  # "after a rate cut in Canada, the index"
    lexicon, low = entities.lexicon, tokens[place].low
    index = lexicon.cities.get(low) or lexicon.home.get(tokens[place].value)
    if index is None or (low not in lexicon.cities and recent and recent[-1].region == tokens[place].value):
        return None
    if said(tokens, at + 1, at + 2, _TRACKING):
        return []  # "In London, the index of smaller shares"
    return [entities.of(lexicon.instruments[index], tokens[at], at)]


def _stands_at(tokens: list[Token], at: int) -> bool:
    """ "It was at 5,892.58"."""
    behind = tokens[at : at + 2]
    return [t.kind for t in behind] == ["p", "#"] and behind[0].low == "at" and behind[1].value.like_a_level


def of_contracts(tokens: list[Token], last: Entity | None) -> bool:
    """ "Those for the S&P 500 were down 41.13 points": whether a sentence goes on with contracts told of before."""
    return tokens[0].low in _THOSE and last is not None and last.kind == "future"
