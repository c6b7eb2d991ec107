"""`tegenspraak serve` in a hurry: `python -m tests.app.hurried`."""

from __future__ import annotations

import typer

from bot.cli.telling import told
from tests.app.serving import HASTE

# After tests.local_discord, which imports discord.py without the warnings that would fail a test.
from bot.app.service import run  # isort: skip


def serve() -> None:
    """Serves what the environment says."""
    with told() as config:
        run(config, HASTE)


def main() -> None:
    """Runs as the environment says."""
    typer.run(serve)


if __name__ == "__main__":
    main()
