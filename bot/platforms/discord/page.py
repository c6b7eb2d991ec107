"""A message as Discord shows it, and the files that go with it."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO

import discord
from discord.ui import LayoutView

from bot.platforms.discord.components import TEXT_DISPLAY, Component, walk


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A text or picture that goes with a message as a file."""

    name: str
    content: bytes

    def file(self) -> discord.File:
        """The file, to be sent once: discord.py reads and closes it."""
        return discord.File(BytesIO(self.content), self.name)


class Page(LayoutView):
    """A reply as Discord shows it: its components as they are sent, from top to bottom, and its files.

    To discord.py it is a view that is done with: it keeps no page, for the buttons are found by their ids.
    """

    def __init__(self) -> None:
        super().__init__(timeout=None)
        self.components: list[Component] = []
        self.enclosed: list[Enclosure] = []

    def add(self, *components: Component) -> None:
        """Adds components at the bottom."""
        self.components += components

    def to_components(self) -> list[Component]:
        """The components, for discord.py to send."""
        return self.components

    def content_length(self) -> int:
        """How many characters its texts have."""
        return sum(len(of["content"]) for of in walk(self.components) if of["type"] == TEXT_DISPLAY)

    def has_components_v2(self) -> bool:
        """Always: there is no text but in components."""
        return True

    def is_dispatchable(self) -> bool:
        """Never: it listens to nothing itself."""
        return False

    def is_finished(self) -> bool:
        """Always."""
        return True
