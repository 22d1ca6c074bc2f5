"""An answer as a Discord embed that keeps every limit and pings nobody."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import discord

from bot.answers import Answer, Card, Help
from bot.locale import phrases
from bot.render import limits, lists, sheet
from bot.render.plain import plain
from bot.render.sheet import Line, Piece, Sheet

COLORS = {"up": 0x2E7D32, "down": 0xC62828, "flat": 0x607D8B, "plain": 0x3B5BA5}
_MARKUP = re.compile(r"[\\*_`~|>\[\]<@]|:(?=//|\w{2,32}:)|^\s*#(?=#{0,2}\s)|(?<=-)#(?=\s)", re.MULTILINE)
_LIST = re.compile(r"^(\s*)(\d{0,9})([-+.)])(?=\s)", re.MULTILINE)
_ROOM = limits.EMBED - 100
_MORE = "…"


def embed(answer: Answer, *, language: str = "en") -> discord.Embed:
    """One embed for any answer of the desk; safe to send as it is (send with AllowedMentions.none() all the same)."""
    if isinstance(answer, Help):
        return laid_out(lists.help_sheet(answer, phrases(language), server=True))
    return laid_out(sheet(answer, language))


def card(card: Card, *, again: bool = False, language: str = "en") -> discord.Embed:
    """The compact card of a story just read; `again` says that it was known already."""
    return laid_out(lists.card(card, phrases(language), again=again))


def laid_out(worded: Sheet) -> discord.Embed:
    """A worded answer within the limits: what does not fit is left out from the end, whole lines first."""
    title = limits.cut(escape(worded.title), limits.TITLE)
    foot = limits.cut(plain(worded.foot), limits.FOOTER)
    room = _ROOM - limits.size(title) - limits.size(foot)
    description = _joined(worded.lines, min(limits.DESCRIPTION, room))
    room -= limits.size(description)
    made = discord.Embed(
        title=title, description=description or None, url=safe_url(worded.url), color=COLORS[worded.tone]
    )
    for section in worded.sections[: limits.FIELDS]:
        name = limits.cut(escape(section.heading), limits.FIELD_NAME)
        value = _joined(section.lines, min(limits.FIELD_VALUE, room - limits.size(name)))
        if not name or not value:
            break
        room -= limits.size(name) + limits.size(value)
        made.add_field(name=name, value=value, inline=False)
    if foot:
        made.set_footer(text=foot)
    return made


def _joined(lines: tuple[Line, ...], room: int) -> str:
    """Lines of markup up to a length; a first line that is longer by itself is told without its markup, cut."""
    kept: list[str] = []
    used = 0
    for pieces in lines:
        told = "".join(_marked(piece) for piece in pieces)
        if not kept and limits.size(told) > room:
            return limits.cut(escape("".join(piece.text for piece in pieces)), room) if room > 1 else ""
        if used + limits.size(told) + 2 > room:
            if used + limits.size(_MORE) + 1 <= room:
                kept.append(_MORE)
            break
        kept.append(told)
        used += limits.size(told) + 1
    return "\n".join(kept)


def _marked(piece: Piece) -> str:
    if piece.at is not None:
        return f"<t:{int(piece.at.timestamp())}:R>"
    if piece.who is not None:
        return f"<@{piece.who}>" if piece.who.isdigit() else escape(piece.who)
    text = escape(piece.text)
    url = safe_url(piece.url)
    if url is not None and text.strip():
        return f"[{text}]({url})"
    if piece.style in ("strong", "up", "down", "flat") and text.strip():
        return f"**{text}**"
    return text


def escape(text: str) -> str:
    """Text that Discord shows as it is: no bold, no link, no code, no heading, no mention, no emoji, no quote."""
    return _LIST.sub(r"\1\2\\\3", _MARKUP.sub(_escaped, plain(text)))


def _escaped(found: re.Match[str]) -> str:
    return f"{found[0][:-1]}\\{found[0][-1]}"


def safe_url(url: str | None) -> str | None:
    """An address that Discord takes in a link, None for any other (too long, not http, with spaces or brackets)."""
    if url is None or limits.size(url) > limits.URL or re.search(r"[\s<>\\\"]", url) or plain(url) != url:
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return None
    return url.replace("(", "%28").replace(")", "%29")
