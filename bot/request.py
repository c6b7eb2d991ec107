"""One id for all that is done about a request, from the interaction to the database: the lines of the log carry it."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager

from structlog.contextvars import bound_contextvars, get_contextvars

BYTES = 6
"""Of an id, which is written with twice as many of the digits 0-9 and a-f; it says nothing of who asked."""

NAME = "request"


@contextmanager
def begun(request: str = "", **known: str) -> Iterator[None]:
    """A request, until the end of the block; within one that has begun it is the same one, unless another is given.

    What else is `known` stands in the lines of the log too.
    """
    named = {NAME: request or current() or secrets.token_hex(BYTES)}
    with bound_contextvars(**named, **known):
        yield


def current() -> str:
    """The id of the request that has begun; empty where there is none."""
    return str(get_contextvars().get(NAME, ""))
