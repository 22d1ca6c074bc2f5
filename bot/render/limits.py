"""Every limit of Discord that an answer must keep, in characters (UTF-16 code units, as Discord counts them)."""

from __future__ import annotations

CONTENT = 2000
TITLE = 256
DESCRIPTION = 4096
FIELD_NAME = 256
FIELD_VALUE = 1024
FIELDS = 25
FOOTER = 2048
EMBED = 6000
"""Title, description, field names and values, footer and author of all embeds of one message together."""
EMBEDS = 10
CHOICES = 25
CHOICE_NAME = 100
URL = 2048


def size(text: str) -> int:
    """The length of a text as Discord counts it.

    >>> size("▲ 1"), size("📈")
    (3, 2)
    """
    return len(text) + sum(char > "\uffff" for char in text)


def cut(text: str, room: int) -> str:
    """At most `room` long, cut at a word's end where one is near, with an ellipsis."""
    if size(text) <= room:
        return text
    kept = text[: max(0, room - 1)]
    while size(kept) > room - 1:
        kept = kept[:-1]
    whole = kept.rpartition(" ")[0]
    return (whole if len(whole) * 2 > len(kept) else kept).rstrip() + "…"
