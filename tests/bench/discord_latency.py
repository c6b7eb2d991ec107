"""How long members wait: different slash commands through a local Discord, from interaction to answer."""

from __future__ import annotations

import asyncio
import logging
import tempfile
import time
from pathlib import Path

import structlog

from bot.app.commands import registry
from bot.app.reading import languages, open_library
from bot.dispatch.cooldown import UNLIMITED, Cooldown
from bot.platforms.recent import Recent
from tests.bench.figures import Answering, percentiles
from tests.local_discord import LocalDiscord, User
from tests.platforms.discord.stage import local_discord, served
from tests.platforms.discord.test_many import different_queries
from tests.texts import config


def run(count: int) -> Answering:
    """How long `count` commands take, asked one after another."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    with tempfile.TemporaryDirectory() as folder:
        return asyncio.run(_run(count, Path(folder)))


async def _run(count: int, state: Path) -> Answering:
    settings = config(state)
    library = open_library(settings)
    # No member asks so fast, nor so often for the same few quotations.
    commands, recent = registry(library, cooldown=Cooldown(UNLIMITED)), Recent(0)
    async with local_discord() as local, served(local, commands, languages(settings), state, recent):
        member = _member(local)
        queries = different_queries()
        await member.slash("quote", query=queries[0])
        took = [await _timed(member, queries[at % len(queries)], at) for at in range(count)]
    return Answering("Discord", count, *percentiles(took))


def _member(local: LocalDiscord) -> User:
    return local.member(local.add_guild("Leesgroep", "nl"), "anna", "nl")


async def _timed(member: User, query: str, at: int) -> float:
    begun = time.perf_counter()
    await member.slash(("quote", "search")[at % 2], query=query)
    return (time.perf_counter() - begun) * 1000
