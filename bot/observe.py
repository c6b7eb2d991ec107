"""Turns the events of the floors below into log lines: for people on a terminal, JSON otherwise."""

from __future__ import annotations

import logging
import sys

import structlog


def configure(*, verbose: bool = False) -> None:
    """Sends our events, and the warnings of libraries, to standard error."""
    level = logging.INFO if verbose else logging.WARNING
    shared: list[structlog.types.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.stdlib.LoggerFactory(),
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_formatter(shared, terminal=sys.stderr.isatty()))
    logging.basicConfig(handlers=[handler], level=level, force=True)


def _formatter(shared: list[structlog.types.Processor], *, terminal: bool) -> structlog.stdlib.ProcessorFormatter:
    """Lines with plain tracebacks: those with the values of variables would log what members type."""
    last: list[structlog.types.Processor] = (
        [structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)]
        if terminal
        else [structlog.processors.format_exc_info, structlog.processors.JSONRenderer(ensure_ascii=False)]
    )
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=shared,
        processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *last],
    )
