"""The least bot that shows what the local Discord can do; only its own tests run it."""

from __future__ import annotations

import asyncio
import re
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, Self

import discord
from discord import app_commands, ui

from .pointing import pointed_at
from .server import LocalDiscord

Asked = discord.Interaction[discord.Client]


class Again(ui.DynamicItem[ui.Button[ui.View]], template=r"again:(?P<count>\d+)"):
    """A button that counts in its own custom_id, so that it outlives the process."""

    def __init__(self, count: int) -> None:
        super().__init__(ui.Button(label=f"Again {count}", custom_id=f"again:{count}"))
        self.count = count

    @classmethod
    async def from_custom_id(cls, _interaction: Asked, _item: ui.Item[Any], match: re.Match[str], /) -> Self:
        """The button, from nothing but its custom_id."""
        return cls(int(match["count"]))

    async def callback(self, interaction: Asked) -> None:
        """Count on, in the message itself."""
        await interaction.response.edit_message(view=card(f"pressed {self.count}", self.count + 1))


class Menu(ui.DynamicItem[ui.Select[ui.View]], template=r"menu"):
    """A menu whose choice is repeated in private."""

    def __init__(self) -> None:
        options = [discord.SelectOption(label=side, value=side) for side in ("left", "right")]
        super().__init__(ui.Select(custom_id="menu", options=options))

    @classmethod
    async def from_custom_id(cls, _interaction: Asked, _item: ui.Item[Any], _match: re.Match[str], /) -> Self:
        """The menu; what was chosen is in the interaction."""
        return cls()

    async def callback(self, interaction: Asked) -> None:
        """Acknowledge first, say it later."""
        await interaction.response.defer()
        data: Any = interaction.data
        await interaction.followup.send(f"chose {data['values']}", ephemeral=True)


def card(text: str, count: int = 0) -> ui.LayoutView:
    """A layout with texts at two levels, a counting button and a menu."""
    view = ui.LayoutView(timeout=None)
    view.add_item(ui.TextDisplay("heading"))
    box: ui.Container[ui.LayoutView] = ui.Container(ui.TextDisplay(text))
    box.add_item(ui.ActionRow(Again(count)))
    box.add_item(ui.ActionRow(Menu()))
    return view.add_item(box)


class Form(ui.Modal, title="A form"):
    """A modal with a text and a menu."""

    name: ui.Label[Any] = ui.Label(text="Name", component=ui.TextInput(custom_id="name"))
    side: ui.Label[Any] = ui.Label(
        text="Side",
        component=ui.Select(custom_id="side", options=[discord.SelectOption(label="left")]),
    )

    async def on_submit(self, interaction: Asked) -> None:
        """Say what was filled in."""
        name, side = self.name.component, self.side.component
        assert isinstance(name, ui.TextInput)
        assert isinstance(side, ui.Select)
        await interaction.response.send_message(f"{name.value} {side.values}")


@app_commands.command(description="An answer for everyone")
async def quote(
    interaction: Asked,
    query: str,
    count: int = 1,
    loud: bool = False,  # noqa: FBT001, FBT002 - an option of the command
) -> None:
    """Repeat the options, and say which languages Discord named."""
    text = f"{query} {count} {loud} {interaction.locale} {interaction.guild_locale}"
    await interaction.response.send_message(text)


@quote.autocomplete("query")
async def complete(interaction: Asked, typed: str) -> list[app_commands.Choice[str]]:
    """Complete to one name, with another option in the value."""
    count = interaction.namespace.count
    return [app_commands.Choice(name=f"{typed}stadt", value=f"{typed} {count}")]


@app_commands.command(description="An answer for one")
async def whisper(interaction: Asked) -> None:
    """Answer in private."""
    await interaction.response.send_message("psst", ephemeral=True)


@app_commands.command(description="Deferred, then edited, then followed by two more")
async def slow(interaction: Asked) -> None:
    """Think first."""
    await interaction.response.defer(ephemeral=True, thinking=True)
    await interaction.edit_original_response(content="at last")
    await interaction.followup.send("more", ephemeral=True)
    await interaction.followup.send("still more")


