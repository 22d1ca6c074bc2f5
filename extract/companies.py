"""Companies' names: what of the words with a capital belongs to them, and where their shares trade."""

from __future__ import annotations

from extract.frames import Entity
from extract.lexicon import Lexicon, words
from extract.tokens import Token

_BEFORE_NAME = words("before_company")
_MAKING = tuple(words("making"))
_FROM_PLACE = tuple(words("from_place"))
_EXCHANGES, _LIMITED = words("exchange_words"), words("limited")


class Companies:
    """The companies that one text names, each looked at once."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._known: dict[str, tuple[str, int, str | None]] = {}

    def at(self, tokens: list[Token], at: int) -> Entity | None:
        """The company that a name at this place is, whatever stands around."""
        token = tokens[at]
        name, skipped, region = self.known(token.value)
        return Entity("stock", name, name, token.start + skipped, token.end, at, region) if name else None

    def known(self, written: str) -> tuple[str, int, str | None]:
        """A company's name without other words, how many characters those take, and where its shares trade."""
        found = self._known.get(written)
        if found is None:
            found = self._known[written] = self._named(written)
        return found

    def _named(self, written: str) -> tuple[str, int, str | None]:
        """A company's name without words that do not belong to it, how many characters those take, and where its shares
        trade; the name is empty where there is none."""
        skipped, parts = 0, written.split()
        placed = next((at for at, part in enumerate(parts) if part.endswith(_FROM_PLACE)), -1)
        while parts and (placed >= 0 or _describes(parts)):  # "San Francisco-based", "shares of", "toolmaker"
            skipped += len(parts[0]) + 1
            parts, placed = parts[1:], placed - 1
        name = " ".join(parts)
        if name.casefold() in self._lexicon.company_regions:
            return name, skipped, self._lexicon.region_of(name)
        refused = self._lexicon.refused_names
        if not parts or name.lower() in refused or (len(parts) == 1 and name.lower().rstrip(".") in refused):
            return "", 0, None
        if parts[-1 - (len(parts) > 1 and parts[-1].rstrip(".") in _LIMITED)] in _EXCHANGES:
            return "", 0, None
        return name, skipped, self._lexicon.region_of(name)


def _describes(parts: list[str]) -> bool:
    """Whether the first word of a name only says what the company is ("Carmaker Arvo")."""
    first = parts[0].lower()
    return first in _BEFORE_NAME or (len(parts) > 1 and first.endswith(_MAKING))
