"""CAUSE weighs on / boosts / caps EFFECT: a verb whose object is a market, its mood or its move."""

from __future__ import annotations

from extract.driver_clause import ENDS_CAUSE, INVERTED, LONGEST_CAUSE, Clause, Reason
from extract.driver_grammar import grammar
from extract.driver_markets import markets_in, regions_in
from extract.driver_names import company_in
from extract.driver_scan import Scan
from extract.driver_scope import Moved, sign
from extract.driver_themes import FIRM, themes
from extract.driver_weak import names_part, only_parts
from extract.driver_words import INFLUENCES
from extract.model import Effect
from extract.phrases import Hit

_OBJECT = 36
_LINK = 8
"""Characters of a link before which a feeling is the subject of the verb behind it."""
_OBJECT_MOVE = 90
_IT_MOVES = len(" it back down")
_FAR_OBJECT = 70
_MODAL_REACH = 26
_POINTING = 30
_PASSIVE_REACH = 24
_BEHIND = "behind"
_MOST_BETWEEN = 4
_COMPANY_NEWS = frozenset({"earnings", "corporate"})
_ARTICLES = (" the ", " these ", " those ", " its ", " their ")


def influence(scan: Scan, clause: Clause, link: Hit, place: int) -> Reason | None:
    """A reason where the verb tells of what is, has a market for its object, and a theme or feeling for its subject."""
    if scan.folded[link.start : link.end] in grammar().passive_only or _is_noun(scan, link, clause.sentence.heading):
        return None
    value = None if _no_object(scan, link) or _suffered(scan, link) else object_sign(scan, clause, link)
    company = () if value is not None else _company_behind(scan, clause, link)
    told = _told(scan, clause, link, place) if value is not None or company else None
    if told is None:
        return None
    start, end = told
    effect = (link.end, min(clause.end, link.end + _OBJECT))
    found = _with_news(scan, clause, place) or themes(scan, start, end, effect)
    felt = start > clause.start and bool(scan.between("feeling", clause.start, start - _LINK))
    if not found and felt and "," not in scan.text[clause.start + INVERTED : link.start]:
        told_first = themes(scan, clause.start, end, effect)
        found = [] if told_first == ["lead"] else told_first  # "Hopes of a trade deal following the talks capped"
    rule = f"{link.kind} influence"
    if company:
        if not found and scan.between("feeling", start, end):
            found = ["corporate"]
        named = Moved(_way_of(scan, clause, link) or "mixed", company, True)
        return Reason(found, named, clause.start, clause.end, rule) if set(found) & _COMPANY_NEWS else None
    if set(found) and only_parts(scan, start, end) and grammar().wanted.search(scan.folded, start, end):
        found = ["positioning"]  # "interest in oil stocks helped"
    itself = _of_itself(scan, clause, link, found) or names_part(scan, link, found)
    itself = itself or (scan.folded.endswith("ing", link.start, link.end) and only_parts(scan, start, end))
    if itself or (start == clause.start and _own_market(scan, start, end, found)):
        return None
    earlier = None if found else _pointed_at(scan, clause, link)
    if earlier is not None:
        found = themes(earlier, earlier.start, min(earlier.end, earlier.start + LONGEST_CAUSE))[:1]
    elif not found and scan.between("feeling", start, end):
        found = ["other"]
    if not found:
        return None
    moved = Moved(sign(value or 0.0), markets_in(scan, link.end, _end_of_object(scan, clause, link, place)))
    return Reason(found, moved, clause.start, clause.end, rule, earlier)


def _end_of_object(scan: Scan, clause: Clause, link: Hit, place: int) -> int:
    """Where the verb's object ends: at the next such verb ("lifted shares and pushed gold lower"), behind the way that
    it was sent ("sending stocks higher and oil lower")."""
    verbs = (other.start for other in clause.links[place + 1 :] if other.kind in INFLUENCES and other.start > link.end)
    end = min([clause.end, link.end + _OBJECT_MOVE, *verbs])
    moves = scan.between("move", link.end, end) if link.kind == "turned" else []
    return moves[0].end if moves else end


def _told(scan: Scan, clause: Clause, link: Hit, place: int) -> tuple[int, int] | None:
    """Where the verb's subject is told; all before it for ", lifting sentiment", what follows for "Helping was"."""
    ends = (other.end for other in clause.links[:place] if other.kind in ENDS_CAUSE)
    start = max([clause.start, link.start - LONGEST_CAUSE, *ends])
    if supposed(scan, start, link):
        return None
    word = scan.folded[link.start : link.end].partition(" ")[0]
    if not word.endswith("ing") and word != _BEHIND:
        return start, link.start
    if clause.start + INVERTED > link.start:
        copula = grammar().copula.search(scan.text, link.end, min(clause.end, link.end + _OBJECT_MOVE))
        return (copula.end(), clause.end) if copula else None
    parted = scan.text[max(0, start - 1) : link.start].rstrip().endswith(",")
    return clause.start if parted else start, link.start


