"""What the months are called."""

from __future__ import annotations

from extract.lists import listed, valued

MONTHS: dict[str, int] = {name: number for number, name in enumerate(listed("days", "months"), 1)} | valued(
    "days", "short_months"
)
"""A month's number by its name in small letters, in full or shortened."""
