"""What "the local currency" and "the exchange rate" stand for."""

from __future__ import annotations

from extract.entities import EntityReader
from extract.frames import Entity
from extract.tokens import Token


def home_currency(entities: EntityReader, tokens: list[Token], at: int) -> list[Entity]:
    """ "The local currency", "the unit"."""
    token, money = tokens[at], entities.money
    code = money.local() or next(
        (money.signed(t.value.currency) for t in tokens if t.kind == "#" and t.value.currency), ""
    )
    entity = entities.paired(money.of(code, "USD"), token, at)
    return [entity] if entity is not None else []


def exchange_rate(entities: EntityReader, tokens: list[Token], at: int) -> list[Entity]:
    """ "The exchange rate closed at 19.21 pesos per dollar"."""
    entity = entities.paired(entities.money.rate(tokens, at), tokens[at], at)
    return [entity] if entity is not None else []
