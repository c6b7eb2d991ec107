"""A sheet of paper to print on, in few colours, so that its picture is small and soon packed."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

from PIL import Image, ImageDraw

from bot.cards.card import Colour
from bot.cards.fonts import SCALE, Font

# From paper to ink; with two inks and an accent it makes less than the 256 colours of a palette.
SHADES = 96
PACKED = 3
# How much of a size stands above the baseline of a row, and how far marks on letters may reach out of it.
ASCENT, REACH = 1.0, 0.4


class Sheet:
    """Paper of a size in pixels. What is printed later lies over what was there; `inks` are named by their places."""

    def __init__(self, size: tuple[int, int], paper: Colour, inks: Sequence[Colour], accent: Colour) -> None:
        self._image = Image.new("L", size, 0)
        self._draw = ImageDraw.Draw(self._image)
        self._palette = [part for ink in inks for shade in range(SHADES) for part in _mixed(paper, ink, shade)]
        self._accent = len(inks) * SHADES
        self._palette += _parts(accent)

    def block(self, left: int, top: int, width: int, height: int) -> None:
        """Fills a rectangle with the accent."""
        self._draw.rectangle((left, top, left + width - 1, top + height - 1), self._accent)

    def line(self, text: str, font: Font, ink: int, left: float, top: int) -> None:
        """Prints a line; `top` is where its row begins."""
        reach = round(font.size * REACH)
        height = round(font.size * ASCENT) + 2 * reach
        mask = Image.new("L", (self._image.width * SCALE, height * SCALE))
        draw, at = ImageDraw.Draw(mask), left * SCALE
        for face, run in font.runs(text):
            draw.text((at, (height - reach) * SCALE), run, 255, face, anchor="ls")
            at += face.getlength(run)
        shades = mask.reduce(SCALE).point([ink * SHADES + level * SHADES // 256 for level in range(256)])
        self._image.paste(shades, (0, top - reach), shades.point([level % SHADES and 255 for level in range(256)]))

    def png(self) -> bytes:
        """The picture."""
        packed = BytesIO()
        image = self._image.copy()
        image.putpalette(self._palette)
        image.save(packed, "PNG", compress_level=PACKED)
        return packed.getvalue()


def _mixed(paper: Colour, ink: Colour, shade: int) -> list[int]:
    """The paper with so much of the ink on it."""
    part = shade / (SHADES - 1)
    return [round(a + (b - a) * part) for a, b in zip(_parts(paper), _parts(ink), strict=True)]


def _parts(colour: Colour) -> list[int]:
    return [colour >> 16, colour >> 8 & 0xFF, colour & 0xFF]
