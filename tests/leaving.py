"""What a module of tests must leave as it found it, as those that follow in the same process rely upon it."""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import structlog

# As discord.py calls the threads that keep its connections alive; only some tests import it.
HEARTBEAT = "keep-alive-handler"
ENDING_S = 2.0


@contextmanager
def log_kept() -> Iterator[None]:
    """Puts back at the end what `bot.observe.configure` sets for a whole process."""
    root, hooks, kept = logging.getLogger(), (sys.excepthook, threading.excepthook), structlog.get_config()
    handlers, level = root.handlers[:], root.level
    try:
        yield
    finally:
        logging.captureWarnings(capture=False)
        root.handlers[:] = handlers
        root.setLevel(level)
        sys.excepthook, threading.excepthook = hooks
        structlog.configure(**kept)


def log_set() -> tuple[Any, ...]:
    """How the log of this process is set."""
    hooks = sys.excepthook, threading.excepthook
    return structlog.get_config()["wrapper_class"], structlog.get_config()["logger_factory"], *hooks


def beating() -> list[threading.Thread]:
    """What keeps connections to Discord alive."""
    return [thread for thread in threading.enumerate() if thread.name.startswith(HEARTBEAT)]


def heartbeats() -> list[str]:
    """The connections that somebody still keeps alive; what is ending has a moment for it."""
    found = beating()
    for thread in found:
        thread.join(ENDING_S)
    return [thread.name for thread in found if thread.is_alive()]
