"""The rows of instruments.toml to instruments and the phrases that name them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from extract.lists import LexiconError
from extract.meanings import Entry, Instrument, Node, add_phrase


def load_instruments(root: Node, listed: list[dict[str, Any]]) -> dict[str, Instrument]:
    """The instruments that the rows list, their names put among the phrases; LexiconError names what is wrong in which
    row."""
    instruments: dict[str, Instrument] = {}
    for number, row in enumerate(listed, 1):
        try:
            known = Instrument(
                row["id"],
                row["kind"],
                row["name"],
                row["region"],
                row["exchange"],
                row["zone"],
                tuple(row.get("aliases", ())),
                _span(row.get("levels"), number),
                frozenset(row.get("local", ())),
                bool(row.get("as_written", False)),
            )
        except KeyError as error:
            raise LexiconError(f"instruments.toml: row {number}: {error} is missing") from error
        instruments[known.id] = known
        weak, exact = set(row.get("weak", ())), set(row.get("exact", ()))
        for alias in known.aliases:
            add_phrase(root, alias, Entry("I", (known, alias in weak), alias if alias in exact else None))
        if known.kind == "bond":
            add_phrase(root, known.id, Entry("I", (known, False), known.id.upper()))  # "US10Y"
        for name in row.get("contracts", ()):
            add_phrase(root, name, Entry("I", (replace(known, kind="future"), True)))
        for name in row.get("refused", ()):
            add_phrase(root, name, Entry("!", name))
    return instruments


def bonds_of(instruments: Mapping[str, Instrument]) -> dict[tuple[str, str], str]:
    """The bond of each region and tenor."""
    found = {}
    for known in instruments.values():
        if known.kind == "bond":
            tenor = "".join(c for c in known.id if c.isdigit())
            found[known.region, tenor] = known.id
    return found


def _span(levels: Any, number: int) -> tuple[float, float] | None:
    if levels is None:
        return None
    if not isinstance(levels, list) or len(levels) != 2 or not levels[0] < levels[1]:
        raise LexiconError(f"instruments.toml: row {number}: levels: expected [least, most]")
    return float(levels[0]), float(levels[1])
