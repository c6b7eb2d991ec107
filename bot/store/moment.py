"""Time in the database: whole microseconds since 1970 in UTC, which both databases keep and order alike."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import BigInteger, Dialect, Integer, Text
from sqlalchemy.types import TypeDecorator

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)

# SQLite's strict tables take INTEGER, of 64 bits, and no BIGINT.
INT64 = BigInteger().with_variant(Integer(), "sqlite")


Clock = Callable[[], datetime]


def utc_now() -> datetime:
    """The time. It is handed to statements: a database has a clock of its own."""
    return datetime.now(UTC)


class Moment(TypeDecorator[datetime]):
    """A time with its zone; it comes back in UTC. ValueError for one without a zone."""

    impl = INT64
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        """The microseconds that are stored."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without a zone")
        return (value - EPOCH) // MICROSECOND

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:
        """The time that they mean."""
        return None if value is None else EPOCH + timedelta(microseconds=value)


class Day(TypeDecorator[date]):
    """A date on somebody's calendar, as text that is ordered like it."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: date | None, dialect: Dialect) -> str | None:
        """The date as 2026-11-22."""
        return None if value is None else value.isoformat()

    def process_result_value(self, value: str | None, dialect: Dialect) -> date | None:
        """The date that it says."""
        return None if value is None else date.fromisoformat(value)
