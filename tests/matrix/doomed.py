"""A bot that is killed as `kill -9` does, at a point of its way from a command to its answer.

python -m tests.matrix.doomed STATE OPERATOR [POINT]
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from pathlib import Path
from typing import Any

from bot.app import matrix as made
from bot.app.editions import Editions
from bot.app.reading import open_library
from bot.config import Config, MatrixConfig
from bot.dispatch.cooldown import UNLIMITED
from bot.platforms.matrix.homeserver import Homeserver, Json
from bot.store.answers import Answers
from bot.store.database import opened
from bot.store.migrating import Migrations, migrate
from bot.store.sqlite import NAME, SQLite
from tests.texts import DATA, SEEDS

READ, KEPT, SENT = POINTS = ("read", "kept", "sent")
"""After it read a command, before it keeps the answer; after that, before it sends; after that, before it notes it."""


def die() -> None:
    """Ends this process at once."""
    os.kill(os.getpid(), signal.SIGKILL)


class DoomedAnswers(Answers):
    """Dies around keeping answers."""

    point = ""

    async def keep(self, token: str, events: Any, answers: Any, beside: Any = ()) -> None:  # noqa: ANN401 - handed on
        if answers and self.point == READ:
            die()
        await super().keep(token, events, answers, beside)
        if answers and self.point == KEPT:
            die()


class DoomedHomeserver(Homeserver):
    """Dies once an answer was sent."""

    point = ""

    async def send(self, room: str, kind: str, key: str, content: Json) -> str:
        told = await super().send(room, kind, key, content)
        if self.point == SENT:
            die()
        return told


async def serve(config: Config, point: str) -> None:
    """Serves until it is killed."""
    DoomedAnswers.point = DoomedHomeserver.point = point
    backend = SQLite(config.state / NAME)
    migrate(backend, Migrations(), list)
    async with opened(backend) as database:
        service = made.matrix(
            config, Editions(open_library(config)), database, answers=DoomedAnswers, homeserver=DoomedHomeserver
        )
        await service.run(asyncio.Event())


def main() -> None:
    """Runs as the arguments say."""
    state, operator, *rest = sys.argv[1:]
    own = MatrixConfig(operators=(operator,))
    settings = Config(Path(state), SEEDS, DATA, "nl", None, matrix=own, cooldown=UNLIMITED)
    asyncio.run(serve(settings, rest[0] if rest else ""))


if __name__ == "__main__":
    main()
