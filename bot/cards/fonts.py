"""The faces that cards are printed in, and which of them has which character."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from pathlib import Path

import fontpkg  # type: ignore[import-untyped]  # it has no types of its own
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]  # as above
from PIL import ImageFont

from bot.cards.clusters import clusters, printed

# The first is for reading; the others stand in for what it lacks.
FAMILIES = ("Source Serif 4", "Noto Serif")
REGULAR, SEMIBOLD = 400, 600
# A card of 1200 pixels is seen at about half its size: what is drawn for small print has to serve.
SEEN_AT = 0.5
# Letters are drawn so many times larger and then made smaller: FreeType puts them on whole pixels, at uneven distances.
SCALE = 2
REMEMBERED = 4096


class Face:
    """A font file and the characters that it has."""

    def __init__(self, path: Path) -> None:
        self._path = path
        with TTFont(path, lazy=True) as font:
            self._characters = frozenset(font.getBestCmap())

    def has(self, text: str) -> bool:
        """Whether it has every character of the text."""
        return all(ord(character) in self._characters for character in text)

    def at(self, size: int, weight: int) -> ImageFont.FreeTypeFont:
        """The face, scaled, at a size in pixels of the card and a weight; cut for the size at which it is seen."""
        font = ImageFont.truetype(self._path, size * SCALE)
        wanted = {b"Weight": weight, b"Optical Size": size * SEEN_AT}
        axes = font.get_variation_axes()
        font.set_variation_by_axes([_within(axis, wanted.get(axis["name"] or b"")) for axis in axes])
        return font


class Font:
    """The faces at one size and weight: measures text, and divides it among them."""

    def __init__(self, faces: tuple[Face, ...], size: int, weight: int) -> None:
        self.size = size
        self._faces = faces
        self._sized = [face.at(size, weight) for face in faces]
        self.width = lru_cache(REMEMBERED)(self.measured)
        self._cut = lru_cache(REMEMBERED)(self._chosen)

    def runs(self, text: str) -> Iterator[tuple[ImageFont.FreeTypeFont, str]]:
        """The text as it is printed, in stretches of one face each."""
        for at, group in groupby(map(self._cut, clusters(text)), itemgetter(0)):
            run = "".join(shown for _, shown in group)
            if run:
                yield self._sized[at], run

    def measured(self, text: str) -> float:
        """How wide the text is, in pixels of the card; `width` remembers it, for words."""
        return sum(face.getlength(run) for face, run in self.runs(text)) / SCALE

    def _chosen(self, cluster: str) -> tuple[int, str]:
        """The first face that has it, and what is printed; the first one's box for a missing character else."""
        shown = printed(cluster)
        return next((at for at, face in enumerate(self._faces) if face.has(shown)), 0), shown


class Fonts:
    """The faces, read once, and what they are at each size, made once."""

    def __init__(self) -> None:
        self._faces = tuple(Face(fontpkg.path(family)) for family in FAMILIES)
        self._made: dict[tuple[int, int], Font] = {}

    def at(self, size: int, weight: int = REGULAR) -> Font:
        """The faces at a size in pixels."""
        if (size, weight) not in self._made:
            self._made[size, weight] = Font(self._faces, size, weight)
        return self._made[size, weight]

    def lack(self, text: str) -> bool:
        """Whether the text has a character that no face has."""
        return not all(any(face.has(printed(c)) for face in self._faces) for c in clusters(text))


def _within(axis: ImageFont.Axis, wanted: float | None) -> float:
    if wanted is None:
        return float(axis["default"] or 0)
    return min(max(wanted, axis["minimum"] or wanted), axis["maximum"] or wanted)
