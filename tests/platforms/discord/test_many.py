from __future__ import annotations

import asyncio
import random

import pytest

from bot.config import HOME
from bot.corpus.works import read_works
from tests.local_discord import Answer
from tests.platforms.discord.stage import Stage, seeds, shown

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.usefixtures("calm")]

AT_ONCE = 50
LONG = 5
WANTED = 300


def different_queries() -> list[str]:
    """Hundreds of stretches of three long words, from all over the texts."""
    bodies = [seeds()[work.key].split("\n")[work.body - 1 :] for work in read_works(HOME / "data")]
    lines = [[w for w in line.split() if w.isalpha() and len(w) > LONG] for body in bodies for line in body]
    stretches = [" ".join(words[at : at + 3]) for words in lines for at in range(len(words) - 2)]
    return random.Random(WANTED).sample(list(dict.fromkeys(stretches)), WANTED)


async def test_hundreds_of_different_commands_are_answered_from_the_files(stage: Stage) -> None:
    queries = different_queries()
    member = stage.member()
    gate = asyncio.Semaphore(AT_ONCE)

    async def ask(at: int, query: str) -> Answer:
        async with gate:
            return await member.slash(("quote", "search")[at % 2], query=query, timeout=20)

    answers = await asyncio.gather(*(ask(at, query) for at, query in enumerate(queries)))

    # `shown` holds each against its file.
    silent = [query for query, answer in zip(queries, answers, strict=True) if not shown(answer)]
    assert len(queries) == WANTED
    assert silent == []
