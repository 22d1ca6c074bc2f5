"""What a figure in a clause is: a percent, a change, a level, the level before, an end of the day's range."""

from __future__ import annotations

from extract.frames import Entity, Figure, Frame
from extract.model import Qualifier
from extract.numbers import Quantity
from extract.tokens import Token

_SKIPPED = frozenset(
    "the a an its their roughly just only up exactly a total another almost nearly record high low new fresh intraday session day's all-time level"
    " closing lifetime highest lowest price mark figure".split()
)
_THRESHOLD = frozenset(
    "above below past near beyond topped topping crossed crossing crosses breached breaching surpassed surpassing broke breaking under over toward towards"
    " reclaimed reclaiming cleared exceeding exceeded crossed tops top cross breach within from-above approached approaching testing tested regained regaining"
    " neared nearing the-psychological hitting-the".split()
)
_EARLIER = frozenset(("after", "having", "had", "earlier", "previously"))
_BESIDE = frozenset(
    "near below from shy short since previous toward towards under within away earlier last surpassing eclipsing beating topping past".split()
)
_STOPS = frozenset("is was were are be been cost worth with than as s t".split())
_REACHED = frozenset(
    ("hit", "touched", "reached", "reach", "hits", "hitting", "touching", "reaching", "touch", "scaled")
)
_OF = frozenset(
    (
        "high",
        "low",
        "peak",
        "total",
        "level",
        "record",
        "close",
        "closing high",
        "finish",
        "trough",
        "price",
        "day's low",
        "day's high",
        "session low",
        "session high",
        "intraday high",
        "intraday low",
        "the day's peak",
    )
)
_HIGHS = ("high", "peak", "highest")
_LOWS = ("low", "trough", "lowest", "bottom")


def qualifier_before(tokens: list[Token], at: int) -> Qualifier | None:
    """The bound or approximation said right before a figure ("over", "nearly"), or right after it ("or more")."""
    for back in (1, 2, 3):
        token = tokens[at - back] if at >= back else None
        if token is None:
            return None
        if token.kind == "q":
            found: Qualifier = token.value
            return found
        if token.kind == "p" and token.low in ("over", "under", "about", "around", "near", "above", "below"):
            return {"over": "over", "above": "over", "under": "under", "below": "under"}.get(token.low, "about")  # type: ignore[return-value]
        if token.low not in ("a", "an", "the", "by", "another", "$"):
            return None
    return None


def sign_after(tokens: list[Token], at: int) -> int | None:
    """The direction that follows a figure: "1.4% higher", "a 2.5% fall"."""
    for token in tokens[at + 1 : at + 4]:
        if token.kind == "D" and not token.low[0].isalpha():
            return None
        if token.kind in "DG" and token.value is not None and token.low != "off":
            return int(token.value)
        if token.kind == "V" and token.low in (
            "rise",
            "fall",
            "drop",
            "gain",
            "jump",
            "decline",
            "slide",
            "climb",
            "surge",
            "plunge",
            "slump",
            "increase",
            "rally",
            "advance",
            "dip",
            "tumble",
            "decrease",
            "gains",
            "drops",
            "declines",
        ):
            return int(token.value[0])
        if token.kind in "#aBI;:(" or token.low in (".", "on", "at", "to"):
            return None
    return None


def figure_at(tokens: list[Token], at: int) -> Figure:
    """The figure of a token with its qualifier and the sign that its own mark or the words around it give."""
    token = tokens[at]
    quantity: Quantity = token.value
    sign = quantity.sign or None
    if sign is None:
        sign = sign_after(tokens, at)
    if sign is None and at and tokens[at - 1].kind == "D" and tokens[at - 1].value is not None:
        sign = tokens[at - 1].value
    if sign is None and at > 1 and tokens[at - 1].kind == "q" and tokens[at - 2].kind == "D":
        sign = tokens[at - 2].value
    if sign is None and at > 1 and tokens[at - 1].low == "of" and tokens[at - 2].kind == "G":
        sign = tokens[at - 2].value
    return Figure(quantity.value, sign, qualifier_before(tokens, at), token.start, token.end)


def governor(tokens: list[Token], at: int) -> tuple[str, int]:
    """The word that governs a figure, bounds and articles aside, and its place ("", -1 where a clause begins)."""
    index = at - 1
    while index >= 0 and at - index < 7:
        token = tokens[index]
        if token.kind == "q" or (token.kind in "xHhK" and token.low in _SKIPPED) or token.kind == "H":
            index -= 1
            continue
        if token.low in _HIGHS + _LOWS and token.kind in "xGD":
            index -= 1
            continue
        if (
            token.kind == "x"
            and token.low.isalpha()
            and token.low not in _STOPS
            and at - index < 4
            and index
            and tokens[index - 1].low in ("a", "an", "the", "its")
        ):
            index -= 1
            continue
        if token.low == "of" and index and (tokens[index - 1].kind == "H" or tokens[index - 1].low in _OF):
            index -= 2
            continue
        if token.kind == "F" and token.low.endswith(" at"):
            return "at", index
        return token.low, index
    return "", -1