@app_commands.command(description="Deferred, then answered by a follow-up")
async def follow(interaction: Asked) -> None:
    """Think first, and answer by a follow-up."""
    await interaction.response.defer(ephemeral=True, thinking=True)
    await interaction.followup.send("in its place")


@app_commands.command(name="card", description="A layout")
async def show(interaction: Asked) -> None:
    """Show the layout."""
    await interaction.response.send_message(view=card("body"))


@app_commands.command(description="A modal")
async def form(interaction: Asked) -> None:
    """Open the modal."""
    await interaction.response.send_modal(Form())


@app_commands.command(description="Takes a file")
async def bring(interaction: Asked, file: discord.Attachment) -> None:
    """Say what it is, and what is in it."""
    content = (await file.read()).decode()
    await interaction.response.send_message(f"{file.filename} {file.size} {content}")


@app_commands.command(description="More than Discord takes")
async def huge(interaction: Asked) -> None:
    """Try 2001 characters, then name the code of the refusal."""
    try:
        await interaction.response.send_message("x" * 2001)
    except discord.HTTPException as error:
        await interaction.response.send_message(f"refused: {error.code}", ephemeral=True)


@app_commands.command(description="Answers twice")
async def twice(interaction: Asked) -> None:
    """Answer again, then name the code of the refusal."""
    await interaction.response.send_message("once")
    again = discord.InteractionResponseType.channel_message.value
    route = discord.http.Route("POST", f"/interactions/{interaction.id}/{interaction.token}/callback")
    try:
        await interaction.client.http.request(route, json={"type": again, "data": {"content": "twice"}})
    except discord.HTTPException as error:
        await interaction.edit_original_response(content=str(error.code))


@app_commands.command(description="Says nothing")
async def silent(_: Asked) -> None:
    """Do not answer."""


@app_commands.command(description="Where to post")
@app_commands.default_permissions(manage_guild=True)
@app_commands.guild_only()
async def place(interaction: Asked, channel: discord.TextChannel) -> None:
    """Say whether the bot may write there."""
    found = channel.permissions_for(channel.guild.me).send_messages
    await interaction.response.send_message(f"{channel.name} {found}")


@app_commands.context_menu(name="Check quotation")
async def check(interaction: Asked, message: discord.Message) -> None:
    """Repeat a message."""
    await interaction.response.send_message(f"checked {message.content}")


topic = app_commands.Group(name="topic", description="Topics")


@topic.command(name="add", description="Add one")
async def add(interaction: Asked, name: str) -> None:
    """Repeat a name."""
    await interaction.response.send_message(f"added {name}")


COMMANDS: tuple[Any, ...] = (
    quote,
    whisper,
    slow,
    follow,
    show,
    form,
    bring,
    huge,
    twice,
    silent,
    place,
    check,
    topic,
)


class ExampleBot(discord.Client):
    """Commands of every kind."""

    def __init__(self) -> None:
        super().__init__(
            intents=discord.Intents(guilds=True),
            allowed_mentions=discord.AllowedMentions.none(),
            guild_ready_timeout=0.1,
        )
        self.tree = app_commands.CommandTree(self)
        self.heard: list[str] = []
        for command in COMMANDS:
            self.tree.add_command(command)

    async def setup_hook(self) -> None:
        """Before the gateway opens."""
        self.add_dynamic_items(Again, Menu)
        await self.tree.sync()

    async def on_guild_join(self, guild: discord.Guild) -> None:
        """Note it."""
        self.heard.append(f"join {guild.name}")

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """Note it."""
        self.heard.append(f"remove {guild.name}")


@asynccontextmanager
async def running(local: LocalDiscord) -> AsyncIterator[ExampleBot]:
    """The bot, logged in and ready, closed at the end."""
    with pointed_at(local.api_base, local.gateway_url):
        bot = ExampleBot()
        task = asyncio.create_task(bot.start(local.token))
        try:
            await local.ready()
            yield bot
        finally:
            await bot.close()
            await asyncio.gather(task, return_exceptions=True)


async def main(api_base: str, gateway_url: str, token: str) -> None:
    """The bot in a process of its own."""
    with pointed_at(api_base, gateway_url):
        async with ExampleBot() as bot:
            await bot.start(token)


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
