"""Turns the events of the floors below into log lines, and lets others hear them."""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from types import TracebackType
from typing import Any

import structlog

from bot.observe.redacting import Redactor

Listener = Callable[[str, Mapping[str, Any]], None]
"""Hears an event, with its fields. It keeps no fields, changes none, and raises nothing."""

LINE = "line"
"""The event that a line was written to the log, of ours or of a library; its field is the `level`."""

LEVELS = {name.lower(): level for name, level in logging.getLevelNamesMapping().items()}


def configure(*, verbose: bool = False, secrets: Iterable[str] = (), listeners: Sequence[Listener] = ()) -> None:
    """Sends our events, the warnings of libraries and what ends the process to standard error, without the `secrets`.

    For people where that is a terminal, as JSON otherwise. The `listeners` hear all of our events, those too that are
    no lines in the log.
    """
    level = logging.INFO if verbose else logging.WARNING
    structlog.configure(
        processors=[_Heard(listeners, level), *SHARED, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        wrapper_class=structlog.make_filtering_bound_logger(logging.NOTSET if listeners else level),
        logger_factory=structlog.stdlib.LoggerFactory(),
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Formatter(Redactor(secrets), listeners, terminal=sys.stderr.isatty()))
    logging.basicConfig(handlers=[handler], level=level, force=True)
    logging.captureWarnings(capture=True)
    sys.excepthook = _ended
    threading.excepthook = _thread_ended


SHARED: list[structlog.types.Processor] = [
    structlog.contextvars.merge_contextvars,
    structlog.processors.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
]


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


class _Formatter(structlog.stdlib.ProcessorFormatter):
    """Takes secrets out of a line once it is written, tracebacks and all.

    Tracebacks are plain: those with the values of variables would log what members type.
    """

    def __init__(self, redactor: Redactor, listeners: Sequence[Listener], *, terminal: bool) -> None:
        last: list[structlog.types.Processor] = (
            [structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)]
            if terminal
            else [structlog.processors.format_exc_info, structlog.processors.JSONRenderer(ensure_ascii=False)]
        )
        meta = structlog.stdlib.ProcessorFormatter.remove_processors_meta
        super().__init__(foreign_pre_chain=SHARED, processors=[meta, *last])
        self._redactor = redactor
        self._listeners = listeners

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        for listener in self._listeners:
            listener(LINE, {"level": record.levelname.lower()})
        return self._redactor.redact(super().format(record))


def _ended(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Notes a defect that ends the process; Ctrl-C is none."""
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error, trace)
    else:
        logging.getLogger(__name__).critical("ended by a defect", exc_info=(kind, error, trace))


def _thread_ended(told: threading.ExceptHookArgs) -> None:
    """Notes a defect that ends a thread, of a library's."""
    if told.exc_value is not None:
        logging.getLogger(__name__).error(
            "thread ended by a defect", exc_info=(told.exc_type, told.exc_value, told.exc_traceback)
        )
