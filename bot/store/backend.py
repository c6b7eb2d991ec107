"""What SQLite and PostgreSQL do each in its own way: being reached, and keeping others out."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import Protocol

from sqlalchemy import Connection, Engine
from sqlalchemy.ext.asyncio import AsyncEngine


class Backend(Protocol):
    """One database. Every engine is the caller's to dispose of; all raise StoreUnreachable where nobody answers."""

    @property
    def name(self) -> str:
        """What people know it by; no secret."""

    def exists(self) -> bool:
        """Whether there is a database to ask; False for a file that nobody has made yet."""

    def reading(self) -> Engine:
        """For transactions that see one state of the database and change nothing; beside a serving bot."""

    def serving(self) -> AsyncEngine:
        """For a bot that serves."""

    def held(self) -> AbstractContextManager[None]:
        """Says to others, for as long as a bot serves, that one does. StoreUnusable where they do not allow it."""

    def alone(self) -> AbstractContextManager[Connection]:
        """A transaction to change tables in, while no bot serves and nobody else does this; kept whole or not at all.

        StoreUnusable while a bot serves.
        """
