"""Builds the index of the texts, where there is none: `python -m bot.app.indexing STATE SEEDS DATA`."""

from __future__ import annotations

import sys
from pathlib import Path

from bot.app.reading import open_library
from bot.config import Config
from bot.errors import BotError, traced


def main(state: str, seeds: str, data: str) -> None:
    """Builds it; says on standard error what is wrong with the texts, if something is."""
    try:
        open_library(Config(Path(state), Path(seeds), Path(data), locale="nl", discord=None))
    except BotError as e:
        sys.exit(str(e))
    except Exception as e:  # noqa: BLE001 - a message could hold words of the texts
        sys.exit(str(traced(e)))


if __name__ == "__main__":
    main(*sys.argv[1:])
