"""Tells what drivers raise in our own words, without addresses and values: those may hold a password."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DatabaseError, DBAPIError, InterfaceError, OperationalError

from bot.errors import StoreUnreachable, StoreUnusable

LENGTH = 200


@contextmanager
def told(database: str) -> Iterator[None]:
    """Raises StoreUnreachable where `database` (as people know it) does not answer, StoreUnusable where it is none.

    What is wrong with a statement of ours goes through as it is: that is a defect.
    """
    try:
        yield
    except (OperationalError, InterfaceError) as e:
        raise StoreUnreachable("database-unreachable", database=database, reason=_reason(e)) from None
    except DatabaseError as e:
        if type(e) is not DatabaseError:
            raise
        raise StoreUnusable("database-damaged", database=database, reason=_reason(e)) from None


def _reason(error: DBAPIError) -> str:
    """What the driver says, in one line; SQLAlchemy's own words hold statements and their values."""
    lines = str(error.orig).strip().splitlines()
    return lines[0][:LENGTH] if lines else type(error.orig).__name__
