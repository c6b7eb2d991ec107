"""The button under a reply: found again by its id alone, after a restart, in another process, a week later."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, Protocol, Self, cast

import discord
from discord.ui import Button, DynamicItem, Item, LayoutView


class Presser(Protocol):
    """Who acts on a press: the client of the process that Discord tells about it."""

    async def pressed(self, interaction: discord.Interaction[Any], ids: Iterable[str]) -> None:
        """Acts on the press of one of a message's buttons, given the ids of all."""


# Every id is ours to answer: one that cannot be read deserves a sentence too, not Discord's "interaction failed".
class ActionButton(DynamicItem[Button[LayoutView]], template=r"(?s).+"):
    """A button that does what its id says."""

    @classmethod
    async def from_custom_id(
        cls,
        interaction: discord.Interaction[Any],  # noqa: ARG003 - discord.py's signature
        item: Item[Any],
        match: re.Match[str],  # noqa: ARG003 - as above
        /,
    ) -> Self:
        """The button of an old message."""
        return cls(cast("Button[LayoutView]", item))

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Hands the press to the client, which lets no exception out: nobody above would tell the member."""
        items = self.view.walk_children() if self.view else ()
        ids = [str(getattr(item, "custom_id", "")) for item in items]
        await cast("Presser", interaction.client).pressed(interaction, ids)
