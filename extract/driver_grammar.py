"""The closed word classes that the rules for reasons ask for, compiled from lang/en/drivers.toml."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any, NamedTuple

from extract.driver_words import INFLUENCES, alternation, load
from extract.phrases import fold, forms

RANKED_REACH = 60
"""Characters before an index in which a share is ranked among its own."""
_TICKER = r"(?: [A-Z0-9]{1,6}\.[A-Z]{1,3})?"


class Grammar(NamedTuple):
    """Word classes as sets, or as patterns over the folded text.

    passive: what follows a participle (" by ", " lower by "); participles: those that do not end in -ed.
    homographs: influences that may be nouns, and are so beside noun_marks and noun_followers.
    timeless: how a sentence begins that tells of what lies ahead or was always so ("in the past").
    habitual: "tend to", of what is so whenever the cause is there.
    as_it: behind an "as" that goes on with the cause told before.
    own_news: a company's news by its look ("its cargo update", "a report that it"); own_subject: up to its verb ("after
    the shipbuilder clinched"); government: who rules; mere_move: "a 3% fall in".
    goes_on: verbs before "to" that leave no doubt ("continues to weigh").
    yields: the categories that give way to the one that governs them; periods: what only
    describes a figure of the economy right behind it.
    elsewhere, from_us: names of other markets; signals: those that need no move ("cues").
    parts: what stands between the members of an enumeration, unless one of pronouns follows.
    sum_of_money: the end of a text before a currency's name; number_first: a count at once; attached: the end of a text
    before an "on" that belongs to the move.
    news: the beginning of "after the news"; told_by: what such news may be about.
    no_names, openers: capitalized words that name no company; shares, shares_around: what its stock is called;
    appositive: what begins a description of it.
    figure_at_once: a number behind a verb; extreme: "hit its highest level"; company_at_once: a name behind a verb.
    given_back: verbs of a market that gives back its own move; supposed: "is expected to"; may_have: "may have".
    shares_in: "shares of the beer" up to "company".
    said: "he added", no move; report_that: behind a link; intensifying: what feelings grow by; related: "-linked"
    between two themes; felt: "worried that"; wanted: "interest in"; of_company: "copper guidance".
    reached: "hit a record" up to its noun; moves_on: behind a verb, not an adjective ("slid by"); of_figures: moves
    that a figure makes as well as a market; asides: ", citing ...", what only illustrates a cause.
    numbered: "2%" behind a verb; owned_at_once: "its"; link_at_once: "on", "after" behind a verb without an object.
    gains_in: "gains in", a mere move of a part; of_noun: "that", "it" behind a noun of moving;
    setting: "On the FTSE 250," before a name; ranked_on: "the worst performer on the", the end of a text before an
    index that only says among whom a share is ranked.
    """

    passive: re.Pattern[str]
    participles: frozenset[str]
    passive_only: frozenset[str]
    homographs: frozenset[str]
    noun_marks: frozenset[str]
    noun_followers: frozenset[str]
    goes_on: frozenset[str]
    yields: Mapping[str, list[str]]
    periods: frozenset[str]
    elsewhere: re.Pattern[str]
    from_us: re.Pattern[str]
    signals: frozenset[str]
    parts: re.Pattern[str]
    pronouns: re.Pattern[str]
    sum_of_money: re.Pattern[str]
    news: re.Pattern[str]
    told_by: Mapping[str, list[str]]
    number_first: re.Pattern[str]
    attached: re.Pattern[str]
    role: re.Pattern[str]
    copula: re.Pattern[str]
    own_news: re.Pattern[str]
    own_subject: re.Pattern[str]
    government: re.Pattern[str]
    mere_move: re.Pattern[str]
    as_it: re.Pattern[str]
    pointing: re.Pattern[str]
    conditions: tuple[str, ...]
    timeless: re.Pattern[str]
    sequels: tuple[str, ...]
    strict: frozenset[str]
    habitual: re.Pattern[str]
    accompanied: frozenset[str]
    amid: tuple[str, ...]
    led: tuple[str, ...]
    follow: tuple[str, ...]
    no_names: frozenset[str]
    openers: frozenset[str]
    shares: frozenset[str]
    shares_around: re.Pattern[str]
    appositive: re.Pattern[str]
    percent: re.Pattern[str]
    figure_at_once: re.Pattern[str]
    extreme: re.Pattern[str]
    company_at_once: re.Pattern[str]
    given_back: re.Pattern[str]
    supposed: re.Pattern[str]
    may_have: re.Pattern[str]
    asides: re.Pattern[str]
    of_figures: frozenset[str]
    moves_on: re.Pattern[str]
    reached: re.Pattern[str]
    shares_in: re.Pattern[str]
    said: re.Pattern[str]
    report_that: re.Pattern[str]
    intensifying: re.Pattern[str]
    softening: re.Pattern[str]
    soothing: re.Pattern[str]
    round_figure: re.Pattern[str]
    passive_before: re.Pattern[str]
    in_answer: re.Pattern[str]
    pasts: frozenset[str]
    round_level: re.Pattern[str]
    doing: re.Pattern[str]
    outcome: re.Pattern[str]
    adding_to: re.Pattern[str]
    sectors: frozenset[str]
    heads_behind: re.Pattern[str]
    before_parts: re.Pattern[str]
    between_parts: re.Pattern[str]
    part_of: re.Pattern[str]
    bare_moves: frozenset[str]
    related: frozenset[str]
    felt: frozenset[str]
    wanted: re.Pattern[str]
    of_company: re.Pattern[str]
    numbered: re.Pattern[str]
    link_at_once: re.Pattern[str]
    owned_at_once: re.Pattern[str]
    gains_in: re.Pattern[str]
    of_noun: re.Pattern[str]
    setting: re.Pattern[str]
    ranked_on: re.Pattern[str]


@cache
def grammar() -> Grammar:
    """The word classes, compiled once."""
    reasons = load("drivers")
    influence, order, classes = reasons["influence"], reasons["coordination"], reasons["grammar"]
    single = (verb for kind in INFLUENCES for verb in influence[kind] if " " not in verb)
    nouns = [*load("words")["nouns"]["up"], *load("words")["nouns"]["down"]]
    return Grammar(
        passive=re.compile(rf"(?: (?:{alternation(influence['adverbs'])}))? by(?= )"),
        participles=frozenset(influence["participles"]),
        passive_only=frozenset(influence["passive_only"]),
        homographs=frozenset(form for verb in single for form in forms(verb, reasons["irregular"])[:2]),
        noun_marks=frozenset(influence["noun_marks"]),
        noun_followers=frozenset(influence["noun_followers"]),
        goes_on=frozenset(influence["goes_on"]),
        yields=order["yields"],
        periods=frozenset(order["periods"]),
        elsewhere=re.compile(rf"\b(?:{alternation(order['elsewhere'])})\b"),
        from_us=re.compile(rf"\b(?:{alternation(order['from_us'])})\b"),
        signals=frozenset(order["signals"]),
        parts=re.compile(rf",? (?:{alternation(order['joins'])}) |, |/"),
        pronouns=re.compile(rf"\s*(?:{alternation(order['pronouns'])})\b"),
        sum_of_money=re.compile(rf"(?:\d|\b(?:{alternation(order['sums'])})) ?$"),
        news=_news(order["pointers"], order["news"]),
        told_by=order["told_by"],
        number_first=re.compile(
            rf"\s*(?:(?:{alternation(classes['articles'])}) )?(?:\$?\d|(?:{alternation(classes['numbers'])})\b)"
        ),
        attached=re.compile(rf"(?:\d|{alternation(classes['moments'])}) *$"),
        role=re.compile(rf"(?:{alternation(classes['roles'])}) "),
        as_it=re.compile(
            rf" (?:{alternation(classes['pronouns_of_cause'])}) (?!(?:{alternation(classes['emerging'])})\b)\w+"
        ),
        own_subject=re.compile(
            r" (?:(?:it|they|the(?: [a-z][\w’'-]*){1,4})(?: (?:has|had|have|also|said it|said it is))* )?"
        ),
        government=re.compile(rf"\b(?:{alternation(classes['government'])})\b(?!['’]s)"),
        own_news=_own_news(classes, order["news"]),
        mere_move=re.compile(
            rf"\s*(?:an? )?(?:\d+ \d+|\d+)\s*(?:%|percent|per cent|pc)? (?:{alternation(nouns)}) (?:in|by|for|of) "
        ),
        copula=re.compile(rf" (?:{alternation(classes['copulas'])}) |, "),
        pointing=re.compile(rf"\s*(?:{alternation(classes['pointing'])})\b"),
        conditions=tuple(f"{word} " for word in classes["conditions"]),
        timeless=re.compile(rf"\s*(?:{alternation(reasons['refused']['ahead_of_all'])})\b"),
        sequels=tuple(classes["sequels"]),
        strict=frozenset(classes["strict"]),
        habitual=re.compile(rf"\b(?:{alternation(classes['habitual'])})\b"),
        accompanied=frozenset(classes["with"]),
        amid=tuple(classes["amid"]),
        led=tuple(classes["led"]),
        follow=tuple(classes["follow"]),
        no_names=frozenset(load("words")["names"]["refused"]),
        openers=frozenset(classes["openers"]),
        shares=frozenset([*classes["shares"], *classes["firms"]]),
        shares_around=re.compile(
            rf"^(?:{alternation(classes['shares_of'])}) |(?:['’]s)?(?: (?:{alternation(classes['shares'])}s?))?$", re.I
        ),
        appositive=re.compile(rf"{_TICKER}['’]?s?,? (?:(?:{alternation(classes['appositives'])})\b|\()"),
        percent=re.compile(rf"\d ?(?:{alternation(load('words')['units']['percent'])})|\d\.\d", re.I),
        pasts=frozenset(reasons["behind_verbs"]["pasts"]),
        related=frozenset(["", *reasons["behind_verbs"]["related"]]),
        of_company=re.compile(rf" (?:\w+ ){{1,2}}(?:{alternation(reasons['behind_verbs']['of_company'])})\b"),
        wanted=re.compile(rf"\b(?:{alternation(reasons['behind_verbs']['wanted'])}) "),
        felt=frozenset([*reasons["links"]["felt_up"], *reasons["links"]["felt_down"]]),
        of_figures=frozenset(reasons["behind_verbs"]["of_figures"]),
        sectors=frozenset(fold(word) for word in load("sectors")["words"]),
        bare_moves=frozenset([*load("words")["verbs"]["up"], *load("words")["verbs"]["down"]]),
        **_of_influence(reasons, nouns),
    )


def _of_influence(reasons: Mapping[str, Any], nouns: list[str]) -> dict[str, re.Pattern[str]]:
    """The patterns of what stands around an influence's verb."""
    words = reasons["behind_verbs"]
    reaching = alternation(form for verb in words["reaching"] for form in forms(verb, reasons["irregular"]))
    giving = alternation(form for verb in words["giving_back"] for form in forms(verb, reasons["irregular"]))
    soothing = alternation(form for verb in words["soothing"] for form in forms(verb, reasons["irregular"]))
    softening = alternation(form for verb in words["softening"] for form in forms(verb, reasons["irregular"]))
    growing = alternation(form for verb in words["intensifying"] for form in forms(verb, reasons["irregular"]))
    reports = alternation(reasons["grammar"]["reports"])
    below, above = alternation(words["below"]), alternation(words["above"])
    name = r"[A-Z][\w&.’'-]*(?: (?:of )?[A-Z][\w&.’'-]*){0,5}"
    return {
        "figure_at_once": re.compile(r"\s+[$€£¥₹]?\d"),
        "extreme": re.compile(rf"(?:{reaching})(?: \w+){{1,5}}? +(?:{alternation(words['extremes'])})\b"),
        "company_at_once": re.compile(rf" (?:(?:{alternation(words['shares_of'])}) )?({name})(?=[ ,.;]|$)"),
        "given_back": re.compile(rf"(?:{giving})\b"),
        "supposed": re.compile(rf"\b(?:{alternation(words['supposed'])})\b"),
        "may_have": re.compile(rf"\b(?:{alternation(words['may_have'])}) $"),
        "numbered": re.compile(r" (?:by )?(?:[a-z]+ )?[$€£¥₹]?\d[\d.,]*(?: ?%| per ?cent| points?)"),
        "link_at_once": re.compile(rf" (?:{alternation(words['at_once'])}) "),
        "moves_on": re.compile(rf" (?:[$€£¥₹]?\d|(?:{alternation(words['moves_on'])})\b)"),
        "reached": re.compile(rf"\b(?:{reaching}) (?:\w+ ){{0,4}}$"),
        "report_that": re.compile(rf" (?:an? )?(?:\w+ )?(?:{reports}) that\b"),
        "intensifying": re.compile(rf"(?:{growing})\b"),
        "passive_before": re.compile(rf"\b(?:{alternation(words['passive_before'])})(?: [a-z]+ly| also| again)? $"),
        "in_answer": re.compile(rf" ?(?:{alternation(words['in_answer'])})(?=[^a-z]*$|  )"),
        "outcome": re.compile(rf"(?:{alternation(words['outcomes'])})\b"),
        "doing": re.compile(rf" (?!(?:{alternation(words['no_doing'])})\b)\w{{3,}}ing\b"),
        "round_level": re.compile(rf" (?:(?P<down>{below})|(?:{above})) (?:the )?[$€£¥]?\d"),
        "adding_to": re.compile(
            rf"(?:{alternation(forms(words['adding'], {}))}) to (?:\w+ ){{0,2}}(?:{alternation(nouns)})\b"
        ),
        "heads_behind": re.compile(rf" (?:{alternation(load('sectors')['heads'])})$"),
        "before_parts": re.compile(rf"^(?:{alternation(words['before_parts'])}) "),
        "between_parts": re.compile(r"(?:  | and | as well as )(?: ?and )?"),
        "part_of": re.compile(rf" (?:{alternation(words['part_of'])})\b"),
        "soothing": re.compile(rf"(?:{soothing})\b"),
        "round_figure": re.compile(rf" (?:{alternation(words['bounds'])}) [$€£¥]?\d"),
        "softening": re.compile(rf"(?:{softening})\b"),
        "said": re.compile(r"add(?:ed|s)(?=[.,:]| that\b| in an? )"),
        "shares_in": re.compile(rf"(?:{alternation(words['shares_of'])}) (?:the|a|an) (?:\w+ ){{0,3}}$"),
        "owned_at_once": re.compile(rf" (?:\w+ )?(?:{alternation(words['owners'])})\b"),
        "gains_in": re.compile(rf" (?:\w+ ){{0,2}}(?:{alternation(nouns)}) (?:in|for|of|by) "),
        "setting": re.compile(rf" ?(?i:{alternation(words['setting'])}) [^,]{{3,30}}, (?=[A-Z])"),
        "of_noun": re.compile(rf" (?:{alternation(words['of_noun'])}) "),
        "ranked_on": re.compile(
            rf"\b(?:{alternation(words['ranked'])}) (?:{alternation(words['ranked_on'])}) "
            r"(?:[\w& ]{2,24} and (?:the )?)?$"
        ),
        "asides": re.compile(rf", (?:{alternation(words['asides'])}) "),
    }


def _own_news(classes: Mapping[str, list[str]], news: Mapping[str, list[str]]) -> re.Pattern[str]:
    told = alternation([*news["any"], *news["earnings"]])
    names = ("owners", "reports", "own_subjects", "telling")
    owner, reports, subject, telling = (alternation(classes[name]) for name in names)
    reported = rf"(?:an? )?(?:\w+ )?(?:{reports})(?: (?:{telling}))? (?:{subject})"
    return re.compile(rf" (?:(?:{owner})(?: \w+){{0,3}} (?:{told})|{reported})\b")


def _news(pointers: list[str], news: Mapping[str, list[str]]) -> re.Pattern[str]:
    kinds = "|".join(f"(?P<{kind}>{alternation(words)})" for kind, words in news.items())
    return re.compile(rf"(?: \w+){{0,3}} (?:{alternation(pointers)}) (?:{kinds})\b")
