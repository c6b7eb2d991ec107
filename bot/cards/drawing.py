"""Draws cards: a bar in the author's colour, the quotation, a rule, who speaks, and where it stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from threading import Lock

from bot.cards.breaking import broken
from bot.cards.card import Card, theme_of
from bot.cards.fonts import SEMIBOLD, Font, Fonts
from bot.cards.setting import Setting, set_text
from bot.cards.sheet import Sheet

WIDTH = 1200
BAR = 20
LEFT, RIGHT, TOP, BOTTOM = 104, 88, 76, 72
MEASURE = WIDTH - LEFT - RIGHT
RULE_WIDTH, RULE_HEIGHT = 72, 4
ABOVE_RULE, BELOW_RULE, BELOW_SPEAKER = 40, 34, 8
SPEAKER, SOURCE = 32, 26
INK, QUIET = 0, 1
# Opening marks stand in the margin, so that the letters begin in one line.
HANGING = "“”„‘‚’«»‹›\"'"


class TooLong(Exception):
    """A text that no card has room for. Nothing of it would be left out, so nothing is drawn."""


@dataclass(frozen=True, slots=True)
class _Row:
    """A line with its print and ink."""

    text: str
    font: Font
    ink: int

    @property
    def height(self) -> int:
        """How much of the card's height it takes, in pixels."""
        return leading(self.font.size)

    @property
    def left(self) -> float:
        """Where it begins."""
        mark = self.text[:1]
        return LEFT - (self.font.width(mark) if mark and mark in HANGING else 0)


class Cards:
    """Draws cards, for several threads one after another: the faces of FreeType serve one at a time.

    The fonts are read when the first card is asked for.
    """

    def __init__(self) -> None:
        self._lock = Lock()

    @cached_property
    def _fonts(self) -> Fonts:
        return Fonts()

    def fits(self, text: str) -> bool:
        """Whether a card has room for the text."""
        with self._lock:
            return set_text(text, self._fonts, MEASURE) is not None

    def lack(self, text: str) -> bool:
        """Whether a card shows boxes for characters of the text that no font here has."""
        with self._lock:
            return self._fonts.lack(text)

    def draw(self, card: Card) -> bytes:
        """The card as PNG, 1200 pixels wide; TooLong where it has no room for the text. Takes tenths of a second."""
        with self._lock:
            setting = set_text(card.text, self._fonts, MEASURE)
            if setting is None:
                raise TooLong
            return self._printed(card, setting)

    def _printed(self, card: Card, setting: Setting) -> bytes:
        theme = theme_of(card)
        text = [_Row(line.text, setting.font, INK) for line in setting.lines]
        speaker = list(self._rows([card.speaker], self._fonts.at(SPEAKER, SEMIBOLD), INK))
        source = list(self._rows(card.source, self._fonts.at(SOURCE), QUIET))
        rule = TOP + _height(text) + ABOVE_RULE
        below = rule + RULE_HEIGHT + BELOW_RULE
        under = below + _height(speaker) + BELOW_SPEAKER
        sheet = Sheet((WIDTH, under + _height(source) + BOTTOM), theme.paper, (theme.ink, theme.quiet), card.accent)
        sheet.block(0, 0, BAR, under + _height(source) + BOTTOM)
        sheet.block(LEFT, rule, RULE_WIDTH, RULE_HEIGHT)
        for rows, top in ((text, TOP), (speaker, below), (source, under)):
            _write(sheet, rows, top)
        return sheet.png()

    def _rows(self, texts: Iterable[str], font: Font, ink: int) -> Iterator[_Row]:
        for text in texts:
            for line in broken(text, MEASURE, font.width):
                yield _Row(line.text, font, ink)


def leading(size: int) -> int:
    """From one line to the next, in pixels: small print needs more of it."""
    return round(size * 1.28 + 4)


def _height(rows: Sequence[_Row]) -> int:
    return sum(row.height for row in rows)


def _write(sheet: Sheet, rows: Iterable[_Row], top: int) -> None:
    for row in rows:
        sheet.line(row.text, row.font, row.ink, row.left, top)
        top += row.height
