"""Turns the events of the floors below into log lines, and lets others hear them."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import structlog

Listener = Callable[[str, Mapping[str, Any]], None]
"""Hears an event, with its fields. It keeps no fields, and changes none."""

LEVELS = {name.lower(): level for name, level in logging.getLevelNamesMapping().items()}


def configure(*, verbose: bool = False, listeners: Sequence[Listener] = ()) -> None:
    """Sends our events, and the warnings of libraries, to standard error.

    The `listeners` hear all of our events, those too that are no lines in the log.
    """
    level = logging.INFO if verbose else logging.WARNING
    shared: list[structlog.types.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    structlog.configure(
        processors=[_Heard(listeners, level), *shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        wrapper_class=structlog.make_filtering_bound_logger(logging.NOTSET if listeners else level),
        logger_factory=structlog.stdlib.LoggerFactory(),
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_formatter(shared, terminal=sys.stderr.isatty()))
    logging.basicConfig(handlers=[handler], level=level, force=True)


class _Heard:
    """Lets listeners hear an event before anything is added to it, and drops it where it is no line in the log."""

    def __init__(self, listeners: Sequence[Listener], level: int) -> None:
        self._listeners = listeners
        self._level = level

    def __call__(self, logger: object, name: str, fields: structlog.types.EventDict) -> structlog.types.EventDict:
        for listener in self._listeners:
            listener(fields["event"], fields)
        if LEVELS[name] < self._level:
            raise structlog.DropEvent
        return fields


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
