"""Shows on standard error how far the index is, where somebody is looking and it takes long enough to notice."""

from __future__ import annotations

import sys
import time

from bot.index.build import Progress, silent

PATIENCE_S = 0.5
EVERY = 1000


def progress() -> Progress:
    """A counter for passages; silent unless standard error is a terminal."""
    begun = time.monotonic()
    count = 0

    def show(done: int) -> None:
        nonlocal count
        count += done
        if count % EVERY == 0 and time.monotonic() - begun > PATIENCE_S:
            rate = count / (time.monotonic() - begun)
            sys.stderr.write(f"\r{count:,} ({rate:,.0f}/s)")
            sys.stderr.flush()

    return show if sys.stderr.isatty() else silent
