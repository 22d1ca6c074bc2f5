"""The figures that a frame gives to one of its subjects, with their signs."""

from __future__ import annotations

from decimal import Decimal

from msgspec import Struct

from extract.frames import Entity, Figure, Frame

_CENTS, _PENCE, _POUNDS, _IN_A_POUND = "cents", "pence", "£", 100
_FAR_FROM_RATE = 50
_COMPARED = ("currency", "bond")


class Values(Struct, gc=False):
    """The figures that a frame gives to one of its subjects, and with which sign."""

    percent: Figure | None
    change: Figure | None
    level: Figure | None
    sign: int | None
    signed_percent: Decimal | None
    signed_change: Decimal | None

    @property
    def moved(self) -> bool:
        """Whether a percent or a change is told with its sign."""
        return self.signed_percent is not None or self.signed_change is not None


def values_of(frame: Frame, entity: Entity, place: int) -> Values:
    """The figures of the subject at this place of the frame's."""
    percent = _given(frame.percents, place, frame)
    change = _given(frame.changes, place, frame)
    signed_percent, signed_change = _signed(percent, frame), _signed(change, frame)
    if percent is not None and signed_percent is None and signed_change:
        # "-270.83 (0.33%)": the percent goes the way of the points
        signed_percent = percent.value.copy_sign(signed_change)
    sign = frame.sign
    if figure := signed_percent or signed_change:
        sign = 1 if figure > 0 else -1
    if signed_percent and signed_change and (signed_percent > 0) != (signed_change > 0):
        change = signed_change = None  # "-1.2% +12": which of them holds nobody knows
    if change is not None and _is_rough(change, entity):
        # "up more than 300 points" tells a direction; round points have no bounds to be told in
        change = signed_change = None
    if sign is None and entity.kind in _COMPARED and (sign := frame.compared) and entity.inverted:
        sign = sign if frame.levels[0].money == _CENTS else -sign  # told in the pair's own quote
    if entity.kind == "bond" and not signed_change and frame.compared:
        sign = frame.compared  # "the two-year note was lower by 3/32, yielding 4.78%, up from 4.72%"
    if entity.inverted:
        sign = -sign if sign else sign
        signed_percent = -signed_percent if signed_percent is not None else None
        signed_change = -signed_change if signed_change is not None else None
    # a percent can be that of several, a level is nobody else's
    level = _given(frame.levels, place, frame) if len(frame.levels) == len(frame.subjects) else None
    if signed_change and change is not None and change.money == _PENCE and level is not None and level.money == _POUNDS:
        signed_change /= _IN_A_POUND  # "up 38 pence to £7.05"
    return Values(percent, change, level, sign, signed_percent, signed_change)


def beside_cents(value: Decimal | None, entity: Entity, level: Figure | None) -> Decimal | None:
    """ "at 59.22 US cents from 59.24": another figure of a rate told in cents, without its unit, in those as well."""
    if value is None or entity.kind != "currency" or level is None or value < _FAR_FROM_RATE * level.value:
        return value
    return value / 100


def _is_rough(change: Figure, entity: Entity) -> bool:
    """Whether a change is only a round bound ("more than 300 points"); a yield's "about 4 basis points" is none."""
    if change.qualifier == "under" and change.value % 1 == 0:
        return True  # "by less than 1 point"
    if not change.qualifier or change.value % 10:
        return False
    return entity.kind != "bond" or change.qualifier != "about"


def _given(figures: list[Figure], place: int, frame: Frame) -> Figure | None:
    """The figure of the subject at this place: its own, or the one that all share."""
    if not figures:
        return None
    if len(figures) == len(frame.subjects):
        return figures[place]
    return figures[0] if len(figures) == 1 else None


def _signed(figure: Figure | None, frame: Frame) -> Decimal | None:
    if figure is None:
        return None
    sign = figure.sign if figure.sign else frame.sign
    if not sign:
        return Decimal(0) if figure.value == 0 else None
    return figure.value * sign
