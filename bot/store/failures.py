"""Tells what drivers raise in our own words, without addresses and values: those may hold a password."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy.exc import DatabaseError, DBAPIError, InterfaceError, InternalError, OperationalError
from sqlalchemy.exc import TimeoutError as QueueTimeout

from bot.errors import StoreUncertain, StoreUnreachable, StoreUnusable

LENGTH = 200
# So long a transaction waits for a connection that others use; SQLite waits as long for another process.
QUEUE_S = 5.0
# PostgreSQL's name for what may not be written now: a server that only follows another.
READ_ONLY = "25006"


@dataclass
class Stage:
    """How far a transaction is: once it is `closing`, what was written may be kept although nobody says so."""

    closing: bool = False


@contextmanager
def told(database: str) -> Iterator[Stage]:
    """Raises StoreUnreachable where `database` (as people know it) does not answer, StoreUnusable where it is none.

    StoreUncertain where it falls silent as a transaction closes. What is wrong with a statement of ours goes through
    as it is: that is a defect.
    """
    stage = Stage()
    try:
        yield stage
    except (TimeoutError, QueueTimeout):
        _raise(database, "no answer", doubt=stage.closing)
    except (OperationalError, InterfaceError) as e:
        _raise(database, _reason(e), doubt=stage.closing and e.connection_invalidated)
    except DatabaseError as e:
        if isinstance(e, InternalError) and getattr(e.orig, "sqlstate", "") == READ_ONLY:
            _raise(database, _reason(e), doubt=False)
        if type(e) is not DatabaseError:
            raise
        raise StoreUnusable("database-damaged", database=database, reason=_reason(e)) from None


def _raise(database: str, reason: str, *, doubt: bool) -> None:
    if doubt:
        raise StoreUncertain("database-uncertain", database=database, reason=reason) from None
    raise StoreUnreachable("database-unreachable", database=database, reason=reason) from None


def _reason(error: DBAPIError) -> str:
    """What the driver says, in one line; SQLAlchemy's own words hold statements and their values."""
    lines = str(error.orig).strip().splitlines()
    return lines[0][:LENGTH] if lines else type(error.orig).__name__
