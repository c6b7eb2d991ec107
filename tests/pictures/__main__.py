"""`make pictures`: asks the bot on the local Discord, lays out what it sent, and pictures that into docs/pictures/."""

from __future__ import annotations

import asyncio
import sys
import tempfile
from pathlib import Path

from bot.app.reading import open_library
from bot.config import HOME
from tests.pictures.asking import pages
from tests.pictures.browser import NoBrowserError, browser, photograph
from tests.pictures.scenes import DUTCH, ENGLISH, OWN
from tests.texts import config

PICTURES = HOME / "docs" / "pictures"


def main() -> None:
    """Makes the pictures that are named, or all."""
    chromium = _browser()
    wanted = set(sys.argv[1:]) or {*DUTCH, *ENGLISH, *OWN}
    with tempfile.TemporaryDirectory() as state:
        laid_out = asyncio.run(pages(open_library(config(Path(state))), Path(state), wanted))
    for name, html in laid_out.items():
        photograph(chromium, html, PICTURES / f"{name}.png")
        sys.stdout.write(f"{name}\n")


def _browser() -> str:
    try:
        return browser()
    except NoBrowserError as e:
        sys.exit(str(e))


if __name__ == "__main__":
    main()
