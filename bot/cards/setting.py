"""Chooses how large a quotation is printed: as large as its length allows, and never too small to be read."""

from __future__ import annotations

from dataclasses import dataclass

from bot.cards.breaking import Line, broken
from bot.cards.fonts import Font, Fonts

# Sizes in pixels with the most lines that each may take: a short quotation is printed large, a long one makes the card
# taller. The smallest can still be read where a phone shows a card at a third of its width.
SIZES = ((60, 5), (52, 8), (46, 11), (40, 15), (36, 22), (32, 34))
# A text is cut narrower where it is large, but not more so: what is too long by this reckoning need not be tried.
NARROWEST = 0.85


@dataclass(frozen=True, slots=True)
class Setting:
    """A text in lines, and what they are printed in."""

    lines: tuple[Line, ...]
    font: Font


def set_text(text: str, fonts: Fonts, measure: int) -> Setting | None:
    """The text in the largest size that it fits in, its lines no wider than the measure; None where it is too long."""
    smallest = fonts.at(SIZES[-1][0])
    least = smallest.measured(text) / smallest.size / measure * NARROWEST
    for size, most in SIZES:
        if least * size > most:
            continue
        font = fonts.at(size)
        lines = broken(text, measure, font.width)
        if len(lines) <= most:
            return Setting(tuple(lines), font)
    return None
