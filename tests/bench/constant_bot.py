"""A bot that answers `/quote` with the same components every time: what a reply costs without anything to say.

Its view is built once, and it keeps no more than it must: the least that discord.py takes for a reply like ours.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import discord
from discord import app_commands, ui

from bot.platforms.discord.supervisor import set_up


class Reply(ui.LayoutView):
    """A view that discord.py does not keep."""

    def __init__(self) -> None:
        super().__init__(timeout=None)

    def is_finished(self) -> bool:
        """Always."""
        return True


def built(component: Mapping[str, Any]) -> Any:  # noqa: ANN401 - one of discord.py's items, which share no constructor
    """The item that is sent as this component."""
    inner = [built(one) for one in component.get("components", ())]
    match component["type"]:
        case 1:
            return ui.ActionRow(*inner)
        case 2:
            style = discord.ButtonStyle(component["style"])
            return ui.Button(label=component["label"], custom_id=component["custom_id"], style=style)
        case 9:
            return ui.Section(*inner, accessory=built(component["accessory"]))
        case 10:
            return ui.TextDisplay(component["content"])
        case 17:
            return ui.Container(*inner, accent_colour=component["accent_color"])
        case kind:
            raise ValueError(f"no component of type {kind} in a quotation")


class Constant(discord.Client):
    """The same settings as our own client's."""

    def __init__(self, view: ui.LayoutView) -> None:
        super().__init__(
            intents=discord.Intents(guilds=True),
            allowed_mentions=discord.AllowedMentions.none(),
            max_messages=None,
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
        )
        self.tree = app_commands.CommandTree(self)
        self.tree.add_command(_quote(view))

    async def setup_hook(self) -> None:
        """Registers the command."""
        await self.tree.sync()


def _quote(view: ui.LayoutView) -> app_commands.Command[Any, ..., None]:
    async def quote(interaction: discord.Interaction[Any], query: str) -> None:
        await interaction.response.send_message(view=view)

    # discord.py reads the annotations, which are strings here.
    quote.__annotations__ = {"interaction": discord.Interaction, "query": str}
    return app_commands.Command(name="quote", description="The same every time", callback=quote)


def main() -> None:
    """Serves the components of the file that is named."""
    view = Reply()
    for component in json.loads(Path(sys.argv[1]).read_text("utf-8")):
        view.add_item(built(component))
    set_up(os.environ["TEGENSPRAAK_DISCORD_API_BASE"], os.environ["TEGENSPRAAK_DISCORD_GATEWAY"])
    Constant(view).run(os.environ["TEGENSPRAAK_DISCORD_TOKEN"], log_handler=None)


if __name__ == "__main__":
    main()
