"""Asks the library very many hostile queries and prints the slowest; anything but a reason is a failure.

Then it drives every command and action on the local Discord and in a room of Matrix over generated texts; anything over
a limit is a failure, and any quotation that is not shown as it stands.
"""

from __future__ import annotations

import gc
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path

from hypothesis import HealthCheck, given, settings

from bot.app.reading import open_library
from bot.errors import BadInput
from bot.i18n import Languages
from bot.library.library import Library
from tests.fuzz.queries import HOSTILE
from tests.platforms.discord import driving as discord
from tests.platforms.matrix import test_everything as matrix
from tests.texts import config

SHOWN = 5
# Of so many queries one set of texts is driven.
QUERIES_PER_DRIVE = 1000
# So many are made at a time: what has been made is remembered, and the more there is, the longer the next one takes.
QUERIES_AT_ONCE = 500


def main() -> None:
    """Runs as many examples as the first argument says."""
    examples = int(sys.argv[1])
    with tempfile.TemporaryDirectory() as state:
        library = open_library(config(Path(state)))
        for milliseconds, query in fuzz(library, examples):
            sys.stdout.write(f"{milliseconds:7.1f} ms  {query[:80]!r}\n")
        drives = examples // QUERIES_PER_DRIVE + 1
        discord.drive_everything(library, Languages("nl"), Path(state) / "discord", drives)
        matrix.drive_everything(Path(state) / "matrix", drives)


def fuzz(library: Library, examples: int) -> list[tuple[float, str]]:
    """The slowest queries of so many; raises what the library raises."""
    took: list[tuple[float, str]] = []
    library.prepare()
    gc.freeze()
    # Collecting what the test makes is no part of what is measured.
    gc.disable()
    for first in range(0, examples, QUERIES_AT_ONCE):
        took = sorted([*took, *_asked(library, min(QUERIES_AT_ONCE, examples - first))], reverse=True)[:SHOWN]
        gc.collect()
    gc.enable()
    return took


def _asked(library: Library, examples: int) -> list[tuple[float, str]]:
    took: list[tuple[float, str]] = []

    @settings(max_examples=examples, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(HOSTILE)
    def ask(query: str) -> None:
        took.append((_milliseconds(library, query), query))

    ask()
    return took


def _milliseconds(library: Library, query: str) -> float:
    # Of this thread alone: other processes are not measured.
    begun = time.thread_time()
    with suppress(BadInput):
        library.quote(query)
    return (time.thread_time() - begun) * 1000


if __name__ == "__main__":
    main()
