"""A database whose engine is made once for many lives: what it has compiled and asked, a fork of it need not again."""

from __future__ import annotations

from contextlib import AbstractContextManager

from sqlalchemy import Connection, Engine
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.store.backend import Backend


class Warm:
    """The database, served with one engine; it is disposed of after each life, and connects anew in the next."""

    def __init__(self, backend: Backend) -> None:
        self._backend = backend
        self._engine = backend.serving()

    @property
    def name(self) -> str:
        return self._backend.name

    def exists(self) -> bool:
        return self._backend.exists()

    def reading(self) -> Engine:
        return self._backend.reading()

    def serving(self) -> AsyncEngine:
        return self._engine

    def held(self) -> AbstractContextManager[None]:
        return self._backend.held()

    def alone(self) -> AbstractContextManager[Connection]:
        return self._backend.alone()
