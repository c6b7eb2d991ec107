"""Tells the log of statements that are slow or fail, with the request that they are made for, and without values."""

from __future__ import annotations

import time
from typing import Any

import structlog
from sqlalchemy import Connection, Engine, ExceptionContext, event

from bot.request import current

log = structlog.get_logger(__name__)

SLOW_S = 0.5
LENGTH = 300
BEGAN = "tegenspraak-began"

Values = Any
"""Of a statement: each driver has its own."""


def tell(engine: Engine, slow_s: float = SLOW_S) -> None:
    """From now on tells of the engine's statements that take so long, and of those that fail."""

    def before(connection: Connection, _: object, statement: str, *__: object) -> None:
        connection.info[BEGAN] = time.perf_counter()

    def after(connection: Connection, _: object, statement: str, *__: object) -> None:
        seconds = time.perf_counter() - connection.info[BEGAN]
        if seconds >= slow_s:
            log.warning("statement slow", seconds=round(seconds, 3), statement=_shown(statement))

    def failed(told: ExceptionContext) -> None:
        # What was cancelled did not fail.
        if isinstance(told.original_exception, Exception):
            error, code = type(told.original_exception).__name__, getattr(told.original_exception, "sqlstate", None)
            log.warning("statement failed", error=error, code=code, statement=_shown(told.statement or ""))

    event.listen(engine, "before_cursor_execute", before)
    event.listen(engine, "after_cursor_execute", after)
    event.listen(engine, "handle_error", failed)


def name_requests(engine: Engine) -> None:
    """From now on each statement says in a comment for which request it is made, for the server's own log.

    A server that prepares statements takes each for a new one.
    """

    def named(_: Connection, __: object, statement: str, values: Values, *___: object) -> tuple[str, Values]:
        request = current()
        # Nothing but an id of our own making: whatever else stood in a comment could end it.
        return (f"{statement} /* request={request} */" if request.isalnum() else statement), values

    event.listen(engine, "before_cursor_execute", named, retval=True)


def _shown(statement: str) -> str:
    """A statement in one line."""
    return " ".join(statement.split())[:LENGTH]
