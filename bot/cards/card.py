"""What a card shows, and the colours that it is printed in."""

from __future__ import annotations

from dataclasses import dataclass

Colour = int
"""A colour as `0xRRGGBB`."""


@dataclass(frozen=True, slots=True)
class Card:
    """A quotation as it will be printed: its text, who speaks, and the lines that say where it stands.

    `accent` is the colour of the bar beside it; `dark` prints light on dark.
    """

    text: str
    speaker: str
    source: tuple[str, ...]
    accent: Colour
    dark: bool = False


@dataclass(frozen=True, slots=True)
class Theme:
    """The paper, the ink of the quotation and of the speaker, and the ink of the source."""

    paper: Colour
    ink: Colour
    quiet: Colour


LIGHT = Theme(paper=0xFBF8F1, ink=0x1D1B18, quiet=0x4F4A43)
DARK = Theme(paper=0x1F1E1C, ink=0xEEE9DF, quiet=0xBDB6A9)


def theme_of(card: Card) -> Theme:
    """The theme that a card is printed in."""
    return DARK if card.dark else LIGHT
