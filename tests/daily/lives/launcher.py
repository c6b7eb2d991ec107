"""What a life does: it serves as `tegenspraak serve` does, at a pace for tests."""

from __future__ import annotations

from bot.config import Config
from bot.library.library import Library


def serve(config: Config, library: Library, *, trusting: bool) -> None:
    """Serves until it is told to stop. Where it is `trusting`, it looks for no post of before its start."""
