"""A message as Discord shows it, and the files that go with it."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO

import discord
from discord.ui import LayoutView


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A text or picture that goes with a message as a file."""

    name: str
    content: bytes

    def file(self) -> discord.File:
        """The file, to be sent once: discord.py reads and closes it."""
        return discord.File(BytesIO(self.content), self.name)


class Page(LayoutView):
    """A reply as Discord shows it."""

    def __init__(self) -> None:
        super().__init__(timeout=None)
        self.enclosed: list[Enclosure] = []

    def is_finished(self) -> bool:
        """Always, so that discord.py keeps no page: the buttons are found by their ids."""
        return True
