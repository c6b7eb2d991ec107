"""The parent of lives: it has imported and read everything, and each life is a fork that need not do so again.

`python -m tests.daily.lives.parent` reads a line of JSON for each life, and says on lines of its own: its number, where
it killed itself if it did, and its status in the end.
"""

from __future__ import annotations

import importlib
import json
import os
import sys
import traceback
from collections.abc import Callable
from functools import partial
from typing import NoReturn

from bot.app.editions import Editions
from bot.app.reading import languages, serving_library
from bot.app.service import _platforms
from bot.config import load
from bot.model import Message
from tests.daily.killing.board import Doom
from tests.daily.killing.life import listen
from tests.daily.lives.launcher import TEMPO, serve
from tests.quiet import quiet

NEVER = 1 << 60
# What a life would import when it first needs it.
LATER = ("aiosqlite", "psycopg", "sqlalchemy.dialects.sqlite.aiosqlite", "sqlalchemy.ext.asyncio")


def main() -> None:
    """Lives one life after another, until no more are asked for."""
    quiet()
    for module in LATER:
        importlib.import_module(module)
    config = load()
    spoken = languages(config)
    for locale in spoken.locales:
        spoken.say(Message("daily-excerpt"), locale)
    # Of what makes them, it has imported all by then.
    platforms = list(_platforms(config, Editions(serving_library(config)), TEMPO))
    _say("ready")
    for line in sys.stdin:
        asked = json.loads(line)
        pid = os.fork()
        if pid == 0:
            _live(asked, partial(serve, config, platforms))
        _say(pid)
        _, status = os.waitpid(pid, 0)
        _say(os.waitstatus_to_exitcode(status))


def _live(asked: dict[str, object], serve: Callable[[], None]) -> NoReturn:
    if asked["point"]:
        listen(Doom(str(asked["point"]), int(str(asked["nth"])), NEVER, sys.stdout.fileno()))
    try:
        serve()
        os._exit(0)
    except BaseException:  # noqa: BLE001 - a fork must not go on as its parent
        traceback.print_exc()
        os._exit(1)


def _say(what: object) -> None:
    sys.stdout.write(f"{what}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
