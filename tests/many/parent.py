"""The parent of processes that serve beside each other; each is a fork, which need not read everything again.

`python -m tests.many.parent` reads a line for each, the shards that it runs, and says its number; as each ends, its
number and its status.
"""

from __future__ import annotations

import asyncio
import importlib
import os
import sys
import threading
import traceback
from dataclasses import replace
from typing import NoReturn

from bot.app.editions import Editions
from bot.app.on_discord import OnDiscord
from bot.app.posting import Tempo
from bot.app.reading import languages, serving_library
from bot.app.service import serve
from bot.app.storing import ready_backend
from bot.config import Config, load
from bot.daily.courier import Pace
from bot.daily.ticker import Beat
from bot.library.library import Library
from bot.model import Message
from bot.platforms.discord import leading
from bot.platforms.discord.shards import read
from tests.quiet import quiet

# A dead process is followed after the lease; what it may have sent is looked for when nobody can be sending it.
TEMPO = Tempo(
    Pace(lease=8, send=5, quiet=1, patience=3, again=0.5), Beat(tick=0.5, workers=2, drain=6), lease=4, apart=0.3
)
# On a machine that is busy with other things the database may take its time; less than who waits for a connection to
# it, which would mean that it is away.
ASKING_S = 4.0
# What a life would import when it first needs it.
LATER = ("aiosqlite", "psycopg", "sqlalchemy.dialects.postgresql.psycopg", "sqlalchemy.ext.asyncio")


def main() -> None:
    """Begins one process after another, until no more are asked for."""
    quiet()
    for module in LATER:
        importlib.import_module(module)
    config = load()
    spoken = languages(config)
    for locale in spoken.locales:
        spoken.say(Message("daily-excerpt"), locale)
    library = serving_library(config)
    leading.ASKING_S = ASKING_S
    _say("ready")
    for line in sys.stdin:
        pid = os.fork()
        if pid == 0:
            _live(config, library, line.strip())
        _say(f"began {pid}")
        threading.Thread(target=_wait, args=(pid,), daemon=True).start()


def _wait(pid: int) -> None:
    _, status = os.waitpid(pid, 0)
    _say(f"ended {pid} {os.waitstatus_to_exitcode(status)}")


def _live(config: Config, library: Library, shards: str) -> NoReturn:
    assert config.discord
    discord = replace(config.discord, shards=read(shards, ""))
    try:
        platform = OnDiscord(replace(config, discord=discord), discord, Editions(library), TEMPO).services
        asyncio.run(serve(ready_backend(config), [platform]))
        os._exit(0)
    except BaseException:  # noqa: BLE001 - a fork must not go on as its parent
        traceback.print_exc()
        os._exit(1)


def _say(what: str) -> None:
    sys.stdout.write(f"{what}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
