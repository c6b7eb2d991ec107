"""What Matrix costs in memory beside Discord, with many rooms."""

from __future__ import annotations

from collections.abc import Sequence

from bot.platforms.matrix.credentials import write
from tests.bench.bots import Bot, ours
from tests.bench.figures import Joining
from tests.bench.progress import say
from tests.bench.rooms import listening, rooms
from tests.matrix.stage import Stage
from tests.platforms.discord.test_many import different_queries

ROOMS, COMMANDS = 200, 50


async def held(stage: Stage, number: int = ROOMS, commands: int = COMMANDS) -> Joining:
    """With Discord alone, and then with both, where the same is asked on Discord, and again in rooms of Matrix."""
    queries = different_queries()[:commands]
    async with ours(stage.state) as bot:
        await _asked(bot, queries)
        discord = bot.memory_mb()
    write(stage.state, stage.me)
    async with ours(stage.state, more={"TEGENSPRAAK_MATRIX_OPERATORS": stage.anna.id}) as bot:
        await _asked(bot, queries)
        await _typed(stage, await rooms(stage, number), queries)
        found = Joining(number, len(queries), discord, bot.memory_mb())
    say(f"memory: {found.discord_mb:.1f} MB, with Matrix in {number} rooms {found.both_mb:.1f} MB")
    return found


async def _asked(bot: Bot, queries: Sequence[str]) -> None:
    """On Discord."""
    for query in queries:
        await bot.quote(query)


async def _typed(stage: Stage, places: Sequence[str], queries: Sequence[str]) -> None:
    """On Matrix, each in another room."""
    async with listening(stage.anna) as listener:
        for room, query in zip(places, queries, strict=False):
            await listener.moment(await stage.anna.say(room, f"!quote {query}"))
