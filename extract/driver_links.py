"""EFFECT link CAUSE: after, as, amid, due to; weighed by; tracking another market."""

from __future__ import annotations

from extract.driver_categories import categories
from extract.driver_clause import ENDS_CAUSE, LONGEST_CAUSE, Clause, Reason, cause_end, effect_before, inverted
from extract.driver_earlier import first_theme, moved_earlier, of_move_before, told_before
from extract.driver_grammar import grammar
from extract.driver_influence import object_sign, supposed
from extract.driver_markets import markets_in
from extract.driver_scan import Scan
from extract.driver_scope import Moved, names_market, sign, what_moved
from extract.driver_themes import FIRM, STRONG, heaviest, leads, themes, weights
from extract.driver_weak import names_sectors
from extract.phrases import Hit

_ATTACHED = 30
_NOT = (" not ", " t ", " failed to ", " fail to ", " little ")
_NEAR = 60
_OWN_REPORT = ("weak", "near", "strong")
_LED = {"lead", "health", "property"}
"""Of a part of the market that led the others these are its name, no reason."""


def joined(scan: Scan, clause: Clause, link: Hit, place: int) -> Reason | None:
    """EFFECT after / as / amid / due to CAUSE, and "After CAUSE, EFFECT"."""
    if _of_a_move(scan, clause, link, place) or (link.kind == "strong" and _of_a_report(scan, clause, link, place)):
        return None
    end = cause_end(scan, clause, link, place)
    if link.kind != "strong" and not _may_be_cause(scan, link, end):
        return None
    if scan.folded[link.start : link.end] in grammar().strict and grammar().habitual.search(
        scan.folded, clause.start, link.start
    ):
        return None  # "exporters tend to suffer when the yen firms"
    if link.kind == "near" and _of_the_cause(scan, clause, link, place):
        return None
    moved = effect_before(scan, clause, link, place) or _weighed(scan, clause, place)
    if moved is None:
        turned = inverted(scan, clause, link)
        if turned is None:
            return lead(scan, clause, link, place) if scan.folded.startswith(grammar().follow, link.start) else None
        moved, end = turned
    moved = _nearest(scan, clause, link, moved) if moved.single else moved
    rule, moved = f"{link.kind} link", of_move_before(scan, clause, link, moved)
    if grammar().in_answer.match(scan.folded, link.start):
        comma = scan.text.rfind(", ", scan.start, link.start)
        own = themes(scan, scan.start, comma) if comma > 0 and what_moved(scan, comma, link.start) else []
        told = next(iter(own), "") or first_theme(scan, moved)
        return Reason([told], moved, clause.start, clause.end, rule, scan.earlier) if told else None
    found = themes(scan, link.end, end, (clause.start, link.start), moved.single)
    if not found and link.kind in _OWN_REPORT and (told := told_before(scan, link, moved)):
        return Reason([told], moved, clause.start, clause.end, rule, scan.earlier)
    of_what = categories(scan, link, end, moved, found, place)
    return Reason(of_what, moved, clause.start, clause.end, rule) if of_what else None


def _weighed(scan: Scan, clause: Clause, place: int) -> Moved | None:
    """ "Miners weighed on the index as copper fell": which way a verb right before moved the market behind it."""
    verb = clause.links[place - 1] if place else None
    if verb is None or verb.kind not in ("up", "down") or passive(scan, verb) or supposed(scan, clause.start, verb):
        return None
    value = object_sign(scan, clause, verb)
    end = clause.links[place].start
    return Moved(sign(value), markets_in(scan, verb.end, end)) if value and names_market(scan, verb.end, end) else None


def _of_a_move(scan: Scan, clause: Clause, link: Hit, place: int) -> bool:
    """ "After a surge fueled by strong results": the reason is told of the earlier move, by the participle."""
    after = clause.links[place + 1] if place + 1 < len(clause.links) else None
    if after is None or after.start - link.end > _NEAR or not (after.kind == "by" or passive(scan, after)):
        return False
    moves = scan.between("move", link.end, after.start)
    return len(moves) == 1 and after.start - moves[0].end <= 1 and "," not in scan.text[link.end : after.start]


def _nearest(scan: Scan, clause: Clause, link: Hit, moved: Moved) -> Moved:
    """ "Acme rose 3%, and Borealis gained 2% after it": the news is that of the share told last."""
    comma = scan.text.rfind(", ", clause.start, link.start)
    last = what_moved(scan, comma + 1, link.start) if comma > 0 else None
    return last if last is not None and last.single and last.markets else moved


def by(scan: Scan, clause: Clause, link: Hit, place: int, told: Moved | None = None) -> Reason | None:
    """EFFECT, weighed down by CAUSE; `told` where no market is named before."""
    if scan.folded.endswith(_NOT, 0, link.start):
        return None  # "did not get a boost from"
    end = cause_end(scan, clause, link, place)
    moved = effect_before(scan, clause, link, place) or subject_before(scan, clause, link) or told
    if moved is None:
        turned = inverted(scan, clause, link)
        if turned is None:
            return None
        moved, end = turned
    found = themes(scan, link.end, end, (clause.start, link.start), moved.single)
    mere = grammar().mere_move.match(scan.folded, link.end)
    if mere and not (found and found[0] in FIRM):
        return None
    if scan.folded.startswith(grammar().led, link.start) and set(found) <= _LED:
        return None
    if _of_a_report(scan, clause, link, place) or names_sectors(scan, link.end, end):
        return None
    if not found:
        feeling = scan.between("feeling", link.end, min(end, link.end + _NEAR))
        part = grammar().gains_in.match(scan.folded, link.end)
        vague = not place and scan.folded[link.start : link.end] in grammar().felt
        if not feeling or part or vague or scan.folded.startswith(grammar().led, link.start):
            return None
        found = ["corporate" if moved.single else "other"]
    moved = of_move_before(scan, clause, link, moved)
    effect = moved.effect if not link.value else sign(link.value)
    return Reason(found, moved._replace(effect=effect), clause.start, clause.end, "moved by")


