"""Draws docs/answer.png, the README's picture: a real answer of the bot to its own sample story, as Discord shows it.

    python -m bench.picture

Needs Pillow (a development dependency) and the DejaVu fonts.
"""

from __future__ import annotations

import asyncio
import re
import sys
from pathlib import Path

from PIL import Image, ImageChops, ImageDraw, ImageFont

from bot import sample
from bot.desk import Desk, Post
from bot.render.discord import embed
from bot.sample import story
from extract import read
from storage.memory import MemoryStore

TARGET = Path(__file__).parents[1] / "docs" / "answer.png"
FONTS = (Path("/usr/share/fonts/truetype/dejavu"), Path("/usr/share/fonts/TTF"), Path("/usr/share/fonts/dejavu"))
WIDTH, MARGIN, CARD = 1240, 40, 1080
BACK, PANEL, TEXT, LINK = "#313338", "#2b2d31", "#dbdee1", "#00a8fc"
_RUN = re.compile(r"\*\*(?P<bold>.+?)\*\*|\[(?P<label>(?:\\.|[^\]])+)\]\((?P<url>[^)]+)\)|<t:\d+:R>|<@\d+>")
_SHARED, _SHARER = "15 minutes ago", "@mira"


async def answer() -> dict[str, object]:
    """The embed of `/close nikkei`, asked of a desk that has read the sample as a member's link."""
    first = await sample.load(Desk(MemoryStore(), read))
    desk = first.desk.beside(MemoryStore())
    text = story("morning")
    post = Post(
        "guild:1",
        text,
        sample.RECEIVED,
        form="page",
        title=text.partition("\n")[0],
        url="https://wire.example/tokyo-close",
        outlet="Sample Wire",
        author_id="1",
    )
    await desk.ingest(post, first.now)
    return dict(embed(await desk.close(("guild:1",), "nikkei", None, first.now)).to_dict())


class Sheet:
    """A drawing that grows downwards."""

    def __init__(self) -> None:
        self.image = Image.new("RGB", (WIDTH, 1600), BACK)
        self.draw = ImageDraw.Draw(self.image)
        folder = next((f for f in FONTS if (f / "DejaVuSans.ttf").is_file()), None)
        if folder is None:
            sys.exit("The DejaVu fonts are not installed (Debian: fonts-dejavu-core).")
        self._fonts = {
            (bold, size): ImageFont.truetype(str(folder / f"DejaVuSans{'-Bold' if bold else ''}.ttf"), size)
            for bold in (False, True)
            for size in (18, 22, 25)
        }

    def words(self, x: int, y: int, text: str, size: int = 22, *, right: int = CARD, bold: bool = False) -> int:
        """Markup wrapped from (x, y); where the next line begins."""
        at = x
        for word, strong, color in _words(text, bold=bold):
            font = self._fonts[strong, size]
            wide = self.draw.textlength(word, font=font)
            if at > x and at + self.draw.textlength(word.rstrip(), font=font) > right:
                at, y = x, y + int(size * 1.45)
            self.draw.text((at, y), word, font=font, fill=color)
            at += int(wide)
        return y + int(size * 1.55)


def _words(text: str, *, bold: bool) -> list[tuple[str, bool, str]]:
    """The words of a line of markup, each with its blank, its weight and its color."""
    told: list[tuple[str, bool, str]] = []
    at = 0
    for run in [*_RUN.finditer(text), None]:
        plain = text[at : run.start() if run else len(text)]
        told += [(word, bold, TEXT) for word in re.findall(r"\S+\s*|\s+", _unescaped(plain))]
        if run is None:
            break
        at = run.end()
        if run["bold"]:
            told += [(word, True, TEXT) for word in re.findall(r"\S+\s*", _unescaped(run["bold"]))]
        elif run["label"]:
            told.append((_unescaped(run["label"]), bold, LINK))
        else:
            told.append((_SHARER if run[0].startswith("<@") else _SHARED, bold, LINK if "@" in run[0] else TEXT))
    return told


def _unescaped(text: str) -> str:
    return re.sub(r"\\([^0-9A-Za-z\s])", r"\1", text)


def drawn(made: dict[str, object]) -> Image.Image:
    """The picture of an embed under the command that asked for it."""
    sheet = Sheet()
    draw = sheet.draw
    draw.ellipse((MARGIN, 62, MARGIN + 76, 138), fill="#3b5ba5")
    draw.line([(58, 116), (72, 100), (84, 108), (100, 84)], fill="white", width=6, joint="curve")
    sheet.words(MARGIN + 100, 26, "mira used /close nikkei", 18)
    y = sheet.words(MARGIN + 100, 62, "**Market Briefer**", 25)
    top = y + 10
    x, y = MARGIN + 130, top + 22
    y = sheet.words(x, y, f"[{made['title']}](x)", 25, bold=True) + 6
    for line in str(made.get("description") or "").splitlines():
        y = sheet.words(x, y, line)
    for field in made.get("fields", []):  # type: ignore[attr-defined]
        y = sheet.words(x, y + 12, field["name"], bold=True)
        for line in field["value"].splitlines():
            y = sheet.words(x, y, line)
    return _framed(sheet.image, top, y + 14, f"#{int(str(made['color'])):06x}")


def _framed(image: Image.Image, top: int, bottom: int, color: str) -> Image.Image:
    """The card's panel put behind what was drawn."""
    panel = Image.new("RGB", image.size, BACK)
    draw = ImageDraw.Draw(panel)
    draw.rounded_rectangle((MARGIN + 100, top, CARD + 60, bottom), 8, fill=PANEL)
    draw.rounded_rectangle((MARGIN + 100, top, MARGIN + 106, bottom), 3, fill=color)
    ink = ImageChops.difference(image, Image.new("RGB", image.size, BACK)).convert("L")
    panel.paste(image, mask=ink.point(lambda value: 255 if value else 0))
    return panel.crop((0, 0, WIDTH, bottom + 30))


if __name__ == "__main__":
    drawn(asyncio.run(answer())).quantize(64).save(TARGET, optimize=True)
    print(TARGET)
