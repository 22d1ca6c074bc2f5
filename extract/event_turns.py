"""Who is heard, whose turn it is, where no trading is: "Traders will hear from the Fed chair on Thursday", "it is the
turn of Norvik to report", "there will be no trading in Tokyo on Friday"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.event_clause import Clause, Told, made, time_of
from extract.event_names import Page
from extract.event_words import event_grammar
from extract.phrases import Hit

_REACH = 90
_SHORTEST = 2


def turns(page: Page, clause: Clause, turn: Hit, taken: set[int]) -> Iterator[Told]:
    """The event of a name right behind (or, of "Norvik's turn", before) the words, at the clause's time."""
    words = event_grammar()
    if turn.kind == "turn" and (before := words.whose_turn.search(page.text, clause.start, turn.start)):
        name: re.Match[str] | None = before
    else:
        name = words.name_behind.match(page.text, turn.end, min(clause.end, turn.end + _REACH))
    if name is None or len(name[1]) < _SHORTEST:
        return
    moment = time_of(clause, max(turn.end, name.end()), opening=True)
    heard = turn.kind != "heard" or page.between("region", name.start(), name.end())
    if moment is None or moment.start in taken or not heard:
        return
    taken.add(moment.start)
    yield made(page, clause, f"{name[1]} {words.turns[turn.kind]}", turn.start, moment, "turn"), ""