def _of_a_report(scan: Scan, clause: Clause, link: Hit, place: int) -> bool:
    """ "Rose after it reported higher sales, boosted by": what boosted the sales is told, not what the share."""
    causes = [other for other in clause.links[:place] if other.kind in ("weak", "strong")]
    if not causes or link.start - causes[-1].end > LONGEST_CAUSE:
        return False
    behind = scan.between("subject", causes[-1].end, link.start)
    return bool(behind) and behind[-1].kind == "other" and not scan.mentioned(behind[-1].start, link.start)


def limited(scan: Scan, clause: Clause, link: Hit, place: int) -> Reason | None:
    """ "Gains were capped by": what limits a move works against it."""
    moves = scan.between("move", clause.start, link.start)
    earlier = moved_earlier(scan)
    told = Moved(sign(moves[-1].value), earlier.markets if earlier else ()) if moves else None
    reason = by(scan, clause, link, place, told)
    if reason is None:
        return None
    effect = {"up": -1.0, "down": 1.0}.get(reason.moved.effect, 0.0)
    return reason._replace(moved=reason.moved._replace(effect=sign(effect)))


def lead(scan: Scan, clause: Clause, link: Hit, place: int) -> Reason | None:
    """EFFECT tracking / mirroring / taking its cue from another market's move; not "the index, which tracks"."""
    if scan.folded.endswith((" which ", " that "), 0, link.start):
        return None
    end = cause_end(scan, clause, link, place)
    moved = effect_before(scan, clause, link, place)
    if moved is None and names_market(scan, clause.start, link.start):
        moved = what_moved(scan, clause.start, end, clause.short)
        moved = moved and moved._replace(markets=markets_in(scan, clause.start, link.start) or moved.markets)
    if moved is None and (turned := inverted(scan, clause, link)):
        moved, end = turned
    if moved is None:
        return None
    found = weights(scan, link.end, end)
    category, weight = heaviest(found)
    if leads(scan, link.end, end, (clause.start, link.start), still=True):
        keeps = category in FIRM and weight >= STRONG and "lead" not in found
        return Reason([category if keeps else "lead"], moved, clause.start, clause.end, "lead link")
    if category in FIRM and weight >= STRONG:
        return Reason([category], moved, clause.start, clause.end, "lead link")
    return None


def passive(scan: Scan, link: Hit) -> Hit | None:
    """The whole of "weighed down by" where an influence's participle begins one."""
    words = grammar()
    match = words.passive.match(scan.folded, link.end)
    if match is None:
        return None
    word = scan.folded[link.start : link.end].split(" ", 1)[0]
    if not word.endswith("ed") and word not in words.participles:
        return None
    return Hit(link.start, match.end(), "by", link.value)


def _may_be_cause(scan: Scan, link: Hit, end: int) -> bool:
    """What costs little to ask, before the effect is looked for."""
    start, words = link.end, grammar()
    if link.kind == "near" and not _attached(scan, link):
        return False
    if scan.folded.startswith(words.sequels, link.start) and _own_move(scan, start):
        return False
    as_it = words.as_it.match(scan.folded, start) if link.kind == "clause" else None
    if as_it is not None and not scan.between("report", start, as_it.end()):
        return False
    if words.own_news.match(scan.folded, start):
        return True
    if scan.between("theme", start, end) or scan.between("feeling", start, end) or scan.between("report", start, end):
        return True
    return scan.folded.startswith(words.amid, link.start) or words.news.match(scan.folded, start) is not None


def _own_move(scan: Scan, start: int) -> bool:
    """ "After falling for two days", "after trading between": what the market itself did before."""
    if scan.between("own", start, start + 2):
        return True
    if any(scan.folded.endswith("ing", hit.start, hit.end) for hit in scan.between("move", start, start + 2)):
        reported = scan.between("report", start, start + 2)  # "raising its forecast", but not "raising 2%"
        return not (reported and grammar().owned_at_once.match(scan.folded, reported[0].end))
    return False


def _attached(scan: Scan, link: Hit) -> bool:
    """Whether a move, a figure or a time stands right before: "fell 2% on", "closed lower on"."""
    near = max(0, link.start - _ATTACHED)
    moves = scan.between("move", near, link.start)
    if moves and moves[-1].end > link.start:
        return False  # "tacked on"
    return bool(moves) or grammar().attached.search(scan.folded, near, link.start) is not None


def _of_the_cause(scan: Scan, clause: Clause, link: Hit, place: int) -> bool:
    """ "Rose after it reported a record profit on brisk sales": what stands behind a noun of a cause told before."""
    causes = [other for other in clause.links[:place] if other.kind in ENDS_CAUSE]
    if not causes or "," in scan.text[causes[-1].end : link.start]:
        return False
    moves = scan.between("move", causes[-1].end, link.start)
    return bool(moves) and 0 < abs(moves[-1].value) < 1


def subject_before(scan: Scan, clause: Clause, link: Hit) -> Moved | None:
    """ "Sentiment was dampened by": no other verb moves; the link's own does."""
    ends = (other.end for other in clause.links if other.start < link.start and other.kind in ENDS_CAUSE)
    start = max([clause.start, *ends])
    if link.start - start < 4 or not names_market(scan, start, link.start):
        return None
    return Moved(sign(link.value), markets_in(scan, start, link.start))
