"""For programs of the tests, which say on standard output what they are asked, and nothing else."""

from __future__ import annotations

import structlog


def quiet() -> None:
    """Lets the log say nothing."""
    structlog.configure(logger_factory=structlog.ReturnLoggerFactory())