def is_threshold(tokens: list[Token], at: int) -> bool:
    """Whether a level is only a line that was crossed ("above the 26,000 mark")."""
    for token in tokens[at + 1 : at + 3]:
        if token.low in (
            "mark",
            "plateau",
            "threshold",
            "handle",
            "milestone",
            "barrier",
            "level",
            "levels",
            "psychological",
            "zone",
            "area",
            "region",
            "resistance",
            "support",
        ):
            return True
        if token.kind not in "x#":
            break
    for back in range(1, 5):
        if at < back:
            return False
        token = tokens[at - back]
        if token.low in _THRESHOLD:
            return True
        if token.kind == "q":
            if token.value in ("over", "under"):
                return True
            continue
        if token.low not in _SKIPPED:
            return False
    return False


def _range_end(tokens: list[Token], at: int) -> str | None:
    """`low` or `high` when the words before a figure make it an end of the day's range."""
    low, index = governor(tokens, at)
    if low == "between":
        return "low"
    if low == "and" and index >= 2 and any(t.low == "between" for t in tokens[max(0, index - 4) : index]):
        return "high"
    if low in ("to", "-", "–", "and") and index >= 1:
        before = tokens[max(0, index - 6) : index]
        if any(t.low in ("range", "ranged", "ranging") or (t.low == "between" and low == "and") for t in before):
            return "high"
    if low in ("range", "ranged", "ranging") or (
        low in ("of", "from") and index and tokens[index - 1].low in ("range", "ranged", "ranging")
    ):
        return "low"
    if at and tokens[at - 1].low in ("as low as", "as high as"):
        return "low" if "low" in tokens[at - 1].low else "high"
    window = [t.low for t in tokens[max(0, at - 5) : at]]
    if any(t.kind == "C" for t in tokens[max(0, at - 13) : at - 2]) and "at" in window[:-1]:
        return None
    if any(
        w in _HIGHS or w in ("session high", "day's high", "intraday high", "the day's peak") for w in window
    ) and _of_or_at(window):
        return "high" if not any("record" in w or "closing" in w for w in window) else None
    if any(w in _LOWS or w in ("session low", "day's low", "intraday low") for w in window) and _of_or_at(window):
        return "low" if not any("record" in w or "closing" in w or w == "year" for w in window) else None
    return None


def _of_or_at(window: list[str]) -> bool:
    """Whether the extreme's word stands right before "of" or "at" and the figure."""
    words = (
        *_HIGHS,
        *_LOWS,
        "session high",
        "session low",
        "day's high",
        "day's low",
        "intraday high",
        "intraday low",
        "the day's peak",
    )
    return len(window) > 1 and window[-1] in ("of", "at") and window[-2] in words


def take(frame: Frame, tokens: list[Token], at: int) -> bool:
    """Put the figure at this place into its slot of the frame; False when it has none there."""
    quantity: Quantity = tokens[at].value
    subject = frame.subjects[0]
    figure = figure_at(tokens, at)
    if quantity.unit == "%":
        return _percent(frame, subject, tokens, at, figure)
    if quantity.unit == "bp":
        if subject.kind == "bond" and not frame.changes:
            frame.changes.append(figure)
            return True
        return False
    low, index = governor(tokens, at)
    if low in _REACHED and len(frame.subjects) == 1 and (frame.levels or tokens[index - 1].low in _EARLIER):
        return _extreme(frame, tokens, at, figure)
    end = _range_end(tokens, at)
    if end is not None and quantity.unit != "%":
        if end == "low" and frame.low is None:
            frame.low = figure.value
        elif end == "high" and frame.high is None:
            frame.high = figure.value
        return True
    if low == "from" and frame.previous is None and (frame.levels or frame.spoken):
        frame.previous = figure.value
        return True
    return _points(frame, subject, tokens, at, figure, low, index)


def _extreme(frame: Frame, tokens: list[Token], at: int, figure: Figure) -> bool:
    """ "after touching a record high of 85,610": an end of the day's range."""
    words = " ".join(t.low for t in tokens[max(0, at - 4) : at])
    below = frame.levels and figure.value < frame.levels[0].value or not frame.levels and " low" in words
    if below:
        frame.low = frame.low or figure.value
    else:
        frame.high = frame.high or figure.value
    return True


def _percent(frame: Frame, subject: Entity, tokens: list[Token], at: int, figure: Figure) -> bool:
    low, index = governor(tokens, at)
    if subject.kind == "bond":
        return _yield(frame, tokens, at, figure, low)
    if low == "between" or (low == "and" and any(t.low == "between" for t in tokens[max(0, at - 5) : at])):
        return False
    if low == "to" and frame.rule != "noun of figure" and not (index and tokens[index - 1].kind == "V"):
        return False
    if frame.percents and len(frame.subjects) == len(frame.percents):
        return False
    if frame.percents and not _listed(tokens, at):
        return False
    if figure.qualifier is None and frame.percents and tokens[at - 1].low == "and":
        figure.qualifier = frame.percents[-1].qualifier
    frame.percents.append(figure)
    return True


