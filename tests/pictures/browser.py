"""Pictures pages by Chromium without a window."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import cast

from PIL import Image, ImageChops

NAMES = ("chromium", "chromium-browser", "google-chrome")
WIDTH, HIGHEST, MARGIN = 400, 3000, 12
# Two pixels of the picture for one of the page, as phones have; few colours make small files.
SCALE, COLOURS = 2, 32
SECONDS = 120


class NoBrowserError(Exception):
    """No Chromium is installed."""


def browser() -> str:
    """The Chromium of this machine."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        raise NoBrowserError(f"No Chromium was found (any of: {', '.join(NAMES)}). On Debian: apt install chromium")
    return found


def photograph(chromium: str, html: str, to: Path) -> None:
    """Writes the page as a PNG of a phone's width, as high as what stands on it."""
    with tempfile.TemporaryDirectory() as folder:
        source, taken = Path(folder) / "page.html", Path(folder) / "page.png"
        source.write_text(html, "utf-8")
        command = [chromium, *_options(Path(folder), taken), source.as_uri()]
        subprocess.run(command, check=True, capture_output=True, timeout=SECONDS)
        with Image.open(taken) as image:
            _small(image.convert("RGB")).save(to, optimize=True)


def _options(folder: Path, taken: Path) -> list[str]:
    """A window that is wider and higher than needed: Chromium makes none as narrow as a phone."""
    size = f"--window-size={WIDTH * 2},{HIGHEST}"
    options = ["--headless", "--disable-gpu", "--hide-scrollbars", f"--force-device-scale-factor={SCALE}", size]
    # Chromium's sandbox refuses to run for root, as in a container; the page is our own and loads nothing.
    options += ["--no-sandbox"] if os.geteuid() == 0 else []
    return [*options, f"--user-data-dir={folder / 'profile'}", f"--screenshot={taken}"]


def _small(image: Image.Image) -> Image.Image:
    """What stands on the page, in few colours."""
    paper = Image.new("RGB", image.size, image.getpixel((image.width - 1, image.height - 1)))
    bounds = ImageChops.difference(image, paper).getbbox() or (0, 0, 1, 1)
    whole = image.crop((0, 0, WIDTH * SCALE, bounds[3] + MARGIN * SCALE))
    return whole.quantize(palette=_palette(whole), dither=Image.Dither.NONE)


def _palette(image: Image.Image) -> Image.Image:
    """The colours that most pixels have: those of surfaces, small ones too, before those between letters and paper."""
    found = cast("list[tuple[int, tuple[int, int, int]]]", image.getcolors(image.width * image.height))
    most = sorted(found, reverse=True)[:COLOURS]
    palette = Image.new("P", (1, 1))
    palette.putpalette([part for _, colour in most for part in colour])
    return palette
