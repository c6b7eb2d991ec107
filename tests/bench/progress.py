"""Tells on standard error how far the benchmark is: standard output is for its figures."""

from __future__ import annotations

import sys
import time

BEGAN = time.monotonic()


def say(doing: str) -> None:
    """One line, with the seconds since the start."""
    print(f"{time.monotonic() - BEGAN:7.1f} s  {doing}", file=sys.stderr, flush=True)  # noqa: T201 - told to a person
