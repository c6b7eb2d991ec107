"""The bots that the benchmark drives, each a process of its own with a local Discord of its own."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from asyncio.subprocess import Process
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from types import MappingProxyType
from typing import Any

from bot.config import HOME
from tests.bench.worker import anonymous_mb
from tests.local_discord import Answer, Channel, Guild, LocalDiscord

OURS, AGAIN, CONSTANT = "tegenspraak", "tegenspraak, asked before", "constant reply"
STARTING_S, STOPPING_S = 60.0, 15.0
SERVE = ("-m", "bot", "serve")
REPEAT = ("-m", "tests.bench.constant_bot")
# Discord waits for 3 seconds. On a machine that also acts Discord itself, that would measure the machine.
PATIENCE_S = 60.0

Before = Callable[[LocalDiscord], Awaitable[None]]
"""What is made on a local Discord before a bot comes."""


@dataclass
class Bot:
    """A bot that serves, and who asks it: every time somebody else in another channel, so that nothing slows them."""

    name: str
    local: LocalDiscord
    guild: Guild
    process: Process

    def __post_init__(self) -> None:
        self._numbers = count()

    async def quote(self, query: str) -> Answer:
        """One `/quote`, from the interaction to the answer."""
        number = next(self._numbers)
        channel = Channel(f"channel{number}", guild=self.guild)
        member = self.local.member(self.guild, f"member{number}", "nl", channel=channel)
        return await member.slash("quote", query=query, timeout=PATIENCE_S)

    def memory_mb(self) -> float:
        """The memory that is the process's own, in megabytes."""
        return anonymous_mb(self.process.pid)


@asynccontextmanager
async def both(state: Path, query: str) -> AsyncIterator[tuple[Bot, Bot]]:
    """Ours, and the one that repeats what ours answers to `query`, whatever it is asked."""
    async with ours(state) as bot:
        answer = await bot.quote(query)
        async with constant(state, answer.components) as other:
            yield bot, other


async def nothing(local: LocalDiscord) -> None:
    """Where nothing is to be made on a local Discord before a bot comes."""


@asynccontextmanager
async def ours(
    state: Path, before: Before = nothing, more: Mapping[str, str] = MappingProxyType({})
) -> AsyncIterator[Bot]:
    """`tegenspraak serve` on the two seeds, with no limit on how often may be asked; `more` is what else is set."""
    async with _served(OURS, SERVE, {**settings(state), **more}, before) as bot:
        yield bot


@asynccontextmanager
async def constant(
    state: Path, components: Sequence[dict[str, Any]], before: Before = nothing, more: Sequence[str] = ()
) -> AsyncIterator[Bot]:
    """A bot of discord.py's own that answers with these components; `more` is what else it is to do."""
    file = state / "reply.json"
    file.write_text(json.dumps(components), "utf-8")
    async with _served(CONSTANT, (*REPEAT, str(file), *more), {}, before) as bot:
        yield bot


@asynccontextmanager
async def _served(name: str, arguments: Sequence[str], told: dict[str, str], before: Before) -> AsyncIterator[Bot]:
    async with LocalDiscord() as local:
        guild = local.add_guild("Leesgroep", "nl")
        await before(local)
        process = await asyncio.create_subprocess_exec(
            sys.executable, *arguments, cwd=HOME, env=inherited() | reaching(local) | told
        )
        try:
            await local.ready(STARTING_S)
            await local.commands_synced(STARTING_S)
            yield Bot(name, local, guild, process)
        finally:
            await stopped(process)


def settings(state: Path) -> dict[str, str]:
    """What every bot of ours is told: where its state is, and that members may ask as often as they like."""
    return {"TEGENSPRAAK_STATE": str(state), "TEGENSPRAAK_COOLDOWN": "off"}


def inherited() -> dict[str, str]:
    """The environment of this process, without settings of a bot."""
    return {name: value for name, value in os.environ.items() if not name.startswith("TEGENSPRAAK_")}


def reaching(local: LocalDiscord) -> dict[str, str]:
    """What tells a bot of a local Discord."""
    return {
        "TEGENSPRAAK_DISCORD_TOKEN": local.token,
        "TEGENSPRAAK_DISCORD_API_BASE": local.api_base,
        "TEGENSPRAAK_DISCORD_GATEWAY": local.gateway_url,
    }


async def stopped(process: Process) -> None:
    """Ends a process."""
    if process.returncode is None:
        process.terminate()
    try:
        await asyncio.wait_for(process.wait(), STOPPING_S)
    except TimeoutError:
        process.kill()
        await process.wait()