def _listed(tokens: list[Token], at: int) -> bool:
    return any(t.low in ("and", ",", "/") for t in tokens[max(0, at - 2) : at])


def _yield(frame: Frame, tokens: list[Token], at: int, figure: Figure, low: str) -> bool:
    if low == "from" and frame.previous is None:
        frame.previous = figure.value
        return True
    if not frame.levels and (
        low in ("to", "at", "around", "near", "yield", "yields") or frame.sign == 0 or not frame.spoken
    ):
        frame.levels.append(figure)
        return True
    if not frame.levels and low in ("yielding", "yielded", "was", "stood", "of"):
        frame.levels.append(figure)
        return True
    return False


def _points(frame: Frame, subject: Entity, tokens: list[Token], at: int, figure: Figure, low: str, index: int) -> bool:
    quantity: Quantity = tokens[at].value
    before = tokens[index] if index >= 0 else None
    signed = quantity.sign != 0
    if subject.kind == "bond":
        return False
    if low not in ("to", "at") and quantity.unit in ("", "pt") and sign_after(tokens, at) is not None:
        return _change(frame, figure)
    if (
        quantity.unit == "pt"
        and low not in ("to", "at")
        and not (before and before.kind in "CW:" and not _level_follows(tokens, at))
    ):
        return _change(frame, figure)
    if signed or low == "by":
        return _change(frame, figure)
    level = low in ("to", "at", "near", "around", "is", "was", "were", "with", "reach", "reached", ":", "=", "hit") or (
        before is not None and before.kind in "C:WI" or low == ""
    )
    if level or (low in ("(", "|", "-", "–") and not frame.levels and quantity.like_a_level):
        return _level(frame, subject, tokens, at, figure)
    if (
        before is not None
        and before.kind == "#"
        and frame.rule == "name figures"
        and not frame.levels
        and quantity.like_a_level
    ):
        return _level(frame, subject, tokens, at, figure)
    if before is not None and before.kind in "VDGO" and not frame.changes:
        return _change(frame, figure)
    if (
        low in (",", "or", "and", "(")
        and not frame.changes
        and quantity.like_a_level
        and frame.spoken
        and not frame.levels
    ):
        if before is not None and index and tokens[index - 1].kind == "#" and len(frame.subjects) > 1:
            return _listed_level(frame, figure)
        return _change(frame, figure)
    if low in ("and", ",") and frame.levels and len(frame.subjects) > len(frame.levels):
        return _listed_level(frame, figure)
    return False


def _level_follows(tokens: list[Token], at: int) -> bool:
    """Whether a level comes after this figure, so that this one is the change ("closed 254.57 points up at 39,982.98")."""
    for index in range(at + 1, min(len(tokens), at + 9)):
        token = tokens[index]
        if token.kind == "#" and token.value.unit in ("", "pt", "$"):
            return governor(tokens, index)[0] in ("to", "at")
        if token.kind in ";I":
            return False
    return False


def _listed_level(frame: Frame, figure: Figure) -> bool:
    frame.levels.append(figure)
    return True


def _change(frame: Frame, figure: Figure) -> bool:
    if frame.changes and len(frame.changes) >= len(frame.subjects):
        return False
    frame.changes.append(figure)
    return True


def _compared(tokens: list[Token], at: int) -> bool:
    """ "near to its record high of 7,103.98": the record's level, not today's."""
    for index in range(max(0, at - 3), at):
        if tokens[index].kind == "H" or tokens[index].low in ("high", "peak", "low"):
            before = [t.low for t in tokens[max(0, index - 5) : index]]
            return bool(_BESIDE & set(before))
    return False


def _level(frame: Frame, subject: Entity, tokens: list[Token], at: int, figure: Figure) -> bool:
    quantity: Quantity = tokens[at].value
    if governor(tokens, at)[0] in _REACHED and quantity.decimals == 0 and quantity.value % 100 == 0:
        return False
    if is_threshold(tokens, at) and not (quantity.decimals and subject.kind == "index"):
        return False
    if _compared(tokens, at):
        return False
    if frame.levels and len(frame.levels) >= len(frame.subjects):
        return False
    if (
        subject.kind == "index"
        and not quantity.like_a_level
        and quantity.unit != "pt"
        and subject.id not in ("vix", "psei")
    ):
        return False
    if subject.kind in ("stock", "sector") and quantity.unit != "$" and not quantity.currency:
        return False
    frame.levels.append(figure)
    if any(t.low == "record" and t.kind == "x" for t in tokens[max(0, at - 3) : at]):
        frame.record = "high"
    return True