def _own_market(scan: Scan, start: int, end: int, found: list[str]) -> bool:
    """Whether what seems another market's lead is the home market's own move, told before."""
    return found == ["lead"] and bool(scan.page.home & regions_in(scan, start, end))


def _no_object(scan: Scan, link: Hit) -> bool:
    """ "Hit 5,000", "hitting a two-year high", "Brightened $5": a level or an extreme, no object."""
    words = grammar()
    if words.figure_at_once.match(scan.text, link.end) or words.link_at_once.match(scan.folded, link.end):
        return True
    if words.of_company.match(scan.folded, link.end):
        return True  # "lifted copper guidance"
    return words.extreme.match(scan.folded, link.start, link.end + _OBJECT_MOVE) is not None


def _suffered(scan: Scan, link: Hit) -> bool:
    """ "Were hit hardest among": the subject suffers what the participle says."""
    word = scan.folded[link.start : link.end].partition(" ")[0]
    if not word.endswith("ed") and word not in grammar().participles:
        return False
    return grammar().passive_before.search(scan.folded, max(0, link.start - _PASSIVE_REACH), link.start) is not None


def _company_behind(scan: Scan, clause: Clause, link: Hit) -> tuple[str, ...]:
    """ "The downgrade also hit Norvik Bank": a company by name right behind the verb."""
    if link.kind not in ("up", "down", "turned") or clause.sentence.heading:
        return ()
    name = grammar().company_at_once.match(scan.text, link.end, min(clause.end, link.end + _OBJECT_MOVE))
    if name is None or (link.kind == "turned" and not _way_of(scan, clause, link)):
        return ()
    return company_in(scan, name.start(1), name.end(1))


def _way_of(scan: Scan, clause: Clause, link: Hit) -> Effect | None:
    """Which way a verb moves the company behind it: its own, or the one told behind ("sent Norvik Bank lower")."""
    if link.kind != "turned":
        return sign(link.value)
    moves = scan.between("move", link.end, min(clause.end, link.end + _OBJECT_MOVE))
    if not moves:
        return None
    figured = abs(moves[0].value) == 1.0 or "%" in scan.text[link.end : moves[0].start]
    return sign(moves[0].value) if figured else None


def _of_itself(scan: Scan, clause: Clause, link: Hit, found: list[str]) -> bool:
    """ "Oil pares its early gains": a market gives its own move back."""
    if link.kind != "limit" or not grammar().given_back.match(scan.folded, link.start):
        return False
    near = min(clause.end, link.end + _OBJECT)
    other = [hit for hit in scan.between("subject", link.end, near) if hit.kind != "back"]
    return set(found) <= FIRM and not other and not scan.mentioned(link.end, near)


def _with_news(scan: Scan, clause: Clause, place: int) -> list[str]:
    """ "Tech names added to the gloom with poor results": the reason behind "with", where a company's news is told."""
    for other in clause.links[place + 1 :]:
        if scan.folded[other.start : other.end] == "with":
            return [name for name in themes(scan, other.end, clause.end) if name in ("earnings", "corporate")][:1]
    return []


def _pointed_at(scan: Scan, clause: Clause, link: Hit) -> Scan | None:
    """The sentence before, where "this" or "the news" begins the sentence and is the verb's subject."""
    start = clause.sentence.start
    if link.start - start > _POINTING:
        return None
    backs = any(hit.kind == "back" and hit.start < start + 3 for hit in scan.between("subject", start, link.start))
    news = grammar().news.match(f" {scan.folded[start : link.start]}")
    return scan.earlier if backs or news else None


def _is_noun(scan: Scan, link: Hit, heading: bool) -> bool:
    """ "A boost", "support at", "Power Assets": a noun or name of the same form."""
    words = grammar()
    if scan.folded[link.start : link.end] not in words.homographs:
        return False
    if scan.text[link.start].isupper() and not heading:
        return True
    if scan.text[link.start - 1 : link.start] == "-":
        return True
    before = scan.folded[max(0, link.start - 16) : link.start].split()
    after = scan.folded[link.end : link.end + 12].split()
    return bool(before and before[-1] in words.noun_marks) or bool(after and after[0] in words.noun_followers)


