"""Which of several stories to show, and how sure to be."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from bot.desk.arithmetic import Neighbor
from bot.desk.belief import Belief, Telling, believe
from bot.desk.sketch import fingerprint, shingles
from bot.statements import Source, Statement
from tests.bot.stories import move

WIRE = (
    "Tokyo stocks ended higher on Wednesday as buyers returned to makers of cars, chips and heavy machinery after a "
    "calm session in New York, and the main index finished at 58,583.12 in busy afternoon trade."
)


def telling(
    number: int,
    outlet: str | None = None,
    words: str = "",
    url: str | None = None,
    author: str | None = None,
    form: Any = "page",
    **figures: Any,
) -> Telling:
    stated, _ = move("nikkei225", "2026-02-25", **figures)
    text = words or f"story {number}"
    source = Source(f"wrap{number}", form, outlet=outlet, url=url, author_id=author)
    return Telling(Statement(stated, text, source), shingles(text), fingerprint(text))


def shown(belief: Belief) -> str:
    return belief.told.source.wrap_id


def relations(belief: Belief) -> dict[str, str]:
    return {other.statement.source.wrap_id: other.relation for other in belief.agreement.others}


def test_one_story_is_a_single_source() -> None:
    belief = believe([telling(1, "Wire", level="58583.12")])
    assert (belief.agreement.verdict, belief.agreement.outlets, belief.agreement.others) == ("single", 1, ())


def test_two_outlets_with_the_same_figures_agree() -> None:
    belief = believe([telling(1, "Wire", level="58583.12", percent="2.20"), telling(2, "Paper", percent="2.2")])
    assert shown(belief) == "wrap1"
    assert (belief.agreement.verdict, belief.agreement.outlets) == ("agreed", 2)
    assert relations(belief) == {"wrap2": "agrees"}


def test_stories_of_one_outlet_count_once() -> None:
    belief = believe([telling(1, "Wire", level="58583.12"), telling(2, "WIRE", level="58583.12")])
    assert (belief.agreement.verdict, belief.agreement.outlets) == ("single", 1)
    assert relations(belief) == {"wrap2": "copy"}


def test_what_one_person_pastes_counts_once() -> None:
    texts = [telling(n, author="7", level="58583.12") for n in (1, 2, 3)]
    belief = believe(texts)
    assert (belief.agreement.verdict, belief.agreement.outlets) == ("single", 1)
    assert believe([*texts, telling(4, author="8", level="58583.12")]).agreement.outlets == 2
    named = [telling(n, outlet, author="7", level="58583.12") for n, outlet in enumerate(("Wire", "Paper"))]
    assert believe(named).agreement.outlets == 2
    lone = believe([*texts, telling(5, "Wire", level="57000"), telling(6, "Paper", level="57000")])
    assert shown(lone) == "wrap5"


def test_a_page_goes_before_what_somebody_pastes_and_who_says_much_is_not_heard_more() -> None:
    noise = [telling(n, author="7", form="text", level=f"{70000 + n}") for n in range(100, 200)]
    page = telling(20, "Wire", level="58583.12")
    belief = believe([*noise, page])
    assert shown(belief) == "wrap20" and belief.agreement.decided
    assert belief.agreement.verdict == "conflict"
    pasted = [telling(n, author=str(n), form="text", level="58583.12") for n in (21, 22)]
    belief = believe([*noise, pasted[0]])
    assert not belief.agreement.decided
    assert {shown(belief), belief.agreement.conflicts[0].source.wrap_id} == {"wrap100", "wrap21"}
    assert shown(believe([page, telling(23, level="58000", author="8", form="text"), *pasted])) == "wrap20"


def test_a_wire_story_on_ten_sites_counts_once() -> None:
    copies = [
        telling(n, f"Site {n}", f"{WIRE} Read more at site {n}, part of group {n * 7}.", level="58583.12")
        for n in range(10)
    ]
    belief = believe(copies)
    assert (belief.agreement.verdict, belief.agreement.outlets) == ("single", 1)
    assert set(relations(belief).values()) == {"copy"}


def test_a_conflict_is_told_with_both_sides() -> None:
    belief = believe([telling(1, "Wire", level="58583.12"), telling(2, "Paper", level="57583.12")])
    assert belief.agreement.verdict == "conflict"
    assert [s.move.level for s in belief.agreement.conflicts] == [Decimal("57583.12")]


def test_with_nothing_to_choose_by_nothing_is_decided() -> None:
    belief = believe([telling(1, "Wire", level="58583.12", percent="2.2"), telling(2, "Paper", level="57583.12")])
    assert not belief.agreement.decided
    more = [
        telling(1, "Wire", level="58583.12"),
        telling(2, "Paper", level="57583.12"),
        telling(3, "Post", level="58583.1"),
    ]
    assert believe(more).agreement.decided


def test_figures_that_prove_themselves_decide() -> None:
    proven = telling(1, "Wire", level="58583.12", change="1262.03", percent="2.20")
    belief = believe([telling(2, "Paper", level="57583.12"), proven])
    assert (shown(belief), belief.agreement.decided) == ("wrap1", True)


def test_up_and_down_are_a_conflict_without_any_figure() -> None:
    belief = believe([telling(1, "Wire", direction="up"), telling(2, "Paper", direction="down")])
    assert belief.agreement.verdict == "conflict"


def test_figures_that_cannot_be_compared_stand_beside() -> None:
    belief = believe([telling(1, "Wire", level="58583.12", change="1262.03"), telling(2, "Paper", percent="2.2")])
    assert (belief.agreement.verdict, relations(belief)) == ("single", {"wrap2": "beside"})
    assert belief.told.move.percent is None, "numbers of two stories are never merged"


def test_what_stands_beside_but_contradicts_one_that_agrees_conflicts() -> None:
    shown_one = telling(1, "Wire", percent="2.20", change="1262.03")
    agrees, round_number = telling(2, "Paper", percent="2.2", level="58583.12"), telling(3, "Odd", level="59000")
    neighbor = Neighbor(date(2026, 2, 24), (Decimal("57000"),))  # the one that agrees does not fit: it is not shown
    belief = believe([shown_one, agrees, round_number], neighbor)
    assert shown(belief) == "wrap1"
    assert relations(belief) == {"wrap2": "agrees", "wrap3": "conflicts"}
    belief = believe([shown_one, telling(4, "Paper", level="58583"), round_number])
    assert relations(belief) == {"wrap4": "conflicts", "wrap3": "conflicts"}
    assert belief.agreement.verdict == "conflict"


def test_the_majority_of_independent_voices_is_shown() -> None:
    belief = believe(
        [
            telling(1, "Wire", level="57583.12"),
            telling(2, "Paper", level="58583.12"),
            telling(3, "Post", level="58583.12"),
        ]
    )
    assert belief.told.move.level == Decimal("58583.12")
    assert (belief.agreement.verdict, belief.agreement.outlets) == ("conflict", 2)


def test_copies_of_one_wrong_story_do_not_outvote_two_outlets() -> None:
    wrong = [telling(n, f"Site {n}", f"{WIRE} Page {n}.", level="57583.12") for n in range(5)]
    right = [telling(10, "Paper", level="58583.12"), telling(11, "Post", level="58583.12")]
    assert believe([*wrong, *right]).told.move.level == Decimal("58583.12")


def test_figures_that_fit_each_other_beat_more_voices_that_do_not() -> None:
    belief = believe(
        [
            telling(1, "Wire", level="58583.12", change="1262.03", percent="1.2"),
            telling(2, "Paper", level="58583.12", change="1262.03", percent="2.20"),
        ]
    )
    assert shown(belief) == "wrap2"
    assert belief.told.misfits == ()


def test_the_session_before_decides_between_two() -> None:
    before = Neighbor(date(2026, 2, 24), (Decimal("57321.09"),))
    stories = [
        telling(1, "Wire", level="57583.12", change="1262.03"),
        telling(2, "Paper", level="58583.12", change="1262.03"),
    ]
    assert shown(believe(stories, before)) == "wrap2"
    assert shown(believe(stories)) == "wrap1"


def test_the_session_after_decides_between_two() -> None:
    after = Neighbor(date(2026, 2, 26), (Decimal("58583.12"),))
    stories = [telling(1, "Wire", level="57583.12"), telling(2, "Paper", level="58583.12")]
    assert shown(believe(stories, None, after)) == "wrap2"


def test_among_equals_the_fullest_then_the_newest() -> None:
    assert shown(believe([telling(1, "A", percent="2.2"), telling(2, "B", level="58583.12", percent="2.2")])) == "wrap2"
    assert shown(believe([telling(1, "A", percent="2.2"), telling(2, "B", percent="2.2")])) == "wrap1"


def test_a_page_read_again_says_what_it_says_now() -> None:
    page = "https://wire.example/close"
    belief = believe([telling(2, "Wire", url=page, level="58583.12"), telling(1, "Wire", url=page, level="57583.12")])
    assert shown(belief) == "wrap2"
    assert belief.agreement.others == ()


def test_of_a_great_many_stories_the_newest_are_weighed() -> None:
    stories = [telling(n, None, f"note {n} " * 40, level="58583.12") for n in range(200)]
    assert believe(stories).agreement.outlets == 60


def test_a_story_with_figures_goes_before_one_without_even_in_doubt() -> None:
    doubtful = telling(1, "Wire", level="58583.12", change="1262.03", percent="1.2")
    assert shown(believe([telling(2, "Paper", direction="up"), doubtful])) == "wrap1"
