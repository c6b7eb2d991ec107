"""The README's commands as written, in order, by somebody who has nothing but the project."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.config import HOME
from bot.library.library import Library
from tests.deploying.newcomer import Newcomer, Step, alike, fetched, interrupt, steps
from tests.local_discord import LocalDiscord
from tests.matrix.homeserver import LocalHomeserver
from tests.matrix.stage import Stage, staged
from tests.platforms.discord.stage import shown

README = (HOME / "README.md").read_text("utf-8")
QUOTED = "De bekendste is het neerslaan van de matrozen- en arbeidersopstand van de marinebasis Kronstadt"


class Walk:
    """What a newcomer does at each step, on platforms of this machine."""

    def __init__(self, newcomer: Newcomer, discord: LocalDiscord, matrix: Stage) -> None:
        self._newcomer, self._discord, self._matrix = newcomer, discord, matrix

    async def takes(self, step: Step) -> None:
        """Types a command, and sees that it does what the README says."""
        if step.output is not None:
            printed = await self._newcomer.types(step.command)
            assert printed == step.output or ("positions" in step.command and alike(printed, step.output))
        elif step.command == "make chat":
            # Nobody types anything.
            assert await self._newcomer.types(step.command) == ""
        elif step.command.endswith("discord invite"):
            assert "https://discord.com/oauth2/authorize?client_id=" in await self._newcomer.types(step.command)
        elif " matrix login " in step.command:
            password = self._matrix.bot.removeprefix("@").partition(":")[0]
            assert self._matrix.bot in await self._newcomer.types(step.command, f"{password}\n")
        elif "DISCORD" in step.command:
            await self._serves_discord(step)
        elif "MATRIX" in step.command:
            await self._serves_matrix(step)
        else:
            # This runs among all tests.
            assert step.command == "make test"

    async def _serves_discord(self, step: Step) -> None:
        async with self._newcomer.begins(step.command) as process:
            member = self._discord.member(self._discord.add_guild("Leesgroep", "nl"), "anna", "nl")
            await self._discord.ready(60)
            await self._discord.commands_synced(20)
            [answer] = shown(await member.slash("quote", query="kronstadt"))
            assert answer.text.startswith(QUOTED)
            assert "Traceback" not in await interrupt(process)

    async def _serves_matrix(self, step: Step) -> None:
        async with self._newcomer.begins(step.command) as process:
            room = await self._matrix.room()
            await self._matrix.anna.say(room, "!quote kronstadt")
            [answer] = await self._matrix.anna.answers(room, self._matrix.bot)
            assert QUOTED in answer["content"]["body"]
            assert "Traceback" not in await interrupt(process)


@pytest.fixture
async def walk(homeserver: LocalHomeserver, library: Library, tmp_path: Path) -> AsyncIterator[Walk]:
    home, token = tmp_path / "home", tmp_path / "token"
    home.mkdir()
    async with LocalDiscord() as local, staged(homeserver, tmp_path, library) as stage:
        token.write_text(local.token, "utf-8")
        settings = {"TEGENSPRAAK_DISCORD_API_BASE": local.api_base, "TEGENSPRAAK_DISCORD_GATEWAY": local.gateway_url}
        own = {
            "/path/to/token": str(token),
            "https://matrix.example.org": homeserver.address,
            "@bot:example.org": stage.bot,
            "@anna:example.org": stage.anna.id,
        }
        yield Walk(Newcomer(fetched(tmp_path / "tegenspraak"), home, settings, own), local, stage)


async def test_every_command_of_the_readme_does_what_it_says_in_the_order_in_which_it_stands(walk: Walk) -> None:
    path = list(steps(README))

    for step in path:
        await walk.takes(step)

    assert path[0] == Step("make chat")
    assert len(path) >= 14
