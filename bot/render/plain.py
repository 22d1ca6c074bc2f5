"""Text of strangers made fit to be shown: nothing unseen in it, no turned writing, no towers of marks."""

from __future__ import annotations

import re

_UNSEEN = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    r"\ud800-\udfff\U000e0000-\U000e007f]"
)
_MARKS = r"\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
_TOWER = re.compile(rf"([{_MARKS}]{{2}})[{_MARKS}]+")


def plain(text: str) -> str:
    """Without controls, zero-width characters, turns of writing direction and lone surrogates; of the marks above and
    below a letter the first two.

    >>> plain("a\\u202eb\\x1b[2J"), plain("e\\u0301" + "\\u0316" * 40) == "e\\u0301\\u0316"
    ('ab[2J', True)
    """
    return _TOWER.sub(r"\1", _UNSEEN.sub("", text))
