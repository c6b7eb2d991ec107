"""A bot that answers `/quote` with the same components every time: what a reply costs without anything to say.

It may post them too, in the channels that a file names, at the time that stands there. Its view is built once, and it
keeps no more than it must: the least that discord.py takes for a reply like ours.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import discord
from discord import app_commands, ui

from bot.platforms.discord.supervisor import set_up

AT_ONCE = 8


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
        case 14:
            return ui.Separator(visible=component["divider"], spacing=discord.SeparatorSpacing(component["spacing"]))
        case 17:
            return ui.Container(*inner, accent_colour=component["accent_color"])
        case kind:
            raise ValueError(f"no component of type {kind} in a quotation")


class Constant(discord.Client):
    """The same settings as our own client's."""

    def __init__(self, view: ui.LayoutView, due: float = 0.0, channels: Sequence[int] = ()) -> None:
        super().__init__(
            intents=discord.Intents(guilds=True),
            allowed_mentions=discord.AllowedMentions.none(),
            max_messages=None,
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
        )
        self.tree = app_commands.CommandTree(self)
        self.tree.add_command(_quote(view))
        self._view, self._due, self._channels = view, due, channels
        self._posting: asyncio.Task[None] | None = None

    async def setup_hook(self) -> None:
        """Registers the command, and has the posts sent."""
        await self.tree.sync()
        self._posting = asyncio.create_task(self._post())

    async def _post(self) -> None:
        """Posts everywhere, some at once."""
        await asyncio.sleep(self._due - time.time())
        gate = asyncio.Semaphore(AT_ONCE)

        async def post(channel: int) -> None:
            async with gate:
                await self.get_partial_messageable(channel).send(view=self._view)

        await asyncio.gather(*map(post, self._channels))


def _quote(view: ui.LayoutView) -> app_commands.Command[Any, ..., None]:
    async def quote(interaction: discord.Interaction[Any], query: str) -> None:
        await interaction.response.send_message(view=view)

    # discord.py reads the annotations, which are strings here.
    quote.__annotations__ = {"interaction": discord.Interaction, "query": str}
    return app_commands.Command(name="quote", description="The same every time", callback=quote)


def main() -> None:
    """Serves the components of the file that is named; a second names what is posted, when and where."""
    view = Reply()
    for component in json.loads(Path(sys.argv[1]).read_text("utf-8")):
        view.add_item(built(component))
    set_up(os.environ["TEGENSPRAAK_DISCORD_API_BASE"], os.environ["TEGENSPRAAK_DISCORD_GATEWAY"])
    posts = json.loads(Path(sys.argv[2]).read_text("utf-8")) if len(sys.argv) > 2 else {}
    Constant(view, **posts).run(os.environ["TEGENSPRAAK_DISCORD_TOKEN"], log_handler=None)


if __name__ == "__main__":
    main()
