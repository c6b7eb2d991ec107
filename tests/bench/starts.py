"""How long a process takes that answers one query, beside one that only imports what such a program needs."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time

from bot.config import HOME
from tests.bench.figures import Figures, Start, percentiles
from tests.bench.progress import say

QUOTE = "tegenspraak quote kronstadt"
IMPORTS = "import tantivy, typer, rapidfuzz.process, fluent.runtime, pydantic_settings"
PROCESSES = {QUOTE: ("-m", "bot", "quote", "kronstadt"), IMPORTS: ("-c", IMPORTS)}
TIMES, WARMING = 20, 2


def run(figures: Figures) -> None:
    """Starts both in turn, with the index of the two seeds present."""
    say("starting processes")
    took: dict[str, list[float]] = {name: [] for name in PROCESSES}
    with tempfile.TemporaryDirectory(prefix="tegenspraak-bench-") as state:
        for _ in range(TIMES + WARMING):
            for name, arguments in PROCESSES.items():
                took[name].append(_timed(arguments, state))
    figures.starts += [Start(name, *percentiles(ms[WARMING:])) for name, ms in took.items()]


def _timed(arguments: tuple[str, ...], state: str) -> float:
    """The milliseconds that a process took, from its start to its end."""
    settings = {**os.environ, "TEGENSPRAAK_STATE": state}
    began = time.perf_counter()
    subprocess.run([sys.executable, *arguments], cwd=HOME, env=settings, stdout=subprocess.DEVNULL, check=True)
    return (time.perf_counter() - began) * 1000
