"""A week of busy communities, in less: `python -m tests.week --commands 1000000 --deliveries 10000`.

One process of the bot serves some dozens of servers on a local Discord: members ask what groups ask, so many posts
come on the dates of a week, the gateway goes so many times, and so does PostgreSQL. Fails where anything was lost or
came twice, where memory grew by more than a twentieth after a tenth of the week, or files, threads or tasks are left.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import structlog

from tests.databases import Home, made_on
from tests.postgres import Server, own_server
from tests.week.run import Numbers, week

KINDS = ("postgresql", "sqlite")


def main() -> None:
    """Runs as the arguments say."""
    asked = _arguments()
    structlog.configure(logger_factory=structlog.ReturnLoggerFactory())
    numbers = Numbers(**{name: value for name, value in vars(asked).items() if name != "on"})
    found = {kind: _on(kind, numbers) for kind in asked.on}
    sys.exit(any(found.values()))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--commands", type=int, default=1_000_000)
    parser.add_argument("--deliveries", type=int, default=10_000)
    parser.add_argument("--drops", type=int, default=150)
    parser.add_argument("--restarts", type=int, default=50, help="of PostgreSQL")
    parser.add_argument("--looks", type=int, default=48, help="how often a day the clock is set on")
    parser.add_argument("--growth", type=float, default=0.05, help="how much memory may grow, as a part of it")
    parser.add_argument(
        "--log", type=Path, default=Path(os.devnull), help="what the bot logs goes to the end of this file"
    )
    parser.add_argument("--on", nargs="+", choices=KINDS, default=KINDS)
    return parser.parse_args()


def _on(kind: str, numbers: Numbers) -> list[str]:
    """Tells what became of it on a database of that kind; what is wrong with it."""
    with _home(kind) as (home, server):
        found = asyncio.run(week(home, numbers, server))
    sys.stdout.write(f"{kind}: {found.told}\n")
    sys.stdout.writelines(f"  {of}\n" for of in found.wrong)
    sys.stdout.flush()
    return found.wrong


@contextmanager
def _home(kind: str) -> Iterator[tuple[Home, Server | None]]:
    with tempfile.TemporaryDirectory(prefix="tegenspraak-week-") as folder:
        if kind == "sqlite":
            yield Home(Path(folder)), None
            return
        with own_server() as server, made_on(server.address) as address:
            yield Home(Path(folder), address), server


if __name__ == "__main__":
    main()