def object_sign(scan: Scan, clause: Clause, link: Hit) -> float | None:
    """The direction in which the verb moves its object; None where the object is no market, mood or move."""
    later = (other.start for other in clause.links if other.start >= link.end and other.kind in ENDS_CAUSE)
    stop = min([clause.end, *later])
    near, far = min(stop, link.end + _OBJECT), min(stop, link.end + _OBJECT_MOVE)
    objects = [hit for hit in scan.between("subject", link.end, near) if hit.kind != "back"]
    mentioned = bool(scan.mentioned(link.end, near))
    named = mentioned or bool(scan.between("place", link.end, near))
    if objects and objects[0].kind == "other" and not named:
        objects = [hit for hit in scan.between("subject", link.end, link.end + _FAR_OBJECT) if hit.kind == "market"]
    felt = next((hit for hit in scan.between("feeling", link.end, near) if hit.value), None)
    moves = scan.between("move", link.end, far)
    if felt and felt.value < 0 and (stirred := _stirred(scan, link)):
        return stirred
    if link.kind in ("stir", "calm"):
        people = any(hit.kind == "people" or scan.folded.startswith(" s ", hit.end) for hit in objects)
        return float(link.value * felt.value) if felt and people else None
    if link.kind == "limit" or _softening(scan, link, moves):
        reached = [hit for hit in moves if hit.start < near]
        return -float(reached[0].value) if reached else None
    if scan.folded.startswith(" it ", link.end) and (
        link.kind == "turned" or scan.between("move", link.end, link.end + _IT_MOVES)
    ):
        objects = scan.between("subject", link.end, near)  # "resulted in it closing lower", "dragged it down"
    if not (objects or named):
        return _of_the_move(scan, link, moves)
    if link.kind == "turned":
        owned = bool(objects) and objects[0].kind == "other" and not mentioned
        return None if owned else _turned(scan, link, moves, far)
    return float(link.value * (felt.value if felt else 1.0))


def _stirred(scan: Scan, link: Hit) -> float:
    """What verbs that grow or still a bad feeling do to the market; 0 for others."""
    if grammar().intensifying.match(scan.folded, link.start):
        return -1.0
    return 1.0 if grammar().soothing.match(scan.folded, link.start) else 0.0


def _turned(scan: Scan, link: Hit, moves: list[Hit], far: int) -> float | None:
    """Where the market was sent: "below 24,000", "lower"."""
    if level := grammar().round_level.search(scan.text, link.end, far):
        return -1.0 if level["down"] else 1.0
    return float(moves[0].value) if moves else None


def _of_the_move(scan: Scan, link: Hit, moves: list[Hit]) -> float | None:
    """ "Supported the gains", "deepened the losses": the day's move itself is the object."""
    if not moves or link.kind not in ("up", "down", "turned"):
        return None
    behind = scan.folded[link.start : link.end] == _BEHIND and moves[0].start - link.end < _OBJECT
    if scan.folded[link.end : moves[0].start] not in _ARTICLES and not behind:
        return None
    noun = abs(moves[0].value) < 1 or scan.folded[moves[0].start : moves[0].end] in grammar().bare_moves
    if link.kind == "turned":
        return float(moves[0].value) if noun else None
    return float(moves[0].value if link.kind == "up" or moves[0].value < 0 else link.value) if noun else None


def _governs_another(scan: Scan, modal: Hit, link: Hit) -> bool:
    """ "That a cut could come in July perked up": a verb in the past behind a modal that has a verb of its own."""
    word = scan.folded[link.start : link.end].partition(" ")[0]
    if not (word.endswith("ed") or word in grammar().pasts):
        return False
    between = scan.folded[modal.end : link.start].split()
    return len(between) > 1 and not {"have", "be"}.intersection(between)


def _softening(scan: Scan, link: Hit, moves: list[Hit]) -> bool:
    """ "Cushioned the fall": against a fall these verbs are not for it."""
    if not moves or moves[0].value >= 0 or scan.folded[link.end : moves[0].start].count(" ") > _MOST_BETWEEN:
        return False
    articled = scan.folded.startswith(_ARTICLES, link.end) or moves[0].start - link.end < 2
    return articled and grammar().softening.match(scan.folded, link.start) is not None


def supposed(scan: Scan, start: int, link: Hit) -> bool:
    """ "Could weigh on", "to support": said of what may come."""
    near = max(start, link.start - _MODAL_REACH)
    if any(
        hit.kind == "modal" and not _governs_another(scan, hit, link) for hit in scan.between("bound", near, link.start)
    ):
        return grammar().may_have.search(scan.folded, near, link.start) is None
    before = scan.folded[max(0, link.start - 24) : link.start].split()
    if grammar().supposed.search(scan.folded, near, link.start):
        return True
    return before[-1:] == ["to"] and (len(before) < 2 or before[-2] not in grammar().goes_on)
